"""The place of the workshop an order holds: kept while it is paid, confirmed, given back."""

from datetime import datetime, timedelta

from shop.db import Scope, lock
from shop.kernel.clock import paris_day
from shop.orders.domain import PaymentMeans
from shop.orders.models import Order
from shop.planning.queries import find_appointment
from shop.planning.services.appointments import cancel_appointment, confirm_hold
from shop.planning.services.holds import extend_hold, keep_hold, release_hold

# A card session lives 35 minutes; the place outlives it, so that nobody pays for a lost one.
TIME_TO_PAY = timedelta(minutes=45)


def keep_place(scope: Scope, order: Order) -> None:
    """Keep the held place of a new order, and promise its day; refused when it was given back."""
    if order.holder_key is None:
        return
    if order.means == PaymentMeans.CARD:
        hold = extend_hold(scope, order.holder_key, scope.now + TIME_TO_PAY)
    else:
        hold = keep_hold(scope, order.holder_key)
    order.due_on = paris_day(hold.starts_at)


def keep_place_for_payment(scope: Scope, order_id: int, until: datetime) -> None:
    """Hold the place of an order while its payment page is open; refused when it was lost."""
    order = lock(scope.session, Order, order_id)
    if order.holder_key is not None:
        extend_hold(scope, order.holder_key, until)


def confirm_place(scope: Scope, order: Order) -> None:
    """Make an appointment of the held place; refused when it was given back."""
    if order.holder_key is not None:
        confirm_hold(scope, order.holder_key, f"{order.reference} – {order.title}")


def free_place(scope: Scope, order: Order) -> None:
    """Give the place back, whether it was held or an appointment already."""
    if order.holder_key is None:
        return
    appointment = find_appointment(scope.session, order.holder_key)
    if appointment is not None and not appointment.is_cancelled:
        cancel_appointment(scope, appointment.id)
    else:
        release_hold(scope, order.holder_key)
