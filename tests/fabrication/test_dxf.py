"""The DXF of a drawing set: sound, in millimetres, with real dimensions."""

import subprocess
import sys
from collections import Counter
from io import StringIO

import ezdxf
import pytest
from ezdxf.document import Drawing
from ezdxf.math import Vec3

from shop.fabrication.domain.family import Wish
from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.drawing.dxf import layer_of, write_dxf
from shop.fabrication.gate.spec import GateType, Infill
from shop.fabrication.registry import FAMILIES
from shop.fabrication.shelving.spec import Preset
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
)

BASIS = starting_basis()
SPECS: list[tuple[str, Wish]] = [
    *(("gate", build_gate_spec(infill=infill)) for infill in Infill),
    *(
        ("gate", build_gate_spec(type=kind, widths=(width,), posts=True))
        for kind, width in (
            (GateType.SWING_1, 1800.0),
            (GateType.SLIDING_RAIL, 3500.0),
            (GateType.SLIDING_CANTILEVER, 3000.0),
            (GateType.WICKET, 1000.0),
        )
    ),
    ("shelving", build_shelving_spec()),
    ("shelving", build_shelving_spec(preset=Preset.TYRE_RACK)),
    ("guardrail", build_guardrail_spec()),
    ("guardrail", build_guardrail_spec(lengths=(1500.0, 3000.0, 1500.0), turns=(90.0, 90.0))),
]


def drawn(family: str, spec: Wish) -> tuple[DrawingSet, Drawing]:
    drawings = FAMILIES[family].draw(spec, BASIS)
    return drawings, ezdxf.read(StringIO(write_dxf(drawings)))


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_the_audit_finds_nothing(family: str, spec: Wish):
    auditor = drawn(family, spec)[1].audit()

    assert [str(error) for error in auditor.errors] == []
    assert [str(fixed) for fixed in auditor.fixes] == []


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_dimensions_are_real_and_say_what_they_measure(family: str, spec: Wish):
    drawings, document = drawn(family, spec)
    expected = Counter(line.text for view in drawings.views for line in view.dimension_lines)
    found = document.modelspace().query("DIMENSION")

    assert Counter(dimension.dxf.text for dimension in found) == expected
    for dimension in found:
        said = float(dimension.dxf.text.partition(" ")[0].replace(",", "."))
        assert dimension.get_measurement() == pytest.approx(said, abs=0.1)


@pytest.mark.parametrize(("family", "spec"), [SPECS[0], SPECS[9], SPECS[11]])
def test_the_same_wish_gives_the_same_bytes(family: str, spec: Wish):
    first, second = (FAMILIES[family].draw(spec, BASIS) for _ in range(2))

    assert write_dxf(first) == write_dxf(second)


def test_units_are_millimetres_and_lengths_are_real():
    document = drawn("shelving", build_shelving_spec())[1]
    beams = [
        abs(line.dxf.end.x - line.dxf.start.x)
        for line in document.modelspace().query('LINE[layer=="LONGERONS"]')
    ]

    assert document.units == ezdxf.units.MM
    assert max(beams) == pytest.approx(1800.0, abs=0.05)


def test_layers_follow_the_roles_with_lines_of_iso_128():
    drawings, document = drawn("gate", build_gate_spec())
    layers = {layer.dxf.name: layer.dxf.linetype for layer in document.layers}

    assert {layer_of(solid.role) for solid in drawings.solids} <= set(layers)
    assert layers["ARETES-CACHEES"] == "ISO128-02"
    assert layers["AXES"] == "ISO128-10"
    assert {entity.dxf.layer for entity in document.modelspace()} <= set(layers)
    assert document.modelspace().query('LINE[layer=="ARETES-CACHEES"]')


def test_marks_of_the_parts_are_texts():
    drawings, document = drawn("gate", build_gate_spec())
    marks = {mark.mark for view in drawings.views for mark in view.marks}

    texts = document.modelspace().query('TEXT[layer=="REPERES"]')
    assert {text.dxf.text for text in texts} == marks


def test_cut_tubes_are_hatched():
    hatches = drawn("gate", build_gate_spec())[1].modelspace().query("HATCH")

    assert hatches
    assert all(hatch.dxf.layer == "HACHURES" for hatch in hatches)


def test_views_stand_apart_in_first_angle():
    document = drawn("gate", build_gate_spec())[1]
    titles = {
        text.dxf.text: Vec3(text.dxf.insert)
        for text in document.modelspace().query('TEXT[layer=="TITRES"]')
    }

    assert titles["Vue de dessus"].y < titles["Élévation"].y
    assert titles["Coupe A-A"].x > titles["Élévation"].x + 3500


def test_without_its_program_the_refusal_is_a_sentence():
    script = """
import sys
sys.modules["ezdxf"] = None
from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.drawing.dxf import DxfMissing, write_dxf
try:
    write_dxf(DrawingSet(solids=(), views=()))
except DxfMissing as refusal:
    print(refusal)
"""
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert "n’est pas disponible" in answer.stdout
