"""Stricter rules by the pages of the workshop, down to what a customer is answered."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.queries import list_acts
from shop.configurations.queries import get_rule
from shop.db import Scope
from shop.kernel.actor import Role, Section
from tests.builders.accounts import build_staff
from tests.builders.configurations import build_basis
from tests.conftest import NOW
from tests.signing import sign_in_as

RULES = "/ecole/regles"
VOID = f"{RULES}/guardrail.max_void.max"
TEXT = "/ecole/reglages/calcul/rule/guardrail.max_void.max"
DAY = NOW.date()
TODAY, LATER = "2026-11-20", "2027-01-04"
WHY = "choix des maîtres, jeunes enfants"
GUARDRAIL = "/configurer/garde-corps"


@pytest.fixture
def _values(app: Flask, scope: Scope) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        build_basis(scope)
        scope.session.commit()
        yield


@pytest.fixture
def teacher(app: Flask, _values: None) -> FlaskClient:
    """The browser of a workshop teacher, with the values a new school starts with."""
    return sign_in_as(app, Role.WORKSHOP_TEACHER)


def ask(teacher: FlaskClient, path: str = VOID, act: str = "save", **changes: str) -> str:
    typed = {"value": "95", "valid_from": TODAY, "source": WHY, "act": act}
    return teacher.post(path, data=typed | changes, follow_redirects=True).text


def held(scope: Scope, day: date = DAY) -> tuple[str, str]:
    scope.session.rollback()
    value = get_rule(scope.session, "guardrail.max_void.max").held_on(day)
    return value.value, value.source


def test_the_list_says_each_rule_in_words_with_its_source(teacher: FlaskClient) -> None:
    page = teacher.get(f"{RULES}?ouvrage=guardrail").text

    assert "Garde-corps : vide entre barreaux, au plus" in page
    assert "NF P01-012:1988" in page
    assert "plus petit" in page
    assert "Escalier" not in page.partition("<table")[2]
    assert "guardrail.max_void.default" not in page


def test_a_rule_is_reached_from_the_job_cards(teacher: FlaskClient) -> None:
    assert f'href="{RULES}"' in teacher.get("/ecole/fiches").text


def test_the_effect_is_shown_before_anything_is_asked(teacher: FlaskClient, scope: Scope) -> None:
    assert "Ce que cela change" in ask(teacher, act="try")
    assert held(scope) == ("110", "NF P01-012:1988")


def test_a_stricter_void_refuses_the_wish_that_was_allowed(
    teacher: FlaskClient, client: FlaskClient
) -> None:
    wish = f"{GUARDRAIL}?length1=5000&max_void=110"
    assert "NF P01-012:1988" not in client.get(wish).text

    page = ask(teacher)
    answer = client.get(wish).text

    assert "La règle plus stricte est enregistrée." in page
    assert "workshop teacher" in page
    assert "Indiquez une valeur entre 60 et 95 mm." in answer
    assert WHY in answer
    assert (
        "Indiquez une valeur entre 60 et 95 mm." not in client.get(f"{GUARDRAIL}?length1=5000").text
    )


def test_who_asked_it_is_noted(teacher: FlaskClient, scope: Scope) -> None:
    ask(teacher)

    acts = [(act.act, act.subject) for act in list_acts(scope.session)]
    assert ("catalogue.stricter", "guardrail.max_void.max = 95 2026-11-20") in acts


@pytest.mark.parametrize(
    ("path", "changes", "sentences"),
    [
        (
            VOID,
            {"value": "111"},
            (
                "C’est moins strict que la règle : 110 au plus. Source : NF P01-012:1988.",
                "Choisissez 110 ou moins.",
                "donnez le nouveau texte et sa date à la direction",
            ),
        ),
        (
            f"{RULES}/guardrail.load.PRIVATE",
            {"value": "0,5"},
            ("moins strict que la règle : 0,6 au moins", "NF P01-013 : 60 daN/m"),
        ),
        (VOID, {"value": "59"}, ("l’autre limite est 60. Choisissez 60 ou plus.",)),
        (VOID, {"value": "serré"}, ("Écrivez un nombre",)),
        (VOID, {"valid_from": "2026-11-19"}, ("le passé a déjà servi",)),
        (VOID, {"source": " "}, ("Dites pourquoi.",)),
    ],
)
def test_a_weaker_or_senseless_value_is_refused_in_words(
    teacher: FlaskClient,
    scope: Scope,
    path: str,
    changes: dict[str, str],
    sentences: tuple[str, ...],
) -> None:
    page = ask(teacher, path, **changes)

    assert [one for one in sentences if one not in page] == []
    assert "Un point à corriger" in page
    assert held(scope) == ("110", "NF P01-012:1988")


def test_the_same_value_is_not_asked_twice(teacher: FlaskClient) -> None:
    ask(teacher)

    assert "L’atelier demande déjà cette valeur ce jour-là." in ask(teacher)


def test_a_stricter_value_is_planned_then_taken_back_the_same_day(
    teacher: FlaskClient, scope: Scope
) -> None:
    ask(teacher)
    ask(teacher, value="90", valid_from=LATER)
    assert (held(scope), held(scope, date(2027, 1, 4))) == (("95", WHY), ("90", WHY))

    page = teacher.post(f"{VOID}/revenir", follow_redirects=True).text

    assert "L’atelier ne demande plus rien au-delà de la règle." in page
    assert held(scope) == held(scope, date(2027, 1, 4)) == ("110", "NF P01-012:1988")
    again = teacher.post(f"{VOID}/revenir", follow_redirects=True).text
    assert "L’atelier ne demande rien de plus que la règle." in again


def test_the_stricter_of_the_text_and_the_workshop_holds(
    app: Flask, teacher: FlaskClient, scope: Scope
) -> None:
    director = sign_in_as(app, Role.DIRECTOR)
    ask(teacher)
    ask(director, TEXT, value="100", valid_from="2027-01-01", source="NF P01-012, mise à jour")
    ask(director, TEXT, value="90", valid_from=LATER, source="arrêté du 4 janvier 2027")

    assert held(scope, date(2027, 1, 1)) == ("95", WHY)
    assert held(scope, date(2027, 1, 4)) == ("90", "arrêté du 4 janvier 2027")


def test_the_direction_loosens_a_rule_by_a_new_text_only(
    app: Flask, _values: None, scope: Scope
) -> None:
    director = sign_in_as(app, Role.DIRECTOR)

    page = ask(director, TEXT, value="115", source="nf p01-012:1988")
    kept = held(scope)
    ask(director, TEXT, value="115", source="NF P01-012, mise à jour du 3 novembre 2026")

    assert "Écrivez le nouveau texte qui le permet, avec sa date, ou gardez 110." in page
    assert kept == ("110", "NF P01-012:1988")
    assert held(scope) == ("115", "NF P01-012, mise à jour du 3 novembre 2026")


def test_a_teacher_of_tyres_sets_no_rule_of_metalwork(
    app: Flask, scope: Scope, _values: None
) -> None:
    row = build_staff(
        scope.session, role=Role.WORKSHOP_TEACHER, sections=(Section.TYRES,), email="p@example.org"
    )
    scope.session.commit()
    teacher = sign_in_as(app, f"staff:{row.id}")

    assert teacher.get(VOID).status_code == 403
    assert f'href="{RULES}"' not in teacher.get("/ecole/fiches").text


@pytest.mark.parametrize("key", ["guardrail.max_void.default", "labour.rate", "girafe"])
def test_what_has_no_stricter_side_is_no_rule_of_these_pages(
    teacher: FlaskClient, key: str
) -> None:
    answer = teacher.get(f"{RULES}/{key}")

    assert (answer.status_code, "Cette règle n’existe pas." in answer.text) == (404, True)


def test_the_direction_comes_and_goes_between_the_text_and_the_rule(
    app: Flask, _values: None
) -> None:
    director = sign_in_as(app, Role.DIRECTOR)

    assert f'href="{TEXT}"' in director.get(VOID).text
    assert f'href="{VOID}"' in director.get(TEXT).text


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("guardrail.min_height.PRIVATE", "1050", 'name="height" required type="text" value="1050"'),
        ("guardrail.low_gap.max", "70", 'name="low_gap" type="text" value="70"'),
    ],
)
def test_the_usual_sizes_of_the_page_move_with_a_stricter_rule(
    teacher: FlaskClient, client: FlaskClient, key: str, value: str, field: str
) -> None:
    ask(teacher, f"{RULES}/{key}", value=value)

    page = client.get(GUARDRAIL).text

    assert field in page
    assert "À corriger" not in page
    assert "Prix" in page


def test_the_height_a_customer_types_is_refused_by_the_stricter_rule(
    teacher: FlaskClient, client: FlaskClient
) -> None:
    ask(teacher, f"{RULES}/guardrail.min_height.PRIVATE", value="1050")

    page = client.get(f"{GUARDRAIL}?height=1020").text

    assert "Ici, un garde-corps fait au moins 1 050 mm de haut." in page.replace("\u202f", " ")
    assert WHY in page
