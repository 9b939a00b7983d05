"""The states of an operation, a check and a card: derived from what happened, never typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shop.jobs.domain.content import CardOperation


class OperationStatus(StrEnum):
    """`to_check` waits for the teacher."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    TO_CHECK = "to_check"
    DONE = "done"

    @property
    def is_ticked(self) -> bool:
        """Tell whether the student's part is over."""
        return self in (OperationStatus.TO_CHECK, OperationStatus.DONE)


class ProgressAct(StrEnum):
    """What somebody did to an operation; the last act decides."""

    START = "start"
    TICK = "tick"
    CONFIRM = "confirm"
    REOPEN = "reopen"


class StopKind(StrEnum):
    """The two moments where an adult signs before the work goes on."""

    BEFORE_MAKING = "before_making"
    BEFORE_DELIVERY = "before_delivery"


class CardState(StrEnum):
    """Where a card is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    IN_PROGRESS = "in_progress"
    TO_CHECK = "to_check"
    READY = "ready"
    DELIVERED = "delivered"
    REVIEWED = "reviewed"
    CANCELLED = "cancelled"


AT_WORK = frozenset({CardState.PUBLISHED, CardState.IN_PROGRESS, CardState.TO_CHECK})


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What the state of a card follows from; `last_acts` is by key of operation."""

    revision: int
    operations: tuple[CardOperation, ...]
    last_acts: Mapping[str, ProgressAct]
    signed_stops: frozenset[StopKind]
    handed_over_at: datetime | None = None
    reviewed_at: datetime | None = None
    cancelled_at: datetime | None = None


def operation_status(operation: CardOperation, last_act: ProgressAct | None) -> OperationStatus:
    """Return the status of a step from the last thing that happened to it."""
    if last_act is None or last_act is ProgressAct.REOPEN:
        return OperationStatus.PENDING
    if last_act is ProgressAct.START:
        return OperationStatus.IN_PROGRESS
    if last_act is ProgressAct.TICK and operation.needs_teacher:
        return OperationStatus.TO_CHECK
    return OperationStatus.DONE


def card_state(facts: CardFacts) -> CardState:
    """Return the state of a card; the latest milestone wins."""
    if facts.cancelled_at is not None:
        return CardState.CANCELLED
    if facts.revision == 0:
        return CardState.DRAFT
    if facts.reviewed_at is not None:
        return CardState.REVIEWED
    if facts.handed_over_at is not None:
        return CardState.DELIVERED
    if StopKind.BEFORE_DELIVERY in facts.signed_stops:
        return CardState.READY
    return _state_at_work(facts)


def _state_at_work(facts: CardFacts) -> CardState:
    statuses = [operation_status(op, facts.last_acts.get(op.key)) for op in facts.operations]
    if statuses and all(status.is_ticked for status in statuses):
        return CardState.TO_CHECK
    has_begun = any(status is not OperationStatus.PENDING for status in statuses)
    return CardState.IN_PROGRESS if has_begun or facts.signed_stops else CardState.PUBLISHED


def ticked_keys(
    operations: Iterable[CardOperation], last_acts: Mapping[str, ProgressAct]
) -> frozenset[str]:
    """Return the keys of the steps whose student's part is over."""
    return frozenset(
        operation.key
        for operation in operations
        if operation_status(operation, last_acts.get(operation.key)).is_ticked
    )
