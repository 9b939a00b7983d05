"""Facts announced by payments."""

from dataclasses import dataclass

from shop.kernel.events import Event
from shop.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PaymentReceived(Event):
    """Real money came in for an order, whatever the state of the order."""

    order_id: int
    amount: Money
    payment_id: int


@dataclass(frozen=True, slots=True)
class RefundDone(Event):
    """Money went back to the customer."""

    order_id: int
    amount: Money
    refund_id: int


@dataclass(frozen=True, slots=True)
class ReceiptIssued(Event):
    """A payment has its numbered receipt."""

    order_id: int
    payment_id: int


@dataclass(frozen=True, slots=True)
class PaymentLate(Event):
    """A dated payment has not come, days after its day."""

    order_id: int
