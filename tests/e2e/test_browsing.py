"""Browsing: every public page at every width, in both languages."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit


def test_a_visitor_finds_a_family_and_a_product(visit: Visit) -> None:
    page = visit.page()
    page.goto("/")
    expect(page).to_have_title(re.compile("portails"))

    page.get_by_role("heading", name="Rayonnages").get_by_role("link").click()
    page.get_by_role("link", name="Rayonnage à pneus, 2 travées").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Rayonnage à pneus, 2 travées")
    expect(page.get_by_role("button", name="Mettre au panier")).to_be_visible()
    assert page.context.cookies() == []


def test_no_page_is_wider_than_the_screen(visit: Visit) -> None:
    page = visit.page()
    for path in ("/", "/familles/portails", "/produits/rayonnage-pneus", "/recherche?q=rack"):
        page.goto(path)
        width = page.locator("html").evaluate("e => e.scrollWidth") if visit.setting.script else 0
        assert width <= visit.setting.size[0], path
