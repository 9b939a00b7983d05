"""A week of the workshops: groups, their hours, the cards given to them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from shop.jobs.domain.state import CardState
from shop.kernel.actor import Section
from shop.kernel.clock import at_paris, monday_of
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.sessions import GroupSession

REFERENCE = re.compile(r"\b[A-Z]{2}-\d{4}-\d{4,}\b")
FINISHED = frozenset(
    {CardState.READY, CardState.DELIVERED, CardState.REVIEWED, CardState.CANCELLED}
)
NEXT_WEEKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """A card on the board; `minutes` are the student minutes promised to it."""

    id: int
    reference: str
    title: str
    section: Section
    state: CardState
    version: int
    group_id: int | None
    week: date | None
    due_on: date | None
    minutes: int
    waits_for_signature: bool
    steps: int = 0
    steps_done: int = 0

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    def is_late(self, today: date) -> bool:
        """Tell whether its promised day is over before it is finished."""
        return not self.is_finished and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A student group of this school year."""

    id: int
    name: str
    section: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One group in one week: its half-days, its cards, its hours there are and promised."""

    group: Group
    sessions: tuple[GroupSession, ...]
    cards: tuple[BoardCard, ...]
    capacity: Decimal
    promised: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A week; `left_over` are unfinished cards of weeks gone by, `unplanned` have no group or week.

    `left_over` is only told of the current week.
    """

    week: date
    is_school_week: bool
    columns: tuple[Column, ...]
    left_over: tuple[BoardCard, ...]
    unplanned: tuple[BoardCard, ...]

    @property
    def is_empty(self) -> bool:
        cards = [*self.left_over, *self.unplanned, *(c for col in self.columns for c in col.cards)]
        return not cards


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A group in its workshop for some hours of today, and what it works on."""

    session: GroupSession
    cards: tuple[BoardCard, ...]
    is_now: bool


def lay_out(
    week: date,
    groups: Iterable[Group],
    cards: Sequence[BoardCard],
    sessions: Sequence[GroupSession],
    calendar: SchoolCalendar,
) -> Board:
    """Put the cards of a week under their groups, the others beside."""
    known = tuple(groups)
    ids = {group.id for group in known}
    planned = [card for card in cards if card.week == week and card.group_id in ids]
    beside = [card for card in cards if card not in planned and not card.is_finished]
    return Board(
        week=week,
        is_school_week=calendar.is_school_week(week),
        columns=tuple(_column(group, week, planned, sessions, calendar) for group in known),
        left_over=tuple(card for card in beside if card.week and card.week < week),
        unplanned=tuple(card for card in beside if not card.week or card.week == week),
    )


def _column(
    group: Group,
    week: date,
    cards: Iterable[BoardCard],
    sessions: Iterable[GroupSession],
    calendar: SchoolCalendar,
) -> Column:
    held = tuple(
        session
        for session in sessions
        if belongs(session, group)
        and session.takes_place(week + timedelta(days=session.weekday), calendar)
    )
    ours = tuple(card for card in cards if card.group_id == group.id)
    return Column(
        group=group,
        sessions=held,
        cards=ours,
        capacity=_hours(session.minutes * session.students for session in held),
        promised=_hours(card.minutes for card in ours),
    )


def belongs(session: GroupSession, group: Group) -> bool:
    """Tell whether these hours are those of a group: by its key, else by its name."""
    if session.group_id is not None:
        return session.group_id == group.id
    return session.group_name == group.name and session.section is group.section


def who_is_in(
    board: Board,
    sessions: Iterable[GroupSession],
    calendar: SchoolCalendar,
    moment: datetime,
    today: date,
) -> tuple[Presence, ...]:
    """Return the groups in the workshops today, by the hour, each with its cards in hand."""
    found = []
    for session in sessions:
        if not session.takes_place(today, calendar):
            continue
        cards = [
            card
            for column in board.columns
            if belongs(session, column.group)
            for card in column.cards
            if not card.is_finished
        ]
        begins, ends = at_paris(today, session.starts), at_paris(today, session.ends)
        found.append(Presence(session=session, cards=tuple(cards), is_now=begins <= moment < ends))
    return tuple(sorted(found, key=lambda one: (one.session.starts, one.session.group_name)))


def coming_weeks(calendar: SchoolCalendar, today: date, week: date) -> tuple[date, ...]:
    """Return the weeks a card can be moved to: the coming school weeks, and the one in view."""
    weeks = set(calendar.next_school_weeks(today, NEXT_WEEKS))
    if week >= monday_of(today):
        weeks.add(week)
    return tuple(sorted(weeks))


def next_open_day(calendar: SchoolCalendar, today: date) -> date | None:
    """Return the next day with workshop; None when the calendar has none for two years."""
    for monday in calendar.school_weeks(today):
        for day in calendar.open_days(monday, monday + timedelta(days=6)):
            if day > today:
                return day
    return None


def reference_in(subject: str) -> str:
    """Return the number in the subject of an appointment: never the name beside it."""
    found = REFERENCE.search(subject)
    return found.group() if found else ""


def with_steps(
    cards: Iterable[BoardCard], counts: dict[int, tuple[int, int]]
) -> tuple[BoardCard, ...]:
    """Add how many steps each card has and how many are ticked."""
    found = ((card, *counts.get(card.id, (0, 0))) for card in cards)
    return tuple(replace(card, steps=steps, steps_done=done) for card, steps, done in found)


def _hours(minutes: Iterable[int]) -> Decimal:
    return Decimal(sum(minutes)) / 60
