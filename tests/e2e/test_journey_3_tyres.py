"""Journey 3: a tyre is read, its service is booked, paid on site or by card, and given up."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.e2e.conftest import Visit

MARKING = "205/55 R16 91V"
TRIES = 20
PRIVATE_LINK = re.compile(r"/commande/[\w-]{20,}")


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(re.compile(rf"^{label}"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def read_a_tyre(page: Page) -> None:
    """A marking that does not exist is refused in words; the right one is explained."""
    page.goto("/pneus")
    field(page, "Ce qui est écrit").fill("205/57 R16")
    press(page, "Lire mon pneu")
    expect(page.get_by_text("La hauteur 57 n’existe pas")).to_be_visible()

    field(page, "Ce qui est écrit").fill(MARKING)
    press(page, "Lire mon pneu")
    for words in ("Un pneu porte au plus 615 kg", "Le pneu va jusqu’à 240 km/h", "1 985 mm"):
        expect(page.get_by_text(re.compile(words.replace(" ", r"\s")))).to_be_visible()
    page.get_by_role("link", name="Prendre rendez-vous pour mes pneus").click()


def choose_services(page: Page) -> None:
    """The service of the tyre just read is chosen; its add-on goes in the same visit."""
    fitting = field(page, "Montage et équilibrage d’un pneu jusqu’à 17")
    expect(fitting).to_have_value("1")
    fitting.select_option("4")
    field(page, "Valve caoutchouc neuve").select_option("4")
    press(page, "Continuer")
    expect(page.get_by_text("84,00 €")).to_be_visible()


def give_the_vehicle(page: Page) -> None:
    """A wrong plate is told by its field and nothing typed is lost."""
    expect(field(page, "Dimension des pneus \\(")).to_have_value(MARKING)
    field(page, "Marque").fill("Renault")
    field(page, "Plaque").fill("bonjour")
    field(page, "Dimension des pneus \\(").fill("205/57 R16")
    press(page, "Choisir le créneau")
    expect(page.get_by_role("heading", name="2 points à corriger")).to_be_visible()
    plate = field(page, "Plaque")
    expect(plate).to_have_value("bonjour")
    expect(plate).to_have_accessible_description(re.compile("n’est pas une plaque française"))
    expect(field(page, "Marque")).to_have_value("Renault")

    plate.fill(" ab 123  cd ")
    field(page, "Dimension des pneus \\(").fill(MARKING.lower())
    press(page, "Choisir le créneau")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quand venez-vous ?")


def say_who(page: Page, email: str) -> None:
    known = {
        "Votre nom": "Ana Roux",
        "Adresse e-mail": email,
        "Téléphone": "03 84 00 00 00",
        "Adresse$": "3 rue du Port",
        "Code postal": "3910",
        "Ville": "Dole",
    }
    for label, typed in known.items():
        field(page, label).fill(typed)
    press(page, "Vérifier le rendez-vous")
    expect(field(page, "Code postal")).to_have_accessible_description(re.compile("5 chiffres"))
    expect(field(page, "Votre nom")).to_have_value("Ana Roux")
    field(page, "Code postal").fill("39100")
    press(page, "Vérifier le rendez-vous")
    expect(page.get_by_text("AB-123-CD")).to_be_visible()


def order(page: Page, means: str) -> None:
    """The button says the duty to pay; the conditions are agreed to first."""
    page.get_by_role("radio", name=means).check()
    press(page, "Réserver avec obligation de paiement")
    expect(page.get_by_text("Cochez cette case pour commander.").first).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Réserver avec obligation de paiement")


def prepare(page: Page) -> None:
    """Go from the tyre to the slots."""
    read_a_tyre(page)
    choose_services(page)
    give_the_vehicle(page)


def last_slot_of_next_week(page: Page) -> str:
    """Far from the first free slots, which other visitors take."""
    page.get_by_role("link", name="Semaine d’après").click()
    return str(page.locator("button[name=starts_at]").last.get_attribute("value"))


def take(page: Page, start: str) -> None:
    page.locator(f'button[name=starts_at][value="{start}"]').last.click()


def see_appointment(page: Page) -> None:
    """The private page shows the appointment, its vehicle, and gives it to a calendar."""
    expect(page).to_have_url(PRIVATE_LINK)
    expect(page.get_by_text("AB-123-CD Renault")).to_be_visible()
    expect(page.get_by_text("Rendez-vous à l’école")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Ajouter à mon agenda").click()
    calendar = download.value.path().read_bytes()
    assert b"BEGIN:VEVENT" in calendar
    assert re.search(rb"DTSTART:\d{8}T\d{6}Z", calendar)


def open_email(context: BrowserContext, address: str, subject: str) -> Page:
    """The e-mail is on the demonstration's page; its link opens the same order."""
    page = context.new_page()
    page.goto("/demo/courriels")
    row = page.get_by_role("row").filter(has_text=address).filter(has_text=subject)
    for _ in range(TRIES):  # some are written by the worker, a moment later
        if row.count():
            break
        page.wait_for_timeout(300)
        page.reload()
    row.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)
    return page


