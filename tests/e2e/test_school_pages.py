"""Every page of the school, reached as each role: read by axe, light in French, dark in English."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import Setting, Visit
from tests.e2e.steps import (
    ADMIN,
    DIRECTOR,
    GENERAL_TEACHER,
    METAL_TEACHER,
    OFFICE,
    TYRE_TEACHER,
    sign_in,
)
from tests.e2e.workshop import press, sign_in_student

STUDENT = "Chat"
PEOPLE = (OFFICE, METAL_TEACHER, TYRE_TEACHER, GENERAL_TEACHER, DIRECTOR, ADMIN, STUDENT)
ALWAYS_OPEN = ("/ecole/connexion", "/ecole/atelier/connexion", "/ecole/atelier/connexion/1/1")
FILES = re.compile(r"\.(pdf|csv|ics|dxf)$|/documents/|/photos/|/imprimer$")
PRINTED = re.compile(r"/fiches/\d+/imprimer$")
KEYS = re.compile(
    r"/\d+|/\d{3}-\w+|(?<=/produits)/[\w-]+|(?<=/pneus)/\w+|(?<=/calcul/)\w+/.+|(?<=/chiffres)/.+"
)
NARROW, WIDE = 320, 1280


def shape_of(path: str) -> str:
    """Return the path with its keys taken out: pages of one shape differ by their words alone."""
    return KEYS.sub("/N", path).removeprefix("/en")


def is_read(path: str) -> bool:
    is_page = not FILES.search(path) or PRINTED.search(path)
    return path.startswith("/ecole") and bool(is_page)


def links_of(page: Page) -> list[str]:
    hrefs = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    return [urlsplit(href).path for href in hrefs]


def reach(page: Page, seen: set[str]) -> Iterator[str]:
    """Go to one page of each shape that links lead to; yield what is wrong when it fails."""
    waiting = ["/ecole/", *ALWAYS_OPEN]
    seen.discard("/ecole/")
    while waiting:
        path = waiting.pop(0)
        if shape_of(path) in seen or not is_read(path):
            continue
        seen.add(shape_of(path))
        answer = page.goto(path)
        if answer is None or not answer.ok:
            yield f"{path} answers {answer.status if answer else 'nothing'}"
            continue
        waiting.extend(links_of(page))
        yield ""


def read_by_axe(page: Page, where: str) -> str:
    found = Axe().run(page)
    return f"{where}\n{found.generate_report()}" if found.violations_count else ""


def faults_of(page: Page) -> Iterator[str]:
    """Yield what is wrong with the page in hand: French and light, narrow, English and dark."""
    path = urlsplit(page.url).path
    yield read_by_axe(page, path)
    page.set_viewport_size({"width": NARROW, "height": 740})
    if page.locator("html").evaluate("root => root.scrollWidth") > NARROW:
        yield f"{path} is wider than {NARROW} px"
    page.set_viewport_size({"width": WIDE, "height": 860})
    page.emulate_media(color_scheme="dark")
    page.goto(f"/en{path}")
    yield read_by_axe(page, f"/en{path} in the dark")
    page.emulate_media(color_scheme="light")


def arrive(person: BrowserContext, who: str) -> Page:
    """Come in on a tablet of the workshop, where even the choice of a picture can be read."""
    page = person.new_page()
    page.goto("/demo")
    press(page, "Faire de cet appareil la tablette de l’atelier")
    return sign_in_student(person, who) if who == STUDENT else sign_in(person, who)


def faults_for(page: Page, seen: set[str]) -> Iterator[str]:
    for refusal in reach(page, seen):
        yield refusal
        if not refusal:
            yield from faults_of(page)


@pytest.mark.slow
def test_axe_finds_nothing_on_any_page_of_the_school(browser: Browser, sqlite_demo: str) -> None:
    """A page that several of the staff share is read once; a student sees all otherwise."""
    visit = Visit(browser, sqlite_demo, Setting("sqlite", (WIDE, 860)))
    seen: set[str] = set()
    faults: list[str] = []
    for who in PEOPLE:
        person = visit.someone()
        known = set() if who == STUDENT else seen
        faults.extend(filter(None, faults_for(arrive(person, who), known)))
        person.close()
    assert faults == []
