"""The office sets products and their prices."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.catalogue import queries, services
from shop.catalogue.forms import PriceForm
from shop.catalogue.permissions import can_edit_prices
from shop.kernel.clock import paris_day
from shop.web.access import requires
from shop.web.forms import ShopForm
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor, now, scope, session, transactional

bp = Blueprint("catalogue_staff", __name__, url_prefix="/ecole/reglages/produits")


def register(app: Flask) -> None:
    """Add the pages of prices, and their tab among the settings."""
    app.register_blueprint(bp)
    offer_links(app, Place.SETTINGS, _tab)


def _tab() -> list[Link]:
    if not can_edit_prices(actor()):
        return []
    return [Link(_("Produits"), url_for("catalogue_staff.products"))]


@bp.get("")
@requires(can_edit_prices)
def products() -> ResponseReturnValue:
    """List the products with the price of today and the next one."""
    after = request.args.get("suite", type=int)
    shown, more = queries.list_priced_products(session(), after)
    return render_template(
        "catalogue/products.html", items=shown, after=after, more=more, today=paris_day(now())
    )


@bp.get("/<slug>")
@requires(can_edit_prices)
def product(slug: str) -> ResponseReturnValue:
    """Show one product with all its prices."""
    return _product_page(slug, PriceForm(formdata=None, data={"valid_from": paris_day(now())}))


@bp.post("/<slug>")
@requires(can_edit_prices)
@transactional
def change_price(slug: str) -> ResponseReturnValue:
    """Give a product another price from a day on."""
    form = PriceForm()
    if form.validate():
        with form.refusals():
            services.change_product_price(scope(), slug, form.to_gross(), valid_from=form.to_day())
    if form.problems:
        return _product_page(slug, form)
    flash(_("Le prix est enregistré."), "success")
    return redirect(url_for("catalogue_staff.product", slug=slug), code=303)


@bp.post("/<slug>/vente")
@requires(can_edit_prices)
@transactional
def offer(slug: str) -> ResponseReturnValue:
    """Show a product in the shop, or take it out."""
    services.offer_product(scope(), slug, is_listed=request.form.get("vente") == "oui")
    flash(_("C’est enregistré."), "success")
    return redirect(url_for("catalogue_staff.product", slug=slug), code=303)


def _product_page(slug: str, form: PriceForm) -> str:
    return render_template(
        "catalogue/price.html",
        item=queries.get_priced_product(session(), slug),
        form=form,
        act=ShopForm(formdata=None),
        today=paris_day(now()),
        list_name=_("Produits"),
        list_url=url_for("catalogue_staff.products"),
        save_url=url_for("catalogue_staff.change_price", slug=slug),
        offer_url=url_for("catalogue_staff.offer", slug=slug),
        shop_url=url_for("storefront.product", slug=slug),
    )
