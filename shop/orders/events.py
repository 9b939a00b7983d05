"""Facts announced by orders."""

from dataclasses import dataclass
from datetime import date, datetime

from shop.kernel.events import Event


@dataclass(frozen=True, slots=True)
class OrderPlaced(Event):
    """A customer committed to an order; the school has not accepted it yet."""

    order_id: int


@dataclass(frozen=True, slots=True)
class OrderAccepted(Event):
    """The school committed too: the work begins to exist.

    `by_itself` tells that a held place was enough: no teacher has read the order.
    """

    order_id: int
    accepted_at: datetime
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class OrderAmended(Event):
    """What is to be made changed, with the agreement of both sides."""

    order_id: int


@dataclass(frozen=True, slots=True)
class OrderDeclined(Event):
    """The school cannot do a purchase; all that was paid goes back."""

    order_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class OrderCancelled(Event):
    """The order ends without being made, by the customer, the office or time."""

    order_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class DueDateMoved(Event):
    """The promised day changed, and why."""

    order_id: int
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class MessagePosted(Event):
    """The customer or the office wrote on the page of the order."""

    order_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class OrderReady(Event):
    """What was ordered waits for its customer."""

    order_id: int


@dataclass(frozen=True, slots=True)
class OrderClosed(Event):
    """What was ordered is in the hands of its customer."""

    order_id: int


@dataclass(frozen=True, slots=True)
class OrderLinkAsked(Event):
    """Somebody with an expired link asked for a fresh one; it goes to the known address."""

    order_id: int


@dataclass(frozen=True, slots=True)
class AppointmentNear(Event):
    """The customer of an order is expected tomorrow."""

    order_id: int
