"""Reminds of payments whose day has passed, each order once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.orders.life import lock_order
from shop.payments.domain.ledger import is_overdue
from shop.payments.events import PaymentLate
from shop.payments.queries import balance_of, list_orders_with_dated_payments
from shop.tasks.services import enqueue

REMIND_PAYMENTS = "remind_payments"
REMIND_PAYMENT = "remind_payment"
PATIENCE = timedelta(days=2)


def remind_payments(scope: Scope, _: Mapping[str, Any]) -> None:
    """Plan one reminder for each order that is late to pay: the task's key makes it one."""
    today = paris_day(scope.now)
    for order_id in list_orders_with_dated_payments(scope.session, today - PATIENCE):
        key = f"{REMIND_PAYMENT}:{order_id}"
        enqueue(scope, REMIND_PAYMENT, {"order_id": order_id}, unique_key=key)


def remind_payment(scope: Scope, payload: Mapping[str, Any]) -> None:
    """Remind the customer, unless the money came in meanwhile."""
    order = lock_order(scope, payload["order_id"])
    paid = balance_of(scope.session, order.id).paid
    if is_overdue(order.schedule, paid, paris_day(scope.now)):
        scope.announce(PaymentLate(order.id))
