"""Moves one order row: lock it, check what was seen, write its history."""

from shop.db import Scope, lock
from shop.kernel.refusals import Refusal, Stale
from shop.kernel.text import N_
from shop.kernel.transitions import next_status
from shop.orders.domain import LIFE, OrderAction, OrderStatus, OrderView, Step
from shop.orders.models import Order, OrderStep
from shop.orders.queries import get_order


def take(scope: Scope, order_id: int, action: OrderAction, seen_version: int | None) -> Order:
    """Lock the order and move its commercial life; refuses what the table does not have."""
    order = fresh(scope, order_id, seen_version)
    order.status = next_status(LIFE, OrderStatus(order.status), action)
    order.version += 1
    return order


def open_order(scope: Scope, order_id: int, seen_version: int | None) -> Order:
    """Lock an order that is being made; refuses any other."""
    order = fresh(scope, order_id, seen_version)
    if order.status != OrderStatus.ACCEPTED:
        raise Refusal(N_("Cette commande n’est pas en cours : rechargez la page."))
    return order


def fresh(scope: Scope, order_id: int, seen_version: int | None) -> Order:
    """Lock the order and read it afresh; Stale when it is not as the page showed it."""
    order = lock(scope.session, Order, order_id)
    if seen_version is not None and order.version != seen_version:
        raise Stale(N_("Quelqu’un a changé cette commande entre-temps. Relisez-la et recommencez."))
    return order


def note(scope: Scope, order_id: int, step: Step, detail: str = "") -> None:
    """Add one fact to the history of the order."""
    scope.session.add(
        OrderStep(
            order_id=order_id, step=step, at=scope.now, actor_name=scope.actor.name, detail=detail
        )
    )
    scope.session.flush()


def lock_order(scope: Scope, order_id: int) -> OrderView:
    """Lock an order for an act about its money, and return it as it is now."""
    lock(scope.session, Order, order_id)
    return get_order(scope.session, order_id)
