"""The settings by their pages, and the card of the school on every page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.queries import list_acts
from shop.db import Scope, db
from shop.demonstration.school import IDENTITY, seed_school
from shop.kernel.actor import Role
from shop.school.domain.identity import IDENTITY_FIELDS, SchoolIdentity
from shop.school.domain.vat import VatRegime
from shop.school.queries import (
    find_vat_choice,
    get_identity,
    law_value,
    list_opening_hours,
    publication_gaps,
)
from tests.signing import sign_in_as

SETTINGS = "/ecole/reglages"
TODAY = date(2026, 11, 20)


@pytest.fixture
def director(app: Flask, scope: Scope) -> FlaskClient:
    """The director's browser, in the school of the demonstration."""
    seed_school(scope)
    scope.session.commit()
    return sign_in_as(app, Role.DIRECTOR)


def identity_form(version: int = 1, **changes: object) -> dict[str, str]:
    identity = replace(IDENTITY, **changes)  # type: ignore[arg-type] # fields of the identity
    form = {name: str(getattr(identity, name)) for name in IDENTITY_FIELDS}
    return {**form, "version": str(version), "sells_fitting": ""}


def saved_identity(app: Flask) -> SchoolIdentity:
    with app.app_context():
        return get_identity(db.session())


def test_an_edited_telephone_shows_on_the_next_public_page(
    client: FlaskClient, director: FlaskClient
) -> None:
    assert "03 53 01 12 39" in client.get("/compte/connexion").text
    assert "03 53 01 12 39" in client.get("/").text

    answer = director.post(SETTINGS, data=identity_form(phone="03 53 01 77 77"))

    assert answer.status_code == 303
    for path in ("/compte/connexion", "/"):
        page = client.get(path).text
        assert "03 53 01 77 77" in page
        assert "tel:+33353017777" in page
        assert "03 53 01 12 39" not in page


def test_edited_hours_show_on_the_next_public_page(
    client: FlaskClient, director: FlaskClient
) -> None:
    assert "Lundi à jeudi" in client.get("/compte/connexion").text

    answer = director.post(f"{SETTINGS}/horaires", data={"reception_5": "9h-12h"})

    assert answer.status_code == 303
    page = client.get("/compte/connexion").text
    assert "Samedi\u00a0: 9 h – 12 h" in page
    assert "Lundi à jeudi" not in page


def test_the_card_costs_one_query_once_it_is_known(
    client: FlaskClient,
    director: FlaskClient,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    client.get("/compte/connexion")

    with count_queries() as statements:
        client.get("/compte/connexion")

    about = [text for text in statements if "school_identity" in text or "opening" in text]
    assert len(about) == 1
    assert "stamp" in about[0]


def test_a_wrong_number_is_told_beside_its_field_and_nothing_is_lost(
    app: Flask, director: FlaskClient
) -> None:
    form = identity_form(siren="123456789", brand="Autre nom")

    page = director.post(SETTINGS, data=form).text

    assert "SIREN n’est pas juste" in page
    assert 'id="siren-error"' in page
    assert 'value="Autre nom"' in page
    assert "Erreur" in page.split("</title>")[0]
    assert saved_identity(app) == IDENTITY


def test_a_stale_tab_of_the_identity_is_told(app: Flask, director: FlaskClient) -> None:
    director.post(SETTINGS, data=identity_form(city="Besançon"))

    page = director.post(SETTINGS, data=identity_form(city="Arbois")).text

    assert "entre-temps" in page
    assert saved_identity(app).city == "Besançon"


def test_hours_that_cannot_be_read_stay_as_typed(app: Flask, director: FlaskClient) -> None:
    page = director.post(f"{SETTINGS}/horaires", data={"reception_0": "le matin"}).text

    assert 'value="le matin"' in page
    assert 'id="reception_0-error"' in page
    with app.app_context():
        assert len(list_opening_hours(db.session())) == 7


def test_a_number_of_law_gets_a_new_dated_value(app: Flask, director: FlaskClient) -> None:
    form = {"value": "21", "valid_from": "2027-01-01", "source": "art. L221-18"}

    answer = director.post(f"{SETTINGS}/chiffres/withdrawal_days", data=form)

    assert answer.status_code == 303
    with app.app_context():
        assert law_value(db.session(), "withdrawal_days", TODAY) == Decimal(14)
        assert law_value(db.session(), "withdrawal_days", date(2027, 1, 1)) == Decimal(21)
    assert director.get(f"{SETTINGS}/chiffres/ghost").status_code == 404


def test_a_number_that_ended_is_announced(director: FlaskClient) -> None:
    page = director.get(f"{SETTINGS}/chiffres").text

    assert "À mettre à jour" in page
    assert "14 jours" in page
    assert "1,6 mm" in page


def test_the_vat_regime_is_chosen_by_name(app: Flask, director: FlaskClient) -> None:
    form = {
        "regime": "franchise",
        "section": "tyres",
        "valid_from": "2026-11-01",
        "chosen_by": "Nathalie Perrin, comptable",
    }
    assert "Remplissez ce champ" in director.post(f"{SETTINGS}/tva", data={}).text
    assert director.post(f"{SETTINGS}/tva", data=form).status_code == 303

    with app.app_context():
        choices = {find_vat_choice(db.session(), TODAY, section) for section in (None,)}
    assert {choice and choice.regime for choice in choices} == {VatRegime.STANDARD}
    assert "Franchise en base" in director.get(f"{SETTINGS}/tva").text


def test_the_last_point_of_the_gate_is_confirmed_and_taken_back(
    app: Flask, director: FlaskClient
) -> None:
    assert "Il manque un point" in director.get(f"{SETTINGS}/ouverture").text

    director.post(f"{SETTINGS}/ouverture/safety_files", data={"name": "Karim Haddad"})
    assert "Tout est prêt" in director.get(f"{SETTINGS}/ouverture").text

    director.post(f"{SETTINGS}/ouverture/safety_files/retirer")
    with app.app_context():
        assert len(publication_gaps(db.session())) == 1
    assert director.post(f"{SETTINGS}/ouverture/ghost").status_code == 404


def test_every_change_of_the_settings_is_in_the_trail(app: Flask, director: FlaskClient) -> None:
    director.post(SETTINGS, data=identity_form(city="Besançon"))

    with app.app_context():
        latest = list_acts(db.session())[0]
    assert (latest.role, latest.act, latest.subject) == ("director", "settings.identity", "ECCOFOR")


def test_the_office_edits_hours_and_nothing_else(app: Flask, director: FlaskClient) -> None:
    office = sign_in_as(app, Role.OFFICE)

    assert office.get(f"{SETTINGS}/horaires").status_code == 200
    assert office.get(SETTINGS).status_code == 403
    assert office.post(SETTINGS, data=identity_form(city="Arbois")).status_code == 403
    assert saved_identity(app) == IDENTITY
