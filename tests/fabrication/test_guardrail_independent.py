"""Fifty guardrails against a table computed apart from the engine."""

from collections.abc import Mapping

import pytest

from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.geometry import lay_out_guardrail
from shop.fabrication.guardrail.spec import GuardrailSpec
from shop.fabrication.tables import starting_basis
from tests.fabrication.independent import guardrail as independent
from tests.fabrication.independent.tables import floats, read_table

BASIS = starting_basis()
ENGINE = GuardrailEngine()
NUMBERS = ("height", "rake_height", "max_void", "low_gap")
WORDS = ("context", "post", "corner", "bar", "fixing")


ROWS = read_table("guardrail")


def spec_of(row: Mapping[str, str]) -> GuardrailSpec:
    many = {name: floats(row[name]) for name in ("lengths", "turns", "slopes")}
    return ENGINE.parse({**many, **{name: row[name] for name in (*NUMBERS, *WORDS)}})


def test_the_table_is_the_one_the_second_calculation_gives():
    assert independent.rows() == ROWS
    assert len(ROWS) == 50


def test_the_table_tells_many_kinds_of_guardrails_apart():
    assert {row["context"] for row in ROWS} == {"PRIVATE", "PUBLIC", "INDUSTRIAL"}
    assert {len(floats(row["lengths"])) for row in ROWS} == {1, 2, 3, 4}
    assert len([row for row in ROWS if any(floats(row["slopes"]))]) >= 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["lengths"])
def test_geometry_agrees_with_the_second_calculation(row: Mapping[str, str]):
    spec = spec_of(row)
    rail = lay_out_guardrail(spec, BASIS.rules, BASIS.tables)
    result = ENGINE.fabricate(spec, BASIS)
    by_mark = [part for part in result.parts if part.role == "handrail"]
    sawn = sum(part.length_mm * part.quantity for part in by_mark)

    assert rail.support.allowed == float(row["max_spacing"])
    assert len(rail.posts) == int(row["posts"])
    assert [run.bays for run in rail.runs] == [int(n) for n in row["bays"].split(";")]
    assert [run.infill.count for run in rail.runs] == [
        int(n) for n in row["bars_per_bay"].split(";")
    ]
    assert [run.spacing for run in rail.runs] == pytest.approx(floats(row["spacings"]), abs=0.02)
    assert [run.infill.void for run in rail.runs] == pytest.approx(floats(row["voids"]), abs=0.02)
    assert [run.panel_height for run in rail.runs] == pytest.approx(
        floats(row["bar_lengths"]), abs=0.02
    )
    assert sawn == pytest.approx(sum(floats(row["handrails"])), abs=0.05)
    assert result.facts["moment_nm"] == pytest.approx(float(row["moment_nm"]), abs=0.2)
