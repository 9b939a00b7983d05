"""Reads of money."""

from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.orders.domain import OrderStatus, PaymentMeans
from shop.orders.models import Order, ScheduledPayment
from shop.orders.queries import asked_amount
from shop.payments.domain.attempts import AttemptStatus, AttemptView
from shop.payments.domain.ledger import (
    Balance,
    CheckKind,
    CheckView,
    PaymentView,
    Provider,
    RefundStatus,
    RefundView,
)
from shop.payments.domain.transfers import BankLineView, find_order_reference
from shop.payments.models import (
    BankLine,
    CheckoutAttempt,
    MoneyCheck,
    Payment,
    Receipt,
    Refund,
    WebhookEvent,
)
from shop.planning.models import Hold

SILENCE = timedelta(days=30)
MOST_ROWS = 200


def balance_of(session: Session, order_id: int) -> Balance:
    """Return what an order asks for, what came in and what goes back, from the ledger."""
    sums = (asked_amount(order_id), received_amount(order_id), refunded_amount(order_id))
    row = session.execute(select(*(one.scalar_subquery() for one in sums))).one()
    return Balance(*(amount or ZERO for amount in row))


def received_amount(order_id: int) -> Select[Money]:
    """Select what came in for an order in all."""
    return select(func.sum(Payment.amount)).where(Payment.order_id == order_id)


def refunded_amount(order_id: int) -> Select[Money]:
    """Select what of an order went back or is about to."""
    return select(func.sum(Refund.amount)).where(
        Refund.order_id == order_id, Refund.status != RefundStatus.FAILED
    )


def list_payments(session: Session, order_id: int) -> list[PaymentView]:
    """Return the ledger of an order, oldest first."""
    statement = _payments().where(Payment.order_id == order_id).order_by(Payment.id)
    return [_payment_view(row[0], row[1]) for row in session.execute(statement)]


def list_money(session: Session, order_id: int) -> tuple[list[PaymentView], list[RefundView]]:
    """Return what came in of an order and what goes back, oldest first: one query."""
    statement = (
        _payments()
        .add_columns(Refund)
        .outerjoin(Refund, Refund.payment_id == Payment.id)
        .where(Payment.order_id == order_id)
        .order_by(Payment.id, Refund.id)
    )
    rows = session.execute(statement).all()
    payments = {row[0].id: _payment_view(row[0], row[1]) for row in rows}
    refunds = {row[2].id: refund_view(row[2]) for row in rows if row[2] is not None}
    return list(payments.values()), [refunds[key] for key in sorted(refunds)]


def get_payment(session: Session, payment_id: int) -> PaymentView:
    """Return one line of the ledger; NotFound when there is none."""
    row = session.execute(_payments().where(Payment.id == payment_id)).one_or_none()
    if row is None:
        raise NotFound(N_("Ce paiement n’existe pas."))
    return _payment_view(row[0], row[1])


def cash_received(session: Session, order_id: int, *, except_ref: str = "") -> Money:
    """Return the coins and notes received for an order, one payment left out."""
    statement = select(func.sum(Payment.amount)).where(
        Payment.order_id == order_id,
        Payment.provider == Provider.CASH,
        Payment.external_ref != except_ref,
    )
    return session.scalar(statement) or ZERO


def list_latest_payments(session: Session, limit: int = 20) -> list[tuple[str, PaymentView]]:
    """Return (order reference, payment) of what came in last."""
    statement = (
        _payments()
        .add_columns(Order.reference)
        .join(Order, Order.id == Payment.order_id)
        .order_by(Payment.id.desc())
        .limit(limit)
    )
    return [(row[2], _payment_view(row[0], row[1])) for row in session.execute(statement)]


def list_refunds(session: Session, order_id: int) -> list[RefundView]:
    """Return what goes back of an order, oldest first."""
    statement = select(Refund).where(Refund.order_id == order_id).order_by(Refund.id)
    return [refund_view(row) for row in session.scalars(statement)]


def get_refund(session: Session, refund_id: int) -> RefundView:
    """Return one refund."""
    return refund_view(session.get_one(Refund, refund_id))


