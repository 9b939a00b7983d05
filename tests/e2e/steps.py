"""What every journey does again and again: sign in, read an e-mail, open its private link."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import Visit

OFFICE, METAL_TEACHER, TYRE_TEACHER = "bureau@", "metallerie@", "pneus@"
GENERAL_TEACHER, DIRECTOR, ADMIN = "cours@", "direction@", "admin@"


def address_of(visit: Visit, name: str) -> str:
    """Return an e-mail address nobody else has in this database, so that mails are not mixed up."""
    return f"{name}.{visit.setting.name}@example.org"


def sign_in(person: BrowserContext, colleague: str) -> Page:
    """Sign in at the school with what the page of the demonstration says.

    `colleague` is the start of an address, such as `OFFICE`.
    """
    page = person.new_page()
    page.goto("/demo")
    password = page.locator("p", has_text="Mot de passe de tous").locator("strong").inner_text()
    email = page.locator("code", has_text=re.compile(f"^{re.escape(colleague)}")).inner_text()
    page.get_by_role("link", name="Se connecter à l’école").click()
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.locator("main").get_by_role("button", name="Se connecter").click()
    expect(page).not_to_have_url(re.compile("connexion"))
    return page


def read_email(person: BrowserContext, address: str, subject: str) -> Page:
    """Open the newest e-mail to this address whose subject contains these words."""
    page = person.new_page()
    page.goto("/demo/courriels")
    row = page.get_by_role("row").filter(has_text=address).filter(has_text=subject).first
    row.get_by_role("link").click()
    expect(page.locator(".email-text")).to_be_visible()
    return page


def follow_link(page: Page, path: str) -> Page:
    """Follow the link of an e-mail that leads to pages of this path."""
    page.locator(f".email-text a[href*='{path}']").first.click()
    expect(page).to_have_url(re.compile(re.escape(path)))
    return page


def text_of(place: Locator) -> str:
    """Return what is written there, with plain spaces."""
    return " ".join(place.inner_text().split())


def unfold(page: Page, title: str) -> None:
    """Open a folded part of the page, unless it is open."""
    summary = page.locator("summary", has_text=title)
    if summary.locator("xpath=..").get_attribute("open") is None:
        summary.click()
