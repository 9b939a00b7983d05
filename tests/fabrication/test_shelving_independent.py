"""Thirty shelvings against a table computed apart from the engine."""

from collections.abc import Mapping

import pytest

from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.tables import starting_basis
from tests.fabrication.independent import shelving as independent
from tests.fabrication.independent.tables import read_table

BASIS = starting_basis()
ENGINE = ShelvingEngine()
ROWS = read_table("shelving")
WISHED = (
    *("bays", "span", "depth", "height", "levels", "load"),
    *("preset", "tyre_width", "tyre_diameter"),
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
    assert len(ROWS) == 30


def test_the_table_uses_many_beams_and_both_presets():
    assert len({row["beam"] for row in ROWS}) == 4  # heavier ones are beyond what a level may carry
    assert {row["preset"] for row in ROWS} == {"SHELF", "TYRE_RACK"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['bays']}x{row['span']}-{row['load']}")
def test_shelving_agrees_with_the_second_calculation(row: Mapping[str, str]):
    result = ENGINE.fabricate(ENGINE.parse({name: row[name] for name in WISHED}), BASIS)
    beam = next(part.section for part in result.parts if part.role == "beam")

    assert beam == row["beam"]
    assert {name: result.facts[name] for name in FACTS} == {
        name: float(row[column]) for name, column in FACTS.items()
    }
    assert result.facts["pitch_mm"] == pytest.approx(float(row["pitch"]), abs=0.01)
    assert result.mass_kg == pytest.approx(float(row["mass_kg"]), abs=0.1)
