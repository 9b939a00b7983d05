"""Journey 9: the private page of an order, from the purchase to the school's last word."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.checkout import field, order_rack, pay_by_card, press, reload_until
from tests.e2e.conftest import Visit
from tests.e2e.steps import (
    METAL_TEACHER,
    OFFICE,
    address_of,
    follow_link,
    read_email,
    sign_in,
    text_of,
)

QUESTION = "Peut-on passer la voir jeudi ?"
ANSWER = "Oui, jeudi à 16 h. Demandez Karim à l’accueil."
REASON = "L’acier arrive avec une semaine de retard."
NO_LINK = "forged" * 5


def decide(visit: Visit, reference: str, choice: str) -> Page:
    """Press the teacher's button, or follow her link, for this purchase."""
    teacher = sign_in(visit.someone(), METAL_TEACHER)
    teacher.goto("/ecole/a-accepter")
    work = teacher.locator("article").filter(has_text=reference)
    work.get_by_text(choice, exact=False).first.click()
    return teacher


def file_of(office: Page, reference: str) -> str:
    """Open the order at the office and return its address."""
    office.goto(f"/ecole/bureau/commandes?q={reference}&etat=all")
    office.get_by_role("link", name=reference).click()
    expect(office.get_by_role("heading", level=1)).to_have_text(reference)
    return office.url


def stage(page: Page, words: str) -> str:
    """Return what the story says at this stage, its date and note included."""
    return text_of(page.locator(".timeline li").filter(has_text=words).first)


def write_both_ways(page: Page, office: Page, address: str) -> None:
    """The customer asks, the office answers: on the page and by e-mail."""
    press(page, "Envoyer le message")
    expect(field(page, "Votre message")).to_have_accessible_description(
        "Erreur : Écrivez votre message."
    )
    field(page, "Votre message").fill(QUESTION)
    press(page, "Envoyer le message")
    expect(page.get_by_text("Votre message est envoyé.")).to_be_visible()

    office.reload()
    expect(office.get_by_text(QUESTION)).to_be_visible()
    field(office, "Votre réponse").fill(ANSWER)
    press(office, "Envoyer au client")
    expect(office.get_by_text("Message envoyé au client.")).to_be_visible()

    page.reload()
    expect(page.locator(".message").filter(has_text=ANSWER)).to_be_visible()
    mail = read_email(page.context, address, "Réponse à propos")
    expect(mail.locator(".email-text")).to_contain_text(ANSWER)
    mail.close()


def move_the_day(page: Page, office: Page, address: str) -> None:
    """The office gives another day and its reason; the customer reads both."""
    day = datetime.now(UTC) + timedelta(days=70)
    office.get_by_role("link", name="Changer le jour promis").click()
    field(office, "Nouveau jour promis").fill(f"{day:%Y-%m-%d}")
    press(office, "Prévenir le client")
    expect(office.get_by_role("heading", name="Un point à corriger")).to_be_visible()
    expect(field(office, "Nouveau jour promis")).to_have_value(f"{day:%Y-%m-%d}")
    field(office, "Raison").fill(REASON)
    press(office, "Prévenir le client")
    expect(office.get_by_text("Nouveau jour promis, le client est prévenu.")).to_be_visible()

    page.reload()
    told = stage(page, "Prête")
    assert f"Date déplacée : {REASON}" in told
    assert str(day.year) in told
    mail = read_email(page.context, address, "Nouvelle date")
    expect(mail.locator(".email-text")).to_contain_text(REASON)
    mail.close()


def read_receipt(page: Page) -> None:
    """The receipt is a PDF of this order, opened from its page."""
    link = page.get_by_role("link", name=re.compile(r"^Reçu RC-\d{4}-\d{4}$"))
    reload_until(page, link)
    address = str(link.get_attribute("href"))
    paper = page.context.request.get(address)
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF-")
    stolen = page.context.request.get(re.sub(r"/commande/[^/]+/", f"/commande/{NO_LINK}/", address))
    assert stolen.status == 404


def test_the_page_says_where_the_order_is_and_carries_words_both_ways(visit: Visit) -> None:
    context = visit.someone()
    page, address = context.new_page(), address_of(visit, "suivi")
    reference = order_rack(page, address, "Par virement")
    page.get_by_role("link", name="Voir ma commande").click()
    expect(page.get_by_role("heading", name="À payer maintenant")).to_be_visible()
    assert re.search(r"\d{4} à \d\d:\d\d|\d{1,2} h", stage(page, "Commande reçue"))
    assert "L’école regarde votre commande" in stage(page, "L’école regarde")

    decide(visit, reference, "Accepter")
    page.reload()
    assert re.search(r"\d{4}", stage(page, "Commande acceptée par l’école"))
    assert "prévue" in stage(page, "Prête")

    office = sign_in(visit.someone(), OFFICE)
    file_of(office, reference)
    write_both_ways(page, office, address)
    move_the_day(page, office, address)

    page.get_by_role("link", name="Payer").click()
    pay_by_card(page)
    expect(page.get_by_text("Tout est payé")).to_be_visible()
    read_receipt(page)


def test_a_declined_purchase_is_paid_back_with_a_kind_reason(visit: Visit) -> None:
    context = visit.someone()
    page, address = context.new_page(), address_of(visit, "refus")
    reference = order_rack(page, address, "Par carte")
    pay_by_card(page)

    teacher = decide(visit, reference, "Refuser avec une raison")
    press(teacher, "Refuser et prévenir le client")
    expect(teacher.get_by_role("heading", name="Un point à corriger")).to_be_visible()
    teacher.get_by_role("radio", name=re.compile("^Notre atelier est complet")).check()
    field(teacher, "Vos mots").fill("Merci de votre confiance.")
    press(teacher, "Refuser et prévenir le client")

    page.reload()
    told = stage(page, "L’école ne peut pas faire cette commande")
    assert "Notre atelier est complet" in told
    assert "Merci de votre confiance." in told
    expect(page.get_by_role("link", name="Payer")).to_have_count(0)
    reload_until(page, page.get_by_text(re.compile(r"Remboursement de .*\(fait\)")))
    mail = read_email(context, address, "Nous ne pouvons pas faire")
    expect(mail.locator(".email-text")).to_contain_text("Merci de votre confiance.")
    read_email(context, address, "Remboursement de")


def test_a_lost_link_is_asked_for_and_comes_by_email(visit: Visit) -> None:
    context = visit.someone()
    page, address = context.new_page(), address_of(visit, "lien")
    reference = order_rack(page, address, "Sur place")

    answer = page.goto(f"/commande/{NO_LINK}")
    assert answer is not None
    assert answer.status == 404
    sent = "Si cette commande existe, son lien vient de partir"
    for number, email in ((reference, "autre@example.org"), ("CO-2020-9999", address)):
        ask_link(page, number, email)
        expect(page.get_by_text(sent)).to_be_visible()
    page.goto("/demo/courriels")
    links = page.get_by_role("row").filter(has_text=address).filter(has_text="Le lien de votre")
    expect(links).to_have_count(0)

    page.goto("/commande/lien")
    ask_link(page, reference.lower(), address.upper())
    expect(page.get_by_text(sent)).to_be_visible()
    mail = follow_link(read_email(context, address, "Le lien de votre"), "/commande/")
    expect(mail.get_by_role("heading", level=1)).to_contain_text(reference)


def ask_link(page: Page, reference: str, email: str) -> None:
    field(page, "Numéro de commande").fill(reference)
    field(page, "Adresse e-mail de la commande").fill(email)
    press(page, "Recevoir un nouveau lien")
