"""A shelving to measure by quote: from the three fixed sizes to a paid deposit and a job card."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import IN_TWO_SETTINGS, Visit
from tests.e2e.quoting import (
    agree_to_quote,
    ask_for_quote,
    drawing_of,
    look,
    pay_the_deposit,
    price,
    price_shown,
    promise_and_ask_workshop,
    send_quote,
    sign_quote,
)
from tests.e2e.steps import (
    METAL_TEACHER,
    OFFICE,
    address_of,
    follow_link,
    read_email,
    sign_in,
    unfold,
)

pytestmark = IN_TWO_SETTINGS
CONFIGURATOR = "/configurer/rayonnage"


def test_fixed_sizes_and_own_sizes_lead_to_each_other_and_pallets_to_a_person(visit: Visit) -> None:
    page = visit.page()
    page.goto("/familles/rayonnages")
    page.get_by_role("link", name="Choisir mes mesures et voir le prix").click()
    expect(page).to_have_url(re.compile(CONFIGURATOR))
    expect(price(page)).to_contain_text("Prix ferme")
    expect(page.get_by_role("link", name="Voir les tailles prêtes")).to_be_visible()

    page.get_by_label("Longueur d’une travée").fill("2,5 m")
    look(visit, page)
    expect(page.locator("[data-notes='span']")).to_contain_text("Au-delà de 2\u202f000 mm")
    expect(price(page)).to_contain_text("Estimation")
    page.get_by_role("radio", name="Rayonnage à pneus").check()
    look(visit, page)
    expect(page.get_by_label("Diamètre d’un pneu")).to_be_visible()
    if visit.setting.script:
        assert page.locator("html").evaluate("e => e.scrollWidth") <= visit.setting.size[0]


def test_a_store_room_goes_from_its_sizes_to_a_paid_deposit_and_a_job_card(visit: Visit) -> None:
    customer, email = visit.someone(), address_of(visit, "reserve")
    office, teacher = sign_in(visit.someone(), OFFICE), sign_in(visit.someone(), METAL_TEACHER)

    code, shown = _configure(visit, customer)
    reference = ask_for_quote(customer, code, email)
    office.goto("/ecole/bureau")
    office.get_by_role("row").filter(has_text=reference).get_by_role("link").first.click()
    expect(office.locator("main")).to_contain_text(shown)
    promise_and_ask_workshop(office)
    agree_to_quote(teacher, reference)
    send_quote(office)
    quote = follow_link(read_email(customer, email, "Votre devis"), "/devis/")
    expect(price(quote)).to_contain_text(shown)
    sign_quote(quote)
    expect(quote).to_have_url(re.compile("/commande/"))
    order = pay_the_deposit(customer, email)
    _teacher_finds_the_card(teacher, order)


def _configure(visit: Visit, customer: BrowserContext) -> tuple[str, str]:
    """Draw three bays with a back brace; return the short code and the firm price shown."""
    page = customer.new_page()
    page.goto(CONFIGURATOR)
    page.get_by_label("Travées", exact=True).fill("3")
    page.get_by_label("Longueur d’une travée").fill("1230")
    page.get_by_label("Charge par niveau").fill("210 kg")
    unfold(page, "Tablettes et montants")
    page.get_by_role("checkbox", name="Croix de dos").check()
    look(visit, page)
    expect(drawing_of(page)).to_contain_text("3850")
    expect(price(page)).to_contain_text("Prix ferme")
    page.get_by_role("button", name="Garder et partager").click()
    expect(page).to_have_url(re.compile("/c/"))
    expect(page.locator("main")).to_contain_text("3 travées de 1230 × 500 × 2000 mm")
    return page.url.rsplit("/", 1)[-1], price_shown(page)


def _teacher_finds_the_card(teacher: Page, order: str) -> None:
    """The card has drawing, cut list, checks and load of this shelving."""
    teacher.goto("/ecole/fiches")
    teacher.get_by_role("row").filter(has_text="1230 × 500").get_by_role("link").first.click()
    card = teacher.locator("main")
    expect(card).to_contain_text(f"Commande {order}")
    expect(card.locator(".drawing-area svg").first).to_contain_text("3850")
    for word in ("Longeron", "Croix de dos", "Charge maxi par niveau", "Faux aplomb"):
        expect(card).to_contain_text(word)
