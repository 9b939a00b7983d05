"""Journey 6: an accepted order is a complete job card; the teacher edits, plans and publishes."""

import io
import re

import pypdf
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.steps import text_of
from tests.e2e.workshop import find_card, fold_of, give_to_group, new_card, press

REFERENCE = re.compile(r"FT-\d{4}-\d{4,}")
VIEWS = (re.compile("^Rayonnage"), "Vue de dessus", "Coupe A-A", "Vue éclatée", "Plan de débit")


def see_a_complete_card(teacher: Page, card: str) -> None:
    """Demands in hours and never in euros, drawings, matter, bars, steps, checks, lessons."""
    teacher.goto(card)
    told = text_of(teacher.locator("main"))
    assert "€" not in told
    assert re.search(r"Temps prévu : \d+ h \d\d", told)
    assert "ISO 13920" in teacher.get_by_label(re.compile("^Qualité demandée")).input_value()
    for view in VIEWS:
        expect(teacher.get_by_role("figure", name=view).locator("svg")).to_have_count(1)
    matter = text_of(fold_of(teacher, "Matière et débit"))
    assert re.search(r"TUBE CARRE 40x40x2 .*\d m", matter)
    assert re.search(r"\d+ × TUBE CARRE 40x40x2, barre de \d \d{3} mm – (\d+ × )?M1", matter)
    expect(teacher.get_by_role("group", name=re.compile("^Compétences"))).to_be_visible()
    assert len(teacher.locator("input[name=competencies]:checked").all()) in {1, 2, 3}
    fold_of(teacher, "Contrôles (")
    expect(teacher.get_by_label(re.compile("^Cote de : Longueur"))).to_have_count(3)
    fold_of(teacher, "Questions guides")
    moments = teacher.get_by_label(re.compile("^Moment de la question")).all()
    assert len(moments) > 6
    assert len({moment.input_value() for moment in moments}) == 6


def see_the_safety_of_a_step(teacher: Page, step: str) -> None:
    """Machine to be cleared for, protections, dangers, what is for an adult: all can change."""
    teacher.get_by_role("link", name=re.compile(rf"protections.*\({step}\)")).click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text(step)
    machine = teacher.get_by_label("Machine qui demande une autorisation")
    expect(machine.locator("option:checked")).to_have_text("Scie")
    expect(teacher.get_by_label("Casque antibruit")).to_be_checked()
    expect(teacher.get_by_label("Élément coupant")).to_be_checked()
    teacher.get_by_label("Visière de protection").check()
    teacher.get_by_label("Ce qu’il faut vérifier").fill("La lame est bien serrée.")
    press(teacher, "Enregistrer l’étape")
    expect(teacher.get_by_text("Étape enregistrée.")).to_be_visible()


def set_minutes(teacher: Page, step: str, minutes: str) -> None:
    teacher.get_by_label(f"Minutes de : {step}").fill(minutes)
    press(teacher, "Enregistrer le brouillon")
    expect(teacher.get_by_text("Brouillon enregistré.")).to_be_visible()


def publish_a_revision(teacher: Page, reason: str) -> None:
    """What the group has does not move until a revision says why."""
    expect(teacher.get_by_text("Le brouillon a changé")).to_be_visible()
    press(teacher, "Publier la révision")
    expect(teacher.get_by_text("Écrivez pourquoi la fiche change").first).to_be_visible()
    teacher.go_back()
    teacher.get_by_label("Raison du changement").fill(reason)
    press(teacher, "Publier la révision")
    expect(teacher.get_by_text("La version 2 est à l’atelier.")).to_be_visible()


def print_it(teacher: Page, card: str) -> None:
    """On paper: a code that opens the card, the steps as now published, a page to fill in."""
    teacher.goto(card)
    teacher.get_by_role("link", name="Imprimer").click()
    expect(teacher.get_by_role("img", name="Code QR de la fiche à l’atelier")).to_be_visible()
    sheet = text_of(teacher.locator("main"))
    for told in ("Version 2", "Fiche de débit", "ISO 13920", "La lame est bien serrée.", "STOP"):
        assert told in sheet, told
    assert "€" not in sheet
    reference = REFERENCE.search(sheet)
    assert reference
    answer = teacher.request.get(f"{card}/fiche.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
    paper = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for told in (reference[0], "Fiche de débit", "Feuille de contrôle", "43 min"):
        assert told in paper, told
    assert "€" not in paper


def test_an_accepted_order_becomes_one_card_that_a_teacher_publishes(visit: Visit) -> None:
    ordered, teacher, card = new_card(visit, "card")
    see_a_complete_card(teacher, card)
    see_the_safety_of_a_step(teacher, "Débit")

    old_tab = teacher.context.new_page()
    old_tab.goto(card)
    set_minutes(teacher, "Ébavurage", "41")
    old_tab.get_by_label("Minutes de : Ébavurage").fill("99")
    press(old_tab, "Enregistrer le brouillon")
    expect(old_tab.get_by_role("alert").first).to_contain_text("changé")

    give_to_group(teacher, card)
    set_minutes(teacher, "Ébavurage", "43")
    publish_a_revision(teacher, "Le bord est plus long que prévu.")
    print_it(teacher, card)
    assert find_card(teacher, ordered.reference) == card
