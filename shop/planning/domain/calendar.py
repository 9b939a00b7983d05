"""The school calendar: which days the workshop opens, which weeks are school weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shop.kernel.clock import monday_of
from shop.planning.domain.holidays import public_holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
LONGEST_SEARCH_WEEKS = 110


class ClosureKind(StrEnum):
    """Why the school is closed over a period."""

    SCHOOL_HOLIDAY = "school_holiday"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPeriod:
    """Days without workshop, both ends included."""

    first_day: date
    last_day: date
    label: str
    kind: ClosureKind = ClosureKind.SCHOOL_HOLIDAY

    def holds(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """School holidays and closures of the school; public holidays are computed."""

    closed_periods: tuple[ClosedPeriod, ...] = ()

    def find_closure(self, day: date) -> str | None:
        """Return why the school is closed on a day, an empty text for a week-end, else None."""
        for period in self.closed_periods:
            if period.holds(day):
                return period.label
        holiday = public_holidays(day.year).get(day)
        if holiday is not None:
            return holiday
        return "" if day.weekday() >= SATURDAY else None

    def is_open(self, day: date) -> bool:
        """Tell whether students are at school on this day."""
        return self.find_closure(day) is None

    def open_days(self, first_day: date, last_day: date) -> tuple[date, ...]:
        """List the open days of a range, both ends included."""
        count = (last_day - first_day).days + 1
        days = (first_day + ONE_DAY * n for n in range(count))
        return tuple(day for day in days if self.is_open(day))

    def is_school_week(self, day: date) -> bool:
        """Tell whether the week of this day has at least one open day."""
        monday = monday_of(day)
        return any(self.is_open(monday + ONE_DAY * n) for n in range(SATURDAY))

    def school_weeks(self, from_day: date) -> Iterator[date]:
        """Give the Mondays of the school weeks from the week of a day, over about two years."""
        monday = monday_of(from_day)
        for _ in range(LONGEST_SEARCH_WEEKS):
            if self.is_school_week(monday):
                yield monday
            monday += ONE_WEEK

    def next_school_weeks(self, from_day: date, count: int) -> tuple[date, ...]:
        """List the Mondays of the next school weeks, the current one included."""
        weeks = self.school_weeks(from_day)
        return tuple(monday for _, monday in zip(range(count), weeks, strict=False))

    def count_school_weeks(self, from_day: date, to_day: date) -> int:
        """Count the school weeks after the week of one day, up to the week of another."""
        last = monday_of(to_day)
        first = monday_of(from_day)
        count = (last - first).days // 7
        return sum(self.is_school_week(first + ONE_WEEK * n) for n in range(1, count + 1))
