"""The table beside the drawing says in words the numbers that the drawing shows."""

import re
from collections import Counter

import pytest

from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.family import Wish
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.gate.spec import GateType, Infill, Split
from shop.fabrication.guardrail.spec import Infill as RailInfill
from shop.fabrication.registry import FAMILIES
from shop.fabrication.shelving.spec import Preset
from shop.fabrication.staircase.spec import Flights
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
    build_staircase_spec,
)

BASIS = starting_basis()
SPECS: list[tuple[str, Wish]] = [
    ("gate", build_gate_spec()),
    ("gate", build_gate_spec(widths=(3287.0,), split=Split.SIXTY_FORTY, slope=3.0)),
    ("gate", build_gate_spec(infill=Infill.SHEET_LOW, mid_rails=1)),
    ("gate", build_gate_spec(infill=Infill.HORIZONTAL, mid_rails=2)),
    ("gate", build_gate_spec(type=GateType.SLIDING_CANTILEVER, widths=(3000.0,))),
    ("guardrail", build_guardrail_spec()),
    ("guardrail", build_guardrail_spec(lengths=(2000.0, 4100.0), slopes=(0.0, 31.0))),
    ("guardrail", build_guardrail_spec(infill=RailInfill.SHEET)),
    ("staircase", build_staircase_spec()),
    ("staircase", build_staircase_spec(height=3170.0, flights=Flights.LANDING)),
    ("shelving", build_shelving_spec()),
    ("shelving", build_shelving_spec(preset=Preset.TYRE_RACK, span=1777.0, levels=3)),
]
SUM = re.compile(r"(\S+) = (\d+) × (\S+) \+ \d+ × (\S+)")


def made(family: str, spec: Wish) -> FabricationResult:
    return FAMILIES[family].fabricate(spec, BASIS)


def told(result: FabricationResult) -> set[str]:
    return {readable(one.value) for one in result.dimensions}


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_every_number_of_the_drawing_is_in_the_table(family: str, spec: Wish):
    result = made(family, spec)

    for line in result.elevation.dimension_lines:
        found = SUM.fullmatch(line.text)
        numbers = {line.text} if found is None else set(found.groups())
        assert numbers <= told(result), line.text


def test_an_english_drawing_writes_a_decimal_point():
    elevation = made("gate", build_gate_spec(widths=(3300.0,))).elevation

    french = draw_elevation(elevation, key="x")
    english = draw_elevation(elevation, key="x", language="en")

    assert "1519 = 12 × 16 + 13 × 102,08" in french
    assert "1519 = 12 × 16 + 13 × 102.08" in english
    assert "102.08 mm apart" in english


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_a_number_of_pieces_is_the_number_that_is_drawn(family: str, spec: Wish):
    result = made(family, spec)
    said = {one.key: one.value for one in result.dimensions}

    drawn = Counter(shape.role for shape in result.elevation.shapes)
    if family == "shelving":
        assert said["bays"] * said["levels"] == drawn["beam"]
        assert said["bays"] + 1 == drawn["upright"]
    elif family == "staircase":
        assert said["treads"] == drawn["tread"]
    else:
        assert said.get("bar_count", 0) == drawn["bar"]


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_a_name_of_the_table_is_said_once_in_each_language(family: str, spec: Wish):
    dimensions = made(family, spec).dimensions

    for language in ("fr", "en"):
        names = [one.label.in_language(language) for one in dimensions]
        assert len(set(names)) == len(names)
