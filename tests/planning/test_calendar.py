"""Open days and school weeks."""

from datetime import date

import pytest

from shop.planning.domain.calendar import ClosedPeriod, ClosureKind, SchoolCalendar

CHRISTMAS = ClosedPeriod(
    first_day=date(2026, 12, 19), last_day=date(2027, 1, 3), label="Vacances de Noël"
)
OPEN_DOORS = ClosedPeriod(
    first_day=date(2026, 11, 27),
    last_day=date(2026, 11, 27),
    label="Portes ouvertes",
    kind=ClosureKind.CLOSURE,
)
CALENDAR = SchoolCalendar((CHRISTMAS, OPEN_DOORS))


@pytest.mark.parametrize(
    ("day", "closure"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), ""),
        (date(2026, 11, 27), "Portes ouvertes"),
        (date(2026, 12, 18), None),
        (date(2026, 12, 19), "Vacances de Noël"),
        (date(2026, 12, 25), "Vacances de Noël"),
        (date(2027, 1, 3), "Vacances de Noël"),
        (date(2027, 1, 4), None),
        (date(2027, 3, 29), "Lundi de Pâques"),
    ],
)
def test_a_closed_day_says_why(day: date, closure: str | None):
    assert CALENDAR.find_closure(day) == closure
    assert CALENDAR.is_open(day) is (closure is None)


def test_school_weeks_jump_over_the_holidays():
    assert CALENDAR.next_school_weeks(date(2026, 12, 10), 3) == (
        date(2026, 12, 7),
        date(2026, 12, 14),
        date(2027, 1, 4),
    )


def test_a_delay_counts_school_weeks_only():
    assert CALENDAR.count_school_weeks(date(2026, 12, 10), date(2027, 1, 12)) == 3
    assert CALENDAR.count_school_weeks(date(2026, 12, 10), date(2026, 12, 11)) == 0


def test_open_days_leave_out_weekends_holidays_and_closures():
    assert CALENDAR.open_days(date(2026, 11, 26), date(2026, 11, 30)) == (
        date(2026, 11, 26),
        date(2026, 11, 30),
    )


def test_a_school_closed_for_ever_has_no_week_and_the_search_ends():
    for_ever = ClosedPeriod(first_day=date.min, last_day=date.max, label="Fermé")

    assert SchoolCalendar((for_ever,)).next_school_weeks(date(2026, 11, 20), 5) == ()
