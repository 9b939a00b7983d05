"""Money that goes back: asked for once, sent by the worker or by the office."""

from collections.abc import Callable, Mapping
from typing import Any

from shop.db import Scope, lock
from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.events import OrderCancelled, OrderDeclined
from shop.orders.life import lock_order
from shop.payments.domain.attempts import RefundFacts
from shop.payments.domain.ledger import CheckKind, PaymentView, Provider, RefundStatus
from shop.payments.events import RefundDone
from shop.payments.gateway import CardGateway
from shop.payments.models import Refund
from shop.payments.queries import (
    balance_of,
    find_payment_id,
    find_refund_id,
    get_payment,
    has_unsent_refund,
    list_payments,
    refunded_of,
)
from shop.payments.services.checks import open_check
from shop.tasks.services import enqueue

SEND_REFUND = "send_refund"
BY_CARD = frozenset({Provider.CARD, Provider.DEMO})


def refund_declined_order(event: OrderDeclined, scope: Scope) -> None:
    """Give everything back when the school declines a purchase."""
    refund_everything(scope, event.order_id, event.reason)


def look_at_cancelled_order(event: OrderCancelled, scope: Scope) -> None:
    """Ask the office what goes back when an order with money on it is cancelled."""
    paid = balance_of(scope.session, event.order_id).paid
    if paid > ZERO:
        open_check(
            scope,
            CheckKind.CANCELLED_PAID,
            f"order:{event.order_id}",
            amount=paid,
            detail=event.reason,
            order_id=event.order_id,
        )


def refund_everything(scope: Scope, order_id: int, reason: str) -> Money:
    """Ask for the return of all that is left of every payment; return how much goes back."""
    lock_order(scope, order_id)
    back = ZERO
    for payment in list_payments(scope.session, order_id):
        rest = payment.amount - refunded_of(scope.session, payment.id)
        if rest > ZERO:
            _ask(scope, payment, rest, reason, f"all:{payment.id}:{rest.cents}")
            back += rest
    return back


def refund_part(
    scope: Scope, order_id: int, amount: Money, reason: str, *, one_time_key: str
) -> None:
    """Give part of an order's money back, latest payment first; the same key asks once.

    Refused when it is more than what is still here.
    """
    lock_order(scope, order_id)
    if (
        scope.session.query(Refund)
        .filter(Refund.one_time_key.startswith(one_time_key, autoescape=True))
        .count()
    ):
        return
    if not ZERO < amount <= balance_of(scope.session, order_id).refundable:
        raise Refusal(N_("On ne peut pas rembourser plus que ce qui a été reçu."), field="amount")
    rest = amount
    for payment in reversed(list_payments(scope.session, order_id)):
        part = min(rest, payment.amount - refunded_of(scope.session, payment.id))
        if part > ZERO:
            _ask(scope, payment, part, reason, f"{one_time_key}:{payment.id}")
            rest -= part


def _ask(scope: Scope, payment: PaymentView, amount: Money, reason: str, key: str) -> None:
    refund = Refund(
        order_id=payment.order_id,
        payment_id=payment.id,
        amount=amount,
        status=RefundStatus.REQUESTED,
        reason=reason,
        one_time_key=key,
        asked_at=scope.now,
    )
    scope.session.add(refund)
    scope.session.flush()
    if payment.provider in BY_CARD:
        enqueue(scope, SEND_REFUND, {"refund_id": refund.id}, unique_key=f"refund:{refund.id}")
    else:
        open_check(
            scope,
            CheckKind.REFUND_BY_HAND,
            f"refund:{refund.id}",
            amount=amount,
            detail=reason,
            order_id=payment.order_id,
            refund_id=refund.id,
        )


def send_refund_with(
    gateway: CardGateway | None,
) -> Callable[[Scope, Mapping[str, Any]], None]:
    """Return the task handler that sends a refund to the card company, once."""

    def send_refund(scope: Scope, payload: Mapping[str, Any]) -> None:
        refund = scope.session.get_one(Refund, payload["refund_id"])
        lock_order(scope, refund.order_id)
        scope.session.refresh(refund)
        payment = get_payment(scope.session, refund.payment_id)
        if refund.status != RefundStatus.REQUESTED or refund.external_ref is not None:
            return
        if gateway is None or gateway.provider is not payment.provider:
            _hand_to_office(scope, refund)
            return
        key = f"refund-{refund.id}"
        settle_refund(scope, refund, gateway.refund(payment.external_ref, refund.amount, key))

    return send_refund


def settle_refund(scope: Scope, refund: Refund, facts: RefundFacts) -> None:
    """Write what the card company says of a refund."""
    refund.external_ref = facts.external_ref
    if facts.has_failed:
        refund.status = RefundStatus.FAILED
        open_check(
            scope,
            CheckKind.REFUND_FAILED,
            f"refund:{refund.id}",
            amount=refund.amount,
            detail=refund.reason,
            order_id=refund.order_id,
        )
    elif facts.is_done and refund.status != RefundStatus.DONE:
        _done(scope, refund)
    scope.session.flush()


def confirm_refund_by_hand(scope: Scope, refund_id: int) -> None:
    """Say that the office gave the money back itself; twice counts once."""
    refund = lock(scope.session, Refund, refund_id)
    if refund.status == RefundStatus.REQUESTED:
        _done(scope, refund)
        scope.session.flush()


def hear_of_refund(scope: Scope, facts: RefundFacts, amount: Money, payment_ref: str) -> None:
    """Take a message about a refund into account, even one made on the card company's site."""
    known = find_payment_id(scope.session, payment_ref)
    if known is None:
        return
    payment_id, order_id = known
    lock_order(scope, order_id)
    refund_id = find_refund_id(scope.session, facts.external_ref)
    if refund_id is not None:
        settle_refund(scope, lock(scope.session, Refund, refund_id), facts)
    elif not facts.has_failed and not _is_ours(scope, payment_id, amount):
        _adopt(scope, payment_id, order_id, amount, facts)


def _is_ours(scope: Scope, payment_id: int, amount: Money) -> bool:
    """Tell whether a refund of ours, just sent, is the one spoken of: its answer will name it."""
    return has_unsent_refund(scope.session, payment_id, amount)


def _adopt(scope: Scope, payment_id: int, order_id: int, amount: Money, facts: RefundFacts) -> None:
    payment = get_payment(scope.session, payment_id)
    rest = payment.amount - refunded_of(scope.session, payment_id)
    if amount > rest:
        open_check(
            scope,
            CheckKind.OTHER_AMOUNT,
            f"refund:{facts.external_ref}",
            amount=amount,
            detail=facts.external_ref,
            order_id=order_id,
        )
        return
    refund = Refund(
        order_id=order_id,
        payment_id=payment_id,
        amount=amount,
        status=RefundStatus.REQUESTED,
        reason="",
        one_time_key=facts.external_ref[:64],
        asked_at=scope.now,
    )
    scope.session.add(refund)
    scope.session.flush()
    settle_refund(scope, refund, facts)


def _done(scope: Scope, refund: Refund) -> None:
    refund.status, refund.done_at = RefundStatus.DONE, scope.now
    scope.announce(RefundDone(refund.order_id, refund.amount, refund.id))


def _hand_to_office(scope: Scope, refund: Refund) -> None:
    open_check(
        scope,
        CheckKind.REFUND_BY_HAND,
        f"refund:{refund.id}",
        amount=refund.amount,
        detail=refund.reason,
        order_id=refund.order_id,
        refund_id=refund.id,
    )
