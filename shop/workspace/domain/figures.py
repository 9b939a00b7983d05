"""The figures of the director: sales beside costs, coverage of competencies, who leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from shop.curriculum.domain.frameworks import Competency, find_competency
from shop.curriculum.domain.operations import list_operation_guides
from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.planning.domain.load import Bottleneck, WeekLoad
from shop.workspace.domain.teaching import GroupPractice


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """A calendar year: net sales of the orders accepted in it, what came in, what it costs."""

    year: int
    sold: Money
    orders: int
    received: Money
    costs: Money | None
    costs_entered_at: datetime | None

    @property
    def share(self) -> Decimal | None:
        """Return sales over running costs (1 means all of them); None without costs."""
        return Decimal(self.sold.cents) / self.costs.cents if self.costs else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateOrder:
    """An order whose day is over, with the last reason the customer was given."""

    id: int
    reference: str
    title: str
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Leavers:
    """How many students of a group leave on a day."""

    leaves_on: date
    group: str
    count: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A competency and how often each group has practised it, in the order of the groups."""

    competency: Competency
    times: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the groups of a workshop have practised of what its work can teach."""

    section: Section
    groups: tuple[GroupPractice, ...]
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class TightWeek:
    """A week and what runs short first in it, in hours."""

    week: date
    bottleneck: Bottleneck
    capacity: Decimal
    reserved: Decimal


def cover(section: Section, practices: Iterable[GroupPractice]) -> Coverage:
    """Count the finished operations of each group for each competency of a workshop.

    The competencies are those its operations train; the least practised come first.
    """
    groups = tuple(one for one in practices if one.section is section)
    codes = dict.fromkeys(
        code
        for guide in list_operation_guides()
        if guide.section == section.value
        for code in guide.competencies
    )
    known = [(find_competency(code), code) for code in codes]
    rows = [
        CoverageRow(competency, tuple(group.times(code) for group in groups))
        for competency, code in known
        if competency is not None
    ]
    return Coverage(section, groups, tuple(sorted(rows, key=lambda row: sum(row.times))))


def tightest(loads: Sequence[WeekLoad]) -> tuple[TightWeek, ...]:
    """Return for each week the bottleneck with the highest share taken."""
    found = []
    for load in loads:
        shares = {key: load.share(key) for key in load.capacity}
        taken = [(share, key) for key, share in shares.items() if share is not None]
        if taken:
            _, key = max(taken, key=lambda pair: pair[0])
            found.append(
                TightWeek(
                    load.week,
                    key,
                    Decimal(load.capacity[key]) / 60,
                    Decimal(load.reserved.get(key, 0)) / 60,
                )
            )
    return tuple(found)
