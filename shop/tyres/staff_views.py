"""The office sets the prices of the tyre services."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.catalogue.forms import PriceForm
from shop.catalogue.permissions import can_edit_prices
from shop.kernel.clock import paris_day
from shop.tyres import queries
from shop.tyres.services import price_list
from shop.web.access import requires
from shop.web.forms import ShopForm
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor, now, scope, session, transactional

bp = Blueprint("tyres_staff", __name__, url_prefix="/ecole/reglages/pneus")


def register(app: Flask) -> None:
    """Add the pages of prices, and their tab among the settings."""
    app.register_blueprint(bp)
    offer_links(app, Place.SETTINGS, _tab)


def _tab() -> list[Link]:
    if not can_edit_prices(actor()):
        return []
    return [Link(_("Pneus"), url_for("tyres_staff.services"))]


@bp.get("")
@requires(can_edit_prices)
def services() -> ResponseReturnValue:
    """List the services with the price of today and the next one."""
    return render_template(
        "tyres/prices.html",
        items=queries.list_priced_services(session()),
        today=paris_day(now()),
    )


@bp.get("/<code>")
@requires(can_edit_prices)
def service(code: str) -> ResponseReturnValue:
    """Show one service with all its prices."""
    return _service_page(code, PriceForm(formdata=None, data={"valid_from": paris_day(now())}))


@bp.post("/<code>")
@requires(can_edit_prices)
@transactional
def change_price(code: str) -> ResponseReturnValue:
    """Give a service another price from a day on."""
    form = PriceForm()
    if form.validate():
        with form.refusals():
            price_list.change_service_price(
                scope(), code, form.to_gross(), valid_from=form.to_day()
            )
    if form.problems:
        return _service_page(code, form)
    flash(_("Le prix est enregistré."), "success")
    return redirect(url_for("tyres_staff.service", code=code), code=303)


@bp.post("/<code>/vente")
@requires(can_edit_prices)
@transactional
def offer(code: str) -> ResponseReturnValue:
    """Offer a service, or take it out."""
    price_list.list_or_unlist(scope(), code, is_listed=request.form.get("vente") == "oui")
    flash(_("C’est enregistré."), "success")
    return redirect(url_for("tyres_staff.service", code=code), code=303)


def _service_page(code: str, form: PriceForm) -> str:
    return render_template(
        "catalogue/price.html",
        item=queries.get_priced_service(session(), code),
        form=form,
        act=ShopForm(formdata=None),
        today=paris_day(now()),
        list_name=_("Prestations de pneus"),
        list_url=url_for("tyres_staff.services"),
        save_url=url_for("tyres_staff.change_price", code=code),
        offer_url=url_for("tyres_staff.offer", code=code),
        shop_url=url_for("tyres.service", code=code),
    )
