"""E-mails about orders: each says what the page says, and carries a link of its own."""

from typing import Any

from flask_babel import gettext as _

from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.notifications.domain import Email
from shop.notifications.services import queue_email
from shop.orders.access import issue_link
from shop.orders.domain import Author, OrderView, Origin
from shop.orders.events import (
    AppointmentNear,
    DueDateMoved,
    MessagePosted,
    OrderAccepted,
    OrderCancelled,
    OrderDeclined,
    OrderLinkAsked,
    OrderPlaced,
)
from shop.orders.pricing import ScheduleKind
from shop.orders.queries import get_message, get_order
from shop.orders.withdrawal import EARLY_SERVICE, is_service, may_withdraw, withdrawal_days
from shop.school.queries import find_identity
from shop.web.language import speaking


def send_order_placed(event: OrderPlaced, scope: Scope) -> None:
    """Confirm the order on a durable medium (art. L221-13 C. conso.)."""
    order = get_order(scope.session, event.order_id)
    with speaking(order.language):
        waivers = (EARLY_SERVICE, str(_(EARLY_SERVICE)))
    _write(
        scope,
        order,
        "orders/placed",
        may_withdraw=may_withdraw(order, waivers),
        withdrawal_days=withdrawal_days(scope.session, paris_day(scope.now)),
        is_service=is_service(order),
    )


def send_order_accepted(event: OrderAccepted, scope: Scope) -> None:
    """Say that the school does it, and for when; a signed quote has been confirmed as such."""
    order = get_order(scope.session, event.order_id)
    if order.origin is Origin.QUOTE:
        return
    deposit = next((r.amount for r in order.schedule if r.kind is ScheduleKind.DEPOSIT), None)
    _write(scope, order, "orders/accepted", deposit=deposit, by_itself=event.by_itself)


def send_order_declined(event: OrderDeclined, scope: Scope) -> None:
    """Say why, kindly, and that the money comes back."""
    order = get_order(scope.session, event.order_id)
    _write(scope, order, "orders/declined", reason=event.reason)


def send_order_cancelled(event: OrderCancelled, scope: Scope) -> None:
    """Say that the order has ended, and why."""
    order = get_order(scope.session, event.order_id)
    _write(scope, order, "orders/cancelled", reason=event.reason)


def send_due_date_moved(event: DueDateMoved, scope: Scope) -> None:
    """Announce the other day with its reason."""
    order = get_order(scope.session, event.order_id)
    _write(scope, order, "orders/due_date_moved", due_on=event.due_on, reason=event.reason)


def send_message(event: MessagePosted, scope: Scope) -> None:
    """Carry a message to the other side: the customer, or the office."""
    order = get_order(scope.session, event.order_id)
    message = get_message(scope.session, event.message_id)
    if message.author is Author.SCHOOL:
        _write(scope, order, "orders/answer", text=message.text)
        return
    seller = find_identity(scope.session)
    if seller is not None and seller.email:
        context = {"order": order, "text": message.text}
        queue_email(
            scope,
            Email(to=seller.email, language="fr", template="orders/question", context=context),
        )


def send_fresh_link(event: OrderLinkAsked, scope: Scope) -> None:
    """Send a fresh link to the address the order knows."""
    _write(scope, get_order(scope.session, event.order_id), "orders/link")


def send_appointment_reminder(event: AppointmentNear, scope: Scope) -> None:
    """Remind of tomorrow's appointment."""
    _write(scope, get_order(scope.session, event.order_id), "orders/reminder")


def _write(scope: Scope, order: OrderView, template: str, **context: Any) -> None:  # noqa: ANN401 - values of the template
    token = issue_link(scope, order.id)
    queue_email(
        scope,
        Email(
            to=order.customer.email,
            language=order.language,
            template=template,
            context={"order": order, "token": token, **context},
        ),
    )
