"""Seventy shelvings against a table computed apart from the engine."""

from collections.abc import Mapping

import pytest

from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.shelving.spec import Deck, Preset
from shop.fabrication.tables import starting_basis
from tests.fabrication.independent import shelving as independent
from tests.fabrication.independent.tables import read_table

BASIS = starting_basis()
ENGINE = ShelvingEngine()
ROWS = read_table("shelving")
WISHED = (
    *("bays", "span", "depth", "height", "levels", "load"),
    *("preset", "deck", "has_back_brace", "tyre_width", "tyre_diameter"),
)
FACTS = {
    "beam_capacity_kg": "capacity_kg",
    "sign_per_level_kg": "sign_kg",
    "upright_count": "posts",
    "beam_count": "beams",
    "tie_count": "ties",
    "tie_length_mm": "tie_length",
    "total_width_mm": "total_width",
    "tyres_per_level": "tyres_per_level",
}


def test_the_table_is_the_one_the_second_calculation_gives():
    assert independent.rows() == ROWS
    assert len(ROWS) == 70


def test_the_table_uses_many_sections_decks_and_both_presets():
    assert len({row["beam"] for row in ROWS}) == 7
    assert {row["post"] for row in ROWS} == {"TUBE CARRE 40x40x2", "TUBE CARRE 50x50x2"}
    assert {row["deck"] for row in ROWS} == set(Deck)
    assert {row["preset"] for row in ROWS} == set(Preset)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['bays']}x{row['span']}-{row['load']}")
def test_shelving_agrees_with_the_second_calculation(row: Mapping[str, str]):
    result = ENGINE.fabricate(ENGINE.parse({name: row[name] for name in WISHED}), BASIS)
    parts = {part.role: part for part in result.parts}

    assert parts["beam"].section == row["beam"]
    assert parts["upright"].section == row["post"]
    assert ("brace" in parts) is bool(row["has_back_brace"])
    if row["has_back_brace"]:
        assert parts["brace"].length_mm == pytest.approx(float(row["brace_length"]), abs=0.05)
    assert {name: result.facts[name] for name in FACTS} == {
        name: float(row[column]) for name, column in FACTS.items()
    }
    assert result.facts["pitch_mm"] == pytest.approx(float(row["pitch"]), abs=0.01)
    assert result.mass_kg == pytest.approx(float(row["mass_kg"]), abs=0.1)
