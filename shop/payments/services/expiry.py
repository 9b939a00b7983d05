"""Ends card purchases that were never paid, and gives their place back."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.money import ZERO
from shop.kernel.text import N_
from shop.orders.domain import OrderStatus, OrderView, PaymentMeans
from shop.orders.life import lock_order
from shop.orders.queries import list_policies
from shop.orders.services import cancel_order
from shop.payments.domain.attempts import AttemptStatus, AttemptView, SessionState
from shop.payments.gateway import CardGateway
from shop.payments.queries import balance_of, list_attempts, list_unpaid_card_orders
from shop.payments.services.checkout import fulfil_checkout
from shop.school.queries import find_legal_param
from shop.tasks.services import enqueue

FIND_UNPAID = "find_unpaid"
EXPIRE_UNPAID = "expire_unpaid_order"
UNPAID_HOURS = "unpaid_order_hours"
UNLIMITED = timedelta(weeks=5200)
NOT_PAID = N_("Le paiement n’est pas arrivé à temps.")


def expire_unpaid_with(
    gateway: CardGateway | None,
) -> Callable[[Scope, Mapping[str, Any]], None]:
    """Return the task that ends one purchase nobody paid."""

    def expire_unpaid(scope: Scope, payload: Mapping[str, Any]) -> None:
        expire_order(scope, gateway, payload["order_id"])

    return expire_unpaid


def find_unpaid(scope: Scope, _: Mapping[str, Any]) -> None:
    """Plan the end of each purchase nobody paid, apart: one that fails stops no other."""
    before = scope.now - patience_for_cards(scope)
    for order_id in list_unpaid_card_orders(scope.session, before=before, now=scope.now):
        key = f"{EXPIRE_UNPAID}:{order_id}:{scope.now:%Y%m%d%H}"  # at most once an hour
        enqueue(scope, EXPIRE_UNPAID, {"order_id": order_id}, unique_key=key)


def patience_for_cards(scope: Scope) -> timedelta:
    """Return how long a card purchase may wait: the longest of the workshops, else the school's.

    Without a number in the settings nothing ends by its age alone.
    """
    today = paris_day(scope.now)
    hours = [policy.unpaid_hours for policy in list_policies(scope.session, today)]
    if hours:
        return timedelta(hours=max(hours))
    set_by_school = find_legal_param(scope.session, UNPAID_HOURS, today)
    return timedelta(hours=int(set_by_school.to_decimal())) if set_by_school else UNLIMITED


def expire_order(scope: Scope, gateway: CardGateway | None, order_id: int) -> bool:
    """End one unpaid card purchase; False when it turns out to be paid or still payable.

    The order is locked first, then its payment pages are closed at the card company: a
    payment that slips in between is found there and kept.
    """
    order = lock_order(scope, order_id)
    if not _is_abandoned(scope, order):
        return False
    for attempt in list_attempts(scope.session, order_id):
        if gateway is not None and attempt.session_id and _was_paid(scope, gateway, attempt):
            return False
    cancel_order(scope, order_id, NOT_PAID)
    return True


def _is_abandoned(scope: Scope, order: OrderView) -> bool:
    return (
        order.status is OrderStatus.PLACED
        and order.means is PaymentMeans.CARD
        and order.submitted_at is None
        and balance_of(scope.session, order.id).paid == ZERO
        and not any(
            attempt.status is AttemptStatus.OPEN and attempt.expires_at > scope.now
            for attempt in list_attempts(scope.session, order.id)
        )
    )


def _was_paid(scope: Scope, gateway: CardGateway, attempt: AttemptView) -> bool:
    """Close a payment page for good and take what it says into account."""
    session_id = attempt.session_id or ""
    facts = gateway.read_session(session_id)
    if facts.state is SessionState.OPEN:
        gateway.expire_session(session_id)
        facts = gateway.read_session(session_id)
    fulfil_checkout(scope, facts, gateway.provider)
    return facts.is_paid
