"""What was asked, what came, what went back: states are computed, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shop.kernel.money import ZERO, Money, total
from shop.orders.pricing import ScheduleRow


class Provider(StrEnum):
    """The way money came in."""

    CARD = "card"
    TRANSFER = "transfer"
    CASH = "cash"
    CHEQUE = "cheque"
    DEMO = "demo"


class PaymentState(StrEnum):
    """How far an order is paid."""

    UNPAID = "unpaid"
    PART_PAID = "part_paid"
    PAID = "paid"
    OVERPAID = "overpaid"


class RefundStatus(StrEnum):
    """The life of one refund: asked of the bank or the office, then done, or failed."""

    REQUESTED = "requested"
    DONE = "done"
    FAILED = "failed"


class CheckKind(StrEnum):
    """Why the office must look at some money."""

    LATE = "late"
    TOO_MUCH = "too_much"
    OTHER_AMOUNT = "other_amount"
    NO_ORDER = "no_order"
    DISPUTE = "dispute"
    REFUND_FAILED = "refund_failed"
    REFUND_BY_HAND = "refund_by_hand"
    CANCELLED_PAID = "cancelled_paid"


@dataclass(frozen=True, slots=True)
class Balance:
    """What an order asks for, what came in and what went back or is about to."""

    asked: Money
    received: Money
    refunded: Money = ZERO

    @property
    def paid(self) -> Money:
        return self.received - self.refunded

    @property
    def due(self) -> Money:
        """Return what is still missing in all; never negative."""
        return max(ZERO, self.asked - self.paid)

    @property
    def excess(self) -> Money:
        return max(ZERO, self.paid - self.asked)

    @property
    def refundable(self) -> Money:
        """Return what may still go back: never more than what came in."""
        return max(ZERO, self.paid)

    @property
    def state(self) -> PaymentState:
        if self.paid > self.asked:
            return PaymentState.OVERPAID
        if self.paid == self.asked:
            return PaymentState.PAID
        return PaymentState.PART_PAID if self.paid > ZERO else PaymentState.UNPAID


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row of the schedule and what of it is still missing."""

    row: ScheduleRow
    missing: Money

    @property
    def is_settled(self) -> bool:
        return self.missing == ZERO


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One line of the ledger."""

    id: int
    order_id: int
    provider: Provider
    external_ref: str
    amount: Money
    received_at: datetime
    receipt_reference: str
    receipt_file_id: int | None


@dataclass(frozen=True, slots=True)
class RefundView:
    """One refund as both sides read it."""

    id: int
    order_id: int
    amount: Money
    status: RefundStatus
    reason: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class CheckView:
    """One thing about money that waits for the office."""

    id: int
    kind: CheckKind
    order_id: int | None
    order_reference: str
    amount: Money
    detail: str
    opened_at: datetime


def settle(schedule: Iterable[ScheduleRow], paid: Money) -> tuple[DueRow, ...]:
    """Put what was paid on the rows of the schedule, in their order."""
    rest, found = max(ZERO, paid), []
    for row in schedule:
        covered = min(rest, row.amount)
        rest -= covered
        found.append(DueRow(row, row.amount - covered))
    return tuple(found)


def balance_from(
    schedule: Iterable[ScheduleRow], payments: Iterable[PaymentView], refunds: Iterable[RefundView]
) -> Balance:
    """Return the balance of an order whose ledger has been read; failed refunds went nowhere."""
    return Balance(
        total(row.amount for row in schedule),
        total(payment.amount for payment in payments),
        total(one.amount for one in refunds if one.status is not RefundStatus.FAILED),
    )


def due_now(schedule: Iterable[ScheduleRow], paid: Money, *, is_ready: bool) -> Money:
    """Return what the customer should pay now.

    Rows with a day are asked for at once; those without one when the order is ready.
    """
    rows = settle(schedule, paid)
    asked = [due.missing for due in rows if due.row.due_on is not None or is_ready]
    return sum(asked, start=ZERO)


def is_overdue(schedule: Iterable[ScheduleRow], paid: Money, today: date) -> bool:
    """Tell whether a dated row is still missing after its day."""
    return any(
        due.row.due_on is not None and due.row.due_on < today and not due.is_settled
        for due in settle(schedule, paid)
    )
