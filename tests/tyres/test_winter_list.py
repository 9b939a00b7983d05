"""The winter list as the direction keeps it: dated, sourced, loaded by page."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.queries import list_acts
from shop.db import Scope
from shop.kernel.actor import Role
from shop.kernel.refusals import NotFound
from shop.tyres.domain.winter import ListedCommune
from shop.tyres.queries import list_winter_communes
from shop.tyres.services.winter import end_winter_commune, load_winter_communes
from tests.builders.tyres import build_winter_commune
from tests.conftest import NOW
from tests.signing import sign_in_as

PAGE = "/ecole/reglages/communes-montagne"
THIS_WINTER = date(2026, 11, 20)


def listed(scope: Scope, day: date) -> list[str]:
    return [
        commune.name for commune in list_winter_communes(scope.session) if commune.holds_on(day)
    ]


def test_a_new_list_replaces_the_old_one_from_its_day(scope: Scope):
    build_winter_commune(scope.session)

    load_winter_communes(scope, [("39413", "La Pesse")], "Arrêté 2026", THIS_WINTER)

    assert listed(scope, date(2026, 11, 19)) == ["Les Rousses"]
    assert listed(scope, THIS_WINTER) == ["La Pesse"]


def test_communes_are_added_to_the_list_and_loaded_twice_count_once(scope: Scope):
    build_winter_commune(scope.session)

    for name in ("La Pesse", "La Pesse (renommée)"):
        load_winter_communes(scope, [("39413", name)], "Arrêté", THIS_WINTER, replaces=False)

    assert listed(scope, THIS_WINTER) == ["La Pesse (renommée)", "Les Rousses"]
    assert list_winter_communes(scope.session)[-1] == ListedCommune(
        insee_code="39470", name="Les Rousses", source="liste", valid_from=date(2021, 11, 1)
    )


NEXT_WINTER = date(2027, 11, 1)


def test_what_is_planned_for_later_stays_and_this_list_ends_before_it(scope: Scope):
    build_winter_commune(scope.session)
    load_winter_communes(scope, [("39441", "Prémanon")], "Arrêté 2027", NEXT_WINTER)

    load_winter_communes(scope, [("39413", "La Pesse")], "Arrêté 2026", THIS_WINTER)

    assert listed(scope, date(2026, 11, 19)) == ["Les Rousses"]
    assert listed(scope, THIS_WINTER) == ["La Pesse"]
    assert listed(scope, date(2027, 10, 31)) == ["La Pesse"]
    assert listed(scope, NEXT_WINTER) == ["Prémanon"]


def test_a_list_of_the_past_keeps_what_came_after_it(scope: Scope):
    build_winter_commune(scope.session, valid_from=date(2023, 11, 1))

    load_winter_communes(scope, [("39413", "La Pesse")], "Arrêté 2021", date(2021, 11, 1))

    assert listed(scope, date(2022, 1, 1)) == ["La Pesse"]
    assert listed(scope, THIS_WINTER) == ["Les Rousses"]


def test_a_day_of_another_age_is_refused_in_words(direction: FlaskClient):
    answer = _load(direction, "39413 La Pesse", valid_from="0001-01-01")

    assert "depuis l’an 2000" in answer
    assert "39413 La Pesse</textarea>" in answer


def test_a_commune_leaves_the_list_after_its_last_day(scope: Scope):
    build_winter_commune(scope.session)
    build_winter_commune(scope.session, insee_code="39413", valid_from=date(2027, 11, 1))

    end_winter_commune(scope, "39470", THIS_WINTER)
    end_winter_commune(scope, "39413", THIS_WINTER)

    assert [(one.insee_code, one.valid_to) for one in list_winter_communes(scope.session)] == [
        ("39470", THIS_WINTER)
    ]
    with pytest.raises(NotFound):
        end_winter_commune(scope, "39470", THIS_WINTER)


@pytest.fixture
def direction(app: Flask, scope: Scope) -> Iterator[FlaskClient]:
    with time_machine.travel(NOW, tick=False):
        build_winter_commune(scope.session)
        scope.session.commit()
        yield sign_in_as(app, Role.DIRECTOR)


def _load(client: FlaskClient, communes: str, **more: str) -> str:
    data = {"communes": communes, "source": "Arrêté du 20 octobre", "valid_from": "2026-11-20"}
    return client.post(PAGE, data=data | more, follow_redirects=True).text


def test_a_pasted_list_answers_the_customers_at_once(
    direction: FlaskClient, client: FlaskClient, scope: Scope
):
    asked = "/pneus/comparer?origine=205/55+R16+91V&monte=205/55+R16+91V&commune=la+pesse"
    assert "n’est pas dans la liste" in client.get(asked).text

    answer = _load(direction, "39413;La Pesse\n39441;Prémanon")

    assert "2 communes enregistrées." in answer
    assert "3 communes sur la liste." in answer
    assert "La Pesse (39) : zone de montagne" in client.get(asked).text
    acts = [act.act for act in list_acts(scope.session)]
    assert "tyres.winter_list" in acts


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_lost(direction: FlaskClient):
    answer = _load(direction, "39413 La Pesse\nPrémanon")

    assert "Ligne 2, « Prémanon »" in answer.replace("\u00a0", " ")
    assert "39413 La Pesse\nPrémanon</textarea>" in answer
    assert "1 commune sur la liste." in answer


def test_a_commune_is_taken_off_by_its_button(direction: FlaskClient):
    answer = direction.post(f"{PAGE}/39470/retirer", follow_redirects=True)

    assert "quitte la liste ce soir" in answer.text
    assert "Retirer Les Rousses" not in answer.text
