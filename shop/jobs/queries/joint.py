"""Joint plans of the saw and the cards that may join one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from shop.jobs.domain.content import CardContent
from shop.jobs.domain.joint import JointPlan
from shop.jobs.domain.sawing import SAWING
from shop.jobs.domain.state import AT_WORK
from shop.jobs.models import (
    JobCard,
    JobOperation,
    JointCut,
    JointCutCard,
    OperationProgress,
)
from shop.jobs.queries.bench import published_contents
from shop.kernel.actor import Section
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class JointCutView:
    """A frozen joint plan and the cards it is for, by reference."""

    id: int
    reference: str
    week: date
    plan: JointPlan
    card_ids: dict[str, int]
    frozen_at: datetime
    frozen_by: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardToSaw:
    """A published card whose bars nobody has begun, with what is to be sawn."""

    id: int
    reference: str
    title: str
    revision: int
    content: CardContent


def list_cards_to_saw(
    session: Session, sections: Collection[Section], week: date, only: Sequence[int] = ()
) -> list[CardToSaw]:
    """Return the cards of a week that may join a plan: published, not begun, in none yet."""
    begun = exists().where(
        JobOperation.card_id == JobCard.id,
        JobOperation.code == SAWING,
        OperationProgress.operation_id == JobOperation.id,
    )
    statement = (
        select(JobCard)
        .where(
            JobCard.section.in_([str(one) for one in sections]),
            JobCard.week == week,
            JobCard.state.in_(AT_WORK),
            JobCard.sawn_at.is_(None),
            ~exists().where(JointCutCard.card_id == JobCard.id),
            ~begun,
            *([JobCard.id.in_(only)] if only else []),
        )
        .order_by(JobCard.id)
    )
    cards = list(session.scalars(statement))
    contents = published_contents(session, cards)
    return [
        CardToSaw(
            id=card.id,
            reference=card.reference,
            title=card.title,
            revision=card.revision,
            content=contents[card.id],
        )
        for card in cards
        if contents[card.id].cut_rows
    ]


def list_joint_cuts(session: Session, week: date) -> list[JointCutView]:
    """Return the joint plans of a week, the first one first."""
    return _views(session, select(JointCut.id).where(JointCut.week == week))


def get_joint_cut(session: Session, joint_id: int) -> JointCutView:
    """Return one joint plan; NotFound when there is none, or when it was undone."""
    found = _views(session, select(JointCut.id).where(JointCut.id == joint_id))
    if not found:
        raise NotFound(N_("Ce débit commun n’existe pas, ou a été défait."))
    return found[0]


def _views(session: Session, wanted: object) -> list[JointCutView]:
    rows = list(
        session.scalars(
            select(JointCut).where(JointCut.id.in_(wanted)).order_by(JointCut.id)  # type: ignore[arg-type] # a select of ids
        )
    )
    cards: dict[int, dict[str, int]] = {row.id: {} for row in rows}
    links = (
        select(JointCutCard.joint_id, JobCard.reference, JobCard.id)
        .join(JobCard, JobCard.id == JointCutCard.card_id)
        .where(JointCutCard.joint_id.in_(cards))
        .order_by(JobCard.id)
    )
    for joint_id, reference, card_id in session.execute(links):
        cards[joint_id][reference] = card_id
    return [
        JointCutView(
            id=row.id,
            reference=row.reference,
            week=row.week,
            plan=JointPlan.from_data(row.content),
            card_ids=cards[row.id],
            frozen_at=row.frozen_at,
            frozen_by=row.frozen_by_name,
            settled_at=row.settled_at,
        )
        for row in rows
    ]


def find_joint_of_card(session: Session, card_id: int) -> JointCut | None:
    """Return the joint plan a card is in, or None."""
    statement = (
        select(JointCut)
        .join(JointCutCard, JointCutCard.joint_id == JointCut.id)
        .where(JointCutCard.card_id == card_id)
    )
    return session.scalars(statement).one_or_none()


def list_joint_card_ids(session: Session, joint_id: int) -> list[int]:
    """Return the cards of a joint plan, lowest id first: the order in which they are locked."""
    statement = (
        select(JointCutCard.card_id)
        .where(JointCutCard.joint_id == joint_id)
        .order_by(JointCutCard.card_id)
    )
    return list(session.scalars(statement))
