"""Dimension chains (ISO 129-1) and part marks, on the screen or on paper."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from shop.fabrication.domain.elevation import DimensionLine, MarkLabel, Side
from shop.fabrication.drawing.svg import arrow, coordinate, path, segment, text, text_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Sizes in units of the page: letters, lines, arrows, the steps between chains.

    `grown_size` is what letters grow to on a telephone, where the page is small.
    """

    text_size: float
    grown_size: float
    mark_size: float
    thin: float
    thick: float
    arrow: float
    first_rank: float
    next_rank: float
    beyond: float
    lift: float
    page_width: float
    face: str

    def offset(self, rank: int) -> float:
        """Return how far from the outline a chain of this rank is drawn."""
        return self.first_rank + self.next_rank * (rank - 1)


SCREEN = Pen(
    text_size=14.0, grown_size=19.0, mark_size=12.0, thin=0.6, thick=1.2, arrow=7.0,
    first_rank=24.0, next_rank=26.0, beyond=3.0, lift=4.0, page_width=480.0, face="#fffdf7",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extent:
    """The outline that chains stand clear of, in real millimetres."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Paper:
    """How real millimetres become units of the page."""

    scale: float
    left: float
    top: float
    model_left: float
    model_top: float

    def x(self, millimetres: float) -> float:
        return self.left + (millimetres - self.model_left) * self.scale

    def y(self, millimetres: float) -> float:
        return self.top + (self.model_top - millimetres) * self.scale


def draw_dimensions(
    dimension_lines: Iterable[DimensionLine], extent: Extent, paper: Paper, pen: Pen = SCREEN
) -> Iterator[str]:
    """Yield lines, arrows, then texts; equal tight texts of a chain are written once.

    A tight text beside another one goes to the other side of the line. An equal text that is
    tight only once letters grow is named `drawing-again`: a telephone leaves it out.
    """
    lines, heads = [], []
    labels: dict[tuple[object, ...], str] = {}
    told: set[tuple[object, ...]] = set()
    crowded: dict[tuple[Side, int], float] = {}
    for dimension in dimension_lines:
        chain = (dimension.side, dimension.rank)
        room = (dimension.end - dimension.start) * paper.scale
        wide = text_width(dimension.text, pen.text_size)
        middle = (dimension.start + dimension.end) / 2 * paper.scale
        is_tight = wide > room
        is_turned = is_tight and abs(middle - crowded.get(chain, -inf)) < wide
        line, head, label = _dimension(dimension, extent, paper, pen, is_turned)
        lines.append(line)
        heads.append(head)
        repeated = (*chain, dimension.text)
        grown = text_width(dimension.text, pen.grown_size) + pen.arrow
        if not is_tight and grown > room and repeated in told:
            label = label.replace('class="drawing-text"', 'class="drawing-text drawing-again"')
        told.add(repeated)
        labels[repeated if is_tight else (*repeated, dimension.start)] = label
        if is_tight and not is_turned:
            crowded[chain] = middle
    if lines:
        yield path(
            "".join(lines),
            f'class="drawing-dimension" fill="none" stroke="currentColor" '
            f'stroke-width="{pen.thin}"',
        )
        yield path("".join(heads), 'class="drawing-arrow" fill="currentColor"')
        yield f'<g class="drawing-labels" fill="currentColor">{"".join(labels.values())}</g>'


def _dimension(
    dimension: DimensionLine, extent: Extent, paper: Paper, pen: Pen, is_turned: bool
) -> tuple[str, str, str]:
    offset = pen.offset(dimension.rank)
    if dimension.side in (Side.BELOW, Side.ABOVE):
        is_below = dimension.side is Side.BELOW
        edge = paper.y(extent.bottom if is_below else extent.top)
        level = edge + offset if is_below else edge - offset
        start, end = paper.x(dimension.start), paper.x(dimension.end)
        return _horizontal(start, end, edge, level, dimension.text, pen, is_turned)
    is_left = dimension.side is Side.LEFT
    edge = paper.x(extent.left if is_left else extent.right)
    level = edge - offset if is_left else edge + offset
    start, end = paper.y(dimension.start), paper.y(dimension.end)
    return _vertical(start, end, edge, level, dimension.text, pen, is_turned)


def _horizontal(
    start: float, end: float, edge: float, level: float, words: str, pen: Pen, is_turned: bool
) -> tuple[str, str, str]:
    beyond = pen.beyond if level > edge else -pen.beyond
    lines = segment(start, edge + beyond, start, level + beyond)
    lines += segment(end, edge + beyond, end, level + beyond) + segment(start, level, end, level)
    turn = 1.0 if end - start > 3 * pen.arrow else -1.0
    heads = arrow(start, level, -turn, 0, pen.arrow) + arrow(end, level, turn, 0, pen.arrow)
    half = text_width(words, pen.text_size) / 2
    middle = min(max((start + end) / 2, half + 2), pen.page_width - half - 2)
    lift = pen.lift + (pen.beyond if beyond < 0 and 2 * half > end - start else 0.0)
    height = level + pen.text_size if is_turned else level - lift
    label = text(words, middle, height, size=pen.text_size, name="drawing-text")
    return lines, heads, label


def _vertical(
    start: float, end: float, edge: float, level: float, words: str, pen: Pen, is_turned: bool
) -> tuple[str, str, str]:
    beyond = pen.beyond if level > edge else -pen.beyond
    lines = segment(edge + beyond, start, level + beyond, start)
    lines += segment(edge + beyond, end, level + beyond, end) + segment(level, start, level, end)
    turn = 1.0 if start - end > 3 * pen.arrow else -1.0
    heads = arrow(level, start, 0, turn, pen.arrow) + arrow(level, end, 0, -turn, pen.arrow)
    middle = (start + end) / 2
    across = level + pen.text_size if is_turned else level - pen.lift
    label = text(words, across, middle, size=pen.text_size, name="drawing-text", turn=True)
    return lines, heads, label


def draw_marks(marks: Iterable[MarkLabel], paper: Paper, pen: Pen = SCREEN) -> Iterator[str]:
    """Yield dark marks on light discs: they read the same on a dark page."""
    for label in marks:
        yield draw_mark(label.mark, paper.x(label.x), paper.y(label.y), pen)


def draw_mark(mark: str, x: float, y: float, pen: Pen = SCREEN) -> str:
    """Return one mark on its disc, at a place of the page."""
    unit = pen.mark_size / 12
    radius = unit * (8 + 3 * (len(mark) - 1))
    return (
        f'<g class="drawing-mark"><ellipse cx="{coordinate(x)}" cy="{coordinate(y)}" '
        f'rx="{radius:g}" ry="{10 * unit:g}" fill="#fffdf7" stroke="#1d2733" '
        f'stroke-width="{0.8 * unit:g}"/>'
        + text(
            mark, x, y + 4.3 * unit, size=pen.mark_size, name="drawing-mark-text",
            extra=' fill="#1d2733"',
        )
        + "</g>"
    )  # fmt: skip
