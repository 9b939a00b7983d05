"""What the board of a week shows, a constant number of reads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from shop.accounts.models import StudentGroup
from shop.jobs.domain.state import CardState
from shop.jobs.models import JobCard
from shop.jobs.queries.cards import count_steps
from shop.kernel.actor import Section
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.load import Bottleneck
from shop.planning.domain.sessions import GroupSession
from shop.planning.models import HourReservation
from shop.planning.timetable import read_timetable
from shop.workspace.domain.board import FINISHED, Board, BoardCard, Group, lay_out, with_steps
from shop.workspace.queries.waiting import waits_for_signature

MOST_CARDS = 400
HOLDER = "card:"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """A board with the calendar and the hours it was laid out with."""

    board: Board
    groups: tuple[Group, ...]
    sessions: tuple[GroupSession, ...]
    calendar: SchoolCalendar


def read_week(session: Session, sections: Collection[Section], week: date) -> WeekView:
    """Return the board of a week, its Monday given; four statements."""
    calendar, sessions = read_timetable(session)
    ours = tuple(one for one in sessions if one.section in sections)
    groups = _groups(session, sections)
    cards = _cards(session, sections, week)
    counts = count_steps(session, [card.id for card in cards])
    board = lay_out(week, groups, with_steps(cards, counts), ours, calendar)
    return WeekView(board=board, groups=groups, sessions=ours, calendar=calendar)


def _groups(session: Session, sections: Collection[Section]) -> tuple[Group, ...]:
    this_year = select(func.max(StudentGroup.school_year)).scalar_subquery()
    statement = (
        select(StudentGroup.id, StudentGroup.name, StudentGroup.section)
        .where(StudentGroup.section.in_(sections), StudentGroup.school_year == this_year)
        .order_by(StudentGroup.section, StudentGroup.name, StudentGroup.id)
    )
    return tuple(
        Group(id=number, name=name, section=Section(section))
        for number, name, section in session.execute(statement)
    )


def _cards(session: Session, sections: Collection[Section], week: date) -> list[BoardCard]:
    """The cards of this week, and the unfinished ones without a week or of weeks gone by."""
    promised = (
        select(func.coalesce(func.sum(HourReservation.minutes), 0))
        .where(
            HourReservation.holder_key == literal(HOLDER) + cast(JobCard.id, String),
            HourReservation.bottleneck == Bottleneck.STUDENT,
        )
        .correlate(JobCard)
        .scalar_subquery()
    )
    unfinished = JobCard.state.not_in(FINISHED) & or_(JobCard.week.is_(None), JobCard.week < week)
    statement = (
        select(
            JobCard.id,
            JobCard.reference,
            JobCard.title,
            JobCard.section,
            JobCard.state,
            JobCard.version,
            JobCard.group_id,
            JobCard.week,
            JobCard.due_on,
            promised.label("minutes"),
            waits_for_signature().label("waits_for_signature"),
        )
        .where(
            JobCard.section.in_(sections),
            JobCard.state != CardState.CANCELLED,
            or_(JobCard.week == week, unfinished),
        )
        .order_by(JobCard.due_on.is_(None), JobCard.due_on, JobCard.id)
        .limit(MOST_CARDS)
    )
    return [
        BoardCard(
            id=row.id,
            reference=row.reference,
            title=row.title,
            section=Section(row.section),
            state=CardState(row.state),
            version=row.version,
            group_id=row.group_id,
            week=row.week,
            due_on=row.due_on,
            minutes=int(row.minutes),
            waits_for_signature=bool(row.waits_for_signature),
        )
        for row in session.execute(statement)
    ]
