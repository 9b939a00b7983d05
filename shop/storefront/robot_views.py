"""What search engines and telephones ask for: robots.txt, the map of the site, its manifest."""

from typing import cast

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, url_for

from shop.catalogue.queries import list_addresses, list_families
from shop.configurations.forms.registry import BY_SLUG
from shop.kernel.clock import paris_day
from shop.settings import Settings
from shop.tyres.queries import list_services
from shop.web.access import anyone
from shop.web.addresses import absolute_url
from shop.web.assets import asset
from shop.web.language import LANGUAGES, current_language
from shop.web.navigation import school_card
from shop.web.scope import now, session

bp = Blueprint("robots", __name__)
PRIVATE = (
    "/ecole/",
    "/c/",
    "/commande/",
    "/commander/",
    "/compte/",
    "/devis/",
    "/panier",
    "/payer/",
    *(f"/configurer/{slug}/apercu" for slug in BY_SLUG),
    "/recherche",
)
PAPER, INK = "#f6efe3", "#20242b"
A_DAY = "public, max-age=86400"


def register(app: Flask) -> None:
    """Add the three addresses."""
    app.register_blueprint(bp)


@bp.get("/robots.txt")
@anyone
def robots_txt() -> Response:
    """Open the shop to search engines, but for private pages; a demonstration stays unknown."""
    settings = cast("Settings", current_app.config["SETTINGS"])
    text = write_robots(absolute_url("/sitemap.xml", "fr"), is_demo=settings.demo)
    return _kept(Response(text, mimetype="text/plain"))


def write_robots(sitemap: str, *, is_demo: bool) -> str:
    """Write the rules for robots, the same for the pages under the English prefix."""
    if is_demo:
        return "User-agent: *\nDisallow: /\n"
    closed = [f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in PRIVATE]
    return "\n".join(["User-agent: *", *closed, f"Sitemap: {sitemap}"]) + "\n"


@bp.get("/sitemap.xml")
@anyone
def sitemap() -> Response:
    """List every page for search engines, in both languages."""
    pages = [
        {language: absolute_url(path, language) for language in LANGUAGES}
        for path in _public_paths()
    ]
    xml = render_template("storefront/sitemap.xml", pages=pages)
    return _kept(Response(xml, mimetype="application/xml"))


@bp.get("/site.webmanifest")
@anyone
def manifest() -> Response:
    """Say how the shop looks on the home screen of a telephone."""
    card = school_card()
    icon = {"src": asset("web/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    answer = jsonify(
        name=f"{card.name} – {card.kind}",
        short_name=card.name,
        lang=current_language(),
        start_url=url_for("storefront.home"),
        display="browser",
        background_color=PAPER,
        theme_color=INK,
        icons=[icon],
    )
    answer.mimetype = "application/manifest+json"
    return _kept(answer)


def _public_paths() -> list[str]:
    today = paris_day(now())
    return [
        "/",
        *(f"/familles/{family.slug}" for family in list_families(session(), today)),
        *(f"/produits/{slug}" for slug in list_addresses(session())),
        *(f"/configurer/{slug}" for slug in BY_SLUG),
        "/pneus",
        "/pneus/decoder",
        "/pneus/comparer",
        *(f"/pneus/{service.code.lower()}" for service in list_services(session(), today)),
        "/ecole-et-atelier",
        "/aide",
        "/contact",
        "/mentions-legales",
        "/confidentialite",
        "/accessibilite",
    ]


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = A_DAY
    return response
