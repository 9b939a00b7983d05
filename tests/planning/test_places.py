"""Counters follow calendar, sessions and resources, and never forget what is taken."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.text import Bilingual
from shop.planning.domain.calendar import ClosedPeriod, ClosureKind
from shop.planning.domain.capacity import TEACHER_KIND, ResourceKind
from shop.planning.domain.cells import paris_time
from shop.planning.domain.slots import SlotDay
from shop.planning.models import CapacityCell
from shop.planning.queries import list_free_slots
from shop.planning.services.holds import hold_slot
from shop.planning.services.places import ensure_cells, open_coming_days
from shop.planning.services.settings import close_days, set_resource_kind
from tests.builders.planning import (
    TUESDAY_EIGHT,
    build_booking_rule,
    build_group_session,
    build_resource_kind,
)
from tests.conftest import NOW

TUESDAY = date(2026, 11, 24)
NEEDS = {"bay": 1, TEACHER_KIND: 1}


@pytest.fixture
def workshop(scope: Scope) -> Scope:
    build_group_session(scope.session)
    build_resource_kind(scope.session, code="bay", units=2)
    build_resource_kind(scope.session, code=TEACHER_KIND, works_each=2)
    build_resource_kind(scope.session, code="welding", section=Section.METALWORK, units=4)
    build_booking_rule(scope.session)
    return scope


def totals(scope: Scope) -> dict[str, tuple[int, int, int]]:
    rows = scope.session.execute(
        select(
            CapacityCell.resource_kind,
            func.count(),
            func.sum(CapacityCell.capacity),
            func.sum(CapacityCell.used),
        ).group_by(CapacityCell.resource_kind)
    )
    return {kind: (count, int(size), int(used)) for kind, count, size, used in rows}


def test_a_day_with_a_session_opens_its_counters(workshop: Scope):
    assert ensure_cells(workshop, TUESDAY, TUESDAY) == 32
    assert totals(workshop) == {"bay": (16, 32, 0), TEACHER_KIND: (16, 32, 0)}


def test_opening_again_changes_nothing(workshop: Scope):
    ensure_cells(workshop, TUESDAY, TUESDAY)

    assert ensure_cells(workshop, TUESDAY, TUESDAY) == 0


def test_more_bays_make_more_places(workshop: Scope):
    ensure_cells(workshop, TUESDAY, TUESDAY)
    bays = ResourceKind(code="bay", label=Bilingual("Pont", "Lift"), section=Section.TYRES, units=3)
    set_resource_kind(workshop, bays)

    assert ensure_cells(workshop, TUESDAY, TUESDAY) == 16
    assert totals(workshop)["bay"] == (16, 48, 0)


def test_a_closed_day_keeps_what_was_taken_and_closes_the_rest(workshop: Scope):
    ensure_cells(workshop, TUESDAY, TUESDAY)
    hold_slot(
        workshop,
        holder_key="booking-1",
        needs=NEEDS,
        starts_at=TUESDAY_EIGHT,
        minutes=60,
        expires_at=NOW + timedelta(hours=1),
    )
    period = ClosedPeriod(
        first_day=TUESDAY, last_day=TUESDAY, label="Neige", kind=ClosureKind.CLOSURE
    )
    close_days(workshop, period)

    assert ensure_cells(workshop, TUESDAY, TUESDAY) == 32
    assert totals(workshop) == {"bay": (16, 4, 4), TEACHER_KIND: (16, 4, 4)}
    assert ensure_cells(workshop, TUESDAY, TUESDAY) == 0


def test_the_coming_weeks_are_opened_past_the_horizon(workshop: Scope):
    open_coming_days(workshop)

    last = workshop.session.scalar(select(func.max(CapacityCell.starts_at)))
    assert last is not None and last > NOW + timedelta(days=60)


def test_slots_are_read_with_two_queries_whatever_the_days(
    workshop: Scope, count_queries: Callable[[], Any]
):
    open_coming_days(workshop)

    with count_queries() as statements:
        found = list_free_slots(workshop.session, NEEDS, 90, date(2026, 11, 20), 60, NOW)

    assert len(statements) == 2
    assert [day.day.weekday() for day in found] == [1] * 8
    assert [paris_time(slot.starts_at) for slot in found[0].slots] == [
        *("08:00", "08:30", "09:00", "09:30", "10:00", "10:30")
    ]


def test_slots_keep_the_lead_time_and_the_horizon(workshop: Scope):
    open_coming_days(workshop)

    def days(from_day: date, count: int) -> tuple[SlotDay, ...]:
        return list_free_slots(workshop.session, NEEDS, 60, from_day, count, NOW)

    assert days(date(2026, 11, 20), 1) == ()
    assert days(date(2027, 1, 18), 30)[-1].day == date(2027, 1, 19)
    assert days(date(2027, 1, 20), 30) == ()


def test_a_visit_that_needs_what_the_workshop_has_not_finds_nothing(workshop: Scope):
    open_coming_days(workshop)
    needs = {**NEEDS, "balancer": 1}

    assert list_free_slots(workshop.session, needs, 60, TUESDAY, 7, NOW) == ()
