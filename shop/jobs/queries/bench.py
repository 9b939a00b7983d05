"""What happened to the steps, checks and stops of cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.jobs.domain.bench import BenchFacts
from shop.jobs.domain.content import CardCheck, CardContent
from shop.jobs.domain.measuring import Decision, MeasurementFact, check_status
from shop.jobs.domain.state import CardFacts, ProgressAct, StopKind, card_state
from shop.jobs.domain.views import (
    CheckView,
    DecisionView,
    MeasureView,
    OperationView,
    StopView,
)
from shop.jobs.models import (
    CardStop,
    CheckMeasurement,
    JobCard,
    JobCardRevision,
    JobOperation,
    NonConformity,
    OperationProgress,
    TimeLog,
)


@dataclass(frozen=True, slots=True)
class LastAct:
    """The act that decides the status of a step."""

    act: ProgressAct
    student_id: int | None
    happened_at: datetime


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


def published_content(session: Session, card: JobCard) -> CardContent:
    """Return what students have: the last revision, or the draft before the first."""
    if card.revision == 0:
        return CardContent.from_data(card.draft)
    statement = select(JobCardRevision.content).where(
        JobCardRevision.card_id == card.id, JobCardRevision.number == card.revision
    )
    return CardContent.from_data(session.execute(statement).scalar_one())


def read_last_acts(session: Session, card_id: int) -> dict[str, LastAct]:
    """Return the deciding act of each step of a card, by key."""
    latest = (
        select(func.max(OperationProgress.id))
        .join(JobOperation, JobOperation.id == OperationProgress.operation_id)
        .where(JobOperation.card_id == card_id)
        .group_by(OperationProgress.operation_id)
    )
    statement = (
        select(JobOperation.key, OperationProgress)
        .join(JobOperation, JobOperation.id == OperationProgress.operation_id)
        .where(OperationProgress.id.in_(latest))
    )
    return {
        key: LastAct(ProgressAct(row.act), row.student_id, row.happened_at)
        for key, row in session.execute(statement)
    }


def read_stops(session: Session, card_id: int) -> tuple[StopView, ...]:
    """Return the signatures of a card in the order they were given."""
    statement = select(CardStop).where(CardStop.card_id == card_id).order_by(CardStop.id)
    return tuple(
        StopView(
            kind=StopKind(row.kind),
            name=row.signed_by_name,
            signed_at=row.signed_at,
            note=row.note,
        )
        for row in session.scalars(statement)
    )


def read_bench(session: Session, card: JobCard) -> BenchFacts:
    """Return what decides who may work on a card now."""
    content = published_content(session, card)
    acts = {key: last.act for key, last in read_last_acts(session, card.id).items()}
    stops = frozenset(stop.kind for stop in read_stops(session, card.id))
    return bench_facts(card, content, acts, stops)


def bench_facts(
    card: JobCard,
    content: CardContent,
    acts: dict[str, ProgressAct],
    stops: frozenset[StopKind],
) -> BenchFacts:
    """Derive the state of a card from its parts."""
    facts = CardFacts(
        revision=card.revision,
        operations=content.operations,
        last_acts=acts,
        signed_stops=stops,
        handed_over_at=card.handed_over_at,
        reviewed_at=card.reviewed_at,
        cancelled_at=card.cancelled_at,
    )
    return BenchFacts(content=content, state=card_state(facts), last_acts=acts, signed_stops=stops)


def read_operations(
    session: Session, card_id: int, facts: BenchFacts, acts: dict[str, LastAct], now: datetime
) -> tuple[OperationView, ...]:
    """Return the steps of a card with the minutes spent; running logs count until `now`."""
    spent = _minutes_spent(session, card_id, now)
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


def _minutes_spent(session: Session, card_id: int, now: datetime) -> dict[str, int]:
    statement = (
        select(JobOperation.key, TimeLog.started_at, TimeLog.stopped_at)
        .join(JobOperation, JobOperation.id == TimeLog.operation_id)
        .where(JobOperation.card_id == card_id)
    )
    seconds: dict[str, float] = {}
    for key, started_at, stopped_at in session.execute(statement):
        lasted = ((stopped_at or now) - started_at).total_seconds()
        seconds[key] = seconds.get(key, 0.0) + max(0.0, lasted)
    return {key: round(total / 60) for key, total in seconds.items()}


def read_checks(
    session: Session, card_id: int, checks: Iterable[CardCheck]
) -> tuple[CheckView, ...]:
    """Return the checks of a card with the last measure of each side and its decision."""
    statement = (
        select(CheckMeasurement, NonConformity)
        .outerjoin(NonConformity, NonConformity.measurement_id == CheckMeasurement.id)
        .where(CheckMeasurement.card_id == card_id)
        .order_by(CheckMeasurement.id)
    )
    taken: dict[str, list[tuple[CheckMeasurement, NonConformity | None]]] = {}
    for measurement, decision in session.execute(statement):
        taken.setdefault(measurement.check_key, []).append((measurement, decision))
    return tuple(_check_view(check, taken.get(check.key, [])) for check in checks)


def _check_view(
    check: CardCheck, taken: Sequence[tuple[CheckMeasurement, NonConformity | None]]
) -> CheckView:
    if not taken:
        return CheckView(check=check, status=check_status(check, None))
    measures = [_measure_view(row) for row, _ in taken]
    last, decided = measures[-1], _decision_view(taken[-1][1])
    decision = decided.decision if decided else None
    return CheckView(
        check=check,
        status=check_status(check, MeasurementFact(value=last.value, decision=decision)),
        student=_last_of(measures, by_student=True),
        teacher=_last_of(measures, by_student=False),
        last=last,
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
