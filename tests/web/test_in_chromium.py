"""The layouts, the styles and the scripts in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route
from werkzeug.serving import make_server

from shop.app import create_app
from shop.settings import read_settings
from shop.web.navigation import Link, Place, SchoolCard, offer_links

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SAMPLES = ("/style", "/style/ecole", "/style/atelier", "/style/document", "/style/erreur/404")
FIRST_VIEW_BYTES, FIRST_VIEW_REQUESTS = 100 * 1024, 8


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The style page on a server of its own, with the school and the menu of a real one."""
    folder = tmp_path_factory.mktemp("style")
    app = create_app(
        read_settings(
            {
                "ETABLI_ENVIRONMENT": "test",
                "ETABLI_DEMO": "yes",
                "ETABLI_DATABASE_URL": f"sqlite:///{folder}/shop.sqlite3",
                "ETABLI_DATA_DIR": str(folder),
                "ETABLI_LOG_LEVEL": "ERROR",
            }
        )
    )
    card = SchoolCard(
        name="Juralternance",
        phone="03 84 79 00 00",
        email="atelier@example.org",
        hours=("Lundi à vendredi, 8 h – 12 h et 13 h 30 – 17 h",),
        address=("12 rue de l’Exemple", "39100 Dole"),
    )
    app.extensions["links"] = {place: [] for place in Place}
    app.extensions["school_loader"] = lambda: card
    for place in Place:
        offer_links(app, place, lambda: [Link("Portails", "/style"), Link("Panier", "/x", "tool")])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone; what the console complains of fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on(
        "console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


@pytest.mark.parametrize(("theme", "width"), [("light", 320), ("dark", 1280)])
@pytest.mark.parametrize("sample", SAMPLES)
def test_pages_are_accessible_and_never_wider_than_the_screen(
    browser: Browser, address: str, sample: str, width: int, theme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(address + sample.replace("404", "409" if width == 320 else "404"))

    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert [(rule["id"], rule["nodes"][0]["target"]) for rule in found] == []
    assert wide == width


def test_first_view_is_light(page: Page, address: str) -> None:
    page.goto(f"{address}/style/erreur/404", wait_until="networkidle")
    sizes = page.evaluate(
        "performance.getEntries().filter(e => e.transferSize !== undefined)"
        ".map(e => e.transferSize)"
    )

    assert len(sizes) <= FIRST_VIEW_REQUESTS
    assert sum(sizes) <= FIRST_VIEW_BYTES


def test_both_fonts_are_used_and_nothing_else_is_loaded(page: Page, address: str) -> None:
    page.goto(f"{address}/style", wait_until="networkidle")

    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + ' ' + f.weight)"
    )
    assert sorted(loaded) == ["Atkinson Hyperlegible Next 400", "Atkinson Hyperlegible Next 700"]


def test_a_chosen_theme_lasts(page: Page, address: str) -> None:
    page.goto(f"{address}/style/erreur/404")
    page.get_by_role("button", name="Sombre").click()
    page.reload()

    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.get_by_role("button", name="Sombre").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Automatique").click()
    assert page.locator("html").get_attribute("data-theme") is None


def test_menu_opens_and_closes_on_a_phone(page: Page, address: str) -> None:
    page.goto(f"{address}/style/erreur/404")
    link = page.locator("#menu").get_by_role("link", name="Portails")

    assert not link.is_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    assert link.is_visible()
    page.get_by_role("button", name="Fermer le menu").click()
    assert not link.is_visible()


def test_errors_take_focus_and_lead_to_their_field(page: Page, address: str) -> None:
    page.goto(f"{address}/style")
    summary = page.locator(".error-summary")
    page.wait_for_function("document.activeElement.classList.contains('error-summary')")

    summary.get_by_role("link", name="Adresse e-mail").click()
    assert page.evaluate("document.activeElement.id") == "x-email"


def test_a_form_sent_twice_goes_once(page: Page, address: str) -> None:
    sent: list[str] = []

    def keep(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/slow", keep)
    page.goto(f"{address}/style")
    page.evaluate("document.querySelector('form.form').action = '/slow'")
    button = page.get_by_role("button", name="Commander avec obligation de paiement")
    button.evaluate("it => { it.click(); it.click() }")
    page.wait_for_timeout(200)
    button.evaluate("it => it.click()")
    page.wait_for_timeout(200)

    assert sent == ["POST"]
    assert button.get_attribute("aria-disabled") == "true"


def test_a_form_can_be_sent_again_after_coming_back(page: Page, address: str) -> None:
    page.route("**/slow", lambda route: route.fulfill(status=204))
    page.goto(f"{address}/style")
    page.evaluate("document.querySelector('form.form').action = '/slow'")
    button = page.get_by_role("button", name="Commander avec obligation de paiement")
    button.evaluate("it => it.click()")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert button.get_attribute("aria-disabled") is None


def test_number_pad_types_into_the_field(page: Page, address: str) -> None:
    page.goto(f"{address}/style/atelier")
    pad = page.get_by_role("group", name="Clavier")
    for key in ("4", "2", "7"):
        pad.get_by_role("button", name=key, exact=True).click()
    pad.get_by_role("button", name="Effacer un chiffre").click()

    assert page.get_by_label("Ton code").input_value() == "42"


def test_number_pad_hides_where_it_could_not_work(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/style/atelier")

    assert not page.locator(".pin-pad").is_visible()
    assert page.get_by_label("Ton code").is_visible()
    context.close()


def test_paper_carries_no_menu(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/style")
    page.emulate_media(media="print")

    assert not page.locator(".site-head").is_visible()
    assert not page.get_by_role("button", name="Demander un devis").is_visible()
    assert page.locator(".print-only").is_visible()
