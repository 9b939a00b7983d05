"""Prices of tyre services by the pages of the office."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.queries import list_acts
from shop.db import Scope
from shop.kernel.actor import Role
from tests.builders.tyres import build_price_list
from tests.conftest import NOW
from tests.signing import sign_in_as

PRICES = "/ecole/reglages/pneus"
TODAY = "2026-11-20"


@pytest.fixture
def office(app: Flask, scope: Scope) -> Iterator[FlaskClient]:
    """The browser of the office, with the services of the demonstration at 18 € for a wheel."""
    with time_machine.travel(NOW, tick=False):
        build_price_list(scope)
        scope.session.commit()
        yield sign_in_as(app, Role.OFFICE)


def test_a_price_edit_shows_on_the_next_request(office: FlaskClient, client: FlaskClient) -> None:
    assert "18,00" in client.get("/pneus/me1").text

    answer = office.post(f"{PRICES}/me1", data={"gross": "19,80", "valid_from": TODAY})

    assert answer.status_code == 303
    assert "19,80" in client.get("/pneus/me1").text
    assert "19,80" in client.get("/pneus").text
    assert "19,80" in client.get("/pneus/rendez-vous").text


def test_a_price_no_net_amount_gives_names_the_two_nearest(office: FlaskClient) -> None:
    answer = office.post(f"{PRICES}/me1", data={"gross": "19,83", "valid_from": TODAY})

    assert "Choisissez 19,82 € ou 19,84 €." in answer.text
    assert 'value="19,83"' in answer.text


def test_a_price_never_begins_in_the_past(office: FlaskClient) -> None:
    answer = office.post(f"{PRICES}/me1", data={"gross": "19,80", "valid_from": "2026-01-01"})

    assert "le passé a déjà servi" in answer.text


def test_a_service_is_taken_out_and_put_back(office: FlaskClient, client: FlaskClient) -> None:
    for choice, is_shown in (("non", False), ("non", False), ("oui", True)):
        assert office.post(f"{PRICES}/eq1/vente", data={"vente": choice}).status_code == 303
        assert ("/pneus/eq1" in client.get("/pneus").text) is is_shown


def test_who_changed_what_is_kept(office: FlaskClient, scope: Scope) -> None:
    office.post(f"{PRICES}/me1", data={"gross": "19,80", "valid_from": TODAY})
    office.post(f"{PRICES}/eq1/vente", data={"vente": "non"})

    scope.session.rollback()
    acts = {(act.act, act.subject) for act in list_acts(scope.session)}
    assert {("tyres.price", "ME1 19,80 € 2026-11-20"), ("tyres.unlisted", "EQ1")} <= acts


def test_every_service_is_listed_with_its_price(office: FlaskClient) -> None:
    page = office.get(PRICES).text

    assert page.count("/ecole/reglages/pneus/") >= 15
    assert "Équilibrage d’une roue" in page


def test_an_unknown_service_is_not_found_in_words(office: FlaskClient) -> None:
    for answer in (
        office.get(f"{PRICES}/girafe"),
        office.post(f"{PRICES}/girafe", data={"gross": "10", "valid_from": TODAY}),
    ):
        assert (answer.status_code, "Cette prestation n’existe pas." in answer.text) == (404, True)
