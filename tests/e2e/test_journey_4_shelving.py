"""Journey 4: several shelves in a basket, ordered as a guest, paid by card or by transfer."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.checkout import (
    ORDER,
    TYRE_RACK,
    WORKSHOP_RACK,
    choose,
    confirm,
    field,
    go_to_card_page,
    order_rack,
    pay_by_card,
    press,
    put_in_basket,
    reference_on,
    reload_until,
    say_who,
)
from tests.e2e.conftest import Visit
from tests.e2e.steps import OFFICE, address_of, follow_link, read_email, sign_in, text_of

PRIVATE_PAGE = re.compile(r"/commande/[\w-]{20,}$")
COMPANY = {"Nom de l’organisme": "Atelier Roux", "SIRET": "732 829 320 00074"}


def total(page: Page) -> str:
    return text_of(page.locator(".totals .total")).replace("\u202f", " ").replace("\xa0", " ")


def test_a_basket_is_filled_changed_emptied_and_taken_back(visit: Visit) -> None:
    page = visit.page()
    put_in_basket(page, WORKSHOP_RACK)
    put_in_basket(page, TYRE_RACK)
    quantity = field(page, f"Quantité de {TYRE_RACK}")
    quantity.fill("3")
    press(page, "Mettre à jour le panier")
    expect(quantity).to_have_value("3")
    before = total(page)

    press(page, f"Enlever {TYRE_RACK}")
    expect(page.get_by_text(f"« {TYRE_RACK} » n’est plus dans le panier.")).to_be_visible()
    expect(quantity).to_have_count(0)
    press(page, "Le remettre")
    expect(quantity).to_have_value("3")
    assert total(page) == before

    quantity.fill("beaucoup")
    press(page, "Mettre à jour le panier")
    expect(page.get_by_text("Écrivez un nombre entier.")).to_be_visible()
    page.goto("/panier")
    for name in (TYRE_RACK, WORKSHOP_RACK):
        press(page, f"Enlever {name}")
    expect(page.get_by_role("heading", name="Votre panier est vide")).to_be_visible()
    expect(page.get_by_role("link", name="Voir ce que nous fabriquons")).to_be_visible()


def test_a_person_picks_up_and_pays_by_card_at_the_third_attempt(visit: Visit) -> None:
    context = visit.someone()
    page, address = context.new_page(), address_of(visit, "carte")
    put_in_basket(page, WORKSHOP_RACK)
    put_in_basket(page, TYRE_RACK)
    press(page, "Passer la commande")
    say_who(page, address, {"Code postal": "3910"})
    expect(page.get_by_role("heading", name="Un point à corriger")).to_be_visible()
    expect(field(page, "Code postal")).to_have_accessible_description(re.compile("5 chiffres"))
    expect(field(page, "Votre nom")).to_have_value("Ana Roux")
    expect(page.get_by_role("link", name=re.compile(r"^\d\d( \d\d){4}$")).first).to_be_visible()
    say_who(page, address)
    choose(page, "Je viens la chercher", "Par carte")

    press(page, ORDER)
    expect(page.get_by_text("Cochez cette case pour commander.").first).to_be_visible()
    confirm(page)
    reference = reference_on(page)

    go_to_card_page(page)
    press(page, "Jouer un refus de la carte")
    expect(page.get_by_role("alert")).to_contain_text("La banque a dit non.")
    press(page, "Abandonner")
    expect(page.get_by_text("Vous n’avez pas payé.")).to_be_visible()
    pay_by_card(page)

    expect(page).to_have_url(PRIVATE_PAGE)
    assert reference_on(page) == reference
    expect(page.get_by_text("Tout est payé")).to_be_visible()
    page.goto("/demo/courriels")
    rows = page.get_by_role("row").filter(has_text=address)
    reload_until(page, rows.filter(has_text="Paiement reçu"))
    receipt = read_email(context, address, "Paiement reçu")
    expect(receipt.get_by_text("Pièces jointes").locator("xpath=../dd")).to_have_text("1")
    follow_link(receipt, "/commande/")
    assert reference_on(receipt) == reference


def test_a_company_is_delivered_and_pays_by_transfer(visit: Visit) -> None:
    context = visit.someone()
    page, address = context.new_page(), address_of(visit, "virement")
    put_in_basket(page, TYRE_RACK)
    press(page, "Passer la commande")
    page.get_by_role("radio", name="Une entreprise").check()
    say_who(page, address, {**COMPANY, "SIRET": "732 829 320 00075"})
    siret = field(page, "SIRET")
    expect(siret).to_have_accessible_description(re.compile("ne vont pas ensemble"))
    expect(field(page, "Nom de l’organisme")).to_have_value("Atelier Roux")
    say_who(page, address, COMPANY)

    page.get_by_role("radio", name=re.compile("^L’école me la livre")).check()
    field(page, "Code postal de livraison").fill("75001")
    choose(page, "Par virement")
    refused = field(page, "Code postal de livraison")
    expect(refused).to_have_accessible_description(re.compile("Nous ne livrons pas"))
    refused.fill("39 500")
    press(page, "Continuer")
    expect(page.get_by_role("rowheader", name="Livraison")).to_be_visible()
    expect(page.get_by_text("SIRET 73282932000074")).to_be_visible()
    confirm(page)

    reference = reference_on(page)
    facts = page.locator(".facts").first
    expect(facts).to_contain_text(re.compile(r"FR\d{2} \d{4} "))
    written = re.search(r"RF\d\d( [0-9A-Z]{1,4})+", text_of(facts))
    assert written, text_of(facts)
    code = page.get_by_role("img", name="Code QR du virement")
    expect(code).to_be_visible()
    drawn = context.request.get(str(code.get_attribute("src")))
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    amount = text_of(facts.locator("dd").first)

    office = sign_in(visit.someone(), OFFICE)
    import_statement(office, f"VIR ATELIER ROUX {written.group()}", amount)
    expect(office.get_by_text("1 virement rapproché.")).to_be_visible()
    import_statement(office, f"VIR ATELIER ROUX {written.group()}", amount)
    expect(office.get_by_text("1 déjà connu.")).to_be_visible()

    page.get_by_role("link", name="Voir ma commande").click()
    expect(page.get_by_text("Tout est payé")).to_be_visible()
    assert reference_on(page) == reference


def import_statement(office: Page, label: str, amount: str) -> None:
    """Give the office's page the CSV a bank gives."""
    euros = re.sub(r"[^\d,]", "", amount)
    content = f"Date;Libellé;Débit;Crédit\n20/11/2026;{label};;{euros}\n"
    office.goto("/ecole/bureau/argent")
    office.get_by_label("Relevé de la banque (CSV)").set_input_files(
        {"name": "releve.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    press(office, "Importer le relevé")


def test_two_clicks_and_the_back_button_make_one_order(visit: Visit) -> None:
    context = visit.someone()
    page, address = context.new_page(), address_of(visit, "deuxclics")
    put_in_basket(page, TYRE_RACK)
    press(page, "Passer la commande")
    say_who(page, address)
    choose(page, "Je viens la chercher", "Par carte")
    field(page, "J’ai lu et j’accepte").check()
    page.get_by_role("button", name=ORDER).dblclick()
    reference = reference_on(page)

    page.go_back()
    if page.get_by_role("button", name=ORDER).count():
        confirm(page)
        assert reference_on(page) == reference
    else:
        expect(page.get_by_role("heading", name="Votre panier est vide")).to_be_visible()
    page.goto("/demo/courriels")
    placed = page.get_by_role("row").filter(has_text=address).filter(has_text="est reçue")
    expect(placed).to_have_count(1)


def test_a_total_that_changed_in_another_tab_is_told(visit: Visit) -> None:
    context = visit.someone()
    page, other = context.new_page(), context.new_page()
    put_in_basket(page, TYRE_RACK)
    press(page, "Passer la commande")
    say_who(page, address_of(visit, "onglets"))
    choose(page, "Je viens la chercher", "Par carte")
    put_in_basket(other, WORKSHOP_RACK)

    confirm(page)

    expect(page.get_by_text("Un prix a changé depuis l’affichage").first).to_be_visible()
    expect(page.get_by_role("rowheader", name=WORKSHOP_RACK)).to_be_visible()
    confirm(page)
    reference_on(page)


def test_a_customer_with_an_account_finds_her_order(visit: Visit) -> None:
    context = visit.someone()
    page = context.new_page()
    page.goto("/demo")
    known = re.search(r"[\w.]+@example\.org", text_of(page.locator("main")))
    assert known
    reference = order_rack(page, known.group(), "Sur place")

    password = page.context.new_page()
    password.goto("/demo")
    secret = password.locator("p", has_text="Mot de passe de tous").locator("strong").inner_text()
    password.get_by_role("link", name="Se connecter comme cliente").click()
    password.get_by_label("Adresse e-mail").fill(known.group())
    password.get_by_label("Mot de passe").fill(secret)
    password.locator("main").get_by_role("button", name="Se connecter").click()
    password.get_by_role("link", name=reference).click()
    expect(password).to_have_url(PRIVATE_PAGE)
    assert reference_on(password) == reference
