"""A gate by quote: from three widths on a telephone to a paid deposit and a job card."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from tests.e2e.conftest import Visit
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

CONFIGURATOR = "/configurer/portail"
ACCEPT = "Accepter le devis et commander avec obligation de paiement"


def test_a_width_out_of_limits_or_in_doubt_is_never_a_refusal(visit: Visit) -> None:
    page = visit.page()
    page.goto(CONFIGURATOR)

    _give(visit, page, {"Largeur en bas": "3500"})
    expect(_price(page)).to_contain_text("Prix ferme")
    expect(_drawing(page)).to_be_visible()
    expect(page.locator("#result")).to_contain_text(re.compile(r"\d kg"))
    expect(page.locator("#result")).to_contain_text(re.compile("semaines? d’école"))

    _give(
        visit,
        page,
        {"Largeur en bas": "3500", "Largeur au milieu": "3512", "Largeur en haut": "3520"},
    )
    expect(_price(page)).to_contain_text("Estimation")
    expect(page.locator("#result")).to_contain_text("visite de mesure")
    expect(_drawing(page)).to_contain_text("3500")

    page.get_by_role("radio", name="Portail coulissant sur rail").check()
    _look(visit, page)
    expect(_drawing(page)).to_contain_text("3520")

    _give(visit, page, {"Largeur en bas": "99000"})
    expect(page.locator("[data-notes='width_bottom']")).to_contain_text("entre")
    expect(page.locator("#result")).to_contain_text("sur devis")
    expect(page.get_by_role("button", name="Demander un devis")).to_be_visible()


def test_a_photo_that_is_none_is_refused_and_nothing_typed_is_lost(visit: Visit) -> None:
    page = visit.page()
    page.goto("/devis/demander?family=staircase")
    _describe(page, address_of(visit, "fausse-photo"))
    fake: FilePayload = {"name": "jardin.jpg", "mimeType": "image/jpeg", "buffer": b"not a photo"}
    page.get_by_label("Photos").set_input_files([fake])
    page.get_by_role("button", name="Envoyer ma demande").click()

    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.locator("#photos-error")).to_contain_text("n’est pas une photo lisible")
    expect(page.get_by_label("Prénom et nom")).to_have_value("Jeanne Robin")
    expect(page.get_by_label("Décrivez votre projet")).to_have_value("Le sol est en gravier.")
    expect(page.get_by_label("Date souhaitée")).to_have_value(_day_in(weeks=20))


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
    reference = _ask(customer, code, email)
    assert reference in text_of(read_email(customer, email, "demande").locator("main"))
    _office_prices(office, reference, shown)
    _teacher_agrees(teacher, reference)
    _send(office, "Envoyer le devis")

    first = follow_link(read_email(customer, email, "Votre devis"), "/devis/")
    expect(_price(first)).to_contain_text(shown)
    stale = customer.new_page()
    stale.goto(first.url)
    _ask_for_a_change(first)
    _office_writes_version_2(office, reference)
    _teacher_agrees(teacher, reference)
    _send(office, "Envoyer le devis")

    _sign(stale)
    expect(stale.locator(".error-summary")).to_contain_text("Une nouvelle version remplace")
    second = follow_link(read_email(customer, email, "Nouvelle version"), "/devis/")
    _accept(customer, second)
    order = _pay_the_deposit(customer, email)
    _teacher_finds_the_card(teacher, order)


def _configure(visit: Visit, customer: BrowserContext) -> tuple[str, str]:
    """Give three close widths; return the short code and the firm price shown."""
    page = customer.new_page()
    page.goto(CONFIGURATOR)
    _give(
        visit,
        page,
        {"Largeur en bas": "3400", "Largeur au milieu": "3402", "Largeur en haut": "3403"},
    )
    expect(_price(page)).to_contain_text("Prix ferme")
    page.get_by_role("button", name="Garder et partager").click()
    expect(page).to_have_url(re.compile("/c/"))
    return page.url.rsplit("/", 1)[-1], _amount(page)


def _office_opens_the_same(office: Page, code: str, shown: str) -> None:
    office.goto("/ecole/bureau/configurations")
    office.get_by_label("Code de la configuration").fill(code.replace("-", " ").lower())
    office.get_by_role("button", name="Ouvrir").click()
    expect(_price(office)).to_contain_text(shown)


def _ask(customer: BrowserContext, code: str, email: str) -> str:
    """Ask for a quote as a guest with a photo; return the number of the request."""
    page = customer.new_page()
    page.goto(f"/c/{code}")
    page.get_by_role("link", name="Demander un devis").click()
    _describe(page, email)
    photo: FilePayload = {"name": "entree.jpg", "mimeType": "image/jpeg", "buffer": _photo()}
    page.get_by_label("Photos").set_input_files([photo])
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("bien arrivée")
    return _reference(page.locator("main"), "DE")


def _describe(page: Page, email: str) -> None:
    typed = {
        "Décrivez votre projet": "Le sol est en gravier.",
        "Date souhaitée": _day_in(weeks=20),
        "Prénom et nom": "Jeanne Robin",
        "Adresse e-mail": email,
        "Téléphone": "06 12 34 56 78",
    }
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    address = {"Adresse": "4 rue des Lavandières", "Code postal": "39 100", "Ville": "Dole"}
    for label, text in address.items():
        page.get_by_label(label, exact=True).fill(text)


def _office_prices(office: Page, reference: str, shown: str) -> None:
    """Open the request, already priced by the engine, promise a day, ask the workshop."""
    office.goto("/ecole/bureau")
    office.get_by_role("row").filter(has_text=reference).get_by_role("link").first.click()
    expect(office.locator("main")).to_contain_text(shown)
    expect(office.get_by_role("img", name="Photo 1 du client")).to_be_visible()
    _submit(office)


def _submit(office: Page) -> None:
    office.get_by_label("Prêt le").fill(_day_in(weeks=16))
    office.get_by_role("button", name="Garder").click()
    office.get_by_role("button", name="Demander l’accord de l’atelier").click()
    expect(office.locator("main")).to_contain_text("Attend l’accord de l’atelier")


def _teacher_agrees(teacher: Page, reference: str) -> None:
    """Follow the e-mail, weigh load, deadline and learning, then agree."""
    mail = read_email(teacher.context, METAL_TEACHER, f"À accorder : {reference}")
    mail.locator(".email-text a").first.click()
    expect(mail.get_by_role("article").filter(has_text=reference)).to_be_visible()
    mail.close()
    teacher.goto("/ecole/a-accepter")
    work = teacher.get_by_role("article").filter(has_text=reference)
    expect(work).to_contain_text("Charge jusqu’à la semaine")
    expect(work).to_contain_text("Promis dans le devis")
    expect(work).to_contain_text("Ce qu’il apprendrait")
    work.get_by_role("button", name="Donner l’accord").click()
    expect(teacher.get_by_role("article").filter(has_text=reference)).to_have_count(0)


def _send(office: Page, label: str) -> None:
    office.reload()
    office.get_by_role("button", name=label).click()
    expect(office.locator("main")).to_contain_text("Le devis est parti")


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
    _submit(office)


def _sign(page: Page) -> None:
    for box in page.locator("#accepter input[type=checkbox]").all():
        box.check()
    page.locator("#accepter").get_by_label("Prénom et nom").fill("Jeanne Robin")
    page.get_by_role("button", name=ACCEPT).click()


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

    _sign(tab)
    expect(tab).to_have_url(re.compile("/commande/"))
    numbers = {_reference(one.locator("main"), "CO") for one in (page, tab)}
    assert len(numbers) == 1
    page.goto(address)
    expect(page.locator("main")).to_contain_text(digest)
    assert _digest_of(customer, page) == digest


def _pay_the_deposit(customer: BrowserContext, email: str) -> str:
    """Pay 30 % on the page of the demonstration; return the number of the order."""
    mail = read_email(customer, email, "Merci : votre commande")
    page = follow_link(mail, "/commande/")
    reference = _reference(page.locator("main"), "CO")
    total = _cents(page.locator(".totals .total dd").first.inner_text())
    due = _cents(page.get_by_role("heading", name="À payer maintenant").inner_text())
    assert abs(due - total * 0.3) <= 1
    page.get_by_role("link", name="Payer").click()
    page.get_by_role("button", name=re.compile("par carte")).click()
    page.get_by_role("link", name="Continuer vers le paiement").click()
    page.get_by_role("button", name="Payer (pour de faux)").click()
    expect(page.locator("main")).to_contain_text("Rien à payer maintenant")
    return reference


def _teacher_finds_the_card(teacher: Page, order: str) -> None:
    teacher.goto("/ecole/fiches")
    teacher.get_by_role("row").filter(has_text="3400 × 1600").get_by_role("link").first.click()
    card = teacher.locator("main")
    expect(card).to_contain_text(f"Commande {order}")
    expect(card.locator(".drawing-area svg").first).to_contain_text("3400")
    expect(card).to_contain_text("Boîte aux lettres")


def _give(visit: Visit, page: Page, widths: dict[str, str]) -> None:
    """Type widths and look at the result."""
    for label, width in widths.items():
        if label != "Largeur en bas":
            unfold(page, "Donner trois largeurs")
        page.get_by_label(label).fill(width)
    _look(visit, page)


def _look(visit: Visit, page: Page) -> None:
    """With script the page follows by itself; without, a button shows it."""
    if not visit.setting.script:
        page.get_by_role("button", name="Voir le dessin et le prix").click()


def _drawing(page: Page) -> Locator:
    return page.locator("#result .drawing-area svg")


def _price(page: Page) -> Locator:
    return page.locator(".price").first


def _amount(page: Page) -> str:
    return text_of(page.locator(".price-value .nowrap").first)


def _reference(place: Locator, prefix: str) -> str:
    found = re.search(rf"{prefix}-\d{{4}}-\d+", place.inner_text())
    assert found is not None
    return found.group()


def _cents(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _digest_of(customer: BrowserContext, page: Page) -> str:
    """Download the document and return its SHA-256."""
    href = page.get_by_role("link", name="Le document (PDF)").get_attribute("href")
    assert href is not None
    answer = customer.request.get(href)
    assert answer.headers["content-type"] == "application/pdf"
    return hashlib.sha256(answer.body()).hexdigest()


def _day_in(*, weeks: int) -> str:
    return (datetime.now(UTC) + timedelta(weeks=weeks)).date().isoformat()


def _photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (320, 240), "#8fa3b0").save(written, "JPEG")
    return written.getvalue()
