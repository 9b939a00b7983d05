"""Reads of exercises: pictures of job cards, workshop hours, prepared sets."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.composition import ExerciseSet, offers
from shop.exercises.domain.job_cards import picture_card
from shop.exercises.domain.pack import SheetOwner
from shop.exercises.domain.views import Offer, SetHead, SetView, WorkshopHour
from shop.exercises.models import PreparedSet, Worksheet
from shop.jobs.models import JobCard
from shop.jobs.queries.cards import get_card, list_bench_cards
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.orders.queries import get_order
from shop.planning.queries import get_calendar, list_sessions

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
    """Return the workshop hours of the coming school days that have cards to work on."""
    calendar = get_calendar(session)
    hours: list[WorkshopHour] = []
    counts: dict[int, int] = {}
    weekly = [found for found in list_sessions(session) if found.group_id is not None]
    for day in (today + timedelta(days=n) for n in range(days)):
        for found in weekly:
            if found.group_id is None or not found.takes_place(day, calendar):
                continue
            if found.group_id not in counts:
                counts[found.group_id] = len(list_bench_cards(session, found.group_id))
            hours.append(
                WorkshopHour(
                    day=day,
                    starts=found.starts,
                    ends=found.ends,
                    section=found.section,
                    group_id=found.group_id,
                    group_name=found.group_name,
                    card_count=counts[found.group_id],
                )
            )
    return hours


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
    return SetView(
        head=_head(row),
        exercises=ExerciseSet.from_data(row.content),
        owners=_owners(session, set_id),
        card_ids=tuple(row.card_ids),
        references=tuple(source["reference"] for source in row.sources),
        version=row.version,
        is_outdated=_is_outdated(session, row.sources),
    )


def list_offers(session: Session, found: SetView, seed: int, now: datetime) -> list[Offer]:
    """Return every exercise the cards of a set can give, those of the set ticked."""
    cards = list_cards_for_exercises(session, found.card_ids, now)
    chosen = found.template_ids
    return [
        Offer(exercise=exercise, is_chosen=exercise.template_id in chosen)
        for exercise in offers(cards, seed)
    ]


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


def _is_outdated(session: Session, sources: Sequence[dict[str, int]]) -> bool:
    made_from = {source["card_id"]: source["revision"] for source in sources}
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
