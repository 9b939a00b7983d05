"""What the workshop can take at each quarter of an hour."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shop.kernel.actor import Section
from shop.kernel.text import Bilingual
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.cells import cells_between, cells_from
from shop.planning.domain.sessions import GroupSession

# The kind of resource whose units are adults, each watching several works at once.
TEACHER_KIND = "instructor"
Needs = Mapping[str, int]
CellKey = tuple[str, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceKind:
    """Bays, machines or teachers of a section.

    `units` is how many there are; for teachers `works_each` is how many works one watches
    at once, and the units come from the sessions.
    """

    code: str
    label: Bilingual
    section: Section
    units: int = 1
    works_each: int = 1


def count_of_teachers(used: int, works_each: int) -> int:
    """Return how many teachers this many works take: ceil(used / k)."""
    return -(-used // works_each)


def capacity_of(kind: ResourceKind, sessions: Sequence[GroupSession]) -> int:
    """Return what one kind can take while these groups are in the workshop.

    `ceil(used / k) <= teachers` holds exactly when `used <= teachers * k`, so that teacher
    capacity is a counter like the others.
    """
    if not sessions:
        return 0
    if kind.code == TEACHER_KIND:
        return sum(session.teachers for session in sessions) * kind.works_each
    return kind.units


def capacities_of_day(
    day: date,
    kinds: Iterable[ResourceKind],
    sessions: Iterable[GroupSession],
    calendar: SchoolCalendar,
) -> dict[CellKey, int]:
    """Return the capacity of every (kind, cell) of a day; cells without a session are absent."""
    present: dict[tuple[Section, datetime], list[GroupSession]] = {}
    for session in sessions:
        if session.takes_place(day, calendar):
            for cell in cells_between(day, session.starts, session.ends):
                present.setdefault((session.section, cell), []).append(session)
    kinds = tuple(kinds)
    return {
        (kind.code, cell): capacity_of(kind, groups)
        for (section, cell), groups in sorted(present.items(), key=lambda item: item[0][1])
        for kind in kinds
        if kind.section is section
    }


def cells_needed(needs: Needs, starts_at: datetime, minutes: int) -> tuple[CellKey, ...]:
    """List the (kind, cell) pairs a visit takes, needs of zero left out."""
    return tuple(
        (kind, cell)
        for cell in cells_from(starts_at, minutes)
        for kind, units in sorted(needs.items())
        if units > 0
    )


def is_feasible(
    free: Mapping[CellKey, int], needs: Needs, starts_at: datetime, minutes: int
) -> bool:
    """Tell whether a visit fits: every kind has its units free in every cell."""
    wanted = cells_needed(needs, starts_at, minutes)
    return bool(wanted) and all(free.get((kind, cell), 0) >= needs[kind] for kind, cell in wanted)


def free_units(capacities: Mapping[CellKey, int], used: Mapping[CellKey, int]) -> Counter[CellKey]:
    """Subtract what is taken from what there is."""
    return Counter({key: capacity - used.get(key, 0) for key, capacity in capacities.items()})