def refunded_of(session: Session, payment_id: int) -> Money:
    """Return what of one payment goes back already."""
    statement = select(func.sum(Refund.amount)).where(
        Refund.payment_id == payment_id, Refund.status != RefundStatus.FAILED
    )
    return session.scalar(statement) or ZERO


def is_refund_asked(session: Session, one_time_key: str) -> bool:
    """Tell whether the form with this key already asked for its refund."""
    statement = select(Refund.id).where(
        Refund.one_time_key.startswith(f"{one_time_key}:", autoescape=True)
    )
    return session.scalars(statement).first() is not None


def has_unsent_refund(session: Session, payment_id: int, amount: Money) -> bool:
    """Tell whether a refund of this amount is on its way to the card company."""
    statement = select(Refund.id).where(
        Refund.payment_id == payment_id,
        Refund.amount == amount,
        Refund.status == RefundStatus.REQUESTED,
        Refund.external_ref.is_(None),
    )
    return session.scalars(statement).first() is not None


def find_refund_id(session: Session, external_ref: str) -> int | None:
    """Return the refund the card company knows under this name."""
    statement = select(Refund.id).where(Refund.external_ref == external_ref)
    return session.scalars(statement).one_or_none()


def find_payment_id(session: Session, external_ref: str) -> tuple[int, int] | None:
    """Return (payment, order) of money known outside under this name."""
    statement = select(Payment.id, Payment.order_id).where(Payment.external_ref == external_ref)
    row = session.execute(statement).first()
    return None if row is None else (row[0], row[1])


def get_attempt(session: Session, attempt_id: int) -> AttemptView:
    """Return one try at paying by card; NotFound when there is none."""
    row = session.get(CheckoutAttempt, attempt_id)
    if row is None:
        raise NotFound(N_("Cette tentative de paiement n’existe pas."))
    return attempt_view(row)


def find_attempt_of_session(session: Session, session_id: str) -> AttemptView | None:
    """Return the try this payment page belongs to."""
    statement = select(CheckoutAttempt).where(CheckoutAttempt.session_id == session_id)
    row = session.scalars(statement).one_or_none()
    return None if row is None else attempt_view(row)


def list_attempts(session: Session, order_id: int) -> list[AttemptView]:
    """Return the tries of an order, latest first."""
    statement = (
        select(CheckoutAttempt)
        .where(CheckoutAttempt.order_id == order_id)
        .order_by(CheckoutAttempt.number.desc())
    )
    return [attempt_view(row) for row in session.scalars(statement)]


def list_open_attempts(session: Session, before: datetime) -> list[tuple[str, AttemptView]]:
    """Return (order reference, try) of the pages still open here that began before an instant."""
    statement = (
        select(Order.reference, CheckoutAttempt)
        .join(Order, Order.id == CheckoutAttempt.order_id)
        .where(
            CheckoutAttempt.status == AttemptStatus.OPEN,
            CheckoutAttempt.session_id.is_not(None),
            CheckoutAttempt.created_at < before,
        )
        .order_by(CheckoutAttempt.id)
        .limit(MOST_ROWS)
    )
    return [(row[0], attempt_view(row[1])) for row in session.execute(statement)]


def list_unpaid_card_orders(session: Session, *, before: datetime, now: datetime) -> list[int]:
    """Return the card purchases whose time to pay may be over, oldest first.

    Those with a held place when the hold has run out; the others when they were placed
    before the given instant. A try whose page is still open keeps its order.
    """
    open_try = (
        select(CheckoutAttempt.id)
        .where(
            CheckoutAttempt.order_id == Order.id,
            CheckoutAttempt.status == AttemptStatus.OPEN,
            CheckoutAttempt.expires_at > now,
        )
        .exists()
    )
    live_hold = (
        select(Hold.id).where(Hold.holder_key == Order.holder_key, Hold.expires_at > now).exists()
    )
    statement = (
        select(Order.id)
        .where(
            Order.status == OrderStatus.PLACED,
            Order.means == PaymentMeans.CARD,
            Order.submitted_at.is_(None),
            ~open_try,
            ~live_hold,
            Order.holder_key.is_not(None) | (Order.placed_at < before),
        )
        .order_by(Order.id)
        .limit(MOST_ROWS)
    )
    return list(session.scalars(statement))


