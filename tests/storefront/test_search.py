"""Searching with the words people use."""

import pytest
from flask.testing import FlaskClient

from shop.catalogue.domain import Family
from shop.db import Scope
from shop.storefront.words import EVERYDAY_WORDS, speaks_of
from tests.builders.catalogue import build_category, build_product
from tests.builders.configurations import build_basis, build_configuration
from tests.builders.tyres import build_price_list


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Étagères d’atelier", "etagere", True),
        ("etagere", "ÉTAGÈRES", True),
        ("Garde-corps en acier", "acier garde", True),
        ("Garde-corps", "portail", False),
        ("pneu", "pneus", True),
        ("roux", "roue", False),
    ],
)
def test_words_are_compared_without_accents_nor_plurals(
    text: str, wanted: str, *, found: bool
) -> None:
    assert speaks_of(text, wanted) is found


def test_every_family_has_everyday_names() -> None:
    assert set(EVERYDAY_WORDS) == set(Family)


@pytest.mark.parametrize("typed", ["rambarde", "RAMBARDES", "balustrade"])
def test_an_everyday_name_finds_the_family(scope: Scope, client: FlaskClient, typed: str) -> None:
    build_category(scope, family=Family.GUARDRAIL, slug="garde-corps")
    scope.session.commit()

    assert 'href="/familles/garde-corps"' in client.get(f"/recherche?q={typed}").text


def test_a_product_is_found_without_its_accents(scope: Scope, client: FlaskClient) -> None:
    build_product(scope, slug="etagere")
    scope.session.commit()

    assert 'href="/produits/etagere"' in client.get("/recherche?q=etageres").text


def test_a_tyre_service_is_found(scope: Scope, client: FlaskClient) -> None:
    build_price_list(scope)
    scope.session.commit()

    page = client.get("/recherche?q=crevaison").text

    assert 'href="/pneus/repc"' in page
    assert page.count('href="/pneus/') == 1


def test_the_code_of_a_kept_gate_opens_it(scope: Scope, client: FlaskClient) -> None:
    build_basis(scope)
    build_configuration(scope)
    scope.session.commit()

    answer = client.get("/en/recherche?q=k7m 2qx")

    assert (answer.status_code, answer.location) == (302, "/en/c/K7M-2QX")


def test_a_word_that_looks_like_a_code_is_a_word(scope: Scope, client: FlaskClient) -> None:
    build_category(scope, family=Family.SHELVING)
    scope.session.commit()

    answer = client.get("/recherche?q=garage")

    assert answer.status_code == 200
    assert "Rayonnages" in answer.text


@pytest.mark.parametrize("path", ["/pneus", "/configurer/portail", "/contact", "/nulle-part"])
def test_every_public_page_has_the_search(scope: Scope, client: FlaskClient, path: str) -> None:
    build_basis(scope)
    scope.session.commit()

    assert 'role="search"' in client.get(path).text
