"""What journeys of quotes share: the configurator, a request, a version sent and signed."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.steps import METAL_TEACHER, follow_link, read_email, text_of, unfold

CONFIGURATOR = "/configurer/portail"
ACCEPT = "Accepter le devis et commander avec obligation de paiement"


def describe_project(page: Page, email: str) -> None:
    typed = {
        "Décrivez votre projet": "Le sol est en gravier.",
        "Date souhaitée": day_in(weeks=20),
        "Prénom et nom": "Jeanne Robin",
        "Adresse e-mail": email,
        "Téléphone": "06 12 34 56 78",
    }
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    address = {"Adresse": "4 rue des Lavandières", "Code postal": "39 100", "Ville": "Dole"}
    for label, text in address.items():
        page.get_by_label(label, exact=True).fill(text)


def promise_and_ask_workshop(office: Page) -> None:
    office.get_by_label("Prêt le").fill(day_in(weeks=16))
    office.get_by_role("button", name="Garder").click()
    office.get_by_role("button", name="Demander l’accord de l’atelier").click()
    expect(office.locator("main")).to_contain_text("Attend l’accord de l’atelier")


def agree_to_quote(teacher: Page, reference: str) -> None:
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


def send_quote(office: Page) -> None:
    office.reload()
    office.get_by_role("button", name="Envoyer le devis").click()
    expect(office.locator("main")).to_contain_text("Le devis est parti")


def sign_quote(page: Page) -> None:
    for box in page.locator("#accepter input[type=checkbox]").all():
        box.check()
    page.locator("#accepter").get_by_label("Prénom et nom").fill("Jeanne Robin")
    page.get_by_role("button", name=ACCEPT).click()


def give_widths(visit: Visit, page: Page, widths: dict[str, str]) -> None:
    """Type widths and look at the result."""
    for label, width in widths.items():
        if label != "Largeur en bas":
            unfold(page, "Donner trois largeurs")
        page.get_by_label(label).fill(width)
    look(visit, page)


def look(visit: Visit, page: Page) -> None:
    """With script the page follows by itself; without, a button shows it."""
    if not visit.setting.script:
        page.get_by_role("button", name="Voir le dessin et le prix").click()


def price(page: Page) -> Locator:
    return page.locator(".price").first


def price_shown(page: Page) -> str:
    return text_of(page.locator(".price-value .nowrap").first)


def reference_in(place: Locator, prefix: str) -> str:
    found = re.search(rf"{prefix}-\d{{4}}-\d+", place.inner_text())
    assert found is not None
    return found.group()


def day_in(*, weeks: int) -> str:
    return (datetime.now(UTC) + timedelta(weeks=weeks)).date().isoformat()


def drawing_of(page: Page) -> Locator:
    return page.locator("#result .drawing-area svg")


def ask_for_quote(customer: BrowserContext, code: str, email: str) -> str:
    """Ask for a quote as a guest with a photo; return the number of the request."""
    page = customer.new_page()
    page.goto(f"/c/{code}")
    page.get_by_role("link", name="Demander un devis").click()
    describe_project(page, email)
    photo: FilePayload = {"name": "entree.jpg", "mimeType": "image/jpeg", "buffer": small_photo()}
    page.get_by_label("Photos").set_input_files([photo])
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("bien arrivée")
    return reference_in(page.locator("main"), "DE")


def pay_the_deposit(customer: BrowserContext, email: str) -> str:
    """Pay 30 % on the page of the demonstration; return the number of the order."""
    mail = read_email(customer, email, "Merci : votre commande")
    page = follow_link(mail, "/commande/")
    reference = reference_in(page.locator("main"), "CO")
    total = cents_of(page.locator(".totals .total dd").first.inner_text())
    due = cents_of(page.get_by_role("heading", name="À payer maintenant").inner_text())
    assert abs(due - total * 0.3) <= 1
    page.get_by_role("link", name="Payer").click()
    page.get_by_role("button", name=re.compile("par carte")).click()
    page.get_by_role("link", name="Continuer vers le paiement").click()
    page.get_by_role("button", name="Payer (pour de faux)").click()
    expect(page.locator("main")).to_contain_text("Rien à payer maintenant")
    return reference


def cents_of(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def small_photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (320, 240), "#8fa3b0").save(written, "JPEG")
    return written.getvalue()