def list_orders_with_dated_payments(session: Session, before: date) -> list[int]:
    """Return the orders not ended that ask for a payment dated before a day."""
    statement = (
        select(Order.id)
        .join(ScheduledPayment, ScheduledPayment.order_id == Order.id)
        .where(
            Order.status.in_((OrderStatus.PLACED, OrderStatus.ACCEPTED)),
            ScheduledPayment.due_on < before,
        )
        .distinct()
        .order_by(Order.id)
    )
    return list(session.scalars(statement))


def list_checks(session: Session) -> list[CheckView]:
    """Return what about money waits for the office, oldest first."""
    statement = (
        select(MoneyCheck, Order.reference)
        .outerjoin(Order, Order.id == MoneyCheck.order_id)
        .where(MoneyCheck.closed_at.is_(None))
        .order_by(MoneyCheck.id)
        .limit(MOST_ROWS)
    )
    return [
        CheckView(
            id=row.id,
            kind=CheckKind(row.kind),
            order_id=row.order_id,
            order_reference=reference or "",
            amount=row.amount,
            detail=row.detail,
            opened_at=row.opened_at,
        )
        for row, reference in session.execute(statement)
    ]


def list_bank_lines_to_match(session: Session) -> list[BankLineView]:
    """Return the credits of the bank nobody has matched or set aside, oldest first."""
    statement = (
        select(BankLine)
        .where(BankLine.payment_id.is_(None), BankLine.set_aside_at.is_(None))
        .order_by(BankLine.booked_on, BankLine.id)
        .limit(MOST_ROWS)
    )
    return [
        BankLineView(
            id=row.id,
            booked_on=row.booked_on,
            label=row.label,
            amount=row.amount,
            suggestion=find_order_reference(row.label) or _same_amount(session, row.amount),
        )
        for row in session.scalars(statement)
    ]


def webhooks_are_silent(session: Session, now: datetime) -> bool:
    """Tell whether card money came in lately while the card company sent no message."""
    since = now - SILENCE
    paid = session.scalar(
        select(func.count())
        .select_from(Payment)
        .where(Payment.provider == Provider.CARD, Payment.received_at > since)
    )
    heard = session.scalar(
        select(func.count()).select_from(WebhookEvent).where(WebhookEvent.received_at > since)
    )
    return bool(paid) and not heard


def find_receipt(session: Session, payment_id: int) -> tuple[str, int] | None:
    """Return (number, stored file) of the receipt of a payment."""
    row = session.execute(
        select(Receipt.reference, Receipt.file_id).where(Receipt.payment_id == payment_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def attempt_view(row: CheckoutAttempt) -> AttemptView:
    return AttemptView(
        id=row.id,
        order_id=row.order_id,
        number=row.number,
        amount=row.amount,
        status=AttemptStatus(row.status),
        session_id=row.session_id,
        url=row.url,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )


def refund_view(row: Refund) -> RefundView:
    return RefundView(
        id=row.id,
        order_id=row.order_id,
        amount=row.amount,
        status=RefundStatus(row.status),
        reason=row.reason,
        asked_at=row.asked_at,
    )


def _same_amount(session: Session, amount: Money) -> str:
    """Suggest the only unpaid transfer order that asks for exactly this amount."""
    paid = select(Payment.id).where(Payment.order_id == Order.id).exists()
    statement = (
        select(Order.reference)
        .join(ScheduledPayment, ScheduledPayment.order_id == Order.id)
        .where(
            Order.means == PaymentMeans.TRANSFER,
            Order.status.in_((OrderStatus.PLACED, OrderStatus.ACCEPTED)),
            ScheduledPayment.amount == amount,
            ~paid,
        )
        .limit(2)
    )
    found = list(session.scalars(statement))
    return found[0] if len(found) == 1 else ""


def _payments() -> Select[Payment, Receipt]:
    return select(Payment, Receipt).outerjoin(Receipt, Receipt.payment_id == Payment.id)


def _payment_view(row: Payment, receipt: Receipt | None) -> PaymentView:
    return PaymentView(
        id=row.id,
        order_id=row.order_id,
        provider=Provider(row.provider),
        external_ref=row.external_ref,
        amount=row.amount,
        received_at=row.received_at,
        receipt_reference=receipt.reference if receipt else "",
        receipt_file_id=receipt.file_id if receipt else None,
    )
