"""A guardrail by quote: from two sides on a telephone to a paid deposit and a job card."""

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
CONFIGURATOR = "/configurer/garde-corps"


def test_the_family_leads_to_its_configurator_and_limits_are_in_words(visit: Visit) -> None:
    page = visit.page()
    page.goto("/familles/garde-corps")
    page.get_by_role("link", name="Choisir mes mesures et voir le prix").click()

    expect(page).to_have_url(re.compile(CONFIGURATOR))
    expect(price(page)).to_contain_text("Prix ferme")
    expect(page.locator("#length_1-hint")).to_contain_text(re.compile(r"De 300 à 12\s000\smm"))
    page.get_by_label("Longueur", exact=True).fill("20 m")
    look(visit, page)
    expect(page.locator("[data-notes='length_1']")).to_contain_text("entre 300 et 12\u202f000 mm")
    expect(page.locator("#result")).to_contain_text("Pas encore de prix")
    if visit.setting.script:
        assert page.locator("html").evaluate("e => e.scrollWidth") <= visit.setting.size[0]


def test_a_stair_is_an_estimate_and_glass_is_a_quote_with_its_reason(visit: Visit) -> None:
    page = visit.page()
    page.goto(CONFIGURATOR)
    page.get_by_label("Pente", exact=True).fill("32")
    look(visit, page)

    expect(price(page)).to_contain_text("Estimation")
    expect(page.get_by_label("Hauteur sur les marches")).to_be_visible()
    expect(page.locator("#result")).to_contain_text("visite de mesure")
    page.get_by_role("radio", name="Verre : sur devis").check()
    look(visit, page)
    expect(page.locator("[data-notes='infill']")).to_contain_text("miroitier")


def test_a_balcony_goes_from_two_sides_to_a_paid_deposit_and_a_job_card(visit: Visit) -> None:
    customer, email = visit.someone(), address_of(visit, "balcon")
    office, teacher = sign_in(visit.someone(), OFFICE), sign_in(visit.someone(), METAL_TEACHER)

    code, shown = _configure(visit, customer)
    reference = ask_for_quote(customer, code, email)
    _office_prices(office, reference, shown)
    agree_to_quote(teacher, reference)
    send_quote(office)
    quote = follow_link(read_email(customer, email, "Votre devis"), "/devis/")
    expect(price(quote)).to_contain_text(shown)
    sign_quote(quote)
    expect(quote).to_have_url(re.compile("/commande/"))
    order = pay_the_deposit(customer, email)
    _teacher_finds_the_card(teacher, order)


def _configure(visit: Visit, customer: BrowserContext) -> tuple[str, str]:
    """Draw a balcony with a corner; return the short code and the firm price shown."""
    page = customer.new_page()
    page.goto(CONFIGURATOR)
    page.get_by_label("Longueur", exact=True).fill("3210")
    unfold(page, "D’autres côtés, des angles")
    page.get_by_label("Longueur du côté 2").fill("1,5 m")
    look(visit, page)
    expect(drawing_of(page)).to_contain_text("4710")
    unfold(page, "D’autres côtés, des angles")
    expect(page.get_by_label("Angle avant le côté 2")).to_be_visible()
    expect(price(page)).to_contain_text("Prix ferme")
    page.get_by_role("button", name="Garder et partager").click()
    expect(page).to_have_url(re.compile("/c/"))
    expect(page.locator("main")).to_contain_text("Garde-corps, 2 segments, 4710 × 1020 mm")
    return page.url.rsplit("/", 1)[-1], price_shown(page)


def _office_prices(office: Page, reference: str, shown: str) -> None:
    office.goto("/ecole/bureau")
    office.get_by_role("row").filter(has_text=reference).get_by_role("link").first.click()
    expect(office.locator("main")).to_contain_text(shown)
    promise_and_ask_workshop(office)


def _teacher_finds_the_card(teacher: Page, order: str) -> None:
    """The card has drawing, cut list, checks and questions of a guardrail."""
    teacher.goto("/ecole/fiches")
    teacher.get_by_role("row").filter(has_text="4710 × 1020").get_by_role("link").first.click()
    card = teacher.locator("main")
    expect(card).to_contain_text(f"Commande {order}")
    expect(card.locator(".drawing-area svg").first).to_contain_text("4710")
    for word in ("Main courante", "Lisse basse", "Barreau", "le calibre de 110 ne passe pas"):
        expect(card).to_contain_text(word)
