"""Sixty staircases against a table computed apart from the engine."""

from collections.abc import Mapping

import pytest

from shop.fabrication.staircase.engine import StaircaseEngine
from shop.fabrication.staircase.spec import Rails, StaircaseSpec
from shop.fabrication.tables import starting_basis
from tests.fabrication.independent import staircase as independent
from tests.fabrication.independent.tables import floats, read_table

BASIS = starting_basis()
ENGINE = StaircaseEngine()
WISHED = (
    "height", "width", "run", "context", "flights", "arrival", "stringer", "tread",
    "opening", "floor_thickness",
)  # fmt: skip
ROWS = read_table("staircase")


def spec_of(row: Mapping[str, str]) -> StaircaseSpec:
    return ENGINE.parse({**{name: row[name] for name in WISHED}, "rails": Rails.NONE})


def test_the_table_is_the_one_the_second_calculation_gives():
    assert independent.rows() == ROWS
    assert len(ROWS) == 60


def test_the_table_tells_many_kinds_of_staircases_apart():
    assert {row["context"] for row in ROWS} == set(independent.RULES)
    assert {row["flights"] for row in ROWS} == {"STRAIGHT", "LANDING", "QUARTER_LEFT"}
    assert len([row for row in ROWS if row["run"] != "0"]) >= 8
    under = [row for row in ROWS if row["headroom"]]
    assert {(row["flights"] != "STRAIGHT", row["arrival"]) for row in under} == {
        (False, "FLUSH"), (False, "STEP"), (True, "FLUSH"), (True, "STEP"),
    }  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['height']}-{row['context']}")
def test_geometry_agrees_with_the_second_calculation(row: Mapping[str, str]):
    result = ENGINE.fabricate(spec_of(row), BASIS)
    facts = result.facts
    stringers = [part for part in result.parts if part.role == "stringer"]

    assert facts["riser_count"] == int(row["risers"])
    assert facts["tread_count"] == sum(floats(row["treads"]))
    assert facts["rise_mm"] == pytest.approx(float(row["rise"]), abs=0.001)
    assert facts["going_mm"] == pytest.approx(float(row["going"]), abs=0.001)
    assert facts["run_mm"] == pytest.approx(float(row["run_found"]), abs=0.02)
    assert sum(part.quantity for part in stringers) == 2 * len(floats(row["axes"]))
    sawn = sorted({part.length_mm - 100 for part in stringers})
    assert sawn == pytest.approx(sorted(set(floats(row["axes"]))), abs=0.02)
    assert facts["clear_width_mm"] == float(row["clear"])
    assert facts["tread_depth_mm"] == pytest.approx(float(row["depth"]), abs=0.01)
    assert facts["tread_kg"] == pytest.approx(float(row["tread_kg"]), abs=0.002)
    sawn_kg = sum(part.mass_kg * part.quantity for part in stringers)
    assert sawn_kg == pytest.approx(float(row["stringers_kg"]), rel=0.001)
    assert facts["stringer_moment_kn_m"] == pytest.approx(float(row["moment"]), abs=0.006)
    if row["headroom"]:
        assert facts["headroom_mm"] == pytest.approx(float(row["headroom"]), abs=0.01)
    assert facts["stringer_stress_mpa"] == pytest.approx(float(row["stress"]), abs=0.06)
