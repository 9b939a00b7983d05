"""Ninety gates against a table computed apart from the engine."""

from collections.abc import Mapping

import pytest

from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.gate.geometry import lay_out_gate
from shop.fabrication.gate.spec import GateSpec, GateType, Infill, Split
from shop.fabrication.tables import starting_basis
from tests.fabrication.independent import gate as independent
from tests.fabrication.independent.tables import floats, read_table

BASIS = starting_basis()
ENGINE = GateEngine()
ROWS = read_table("gate")
WISHED = (
    *("type", "infill", "height", "split", "hinge_gap", "mid_gap", "ground_gap", "slope"),
    *("bar", "max_void", "mid_rails", "sheet_height"),
)


def spec_of(row: Mapping[str, str]) -> GateSpec:
    return ENGINE.parse({"widths": floats(row["widths"]), **{name: row[name] for name in WISHED}})


def test_the_table_is_the_one_the_second_calculation_gives():
    assert independent.rows() == ROWS
    assert len(ROWS) == 90


def test_every_type_and_every_infill_is_in_the_table():
    assert {row["type"] for row in ROWS} == set(GateType)
    assert {row["infill"] for row in ROWS} == set(Infill)
    assert {row["split"] for row in ROWS if row["type"] == GateType.SWING_2} == set(Split)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['type']}-{row['widths']}")
def test_gate_agrees_with_the_second_calculation(row: Mapping[str, str]):
    spec = spec_of(row)
    gate = lay_out_gate(spec, BASIS.rules, BASIS.tables)
    laid = [r for leaf in gate.leaves for bay in leaf.bays for r in bay.rows]
    bars = [r.bars for r in laid if r.bars is not None]
    braces = sorted(r.brace for r in laid if r.brace is not None)

    assert [leaf.width for leaf in gate.leaves] == pytest.approx(
        floats(row["leaf_widths"]), abs=0.02
    )
    assert gate.largest.height == pytest.approx(float(row["leaf_height"]), abs=0.02)
    assert gate.frame.designation == row["frame"]
    assert [r.height for r in gate.leaves[0].bays[0].rows] == pytest.approx(
        floats(row["panels"]), abs=0.02
    )
    assert [b.count for b in bars] == [int(n) for n in row["bar_counts"].split(";") if n]
    assert [b.void for b in bars] == pytest.approx(floats(row["voids"]), abs=0.02)
    assert braces == pytest.approx(floats(row["braces"]), abs=0.05)
    assert ENGINE.fabricate(spec, BASIS).mass_kg == pytest.approx(float(row["mass_kg"]), abs=0.1)
