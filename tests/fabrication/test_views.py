"""Drawing sets: every view says what the bill says, in SVG that all can read."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from shop.fabrication.domain.elevation import DimensionLine, Side, rectangle
from shop.fabrication.domain.family import SpecRefused, Wish
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.views import (
    Depth,
    DrawingSet,
    LineType,
    Solid,
    View,
    ViewKind,
    extrude,
    isometric_view,
    measured,
)
from shop.fabrication.drawing.hidden import Edge, edges_of
from shop.fabrication.drawing.projection import project
from shop.fabrication.drawing.views import draw_view, hatching
from shop.fabrication.gate.spec import GateSpec, GateType, Infill
from shop.fabrication.registry import FAMILIES, freeze
from shop.fabrication.shelving.spec import Deck, Preset
from shop.fabrication.tables import starting_basis
from shop.kernel.text import Bilingual
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
)

BASIS = starting_basis()
WIDTHS = {
    GateType.SWING_1: (1800.0,),
    GateType.SWING_2: (3500.0,),
    GateType.SLIDING_RAIL: (3500.0,),
    GateType.SLIDING_CANTILEVER: (3000.0,),
    GateType.WICKET: (1000.0,),
}
GATES = [
    build_gate_spec(type=kind, widths=widths, infill=infill)
    for kind, widths in WIDTHS.items()
    for infill in Infill
]
RACKS = [
    build_shelving_spec(),
    build_shelving_spec(bays=1, levels=3, span=1000.0),
    build_shelving_spec(preset=Preset.TYRE_RACK, height=2300.0, levels=3),
    build_shelving_spec(bays=4, has_back_brace=True, deck=Deck.GRATING),
    build_shelving_spec(bays=1, deck=Deck.WOOD),
]
SPECS: list[tuple[str, Wish]] = [
    *(("gate", spec) for spec in GATES),
    *(("shelving", spec) for spec in RACKS),
    ("guardrail", build_guardrail_spec()),
    ("guardrail", build_guardrail_spec(lengths=(1500.0, 3000.0, 1500.0), turns=(90.0, 90.0))),
]
AXIS_VIEWS = (ViewKind.ELEVATION, ViewKind.PLAN, ViewKind.SECTION)

Golden = Callable[[str, str], None]


def named(case: object) -> str:
    return str(getattr(case, "type", "")) + str(getattr(case, "infill", ""))


def view_of(drawings: DrawingSet, kind: ViewKind) -> View:
    view = drawings.view(kind)
    assert view is not None
    return view


@pytest.mark.parametrize("spec", GATES, ids=named)
def test_a_gate_shows_each_piece_of_its_bill_by_its_mark(spec: GateSpec):
    result = freeze("gate", spec, BASIS)
    assert result.drawings is not None
    drawn = Counter(solid.mark for solid in result.drawings.solids if solid.role != "pillar")
    spliced = {part.role for part in result.parts if part.note.fr}
    billed = {p.mark: p.quantity for p in result.parts if p.role not in spliced}
    billed |= {p.mark: p.quantity for p in result.plates if p.role == "sheet"}

    assert {mark: drawn[mark] for mark in billed} == billed


@pytest.mark.parametrize("spec", RACKS, ids=["three bays", "one bay", "tyres", "braced", "boards"])
def test_a_rack_shows_each_piece_of_its_bill_by_its_mark(spec: Wish):
    result = freeze("shelving", spec, BASIS)
    assert result.drawings is not None
    drawn = Counter(solid.mark for solid in result.drawings.solids)
    billed = {piece.mark: piece.quantity for piece in (*result.parts, *result.plates)}

    assert {mark: drawn[mark] for mark in billed} == billed


def test_a_solid_is_as_long_as_the_piece_that_is_cut():
    result = freeze("shelving", build_shelving_spec(), BASIS)
    assert result.drawings is not None
    lengths = {part.mark: part.length_mm for part in result.parts}
    for solid in result.drawings.solids:
        sizes = (
            max(solid.points[::2]) - min(solid.points[::2]),
            max(solid.points[1::2]) - min(solid.points[1::2]),
            solid.far - solid.near,
        )
        if solid.mark in lengths:
            assert any(abs(size - lengths[solid.mark]) < 0.1 for size in sizes), solid


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_links_of_a_chain_add_up_to_the_whole(family: str, spec: Wish):
    drawings = FAMILIES[family].draw(spec, BASIS)
    for kind in (ViewKind.PLAN, ViewKind.SECTION):
        view = drawings.view(kind)
        if view is None:
            continue
        for side in (Side.BELOW, Side.LEFT):
            links = [d for d in view.dimension_lines if d.side is side and d.rank == 1]
            whole = [d for d in view.dimension_lines if d.side is side and d.rank == 2]
            if whole and not is_overlapping(links, whole[0].end - whole[0].start):
                total = sum(float(link.text.replace(",", ".")) for link in links)
                assert total == pytest.approx(float(whole[0].text.replace(",", ".")), abs=0.1)


def is_overlapping(links: list[DimensionLine], whole: float) -> bool:
    """Tell whether a leaf reaches past the opening: a gate that slides."""
    return max(link.end for link in links) - min(link.start for link in links) > whole + 0.1


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_a_dimension_reaches_as_far_as_it_says(family: str, spec: Wish):
    for view in FAMILIES[family].draw(spec, BASIS).views:
        for line in view.dimension_lines:
            said = float(line.text.partition(" ")[0].replace(",", "."))
            assert said == pytest.approx(line.end - line.start, abs=0.1), view.kind


@pytest.mark.parametrize(("family", "spec"), SPECS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_view_is_an_svg_that_all_can_read(family: str, spec: Wish, language: str):
    drawings = FAMILIES[family].draw(spec, BASIS)
    for view in drawings.views:
        svg = draw_view(drawings, view, key="view", language=language, with_marks=True)
        tree = ElementTree.fromstring(svg)  # noqa: S314 - our own text
        ids = [node.get("id") for node in tree.iter() if node.get("id")]
        title, note = tree[0].text, tree[1].text

        assert tree.get("role") == "img"
        assert tree.get("aria-labelledby") == "view-title view-desc"
        assert ids == ["view-title", "view-desc"]
        assert title == view.title.in_language(language)
        assert note == view.note.in_language(language)
        assert note
        assert "style" not in svg
        assert not re.search(r"nan|inf[^a-z]", svg)


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_the_same_wish_draws_the_same_bytes(family: str, spec: Wish):
    first, second = (FAMILIES[family].draw(spec, BASIS) for _ in range(2))

    assert first.to_data() == second.to_data()
    assert DrawingSet.from_data(first.to_data()) == first
    for one, other in zip(first.views, second.views, strict=True):
        assert draw_view(first, one, key="a") == draw_view(second, other, key="a")


def test_gate_and_shelving_have_all_four_views():
    for family, spec in SPECS:
        if family != "guardrail":
            views = FAMILIES[family].draw(spec, BASIS).views
            assert [view.kind for view in views] == list(ViewKind)


def test_a_wish_that_cannot_be_made_is_not_drawn():
    with pytest.raises(SpecRefused):
        FAMILIES["gate"].draw(build_gate_spec(height=1.0), BASIS)


def test_the_shop_does_not_draw_what_it_only_prices():
    assert FAMILIES["gate"].fabricate(build_gate_spec(), BASIS).drawings is None


def test_a_frozen_result_keeps_its_drawings_and_an_older_one_still_reads():
    result = freeze("gate", build_gate_spec(), BASIS)
    older = {key: value for key, value in result.to_data().items() if key != "drawings"}

    assert FabricationResult.from_data(result.to_data()) == result
    assert FabricationResult.from_data(older) == replace(result, drawings=None)


def block(mark: str, x: float, near: float, far: float, *, wall: float = 0.0) -> Solid:
    (solid,) = extrude([rectangle("bar", mark, x, 0.0, 100.0, 100.0)], {"bar": Depth(near, far)})
    return replace(solid, wall=wall)


def alone(kind: ViewKind, *solids: Solid, cut_x: float = 0.0) -> tuple[DrawingSet, View]:
    words = Bilingual("Vue", "View")
    view = View(kind=kind, title=words, note=words, cut_x=cut_x)
    return DrawingSet(solids=solids, views=(view,)), view


def length(edges: Iterable[Edge]) -> float:
    return round(
        sum(((e.end[0] - e.start[0]) ** 2 + (e.end[1] - e.start[1]) ** 2) ** 0.5 for e in edges),
        1,
    )


def test_an_edge_behind_a_nearer_piece_is_not_seen():
    low = Solid(role="bar", mark="B", points=(50, 20, 150, 20, 150, 80, 50, 80), near=20, far=30)
    edges = edges_of(project(*alone(ViewKind.ELEVATION, block("A", 0, 0, 10), low)))

    # 400 of the nearer block; of the farther one its right half: 50 + 60 + 50.
    assert length(e for e in edges if e.line is LineType.VISIBLE) == 560.0
    assert [e for e in edges if e.line is LineType.HIDDEN] == []


def test_a_piece_wholly_behind_another_is_dashed():
    small = Solid(role="bar", mark="B", points=(10, 10, 20, 10, 20, 20, 10, 20), near=50, far=60)
    edges = edges_of(project(*alone(ViewKind.ELEVATION, block("A", 0, 0, 10), small)))

    assert length(e for e in edges if e.line is LineType.VISIBLE) == 400.0
    assert length(e for e in edges if e.line is LineType.HIDDEN) == 40.0


def test_edges_that_touch_are_both_seen():
    edges = edges_of(
        project(*alone(ViewKind.ELEVATION, block("A", 0, 0, 10), block("B", 100, 5, 15)))
    )

    assert length(edges) == 700.0  # the common edge is one line


def test_a_tube_that_is_cut_shows_its_wall():
    projection = project(*alone(ViewKind.SECTION, block("A", 0, 0, 40, wall=3.0), cut_x=50.0))
    (face,) = [face for face in projection.faces if face.is_cut]

    assert sorted(face.points) == [(-40.0, 0.0), (-40.0, 100.0), (0.0, 0.0), (0.0, 100.0)]
    assert sorted(face.holes[0]) == [(-37.0, 3.0), (-37.0, 97.0), (-3.0, 3.0), (-3.0, 97.0)]


def test_hatching_stays_in_the_matter():
    projection = project(*alone(ViewKind.SECTION, block("A", 0, 0, 40, wall=3.0), cut_x=50.0))
    (face,) = [face for face in projection.faces if face.is_cut]
    lines = list(hatching(face, 5.0))

    assert lines
    for (x1, y1), (x2, y2) in lines:
        assert y2 - y1 == pytest.approx(x2 - x1)  # 45°
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        assert not (-37 < middle[0] < -3 and 3 < middle[1] < 97)


def test_a_section_leaves_out_what_is_before_the_plane():
    projection = project(
        *alone(ViewKind.SECTION, block("A", 0, 0, 10), block("B", 200, 0, 10), cut_x=150.0)
    )

    assert {face.mark for face in projection.faces} == {"B"}


def test_the_front_of_a_section_is_on_the_right():
    projection = project(
        *alone(ViewKind.SECTION, block("A", 0, 0, 10), block("B", 0, 500, 510), cut_x=-1.0)
    )
    places = {face.mark: face.points[0][0] for face in projection.faces}

    assert places["A"] > places["B"]


def test_axes_of_the_isometric_view_keep_their_length():
    cube = block("A", 0, 0, 100)
    projection = project(DrawingSet(solids=(cube,), views=()), isometric_view(Bilingual("", "")))
    sides = {
        round(((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5, 1)
        for face in projection.faces
        for (x1, y1), (x2, y2) in zip(face.points, face.points[1:], strict=False)
    }

    assert len(projection.faces) == 3  # front, left side, top
    assert sides == {100.0}


def test_what_stands_in_front_is_painted_last():
    solids = (block("front", 0, 0, 10), block("back", 0, 20, 30), block("right", 100, 0, 30))
    for order in (solids, solids[::-1]):
        faces = project(DrawingSet(solids=order, views=()), isometric_view(Bilingual("", ""))).faces
        marks = [face.mark for face in faces]
        assert marks.index("back") < marks.index("front")
        assert marks.index("right") < marks.index("front")  # the eye is on the left


def test_a_turned_solid_stands_where_it_was_turned():
    turned = replace(block("A", 0, 0, 10), turn=90.0, at_x=1000.0, at_y=200.0)
    frame = project(*alone(ViewKind.PLAN, turned)).frame

    assert (frame.left, frame.right) == (990.0, 1000.0)
    assert (frame.bottom, frame.top) == (200.0, 300.0)


def test_a_measured_dimension_says_its_length():
    line = measured(Side.BELOW, 1, 10.004, 250.26)

    assert (line.start, line.end, line.text) == (10.0, 250.3, "240,3")


@pytest.mark.parametrize("kind", ViewKind)
@pytest.mark.parametrize(
    ("family", "spec"), [("gate", build_gate_spec()), ("shelving", build_shelving_spec())]
)
def test_view_of_the_reference_products(golden: Golden, family: str, spec: Wish, kind: ViewKind):
    drawings = FAMILIES[family].draw(spec, BASIS)
    svg = draw_view(drawings, view_of(drawings, kind), key=kind, with_marks=True)

    golden(f"fabrication/{family}_view_{kind}.svg", svg.replace("><", ">\n<") + "\n")
