"""The one door of money: webhook, return page, bank statement and office all come through it."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope
from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.domain import OrderStatus, OrderView
from shop.orders.life import lock_order
from shop.orders.services import submit_order
from shop.payments.domain.ledger import CheckKind, Provider
from shop.payments.events import PaymentReceived
from shop.payments.models import Payment
from shop.payments.queries import balance_of
from shop.payments.services.checks import open_check
from shop.tasks.services import enqueue

ISSUE_RECEIPT = "issue_receipt"
ENDED = frozenset({OrderStatus.CANCELLED, OrderStatus.DECLINED})


def record_payment(
    scope: Scope,
    *,
    order_id: int,
    provider: Provider,
    external_ref: str,
    amount: Money,
    received_at: datetime,
) -> bool:
    """Write money that came in; False when this very money is known already.

    Real money is never refused: late, too much or for a place that is gone, it is kept and
    the office is told. A purchase paid in full goes before the school, in this transaction.
    """
    if amount <= ZERO:
        raise Refusal(N_("Un paiement est un montant au-dessus de zéro."), field="amount")
    order = lock_order(scope, order_id)
    payment_id = _insert_once(scope, order_id, provider, external_ref, amount, received_at)
    if payment_id is None:
        return False
    enqueue(scope, ISSUE_RECEIPT, {"payment_id": payment_id}, unique_key=f"receipt:{payment_id}")
    _submit_when_paid(scope, order, payment_id)
    _look_for_surprises(scope, order, payment_id, amount)
    scope.announce(PaymentReceived(order_id, amount, payment_id))
    return True


def _insert_once(
    scope: Scope,
    order_id: int,
    provider: Provider,
    external_ref: str,
    amount: Money,
    received_at: datetime,
) -> int | None:
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = (
        insert(Payment)
        .values(
            order_id=order_id,
            provider=provider,
            external_ref=external_ref,
            amount=amount,
            received_at=received_at,
            recorded_at=scope.now,
            recorded_by=scope.actor.name,
        )
        .on_conflict_do_nothing(index_elements=["provider", "external_ref"])
        .returning(Payment.id)
    )
    return scope.session.execute(statement).scalar_one_or_none()


def _submit_when_paid(scope: Scope, order: OrderView, payment_id: int) -> None:
    """Put a purchase paid in full before the school; a lost place never undoes the payment."""
    if order.status is not OrderStatus.PLACED or balance_of(scope.session, order.id).due > ZERO:
        return
    try:
        with scope.session.begin_nested():
            submit_order(scope, order.id)
    except Refusal as refusal:
        open_check(
            scope,
            CheckKind.LATE,
            f"payment:{payment_id}",
            amount=balance_of(scope.session, order.id).paid,
            detail=str(refusal),
            order_id=order.id,
        )


def _look_for_surprises(scope: Scope, order: OrderView, payment_id: int, amount: Money) -> None:
    balance = balance_of(scope.session, order.id)
    if order.status in ENDED:
        kind, told = CheckKind.LATE, amount
    elif balance.excess > ZERO:
        kind, told = CheckKind.TOO_MUCH, balance.excess
    else:
        return
    open_check(scope, kind, f"payment:{payment_id}", amount=told, order_id=order.id)
