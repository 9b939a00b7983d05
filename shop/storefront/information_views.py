"""Who we are, how to reach us, how it works, what we keep: the pages every foot links to."""

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.kernel.clock import paris_day
from shop.orders.withdrawal import withdrawal_days
from shop.school.queries import find_identity
from shop.storefront.portrait import draw_portrait, list_closings
from shop.web.access import anyone
from shop.web.indexing import indexed
from shop.web.language import current_language
from shop.web.navigation import Link, Place, offer_links
from shop.web.page_cache import cacheable
from shop.web.scope import now, session

bp = Blueprint("information", __name__)
_foot: dict[tuple[str, str], list[Link]] = {}


def register(app: Flask) -> None:
    """Add the pages and their links in the foot."""
    app.register_blueprint(bp)
    offer_links(app, Place.LEGAL, foot_links)


def foot_links() -> list[Link]:
    """Return the links in the foot of every public page: the same for everybody, made once."""
    key = (current_language(), request.script_root)
    if key not in _foot:
        _foot[key] = _make_foot_links()
    return _foot[key]


def _make_foot_links() -> list[Link]:
    return [
        Link(_("L’école et l’atelier"), url_for("information.school")),
        Link(_("Aide et questions"), url_for("information.help_page")),
        Link(_("Contact"), url_for("information.contact")),
        Link(_("Mentions légales"), url_for("information.legal_notice")),
        Link(_("Données personnelles"), url_for("information.privacy")),
        Link(_("Accessibilité"), url_for("information.accessibility")),
    ]


@bp.get("/ecole-et-atelier")
@anyone
@indexed
@cacheable
def school() -> ResponseReturnValue:
    """Say what a school of production is and what an order pays for."""
    portrait = draw_portrait(session(), paris_day(now()))
    return render_template("storefront/information/school.html", portrait=portrait)


@bp.get("/contact")
@anyone
@indexed
@cacheable
def contact() -> ResponseReturnValue:
    """Say how to reach a person, when, and where."""
    closings = list_closings(session(), paris_day(now()))
    return render_template("storefront/information/contact.html", closings=closings)


@bp.get("/aide")
@anyone
@indexed
@cacheable
def help_page() -> ResponseReturnValue:
    """Say how to order, pay, change and cancel."""
    days = withdrawal_days(session(), paris_day(now()))
    return render_template("storefront/information/help.html", withdrawal_days=days)


@bp.get("/mentions-legales")
@anyone
@indexed
@cacheable
def legal_notice() -> ResponseReturnValue:
    """Say who publishes the site, who hosts it, and who settles a dispute."""
    seller = find_identity(session())
    return render_template("storefront/information/legal_notice.html", seller=seller)


@bp.get("/confidentialite")
@anyone
@indexed
@cacheable
def privacy() -> ResponseReturnValue:
    """Say what is kept of people, why, for how long, and how to have it erased."""
    seller = find_identity(session())
    return render_template("storefront/information/privacy.html", seller=seller)


@bp.get("/accessibilite")
@anyone
@indexed
@cacheable
def accessibility() -> ResponseReturnValue:
    """State how accessible the site is, and what to do when something does not work."""
    return render_template("storefront/information/accessibility.html")
