"""The calendar of the school by the pages of the direction."""

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from shop.accounts.queries import list_acts
from shop.db import Scope
from shop.kernel.actor import Role, Section
from shop.planning.models import CapacityCell
from shop.planning.queries import list_resource_kinds
from shop.planning.services.places import open_coming_days
from shop.planning.timetable import get_calendar, list_sessions
from tests.builders.accounts import build_student_group
from tests.builders.planning import (
    TUESDAY_EIGHT,
    build_appointment,
    build_group_session,
    build_resource_kind,
)
from tests.conftest import NOW
from tests.signing import sign_in_as

CALENDAR = "/ecole/reglages/calendrier"
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def director(app: Flask, scope: Scope) -> Iterator[FlaskClient]:
    """The browser of the director; a group works on Tuesday mornings with two bays."""
    with time_machine.travel(NOW, tick=False):
        group = build_student_group(scope.session, name="Pneus", section=Section.TYRES)
        build_group_session(scope.session, group_name="Pneus", group_id=group.id)
        build_resource_kind(scope.session, code="bay", units=2)
        open_coming_days(scope)
        scope.session.commit()
        yield sign_in_as(app, Role.DIRECTOR)


def post(director: FlaskClient, act: str, **fields: str) -> str:
    return director.post(f"{CALENDAR}/{act}", data=fields, follow_redirects=True).text


def bays_on(scope: Scope, day: date) -> int:
    """Return the most bays open at once on a day."""
    scope.session.rollback()
    cells = select(func.max(CapacityCell.capacity)).where(
        CapacityCell.resource_kind == "bay",
        func.date(CapacityCell.starts_at)
        == (day if scope.session.get_bind().dialect.name == "postgresql" else day.isoformat()),
    )
    return int(scope.session.scalar(cells) or 0)


def closure(**changes: str) -> dict[str, str]:
    days = {"first_day": "2026-11-24", "last_day": "2026-11-24"}
    return {"label": "Journée portes ouvertes", "kind": "closure"} | days | changes


def test_closed_days_close_their_places_and_open_again(director: FlaskClient, scope: Scope) -> None:
    assert bays_on(scope, TUESDAY) == 2

    assert "Ces jours sont fermés." in post(director, "fermetures", **closure())
    assert bays_on(scope, TUESDAY) == 0

    gone = {"first_day": "2026-11-24", "label": "Journée portes ouvertes"}
    for _ in range(2):
        assert "de nouveau ouverts" in post(director, "fermetures/retirer", **gone)
    assert bays_on(scope, TUESDAY) == 2
    assert get_calendar(scope.session).closed_periods == ()


def test_customers_who_have_to_be_called_are_counted(director: FlaskClient, scope: Scope) -> None:
    build_appointment(scope.session, starts_at=TUESDAY_EIGHT)
    scope.session.commit()

    assert "Un rendez-vous y est déjà pris" in post(director, "fermetures", **closure())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": ""}, "Écrivez la raison"),
        ({"first_day": ""}, "Choisissez un jour."),
        ({"last_day": "2026-11-20", "first_day": "2026-11-23"}, "après le premier"),
        ({"first_day": "2026-01-01", "last_day": "2026-01-02"}, "Cette période est passée."),
        ({"last_day": "2028-01-01"}, "plus de 100 jours"),
    ],
)
def test_a_wrong_period_is_refused_and_stays_typed(
    director: FlaskClient, scope: Scope, changes: dict[str, str], sentence: str
) -> None:
    page = post(director, "fermetures", **closure(**changes))

    assert sentence in page
    assert all(
        f'value="{typed}"' in page for typed in closure(**changes).values() if typed[0:1].isdigit()
    )
    scope.session.rollback()
    assert get_calendar(scope.session).closed_periods == ()


def hours(scope: Scope) -> list[tuple[int, time, time]]:
    scope.session.rollback()
    return [(one.weekday, one.starts, one.ends) for one in list_sessions(scope.session)]


def group_id(scope: Scope) -> str:
    return str(list_sessions(scope.session)[0].group_id)


def test_a_group_gets_hours_and_loses_them(director: FlaskClient, scope: Scope) -> None:
    added = {"group": group_id(scope), "weekday": "2", "starts": "08:00", "ends": "12:00"}
    assert "Ces heures sont enregistrées." in post(director, "heures", **added)
    assert hours(scope) == [(1, time(8), time(12)), (2, time(8), time(12))]
    assert bays_on(scope, date(2026, 11, 25)) == 2

    gone = {"group_name": "Pneus", "weekday": "2", "starts": "08:00"}
    for _ in range(2):
        assert "Ces heures sont retirées." in post(director, "heures/retirer", **gone)
    assert hours(scope) == [(1, time(8), time(12))]
    assert bays_on(scope, date(2026, 11, 25)) == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "07:00"}, "La fin vient après le début."),
        ({"weekday": "1", "starts": "11:00", "ends": "13:00"}, "déjà des heures à ce moment-là"),
        ({"starts": "tôt"}, "heure"),
        ({"group": "999"}, "choix"),
    ],
)
def test_wrong_hours_are_refused(
    director: FlaskClient, scope: Scope, changes: dict[str, str], sentence: str
) -> None:
    wish = {"group": group_id(scope), "weekday": "2", "starts": "08:00", "ends": "12:00"}

    assert sentence in post(director, "heures", **(wish | changes))
    assert hours(scope) == [(1, time(8), time(12))]


def test_a_lift_out_of_order_lowers_the_free_places(director: FlaskClient, scope: Scope) -> None:
    assert "Les créneaux libres suivent." in post(director, "equipements/bay", units="1")

    assert bays_on(scope, TUESDAY) == 1
    assert list_resource_kinds(scope.session)[0].units == 1


@pytest.mark.parametrize("units", ["", "-1", "21", "deux", "1,5"])
def test_a_wrong_count_is_refused_by_its_field(
    director: FlaskClient, scope: Scope, units: str
) -> None:
    page = post(director, "equipements/bay", units=units)

    assert 'id="u-bay-error"' in page
    assert bays_on(scope, TUESDAY) == 2


def test_an_unknown_equipment_or_a_forged_request_is_refused_in_words(
    director: FlaskClient,
) -> None:
    assert "Cet équipement n’existe pas." in post(director, "equipements/girafe", units="1")
    assert "incomplète" in post(director, "fermetures/retirer", first_day="demain")
    assert "incomplète" in post(director, "heures/retirer", group_name="Pneus")
    assert "incomplète" in post(director, "heures/retirer", weekday="1", starts="tôt")


def test_who_changed_what_is_kept(director: FlaskClient, scope: Scope) -> None:
    post(director, "fermetures", **closure())
    post(director, "equipements/bay", units="1")

    scope.session.rollback()
    acts = {(act.act, act.subject) for act in list_acts(scope.session)}
    assert {
        ("planning.closed", "Journée portes ouvertes 2026-11-24 2026-11-24"),
        ("planning.units", "bay = 1"),
    } <= acts
