"""The configurator of staircases: its questions, its address, its page, with and without script."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from shop.configurations.domain.staircase import STAIRCASE_QUESTIONS, list_idle_fields
from shop.configurations.domain.wishes import Audience, Wish, wish_from_data, wish_to_data
from shop.configurations.forms.shared import address_of_wish
from shop.configurations.forms.staircase import USUAL, StaircaseForm
from shop.configurations.models import Configuration
from shop.db import Scope
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.staircase.spec import Arrival, Context, Flights, Purpose, Rails, Tread
from tests.builders.configurations import build_configuration
from tests.builders.fabrication import build_staircase_spec

PAGE = "/configurer/escalier"
PREVIEW, SAVE = f"{PAGE}/apercu", f"{PAGE}/enregistrer"
CORNER: dict[str, Any] = {
    "context": Context.INDUSTRIAL, "flights": Flights.QUARTER_LEFT, "height": 3000.0,
    "width": 850.0, "opening": 5600.0, "floor_thickness": 180.0, "tread": Tread.GRATING,
}  # fmt: skip


def wish(**changes: Any) -> Wish:  # noqa: ANN401 any field
    return Wish(family="staircase", spec=build_staircase_spec(**changes))


def sent_for(one: Wish) -> dict[str, str]:
    return address_of_wish(STAIRCASE_QUESTIONS, one)


def steps_offered(text: str) -> list[str]:
    return re.findall(r"<strong>(\d+ hauteurs de [\d,]+) mm", text.replace("\u00a0", " "))


def step_chosen(text: str) -> str:
    [value] = re.findall(r'name="risers" value="(\d*)" checked', text)
    return str(value)


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        CORNER,
        {"flights": Flights.LANDING, "landing": 1200.0, "risers": 17},
        {"run": 4200.0, "is_sure": False, "rails": Rails.LEFT, "arrival": Arrival.STEP},
        {"stringer": "UPN 160", "is_outdoors": True, "purpose": Purpose.ESCAPE},
        {"finish": Finish.GALVA, "colour": "", "handover": Handover.FITTING, "distance": 12.0},
    ],
)
def test_an_address_opens_the_very_same_staircase(changes: dict[str, Any]) -> None:
    one = Wish(family="staircase", spec=build_staircase_spec(**changes), audience=Audience.COMPANY)

    form = StaircaseForm.opened_on(one)

    assert form.validate(), form.errors
    assert form.to_wish() == one
    assert wish_from_data("staircase", wish_to_data(one)) == one


STRAIGHT = {"flights": "STRAIGHT", "opening": "", "finish": "POWDER", "handover": "PICKUP"}


@pytest.mark.parametrize(
    ("changes", "idle"),
    [
        ({}, {"landing", "floor_thickness", "distance"}),
        ({"flights": "LANDING"}, {"floor_thickness", "distance"}),
        ({"opening": "3500"}, {"landing", "distance"}),
        ({"finish": "GALVA"}, {"landing", "floor_thickness", "distance", "colour"}),
        ({"handover": "FITTING"}, {"landing", "floor_thickness"}),
    ],
)
def test_a_question_that_changes_nothing_is_not_asked(
    changes: dict[str, str], idle: set[str]
) -> None:
    assert list_idle_fields({**STRAIGHT, **changes}) == idle


def test_every_folded_question_is_a_question_of_the_form() -> None:
    asked = {name for fields in STAIRCASE_QUESTIONS.folds.values() for name in fields}

    assert asked <= set(dir(StaircaseForm))
    assert set(USUAL) <= set(dir(StaircaseForm))


def test_the_first_visit_shows_a_usual_staircase_with_its_price_and_its_limits(
    basis: Scope, client: FlaskClient
) -> None:
    page = client.get(PAGE).text.replace("\u202f", " ").replace("\u00a0", " ")

    assert 'class="drawn drawn-elevation"' in page
    assert "De 300 à 3 500 mm" in page
    assert "De 800 à 1 600 mm" in page
    assert "Escalier droit, 2800 × 900 mm" in page
    assert steps_offered(page) == ["16 hauteurs de 175", "17 hauteurs de 164,7"]
    assert step_chosen(page) == ""
    assert "Ce que les élèves apprennent" in page


def test_a_public_place_starts_wider(basis: Scope, client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?type=PUBLIC_NEW").text

    assert "Escalier à palier, 2800 × 1260 mm" in page


@pytest.mark.parametrize("context", Context)
def test_every_place_starts_with_a_staircase_that_can_be_made(
    basis: Scope, client: FlaskClient, context: Context
) -> None:
    assert "Pas encore de prix" not in client.get(f"{PAGE}?type={context}").text


def test_the_page_and_the_preview_say_the_same(
    client: FlaskClient, preview: Callable[..., dict[str, Any]]
) -> None:
    page = client.get(f"{PAGE}?{urlencode(sent_for(wish()))}").text
    answer = preview(wish())

    for piece in ("result", "bar", "proposals"):
        assert answer[piece].strip() in page


def test_the_steps_chosen_are_those_drawn(preview: Callable[..., dict[str, Any]]) -> None:
    answer = preview(wish(), risers="17")

    assert step_chosen(answer["proposals"]) == "17"
    assert "4809" in answer["result"].replace("\u00a0", " ")


def test_three_ways_to_climb_say_what_speaks_for_each(
    preview: Callable[..., dict[str, Any]],
) -> None:
    said = preview(wish(height=1900.0))["proposals"]

    assert said.count('type="radio"') == 3
    assert "Notre conseil · Le pas le plus naturel · Le moins de place au sol" in said
    assert "Entre les deux" in said
    assert "Les marches les moins hautes · Le plus de place pour le pied" in said


def test_a_choice_that_no_longer_fits_says_what_fits(
    preview: Callable[..., dict[str, Any]],
) -> None:
    answer = preview(wish(height=1000.0), risers="18")

    assert answer["is_refused"] is True
    assert "choisissez parmi" in answer["notes"]["risers"]
    assert steps_offered(answer["proposals"])
    assert "checked" not in answer["proposals"]


def test_little_room_leaves_one_way_to_climb(preview: Callable[..., dict[str, Any]]) -> None:
    answer = preview(wish(), run="4200")

    assert "une seule façon de monter" in answer["proposals"]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("height", "1 mm", "Indiquez une valeur entre"),
        ("height", "10 km", "Écrivez un nombre"),
        ("height", "NaN", "Écrivez un nombre"),
        ("height", "-2800", "Indiquez une valeur entre"),
        ("height", "", "Remplissez cette case"),
        ("height", "35 m", "Indiquez une valeur entre"),
        ("width", "700", "au moins 800 mm libres"),
        ("run", "2500", "Au plus près : 3\u202f750 mm"),
        ("opening", "1000", "On se cognerait la tête"),
        ("flights", "HELIX", "une personne le dessine"),
        ("purpose", "ESCAPE", "avec un ingénieur"),
        ("stringer", "BAMBOU", "Nous ne proposons pas ce profilé"),
        ("risers", "deux", "Écrivez un nombre"),
        ("risers", "3", "choisissez parmi : 16, 17 hauteurs"),
    ],
)
def test_what_cannot_be_sold_alone_is_told_beside_its_field(
    preview: Callable[..., dict[str, Any]], field: str, typed: str, told: str
) -> None:
    answer = preview(wish(), **{field: typed})

    assert told in answer["notes"][field]


def test_a_landing_shorter_than_the_width_is_told_beside_its_field(
    preview: Callable[..., dict[str, Any]],
) -> None:
    answer = preview(wish(flights=Flights.LANDING), landing="700")

    assert "aussi long que l’escalier est large" in answer["notes"]["landing"]


@pytest.mark.parametrize("changes", [{"is_sure": False, "height": 900.0}, CORNER])
def test_a_doubt_and_a_corner_are_estimates_with_a_visit(
    preview: Callable[..., dict[str, Any]], changes: dict[str, Any]
) -> None:
    answer = preview(wish(**changes))

    assert "Estimation" in answer["result"]
    assert "visite de mesure" in answer["result"]


def test_a_small_staircase_has_a_firm_price(preview: Callable[..., dict[str, Any]]) -> None:
    assert "Prix ferme" in preview(wish(height=900.0))["result"]


def test_a_corner_says_that_its_drawing_is_unfolded_and_how_long_each_side_is(
    preview: Callable[..., dict[str, Any]],
) -> None:
    answer = preview(wish(flights=Flights.QUARTER_LEFT, opening=5200.0))
    text = answer["proposals"].replace("\u202f", " ").replace("\u00a0", " ")

    assert "Dessin déplié" in answer["result"]
    assert "au sol 2 860 mm avec le palier, puis 1 960 mm" in text
    assert "Dessin déplié" not in preview(wish())["result"]


def test_metres_are_understood(preview: Callable[..., dict[str, Any]]) -> None:
    answer = preview(wish(), height="2,7 m", run="420 cm")

    assert "2700 × 900 mm" in answer["result"]
    assert answer["is_refused"] is False


def test_folded_groups_say_what_they_hold(preview: Callable[..., dict[str, Any]]) -> None:
    said = preview(wish(**CORNER, is_outdoors=True))["summaries"]

    assert said["build"] == (
        "Caillebotis : l’eau passe à travers · Le plus léger qui suffit · L’escalier est dehors"
    )
    assert said["opening"] == "5600 mm"


def test_saving_gives_a_code_whose_page_says_the_sizes(basis: Scope, client: FlaskClient) -> None:
    answer = client.post(SAVE, data=sent_for(wish(**CORNER, risers=15)))

    assert answer.status_code == 303
    page = client.get(answer.location).text.replace("\u202f", " ").replace("\u00a0", " ")
    for said in ("En angle, vers la gauche", "5 600 mm", "Hauteurs de marche", "Caillebotis"):
        assert said in page
    assert basis.session.query(Configuration).one().family == "staircase"


def test_what_cannot_be_made_leads_to_a_quote_with_what_was_typed(
    basis: Scope, client: FlaskClient
) -> None:
    answer = client.post(SAVE, data={**sent_for(wish()), "height": "99000", "ask_quote": "1"})

    assert answer.location.startswith("/devis/demander?family=staircase&message=")
    assert "99%E2%80%AF000" in answer.location
    assert basis.session.query(Configuration).count() == 0


def test_a_saved_staircase_opens_again_in_its_configurator(
    basis: Scope, client: FlaskClient
) -> None:
    build_configuration(basis, wish=wish(**CORNER))
    basis.session.commit()

    page = client.get("/c/K7M-2QX").text

    assert "/configurer/escalier?" in page
    assert "opening=5600" in page


def test_a_preview_asks_little_of_the_database(
    preview: Callable[..., dict[str, Any]], count_queries: Callable[[], Any]
) -> None:
    preview(wish())

    with count_queries() as statements:
        preview(wish(height=2750.0))

    assert len(statements) <= 3, statements


def test_english_pages_speak_english(basis: Scope, client: FlaskClient) -> None:
    page = client.get(f"/en{PAGE}").text

    assert "Your made-to-measure staircase" in page
    assert "Straight staircase, 2800 × 900 mm" in page
    assert "16 risers of 175" in page.replace("\u00a0", " ")
