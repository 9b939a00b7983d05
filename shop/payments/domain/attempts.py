"""One try at paying by card: a session at the card company, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shop.kernel.money import Money

# The card company accepts ends from 30 minutes on; the held place outlives the session.
SESSION_LIFE = timedelta(minutes=35)
START_GRACE = timedelta(minutes=4)
HOLD_MARGIN = timedelta(minutes=10)


class AttemptStatus(StrEnum):
    """The life of one try."""

    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"
    FAILED = "failed"


class AttemptAction(StrEnum):
    """What the card company may tell about a try."""

    PAY = "pay"
    EXPIRE = "expire"
    FAIL = "fail"


ATTEMPT_LIFE: Mapping[tuple[AttemptStatus, AttemptAction], AttemptStatus] = {
    (AttemptStatus.OPEN, AttemptAction.PAY): AttemptStatus.PAID,
    (AttemptStatus.OPEN, AttemptAction.EXPIRE): AttemptStatus.EXPIRED,
    (AttemptStatus.OPEN, AttemptAction.FAIL): AttemptStatus.FAILED,
    # Real money is never refused: it may come after we gave the try up.
    (AttemptStatus.EXPIRED, AttemptAction.PAY): AttemptStatus.PAID,
    (AttemptStatus.FAILED, AttemptAction.PAY): AttemptStatus.PAID,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutRequest:
    """What the card company needs to know to take a payment.

    `key` makes the same request answered by the same session: reference and attempt number.
    """

    key: str
    attempt_id: int
    reference: str
    label: str
    amount: Money
    email: str
    language: str
    success_url: str
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StartedCheckout:
    """A session at the card company and the page where the customer pays."""

    session_id: str
    url: str


class SessionState(StrEnum):
    """What a session at the card company is."""

    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """What the card company says of a session, asked of it directly.

    `reference` and `attempt_id` are what we wrote in it; `payment_ref` names the money and
    is empty until some came.
    """

    session_id: str
    state: SessionState
    is_paid: bool
    amount: Money
    currency: str
    reference: str
    attempt_id: int | None
    payment_ref: str


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One try as pages and reconciliation read it."""

    id: int
    order_id: int
    number: int
    amount: Money
    status: AttemptStatus
    session_id: str | None
    url: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class GatewayEvent:
    """A message of the card company whose signature was right."""

    id: str
    kind: str
    object_id: str
    is_live: bool
    amount: Money
    payment_ref: str
    status: str


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """What the card company says of a refund."""

    external_ref: str
    is_done: bool
    has_failed: bool
