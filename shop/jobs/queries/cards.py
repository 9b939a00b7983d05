"""Cards one by one and in lists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from shop.jobs.domain.content import CardContent
from shop.jobs.domain.joint import JointPlan, with_joint_plan
from shop.jobs.domain.state import CardState, ProgressAct, StopKind
from shop.jobs.domain.views import CardHead, CardView
from shop.jobs.domain.workshop import CONFIRMED_BY_TEACHER
from shop.jobs.models import (
    CardStop,
    JobCard,
    JobCardRevision,
    JobOperation,
    JointCut,
    JointCutCard,
    OperationProgress,
)
from shop.jobs.queries.bench import (
    Taken,
    bench_facts,
    check_views,
    operation_views,
    read_measurements,
)
from shop.jobs.queries.history import CardHistory, read_histories
from shop.kernel.actor import Section
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_

PAGE_SIZE = 24
HEAD = (
    JobCard.id,
    JobCard.reference,
    JobCard.order_id,
    JobCard.order_reference,
    JobCard.order_line_id,
    JobCard.section,
    JobCard.family,
    JobCard.title,
    JobCard.state,
    JobCard.group_id,
    JobCard.week,
    JobCard.due_on,
    JobCard.revision,
    JobCard.version,
)
FINISHED = (CardState.REVIEWED, CardState.CANCELLED)
WITH_STUDENTS = (
    CardState.PUBLISHED,
    CardState.IN_PROGRESS,
    CardState.TO_CHECK,
)


def get_card(session: Session, card_id: int, now: datetime | None = None) -> CardView:
    """Return a whole card; NotFound when there is none. Time still running counts until `now`."""
    found = get_cards(session, [card_id], now)
    if not found:
        raise NotFound(N_("Cette fiche de travail n’existe pas."))
    return found[0]


def get_cards(
    session: Session, card_ids: Sequence[int], now: datetime | None = None
) -> list[CardView]:
    """Return whole cards in the order asked, with the same number of queries for any count."""
    histories = read_histories(session, card_ids, now)
    taken = read_measurements(session, card_ids)
    rows = {row.card.id: row for row in _rows(session, card_ids)}
    return [
        _assemble(rows[card_id], histories[card_id], taken[card_id])
        for card_id in card_ids
        if card_id in rows
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    """A card, what students have of it, and the joint plan of the saw it is in."""

    card: JobCard
    published: CardContent
    joint: JointCut | None


def _rows(session: Session, card_ids: Sequence[int]) -> list[_Row]:
    statement = (
        select(JobCard, JobCardRevision.content, JointCut)
        .outerjoin(
            JobCardRevision,
            (JobCardRevision.card_id == JobCard.id) & (JobCardRevision.number == JobCard.revision),
        )
        .outerjoin(JointCutCard, JointCutCard.card_id == JobCard.id)
        .outerjoin(JointCut, JointCut.id == JointCutCard.joint_id)
        .where(JobCard.id.in_(card_ids))
    )
    return [
        _Row(card, CardContent.from_data(content or card.draft), joint)
        for card, content, joint in session.execute(statement)
    ]


def _assemble(row: _Row, history: CardHistory, taken: Mapping[str, Taken]) -> CardView:
    card, joint = row.card, row.joint
    content, draft = row.published, CardContent.from_data(card.draft)
    if joint is not None:
        plan = JointPlan.from_data(joint.content)
        content, draft = (
            with_joint_plan(one, plan, card.reference, joint=joint.reference)
            for one in (content, draft)
        )
    facts = bench_facts(card, content, history)
    return CardView(
        head=_head_of(card),
        content=content,
        draft=draft,
        facts=facts,
        operations=operation_views(facts, history),
        checks=check_views(content.checks, taken),
        stops=tuple(history.stops),
        revisions=tuple(history.revisions),
        opened_at=card.opened_at,
        ready_at=card.ready_at,
        handed_over_at=card.handed_over_at,
        reviewed_at=card.reviewed_at,
        joint_id=joint.id if joint else None,
        joint_reference=joint.reference if joint else "",
    )


def find_card_id(session: Session, reference: str) -> int | None:
    """Return the id of a card by its number, however it was typed."""
    wanted = "".join(reference.split()).upper()
    return session.scalars(select(JobCard.id).where(JobCard.reference == wanted)).one_or_none()


def list_cards(
    session: Session,
    *,
    sections: Collection[Section] = (),
    group_id: int | None = None,
    week: date | None = None,
    state: CardState | None = None,
    before_id: int | None = None,
    limit: int = PAGE_SIZE,
) -> list[CardHead]:
    """Return the latest cards first, by key: those before `before_id`.

    Without a wanted state the finished ones are left out. No section means all of them.
    """
    wanted = [
        JobCard.state.not_in(FINISHED) if state is None else JobCard.state == state,
        *([JobCard.section.in_([str(one) for one in sections])] if sections else []),
        *([] if group_id is None else [JobCard.group_id == group_id]),
        *([] if week is None else [JobCard.week == week]),
        *([] if before_id is None else [JobCard.id < before_id]),
    ]
    statement = select(*HEAD).where(*wanted).order_by(JobCard.id.desc()).limit(limit)
    return [_head(row) for row in session.execute(statement)]


def list_bench_cards(session: Session, group_id: int) -> list[CardHead]:
    """Return the cards a group works on, by week then by promised day."""
    statement = (
        select(*HEAD)
        .where(JobCard.group_id == group_id, JobCard.state.in_(WITH_STUDENTS))
        .order_by(JobCard.week, JobCard.due_on.is_(None), JobCard.due_on, JobCard.id)
    )
    return [_head(row) for row in session.execute(statement)]


def list_cards_to_sign(session: Session, sections: Collection[Section]) -> list[CardHead]:
    """Return the cards at work in these workshops: those that may wait for an adult."""
    statement = (
        select(*HEAD)
        .where(
            JobCard.section.in_([str(one) for one in sections]),
            JobCard.state.in_(WITH_STUDENTS),
        )
        .order_by(JobCard.week, JobCard.id)
    )
    return [_head(row) for row in session.execute(statement)]


def count_cards_to_sign(session: Session, sections: Collection[Section]) -> int:
    """Return on how many cards of these workshops an adult is waited for, in one statement.

    Counted: a stop to sign, everything made, a step of a kind that adults look at.
    """
    act, later = aliased(OperationProgress), aliased(OperationProgress)
    signed = exists().where(CardStop.card_id == JobCard.id, CardStop.kind == StopKind.BEFORE_MAKING)
    newer = exists().where(later.operation_id == act.operation_id, later.id > act.id)
    ticked = exists().where(
        JobOperation.card_id == JobCard.id,
        JobOperation.retired_at.is_(None),
        JobOperation.code.in_(sorted(CONFIRMED_BY_TEACHER)),
        act.operation_id == JobOperation.id,
        act.act == ProgressAct.TICK,
        ~newer.correlate(act),
    )
    statement = select(func.count(JobCard.id)).where(
        JobCard.section.in_([str(one) for one in sections]),
        JobCard.state.in_(WITH_STUDENTS),
        or_(JobCard.state == CardState.TO_CHECK, ~signed, ticked),
    )
    return session.scalar(statement) or 0


def count_steps_of_order(session: Session, order_id: int) -> tuple[int, int]:
    """Return (steps, steps ticked) of all published cards of an order, in one query."""
    cards = select(JobCard.id).where(JobCard.order_id == order_id)
    counts = _count_steps(session, JobOperation.card_id.in_(cards)).values()
    return sum(steps for steps, _ in counts), sum(done for _, done in counts)


def count_steps(session: Session, card_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return (steps, steps ticked) of each published card, in one query."""
    return _count_steps(session, JobOperation.card_id.in_(card_ids)) if card_ids else {}


