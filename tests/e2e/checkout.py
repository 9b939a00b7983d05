"""The way from a product to an order, as a guest walks it."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

TYRE_RACK = "Rayonnage à pneus, 2 travées"
WORKSHOP_RACK = "Rayonnage d’atelier, 2 travées"
ANA = {
    "Votre nom": "Ana Roux",
    "Téléphone": "03 84 00 00 00",
    "Adresse$": "3 rue du Port",
    "Code postal": "39 100",
    "Ville": "Dole",
}
ORDER = "Commander avec obligation de paiement"


def field(page: Page, label: str) -> Locator:
    """Return the field whose label begins so; `$` at the end asks for the whole label."""
    return page.get_by_label(re.compile(f"^{label}"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def put_in_basket(page: Page, product: str) -> None:
    """Find a product as a visitor does and put it into the basket."""
    page.goto("/familles/rayonnages")
    page.get_by_role("link", name=product).first.click()
    press(page, "Mettre au panier")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre panier")


def say_who(page: Page, email: str, changes: Mapping[str, str] | None = None) -> None:
    """Answer the questions of the second step and go on."""
    for label, typed in {**ANA, "Adresse e-mail": email, **(changes or {})}.items():
        field(page, label).fill(typed)
    press(page, "Continuer")


def choose(page: Page, *answers: str) -> None:
    """Choose how the order is received and paid, and go on."""
    for answer in answers:
        page.get_by_role("radio", name=re.compile(f"^{answer}")).check()
    press(page, "Continuer")


def confirm(page: Page) -> None:
    """Agree to the conditions and order."""
    field(page, "J’ai lu et j’accepte").check()
    press(page, ORDER)


def order_rack(page: Page, email: str, means: str) -> str:
    """Order one tyre rack to be picked up; returns the number of the order."""
    put_in_basket(page, TYRE_RACK)
    press(page, "Passer la commande")
    say_who(page, email)
    choose(page, "Je viens la chercher", means)
    confirm(page)
    return reference_on(page)


def reference_on(page: Page) -> str:
    """Return the number of the order the page is about."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"CO-\d{4}-\d{4}"))
    found = re.search(r"CO-\d{4}-\d{4}", heading.inner_text())
    assert found
    return found.group()


def go_to_card_page(page: Page) -> None:
    """Leave for the payment page: a script follows its link, else a hand does."""
    page.get_by_role("button", name=re.compile("par carte$")).click()
    onward = page.get_by_role("link", name="Continuer vers le paiement sécurisé")
    title = page.get_by_role("heading", name="Démonstration : aucun argent")
    expect(onward.or_(title).first).to_be_visible()
    if onward.count():
        onward.click()
    expect(title).to_be_visible()


def pay_by_card(page: Page) -> None:
    """Pay on the page of the demonstration and come back to the order."""
    go_to_card_page(page)
    press(page, "Payer (pour de faux)")
    expect(page.get_by_text("Merci, votre paiement est arrivé.")).to_be_visible()


def reload_until(page: Page, wanted: Locator) -> None:
    """Reload while the background worker is at it, ten seconds at most."""
    for _ in range(40):
        if wanted.count():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(wanted.first).to_be_visible()
