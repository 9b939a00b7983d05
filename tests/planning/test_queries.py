"""Load, delay and calendar are read from the tables."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.refusals import NotFound
from shop.planning.domain.appointments import AppointmentKind
from shop.planning.domain.calendar import ClosedPeriod, SchoolCalendar
from shop.planning.domain.load import Bottleneck, Delay
from shop.planning.domain.sessions import GroupSession
from shop.planning.domain.slots import BookingRules
from shop.planning.queries import (
    current_delay,
    get_booking_rules,
    is_school_week,
    list_reserved_weeks,
    list_resource_kinds,
    workshop_load,
)
from shop.planning.services.load import release_hours, reserve_hours
from shop.planning.services.settings import (
    close_days,
    set_booking_rules,
    set_bottleneck_posts,
    set_group_session,
)
from shop.planning.timetable import get_calendar, list_sessions
from tests.builders.planning import (
    build_booking_rule,
    build_bottleneck_post,
    build_closed_period,
    build_group_session,
    build_held_cell,
    build_hold,
    build_hour_reservation,
    build_open_hours,
    build_resource_kind,
)

TODAY = date(2026, 12, 10)
STUDENT, WELDING, ADULT = Bottleneck.STUDENT, Bottleneck.WELDING, Bottleneck.ADULT


@pytest.fixture
def metalwork(scope: Scope) -> Scope:
    build_closed_period(scope.session)
    build_bottleneck_post(scope.session, posts=3)
    build_group_session(
        scope.session, group_name="Métallerie 1", section=Section.METALWORK, students=10
    )
    return scope


def test_the_load_of_the_school_weeks_is_read_with_three_queries(
    metalwork: Scope, count_queries: Callable[[], Any]
):
    build_hour_reservation(metalwork.session, week=date(2026, 12, 14), minutes=600)
    build_hour_reservation(
        metalwork.session, holder_key="card-2", week=date(2026, 12, 14), minutes=60
    )

    with count_queries() as statements:
        loads = workshop_load(metalwork.session, Section.METALWORK, 3, TODAY)

    assert len(statements) == 3
    assert [load.week for load in loads] == [
        *(date(2026, 12, 7), date(2026, 12, 14), date(2027, 1, 4))
    ]
    assert loads[1].capacity == {STUDENT: 2400, ADULT: 240, WELDING: 720}
    assert [load.reserved for load in loads] == [{}, {STUDENT: 660}, {}]
    assert loads[1].free(STUDENT) == 1740


def test_promised_hours_lengthen_the_delay(metalwork: Scope):
    extra, monday = {WELDING: 700}, date(2026, 12, 7)
    assert current_delay(metalwork.session, Section.METALWORK, extra, monday) == Delay(monday, 0)

    reserve_hours(
        metalwork, "card-1", Section.METALWORK, monday, {WELDING: Decimal(2), STUDENT: Decimal(0)}
    )

    assert current_delay(metalwork.session, Section.METALWORK, extra, monday) == Delay(
        date(2026, 12, 14), 1
    )


def test_what_the_week_had_before_today_makes_nothing_more(metalwork: Scope):
    found = current_delay(metalwork.session, Section.METALWORK, {WELDING: 700}, TODAY)

    assert found == Delay(date(2026, 12, 14), 1)


def test_a_workshop_without_hours_has_no_delay_to_give(metalwork: Scope):
    assert current_delay(metalwork.session, Section.TYRES, {STUDENT: 1}, TODAY) is None


def test_reserving_again_replaces_and_releasing_frees(metalwork: Scope):
    hours = {WELDING: Decimal("1.5")}
    reserve_hours(metalwork, "card-1", Section.METALWORK, date(2026, 12, 9), hours)
    reserve_hours(metalwork, "card-1", Section.METALWORK, date(2026, 12, 16), hours)

    assert list_reserved_weeks(metalwork.session, "card-1") == (date(2026, 12, 14),)

    release_hours(metalwork, "card-1")
    assert list_reserved_weeks(metalwork.session, "card-1") == ()


def test_the_calendar_is_read_back(metalwork: Scope):
    christmas = ClosedPeriod(
        first_day=date(2026, 12, 19), last_day=date(2027, 1, 3), label="Vacances de Noël"
    )

    assert get_calendar(metalwork.session) == SchoolCalendar((christmas,))
    assert not is_school_week(metalwork.session, date(2026, 12, 24))


def test_closing_days_again_moves_their_end(scope: Scope):
    first = ClosedPeriod(first_day=TODAY, last_day=TODAY, label="Stage")
    longer = ClosedPeriod(first_day=TODAY, last_day=date(2026, 12, 11), label="Stage")
    close_days(scope, first)
    close_days(scope, longer)

    assert get_calendar(scope.session).closed_periods == (longer,)


def test_the_hours_of_a_group_are_read_and_replaced(scope: Scope):
    hours = GroupSession(
        group_id=4,
        group_name="Pneus 1",
        section=Section.TYRES,
        weekday=1,
        starts=time(8),
        ends=time(12),
        students=8,
    )
    set_group_session(scope, hours)
    set_group_session(scope, hours)
    build_group_session(scope.session, section=Section.METALWORK, group_name="Métallerie 1")

    assert list_sessions(scope.session, Section.TYRES) == (hours,)
    assert list_sessions(scope.session, group_id=4) == (hours,)
    assert len(list_sessions(scope.session)) == 2


def test_the_latest_rules_in_force_are_kept(scope: Scope):
    build_booking_rule(scope.session)
    later = BookingRules(lead_hours=48, horizon_days=30)
    set_booking_rules(scope, AppointmentKind.TYRE, later, date(2027, 1, 1))
    set_booking_rules(scope, AppointmentKind.TYRE, later, date(2027, 1, 1))

    tyre = AppointmentKind.TYRE
    assert get_booking_rules(scope.session, tyre, date(2026, 12, 31)).lead_hours == 24
    assert get_booking_rules(scope.session, tyre, date(2027, 1, 1)) == later
    with pytest.raises(NotFound):
        get_booking_rules(scope.session, AppointmentKind.PICKUP, TODAY)


def test_posts_are_set_as_a_whole(metalwork: Scope):
    set_bottleneck_posts(metalwork, Section.METALWORK, {Bottleneck.LIFT: 1})

    (load,) = workshop_load(metalwork.session, Section.METALWORK, 1, TODAY)
    assert set(load.capacity) == {STUDENT, ADULT, Bottleneck.LIFT}


def test_resources_are_listed_with_their_section(scope: Scope):
    build_resource_kind(scope.session, code="bay", units=2)

    (kind,) = list_resource_kinds(scope.session)
    assert (kind.code, kind.section, kind.units) == ("bay", Section.TYRES, 2)


def test_a_held_cell_belongs_to_one_hold(scope: Scope):
    cells = build_open_hours(scope.session, cells=1)
    hold = build_hold(scope.session)

    assert build_held_cell(scope.session, hold=hold, cell=cells[0]).hold_id == hold.id
