"""A gate by quote: from three widths on a telephone to a paid deposit and a job card."""

import hashlib
import re

from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.quoting import (
    ACCEPT,
    CONFIGURATOR,
    agree_to_quote,
    ask_for_quote,
    day_in,
    describe_project,
    drawing_of,
    give_widths,
    look,
    pay_the_deposit,
    price,
    price_shown,
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


def test_a_width_out_of_limits_or_in_doubt_is_never_a_refusal(visit: Visit) -> None:
    page = visit.page()
    page.goto(CONFIGURATOR)

    give_widths(visit, page, {"Largeur en bas": "3500"})
    expect(price(page)).to_contain_text("Prix ferme")
    expect(drawing_of(page)).to_be_visible()
    expect(page.locator("#result")).to_contain_text(re.compile(r"\d kg"))
    expect(page.locator("#result")).to_contain_text(re.compile("semaines? d’école"))

    give_widths(
        visit,
        page,
        {"Largeur en bas": "3500", "Largeur au milieu": "3512", "Largeur en haut": "3520"},
    )
    expect(price(page)).to_contain_text("Estimation")
    expect(page.locator("#result")).to_contain_text("visite de mesure")
    expect(drawing_of(page)).to_contain_text("3500")

    page.get_by_role("radio", name="Portail coulissant sur rail").check()
    look(visit, page)
    expect(drawing_of(page)).to_contain_text("3520")

    give_widths(visit, page, {"Largeur en bas": "99000"})
    expect(page.locator("[data-notes='width_bottom']")).to_contain_text("entre")
    expect(page.locator("#result")).to_contain_text("Pas encore de prix")
    expect(page.get_by_role("button", name="Demander un devis")).to_be_visible()
    if not visit.setting.script:
        expect(page).to_have_title(re.compile("^Erreur"))
        page.locator(".error-summary").get_by_role(
            "link", name=re.compile("Largeur en bas")
        ).click()
        expect(page).to_have_url(re.compile("#width_bottom$"))


def test_a_kept_page_copies_its_link_and_prints_where_there_is_script(visit: Visit) -> None:
    page = visit.page()
    page.goto(f"{CONFIGURATOR}?width_bottom=3400")
    page.get_by_role("button", name="Garder et partager").click()
    expect(page).to_have_url(re.compile("/c/"))
    copy = page.get_by_role("button", name="Copier le lien")
    if not visit.setting.script:
        expect(copy).to_be_hidden()
        return
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    copy.click()
    expect(page.get_by_role("status").filter(has_text="Le lien est copié")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_photo_that_is_none_is_refused_and_nothing_typed_is_lost(visit: Visit) -> None:
    page = visit.page()
    page.goto("/devis/demander?family=staircase")
    describe_project(page, address_of(visit, "fausse-photo"))
    fake: FilePayload = {"name": "jardin.jpg", "mimeType": "image/jpeg", "buffer": b"not a photo"}
    page.get_by_label("Photos").set_input_files([fake])
    page.get_by_role("button", name="Envoyer ma demande").click()

    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.locator("#photos-error")).to_contain_text("n’est pas une photo lisible")
    expect(page.get_by_label("Prénom et nom")).to_have_value("Jeanne Robin")
    expect(page.get_by_label("Décrivez votre projet")).to_have_value("Le sol est en gravier.")
    expect(page.get_by_label("Date souhaitée")).to_have_value(day_in(weeks=20))


def test_a_forged_link_says_so_and_offers_a_fresh_one(visit: Visit) -> None:
    page = visit.page()
    answer = page.goto("/devis/forged-token-of-somebody-curious")

    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_contain_text("ne mène plus à un devis")
    page.get_by_role("button", name="Recevoir un nouveau lien").click()
    expect(page).to_have_url(re.compile("/devis/lien-envoye$"))


def test_a_gate_goes_from_three_widths_to_a_paid_deposit_and_a_job_card(visit: Visit) -> None:
    customer, email = visit.someone(), address_of(visit, "jeanne")
    office, teacher = sign_in(visit.someone(), OFFICE), sign_in(visit.someone(), METAL_TEACHER)

    code, shown = _configure(visit, customer)
    _office_opens_the_same(office, code, shown)
    reference = ask_for_quote(customer, code, email)
    assert reference in text_of(read_email(customer, email, "demande").locator("main"))
    _office_prices(office, reference, shown)
    agree_to_quote(teacher, reference)
    send_quote(office)

    first = follow_link(read_email(customer, email, "Votre devis"), "/devis/")
    expect(price(first)).to_contain_text(shown)
    stale = customer.new_page()
    stale.goto(first.url)
    _ask_for_a_change(first)
    _office_writes_version_2(office, reference)
    agree_to_quote(teacher, reference)
    send_quote(office)

    sign_quote(stale)
    expect(stale.locator(".error-summary")).to_contain_text("Une nouvelle version remplace")
    second = follow_link(read_email(customer, email, "Nouvelle version"), "/devis/")
    _accept(customer, second)
    order = pay_the_deposit(customer, email)
    _teacher_finds_the_card(teacher, order)


def _configure(visit: Visit, customer: BrowserContext) -> tuple[str, str]:
    """Give three close widths; return the short code and the firm price shown."""
    page = customer.new_page()
    page.goto(CONFIGURATOR)
    give_widths(
        visit,
        page,
        {"Largeur en bas": "3400", "Largeur au milieu": "3402", "Largeur en haut": "3403"},
    )
    expect(price(page)).to_contain_text("Prix ferme")
    page.get_by_role("button", name="Garder et partager").click()
    expect(page).to_have_url(re.compile("/c/"))
    return page.url.rsplit("/", 1)[-1], price_shown(page)


def _office_opens_the_same(office: Page, code: str, shown: str) -> None:
    office.goto("/ecole/bureau/configurations")
    office.get_by_label("Code de la configuration").fill(code.replace("-", " ").lower())
    office.get_by_role("button", name="Ouvrir").click()
    expect(price(office)).to_contain_text(shown)


def _office_prices(office: Page, reference: str, shown: str) -> None:
    """Open the request, already priced by the engine, promise a day, ask the workshop."""
    office.goto("/ecole/bureau")
    office.get_by_role("row").filter(has_text=reference).get_by_role("link").first.click()
    expect(office.locator("main")).to_contain_text(shown)
    expect(office.get_by_role("img", name="Photo 1 du client")).to_be_visible()
    promise_and_ask_workshop(office)


def _ask_for_a_change(page: Page) -> None:
    unfold(page, "Demander un changement")
    page.get_by_label("Que voulez-vous changer ?").fill("Une boîte aux lettres, s’il vous plaît.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("main")).to_contain_text("Votre message est arrivé")


def _office_writes_version_2(office: Page, reference: str) -> None:
    office.goto("/ecole/bureau")
    office.get_by_role("row").filter(has_text=reference).get_by_role("link").first.click()
    expect(office.locator("main")).to_contain_text("Une boîte aux lettres, s’il vous plaît.")
    office.get_by_role("button", name="Commencer une nouvelle version").click()
    office.get_by_role("link", name="Ajouter une ligne").click()
    office.get_by_label("Désignation").fill("Boîte aux lettres, posée sur le pilier")
    office.get_by_label("Prix unitaire HT").fill("85,50")
    office.get_by_label("Va avec").select_option(index=1)
    office.get_by_role("button", name="Garder la ligne").click()
    expect(office.get_by_role("heading", name="Version 2")).to_be_visible()
    promise_and_ask_workshop(office)


def _accept(customer: BrowserContext, page: Page) -> None:
    """Forget the boxes, then sign with a double click; a second tab finds the same order."""
    digest = _digest_of(customer, page)
    assert digest == _digest_of(customer, page)
    tab = customer.new_page()
    tab.goto(page.url)
    address = page.url

    page.get_by_role("button", name=ACCEPT).click()
    expect(page.locator("#accepter .error").first).to_contain_text("Cochez cette case")
    for box in page.locator("#accepter input[type=checkbox]").all():
        box.check()
    page.locator("#accepter").get_by_label("Prénom et nom").fill("Jeanne Robin")
    page.get_by_role("button", name=ACCEPT).dblclick()
    expect(page).to_have_url(re.compile("/commande/"))

    sign_quote(tab)
    expect(tab).to_have_url(re.compile("/commande/"))
    numbers = {reference_in(one.locator("main"), "CO") for one in (page, tab)}
    assert len(numbers) == 1
    page.goto(address)
    expect(page.locator("main")).to_contain_text(digest)
    assert _digest_of(customer, page) == digest


def _teacher_finds_the_card(teacher: Page, order: str) -> None:
    teacher.goto("/ecole/fiches")
    teacher.get_by_role("row").filter(has_text="3400 × 1600").get_by_role("link").first.click()
    card = teacher.locator("main")
    expect(card).to_contain_text(f"Commande {order}")
    expect(card.locator(".drawing-area svg").first).to_contain_text("3400")
    expect(card).to_contain_text("Boîte aux lettres")


def _digest_of(customer: BrowserContext, page: Page) -> str:
    """Download the document and return its SHA-256."""
    href = page.get_by_role("link", name="Le document (PDF)").get_attribute("href")
    assert href is not None
    answer = customer.request.get(href)
    assert answer.headers["content-type"] == "application/pdf"
    return hashlib.sha256(answer.body()).hexdigest()
