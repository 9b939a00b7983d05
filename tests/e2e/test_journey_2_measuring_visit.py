"""A measuring visit: an estimate is accepted, measured by an adult, and changes with the tape."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.quoting import (
    CONFIGURATOR,
    agree_to_quote,
    ask_for_quote,
    cents_of,
    give_widths,
    look,
    pay_the_deposit,
    price,
    promise_and_ask_workshop,
    reference_in,
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
    text_of,
    unfold,
)
from tests.e2e.workshop import find_card, press

WAITS_FOR_THE_TAPE = "faites la visite de mesure avant de publier"
ESTIMATED, MEASURED = "2960", "2912"


def test_an_estimate_is_measured_before_it_is_cut_and_accepted_anew(visit: Visit) -> None:
    customer, email = visit.someone(), address_of(visit, "visite")
    office, teacher = sign_in(visit.someone(), OFFICE), sign_in(visit.someone(), METAL_TEACHER)

    code, range_shown = _estimate(visit, customer)
    reference = ask_for_quote(customer, code, email)
    _office_opens(office, reference)
    expect(office.locator("main")).to_contain_text("À mesurer avant de fabriquer")
    promise_and_ask_workshop(office)
    agree_to_quote(teacher, reference)
    send_quote(office)
    first = _read_quote(customer, email, "Votre devis", range_shown)
    sign_quote(first)
    expect(first).to_have_url(re.compile("/commande/"))
    order = pay_the_deposit(customer, email)
    card = find_card(teacher, order)
    _see_that_nothing_may_be_cut(teacher, card)

    _plan_the_visit(office)
    _customer_knows_when(customer, email)
    _record_dimensions(teacher, office.url)
    _see_that_nothing_may_be_cut(teacher, card)
    office.reload()
    expect(office.get_by_role("heading", name="Version 2")).to_be_visible()
    promise_and_ask_workshop(office)
    agree_to_quote(teacher, reference)
    send_quote(office)

    _accept_the_real_dimensions(customer, email, order)
    _see_the_card_follow(teacher, card)


def test_an_adult_writes_dimensions_that_make_sense(visit: Visit) -> None:
    office = sign_in(visit.someone(), OFFICE)
    customer = visit.someone()
    code, _range = _estimate(visit, customer)
    _office_opens(office, ask_for_quote(customer, code, address_of(visit, "ruban")))
    unfold(office, "Noter les dimensions réelles")
    office.locator("#measure").get_by_label("Largeur en bas").fill("trois mètres")
    office.get_by_label("Remarques").fill("Pilier gauche penché.")
    press(office, "Garder les dimensions")

    expect(office.locator("#measure-widths-error")).to_contain_text("Écrivez un nombre")
    expect(office.get_by_label("Remarques")).to_have_value("Pilier gauche penché.")


def _estimate(visit: Visit, customer: BrowserContext) -> tuple[str, tuple[int, int]]:
    """Say « pas sûre »; return the code and the range shown, in cents with VAT."""
    page = customer.new_page()
    page.goto(CONFIGURATOR)
    give_widths(visit, page, {"Largeur en bas": ESTIMATED})
    page.get_by_role("checkbox", name="Je ne suis pas sûr de mes mesures").check()
    look(visit, page)
    expect(price(page)).to_contain_text("Estimation")
    expect(page.locator("#result")).to_contain_text("Nous proposons une visite de mesure")
    press(page, "Garder et partager")
    expect(page).to_have_url(re.compile("/c/"))
    low, high = page.locator(".price-value .nowrap").all()
    return page.url.rsplit("/", 1)[-1], (cents_of(text_of(low)), cents_of(text_of(high)))


def _office_opens(office: Page, reference: str) -> None:
    office.goto("/ecole/bureau")
    office.get_by_role("row").filter(has_text=reference).get_by_role("link").first.click()
    expect(office.locator("main")).to_contain_text(reference)


def _read_quote(
    customer: BrowserContext, email: str, subject: str, within: tuple[int, int]
) -> Page:
    """Open the quote: its price is in the range shown, its measures are to be confirmed."""
    page = follow_link(read_email(customer, email, subject), "/devis/")
    expect(page.locator("main")).to_contain_text("Mesures à confirmer")
    asked = cents_of(text_of(page.locator(".price-value .nowrap").first))
    assert within[0] <= asked <= within[1]
    return page


def _see_that_nothing_may_be_cut(teacher: Page, card: str) -> None:
    teacher.goto(card)
    expect(teacher.locator("main")).to_contain_text(WAITS_FOR_THE_TAPE)
    expect(teacher.get_by_role("button", name="Publier la fiche")).to_have_count(0)


def _plan_the_visit(office: Page) -> None:
    """Choose the first free slot; the customer is told."""
    unfold(office, "Planifier une visite")
    office.get_by_label("Créneau").select_option(index=0)
    office.get_by_label("Note pour le client").fill("Merci d’ouvrir la cour.")
    press(office, "Planifier et prévenir le client")
    expect(office.locator("main")).to_contain_text("Visite le")


def _customer_knows_when(customer: BrowserContext, email: str) -> None:
    mail = read_email(customer, email, "mesure")
    expect(mail.locator(".email-text")).to_contain_text("Merci d’ouvrir la cour.")
    expect(mail.locator(".email-text")).to_contain_text("4 rue des Lavandières")


def _record_dimensions(teacher: Page, desk: str) -> None:
    """An adult of the school writes what the tape said: narrower than told."""
    teacher.goto(desk)
    unfold(teacher, "Noter les dimensions réelles")
    form = teacher.locator("#measure")
    for label, width in (("en bas", MEASURED), ("au milieu", "2915"), ("en haut", "2918")):
        form.get_by_label(f"Largeur {label}").fill(width)
    press(teacher, "Garder les dimensions")
    expect(teacher.locator("main")).to_contain_text("Karim Haddad")
    expect(teacher.locator("main")).to_contain_text("2 912 mm / 2 915 mm / 2 918 mm")


def _accept_the_real_dimensions(customer: BrowserContext, email: str, order: str) -> None:
    """The new version is firm; signing it amends the same order."""
    page = follow_link(read_email(customer, email, "Nouvelle version"), "/devis/")
    expect(price(page)).to_contain_text("Prix ferme")
    expect(page.locator("main")).not_to_contain_text("Mesures à confirmer")
    total = cents_of(text_of(page.locator(".totals .total dd").first))
    sign_quote(page)
    expect(page).to_have_url(re.compile("/commande/"))
    assert reference_in(page.locator("main"), "CO") == order
    assert cents_of(text_of(page.locator(".totals .total dd").first)) == total
    expect(page.locator("main")).to_contain_text(MEASURED)


def _see_the_card_follow(teacher: Page, card: str) -> None:
    teacher.goto(card)
    main = teacher.locator("main")
    expect(main).not_to_contain_text(WAITS_FOR_THE_TAPE)
    expect(main.locator(".drawing-area svg").first).to_contain_text(MEASURED)
    assert ESTIMATED not in text_of(main)
