"""Journey 7: students make an order step by step, an adult signs, the customer is told."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.steps import METAL_TEACHER, sign_in, text_of
from tests.e2e.workshop import Ordered, fold_of, give_to_group, new_card, press, sign_in_student

CLEARED, WITHOUT_WELDER = "Chat", "Chien"
MOST_WORDS_WITH_A_PICTURE = 6


# The school paints elsewhere, the holes come drilled: five steps are left of twelve.
DONE_ELSEWHERE = (
    *("Traçage et pointage au gabarit", "Perçage", "Soudage MAG 135 (gorge 1,4 mm)"),
    *("Meulage des soudures apparentes", "Préparation de surface", "Ferrage et montage"),
    "Manutention, emballage, chargement",
)
READ_ON_THE_FRAMES = (
    *(("Profondeur", "501,5"), ("Entre deux", "462"), ("Écart", "2")),
    *(("Rectitude", "1,5"), ("Gorge", "1,6")),
)
READ_BEFORE_HANDOVER = (("Épaisseur de poudre", "72"), ("Faux aplomb", "2"))


def shorten(teacher: Page, card: str) -> None:
    """Leave out the steps that are not for this group."""
    teacher.goto(card)
    for step in DONE_ELSEWHERE:
        teacher.get_by_label(f"Enlever : {step}", exact=True).check()
    press(teacher, "Enregistrer le brouillon")
    expect(teacher.get_by_text("Brouillon enregistré.")).to_be_visible()


def step_in_hand(page: Page) -> Locator:
    return page.locator("section.step-now:visible")


def sentence(page: Page) -> str:
    return text_of(step_in_hand(page).get_by_role("heading", level=1))


def settled(page: Page) -> None:
    """Wait until nothing waits on the tablet any more."""
    expect(page.locator("[data-network]")).to_contain_text("Enregistré", timeout=20_000)
    page.wait_for_load_state("networkidle")


def see_three_levels(student: Page, visit: Visit) -> None:
    """The same step with a picture and few words, in short sentences, in the trade's words."""
    told = []
    for level in "123":
        student.get_by_role("link", name=f"Niveau de lecture {level}", exact=True).click()
        told.append(sentence(student))
        expect(step_in_hand(student).locator("img.pictogram")).to_be_visible()
        listen = step_in_hand(student).get_by_role("button", name="Écouter")
        expect(listen).to_have_count(1 if visit.setting.script else 0)
    assert len(told[0].split()) <= MOST_WORDS_WITH_A_PICTURE
    assert len({*told}) == 3
    student.get_by_role("link", name="Niveau de lecture 2", exact=True).click()


def do_step(student: Page) -> None:
    """Begin the step in hand and tick it."""
    before = step_in_hand(student).get_attribute("data-step")
    press(step_in_hand(student), "Je commence")
    press(step_in_hand(student), "C’est fait")
    expect(student.locator(f'section.step-now[data-step="{before}"]:visible')).to_have_count(0)
    settled(student)


def tick_in_spite(student: Page) -> None:
    """A measure is out of tolerance: the bench says so and asks for a second touch."""
    step_in_hand(student).locator("summary", has_text="C’est fait").click()
    warning = step_in_hand(student).get_by_text("1 mesure est hors tolérance")
    expect(warning).to_be_visible()
    press(step_in_hand(student), "Étape finie quand même")


def work_until(student: Page, number: int) -> None:
    """Do steps until the one of this number is in hand."""
    while f"Étape {number} sur" not in text_of(step_in_hand(student)):
        do_step(student)


def stop_at_the_saw(student: Page) -> None:
    expect(step_in_hand(student)).to_contain_text("STOP. Montre ta fiche au professeur.")
    expect(step_in_hand(student).get_by_role("button", name="Je commence")).to_have_count(0)


def sign_before_making(teacher: Page, number: str) -> None:
    """The card waits among those to check; one gesture signs it."""
    teacher.goto("/ecole/atelier/controles")
    teacher.locator(f"main a[href$='/controles/{number}']").click()
    expect(teacher.get_by_text("Toutes les étapes ne sont pas faites.")).to_be_visible()
    press(teacher, "Je signe : STOP avant de faire")
    expect(teacher.get_by_text(re.compile("Signé par Karim Haddad"))).to_be_visible()


def see_protection(student: Page) -> None:
    student.reload()
    signs = step_in_hand(student).get_by_role("listitem")
    for sign in ("Lunettes de protection", "Casque antibruit", "Élément coupant"):
        expect(signs.filter(has_text=sign).locator("img")).to_be_visible()


def pause(student: Page) -> None:
    """Time runs from the start of a step until a pause."""
    press(step_in_hand(student), "Je commence")
    settled(student)
    press(step_in_hand(student), "Pause : j’arrête mon temps")
    expect(student.get_by_text("Temps arrêté.")).to_be_visible()


