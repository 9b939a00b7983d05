"""What is refused for a staircase and with which way out, what goes to a person."""

import re
from typing import Any

import pytest

from shop.fabrication.domain.family import Handover, SpecRefused
from shop.fabrication.domain.findings import Level
from shop.fabrication.domain.steel import SectionTable, UnknownSteel
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.staircase.choosing import choose_staircase
from shop.fabrication.staircase.engine import StaircaseEngine
from shop.fabrication.staircase.rails import side_rails
from shop.fabrication.staircase.solver import way_down
from shop.fabrication.staircase.spec import (
    Arrival,
    Context,
    Flights,
    Purpose,
    Rails,
    Tread,
)
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_staircase_spec

BASIS = starting_basis()
ENGINE = StaircaseEngine()


def levels(**changes: Any) -> dict[str, Level]:  # noqa: ANN401 any field
    findings = ENGINE.validate(build_staircase_spec(**changes), BASIS)
    return {f.code.removeprefix("staircase."): f.level for f in findings}


def refusal(**changes: Any) -> tuple[str | None, str]:  # noqa: ANN401 any field
    with pytest.raises(SpecRefused) as refused:
        ENGINE.fabricate(build_staircase_spec(**changes), BASIS)
    return refused.value.findings[0].field, refused.value.findings[0].sentence


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"height": 1.0}, "height"),
        ({"height": 10_000_000.0}, "height"),
        ({"height": float("nan")}, "height"),
        ({"height": -2800.0}, "height"),
        ({"width": float("inf")}, "width"),
        ({"width": 700.0}, "width"),
        ({"run": 1.0}, "run"),
        ({"opening": -1.0}, "opening"),
        ({"flights": Flights.LANDING, "landing": 700.0}, "landing"),
        ({"stringer": "UPN 220"}, "stringer"),
        ({"risers": 12}, "risers"),
        (
            {"context": Context.COLLECTIVE, "width": 1060.0, "height": 3500.0, "risers": 26},
            "flights",
        ),
        ({"height": 3500.0, "run": 5600.0}, "flights"),
        ({"context": Context.INDUSTRIAL, "height": 3200.0}, "flights"),
    ],
)
def test_what_cannot_be_made_is_refused_by_its_field(changes: dict[str, Any], field: str):
    assert refusal(**changes)[0] == field


def test_an_impossible_height_names_the_nearest_that_work():
    field, sentence = refusal(height=380.0)

    assert field == "height"
    assert "Au plus près : 360 – 399 mm" in sentence


def test_an_impossible_run_names_the_nearest_that_works():
    field, sentence = refusal(run=3600.0)
    assert field == "run"
    assert "Au plus près : 3750 mm" in sentence

    assert "no_run" not in levels(run=3750.0)


def test_a_short_opening_names_the_length_it_takes():
    field, sentence = refusal(opening=2500.0)
    assert field == "opening"
    assert "une trémie de 3360 mm" in sentence

    assert ENGINE.fabricate(build_staircase_spec(opening=3360.0), BASIS).facts[
        "headroom_mm"
    ] == pytest.approx(1900.0)


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        # Eight risers of 175 mm and seven goings of 280 mm lead to a landing of 900 mm.
        ({"flights": Flights.LANDING, "opening": 3360.0}, 7 * 175 + 175 + 500 / 1.6 - 200),
        ({"arrival": Arrival.STEP, "opening": 3360.0}, (3360 - 280) / 1.6 - 200),
        ({"flights": Flights.QUARTER_LEFT, "opening": 2860.0}, 8 * 175 - 200),
    ],
)
def test_a_head_that_would_knock_on_the_floor_above_is_refused(
    changes: dict[str, Any], left: float
):
    wish = build_staircase_spec(**changes)
    way = way_down(wish, 16, 175.0, 280.0)

    assert way.depth_at(wish.opening) - 200.0 == pytest.approx(left)
    assert left < 1900
    assert refusal(**changes)[0] == "opening"


def test_a_landing_asks_for_a_longer_opening_than_one_flight():
    _, sentence = refusal(flights=Flights.LANDING, opening=3360.0)
    near = float(re.search(r"une trémie de (\d+) mm", sentence).group(1))

    assert near > 3360
    facts = ENGINE.fabricate(
        build_staircase_spec(flights=Flights.LANDING, opening=near), BASIS
    ).facts
    assert facts["headroom_mm"] >= 1900
    assert "headroom" in levels(flights=Flights.LANDING, opening=near - 1)


def test_a_floor_too_low_everywhere_asks_for_no_longer_opening():
    field, sentence = refusal(height=1500.0, opening=8000.0)

    assert field == "opening"
    assert "même avec une trémie plus longue" in sentence


def test_the_landing_counts_among_what_is_lifted():
    changes = {
        "flights": Flights.LANDING,
        "landing": 3000.0,
        "width": 1600.0,
        "tread": Tread.WOOD,
    }
    heaviest = ENGINE.fabricate(build_staircase_spec(**changes), BASIS).facts["heaviest_part_kg"]

    # 43.7 kg/m² on 4.8 m² of tread plate alone
    assert heaviest > 209
    assert levels(**changes)["part_mass"] is Level.QUOTE


def test_a_nearest_measure_is_never_out_of_bounds():
    """Two risers of 190 mm take 220 to 260 mm, and the form begins at 300 mm."""
    field, sentence = refusal(height=380.0, context=Context.RENOVATION, run=1000.0)

    assert field == "run"
    assert "Au plus près" not in sentence


