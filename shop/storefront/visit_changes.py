"""What the customer may still change of a tyre visit that is ordered."""

from datetime import datetime, timedelta

from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.domain import OrderStatus, OrderView
from shop.orders.life import lock_order
from shop.orders.services import cancel_order
from shop.orders.visits import vehicle_of
from shop.payments.services.refunds import refund_everything
from shop.tyres.queries import get_change_hours

BY_CUSTOMER = N_("Annulé par vous sur cette page.")
OPEN = frozenset({OrderStatus.PLACED, OrderStatus.ACCEPTED})


def may_cancel_visit(order: OrderView, now: datetime, hours: int) -> bool:
    """Tell whether a visit can still be given up for nothing, by its hours of notice."""
    return (
        order.appointment is not None
        and vehicle_of(order) is not None
        and order.status in OPEN
        and order.ready_at is None
        and now <= order.appointment.starts_at - timedelta(hours=hours)
    )


def cancel_visit(scope: Scope, order_id: int) -> None:
    """Give up a visit: its place is freed and everything paid goes back. Twice counts once.

    Refused in words when it is too late.
    """
    order = lock_order(scope, order_id)
    if order.status is OrderStatus.CANCELLED:
        return
    hours = get_change_hours(scope.session, paris_day(scope.now))
    if not may_cancel_visit(order, scope.now, hours):
        raise Refusal(
            N_("Ce rendez-vous ne s’annule plus ici, à moins de %(hours)s heures. Appelez-nous."),
            hours=hours,
        )
    refund_everything(scope, order_id, BY_CUSTOMER)
    cancel_order(scope, order_id, BY_CUSTOMER)