def test_tyres_are_booked_paid_on_site_and_given_up_in_time(visit: Visit) -> None:
    context = visit.someone()
    page, address = context.new_page(), f"ana-{visit.setting.name}@example.org"
    prepare(page)
    press(page, "Prendre ce créneau")
    say_who(page, address)
    order(page, "Sur place, après le travail")

    see_appointment(page)
    mail = open_email(context, address, "commande")
    mail.locator("main a[href*='/commande/']").first.click()
    expect(mail.get_by_text("AB-123-CD Renault")).to_be_visible()

    page.get_by_role("link", name="Annuler le rendez-vous").click()
    press(page, "Annuler le rendez-vous")
    expect(page.get_by_text("Commande annulée")).to_be_visible()


def test_tyres_are_booked_and_paid_by_card(visit: Visit) -> None:
    context = visit.someone()
    page, address = context.new_page(), f"card-{visit.setting.name}@example.org"
    prepare(page)
    take(page, last_slot_of_next_week(page))
    say_who(page, address)
    order(page, "Par carte, maintenant")

    page.get_by_role("button", name=re.compile("par carte")).click()
    onward = page.get_by_role("link", name="Continuer vers le paiement sécurisé")
    if onward.count():  # without a script the page waits for a hand
        onward.click()
    press(page, "Payer (pour de faux)")

    see_appointment(page)
    expect(page.get_by_text("Tout est payé")).to_be_visible()
    open_email(context, address, "Paiement reçu")


def test_a_full_or_a_past_slot_is_refused_in_words(visit: Visit) -> None:
    """One balancer: two visitors look at the same last slot, the second is told at once."""
    first, second = visit.page(), visit.page()
    starts = []
    for page in (first, second):
        page.goto("/pneus/rendez-vous?choix=EQ1")
        press(page, "Continuer")
        field(page, "Plaque").fill("AB-123-CD")
        press(page, "Choisir le créneau")
        starts.append(last_slot_of_next_week(page))
    assert starts[0] == starts[1]

    take(first, starts[0])
    expect(first.get_by_role("heading", level=1)).to_have_text("Qui vient ?")
    take(second, starts[0])
    expect(second.get_by_role("alert")).to_contain_text("Ce créneau vient d’être pris.")
    expect(second.get_by_text(re.compile("complet")).last).to_be_visible()

    post_instead(second, "2026-01-06T08%3A00%3A00%2B00%3A00")
    second.locator("button[name=starts_at]").last.click()
    expect(second.get_by_role("alert")).to_contain_text("Ce créneau est passé.")


def post_instead(page: Page, start: str) -> None:
    """Send what a tab left open for months would send."""

    def rewrite(route: Route) -> None:
        body = route.request.post_data
        if body:
            body = re.sub(r"starts_at=[^&]*", f"starts_at={start}", body)
        route.continue_(post_data=body)

    page.route("**/creneau*", rewrite)
