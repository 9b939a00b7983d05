"""Prices of products by the pages of the office."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.queries import list_acts
from shop.catalogue.queries import get_priced_product
from shop.db import Scope
from shop.kernel.actor import Role
from shop.kernel.money import Money
from tests.builders.catalogue import build_category, build_product
from tests.conftest import NOW
from tests.signing import sign_in_as

PRODUCTS = "/ecole/reglages/produits"
TODAY, CHRISTMAS = "2026-11-20", "2026-12-25"


@pytest.fixture
def office(app: Flask, scope: Scope) -> Iterator[FlaskClient]:
    """The browser of the office, in a shop with one rack at 240 €."""
    with time_machine.travel(NOW, tick=False):
        build_category(scope)
        build_product(scope, slug="rack", gross=Money(240_00))
        scope.session.commit()
        yield sign_in_as(app, Role.OFFICE)


def prices(scope: Scope) -> list[tuple[Money, date]]:
    scope.session.rollback()
    found = get_priced_product(scope.session, "rack").prices
    return [(price.gross, price.valid_from) for price in found]


def test_a_price_edit_shows_on_the_next_request(office: FlaskClient, client: FlaskClient) -> None:
    assert "240,00" in client.get("/produits/rack").text

    answer = office.post(f"{PRODUCTS}/rack", data={"gross": "252 €", "valid_from": TODAY})

    assert answer.status_code == 303
    assert "252,00" in client.get("/produits/rack").text
    assert "252,00" in client.get("/familles/rayonnages").text


def test_a_coming_price_waits_for_its_day(
    office: FlaskClient, client: FlaskClient, scope: Scope
) -> None:
    office.post(f"{PRODUCTS}/rack", data={"gross": "252", "valid_from": CHRISTMAS})

    assert "240,00" in client.get("/produits/rack").text
    assert "252,00" in office.get(PRODUCTS).text
    assert "À venir" in office.get(f"{PRODUCTS}/rack").text
    assert prices(scope) == [
        (Money(240_00), date(2026, 11, 20)),
        (Money(252_00), date(2026, 12, 25)),
    ]
    with time_machine.travel("2026-12-25T09:00:00Z", tick=False):
        assert "252,00" in client.get("/produits/rack").text


@pytest.mark.parametrize(
    ("gross", "day", "sentence"),
    [
        ("251,97", TODAY, "Choisissez 251,96 € ou 251,98 €."),
        ("-3", TODAY, "entre 0 € et 100"),
        ("cher", TODAY, "Écrivez un nombre"),
        ("", TODAY, "Écrivez le nouveau prix."),
        ("252", "2026-11-19", "le passé a déjà servi"),
        ("252", "demain", "date"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused_and_stays_typed(
    office: FlaskClient, scope: Scope, gross: str, day: str, sentence: str
) -> None:
    answer = office.post(f"{PRODUCTS}/rack", data={"gross": gross, "valid_from": day})

    assert answer.status_code == 200
    assert sentence in answer.text
    assert f'value="{gross}"' in answer.text
    assert prices(scope) == [(Money(240_00), date(2026, 11, 20))]


def test_a_product_is_taken_out_and_put_back(office: FlaskClient, client: FlaskClient) -> None:
    for choice, is_shown in (("non", False), ("non", False), ("oui", True)):
        assert office.post(f"{PRODUCTS}/rack/vente", data={"vente": choice}).status_code == 303
        assert ("/produits/rack" in client.get("/familles/rayonnages").text) is is_shown


def test_who_changed_what_is_kept(office: FlaskClient, scope: Scope) -> None:
    office.post(f"{PRODUCTS}/rack", data={"gross": "252", "valid_from": TODAY})
    office.post(f"{PRODUCTS}/rack/vente", data={"vente": "non"})

    scope.session.rollback()
    acts = {(act.act, act.subject) for act in list_acts(scope.session)}
    assert {("catalogue.price", "rack 252,00 € 2026-11-20"), ("catalogue.unlisted", "rack")} <= acts


def test_an_unknown_product_is_not_found_in_words(office: FlaskClient) -> None:
    assert "Ce produit n’existe pas." in office.get(f"{PRODUCTS}/girafe").text
    answer = office.post(f"{PRODUCTS}/girafe", data={"gross": "10", "valid_from": TODAY})
    assert "Ce produit n’existe pas." in answer.text


def test_a_long_list_is_paged_and_costs_the_same(
    office: FlaskClient, scope: Scope, count_queries: object
) -> None:
    costs = []
    for count in (3, 30):
        for number in range(count):
            build_product(scope, slug=f"p{count}-{number}")
        scope.session.commit()
        with count_queries() as statements:  # type: ignore[operator]
            first = office.get(PRODUCTS).text
        costs.append(len(statements))

    assert costs[0] == costs[1] <= 8
    assert "suite=" in first
    scope.session.rollback()


def test_the_office_finds_the_prices_beside_the_hours(office: FlaskClient) -> None:
    page = office.get("/ecole/reglages/horaires").text

    assert PRODUCTS in page
    assert "/ecole/reglages/pneus" in page
    assert "/ecole/reglages/tva" not in page
