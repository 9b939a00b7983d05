"""What search engines are told."""

import tomllib
import xml.etree.ElementTree as Xml
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from shop.catalogue.domain import Family
from shop.db import Scope
from shop.storefront.robot_views import write_robots
from tests.builders.catalogue import build_category, build_product
from tests.builders.configurations import build_basis
from tests.builders.school import build_identity
from tests.builders.tyres import build_price_list

BUDGETS = tomllib.loads((Path(__file__).parents[1] / "budgets.toml").read_text())
MOST_QUERIES = BUDGETS["queries"]["most_per_page"]
PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def _paths_of_the_map(client: FlaskClient) -> list[str]:
    tree = Xml.fromstring(client.get("/sitemap.xml").text)  # noqa: S314 - our own answer
    return [urlsplit(place.text or "").path for place in tree.iter(PLACE)]


def test_the_map_lists_pages_that_open_and_may_be_shown(scope: Scope, client: FlaskClient) -> None:
    build_category(scope)
    build_product(scope, slug="rack")
    build_price_list(scope)
    build_basis(scope)
    scope.session.commit()

    paths = _paths_of_the_map(client)

    assert {"/", "/en/", "/produits/rack", "/en/familles/rayonnages"} <= set(paths)
    for path in paths:
        answer = client.get(path)
        assert (path, answer.status_code, "noindex" in answer.text) == (path, 200, False)


def test_no_public_page_asks_much_of_the_database(
    scope: Scope, client: FlaskClient, count_queries: Callable[[], Any]
) -> None:
    build_identity(scope.session, stamp="map")
    build_category(scope, family=Family.GUARDRAIL, slug="garde-corps")
    build_product(scope, slug="rack")
    build_price_list(scope)
    build_basis(scope)
    scope.session.commit()
    for path in ("/?", "/en/?"):
        client.get(f"{path}first")  # the process keeps telephone, menu and tariff in memory
    asked = {}
    for path in (*_paths_of_the_map(client), "/recherche?q=pneu"):
        with count_queries() as statements:
            client.get(path)
        asked[path] = len(statements)

    assert {path: count for path, count in asked.items() if count > MOST_QUERIES} == {}


def test_the_map_forgets_no_page_that_may_be_shown(app: Flask, client: FlaskClient) -> None:
    paths = set(_paths_of_the_map(client))
    shown = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and getattr(app.view_functions[rule.endpoint], "is_indexed", False)
    }

    assert shown - paths == set()


def test_a_page_names_itself_in_both_languages(scope: Scope, client: FlaskClient) -> None:
    build_category(scope)
    scope.session.commit()

    page = client.get("/en/familles/rayonnages?suite=3").text

    assert '<link rel="canonical" href="http://localhost/en/familles/rayonnages">' in page
    assert 'hreflang="fr" href="http://localhost/familles/rayonnages"' in page
    assert 'property="og:locale" content="en_GB"' in page


def test_private_and_missing_pages_ask_to_be_left_out(client: FlaskClient) -> None:
    for path in ("/recherche?q=x", "/produits/rien", "/panier", "/compte/connexion"):
        page = client.get(path).text
        assert '<meta name="robots" content="noindex">' in page, path
        assert 'rel="canonical"' not in page, path


def test_a_demonstration_is_not_for_search_engines(client: FlaskClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_a_shop_opens_all_but_private_pages() -> None:
    rules = write_robots("https://ecole.example.org/sitemap.xml", is_demo=False).splitlines()

    assert "Disallow: /" not in rules
    assert {"Disallow: /devis/", "Disallow: /en/devis/"} <= set(rules)
    assert rules[-1] == "Sitemap: https://ecole.example.org/sitemap.xml"


def test_the_manifest_starts_in_the_language_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/en/site.webmanifest")

    assert answer.mimetype == "application/manifest+json"
    assert (answer.json or {})["start_url"] == "/en/"
    assert (answer.json or {})["lang"] == "en"
