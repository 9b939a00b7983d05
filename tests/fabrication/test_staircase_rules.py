"""What is refused for a staircase and with which way out, what goes to a person."""

from typing import Any

import pytest

from shop.fabrication.domain.family import Handover, SpecRefused
from shop.fabrication.domain.findings import Level
from shop.fabrication.domain.steel import SectionTable, UnknownSteel
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.staircase.engine import StaircaseEngine
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
            {"context": Context.COLLECTIVE, "width": 1000.0, "height": 3500.0, "risers": 26},
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
        ({"handover": Handover.FITTING, "distance": 90.0}, "distance"),
        ({"stringer": "TUBE RECT 100x50x3", "width": 1600.0, "tread": Tread.GRATING}, "strength"),
        ({}, "part_mass"),
    ],
)
def test_what_a_person_must_price(changes: dict[str, Any], code: str):
    assert levels(**changes)[code] is Level.QUOTE


def test_a_bolted_staircase_is_sold_at_a_firm_price():
    assert Level.QUOTE not in levels(tread=Tread.GRATING, finish=Finish.GALVA).values()
    assert levels(tread=Tread.GRATING, is_sure=False)["unsure"] is Level.ESTIMATE
    corner = {"tread": Tread.GRATING, "flights": Flights.QUARTER_LEFT}
    assert levels(**corner)["corner"] is Level.ESTIMATE
    assert "corner" not in levels(**corner, is_measured_by_school=True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rails": Rails.NONE}, "no_rail"),
        ({"context": Context.COLLECTIVE, "width": 1000.0, "rails": Rails.LEFT}, "two_rails"),
        ({"context": Context.RENOVATION}, "signed"),
        ({"is_outdoors": True}, "outdoors"),
        ({"finish": Finish.RAW}, "raw"),
        ({"tread": Tread.WOOD}, "wood"),
        ({}, "headroom_unknown"),
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
