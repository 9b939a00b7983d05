"""Journey 8: the numbers of real orders become one PDF of exercises, in minutes."""

import io
import re
import time

import pypdf
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.steps import GENERAL_TEACHER, sign_in, text_of
from tests.e2e.workshop import CREW, give_to_group, new_card, press

ENOUGH_SECONDS = 60
KEPT = 4
HELPS = ("Exemple résolu", "Solution à compléter", "Sans aide")


def offered(teacher: Page) -> Locator:
    """Open every subject and return what may be ticked."""
    for group in teacher.locator("[data-group]").all():
        if group.get_attribute("open") is None:
            group.locator("summary").first.click()
    return teacher.locator("#templates").get_by_role("checkbox")


def narrow(teacher: Page) -> None:
    """Words and difficulty leave few of a hundred exercises; without any, it is said."""
    visible = teacher.locator("#templates label:visible")
    everything = visible.count()
    teacher.get_by_label("Chercher", exact=True).last.fill("etapes fiche")
    expect(visible.first).to_be_visible()
    assert 1 < visible.count() < everything / 4
    teacher.get_by_label("Difficulté").select_option("1")
    assert {row.get_attribute("data-difficulty") for row in visible.all()} == {"1"}
    teacher.get_by_label("Chercher", exact=True).last.fill("girafe")
    expect(teacher.get_by_text("Aucun exercice ne correspond.")).to_be_visible()
    teacher.get_by_label("Chercher", exact=True).last.fill("")
    teacher.get_by_label("Difficulté").select_option("")


def choose(teacher: Page) -> list[str]:
    """Keep four exercises and return their titles; too few are refused in words."""
    boxes = offered(teacher)
    while teacher.locator("#templates input:checked").count():
        teacher.locator("#templates input:checked").first.uncheck()
    boxes.first.check()
    press(teacher, "Garder ces choix")
    expect(teacher.get_by_role("heading", name=re.compile("à corriger"))).to_be_visible()
    boxes = offered(teacher)
    for place in range(KEPT):
        boxes.nth(place).check()
    press(teacher, "Garder ces choix")
    expect(teacher.get_by_text("Choix enregistrés.")).to_be_visible()
    titles = teacher.get_by_role("heading", level=3, name=re.compile(r"^\d\. ")).all()
    return [text_of(title).partition(" ")[2] for title in titles]


def help_of(teacher: Page, pseudonym: str, wanted: str) -> None:
    teacher.get_by_label(pseudonym, exact=True).select_option(label=wanted)
    press(teacher, "Garder ces choix")
    chosen = teacher.get_by_label(pseudonym, exact=True).locator("option:checked")
    expect(chosen).to_have_text(wanted)


def print_all(teacher: Page) -> list[str]:
    """Return the text of each page of the one PDF."""
    address = teacher.get_by_role("link", name="Imprimer").get_attribute("href")
    answer = teacher.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(answer.body()))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def pseudonyms(teacher: Page) -> list[str]:
    return [text_of(label) for label in teacher.locator("label[for^=levels]").all()]


def check_paper(pages: list[str], people: list[str], titles: list[str]) -> None:
    """A sheet for each pseudonym without any answer, then the key with everyone's help."""
    for person in people:
        mine = [page for page in pages if page.startswith(person + " ")]
        assert mine, person
        assert "Corrigé" not in " ".join(mine)
    paper = " ".join(pages)
    for title in titles:
        assert paper.count(title) >= len(people) + 1, title
    assert "Corrigé" in pages[-1]
    assert all(person in pages[-1] for person in people)


def test_a_week_of_orders_becomes_one_pdf_for_a_group(visit: Visit) -> None:
    began = time.monotonic()
    teacher = sign_in(visit.someone(), GENERAL_TEACHER)
    teacher.goto("/ecole/exercices")
    session = rf"Préparer {CREW}, mardi .*8 h – "
    teacher.get_by_role("button", name=re.compile(session)).first.click()
    expect(teacher.get_by_role("heading", level=1)).to_contain_text(f"{CREW}, mardi")

    titles = choose(teacher)
    assert len(titles) == KEPT
    people = pseudonyms(teacher)
    assert len(people) == 10
    for person, wanted in zip(people, HELPS, strict=False):
        help_of(teacher, person, wanted)
    pages = print_all(teacher)

    assert time.monotonic() - began < ENOUGH_SECONDS
    check_paper(pages, people, titles)
    for person, wanted in zip(people, HELPS, strict=False):
        assert f"{person} {wanted}" in pages[-1]


def test_the_exercises_of_a_card_hold_the_numbers_of_its_order(visit: Visit) -> None:
    _, workshop, card = new_card(visit, "teach")
    give_to_group(workshop, card)

    teacher = sign_in(visit.someone(), GENERAL_TEACHER)
    teacher.goto(card)
    title = text_of(teacher.get_by_role("heading", level=1))
    span, depth, height = re.findall(r"\d{3,4}", title)
    reference = text_of(teacher.get_by_role("navigation").get_by_text(re.compile("^FT-")))
    press(teacher, "Exercices de cette fiche")

    offered(teacher)
    if visit.setting.script:
        narrow(teacher)
    said = text_of(teacher.locator("#templates"))
    plain = re.sub(r"(?<=\d)\s(?=\d{3})", "", said)
    found = [number for number in (span, depth, height) if number in plain]
    assert len(found) >= 2, plain
    titles = choose(teacher)
    pages = print_all(teacher)
    check_paper(pages, pseudonyms(teacher), titles)
    assert all(f"Fiche {reference}" in page for page in pages if page.startswith("Chat "))


def test_a_group_without_cards_is_told_what_comes_first(visit: Visit) -> None:
    teacher = sign_in(visit.someone(), GENERAL_TEACHER)
    teacher.goto("/ecole/exercices")
    teacher.get_by_role("link", name="Métallerie B").first.click()
    expect(teacher.get_by_role("heading", name="Aucune fiche à l’atelier")).to_be_visible()
    expect(teacher.get_by_role("link", name="Voir les autres groupes")).to_be_visible()
