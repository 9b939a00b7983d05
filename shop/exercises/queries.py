"""Reads of exercises: pictures of job cards, workshop hours, prepared sets."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.composition import ExerciseSet
from shop.exercises.domain.job_cards import picture_card
from shop.exercises.domain.pack import SheetOwner
from shop.exercises.domain.views import SetHead, SetView, WorkshopHour
from shop.exercises.models import PreparedSet, Worksheet
from shop.jobs.models import JobCard
from shop.jobs.queries.cards import WITH_STUDENTS, get_card
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.orders.queries import get_order
from shop.planning.timetable import read_timetable

PAGE_SIZE = 24
DAYS_AHEAD = 7
REMEMBERED_SETS = 3


def get_card_for_exercises(session: Session, card_id: int, now: datetime) -> CardForExercises:
    """Return the picture of a job card, its order's prices included; NotFound without card."""
    view = get_card(session, card_id, now)
    return picture_card(view, get_order(session, view.head.order_id))


def list_cards_for_exercises(
    session: Session, card_ids: Collection[int], now: datetime
) -> list[CardForExercises]:
    """Return the pictures of these cards, lowest id first."""
    return [get_card_for_exercises(session, card_id, now) for card_id in sorted(set(card_ids))]


def list_hours(session: Session, today: date, days: int = DAYS_AHEAD) -> list[WorkshopHour]:
    """Return the workshop hours of the groups over the coming days, with their open cards."""
    (calendar, sessions), counts = read_timetable(session), _count_cards(session)
    weekly = [found for found in sessions if found.group_id is not None]
    return [
        WorkshopHour(
            day=day,
            starts=found.starts,
            ends=found.ends,
            section=found.section,
            group_id=found.group_id or 0,
            group_name=found.group_name,
            card_count=counts.get(found.group_id or 0, 0),
        )
        for day in (today + timedelta(days=n) for n in range(days))
        for found in weekly
        if found.takes_place(day, calendar)
    ]


def _count_cards(session: Session) -> dict[int, int]:
    statement = (
        select(JobCard.group_id, func.count())
        .where(JobCard.group_id.is_not(None), JobCard.state.in_(WITH_STUDENTS))
        .group_by(JobCard.group_id)
    )
    return {group_id or 0: count for group_id, count in session.execute(statement)}


def list_sets(session: Session, before_id: int | None = None) -> list[SetHead]:
    """Return the latest prepared sets first, by key: those before `before_id`."""
    statement = select(PreparedSet).order_by(PreparedSet.id.desc()).limit(PAGE_SIZE)
    if before_id is not None:
        statement = statement.where(PreparedSet.id < before_id)
    return [_head(row) for row in session.scalars(statement)]


def get_set(session: Session, set_id: int) -> SetView:
    """Return a prepared set with its sheets; NotFound when there is none."""
    row = session.get(PreparedSet, set_id)
    if row is None:
        raise NotFound(N_("Ces exercices n’existent pas."))
    pictures = read_pictures(row)
    return SetView(
        head=_head(row),
        exercises=ExerciseSet.from_data(row.content),
        owners=_owners(session, set_id),
        pictures=pictures,
        seed=row.seed,
        version=row.version,
        is_outdated=_is_outdated(session, pictures),
    )


def templates_done_by(session: Session, group_id: int | None) -> frozenset[str]:
    """Return the templates a group met in its latest sets: one of them comes back."""
    if group_id is None:
        return frozenset()
    statement = (
        select(PreparedSet.content)
        .where(PreparedSet.group_id == group_id)
        .order_by(PreparedSet.id.desc())
        .limit(REMEMBERED_SETS)
    )
    sets = (ExerciseSet.from_data(content) for content in session.scalars(statement))
    return frozenset(e.template_id for found in sets for e in found.exercises)


def _owners(session: Session, set_id: int) -> tuple[SheetOwner, ...]:
    statement = select(Worksheet).where(Worksheet.set_id == set_id).order_by(Worksheet.position)
    return tuple(
        SheetOwner(pseudonym=row.pseudonym, level=row.level, student_id=row.student_id)
        for row in session.scalars(statement)
    )


def read_pictures(row: PreparedSet) -> tuple[CardForExercises, ...]:
    """Return the cards of a set as they were when its numbers were drawn."""
    return tuple(CardForExercises.from_data(data) for data in row.pictures)


def _is_outdated(session: Session, pictures: Sequence[CardForExercises]) -> bool:
    made_from = {picture.card_id: picture.revision for picture in pictures}
    statement = select(JobCard.id, JobCard.revision).where(JobCard.id.in_(made_from))
    return any(made_from[card_id] != now for card_id, now in session.execute(statement))


def _head(row: PreparedSet) -> SetHead:
    return SetHead(
        id=row.id,
        title=row.title,
        group_id=row.group_id,
        created_at=row.created_at,
        created_by_name=row.created_by_name,
    )
