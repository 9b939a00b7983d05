"""The configurator of shelving: its questions, its address, its page, with and without script."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from shop.configurations.domain.shelving import SHELVING_QUESTIONS, list_idle_fields
from shop.configurations.domain.wishes import Audience, Wish, wish_from_data, wish_to_data
from shop.configurations.forms.shared import address_of_wish
from shop.configurations.forms.shelving import USUAL, ShelvingForm
from shop.configurations.models import Configuration
from shop.db import Scope
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.shelving.spec import Deck, Fixing, Preset, Usage
from tests.builders.configurations import build_configuration
from tests.builders.fabrication import build_shelving_spec

PAGE = "/configurer/rayonnage"
PREVIEW, SAVE = f"{PAGE}/apercu", f"{PAGE}/enregistrer"
RACK: dict[str, Any] = {
    "preset": Preset.TYRE_RACK, "depth": 480.0, "levels": 2, "load": 250.0,
    "tyre_width": 205.0, "tyre_diameter": 632.0,
}  # fmt: skip


def wish(**changes: Any) -> Wish:  # noqa: ANN401 any field
    return Wish(family="shelving", spec=build_shelving_spec(**changes))


def sent_for(one: Wish) -> dict[str, str]:
    return address_of_wish(SHELVING_QUESTIONS, one)


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        RACK,
        {"deck": Deck.GRATING, "post": "TUBE CARRE 50x50x2", "has_back_brace": True},
        {"place": 7000.0, "is_sure": False},
        {"deck": Deck.WOOD, "fixing": Fixing.WALL, "usage": Usage.PUBLIC},
        {"finish": Finish.GALVA, "colour": "", "handover": Handover.FITTING, "distance": 12.0},
    ],
)
def test_an_address_opens_the_very_same_shelving(changes: dict[str, Any]) -> None:
    one = Wish(family="shelving", spec=build_shelving_spec(**changes), audience=Audience.COMPANY)

    form = ShelvingForm.opened_on(one)

    assert form.validate(), form.errors
    assert form.to_wish() == one
    assert wish_from_data("shelving", wish_to_data(one)) == one


SHELF = {"type": "SHELF", "finish": "POWDER", "handover": "PICKUP"}


@pytest.mark.parametrize(
    ("changes", "idle"),
    [
        ({}, {"tyre_width", "tyre_diameter", "distance"}),
        ({"type": "TYRE_RACK"}, {"deck", "distance"}),
        ({"finish": "GALVA"}, {"tyre_width", "tyre_diameter", "distance", "colour"}),
        ({"handover": "FITTING"}, {"tyre_width", "tyre_diameter"}),
    ],
)
def test_a_question_that_changes_nothing_is_not_asked(
    changes: dict[str, str], idle: set[str]
) -> None:
    assert list_idle_fields({**SHELF, **changes}) == idle


def test_every_folded_question_is_a_question_of_the_form() -> None:
    asked = {name for fields in SHELVING_QUESTIONS.folds.values() for name in fields}

    assert asked <= set(dir(ShelvingForm))
    assert set(USUAL) <= set(dir(ShelvingForm))


def test_the_first_visit_shows_a_usual_shelving_with_its_price_and_its_limits(
    basis: Scope, client: FlaskClient
) -> None:
    page = client.get(PAGE).text.replace("\u202f", " ").replace("\u00a0", " ")

    assert "Prix ferme" in page
    assert 'class="drawn drawn-elevation"' in page
    assert "De 600 à 3 000 mm" in page
    assert "De 50 à 1 000 kg" in page
    assert "Rayonnage, 2 travées de 1500 × 500 × 2000 mm" in page
    assert "180 kg par niveau" in page
    assert "Ce que les élèves apprennent" in page


def test_a_tyre_rack_starts_higher_and_with_fewer_levels(basis: Scope, client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?type=TYRE_RACK").text

    assert "Rayonnage à pneus, 2 travées de 1500 × 500 × 2400 mm" in page
    assert "3 niveaux" in page


def test_the_page_and_the_preview_say_the_same(
    client: FlaskClient, preview: Callable[..., dict[str, Any]]
) -> None:
    page = client.get(f"{PAGE}?{urlencode(sent_for(wish()))}").text
    answer = preview(wish())

    assert answer["result"].strip() in page
    assert answer["bar"].strip() in page


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("span", "1 mm", "Indiquez une valeur entre"),
        ("span", "10 km", "Écrivez un nombre"),
        ("span", "NaN", "Écrivez un nombre"),
        ("span", "-1500", "Indiquez une valeur entre"),
        ("span", "", "Remplissez cette case"),
        ("span", "2,5 m", "Au-delà de 2\u202f000 mm"),
        ("bays", "0", "Indiquez une valeur entre"),
        ("bays", "deux", "Écrivez un nombre"),
        ("bays", "2,5", "Écrivez un nombre entier"),
        ("levels", "8", "il en faut 200"),
        ("load", "600 kg", "Au-delà de 500 kg"),
        ("load", "5000", "Indiquez une valeur entre"),
        ("post", "BAMBOU", "Nous ne proposons pas ce profilé"),
        ("usage", "PALLETS", "une personne le calcule"),
        ("usage", "WALKED_ON", "c’est un plancher"),
        ("fixing", "NONE", "doit être fixé"),
        ("place", "5,5 m", "travées de 1\u202f763 mm au plus"),
    ],
)
def test_what_cannot_be_sold_alone_is_told_beside_its_field(
    preview: Callable[..., dict[str, Any]], field: str, typed: str, told: str
) -> None:
    answer = preview(wish(height=1200.0, depth=290.0), **{field: typed})

    assert told in answer["notes"][field]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("tyre_width", "90", "Indiquez une valeur entre"),
        ("depth", "900", "environ 439 mm de profondeur"),
        ("levels", "6", "n’entrent pas"),
        ("load", "100", "Des roues complètes"),
    ],
)
def test_a_rack_is_fitted_to_its_tyres(
    preview: Callable[..., dict[str, Any]], field: str, typed: str, told: str
) -> None:
    assert told in preview(wish(**RACK), **{field: typed})["notes"][field]


def test_a_doubt_is_an_estimate_with_a_visit(preview: Callable[..., dict[str, Any]]) -> None:
    answer = preview(wish(is_sure=False))

    assert "Estimation" in answer["result"]
    assert "visite de mesure" in answer["result"]


def test_a_tyre_may_be_given_by_what_its_side_says(basis: Scope, client: FlaskClient) -> None:
    typed = {**sent_for(wish(**RACK)), "tyre_width": "225/45R17", "tyre_diameter": "225/45 R17 91V"}

    page = client.get(client.post(SAVE, data=typed).location).text.replace("\u00a0", " ")

    assert "225 × 634 mm" in page  # 25.4 × 17 + 2 × 225 × 0.45


def test_metres_and_kilos_are_understood(preview: Callable[..., dict[str, Any]]) -> None:
    answer = preview(wish(), span="1,2 m", load="200 kg")

    assert "3 travées de 1200 × 600 × 2200 mm" in answer["result"]
    assert answer["is_refused"] is False


def test_folded_groups_say_what_they_hold(preview: Callable[..., dict[str, Any]]) -> None:
    said = preview(wish(has_back_brace=True, fixing=Fixing.WALL))["summaries"]

    assert said["build"] == "Tablettes en tôle · Le plus léger qui suffit · Croix de dos"
    assert said["fixing"] == "Au mur"


def test_saving_gives_a_code_whose_page_says_the_sizes(basis: Scope, client: FlaskClient) -> None:
    answer = client.post(SAVE, data=sent_for(wish(**RACK)))

    assert answer.status_code == 303
    page = client.get(answer.location).text.replace("\u202f", " ").replace("\u00a0", " ")
    for said in ("3 de 1 800 mm", "250 kg", "205 × 632 mm"):
        assert said in page
    assert basis.session.query(Configuration).one().family == "shelving"


def test_what_cannot_be_made_leads_to_a_quote_with_what_was_typed(
    basis: Scope, client: FlaskClient
) -> None:
    answer = client.post(SAVE, data={**sent_for(wish()), "span": "99000", "ask_quote": "1"})

    assert answer.location.startswith("/devis/demander?family=shelving&message=")
    assert "99%E2%80%AF000" in answer.location
    assert basis.session.query(Configuration).count() == 0


def test_a_saved_shelving_opens_again_in_its_configurator(
    basis: Scope, client: FlaskClient
) -> None:
    build_configuration(basis, wish=wish(**RACK))
    basis.session.commit()

    page = client.get("/c/K7M-2QX").text

    assert "/configurer/rayonnage?" in page
    assert "tyre_diameter=632" in page


def test_a_preview_asks_little_of_the_database(
    preview: Callable[..., dict[str, Any]], count_queries: Callable[[], Any]
) -> None:
    preview(wish())

    with count_queries() as statements:
        preview(wish(height=2250.0))

    assert len(statements) <= 3, statements


def test_english_pages_speak_english(basis: Scope, client: FlaskClient) -> None:
    page = client.get(f"/en{PAGE}").text

    assert "Your made-to-measure shelving" in page
    assert "Shelving, 2 bays of 1500 × 500 × 2000 mm" in page
