"""Drawings that can be read: texts clear of lines and of the edge, marks clear of each other."""

import re
from itertools import combinations

import pytest

from shop.fabrication.domain.elevation import DimensionLine, MarkLabel, Side
from shop.fabrication.domain.family import Wish
from shop.fabrication.domain.views import ViewKind
from shop.fabrication.drawing.dimensions import SCREEN, Extent, Paper, draw_dimensions
from shop.fabrication.drawing.marks import draw_marks
from shop.fabrication.drawing.svg import text_width
from shop.fabrication.drawing.views import PAPER, PaperView
from shop.fabrication.registry import FAMILIES
from shop.fabrication.staircase.spec import Flights
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
    build_staircase_spec,
)

BASIS = starting_basis()
EXTENT, PLACE = Extent(0.0, 400.0, 0.0, 100.0), Paper(1.0, 40.0, 40.0, 0.0, 100.0)
SPECS: list[tuple[str, Wish]] = [
    ("gate", build_gate_spec()),
    ("shelving", build_shelving_spec()),
    ("guardrail", build_guardrail_spec(lengths=(12000.0,))),
    ("guardrail", build_guardrail_spec(lengths=(2000.0, 4000.0, 2000.0))),
    ("staircase", build_staircase_spec()),
    ("staircase", build_staircase_spec(flights=Flights.LANDING)),
]
ANCHORED = re.compile(
    r'<text class="drawing-text[^"]*" x="([\d.-]+)" y="[\d.-]+" font-size="28" '
    r'text-anchor="(\w+)">([^<]+)<'
)
DISC = re.compile(r'<ellipse cx="([\d.-]+)" cy="([\d.-]+)" rx="([\d.]+)" ry="([\d.]+)"')


def on_paper(family: str, spec: Wish, kind: ViewKind) -> tuple[PaperView, str]:
    drawings = FAMILIES[family].draw(spec, BASIS)
    view = drawings.view(kind)
    assert view is not None
    paper = PaperView.of(drawings, view)
    return paper, paper.draw(0.02, key="x")


def line(start: float, end: float, words: str, side: Side = Side.BELOW) -> DimensionLine:
    return DimensionLine(side=side, rank=1, start=start, end=end, text=words)


def drawn(*lines: DimensionLine) -> str:
    return "".join(draw_dimensions(lines, EXTENT, PLACE, SCREEN))


def test_a_tight_text_stands_beyond_the_end_that_is_free():
    assert 'text-anchor="start"' in drawn(line(0, 27, "1250"))
    assert 'text-anchor="end"' in drawn(line(380, 400, "1250"), line(400, 430, "30"))
    assert 'text-anchor="start"' in drawn(line(10, 20, "10", Side.LEFT))


def test_a_text_between_two_neighbours_stays_between_the_ends():
    chain = drawn(line(0, 150, "150"), line(150, 160, "10"), line(160, 400, "240"))

    assert chain.count('text-anchor="middle"') == 3


def test_texts_have_a_rim_that_lines_behind_them_do_not_cross():
    assert f'stroke="{SCREEN.face}"' in drawn(line(0, 100, "100"))
    assert 'paint-order="stroke"' in drawn(line(0, 100, "100"))


@pytest.mark.parametrize("kind", [ViewKind.ELEVATION, ViewKind.SECTION])
@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_no_level_text_leaves_its_view(family: str, spec: Wish, kind: ViewKind):
    paper, svg = on_paper(family, spec, kind)
    width = paper.size(0.02)[0] * 10

    for x, anchor, words in ANCHORED.findall(svg):
        wide = text_width(words, PAPER.text_size)
        left = float(x) - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        assert left >= 0 and left + wide <= width, words


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_no_mark_covers_another_one(family: str, spec: Wish):
    _, svg = on_paper(family, spec, ViewKind.ELEVATION)
    discs = [tuple(map(float, found)) for found in DISC.findall(svg)]

    assert discs
    for one, other in combinations(discs, 2):
        across, up = (one[0] - other[0]) / (one[2] + other[2]), (one[1] - other[1]) / (2 * one[3])
        assert across * across + up * up > 0.98


def test_a_mark_that_stands_aside_is_led_to_its_part():
    marks = [MarkLabel(mark="G1", x=50.0, y=50.0), MarkLabel(mark="L1", x=50.0, y=45.0)]

    assert "drawing-leader" in "".join(draw_marks(marks, PLACE))
    assert "drawing-leader" not in "".join(draw_marks(marks[:1], PLACE))


@pytest.mark.parametrize(("family", "spec"), SPECS)
def test_the_axis_of_a_section_leaves_the_chains_free(family: str, spec: Wish):
    paper, svg = on_paper(family, spec, ViewKind.ELEVATION)
    axis = re.search(r'<path d="M[\d.-]+ ([\d.-]+)L[\d.-]+ ([\d.-]+)" class="drawing-cutting"', svg)
    assert axis is not None
    foot = (paper.margins[Side.ABOVE] + paper.frame.height * 0.02) * 10

    assert float(axis[2]) < foot + PAPER.first_rank
