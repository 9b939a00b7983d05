"""Builders of money: plain and unsurprising."""

from datetime import date, timedelta

from shop.db import Scope
from shop.kernel.money import Money
from shop.orders.domain import PaymentMeans
from shop.payments.domain.attempts import AttemptStatus, SessionFacts, SessionState
from shop.payments.domain.ledger import CheckKind, Provider, RefundStatus
from shop.payments.models import (
    BankLine,
    CheckoutAttempt,
    MoneyCheck,
    Payment,
    Receipt,
    Refund,
    WebhookEvent,
)
from shop.payments.services.ledger import record_payment
from tests.builders.orders import place
from tests.conftest import NOW

FULL = Money(18000)


def pay(
    scope: Scope,
    order_id: int,
    amount: Money = FULL,
    *,
    provider: Provider = Provider.TRANSFER,
    external_ref: str = "ref-1",
) -> bool:
    """Record money through the one door."""
    return record_payment(
        scope,
        order_id=order_id,
        provider=provider,
        external_ref=external_ref,
        amount=amount,
        received_at=NOW,
    )


def paid_order(scope: Scope, *, key: str = "key-1", means: PaymentMeans = PaymentMeans.CARD) -> int:
    """Place an order of 180 € and pay it by transfer."""
    order_id = place(scope, one_time_key=key, means=means)
    pay(scope, order_id, external_ref=f"ref-{key}")
    return order_id


def facts_of(
    session_id: str = "cs_1",
    *,
    attempt_id: int | None = None,
    reference: str = "CO-2026-0001",
    is_paid: bool = True,
    amount: Money = FULL,
    currency: str = "eur",
    state: SessionState = SessionState.COMPLETE,
) -> SessionFacts:
    return SessionFacts(
        session_id=session_id,
        state=state,
        is_paid=is_paid,
        amount=amount,
        currency=currency,
        reference=reference,
        attempt_id=attempt_id,
        payment_ref=f"pi_{session_id}" if is_paid else "",
    )


def build_payment(order_id: int, amount: Money = FULL, external_ref: str = "ref-1") -> Payment:
    return Payment(
        order_id=order_id,
        provider=Provider.TRANSFER,
        external_ref=external_ref,
        amount=amount,
        received_at=NOW,
        recorded_at=NOW,
        recorded_by="système",
    )


def build_refund(order_id: int, payment_id: int, amount: Money = FULL) -> Refund:
    return Refund(
        order_id=order_id,
        payment_id=payment_id,
        amount=amount,
        status=RefundStatus.REQUESTED,
        reason="Trop perçu",
        one_time_key="refund-1",
        asked_at=NOW,
    )


def build_checkout_attempt(
    order_id: int, number: int = 1, *, session_id: str | None = None
) -> CheckoutAttempt:
    return CheckoutAttempt(
        order_id=order_id,
        number=number,
        amount=FULL,
        status=AttemptStatus.OPEN,
        created_at=NOW,
        expires_at=NOW + timedelta(minutes=35),
        session_id=session_id,
    )


def build_webhook_event(event_id: str = "evt_1") -> WebhookEvent:
    return WebhookEvent(
        event_id=event_id, kind="checkout.session.completed", object_id="cs_1", received_at=NOW
    )


def build_bank_line(label: str = "VIR RF60CO20260001", amount: Money = FULL) -> BankLine:
    return BankLine(
        fingerprint=f"{label}-{amount.cents}",
        booked_on=date(2026, 11, 19),
        label=label,
        amount=amount,
        imported_at=NOW,
    )


def build_money_check(kind: CheckKind = CheckKind.TOO_MUCH, key: str = "x") -> MoneyCheck:
    return MoneyCheck(kind=kind, unique_key=key, amount=FULL, detail="", opened_at=NOW)


def build_receipt(payment_id: int, file_id: int) -> Receipt:
    return Receipt(payment_id=payment_id, reference="RC-2026-0001", file_id=file_id, issued_at=NOW)
