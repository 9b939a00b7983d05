"""Work somebody asks the workshop to take on, weighed against the calendar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from shop.jobs.domain.content import CardContent
from shop.jobs.domain.load import hours_needed
from shop.kernel.actor import Section
from shop.kernel.clock import monday_of
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.orders.domain import CustomerKind
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.load import (
    Bottleneck,
    WeekLoad,
    earliest_delivery_week,
    least_weeks,
    minutes_of_hours,
)
from shop.workspace.domain.teaching import GroupLesson, GroupPractice, competencies_trained, teach

WEEKS_AHEAD = 16
BARS = (Bottleneck.WELDING, Bottleneck.LIFT, Bottleneck.ADULT, Bottleneck.STUDENT)


class ProposalKind(StrEnum):
    """A purchase waits for acceptance, a quote for agreement."""

    PURCHASE = "purchase"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One request or purchase without a name: what the workshop decides on.

    `price` is net of VAT; `supplies` is what the school buys for it, None when nothing says.
    """

    kind: ProposalKind
    id: int
    version: int
    reference: str
    section: Section
    labels: tuple[Bilingual, ...]
    contents: tuple[CardContent, ...]
    customer_kind: CustomerKind
    town: str
    asked_at: datetime
    wish_due_on: date | None
    due_on: date | None
    outside_days: int
    price: Money
    supplies: Money | None
    meets_at: datetime | None = None

    @property
    def wanted_on(self) -> date | None:
        """Return the day to keep: the promised one, else the one wished for."""
        return self.due_on or self.wish_due_on

    @property
    def hours(self) -> Mapping[Bottleneck, Decimal]:
        """Return the hours all its cards would take, per bottleneck."""
        found: dict[Bottleneck, Decimal] = {}
        for content in self.contents:
            for bottleneck, hours in hours_needed(content).items():
                found[bottleneck] = found.get(bottleneck, Decimal(0)) + hours
        return found


@dataclass(frozen=True, slots=True)
class LoadBar:
    """Hours of one bottleneck until a week: there are, promised, and asked for by new work."""

    bottleneck: Bottleneck
    capacity: Decimal
    reserved: Decimal
    added: Decimal

    @property
    def is_over(self) -> bool:
        return self.reserved + self.added > self.capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A proposal with its load until the week it is wanted, and what it would teach."""

    proposal: Proposal
    until: date | None
    bars: tuple[LoadBar, ...]
    fits_in: date | None
    lessons: tuple[GroupLesson, ...]

    @property
    def fits(self) -> bool:
        """Tell whether it fits before the week it is wanted, as far as anybody knows."""
        if not self.bars or self.until is None:
            return True
        return self.fits_in is not None and self.fits_in <= self.until

    @property
    def summary(self) -> str:
        """Return in a few words what it would teach, for the agreement."""
        best = self.lessons[0].lessons if self.lessons else ()
        return " ; ".join(lesson.competency.statement for lesson in best)


def weigh(
    proposal: Proposal,
    loads: Sequence[WeekLoad],
    calendar: SchoolCalendar,
    groups: Iterable[GroupPractice],
    today: date,
) -> Weighed:
    """Weigh a proposal: bars until its week, the week in which it would be done, lessons.

    `loads` are the coming school weeks of its workshop, the current one first.
    """
    minutes = {key: minutes_of_hours(hours) for key, hours in proposal.hours.items()}
    least = least_weeks(proposal.section, proposal.outside_days)
    delay = (
        earliest_delivery_week(loads, minutes, calendar, today, least_weeks=least)
        if minutes
        else None
    )
    until = _last_week(proposal, loads, delay.week if delay else None)
    codes = competencies_trained(proposal.contents)
    ours = [group for group in groups if group.section is proposal.section]
    return Weighed(
        proposal=proposal,
        until=until,
        bars=_bars(proposal.hours, [load for load in loads if until and load.week <= until]),
        fits_in=delay.week if delay else None,
        lessons=teach(codes, ours) if codes else (),
    )


def _last_week(proposal: Proposal, loads: Sequence[WeekLoad], fits_in: date | None) -> date | None:
    if not loads:
        return None
    wanted = proposal.wanted_on
    week = monday_of(wanted) if wanted else fits_in or loads[-1].week
    return max(week, loads[0].week)


def _bars(hours: Mapping[Bottleneck, Decimal], loads: Sequence[WeekLoad]) -> tuple[LoadBar, ...]:
    return tuple(
        LoadBar(
            bottleneck,
            capacity=_hours(load.capacity.get(bottleneck, 0) for load in loads),
            reserved=_hours(load.reserved.get(bottleneck, 0) for load in loads),
            added=hours[bottleneck],
        )
        for bottleneck in BARS
        if hours.get(bottleneck)
    )


def _hours(minutes: Iterable[int]) -> Decimal:
    return Decimal(sum(minutes)) / 60
