"""What was recorded of cards, read in one statement: publications, signatures, acts, time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, Row, Select, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from shop.db import UtcDateTime
from shop.jobs.domain.state import ProgressAct, StopKind
from shop.jobs.domain.views import RevisionView, StopView
from shop.jobs.models import (
    CardStop,
    JobCardRevision,
    JobOperation,
    OperationProgress,
    TimeLog,
)

Line = Row[*tuple[Any, ...]]
Lines = Select[*tuple[Any, ...]]
NO_ONE = cast(null(), Integer)
NO_END = cast(null(), UtcDateTime)
NO_TEXT = cast(literal(""), String)


class Source(StrEnum):
    """From which table a line of the history comes."""

    ACT = "act"
    PUBLICATION = "publication"
    SIGNATURE = "signature"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class LastAct:
    """The act that decides the status of a step."""

    act: ProgressAct
    student_id: int | None
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class CardHistory:
    """What happened to one card; acts and seconds by key of step, running time until `now`."""

    revisions: list[RevisionView] = field(default_factory=list)
    stops: list[StopView] = field(default_factory=list)
    acts: dict[str, LastAct] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def minutes(self) -> dict[str, int]:
        return {key: round(total / 60) for key, total in self.seconds.items()}


def read_histories(
    session: Session, card_ids: Sequence[int], now: datetime | None = None
) -> dict[int, CardHistory]:
    """Return the history of each card, oldest line first."""
    lines = union_all(*(select_of(card_ids) for select_of in _SELECTS)).order_by("number")
    histories = {card_id: CardHistory() for card_id in card_ids}
    for line in session.execute(lines):
        _ADDS[Source(line.source)](histories[line.card_id], line, now)
    return histories


def _publications(card_ids: Sequence[int]) -> Lines:
    return select(
        literal(Source.PUBLICATION.value).label("source"),
        JobCardRevision.card_id.label("card_id"),
        JobCardRevision.number.label("number"),
        NO_TEXT.label("key"),
        JobCardRevision.reason.label("text"),
        JobCardRevision.published_by_name.label("name"),
        NO_ONE.label("student_id"),
        JobCardRevision.published_at.label("at"),
        NO_END.label("until"),
    ).where(JobCardRevision.card_id.in_(card_ids))


def _signatures(card_ids: Sequence[int]) -> Lines:
    return select(
        literal(Source.SIGNATURE.value),
        CardStop.card_id,
        CardStop.id,
        CardStop.kind,
        CardStop.note,
        CardStop.signed_by_name,
        NO_ONE,
        CardStop.signed_at,
        NO_END,
    ).where(CardStop.card_id.in_(card_ids))


def _acts(card_ids: Sequence[int]) -> Lines:
    latest = (
        select(func.max(OperationProgress.id))
        .join(JobOperation, JobOperation.id == OperationProgress.operation_id)
        .where(JobOperation.card_id.in_(card_ids))
        .group_by(OperationProgress.operation_id)
    )
    return (
        select(
            literal(Source.ACT.value),
            JobOperation.card_id,
            OperationProgress.id,
            JobOperation.key,
            OperationProgress.act,
            NO_TEXT,
            OperationProgress.student_id,
            OperationProgress.happened_at,
            NO_END,
        )
        .join(JobOperation, JobOperation.id == OperationProgress.operation_id)
        .where(OperationProgress.id.in_(latest))
    )


def _times(card_ids: Sequence[int]) -> Lines:
    return (
        select(
            literal(Source.TIME.value),
            JobOperation.card_id,
            TimeLog.id,
            JobOperation.key,
            NO_TEXT,
            NO_TEXT,
            TimeLog.student_id,
            TimeLog.started_at,
            TimeLog.stopped_at,
        )
        .join(JobOperation, JobOperation.id == TimeLog.operation_id)
        .where(JobOperation.card_id.in_(card_ids))
    )


def _add_revision(history: CardHistory, line: Line, _: datetime | None) -> None:
    history.revisions.append(
        RevisionView(number=line.number, reason=line.text, name=line.name, published_at=line.at)
    )


def _add_stop(history: CardHistory, line: Line, _: datetime | None) -> None:
    history.stops.append(
        StopView(kind=StopKind(line.key), name=line.name, signed_at=line.at, note=line.text)
    )


def _add_act(history: CardHistory, line: Line, _: datetime | None) -> None:
    history.acts[line.key] = LastAct(ProgressAct(line.text), line.student_id, line.at)


def _add_time(history: CardHistory, line: Line, now: datetime | None) -> None:
    lasted = ((line.until or now or line.at) - line.at).total_seconds()
    history.seconds[line.key] = history.seconds.get(line.key, 0.0) + max(0.0, lasted)


_SELECTS = (_publications, _signatures, _acts, _times)
_ADDS: Mapping[Source, Callable[[CardHistory, Line, datetime | None], None]] = {
    Source.PUBLICATION: _add_revision,
    Source.SIGNATURE: _add_stop,
    Source.ACT: _add_act,
    Source.TIME: _add_time,
}
