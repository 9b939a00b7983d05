"""Orders of a signed-in customer: listed on her account, opened without looking for the e-mail.

Somebody gets an account only by a link sent to the address, so the address is hers, and so
are the orders placed with it.
"""

from flask import Blueprint, Flask, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.accounts.domain.people import CustomerOrder
from shop.accounts.login import current_account
from shop.accounts.permissions import is_customer
from shop.accounts.queries import get_customer
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.orders.access import issue_link
from shop.orders.domain import OrderStatus, OrderSummary
from shop.orders.queries import find_order_id_of, list_orders_of
from shop.web.access import requires
from shop.web.filters import write_day
from shop.web.scope import scope, session, transactional

STATES = {
    OrderStatus.PLACED: _l("Reçue, l’école la regarde"),
    OrderStatus.CLOSED: _l("Remise"),
    OrderStatus.CANCELLED: _l("Annulée"),
    OrderStatus.DECLINED: _l("Refusée par l’école"),
}
bp = Blueprint("account_orders", __name__, url_prefix="/compte/commandes")


def register(app: Flask) -> None:
    """Fill the list of orders on the account page."""
    app.register_blueprint(bp)
    app.extensions["customer_orders"] = list_customer_orders


def list_customer_orders(email: str) -> list[CustomerOrder]:
    """Return the orders placed with an address, the latest first."""
    return [
        CustomerOrder(
            reference=order.reference,
            status=say_state(order),
            placed_on=paris_day(order.placed_at),
            url=url_for("account_orders.open_order", reference=order.reference),
        )
        for order in list_orders_of(session(), email)
    ]


@bp.get("/<reference>")
@requires(is_customer)
@transactional
def open_order(reference: str) -> ResponseReturnValue:
    """Lead to the private page of one's own order; any other does not exist."""
    email = get_customer(session(), current_account().id).email
    order_id = find_order_id_of(session(), reference, email)
    if order_id is None:
        raise NotFound(N_("Cette commande n’existe pas, ou elle est à une autre adresse e-mail."))
    return redirect(url_for("order_page.show", token=issue_link(scope(), order_id)), code=303)


def say_state(order: OrderSummary) -> str:
    """Say in one line where an order is."""
    if order.status is not OrderStatus.ACCEPTED:
        return str(STATES[order.status])
    if order.is_ready:
        return str(_("Prête : elle vous attend"))
    if order.due_on is not None:
        return str(_("Acceptée, prévue %(day)s", day=write_day(order.due_on)))
    return str(_("Acceptée par l’école"))
