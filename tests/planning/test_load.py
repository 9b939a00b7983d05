"""Load per week and bottleneck, and the delay it makes."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kernel.actor import Section
from shop.planning.domain.calendar import ClosedPeriod, SchoolCalendar
from shop.planning.domain.load import (
    Bottleneck,
    Delay,
    WeekLoad,
    WorkshopMeans,
    earliest_delivery_week,
    least_weeks,
    minutes_of_hours,
    spread_minutes,
    week_capacity,
)
from shop.planning.domain.sessions import GroupSession

STUDENT, WELDING, ADULT = Bottleneck.STUDENT, Bottleneck.WELDING, Bottleneck.ADULT
TODAY = date(2026, 12, 10)
CALENDAR = SchoolCalendar(
    (ClosedPeriod(first_day=date(2026, 12, 19), last_day=date(2027, 1, 3), label="Noël"),)
)
WEEKS = CALENDAR.next_school_weeks(TODAY, 4)
MEANS = WorkshopMeans(section=Section.METALWORK, posts={WELDING: 3})


def session(weekday: int, students: int = 10, section: Section = Section.METALWORK) -> GroupSession:
    return GroupSession(
        group_id=None,
        group_name="Métallerie 1",
        section=section,
        weekday=weekday,
        starts=time(8),
        ends=time(12),
        students=students,
    )


def loads(free_per_week: int, reserved: int = 0) -> list[WeekLoad]:
    return [
        WeekLoad(week=w, capacity={STUDENT: free_per_week}, reserved={STUDENT: reserved})
        for w in WEEKS
    ]


def test_a_week_offers_the_hours_of_its_sessions():
    sessions = [session(0), session(1, students=2), session(2, section=Section.TYRES)]

    assert week_capacity(date(2026, 12, 7), sessions, MEANS, CALENDAR, date(2026, 12, 7)) == {
        STUDENT: 240 * 12,
        ADULT: 480,
        WELDING: 240 * (3 + 2),
    }


def test_days_gone_by_offer_nothing_and_today_still_does():
    sessions = [session(0), session(3), session(4)]

    capacity = week_capacity(date(2026, 12, 7), sessions, MEANS, CALENDAR, TODAY)

    assert capacity == {STUDENT: 240 * 20, ADULT: 480, WELDING: 240 * 6}


def test_a_holiday_week_offers_nothing():
    capacity = week_capacity(date(2026, 12, 21), [session(0)], MEANS, CALENDAR, TODAY)

    assert capacity == {STUDENT: 0, ADULT: 0, WELDING: 0}


@pytest.mark.parametrize(
    ("extra", "delay"),
    [
        ({}, Delay(date(2026, 12, 7), 0)),
        ({STUDENT: 600}, Delay(date(2026, 12, 7), 0)),
        ({STUDENT: 601}, Delay(date(2026, 12, 14), 1)),
        ({STUDENT: 1300}, Delay(date(2027, 1, 4), 2)),
        ({STUDENT: 2401}, None),
    ],
)
def test_work_fills_what_each_school_week_leaves_free(
    extra: dict[Bottleneck, int], delay: Delay | None
):
    assert earliest_delivery_week(loads(600), extra, CALENDAR, TODAY) == delay


def test_promised_work_pushes_new_work_back():
    found = earliest_delivery_week(loads(600, reserved=500), {STUDENT: 150}, CALENDAR, TODAY)

    assert found == Delay(date(2026, 12, 14), 1)


@pytest.mark.parametrize("extra", [0, 150, 500, 5000])
def test_work_without_a_week_takes_what_the_first_weeks_leave_free(extra: int):
    weeks = loads(600, reserved=500)

    taken = spread_minutes(weeks, {STUDENT: extra})

    assert sum(minutes.get(STUDENT, 0) for minutes in taken.values()) == extra
    assert all(taken[week][STUDENT] <= 100 for week in taken if week != WEEKS[-1])
    assert tuple(taken) == tuple(WEEKS)[: len(taken)]


def test_what_is_made_to_measure_never_ends_this_week():
    assert least_weeks(Section.METALWORK, 0) == 1
    assert least_weeks(Section.METALWORK, 15) == 3
    assert least_weeks(Section.TYRES, 0) == 0


def test_an_overloaded_week_gives_nothing_away():
    week = WeekLoad(week=WEEKS[0], capacity={STUDENT: 100}, reserved={STUDENT: 150})

    assert week.free(STUDENT) == 0
    assert week.share(STUDENT) == Decimal("1.5")
    assert week.share(WELDING) is None
    assert not week.fits({STUDENT: 1})
    assert week.fits({STUDENT: 0})


def test_drying_time_keeps_the_delay_up():
    found = earliest_delivery_week(loads(600), {STUDENT: 60}, CALENDAR, TODAY, least_weeks=2)

    assert found == Delay(date(2027, 1, 4), 2)


@given(st.integers(0, 2400), st.integers(0, 2400))
def test_more_work_never_ends_sooner(small: int, more: int):
    first = earliest_delivery_week(loads(600), {STUDENT: small}, CALENDAR, TODAY)
    second = earliest_delivery_week(loads(600), {STUDENT: small + more}, CALENDAR, TODAY)

    assert first is not None
    assert second is None or second.week >= first.week


@pytest.mark.parametrize(("hours", "minutes"), [("1.5", 90), ("0", 0), ("0.01", 1), ("2", 120)])
def test_hours_become_whole_minutes(hours: str, minutes: int):
    assert minutes_of_hours(Decimal(hours)) == minutes
