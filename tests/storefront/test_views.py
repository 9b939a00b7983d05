"""The public pages: what they show, what they cost, what they never do."""

from collections.abc import Callable
from datetime import date
from typing import Any

import time_machine
from flask.testing import FlaskClient

from shop.catalogue.domain import Family
from shop.catalogue.services import set_product_price
from shop.db import Scope
from shop.kernel.money import Money
from tests.builders.catalogue import build_category, build_product
from tests.conftest import NOW

CountQueries = Callable[[], Any]


def test_home_shows_the_families_and_sets_no_cookie(scope: Scope, client: FlaskClient) -> None:
    build_category(scope)
    scope.session.commit()

    answer = client.get("/")

    assert answer.status_code == 200
    assert "Rayonnages" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_an_english_page_says_it_is_english(scope: Scope, client: FlaskClient) -> None:
    build_category(scope)
    scope.session.commit()

    answer = client.get("/en/familles/rayonnages")

    assert '<html lang="en"' in answer.text
    assert "Shelving" in answer.text
    assert 'href="/familles/rayonnages"' in answer.text


def test_a_price_edit_shows_on_the_next_request(scope: Scope, client: FlaskClient) -> None:
    product = build_product(scope, slug="rack", gross=Money(240_00))
    scope.session.commit()
    with time_machine.travel(NOW, tick=False):
        assert "240,00" in client.get("/produits/rack").text
        set_product_price(scope, product, Money(252_00), valid_from=date(2026, 11, 20))
        scope.session.commit()
        assert "252,00" in client.get("/produits/rack").text


def test_a_kept_page_costs_two_short_queries(
    scope: Scope, client: FlaskClient, count_queries: CountQueries
) -> None:
    build_category(scope)
    scope.session.commit()
    client.get("/")

    with count_queries() as statements:
        client.get("/")

    assert len(statements) == 2


def test_a_family_page_costs_the_same_for_3_and_30_products(
    scope: Scope, client: FlaskClient, count_queries: CountQueries
) -> None:
    build_category(scope)
    costs = []
    for count in (3, 30):
        for number in range(count):
            build_product(scope, slug=f"p{count}-{number}")
        scope.session.commit()
        with count_queries() as statements:
            assert client.get("/familles/rayonnages").status_code == 200
        costs.append(len(statements))

    assert costs[0] == costs[1] <= 8


def test_a_long_family_is_paged_by_key(scope: Scope, client: FlaskClient) -> None:
    build_category(scope)
    last = [build_product(scope, slug=f"p{n}") for n in range(25)][23]
    scope.session.commit()

    first = client.get("/familles/rayonnages").text
    second = client.get(f"/familles/rayonnages?suite={last}").text

    assert f"suite={last}" in first
    assert ("/produits/p24" in first, "/produits/p24" in second) == (False, True)


def test_a_search_without_result_offers_a_quote(scope: Scope, client: FlaskClient) -> None:
    build_category(scope)
    scope.session.commit()

    answer = client.get("/recherche?q=girafe")

    assert "Nous n’avons rien trouvé" in answer.text
    assert "/devis/demande" in answer.text


def test_a_search_shows_what_was_typed_without_running_it(client: FlaskClient) -> None:
    answer = client.get("/recherche?q=<script>alert(1)</script>")

    assert "<script>alert" not in answer.text


def test_an_unknown_family_or_product_is_a_page_that_helps(client: FlaskClient) -> None:
    for path in ("/familles/girafes", "/produits/girafe"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "n’existe pas" in answer.text


def test_a_family_by_quote_lists_no_product(scope: Scope, client: FlaskClient) -> None:
    build_category(scope, family=Family.WALKWAY, slug="passerelles")
    scope.session.commit()

    assert client.get("/familles/passerelles").status_code == 200


def test_a_kept_page_is_compressed_and_known_again(scope: Scope, client: FlaskClient) -> None:
    build_category(scope)
    scope.session.commit()
    headers = {"Accept-Encoding": "gzip"}

    first = client.get("/", headers=headers)
    again = client.get("/", headers={**headers, "If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Encoding"] == "gzip"
    assert (again.status_code, again.data) == (304, b"")
