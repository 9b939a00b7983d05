"""E-mails about money."""

from shop.db import Scope
from shop.kernel.money import Money
from shop.notifications.domain import Email
from shop.notifications.services import queue_email
from shop.orders.access import issue_link
from shop.orders.events import OrderReady
from shop.orders.queries import get_order
from shop.payments.domain.ledger import due_now
from shop.payments.events import PaymentLate, ReceiptIssued, RefundDone
from shop.payments.queries import balance_of, get_payment, get_refund


def send_payment_received(event: ReceiptIssued, scope: Scope) -> None:
    """Thank for a payment, its receipt attached."""
    payment = get_payment(scope.session, event.payment_id)
    files = (payment.receipt_file_id,) if payment.receipt_file_id else ()
    due = balance_of(scope.session, event.order_id).due
    context = {"payment": payment, "due": due}
    _write(scope, event.order_id, "payments/received", context, files)


def send_refund_done(event: RefundDone, scope: Scope) -> None:
    """Say that the money is on its way back."""
    refund = get_refund(scope.session, event.refund_id)
    _write(scope, event.order_id, "payments/refund", {"refund": refund})


def send_order_ready(event: OrderReady, scope: Scope) -> None:
    """Say that the order waits for its customer, and what is left to pay."""
    _write(scope, event.order_id, "orders/ready", {"due": _due(scope, event.order_id)})


def send_payment_reminder(event: PaymentLate, scope: Scope) -> None:
    """Remind of a payment whose day has passed."""
    _write(scope, event.order_id, "payments/reminder", {"due": _due(scope, event.order_id)})


def _due(scope: Scope, order_id: int) -> Money:
    order = get_order(scope.session, order_id)
    paid = balance_of(scope.session, order_id).paid
    return due_now(order.schedule, paid, is_ready=order.ready_at is not None)


def _write(
    scope: Scope,
    order_id: int,
    template: str,
    context: dict[str, object],
    files: tuple[int, ...] = (),
) -> None:
    order = get_order(scope.session, order_id)
    token = issue_link(scope, order_id)
    queue_email(
        scope,
        Email(
            to=order.customer.email,
            language=order.language,
            template=template,
            context={"order": order, "token": token, **context},
            attachments=files,
        ),
    )