def test_a_price_is_firm_only_once_the_way_is_known():
    delivered = {"handover": Handover.DELIVERY, "opening": 3360.0}
    assert levels(**delivered)["distance_unknown"] is Level.ESTIMATE
    assert "distance_unknown" not in levels(**delivered, distance=8.0)
    assert "distance_unknown" not in levels(**delivered, is_measured_by_school=True)


@pytest.mark.parametrize(
    ("rails", "context", "width", "least"),
    [
        (Rails.BOTH, Context.COLLECTIVE, 1000.0, 1000),
        (Rails.BOTH, Context.PUBLIC_NEW, 1200.0, 1200),
        (Rails.LEFT, Context.PUBLIC_EXISTING, 1010.0, 1000),
        (Rails.NONE, Context.HOME, 800.0, 800),
    ],
)
def test_the_least_width_is_free_between_the_handrails(
    rails: Rails, context: Context, width: float, least: int
):
    wish = {"rails": rails, "context": context, "height": 1500.0, "stringer": "LARGE PLAT 200x10"}
    field, sentence = refusal(**wish, width=width)
    assert field == "width"
    assert f"au moins {least} mm libres" in sentence
    near = float(re.search(r"Au plus près : (\d+) mm", sentence).group(1))

    stair = choose_staircase(build_staircase_spec(**wish, width=near), BASIS)
    rail = side_rails(build_staircase_spec(**wish, width=near), stair, BASIS.rules, BASIS.tables)
    inset = 5 + 42.4 / 2  # half of the stringer, half of the handrail above it
    sides = near - len(rail) * inset - (2 - len(rail)) * 10
    assert least <= sides < least + 1
    assert refusal(**wish, width=near - 1)[0] == "width"


def test_the_chosen_number_of_risers_is_kept():
    result = ENGINE.fabricate(build_staircase_spec(risers=17), BASIS)

    assert result.facts["riser_count"] == 17


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": Purpose.STRUCTURAL}, "purpose"),
        ({"purpose": Purpose.ESCAPE}, "purpose"),
        ({"flights": Flights.HELIX}, "curved"),
        ({"flights": Flights.WINDERS}, "curved"),
        ({"has_own_drawing": True}, "own_drawing"),
        (
            {"context": Context.COLLECTIVE, "width": 1060.0, "rails": Rails.NONE},
            "public_rails",
        ),
        ({"handover": Handover.FITTING, "distance": 90.0}, "distance"),
        ({"handover": Handover.DELIVERY, "distance": 90.0}, "distance"),
        ({"stringer": "TUBE RECT 100x50x3", "width": 1600.0, "tread": Tread.GRATING}, "strength"),
        ({}, "part_mass"),
    ],
)
def test_what_a_person_must_price(changes: dict[str, Any], code: str):
    assert levels(**changes)[code] is Level.QUOTE


def test_a_price_is_firm_only_once_nobody_can_knock_a_head():
    bolted = {"tread": Tread.GRATING, "finish": Finish.GALVA}
    assert levels(**bolted)["headroom_unknown"] is Level.ESTIMATE
    for known in ({"opening": 3360.0}, {"is_outdoors": True}, {"is_measured_by_school": True}):
        assert "headroom_unknown" not in levels(**bolted, **known)
    assert "headroom_unknown" not in levels(height=1200.0)  # nobody walks under that floor


def test_a_bolted_staircase_is_sold_at_a_firm_price():
    firm = levels(tread=Tread.GRATING, finish=Finish.GALVA, opening=3360.0)
    assert set(firm.values()) <= {Level.ADVICE}
    assert levels(tread=Tread.GRATING, is_sure=False)["unsure"] is Level.ESTIMATE
    corner = {"tread": Tread.GRATING, "flights": Flights.QUARTER_LEFT}
    assert levels(**corner)["corner"] is Level.ESTIMATE
    assert "corner" not in levels(**corner, is_measured_by_school=True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rails": Rails.NONE}, "no_rail"),
        ({"context": Context.COLLECTIVE, "width": 1060.0, "rails": Rails.LEFT}, "two_rails"),
        ({"context": Context.RENOVATION}, "signed"),
        ({"is_outdoors": True}, "outdoors"),
        ({"finish": Finish.RAW}, "raw"),
        ({"tread": Tread.WOOD}, "wood"),
        ({"flights": Flights.QUARTER_LEFT, "opening": 5200.0}, "corner_headroom"),
        ({"handover": Handover.FITTING}, "measure_first"),
    ],
)
def test_what_is_only_said(changes: dict[str, Any], code: str):
    assert levels(**changes)[code] is Level.ADVICE


def test_a_last_tread_level_with_the_floor_is_one_more():
    flush = ENGINE.fabricate(build_staircase_spec(), BASIS).facts
    step = ENGINE.fabricate(build_staircase_spec(arrival=Arrival.STEP), BASIS).facts

    assert step["tread_count"] == flush["tread_count"] + 1
    assert step["run_mm"] == flush["run_mm"] + step["going_mm"]


def test_posted_words_are_read_or_refused_by_field():
    spec = ENGINE.parse({"height": "2 800", "width": "900,5", "risers": "16"})
    assert (spec.height, spec.width, spec.risers) == (2800.0, 900.5, 16)

    with pytest.raises(SpecRefused) as refused:
        ENGINE.parse({"height": "3,5 m", "risers": "16,5", "context": "CASTLE"})
    assert {f.field for f in refused.value.findings} == {"height", "risers", "context"}


def test_a_section_missing_from_the_table_is_said_in_words():
    rows = {k: v for k, v in BASIS.tables.sections.rows.items() if k != "CORNIERE 40x40x4"}
    with pytest.raises(UnknownSteel, match="n’est pas dans notre table"):
        SectionTable(rows).get_section("CORNIERE 40x40x4")
