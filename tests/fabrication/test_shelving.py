"""Shelving: the reference racks, the load table, and what is refused."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.findings import Level
from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.shelving.sizes import fixed_sizes
from shop.fabrication.shelving.spec import Preset
from shop.fabrication.shelving.strength import beam_capacity
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_shelving_spec

BASIS = starting_basis()
ENGINE = ShelvingEngine()
LOADS = Path(__file__).parent / "shelf_loads.csv"
Golden = Callable[[str, str], None]


def test_reference_shelving_matches_the_hand_calculation():
    facts = ENGINE.fabricate(build_shelving_spec(), BASIS).facts

    expected = {
        "beam_capacity_kg": 470,
        "deck_kg_per_level": 17.0,
        "intermediate_supports": 2,
        "mass_kg": 378.5,
        "paint_area_m2": 37.58,
        "post_force_n": 6219,
        "euler_force_n": 211335,
        "post_ratio": 0.135,
        "slenderness": 3.67,
        "bay_load_kg": 1200,
    }
    assert {name: facts[name] for name in expected} == expected


def test_pieces_of_the_reference_shelving():
    parts = ENGINE.fabricate(build_shelving_spec(), BASIS).parts

    assert [(part.section, part.quantity, part.length_mm) for part in parts] == [
        ("TUBE CARRE 40x40x2", 8, 2200.0),
        ("TUBE RECT 50x30x2", 24, 1800.0),
        ("TUBE RECT 40x20x2", 40, 520.0),
    ]


def _load_cases() -> list[tuple[str, float, int]]:
    with LOADS.open(encoding="utf-8", newline="") as lines:
        return [
            (row["section"], float(span), int(load))
            for row in csv.DictReader(lines)
            for span, load in row.items()
            if span != "section"
        ]


@pytest.mark.parametrize(("section", "span", "load"), _load_cases())
def test_capacity_of_a_level_is_the_one_of_the_load_table(section: str, span: float, load: int):
    beam = BASIS.tables.sections.get_section(section)

    assert beam_capacity(beam, span, BASIS.rules) == load


def test_load_sign_stays_under_the_capacity_and_reaches_the_request():
    facts = ENGINE.fabricate(build_shelving_spec(load=250.0), BASIS).facts

    assert 250 <= facts["sign_per_level_kg"] <= 300
    assert facts["sign_per_level_kg"] + facts["deck_kg_per_level"] <= facts["beam_capacity_kg"]


def test_no_lighter_beam_would_reach_the_request():
    for load in (50.0, 120.0, 210.0, 300.0, 450.0):
        result = ENGINE.fabricate(build_shelving_spec(load=load), BASIS)
        chosen = next(part.section for part in result.parts if part.role == "beam")
        mass = BASIS.tables.sections.get_section(chosen).mass_kg_per_m
        deck = result.facts["deck_kg_per_level"]
        lighter = [
            section
            for name in BASIS.rules.choices("shelving.beams")
            if (section := BASIS.tables.sections.get_section(name)).mass_kg_per_m < mass
        ]

        assert all(
            (beam_capacity(beam, 1800.0, BASIS.rules) - deck) * 0.9 < load for beam in lighter
        )


def test_three_fixed_sizes_are_sold_at_a_firm_price():
    results = [ENGINE.fabricate(size.spec, BASIS) for size in fixed_sizes()]

    assert [size.key for size in fixed_sizes()] == ["atelier", "reserve", "pneus"]
    assert [result.price_kind for result in results] == ["firm", "firm", "firm"]
    assert all(result.operations and result.cut_lines for result in results)


def test_tyre_rack_leaves_room_for_the_tyres_it_promises():
    rack = fixed_sizes()[2].spec
    facts = ENGINE.fabricate(rack, BASIS).facts

    assert facts["tyres_per_level"] == 6
    assert facts["pitch_mm"] - 40 >= rack.tyre_diameter + 60
    assert facts["tyres_per_level"] * (rack.tyre_width + 15) <= rack.span


def test_tyre_rack_with_too_many_levels_goes_to_a_person():
    spec = build_shelving_spec(preset=Preset.TYRE_RACK, levels=6, load=200.0)

    codes = {finding.code for finding in ENGINE.fabricate(spec, BASIS).handover_reasons}

    assert "shelving.tyre_height" in codes


def test_slender_rack_must_be_anchored():
    advice = {finding.code for finding in ENGINE.validate(build_shelving_spec(depth=500.0), BASIS)}

    assert "shelving.anchor" in advice


@pytest.mark.parametrize(
    ("field", "value"),
    [("bays", 0), ("span", 3100.0), ("depth", 1.0), ("height", 10_000_000.0), ("levels", 1),
     ("load", 1100.0), ("load", float("nan")), ("span", -5.0)],
)  # fmt: skip
def test_number_outside_its_range_is_refused_with_the_quote_path(field: str, value: float):
    findings = ENGINE.validate(build_shelving_spec(**{field: value}), BASIS)

    assert [(finding.level, finding.field) for finding in findings] == [(Level.REFUSE, field)]
    assert findings[0].what_to_do


def test_word_instead_of_a_number_is_refused_by_its_field():
    with pytest.raises(SpecRefused) as refused:
        ENGINE.parse({"bays": "deux", "span": "1,8 m", "depth": "500", "height": 2000, "load": 100})

    assert [finding.field for finding in refused.value.findings] == ["bays", "span"]


def test_drawing_of_the_tyre_rack(golden: Golden):
    result = ENGINE.fabricate(fixed_sizes()[2].spec, BASIS)
    svg = draw_elevation(result.elevation, key="rack")

    golden("fabrication/tyre_rack_elevation.svg", svg.replace("><", ">\n<") + "\n")


def test_equal_heights_that_would_touch_on_a_telephone_are_named_to_be_left_out():
    spec = build_shelving_spec(bays=2, span=1500.0, height=2000.0)

    svg = draw_elevation(ENGINE.fabricate(spec, BASIS).elevation, key="a")

    assert svg.count("drawing-text drawing-again") == 2
    assert svg.count(">462,5</text>") == 3
