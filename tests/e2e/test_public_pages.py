"""Every public page: read by axe in both languages and themes, light, narrow, without a cookie."""

import gzip
import re
import tomllib
import urllib.error
import urllib.request
import urllib.response
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

BUDGETS = tomllib.loads((Path(__file__).parents[1] / "budgets.toml").read_text())["bytes"]
NARROW, WIDE = 320, 1280
ENOUGH = 4
NOWHERE = "/nulle-part"
# What the map of the site does not tell: pages one reaches by asking for something.
ASKED = (
    "/recherche?q=pneu",
    "/recherche?q=girafe",
    "/recherche",
    "/pneus/decoder?marquage=205/55+R16+91V",
    "/pneus/decoder?marquage=rien",
    "/pneus/comparer",
    "/pneus/comparer?origine=205/55+R16+91V&monte=225/45+R17+88W&autre=x&commune=Les+Rousses",
    "/pneus/comparer?origine=205/55+R16+91V&monte=225/45+R17+88W&commune=Les+Rousses",
    "/configurer/portail?type=SLIDING_CANTILEVER&unsure=y&v=",
    "/configurer/portail?v=1&width_bottom=9&type=WICKET",
    "/configurer/garde-corps?length_2=2400&slope_2=32&infill=CABLE",
    "/configurer/garde-corps?v=1&length_1=9&type=INDUSTRIAL",
    "/configurer/rayonnage?type=TYRE_RACK&has_back_brace=y&unsure=y&handover=FITTING",
    "/configurer/rayonnage?v=1&span=9&type=SHELF",
    "/configurer/escalier?type=INDUSTRIAL&flights=QUARTER_LEFT&opening=3500&handover=FITTING",
    "/configurer/escalier?v=1&height=9&type=HOME",
    "/devis/demander?family=staircase",
    "/pneus/rendez-vous",
    "/panier",
    "/compte/connexion",
    "/commande/lien",
    NOWHERE,
)


def _mapped(address: str) -> list[str]:
    with urllib.request.urlopen(f"{address}/sitemap.xml", timeout=10) as answer:  # noqa: S310 - our own address
        places = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    return [urlsplit(place).path for place in places]


@pytest.fixture(scope="module")
def pages(sqlite_demo: str) -> list[str]:
    """Return the path of every public page, in both languages."""
    asked = [prefix + path for prefix in ("", "/en") for path in ASKED]
    return [*_mapped(sqlite_demo), *asked]


@pytest.fixture(scope="module")
def shapes(pages: list[str]) -> list[str]:
    """Return pages of every shape: a few of those that differ by their words alone."""
    seen: Counter[str] = Counter()
    kept = []
    for path in pages:
        shape = path.rpartition("/")[0] if "?" not in path else path
        seen[shape] += 1
        if seen[shape] <= ENOUGH or shape in ("", "/en"):
            kept.append(path)
    return kept


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, sqlite_demo: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=sqlite_demo,
        viewport={"width": WIDE, "height": 860},
        color_scheme=request.param,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, sqlite_demo: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=sqlite_demo, viewport={"width": NARROW, "height": 640}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.slow
def test_axe_finds_nothing(page: Page, shapes: list[str]) -> None:
    """French is read in the light, English in the dark: colours know no language."""
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found = {}
    for path in (one for one in shapes if one.startswith("/en") is is_dark):
        page.goto(path)
        rules = Axe().run(page).response["violations"]
        if rules:
            found[path] = [(rule["id"], rule["nodes"][0]["target"]) for rule in rules]

    assert found == {}


@pytest.mark.slow
def test_no_page_scrolls_sideways_on_the_narrowest_screen(phone: Page, pages: list[str]) -> None:
    wide = {}
    for path in pages:
        phone.goto(path)
        width = phone.evaluate("document.documentElement.scrollWidth")
        if width > NARROW:
            wide[path] = width

    assert wide == {}


def test_pages_are_light_and_ask_for_no_cookie(sqlite_demo: str, pages: list[str]) -> None:
    heavy = {}
    for path in pages:
        request = urllib.request.Request(sqlite_demo + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own address
        with _open(request) as answer:
            assert "Set-Cookie" not in answer.headers, path
            body = answer.read()
            is_zipped = answer.headers["Content-Encoding"] == "gzip"
        size = len(body if is_zipped else gzip.compress(body))
        if size > BUDGETS["html"]:
            heavy[path] = size

    assert heavy == {}


def test_every_link_of_a_public_page_leads_somewhere(sqlite_demo: str, pages: list[str]) -> None:
    links: dict[str, str] = {}
    for path in (one for one in pages if not one.startswith("/en") and one != NOWHERE):
        with _open(urllib.request.Request(sqlite_demo + path)) as answer:  # noqa: S310 - our own address
            for link in re.findall(r'<a [^>]*href="(/[^"#]*)', answer.read().decode()):
                links.setdefault(link.replace("&amp;", "&"), path)
    lost = {}
    for link, path in links.items():
        with _open(urllib.request.Request(sqlite_demo + link)) as answer:  # noqa: S310 - our own address
            if answer.status >= 400:
                lost[link] = path

    assert lost == {}


def test_the_configurator_follows_without_reloading(page: Page) -> None:
    page.goto("/configurer/portail")
    price = page.locator("#result .price-value")
    first = price.inner_text()

    page.get_by_text("Portail coulissant sur rail").click()
    expect(price).not_to_have_text(first)
    expect(page.locator('[data-part="split"]')).to_be_hidden()
    page.get_by_text("Finition et couleur").click()
    page.get_by_text("Galvanisé : gris zinc").click()

    expect(page.locator('[data-summary="finish"]')).to_have_text("Galvanisé : gris zinc")
    expect(page.locator('[data-part="colour"]')).to_be_hidden()
    assert "finish=GALVA" in page.url


def test_price_drawing_and_keeping_stay_in_view_on_a_phone(phone: Page) -> None:
    phone.goto("/configurer/portail")
    bar = phone.locator(".price-bar")

    for height in (0, 1500, 99999):
        phone.evaluate(f"scrollTo(0, {height})")
        if height < 99999:
            expect(bar.get_by_role("button", name="Garder")).to_be_in_viewport()
            expect(bar.locator("svg.drawn")).to_be_in_viewport()
    bar.get_by_role("button", name="Garder").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"Configuration \w{3}-\w{3}")
    )


def test_figures_of_a_drawing_can_be_read_on_a_phone(phone: Page) -> None:
    phone.goto("/configurer/portail")

    heights = phone.locator(".drawn-elevation text").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize)"
        " * one.ownerSVGElement.getScreenCTM().a)"
    )

    assert min(heights) >= 10


def _open(request: urllib.request.Request) -> urllib.response.addinfourl:
    """Open an address; an error page is an answer too."""
    try:
        return urllib.request.urlopen(request, timeout=10)  # noqa: S310 - our own address
    except urllib.error.HTTPError as answer:
        return answer
