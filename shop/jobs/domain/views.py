"""What other rooms and pages read of a card."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from shop.jobs.domain.bench import BenchFacts, current_operation, delivery_gaps
from shop.jobs.domain.content import CardCheck, CardContent, CardOperation
from shop.jobs.domain.measuring import CheckStatus, Decision
from shop.jobs.domain.state import CardState, OperationStatus, StopKind
from shop.kernel.actor import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class CardHead:
    """A card in a list."""

    id: int
    reference: str
    order_id: int
    order_reference: str
    order_line_id: int
    section: Section
    family: str
    title: str
    state: CardState
    group_id: int | None
    week: date | None
    due_on: date | None
    revision: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One step and what happened to it; `minutes_spent` adds everybody's time up."""

    operation: CardOperation
    status: OperationStatus
    minutes_spent: int = 0
    last_student_id: int | None = None
    last_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.operation.key


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """One measure: whose, when, how much; `words` are its points or the marking of a tyre."""

    id: int
    value: Decimal
    student_id: int | None
    staff_name: str
    taken_at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """What an adult decided about a measure out of tolerance."""

    decision: Decision
    reason: str
    name: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One check with the last measure of each side; `last` is the one that counts, `earlier`
    are those it replaced, the first one first."""

    check: CardCheck
    status: CheckStatus
    student: MeasureView | None = None
    teacher: MeasureView | None = None
    last: MeasureView | None = None
    earlier: tuple[MeasureView, ...] = ()
    decision: DecisionView | None = None

    @property
    def key(self) -> str:
        return self.check.key

    @property
    def is_missing(self) -> bool:
        """Tell whether a measure is to take, or to take again."""
        return self.status in (CheckStatus.MISSING, CheckStatus.REDO)

    @property
    def waits_for_teacher(self) -> bool:
        """Tell whether an adult still has to measure for himself."""
        return self.check.adult_only and self.teacher is None

    @property
    def is_urgent(self) -> bool:
        """Tell whether a measure is there and an adult must act on it."""
        has_measure = self.last is not None
        return self.status is CheckStatus.OUT or (has_measure and self.waits_for_teacher)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopView:
    """A signature: who, when, with what remark."""

    kind: StopKind
    name: str
    signed_at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """One publication of a card and its reason."""

    number: int
    reason: str
    name: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A whole card. `content` is what students have: the last revision, or the draft before
    the first. `draft` is what the editor shows. Both show the bars of the joint plan of the
    saw the card is in, when it is in one.
    """

    head: CardHead
    content: CardContent
    draft: CardContent
    facts: BenchFacts
    operations: tuple[OperationView, ...]
    checks: tuple[CheckView, ...]
    stops: tuple[StopView, ...]
    revisions: tuple[RevisionView, ...]
    opened_at: datetime
    ready_at: datetime | None = None
    handed_over_at: datetime | None = None
    reviewed_at: datetime | None = None
    joint_id: int | None = None
    joint_reference: str = ""

    @property
    def id(self) -> int:
        return self.head.id

    @property
    def state(self) -> CardState:
        return self.head.state

    @property
    def has_unpublished_changes(self) -> bool:
        """Tell whether the draft differs from what students have."""
        return self.head.revision > 0 and self.draft != self.content

    @property
    def minutes_spent(self) -> int:
        return sum(view.minutes_spent for view in self.operations)

    @property
    def current(self) -> CardOperation | None:
        """Return the step in hand, None when all are ticked."""
        return current_operation(self.facts)

    @property
    def delivery_gaps(self) -> tuple[str, ...]:
        """Return, as sentences to translate, what keeps the work from being handed over."""
        statuses = {view.key: view.status for view in self.checks}
        uncountersigned = [view.key for view in self.checks if view.waits_for_teacher]
        return delivery_gaps(self.facts, statuses, uncountersigned)

    @property
    def done_count(self) -> int:
        return sum(view.status is OperationStatus.DONE for view in self.operations)

    def find_stop(self, kind: StopKind) -> StopView | None:
        """Return the signature of this stop, None while it waits."""
        return next((stop for stop in self.stops if stop.kind is kind), None)

    def find_operation(self, key: str) -> OperationView | None:
        """Return the step of this key, or None."""
        return next((view for view in self.operations if view.key == key), None)

    def find_check(self, key: str) -> CheckView | None:
        """Return the check of this key, or None."""
        return next((view for view in self.checks if view.key == key), None)

    def checks_after(self, operation_key: str) -> tuple[CheckView, ...]:
        """Return the checks that belong to a step."""
        return tuple(view for view in self.checks if view.check.operation == operation_key)
