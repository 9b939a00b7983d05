"""A staircase by quote: from a height to climb and a choice of steps to a job card."""

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
CONFIGURATOR = "/configurer/escalier"


def test_steps_follow_the_room_there_is_and_what_is_impossible_says_the_nearest(
    visit: Visit,
) -> None:
    page = visit.page()
    page.goto("/familles/escaliers")
    page.get_by_role("link", name="Choisir mes mesures et voir le prix").click()
    expect(page).to_have_url(re.compile(CONFIGURATOR))
    page.get_by_label("Hauteur à monter", exact=True).fill("1,9 m")
    look(visit, page)
    expect(page.get_by_role("radio", name=re.compile("hauteurs de"))).to_have_count(3)

    page.get_by_label("Longueur au sol", exact=True).fill("1500")
    look(visit, page)
    expect(page.locator("[data-notes='run']")).to_contain_text("Au plus près")
    page.get_by_label("Longueur au sol", exact=True).fill("")
    unfold(page, "Le trou dans le plancher")
    page.get_by_label("Longueur de la trémie", exact=True).fill("900")
    look(visit, page)
    expect(page.locator("[data-notes='opening']")).to_contain_text("On se cognerait la tête")
    if visit.setting.script:
        assert page.locator("html").evaluate("e => e.scrollWidth") <= visit.setting.size[0]


def test_a_width_nobody_typed_follows_the_place_and_a_typed_one_stays(visit: Visit) -> None:
    if not visit.setting.script:
        return
    page = visit.page()
    page.goto(CONFIGURATOR)
    width = page.get_by_label("Largeur", exact=True)
    expect(width).to_have_value("900")
    page.get_by_text("Immeuble", exact=False).first.click()
    expect(width).to_have_value("1060")
    width.fill("900")
    width.fill("1060")
    page.get_by_text("Chez vous", exact=False).first.click()
    look(visit, page)

    expect(width).to_have_value("1060")


def test_a_cellar_staircase_goes_from_its_height_to_a_paid_deposit_and_a_job_card(
    visit: Visit,
) -> None:
    customer, email = visit.someone(), address_of(visit, "cave")
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
    """Climb 1230 mm on gentle steps; return the short code and the firm price shown."""
    page = customer.new_page()
    page.goto(CONFIGURATOR)
    page.get_by_label("Hauteur à monter", exact=True).fill("1230")
    page.get_by_role("radio", name="À gauche en montant").check()
    look(visit, page)
    expect(page.locator("#result")).to_contain_text("1230 × 900 mm")
    gentle = page.get_by_role("radio", name=re.compile("Les marches les moins hautes"))
    gentle.check()
    look(visit, page)
    expect(page.locator("#result")).to_contain_text("9 hauteurs")
    expect(gentle).to_be_checked()
    expect(drawing_of(page)).to_contain_text("1230")
    expect(price(page)).to_contain_text("Prix ferme")
    page.get_by_role("button", name="Garder et partager").click()
    expect(page).to_have_url(re.compile("/c/"))
    expect(page.locator("main")).to_contain_text("Hauteurs de marche")
    return page.url.rsplit("/", 1)[-1], price_shown(page)


def _teacher_finds_the_card(teacher: Page, order: str) -> None:
    """The card has drawing, cut list, checks and questions of this staircase."""
    teacher.goto("/ecole/fiches")
    teacher.get_by_role("row").filter(has_text="1230 × 900").get_by_role("link").first.click()
    card = teacher.locator("main")
    expect(card).to_contain_text(f"Commande {order}")
    expect(card.locator(".drawing-area svg").first).to_contain_text("1230")
    for word in ("Limon", "Marche", "Poteau", "Hauteur totale à monter"):
        expect(card).to_contain_text(word)
