"""The configurator of guardrails: its questions, its address, its page, with and without script."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from shop.configurations.domain.guardrail import GUARDRAIL_QUESTIONS, list_idle_fields
from shop.configurations.domain.wishes import Audience, Wish, wish_from_data, wish_to_data
from shop.configurations.forms.guardrail import USUAL, GuardrailForm
from shop.configurations.forms.shared import address_of_wish
from shop.configurations.models import Configuration
from shop.db import Scope
from shop.fabrication.domain.family import Handover
from shop.fabrication.guardrail.spec import Context, Corner, Fixing, GuardrailSpec, Infill, Place
from tests.builders.configurations import build_configuration
from tests.builders.fabrication import build_guardrail_spec

PAGE = "/configurer/garde-corps"
PREVIEW, SAVE = f"{PAGE}/apercu", f"{PAGE}/enregistrer"
STAIR: dict[str, Any] = {
    "lengths": (2800.0, 2400.0, 1200.0),
    "turns": (90.0, 0.0),
    "slopes": (0.0, 32.0, 0.0),
}


def wish(**changes: Any) -> Wish:  # noqa: ANN401 any field
    return Wish(family="guardrail", spec=build_guardrail_spec(**changes))


def sent_for(one: Wish) -> dict[str, str]:
    return address_of_wish(GUARDRAIL_QUESTIONS, one)


@given(
    lengths=st.lists(st.integers(300, 12000).map(float), min_size=1, max_size=4).map(tuple),
    infill=st.sampled_from(Infill),
    audience=st.sampled_from(Audience),
)
def test_a_guardrail_comes_back_from_its_data(
    lengths: tuple[float, ...], infill: Infill, audience: Audience
) -> None:
    kept = Wish(
        family="guardrail", spec=GuardrailSpec(lengths=lengths, infill=infill), audience=audience
    )

    assert wish_from_data("guardrail", wish_to_data(kept)) == kept


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    "changes",
    [
        {"slopes": (0.0,)},
        STAIR,
        {"lengths": (3000.0, 1500.0), "turns": (-90.0,), "slopes": (0.0, 0.0),
         "corner": Corner.DOUBLE, "is_sure": False},
        {"slopes": (31.5,), "rake_height": 950.0, "fixing": Fixing.SIDE},
        {"slopes": (0.0,), "context": Context.INDUSTRIAL, "usage": Place.WORKPLACE,
         "height": 1100.0, "infill": Infill.KNEE_RAILS, "post": "PLAT 60x12"},
        {"slopes": (0.0,), "handover": Handover.FITTING, "distance": 12.0,
         "max_void": 95.0, "low_gap": 60.0, "bar": "CARRE 14", "handrail": "PLAT 50x10"},
    ],
)  # fmt: skip
def test_an_address_opens_the_very_same_guardrail(changes: dict[str, Any]) -> None:
    one = Wish(family="guardrail", spec=build_guardrail_spec(**changes), audience=Audience.COMPANY)

    form = GuardrailForm.opened_on(one)

    assert form.validate(), form.errors
    assert form.to_wish() == one


BARS = {"type": "PRIVATE", "infill": "BARS", "finish": "POWDER", "handover": "PICKUP"}
LATER = {f"{name}_{run}" for run in (2, 3, 4) for name in ("turn", "slope")}
ALWAYS_IDLE = {*LATER, "length_3", "length_4", "rake_height", "corner", "distance"}


@pytest.mark.parametrize(
    ("changes", "idle"),
    [
        ({}, ALWAYS_IDLE),
        ({"slope_1": "32"}, ALWAYS_IDLE - {"rake_height"}),
        ({"length_2": "2000"}, ALWAYS_IDLE - {"turn_2", "slope_2", "length_3", "corner"}),
        ({"slope_2": "32"}, ALWAYS_IDLE),  # a run without a length has no slope
        ({"infill": "SHEET"}, ALWAYS_IDLE | {"bar", "max_void"}),
        ({"infill": "KNEE_RAILS"}, ALWAYS_IDLE | {"bar", "max_void", "low_gap"}),
        ({"finish": "GALVA"}, ALWAYS_IDLE | {"colour"}),
        ({"handover": "FITTING"}, ALWAYS_IDLE - {"distance"}),
    ],
)
def test_a_question_that_changes_nothing_is_not_asked(
    changes: dict[str, str], idle: set[str]
) -> None:
    assert list_idle_fields({**BARS, **changes}) == idle


def test_every_folded_question_is_a_question_of_the_form() -> None:
    asked = {name for fields in GUARDRAIL_QUESTIONS.folds.values() for name in fields}

    assert asked <= set(dir(GuardrailForm))
    assert set(USUAL) <= set(dir(GuardrailForm))


def test_the_first_visit_shows_a_usual_guardrail_with_its_price_and_its_limits(
    basis: Scope, client: FlaskClient
) -> None:
    page = client.get(PAGE).text.replace("\u202f", " ").replace("\u00a0", " ")

    assert "Prix ferme" in page
    assert 'class="drawn drawn-elevation"' in page
    assert "De 300 à 12 000 mm" in page
    assert "De 1 000 à 1 200 mm" in page
    assert "Ce que les élèves apprennent" in page


def test_the_height_of_industry_begins_higher(basis: Scope, client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?type=INDUSTRIAL").text.replace("\u202f", " ")

    assert "De 1 100 à 1 200" in page.replace("\u00a0", " ")
    assert "Garde-corps industriel, 3000 × 1100 mm" in page


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
        ("length_1", "1 mm", "Indiquez une valeur entre"),
        ("length_1", "10 km", "Écrivez un nombre"),
        ("length_1", "NaN", "Écrivez un nombre"),
        ("length_1", "-3500", "Indiquez une valeur entre"),
        ("length_1", "", "Remplissez cette case"),
        ("slope_1", "60", "Indiquez une valeur entre"),
        ("height", "900", "Indiquez une valeur entre"),
        ("height", "haut", "Écrivez un nombre"),
        ("max_void", "130", "Indiquez une valeur entre"),
        ("bar", "BETON 30", "Nous ne proposons pas ce profilé"),
        ("post", "BAMBOU", "Nous ne proposons pas ce profilé"),
        ("usage", "ERP", ""),
        ("infill", "GLASS", "miroitier"),
        ("infill", "KNEE_RAILS", "réservées aux lieux de travail"),
        ("fall_height", "7000", "étudie la fixation"),
    ],
)
def test_what_cannot_be_sold_alone_is_told_beside_its_field(
    preview: Callable[..., dict[str, Any]], field: str, typed: str, told: str
) -> None:
    answer = preview(wish(), **{field: typed})

    place = "type" if field == "usage" else field
    assert (told or "lieu ouvert au public") in answer["notes"][place]


def test_a_corner_nobody_offers_is_told_beside_it(
    preview: Callable[..., dict[str, Any]],
) -> None:
    answer = preview(wish(), length_2="2000", turn_2="demi-tour")

    assert "Indiquez une valeur entre −90 et 90" in answer["notes"]["turn_2"]
    assert "runs" in answer["opened"]


def test_metres_are_understood(preview: Callable[..., dict[str, Any]]) -> None:
    assert "3500 × 1020 mm" in preview(wish(), length_1="3,5 m")["result"]


def test_a_stair_is_an_estimate_with_a_visit(preview: Callable[..., dict[str, Any]]) -> None:
    answer = preview(wish(**STAIR))

    assert "Estimation" in answer["result"]
    assert "visite de mesure" in answer["result"]
    assert answer["is_refused"] is False


def test_folded_groups_say_what_they_hold(preview: Callable[..., dict[str, Any]]) -> None:
    said = preview(wish(**STAIR))["summaries"]

    assert said["runs"] == "2400 mm + 1200 mm"
    assert said["bars"] == "Rond de 12 mm"
    assert said["posts"] == "Sur le sol · Le plus léger qui suffit · Tube carré de 40 mm"


def test_saving_gives_a_code_whose_page_says_the_sizes(basis: Scope, client: FlaskClient) -> None:
    answer = client.post(SAVE, data=sent_for(wish(**STAIR)))

    assert answer.status_code == 303
    page = client.get(answer.location).text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "2 800 mm + 2 400 mm + 1 200 mm" in page
    assert "0° / 32° / 0°" in page
    assert basis.session.query(Configuration).one().family == "guardrail"


def test_asking_a_quote_saves_first(basis: Scope, client: FlaskClient) -> None:
    answer = client.post(SAVE, data={**sent_for(wish()), "ask_quote": "1"})

    saved = basis.session.query(Configuration).one()
    assert answer.location == f"/devis/demander?code={saved.code}"


def test_what_cannot_be_made_leads_to_a_quote_with_what_was_typed(
    basis: Scope, client: FlaskClient
) -> None:
    sent = {**sent_for(wish()), "length_1": "99000", "ask_quote": "1"}

    answer = client.post(SAVE, data=sent)

    assert answer.location.startswith("/devis/demander?family=guardrail&message=")
    assert "99%E2%80%AF000" in answer.location
    assert basis.session.query(Configuration).count() == 0


def test_a_saved_guardrail_opens_again_in_its_configurator(
    basis: Scope, client: FlaskClient
) -> None:
    build_configuration(basis, wish=wish(**STAIR))
    basis.session.commit()

    page = client.get("/c/K7M-2QX").text

    assert "/configurer/garde-corps?" in page
    assert "length_3=1200" in page


def test_a_preview_asks_little_of_the_database(
    preview: Callable[..., dict[str, Any]], count_queries: Callable[[], Any]
) -> None:
    preview(wish())

    with count_queries() as statements:
        preview(wish(height=1050.0))

    assert len(statements) <= 3, statements


def test_english_pages_speak_english(basis: Scope, client: FlaskClient) -> None:
    page = client.get(f"/en{PAGE}").text

    assert "Your made-to-measure guardrail" in page
    assert "Guardrail, 3000 × 1020 mm" in page


def test_a_saved_guardrail_says_its_colour_and_shows_its_corners(
    basis: Scope, client: FlaskClient
) -> None:
    bent = client.post(SAVE, data=sent_for(wish(lengths=(3000.0, 1500.0), turns=(90.0,))))
    straight = client.post(SAVE, data=sent_for(wish(lengths=(3000.0, 1500.0), turns=(0.0,))))
    pages = [client.get(answer.location).text for answer in (bent, straight)]
    views = [
        client.get(re.search(r'<img src="([^"]+)"', page)[1]).text  # type: ignore[index] # there
        for page in pages
    ]

    assert all("RAL 7016 – Gris anthracite" in page for page in pages)
    assert views[0] != views[1]


def test_an_older_permit_is_asked_said_and_kept(basis: Scope, client: FlaskClient) -> None:
    older, later = (
        client.get(f"/configurer/garde-corps?infill=CABLE&permit_on={day}").text
        for day in ("2025-05-31", "2025-06-02")
    )
    kept = client.post(
        "/configurer/garde-corps/enregistrer", data={"permit_on": "2025-05-31"}
    ).location

    assert "Permis de construire déposé le" in later
    assert "NF P01-012:1988</span>)" in older
    assert "Permis déposé au plus tard le 01/06/2025" in older
    assert "Permis déposé au plus tard le 01/06/2025" not in later
    saved = client.get(kept).text
    assert "31/05/2025" in saved
    assert "permit_on=2025-05-31" in saved


def test_a_stair_at_work_opens_with_the_height_its_rule_asks(
    preview: Callable[..., dict[str, Any]],
) -> None:
    answer = preview(type="INDUSTRIAL", slope_1="32")

    assert answer["is_refused"] is False
    low = preview(type="INDUSTRIAL", slope_1="32", rake_height="950")
    assert low["is_refused"] is True
    assert "1 100 mm" in low["notes"]["rake_height"].replace("\u202f", " ").replace("\xa0", " ")
