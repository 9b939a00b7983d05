"""A mark on a drawing names the row of the bill that gives this very piece, in every family."""

from collections import Counter
from itertools import pairwise
from math import dist, hypot, radians, tan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.result import FabricationResult, Part, Plate
from shop.fabrication.domain.views import DrawingSet, Solid, ViewKind
from shop.fabrication.drawing.exploded import explode
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_guardrail_spec
from tests.fabrication.test_gate_properties import gate_specs
from tests.fabrication.test_guardrail_properties import guardrail_specs
from tests.fabrication.test_shelving_properties import shelving_specs
from tests.fabrication.test_staircase_properties import staircase_specs

BASIS = starting_basis()
RULES, SECTIONS = BASIS.rules, BASIS.tables.sections
HALF_MM = 0.5
WISHES = {
    "gate": gate_specs(),
    "guardrail": guardrail_specs(),
    "shelving": shelving_specs(),
    "staircase": staircase_specs(),
}

Corners = list[tuple[float, float]]


def drawn(family: str, spec: Any) -> tuple[FabricationResult, DrawingSet] | None:  # noqa: ANN401
    """Return the result and its drawings, or None when the wish is refused in words."""
    engine = FAMILIES[family]
    try:
        return engine.fabricate(spec, BASIS), engine.draw(spec, BASIS)
    except SpecRefused:
        return None


def sides(solid: Solid) -> tuple[float, float, float]:
    """Return the length along the longest edge of a prism, its thickness, and its depth."""
    corners: Corners = list(zip(solid.points[::2], solid.points[1::2], strict=True))
    start, end = max(pairwise([*corners, corners[0]]), key=lambda edge: dist(*edge))
    longest = dist(start, end)
    way = (end[0] - start[0]) / longest, (end[1] - start[1]) / longest
    along = [x * way[0] + z * way[1] for x, z in corners]
    across = [x * way[1] - z * way[0] for x, z in corners]
    is_slanted = len(corners) == 4
    length = longest if is_slanted else max(along) - min(along)
    return length, max(across) - min(across), solid.far - solid.near


def is_close(one: float, other: float) -> bool:
    return abs(one - other) <= HALF_MM


def bar_agrees(family: str, solid: Solid, part: Part, rise: float) -> bool:
    """Tell whether a prism has the length of a row, and the two sides of its section."""
    section = SECTIONS.get_section(part.section)
    measured = sides(solid)
    if part.role == "stringer":
        axis = part.length_mm - 2 * RULES.number("staircase.stringer_overlength")
        return is_close(measured[2], section.depth_mm) and is_close(axis_of(solid, rise), axis)
    for place, length in enumerate(measured):
        rest = sorted(side for other, side in enumerate(measured) if other != place)
        wanted = section.depth_mm, section.face_mm
        if is_close(length, drawn_length(family, solid, part)) and all(map(is_close, rest, wanted)):
            return True
    return False


def axis_of(stringer: Solid, rise: float) -> float:
    """Return the length from floor to floor of a stringer: its upper edge begins one rise and
    its cover above the floor it stands on."""
    xs, zs = stringer.points[::2], stringer.points[1::2]
    begins = max(z for x, z in zip(xs, zs, strict=True) if x == min(xs))
    return hypot(max(xs) - min(xs), max(zs) - begins + rise)


def drawn_length(family: str, solid: Solid, part: Part) -> float:
    """Return the row's length less what the drawing leaves out: what stands in the concrete,
    and half a width at each mitre of a handrail, drawn along its axis."""
    if family == "gate" and part.role == "post":
        return part.length_mm - RULES.number("gate.post_embedded")
    is_level = solid.points[1] == solid.points[3]
    if part.role == "handrail" and is_level:
        half = SECTIONS.get_section(part.section).face_mm / 2
        return part.length_mm - half * sum(
            tan(radians(90.0 - angle)) for angle in (part.angle_left, part.angle_right)
        )
    return part.length_mm


def plate_agrees(solid: Solid, plate: Plate) -> bool:
    """Tell whether a prism shows the longer side of a sheet; a tread is seen after folding."""
    xs, zs = solid.points[::2], solid.points[1::2]
    spans = max(xs) - min(xs), solid.points[-1] - zs[0], solid.far - solid.near
    wanted = (plate.width_mm,) if plate.role == "tread" else (plate.width_mm, plate.height_mm)
    return all(any(is_close(side, span) for span in spans) for side in wanted)


@pytest.mark.parametrize("family", sorted(WISHES))
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_drawn_piece_has_the_section_and_the_length_of_its_row(family: str, data: st.DataObject):
    made = drawn(family, data.draw(WISHES[family]))
    if made is None:
        return
    result, drawings = made
    parts = {part.mark: part for part in result.parts}
    plates = {plate.mark: plate for plate in result.plates}
    unrolled = drawings.view(ViewKind.ELEVATION)
    assert unrolled is not None
    marked = [s for s in drawings.solids if s.mark and s.role not in unrolled.left_out]

    quantities = {row.mark: row.quantity for row in (*result.parts, *result.plates)}
    written = {label.mark for label in result.elevation.marks}
    rise = result.facts.get("rise_mm", 0.0)

    assert Counter(solid.mark for solid in marked) == quantities
    assert written | {shape.mark for shape in result.elevation.shapes} <= {"", *quantities}
    assert [label.mark for label in explode(drawings).views[0].marks] == sorted(quantities)
    assert [
        (solid, parts[solid.mark])
        for solid in marked
        if solid.mark in parts and not bar_agrees(family, solid, parts[solid.mark], rise)
    ] == []
    assert [
        (solid, plates[solid.mark])
        for solid in marked
        if solid.mark in plates and not plate_agrees(solid, plates[solid.mark])
    ] == []


CORNERED = build_guardrail_spec(lengths=(7000.0, 3000.0, 3000.0), turns=(90.0, 45.0))
BENT = build_guardrail_spec(
    lengths=(2000.0, 2400.0, 2000.0), turns=(0.0, 0.0), slopes=(0.0, 30.0, 0.0)
)


@pytest.mark.parametrize("spec", [CORNERED, BENT], ids=["corners", "rakes"])
def test_each_length_of_a_bent_handrail_bears_its_own_mark(spec: Any):  # noqa: ANN401
    result = FAMILIES["guardrail"].fabricate(spec, BASIS)
    listed = [part.mark for part in result.parts if part.role == "handrail"]
    shown = [shape.mark for shape in result.elevation.shapes if shape.role == "rail"]
    written = {label.mark for label in result.elevation.marks}

    assert len(listed) > 1
    assert set(shown) == set(listed)
    assert set(listed) <= written
