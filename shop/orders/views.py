"""Basket and checkout: from a product to an order, without an account."""

from typing import cast

from flask import (
    Blueprint,
    Flask,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shop.catalogue.domain import ProductView
from shop.catalogue.queries import get_products
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.orders.basket.announcing import announced_week
from shop.orders.basket.domain import BasketView
from shop.orders.basket.queries import (
    count_in_basket,
    delivers_somewhere,
    find_answers,
    find_basket,
    find_basket_id,
)
from shop.orders.basket.services import (
    add_to_basket,
    keep_customer,
    keep_delivery,
    order_basket,
    set_quantities,
)
from shop.orders.domain import CustomerDetails, PaymentMeans, PlacedOrder
from shop.orders.forms import CheckForm, CustomerForm, DeliveryForm
from shop.orders.withdrawal import withdrawal_days
from shop.school.queries import find_identity
from shop.settings import Settings
from shop.web.access import anyone
from shop.web.language import current_language
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import now, scope, session, transactional

bp = Blueprint("orders", __name__)
COOKIE = "etabli_panier"
COOKIE_DAYS = 30
EMPTY = N_("Votre panier est vide : choisissez d’abord un produit.")


def register(app: Flask) -> None:
    """Add the basket and the checkout, and the basket's link to public pages."""
    app.register_blueprint(bp)
    offer_links(app, Place.TOOLS, _basket_link)


def _basket_link() -> list[Link]:
    """Show the basket with what it holds; nobody without a cookie costs a query."""
    token = request.cookies.get(COOKIE)
    count = g.get("basket_count")
    if count is None:
        count = count_in_basket(session(), token) if token else 0
    return [Link(_("Panier"), url_for("orders.basket"), "shopping-cart", count)]


@bp.get("/panier")
@anyone
def basket() -> ResponseReturnValue:
    """Show what the basket holds, and give back what has just been taken out."""
    return render_template("orders/basket.html", basket=_find_basket(), removed=_removed())


@bp.post("/panier/ajouter")
@anyone
@transactional
def add() -> ResponseReturnValue:
    """Put a product into the basket, which is made with the first one."""
    token = add_to_basket(
        scope(),
        request.cookies.get(COOKIE),
        product_id=_whole(request.form.get("product_id")),
        quantity=_whole(request.form.get("quantity", "1")),
        language=current_language(),
    )
    flash(_("C’est dans votre panier."), "success")
    return _with_cookie(redirect(url_for("orders.basket"), code=303), token)


@bp.post("/panier")
@anyone
@transactional
def change() -> ResponseReturnValue:
    """Change the quantities; the button beside a product takes it out."""
    removed, basket_id = request.form.get("remove"), _require_answers()[0]
    quantities = {
        _whole(name.removeprefix("quantity-")): _whole(value)
        for name, value in request.form.items()
        if name.startswith("quantity-")
    }
    if removed:
        set_quantities(scope(), basket_id, {_whole(removed): 0})
        quantity = quantities.get(_whole(removed), 1)
        return redirect(url_for("orders.basket", retire=removed, quantite=quantity), code=303)
    set_quantities(scope(), basket_id, quantities)
    if request.form.get("order"):
        return redirect(url_for("orders.you"), code=303)
    flash(_("Le panier est à jour."), "success")
    return redirect(url_for("orders.basket"), code=303)


@bp.get("/commander")
@anyone
def checkout() -> ResponseReturnValue:
    """Begin at the first step."""
    return redirect(url_for("orders.you"))


@bp.route("/commander/vous", methods=["GET", "POST"])
@anyone
@transactional
def you() -> ResponseReturnValue:
    """Ask who buys."""
    (basket_id, customer), form = _require_answers(), CustomerForm()
    if not form.is_submitted():
        form.fill(customer)
    elif form.validate():
        keep_customer(scope(), basket_id, form.to_customer(current_language()))
        return redirect(url_for("orders.delivery"), code=303)
    return render_template("orders/you.html", form=form)


@bp.route("/commander/livraison", methods=["GET", "POST"])
@anyone
@transactional
def delivery() -> ResponseReturnValue:
    """Ask how the order is received and paid."""
    found, form = _require_basket(), DeliveryForm()
    delivers = delivers_somewhere(session(), paris_day(now()))
    form.offer(delivers=delivers, means=offered_means())
    if not form.is_submitted():
        form.fill(found)
    elif form.validate():
        with form.refusals():
            keep_delivery(scope(), found.id, form.to_delivery(), form.to_means())
        if not form.problems:
            return redirect(url_for("orders.check"), code=303)
    return render_template("orders/delivery.html", form=form, basket=found, delivers=delivers)


@bp.get("/commander/verifier")
@anyone
def check() -> ResponseReturnValue:
    """Show everything once more before the order."""
    found = _require_basket()
    if not found.can_be_checked:
        return redirect(url_for("orders.you" if found.customer is None else "orders.delivery"))
    form = CheckForm(seen_total=str(found.totals.payable.cents))
    return _show_check(form, found)


@bp.post("/commander/verifier")
@anyone
@transactional
def order() -> ResponseReturnValue:
    """Place the order; a double click comes back to the same one."""
    form, basket_id = CheckForm(), _basket_id_even_ordered()
    if form.validate():
        with form.refusals():
            return _go_and_pay(_place(basket_id, form))
    found = _require_basket()
    form.seen_total.data = str(found.totals.payable.cents)
    return _show_check(form, found)


def _show_check(form: CheckForm, found: BasketView) -> str:
    days = withdrawal_days(session(), paris_day(now()))
    return render_template(
        "orders/check.html",
        form=form,
        basket=found,
        withdrawal_days=days,
        ready_week=announced_week(session(), found, now()),
    )


def _place(basket_id: int, form: CheckForm) -> PlacedOrder:
    seller = find_identity(session())
    return order_basket(
        scope(),
        basket_id,
        seen_total=Money(form.seen_cents),
        terms_version=seller.terms_version if seller else "",
        language=current_language(),
    )


def _go_and_pay(placed: PlacedOrder) -> Response:
    """Lead to the payment, or to the page of the order when there is nothing to pay now."""
    response = redirect(url_for("payments.pay", token=placed.token), code=303)
    response.delete_cookie(COOKIE)
    return response


def offered_means() -> list[PaymentMeans]:
    """Return the ways of paying the school has set up, the preferred one first."""
    seller = find_identity(session())
    means = [PaymentMeans.CARD] if current_app.extensions.get("card_gateway") else []
    if seller is not None and seller.has_transfer_account:
        means.append(PaymentMeans.TRANSFER)
    return [*means, PaymentMeans.ON_SITE]


def _find_basket() -> BasketView | None:
    found = find_basket(session(), request.cookies.get(COOKIE), paris_day(now()))
    g.basket_count = found.count if found else 0
    return found


def _removed() -> tuple[ProductView, int] | None:
    """Return the product the last click took out, and how many of it."""
    wanted = request.args.get("retire", ""), request.args.get("quantite", "")
    if not all(part.isdecimal() and len(part) < 9 for part in wanted):
        return None
    product_id, quantity = map(int, wanted)
    product = get_products(session(), [product_id], paris_day(now())).get(product_id)
    return None if product is None else (product, quantity)


def _require_basket() -> BasketView:
    found = _find_basket()
    if found is None or not found.items:
        raise EmptyBasket(EMPTY)
    return found


def _require_answers() -> tuple[int, CustomerDetails | None]:
    found = find_answers(session(), request.cookies.get(COOKIE))
    if found is None:
        raise EmptyBasket(EMPTY)
    return found


def _basket_id_even_ordered() -> int:
    found = find_basket_id(session(), request.cookies.get(COOKIE), even_ordered=True)
    if found is None:
        raise EmptyBasket(EMPTY)
    return found


class EmptyBasket(NotFound):
    """There is nothing to order: the page says where to begin."""


@bp.errorhandler(EmptyBasket)
def _show_empty_basket(_: EmptyBasket) -> ResponseReturnValue:
    return render_template("orders/basket.html", basket=None), EmptyBasket.status_code


def _whole(typed: str | None) -> int:
    """Read a whole number of a form; anything else is refused in words."""
    digits = "".join((typed or "").split())
    if not digits.isdecimal() or len(digits) > 9:
        raise Refusal(N_("Écrivez un nombre entier."), field="quantity")
    return int(digits)


def _with_cookie(response: Response, token: str) -> Response:
    settings = cast("Settings", current_app.config["SETTINGS"])
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_DAYS * 24 * 3600,
        secure=settings.is_production,
        httponly=True,
        samesite="Lax",
    )
    return response