def measure(student: Page, label: str, typed: str, verdict: str) -> None:
    """Write a measure as one says it, with a comma; the page says what it is worth."""
    part = fold_of(student, label)
    part.get_by_label(re.compile("^Ta mesure")).fill(typed)
    press(part, "Enregistrer la mesure")
    settled(student)
    line = student.locator("details", has=student.locator("summary", has_text=label)).first
    expect(line.locator("summary")).to_contain_text(verdict)


def tick_without_network(student: Page, visit: Visit) -> None:
    """The tablet goes on alone; what was ticked arrives when the network is back."""
    if not visit.setting.script:
        tick_in_spite(student)
        do_step(student)
        return
    student.context.set_offline(True)
    tick_in_spite(student)
    press(step_in_hand(student), "Je commence")
    press(step_in_hand(student), "C’est fait")
    expect(student.locator("[data-network]")).to_contain_text("En attente du réseau : 3")
    student.context.set_offline(False)
    settled(student)


def cannot_weld(visit: Visit, number: str) -> None:
    """Without the clearance there is a sentence and no button."""
    other = sign_in_student(visit.someone(), WITHOUT_WELDER)
    other.goto(f"/ecole/atelier/fiches/{number}")
    expect(step_in_hand(other)).to_contain_text(
        "Tu n’as pas encore l’autorisation pour : poste de soudage mag. Appelle le professeur."
    )
    expect(step_in_hand(other).get_by_role("button", name="Je commence")).to_have_count(0)


def decide(teacher: Page, number: str) -> None:
    """Out of tolerance keeps the work in the workshop until an adult says why it may leave."""
    teacher.goto(f"/ecole/atelier/controles/{number}")
    blocked = "Une mesure est hors tolérance : à vous de décider."
    expect(teacher.get_by_text(blocked)).to_be_visible()
    signing = teacher.get_by_role("button", name="Je signe : STOP avant la remise au client")
    expect(signing).to_have_count(0)
    teacher.get_by_label("Raison de la décision : Longueur de M1 (montant)").fill(
        "Le client veut des pieds réglables."
    )
    press(teacher, "Accepter telle quelle")
    expect(teacher.get_by_text("Décision enregistrée.")).to_be_visible()
    expect(teacher.get_by_text(blocked)).to_have_count(0)


def sign_before_delivery(teacher: Page) -> None:
    press(teacher, "Je signe : STOP avant la remise au client")
    expect(teacher.get_by_text(re.compile("Signé par Karim Haddad"))).to_have_count(2)


def customer_knows(visit: Visit, ordered: Ordered) -> None:
    """The private page and an e-mail say that it is ready."""
    ordered.page.reload()
    expect(ordered.page.get_by_text("Fabriquée par les élèves")).to_be_visible()
    mails = visit.page()
    mails.goto("/demo/courriels")
    row = mails.get_by_role("row").filter(has_text=ordered.email).filter(has_text="prête")
    expect(row).to_have_count(1)


def test_students_make_an_order_and_its_customer_knows(visit: Visit) -> None:
    ordered, teacher, card = new_card(visit, "make")
    shorten(teacher, card)
    give_to_group(teacher, card)
    number = card.rpartition("/")[2]

    student = sign_in_student(visit.someone(), CLEARED)
    student.locator(f"main a[href$='/fiches/{number}']").click()
    see_three_levels(student, visit)
    do_step(student)
    stop_at_the_saw(student)
    sign_before_making(teacher, number)
    see_protection(student)
    pause(student)
    measure(student, "Longueur de M1", "2005,5", "Hors tolérance")
    measure(student, "Longueur de L1", "1200", "Bon")
    measure(student, "Longueur de D1", "420,2", "Bon")
    tick_without_network(student, visit)

    work_until(student, 4)
    cannot_weld(visit, number)
    work_until(student, 5)
    for label, typed in READ_ON_THE_FRAMES:
        measure(student, label, typed, "Bon")
    do_step(student)
    for label, typed in READ_BEFORE_HANDOVER:
        measure(student, label, typed, "Bon")

    confirm(teacher, number)
    decide(teacher, number)
    sign_before_delivery(teacher)
    customer_knows(visit, ordered)


def confirm(teacher: Page, number: str) -> None:
    """The menu counts what waits; the teacher looks and lets the work go on."""
    teacher.goto("/ecole/aujourdhui")
    if teacher.get_by_role("button", name="Menu").count():
        teacher.get_by_role("button", name="Menu").click()
    expect(teacher.get_by_role("link", name=re.compile(r"^Contrôles \d+"))).to_be_visible()
    teacher.goto(f"/ecole/atelier/controles/{number}")
    press(teacher, "Je confirme : Redressage et contrôle des dimensions")
    expect(teacher.get_by_text("Étape confirmée.")).to_be_visible()


def test_a_student_only_sees_the_cards_of_the_group(visit: Visit) -> None:
    teacher = sign_in(visit.someone(), METAL_TEACHER)
    teacher.goto("/ecole/fiches?atelier=tyres")
    student = sign_in_student(visit.someone(), "Fleur", "Métallerie B")
    other = student.goto("/ecole/atelier/fiches/1")
    assert other is not None
    assert other.status == 404
