"""What happened to the steps, checks and stops of cards."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.jobs.domain.bench import BenchFacts
from shop.jobs.domain.content import CardCheck, CardContent
from shop.jobs.domain.measuring import Decision, MeasurementFact, check_status
from shop.jobs.domain.state import CardFacts, card_state
from shop.jobs.domain.views import (
    CheckView,
    DecisionView,
    MeasureView,
    OperationView,
)
from shop.jobs.models import (
    CheckMeasurement,
    JobCard,
    JobCardRevision,
    NonConformity,
    OperationProgress,
    TimeLog,
)
from shop.jobs.queries.history import CardHistory, read_histories
from shop.kernel.clock import paris_day


def find_progress(session: Session, client_key: str) -> OperationProgress | None:
    """Return the act already recorded under this key, if the tablet sends it again."""
    statement = select(OperationProgress).where(OperationProgress.client_key == client_key)
    return session.scalars(statement).one_or_none()


def find_measurement(session: Session, client_key: str) -> CheckMeasurement | None:
    """Return the measure already recorded under this key."""
    statement = select(CheckMeasurement).where(CheckMeasurement.client_key == client_key)
    return session.scalars(statement).one_or_none()


def find_open_log(session: Session, student_id: int) -> TimeLog | None:
    """Return the time log a student has running, whatever the card."""
    statement = select(TimeLog).where(
        TimeLog.student_id == student_id, TimeLog.stopped_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def list_running_logs(session: Session, operation_id: int) -> Sequence[TimeLog]:
    """Return the time logs running on a step."""
    statement = select(TimeLog).where(
        TimeLog.operation_id == operation_id, TimeLog.stopped_at.is_(None)
    )
    return session.scalars(statement).all()


def published_contents(session: Session, cards: Sequence[JobCard]) -> dict[int, CardContent]:
    """Return, by card, what students have: the last revision, or the draft before the first."""
    statement = (
        select(JobCardRevision.card_id, JobCardRevision.content)
        .join(JobCard, JobCard.id == JobCardRevision.card_id)
        .where(
            JobCard.id.in_([card.id for card in cards]),
            JobCardRevision.number == JobCard.revision,
        )
    )
    frozen: dict[int, Any] = dict(session.execute(statement).all())
    return {
        card.id: CardContent.from_data(frozen[card.id] if card.revision else card.draft)
        for card in cards
    }


def read_bench(session: Session, card: JobCard) -> BenchFacts:
    """Return what decides who may work on a card now."""
    content = published_contents(session, [card])[card.id]
    return bench_facts(card, content, read_histories(session, [card.id])[card.id])


def bench_facts(card: JobCard, content: CardContent, history: CardHistory) -> BenchFacts:
    """Derive the state of a card from its parts."""
    last_acts = {key: last.act for key, last in history.acts.items()}
    signed = frozenset(stop.kind for stop in history.stops)
    facts = CardFacts(
        revision=card.revision,
        operations=content.operations,
        last_acts=last_acts,
        signed_stops=signed,
        handed_over_at=card.handed_over_at,
        reviewed_at=card.reviewed_at,
        cancelled_at=card.cancelled_at,
    )
    return BenchFacts(
        content=content, state=card_state(facts), last_acts=last_acts, signed_stops=signed
    )


def operation_views(facts: BenchFacts, history: CardHistory) -> tuple[OperationView, ...]:
    """Return the steps of a card with who did them last and the minutes spent."""
    acts, spent = history.acts, history.minutes
    return tuple(
        OperationView(
            operation=operation,
            status=facts.status(operation),
            minutes_spent=spent.get(operation.key, 0),
            last_student_id=acts[operation.key].student_id if operation.key in acts else None,
            last_at=acts[operation.key].happened_at if operation.key in acts else None,
        )
        for operation in facts.content.operations
    )


Taken = list[tuple[CheckMeasurement, NonConformity | None]]


def read_measurements(session: Session, card_ids: Sequence[int]) -> dict[int, dict[str, Taken]]:
    """Return, by card and key of check, every measure with the decision taken on it."""
    statement = (
        select(CheckMeasurement, NonConformity)
        .outerjoin(NonConformity, NonConformity.measurement_id == CheckMeasurement.id)
        .where(CheckMeasurement.card_id.in_(card_ids))
        .order_by(CheckMeasurement.id)
    )
    found: dict[int, dict[str, Taken]] = {card_id: {} for card_id in card_ids}
    for measurement, decision in session.execute(statement):
        of_card = found[measurement.card_id]
        of_card.setdefault(measurement.check_key, []).append((measurement, decision))
    return found


def read_check(session: Session, card_id: int, check: CardCheck) -> CheckView:
    """Return one check of a card with the last measure of each side."""
    taken = read_measurements(session, [card_id])[card_id]
    return check_views((check,), taken)[0]


def check_views(checks: Iterable[CardCheck], taken: Mapping[str, Taken]) -> tuple[CheckView, ...]:
    """Return checks with the last measure of each side and its decision."""
    return tuple(_check_view(check, taken.get(check.key, [])) for check in checks)


def _check_view(check: CardCheck, taken: Taken) -> CheckView:
    if not taken:
        return CheckView(check=check, status=check_status(check, None))
    measures = [_measure_view(row) for row, _ in taken]
    last, decided = measures[-1], _decision_view(taken[-1][1])
    decision = decided.decision if decided else None
    return CheckView(
        check=check,
        status=check_status(
            check,
            MeasurementFact(value=last.value, decision=decision, taken_on=paris_day(last.taken_at)),
        ),
        student=_last_of(measures, by_student=True),
        teacher=_last_of(measures, by_student=False),
        last=last,
        earlier=tuple(measures[:-1]),
        decision=decided,
    )


def _last_of(measures: Sequence[MeasureView], *, by_student: bool) -> MeasureView | None:
    found = [one for one in measures if (one.student_id is not None) is by_student]
    return found[-1] if found else None


def _measure_view(row: CheckMeasurement) -> MeasureView:
    return MeasureView(
        id=row.id,
        value=Decimal(row.value),
        student_id=row.student_id,
        staff_name=row.staff_name,
        taken_at=row.taken_at,
        words=row.words,
    )


def _decision_view(row: NonConformity | None) -> DecisionView | None:
    if row is None:
        return None
    return DecisionView(
        decision=Decision(row.decision),
        reason=row.reason,
        name=row.decided_by_name,
        decided_at=row.decided_at,
    )
