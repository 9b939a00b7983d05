"""The reference guardrail, computed by hand elsewhere: 5000 × 1020, private, round bars of 12."""

import pytest

from shop.fabrication.domain.family import Tables
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.strength import max_spacing
from shop.fabrication.tables import standard_tables, starting_basis
from tests.builders.fabrication import build_guardrail_spec

BASIS = starting_basis()
TABLES: Tables = standard_tables()
RESULT = GuardrailEngine().fabricate(build_guardrail_spec(), BASIS)

# Post, greatest spacing for 0.6 and for 1.0 kN/m, at a height of 1020 mm, before the cap.
SPACINGS = [
    ("TUBE CARRE 40x40x2", 880, 530),
    ("TUBE CARRE 40x40x3", 1190, 710),
    ("TUBE CARRE 40x40x4", 1410, 850),
    ("TUBE CARRE 50x50x3", 1990, 1190),
    ("TUBE CARRE 50x50x4", 2430, 1450),
    ("TUBE RECT 60x30x3", 1740, 1040),
    ("TUBE RECT 60x40x3", 2160, 1290),
    ("TUBE ROND 42.4x2.6", 780, 460),
    ("TUBE ROND 48.3x3.2", 1220, 730),
    ("PLAT 50x10", 1060, 640),
    ("PLAT 60x10", 1530, 920),
    ("PLAT 60x12", 1840, 1100),
    ("PLAT 60x15", 2300, 1380),
]


@pytest.mark.parametrize(("post", "private", "public"), SPACINGS)
def test_spacing_of_posts_is_the_one_of_the_table(post: str, private: int, public: int):
    section = TABLES.sections.get_section(post)

    found = [max_spacing(section, load, 1020.0, BASIS.rules) for load in (0.6, 1.0)]

    assert found == [private, public]


def test_spacing_shrinks_with_the_height_of_the_guardrail():
    section = TABLES.sections.get_section("TUBE CARRE 40x40x3")

    found = [max_spacing(section, 0.6, height, BASIS.rules) for height in (1020.0, 1200.0)]

    assert found == [1190, 1010]


def test_displacement_rules_a_slender_post():
    tall = TABLES.sections.get_section("TUBE CARRE 40x40x3")
    strength = tall.wx_cm3 * 1000 * 235 / (1.5 * 0.6 * 3000)

    assert max_spacing(tall, 0.6, 3000.0, BASIS.rules) < strength - 100


def test_geometry_of_the_reference_guardrail():
    expected = {
        "bay_count": 5,
        "post_spacing_mm": 984.0,
        "post_count": 6,
        "clear_width_mm": 944.0,
        "bar_count_per_bay": 7,
        "void_mm": 107.5,
        "bar_length_mm": 880.0,
        "mass_kg": 75.9,
        "mass_per_metre_kg": 15.18,
        "paint_area_m2": 3.44,
        "nodes": 92,
        "modulus_needed_cm3": 3.84,
        "modulus_cm3": 4.662,
        "moment_nm": 903.3,
    }

    assert {name: RESULT.facts[name] for name in expected} == expected
    assert round(RESULT.facts["weld_length_m"], 2) == 4.17


def test_parts_of_the_reference_guardrail():
    parts = [(part.mark, part.section, part.length_mm, part.quantity) for part in RESULT.parts]

    assert parts == [
        ("P1", "TUBE CARRE 40x40x3", 980.0, 6),
        ("M1", "TUBE CARRE 40x40x3", 5000.0, 1),
        ("T1", "TUBE RECT 40x20x2", 944.0, 5),
        ("B1", "ROND 12", 880.0, 35),
    ]
    assert [(plate.mark, plate.width_mm, plate.quantity) for plate in RESULT.plates] == [
        ("F1", 100.0, 6)
    ]


def test_minutes_of_the_reference_guardrail_follow_the_coefficients():
    minutes = {op.code: op.minutes_reference for op in RESULT.operations}

    assert minutes == {
        "ETU": 60.0,
        "DEB": 5 * 3 + 47 * 1.0 + 2.4 * 2.0,  # sections, cuts, outline of six plates
        "EBA": round(47 * 0.8, 1),
        "TRA": round(92 * 0.4, 1),
        "PER": 24 * 2.0,
        "POI": round(92 * 0.8, 1),
        "SOU135": 41.7,
        "MEU": 16.7,
        "CTL": round(15 + 92 * 0.3 + 9.72, 1),
        "PRE": 10.3,
        "FER": 15.0,
        "MAN": round(10 + 7.59, 1),
    }


def test_reference_guardrail_weighs_and_takes_what_the_trade_expects():
    hours_per_metre = RESULT.minutes / 60 / 5

    assert 12 <= RESULT.facts["mass_per_metre_kg"] <= 20
    assert 1.5 <= hours_per_metre <= 3


def test_reference_guardrail_is_sold_at_a_firm_price_and_can_be_read_again():
    assert RESULT.price_kind == "firm"
    assert RESULT.handover_reasons == ()
    assert type(RESULT).from_data(RESULT.to_data()) == RESULT


def test_anchor_pulls_the_moment_over_its_lever_shared_by_two():
    facts = RESULT.facts

    assert facts["anchor_force_n"] == round(0.6 * 984 * 1020 * 1.5 / 70 / 2)
    assert facts["anchor_force_n"] < facts["anchor_capacity_n"]
