"""Coefficients by the pages of the direction."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.queries import list_acts
from shop.catalogue.domain import CoefficientKind
from shop.catalogue.queries import get_history
from shop.configurations.tariff import reference_price
from shop.db import Scope
from shop.kernel.actor import Role
from tests.builders.configurations import build_basis
from tests.conftest import NOW
from tests.signing import sign_in_as

VALUES = "/ecole/reglages/calcul"
RATE = f"{VALUES}/tariff/labour.rate"
TODAY, LATER = "2026-11-20", "2027-01-01"


@pytest.fixture
def director(app: Flask, scope: Scope) -> Iterator[FlaskClient]:
    """The browser of the director, with the values a new school starts with."""
    with time_machine.travel(NOW, tick=False):
        build_basis(scope)
        scope.session.commit()
        yield sign_in_as(app, Role.DIRECTOR)


def send(director: FlaskClient, act: str = "save", **changes: str) -> str:
    typed = {"value": "52,50", "valid_from": LATER, "source": "conseil du 3 novembre", "act": act}
    return director.post(RATE, data=typed | changes, follow_redirects=True).text


def known_values(scope: Scope) -> list[tuple[str, date, str, str]]:
    scope.session.rollback()
    history = get_history(scope.session, CoefficientKind.TARIFF, "labour.rate")
    return [(one.value, one.valid_from, one.source, one.status) for one in history.values]


def test_the_effect_is_shown_before_anything_is_written(
    director: FlaskClient, scope: Scope
) -> None:
    before = known_values(scope)

    page = send(director, "try")

    assert "Ce que cela change" in page
    assert "Différence" in page
    assert 'value="52,50"' in page
    assert known_values(scope) == before


def test_a_new_value_is_added_and_the_old_one_stays(director: FlaskClient, scope: Scope) -> None:
    before = known_values(scope)
    old_price = reference_price(scope.session, date(2027, 1, 1))

    assert "La valeur est enregistrée." in send(director)

    added = ("52.50", date(2027, 1, 1), "conseil du 3 novembre", "entered")
    assert known_values(scope) == [*before, added]
    assert reference_price(scope.session, date(2027, 1, 1)) > old_price
    assert reference_price(scope.session, date(2026, 12, 31)) == old_price
    acts = [(act.act, act.subject) for act in list_acts(scope.session)]
    assert ("catalogue.tariff", "labour.rate = 52,50 2027-01-01") in acts


def test_a_value_of_today_changes_the_next_price(director: FlaskClient, scope: Scope) -> None:
    old_price = reference_price(scope.session, NOW.date())
    scope.session.rollback()

    send(director, valid_from=TODAY)

    assert reference_price(scope.session, NOW.date()) > old_price


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "cher"}, "Écrivez un nombre"),
        ({"value": "-48"}, "n’est jamais négative"),
        ({"value": "525"}, "vérifiez la virgule"),
        ({"value": "0"}, "vérifiez la virgule"),
        ({"value": "NaN"}, "Écrivez un nombre"),
        ({"value": ""}, "Écrivez la nouvelle valeur."),
        ({"valid_from": "2026-11-19"}, "le passé a déjà servi"),
        ({"valid_from": ""}, "Choisissez un jour."),
        ({"source": " "}, "Dites d’où vient cette valeur."),
    ],
)
def test_nonsense_is_refused_by_its_field_and_stays_typed(
    director: FlaskClient, scope: Scope, changes: dict[str, str], sentence: str
) -> None:
    before = known_values(scope)

    page = send(director, **changes)

    assert sentence in page
    assert "Un point à corriger" in page
    assert known_values(scope) == before


def test_a_value_is_never_overwritten(director: FlaskClient, scope: Scope) -> None:
    send(director)
    before = known_values(scope)

    assert "Une valeur commence déjà ce jour-là." in send(director, value="53")
    assert known_values(scope) == before


def test_a_value_that_makes_gates_impossible_is_refused(
    director: FlaskClient, scope: Scope
) -> None:
    typed = {"value": "1700", "valid_from": TODAY, "source": "essai", "act": "save"}

    page = director.post(f"{VALUES}/rule/gate.opening.SWING_2.max", data=typed).text

    assert "un portail ordinaire ne se calcule plus" in page


@pytest.mark.parametrize(
    "key", ["shelving.tolerance", "guardrail.plate_side", "finish.vent_holes", "gate.frame"]
)
def test_a_value_that_no_family_can_read_is_refused_in_words(
    director: FlaskClient, scope: Scope, key: str
) -> None:
    before = known_values(scope)
    typed = {"value": "abc", "valid_from": TODAY, "source": "essai", "act": "save"}

    answer = director.post(f"{VALUES}/rule/{key}", data=typed)

    assert answer.status_code < 500
    assert "Vérifiez-la" in answer.text or "ne se lit pas" in answer.text
    assert known_values(scope) == before


def test_the_list_is_filtered_by_kind_and_name(director: FlaskClient) -> None:
    tariff = director.get(f"{VALUES}?q=LABOUR").text
    rules = director.get(f"{VALUES}?genre=rule&q=swing_2").text

    assert "labour.rate" in tariff
    assert "material.SHS" not in tariff
    assert "gate.opening.SWING_2.max" in rules
    assert "Aucune valeur à ce nom" in director.get(f"{VALUES}?q=girafe").text


@pytest.mark.parametrize("path", ["?genre=girafe", "/girafe/x", "/tariff/girafe"])
def test_an_unknown_value_is_not_found_in_words(director: FlaskClient, path: str) -> None:
    answer = director.get(VALUES + path)

    assert (answer.status_code, "Cette valeur n’existe pas." in answer.text) == (404, True)
