"""What journeys of the workshop begin with: a shelving bought and paid, its card published."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.steps import METAL_TEACHER, OFFICE, address_of, sign_in, text_of

PRIVATE_LINK = re.compile(r"/commande/[\w-]{20,}")
SHELVING = "/produits/rayonnage-atelier"
CREW = "Métallerie A"


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order as its customer knows it."""

    reference: str
    email: str
    page: Page
    amount: str


def press(place: Page | Locator, name: str) -> None:
    place.get_by_role("button", name=name, exact=True).click()


def fold_of(page: Page, title: str) -> Locator:
    """Open a folded part of the page and return it."""
    part = page.locator("details").filter(has=page.locator("summary", has_text=title)).first
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    return part


def sign_in_student(person: BrowserContext, picture: str, crew: str = CREW) -> Page:
    """Sign in on the tablet of the workshop: group, picture, four digits."""
    page = person.new_page()
    page.goto("/demo")
    pin = page.locator("p", has_text="Code de tous les élèves").locator("strong").inner_text()
    press(page, "Faire de cet appareil la tablette de l’atelier")
    page.get_by_role("link", name=crew).click()
    page.get_by_role("link", name=picture, exact=True).click()
    page.locator("input[name=pin]").fill(pin)
    press(page, "Entrer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes fiches")
    return page


def order_shelving(visit: Visit, name: str) -> Ordered:
    """Buy one shelving as a guest who pays by transfer; the customer keeps her private page."""
    page, email = visit.page(), address_of(visit, name)
    page.goto(SHELVING)
    press(page, "Mettre au panier")
    page.goto("/panier")
    press(page, "Passer la commande")
    known = {"Votre nom": "Ana Roux", "Téléphone": "03 84 00 00 00", "Ville": "Dole"}
    for label, typed in {**known, "Code postal": "39100", "Adresse e-mail": email}.items():
        page.get_by_label(re.compile(rf"^{label}")).fill(typed)
    page.get_by_label(re.compile("^Adresse$")).fill("3 rue du Port")
    press(page, "Continuer")
    page.get_by_role("radio", name=re.compile("virement", re.IGNORECASE)).check()
    press(page, "Continuer")
    page.get_by_role("checkbox").check()
    press(page, "Commander avec obligation de paiement")
    return _ordered(page, email)


def _ordered(page: Page, email: str) -> Ordered:
    asked = page.locator("dt", has_text="À payer maintenant").first
    amount = text_of(asked.locator("xpath=following-sibling::dd[1]")).removesuffix(" €")
    page.get_by_role("link", name="Voir ma commande").click()
    expect(page).to_have_url(PRIVATE_LINK)
    title = text_of(page.get_by_role("heading", level=1))
    return Ordered(title.split()[-1], email, page, amount)


def receive_money(visit: Visit, ordered: Ordered) -> None:
    """The office writes down the cheque that pays the order."""
    office = sign_in(visit.someone(), OFFICE)
    office.goto("/ecole/bureau/argent")
    office.get_by_label("Numéro de commande").last.fill(ordered.reference)
    office.get_by_role("radio", name="Chèque").check()
    office.get_by_label("Montant").fill(ordered.amount)
    today = datetime.now(ZoneInfo("Europe/Paris"))
    office.get_by_label("Reçu le").fill(f"{today:%Y-%m-%d}")
    press(office, "Noter ce paiement")
    expect(office.get_by_text("C’est noté.")).to_be_visible()


def accept(teacher: Page, reference: str) -> str:
    """Agree to a purchase and return the address of the card that this opened."""
    teacher.goto("/ecole/a-accepter")
    press(teacher, f"Accepter {reference}")
    return find_card(teacher, reference)


def find_card(teacher: Page, reference: str) -> str:
    """Return the address of the card of an order: one line, one card."""
    teacher.goto(f"/ecole/recherche?q={reference}")
    cards = teacher.locator("main a[href*='/ecole/fiches/']")
    expect(cards).to_have_count(1)
    return str(cards.get_attribute("href"))


def new_card(visit: Visit, name: str) -> tuple[Ordered, Page, str]:
    """Bring an order of its own to an open card: the order, its teacher, the card's address."""
    ordered = order_shelving(visit, name)
    receive_money(visit, ordered)
    teacher = sign_in(visit.someone(), METAL_TEACHER)
    return ordered, teacher, accept(teacher, ordered.reference)


def give_to_group(teacher: Page, card: str, crew: str = CREW) -> None:
    """Choose the group and the week of a card, then publish it."""
    teacher.goto(card)
    teacher.get_by_label("Groupe", exact=True).select_option(label=crew)
    teacher.get_by_label("Semaine", exact=True).select_option(index=1)
    press(teacher, "Enregistrer le groupe et la semaine")
    press(teacher, "Publier la fiche")
    expect(teacher.get_by_text("La version 1 est à l’atelier.")).to_be_visible()
