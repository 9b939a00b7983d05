"""The load of a workshop per week, and the delay it makes, in school weeks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import ceil

from shop.kernel.actor import Section
from shop.kernel.clock import monday_of
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.sessions import GroupSession

MINUTES_PER_HOUR = 60
DAYS_OF_WEEK = 7


class Bottleneck(StrEnum):
    """What runs short first: hands, welding posts, the lift, adults."""

    STUDENT = "student"
    WELDING = "welding"
    LIFT = "lift"
    ADULT = "adult"


Minutes = Mapping[Bottleneck, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopMeans:
    """How many of each bottleneck can work at once in a section."""

    section: Section
    posts: Minutes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLoad:
    """Minutes there are and minutes promised in one week, per bottleneck."""

    week: date
    capacity: Minutes
    reserved: Minutes

    def free(self, bottleneck: Bottleneck) -> int:
        """Return the minutes left, never below zero."""
        return max(0, self.capacity.get(bottleneck, 0) - self.reserved.get(bottleneck, 0))

    def share(self, bottleneck: Bottleneck) -> Decimal | None:
        """Return the share taken (1 means full); None when the week has no such capacity."""
        capacity = self.capacity.get(bottleneck, 0)
        if not capacity:
            return None
        return Decimal(self.reserved.get(bottleneck, 0)) / capacity

    def fits(self, extra: Minutes) -> bool:
        """Tell whether this much more work fits in the week."""
        return all(self.free(key) >= minutes for key, minutes in extra.items())


@dataclass(frozen=True, slots=True)
class Delay:
    """When new work would be done: the week it ends, and how many school weeks away."""

    week: date
    school_weeks: int


def minutes_of_hours(hours: Decimal) -> int:
    """Return whole minutes, a started minute counts."""
    return ceil(hours * MINUTES_PER_HOUR)


def week_capacity(
    week: date,
    sessions: Iterable[GroupSession],
    means: WorkshopMeans,
    calendar: SchoolCalendar,
    today: date,
) -> dict[Bottleneck, int]:
    """Add up the minutes of a week from today on: days gone by make nothing any more.

    Students and adults present; posts never above students.
    """
    capacity = dict.fromkeys((Bottleneck.STUDENT, Bottleneck.ADULT, *means.posts), 0)
    for session in sessions:
        day = monday_of(week) + timedelta(days=session.weekday)
        is_ours = session.section is means.section and day >= today
        if not is_ours or not session.takes_place(day, calendar):
            continue
        capacity[Bottleneck.STUDENT] += session.minutes * session.students
        capacity[Bottleneck.ADULT] += session.minutes * session.teachers
        for bottleneck, posts in means.posts.items():
            capacity[bottleneck] += session.minutes * min(posts, session.students)
    return capacity


def least_weeks(section: Section, outside_days: int) -> int:
    """Return the school weeks that work takes at least: what is made to measure waits for its
    steel, then for the days it spends at the galvaniser's or the painter's.
    """
    started = 1 if section is Section.METALWORK else 0
    return max(started, ceil(outside_days / DAYS_OF_WEEK))


def earliest_delivery_week(
    loads: Sequence[WeekLoad],
    extra: Minutes,
    calendar: SchoolCalendar,
    today: date,
    *,
    least_weeks: int = 0,
) -> Delay | None:
    """Return the week in which new work ends when it fills what each week leaves free.

    `loads` are consecutive school weeks from the current one; None when they do not suffice.
    Work never ends before `least_weeks` school weeks (purchase, drying, galvanising).
    """
    left = {key: minutes for key, minutes in extra.items() if minutes > 0}
    for load in loads:
        left = {key: m - load.free(key) for key, m in left.items() if m > load.free(key)}
        delay = Delay(load.week, calendar.count_school_weeks(today, load.week))
        if not left and delay.school_weeks >= least_weeks:
            return delay
    return None


def spread_minutes(loads: Sequence[WeekLoad], extra: Minutes) -> dict[date, dict[Bottleneck, int]]:
    """Return the minutes that work takes of each week when it fills what the weeks leave free.

    What finds no room goes to the last week, where the overload shows.
    """
    left = {key: minutes for key, minutes in extra.items() if minutes > 0}
    taken: dict[date, dict[Bottleneck, int]] = {}
    for place, load in enumerate(loads, start=1):
        for key, minutes in list(left.items()):
            share = minutes if place == len(loads) else min(minutes, max(0, load.free(key)))
            if share:
                taken.setdefault(load.week, {})[key] = share
            left[key] = minutes - share
    return taken
