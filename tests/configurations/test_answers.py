"""What was answered in a configurator, said again in words."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from shop.configurations.domain.wishes import Wish
from shop.configurations.forms.registry import CONFIGURATORS
from shop.configurations.models import Configuration
from shop.db import Scope
from shop.fabrication.domain.family import Handover
from tests.builders.configurations import build_configuration, build_wish
from tests.builders.fabrication import build_staircase_spec

Show = Callable[[Wish], dict[str, str]]
UNSAID = {"v", "form_key"}
"""Two fields nobody answers."""
TOGETHER: Mapping[str, set[str]] = {
    "gate": {"width_bottom", "width_middle", "width_top", "height", "slope"},
    "guardrail": {
        *(f"{name}_{run}" for run in (1, 2, 3, 4) for name in ("length", "turn", "slope")),
        *("height", "rake_height", "fall_height", "permit_on", "max_void", "low_gap"),
    },
    "shelving": {
        *("bays", "span", "depth", "height", "levels", "load", "place"),
        *("tyre_width", "tyre_diameter"),
    },
    "staircase": {
        *("height", "width", "run", "landing", "opening", "floor_thickness", "risers"),
    },
}
"""The sizes of each family, said by `sizes()` one by one or on one line."""
SIZES_OF_GATE = {"sheet_height", "mid_rails"}
SHARED = {"distance", "unsure"}


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def answers_on(page: str) -> dict[str, str]:
    """Return the names and values of the list of a kept page."""
    found = plain(page).split('<dl class="facts">')[1].split("</dl>")[0]
    rows = [row.split("</dt><dd>") for row in found.split("<div><dt>")[1:]]
    return {name: value.split("</dd>")[0] for name, value in rows}


@pytest.fixture
def kept(basis: Scope, client: FlaskClient) -> Show:
    def show(wish: Wish) -> dict[str, str]:
        build_configuration(basis, wish=wish)
        basis.session.commit()
        return answers_on(client.get("/c/K7M-2QX").text)

    return show


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize("family", CONFIGURATORS)
def test_every_question_of_a_family_is_said_on_its_kept_page(family: str) -> None:
    known = CONFIGURATORS[family]
    said = {*known.printed, *TOGETHER[family], *SIZES_OF_GATE, *SHARED, *UNSAID}

    assert {field.name for field in known.form()} <= said


def test_the_kept_page_says_the_equipment_of_a_gate(kept: Show) -> None:
    said = kept(build_wish(lock=True, drop_bolt=False, letter_slot=True, posts=False))

    assert said["Serrure et poignée"] == "Oui"
    assert said["Verrou au sol"] == "Non"
    assert said["Fente à courrier"] == "Oui"
    assert said["Deux poteaux en acier à sceller"] == "Non"
    assert said["Traverses entre le haut et le bas"] == "1"


def test_the_kept_page_says_the_floor_and_the_steps_of_a_staircase(kept: Show) -> None:
    spec = build_staircase_spec(opening=4500.0, floor_thickness=180.0, risers=17)

    said = kept(Wish(family="staircase", spec=spec))

    assert said["Épaisseur du plancher"] == "180 mm"
    assert said["Hauteurs de marche"] == "17"


def test_the_kept_page_says_the_steps_that_were_left_to_the_workshop(kept: Show) -> None:
    said = kept(Wish(family="staircase", spec=build_staircase_spec()))

    assert said["Hauteurs de marche"] == "16"
    assert "Épaisseur du plancher" not in said


def test_the_kept_page_says_a_doubt_and_how_far_it_goes(kept: Show) -> None:
    said = kept(build_wish(is_sure=False, handover=Handover.FITTING, distance=12.0))

    assert said["Je ne suis pas sûr de mes mesures"] == "Oui"
    assert said["Distance depuis l’école"] == "12 km"


def test_a_wish_that_is_refused_today_still_says_its_answers(
    basis: Scope, client: FlaskClient
) -> None:
    build_configuration(basis, wish=build_wish(widths=(9000.0,)))
    basis.session.commit()

    page = client.get("/c/K7M-2QX").text

    assert "sur devis" in page
    assert answers_on(page)["Largeur du passage"] == "9 000 mm"
    assert basis.session.query(Configuration).count() == 1


def ask_for_quote(client: FlaskClient, slug: str, sent: Mapping[str, str]) -> dict[str, str]:
    """Press « Demander un devis » and return what the address carries to the form."""
    answer = client.post(f"/configurer/{slug}/enregistrer", data={"ask_quote": "1", **sent})
    assert answer.status_code == 303
    assert len(answer.location) < 4000
    return {
        name: plain(values[0]) for name, values in parse_qs(urlsplit(answer.location).query).items()
    }


def test_the_kept_page_proposes_the_visit_of_an_estimate(basis: Scope, client: FlaskClient) -> None:
    build_configuration(basis, wish=build_wish(is_sure=False))
    build_configuration(basis, code="AAA-AA2", wish=build_wish())
    basis.session.commit()

    estimate, firm = (client.get(f"/c/{code}").text for code in ("K7M-2QX", "AAA-AA2"))

    assert "Nous proposons une visite de mesure" in estimate
    assert "visite de mesure" not in firm


def test_the_kept_page_offers_its_link_and_its_print_to_a_browser_with_script(
    basis: Scope, client: FlaskClient
) -> None:
    build_configuration(basis)
    basis.session.commit()

    page = client.get("/c/K7M-2QX").text

    assert re.search(r"<button [^>]*data-copy=[^>]* hidden>.*Copier le lien", page)
    assert re.search(r"<button [^>]*data-print hidden>.*Imprimer", page)
    assert "configurations/share.js" in page


def test_a_refused_staircase_carries_every_answer_and_the_reason(
    basis: Scope, client: FlaskClient
) -> None:
    asked = ask_for_quote(
        client,
        "escalier",
        {"opening": "2500", "finish": "GALVA", "handover": "FITTING", "audience": "professionnel"},
    )

    lines = asked["message"].splitlines()
    assert (asked["family"], asked["handover"]) == ("staircase", "FITTING")
    assert asked["audience"] == "professionnel"
    assert lines[:2] == ["Hauteur à monter : 2 800 mm", "Largeur : 900 mm"]
    assert "Longueur de la trémie : 2 500 mm" in lines
    assert "Pour quel lieu ? Une maison, un logement" in lines
    assert "Finition : Galvanisé : gris zinc" in lines
    assert lines[-2] == "Le site ne donne pas de prix :"
    assert lines[-1].startswith("Longueur de la trémie : On se cognerait la tête")
    assert "Demandez un devis" not in asked["message"]


def test_what_cannot_be_read_is_carried_as_it_was_typed(basis: Scope, client: FlaskClient) -> None:
    asked = ask_for_quote(client, "portail", {"width_bottom": "trois mètres", "height": "1500"})

    lines = asked["message"].splitlines()
    assert lines[:2] == ["Largeur du passage : trois mètres", "Hauteur : 1 500 mm"]
    assert lines[-1].startswith("Largeur en bas : Écrivez un nombre")


def test_a_request_is_bounded_and_keeps_its_reason(basis: Scope, client: FlaskClient) -> None:
    asked = ask_for_quote(client, "portail", {"width_bottom": "😀" * 900, "height": "é" * 900})

    assert len(asked["message"]) < 1500
    assert "Écrivez un nombre" in asked["message"].splitlines()[-1]


def test_the_form_shows_what_the_configurator_carried(basis: Scope, client: FlaskClient) -> None:
    sent = {"bays": "11", "handover": "DELIVERY", "ask_quote": "1"}

    answer = client.post("/configurer/rayonnage/enregistrer", data=sent)
    page = plain(client.get(answer.location).text)

    assert "Travées : 11 de 1 500 mm" in page
    assert re.search(r'<input checked [^>]*name="handover" [^>]*value="delivery"', page)


def test_an_english_request_is_in_english(basis: Scope, client: FlaskClient) -> None:
    answer = client.post(
        "/en/configurer/rayonnage/enregistrer", data={"bays": "11", "ask_quote": "1"}
    )

    assert answer.location.startswith("/en/devis/demander?")
    assert "The+site+gives+no+price%3A" in answer.location
    assert "Depth%3A+500" in answer.location
