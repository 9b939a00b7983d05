"""Journey 5: the workshop teacher weighs a purchase, agrees to it or declines it kindly."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.checkout import order_rack, pay_by_card, reload_until
from tests.e2e.conftest import Visit
from tests.e2e.steps import METAL_TEACHER, address_of, read_email, sign_in, text_of
from tests.e2e.workshop import find_card, press

REASON = "Nos élèves soudent déjà un escalier ces semaines-là."


def buy_rack(visit: Visit, customer: BrowserContext, name: str) -> tuple[Page, str]:
    """Order one rack and pay it by card; return the private page and the number."""
    page = customer.new_page()
    reference = order_rack(page, address_of(visit, name), "Par carte")
    pay_by_card(page)
    expect(page.get_by_role("heading", name="Où en est-elle ?")).to_be_visible()
    return page, reference


def proposal(teacher: Page, reference: str) -> Locator:
    """Return the part of « À accepter » about one order."""
    teacher.goto("/ecole/a-accepter")
    return teacher.get_by_role("article").filter(has_text=reference)


def see_what_it_weighs(work: Locator) -> None:
    """Load of each bottleneck in hours, the deadline, and what which group would learn."""
    told = text_of(work)
    assert "Prix de vente hors taxe" in told
    assert re.search(r"Charge jusqu’à la semaine du \d", told)
    for bottleneck in ("Heures d’élèves", "Postes de soudage"):
        assert re.search(rf"{bottleneck} : [\d,]+ h promises sur [\d,]+ h", told), bottleneck
    assert re.search(r"il serait fini la semaine du \d", told)
    learning = work.locator("section", has_text="Ce qu’il apprendrait")
    expect(learning.get_by_role("listitem").filter(has_text="Métallerie A").first).to_be_visible()
    assert re.search(r"jamais fait|fait \d+ fois", text_of(learning))


def test_a_teacher_weighs_a_purchase_and_agrees_once(visit: Visit) -> None:
    customer = visit.someone()
    page, reference = buy_rack(visit, customer, "agree")
    teacher = sign_in(visit.someone(), METAL_TEACHER)
    see_what_it_weighs(proposal(teacher, reference))
    old_tab = teacher.context.new_page()
    proposal(old_tab, reference)

    press(teacher, f"Accepter {reference}")
    expect(teacher.get_by_text("Achat accepté : la fiche de travail est créée")).to_be_visible()
    expect(proposal(teacher, reference)).to_have_count(0)
    press(old_tab, f"Accepter {reference}")
    expect(old_tab.get_by_role("alert")).to_be_visible()

    find_card(teacher, reference)
    reload_until(page, page.get_by_text("Acceptée par l’école"))
    read_email(customer, address_of(visit, "agree"), f"L’école accepte votre commande {reference}")


def decline_with_a_reason(teacher: Page, reference: str) -> None:
    """No reason, no refusal; then the words of the teacher go with the sentence chosen."""
    work = proposal(teacher, reference)
    work.get_by_role("link", name="Refuser avec une raison").click()
    press(teacher, "Refuser et prévenir le client")
    expect(teacher.get_by_role("alert").first).to_be_visible()
    teacher.get_by_role("radio").first.check()
    teacher.get_by_label(re.compile("^Vos mots")).fill(REASON)
    press(teacher, "Refuser et prévenir le client")
    expect(teacher.get_by_text("Achat refusé : le client lit votre raison")).to_be_visible()


def test_a_purchase_declined_is_refunded_with_a_kind_reason(visit: Visit) -> None:
    customer = visit.someone()
    page, reference = buy_rack(visit, customer, "decline")
    teacher = sign_in(visit.someone(), METAL_TEACHER)
    decline_with_a_reason(teacher, reference)

    expect(proposal(teacher, reference)).to_have_count(0)
    teacher.goto(f"/ecole/recherche?q={reference}")
    expect(teacher.locator("main a[href*='/ecole/fiches/']")).to_have_count(0)
    page.reload()
    expect(page.get_by_text(REASON)).to_be_visible()
    reload_until(page, page.get_by_text(re.compile(r"Remboursement de .*\(fait\)")))
    expect(page.get_by_role("heading", name="À payer maintenant")).to_have_count(0)
    mail = read_email(customer, address_of(visit, "decline"), "Nous ne pouvons pas faire votre")
    expect(mail.locator(".email-text")).to_contain_text(REASON)
