"""Public pages: home, families, products, search."""

from datetime import date

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shop.catalogue.domain import Family, FamilyView
from shop.catalogue.queries import get_product, list_families
from shop.configurations.wording import say_delay, say_ready
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.storefront import pages, showcase
from shop.storefront.guides import GUIDES
from shop.web.access import anyone
from shop.web.indexing import indexed
from shop.web.language import current_language
from shop.web.navigation import Link, Place, offer_links
from shop.web.page_cache import PageCache, cacheable
from shop.web.pagination import read_key
from shop.web.pictures import send_picture
from shop.web.scope import now, session

bp = Blueprint("storefront", __name__)
_menu: dict[tuple[str, str], tuple[tuple[FamilyView, ...], list[Link]]] = {}
PICTURES = {
    Family.GATE: "storefront/pictures/gate.svg",
    Family.STAIRCASE: "storefront/pictures/staircase.svg",
    Family.SHELVING: "storefront/pictures/shelving.svg",
    Family.GUARDRAIL: "storefront/pictures/guardrail.svg",
    Family.WALKWAY: "storefront/pictures/walkway.svg",
    Family.SERIES: "storefront/pictures/series.svg",
    Family.TYRES: "storefront/pictures/tyres.svg",
}


def register(app: Flask) -> None:
    """Add the public pages and the families of the menu."""
    app.register_blueprint(bp)
    app.extensions["page_cache"] = PageCache()
    app.extensions["content_version"] = lambda: pages.content_version(session(), now())
    app.jinja_env.globals.update(
        picture_of=PICTURES.get,
        ready_made_url=ready_made_url,
        say_delay=say_delay,
        say_ready=say_ready,
        search_url=lambda: url_for("storefront.search"),
    )
    offer_links(app, Place.FAMILIES, family_links)


def today() -> date:
    return paris_day(now())


def family_links() -> list[Link]:
    """Return the families for the menu of every public page."""
    families = list_families(session(), today())
    key = (current_language(), request.script_root)
    kept = _menu.get(key)
    if kept is None or kept[0] is not families:
        links = [
            Link(family.name.in_language(key[0]), _family_url(family.slug)) for family in families
        ]
        kept = _menu[key] = (families, links)
    return kept[1]


def ready_made_url(family: str) -> str:
    """Return the page of a family that also sells fixed sizes; empty when it sells none."""
    families = list_families(session(), today())
    sold = (one for one in families if one.family == family and one.from_gross is not None)
    return next((_family_url(one.slug) for one in sold), "")


def _family_url(slug: str) -> str:
    return url_for("storefront.family", slug=slug)


@bp.get("/")
@anyone
@indexed
@cacheable
def home() -> ResponseReturnValue:
    """Say what the shop is and show its families."""
    front = showcase.show_front(session(), today(), now(), current_language())
    return render_template("storefront/home.html", front=front)


@bp.get("/familles/<slug>")
@anyone
@indexed
@cacheable
def family(slug: str) -> ResponseReturnValue:
    """Show what can be had in a family, what it costs, when, and how to order it."""
    after = read_key(request.args.get("suite"))
    shown, page = pages.show_family(session(), slug, today(), after)
    return render_template(
        "storefront/family.html",
        family=shown,
        page=page,
        is_first=not after,
        guide=GUIDES.get(shown.family),
        delay=showcase.delay_of_family(session(), shown, now()),
    )


@bp.get("/produits/<slug>")
@anyone
@indexed
@cacheable
def product(slug: str) -> ResponseReturnValue:
    """Show one product: drawing, price, what is and is not included."""
    found = get_product(session(), slug, today())
    shown = showcase.show_product(session(), found, today(), now(), current_language())
    families = [one for one in list_families(session(), today()) if one.family is found.family]
    return render_template("storefront/product.html", shown=shown, product=found, families=families)


@bp.get("/produits/<slug>/perspective.svg")
@anyone
def perspective(slug: str) -> Response:
    """Send the isometric view of a product; the page asks for it when it comes into sight."""
    found = get_product(session(), slug, today())
    drawn = showcase.perspective_of(session(), found, today(), current_language())
    if not drawn:
        raise NotFound(N_("Cette page n’existe pas."))
    return send_picture(drawn)


@bp.get("/recherche")
@anyone
@cacheable
def search() -> ResponseReturnValue:
    """Find by words; the code of a kept configuration opens it."""
    words = request.args.get("q", "")
    code = pages.find_code(session(), words)
    if code is not None:
        return redirect(url_for("configurations.show", code=code))
    found = pages.search(session(), words, today(), read_key(request.args.get("suite")))
    return render_template("storefront/search.html", found=found)