def _count_steps(session: Session, cards: ColumnElement[bool]) -> dict[int, tuple[int, int]]:
    last = (
        select(
            OperationProgress.operation_id,
            func.max(OperationProgress.id).label("last_id"),
        )
        .group_by(OperationProgress.operation_id)
        .subquery()
    )
    ticked = OperationProgress.act.in_((ProgressAct.TICK, ProgressAct.CONFIRM))
    statement = (
        select(
            JobOperation.card_id,
            func.count(JobOperation.id),
            func.count(OperationProgress.id).filter(ticked),
        )
        .outerjoin(last, last.c.operation_id == JobOperation.id)
        .outerjoin(OperationProgress, OperationProgress.id == last.c.last_id)
        .where(cards, JobOperation.retired_at.is_(None))
        .group_by(JobOperation.card_id)
    )
    return {card_id: (steps, done) for card_id, steps, done in session.execute(statement)}


def _head_of(card: JobCard) -> CardHead:
    return CardHead(
        id=card.id,
        reference=card.reference,
        order_id=card.order_id,
        order_reference=card.order_reference,
        order_line_id=card.order_line_id,
        section=Section(card.section),
        family=card.family,
        title=card.title,
        state=CardState(card.state),
        group_id=card.group_id,
        week=card.week,
        due_on=card.due_on,
        revision=card.revision,
        version=card.version,
    )


def _head(row: "Row[*tuple[object, ...]]") -> CardHead:
    found = dict(row._mapping)
    section, state = Section(found.pop("section")), CardState(found.pop("state"))
    return CardHead(section=section, state=state, **found)
