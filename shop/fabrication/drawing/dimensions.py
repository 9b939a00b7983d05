"""Dimension chains (ISO 129-1), on the screen or on paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from shop.fabrication.domain.elevation import DimensionLine, Side
from shop.fabrication.drawing.svg import arrow, path, segment, text, text_width

RIM = 3.0  # the rim of a text is that part of its height
MIDDLE = 0.35  # from the foot of a text to its middle, in heights


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


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text stands beyond its line: `at` along it, `anchor` the end that is there."""

    anchor: str
    at: float


def draw_dimensions(
    dimension_lines: Iterable[DimensionLine], extent: Extent, paper: Paper, pen: Pen = SCREEN
) -> Iterator[str]:
    """Yield lines, arrows, then texts; equal tight texts of a chain are written once.

    A tight text stands beyond an end of its line when that place is free, else across it, on
    the other side of the line when one is there already. An equal text that is tight only
    once letters grow is named `drawing-again`: a telephone leaves it out. Texts have a rim of
    the colour of the sheet: lines that pass behind them leave them readable.
    """
    dimensions = list(dimension_lines)
    lines, heads = [], []
    labels: dict[tuple[object, ...], str] = {}
    told: set[tuple[object, ...]] = set()
    freed: set[tuple[object, ...]] = set()
    crowded: dict[tuple[Side, int], float] = {}
    for dimension in dimensions:
        chain = (dimension.side, dimension.rank)
        room = (dimension.end - dimension.start) * paper.scale
        wide = text_width(dimension.text, pen.text_size)
        middle = (dimension.start + dimension.end) / 2 * paper.scale
        is_tight = wide > room
        spot = _beyond(dimension, dimensions, paper, pen)
        is_turned = is_tight and not spot and abs(middle - crowded.get(chain, -inf)) < wide
        line, head, label = _dimension(dimension, extent, paper, pen, spot, is_turned)
        lines.append(line)
        heads.append(head)
        repeated = (*chain, dimension.text)
        grown = text_width(dimension.text, pen.grown_size) + pen.arrow
        if not is_tight and grown > room and repeated in told:
            label = label.replace('class="drawing-text"', 'class="drawing-text drawing-again"')
        told.add(repeated)
        if spot or repeated not in freed:
            labels[repeated if is_tight else (*repeated, dimension.start)] = label
        if spot and is_tight:
            freed.add(repeated)
        elif is_tight and not is_turned:
            crowded[chain] = middle
    if lines:
        yield path(
            "".join(lines),
            f'class="drawing-dimension" fill="none" stroke="currentColor" '
            f'stroke-width="{pen.thin}"',
        )
        yield path("".join(heads), 'class="drawing-arrow" fill="currentColor"')
        yield (
            f'<g class="drawing-labels" fill="currentColor" stroke="{pen.face}" '
            f'stroke-width="{pen.text_size / RIM:g}" stroke-linejoin="round" '
            f'paint-order="stroke">{"".join(labels.values())}</g>'
        )


def is_across(side: Side) -> bool:
    """Tell whether chains of a side run from left to right."""
    return side in (Side.BELOW, Side.ABOVE)


def reach_beyond(words: str, room: float, pen: Pen) -> float:
    """Return how far a text goes past the end of its line; 0 when it stands between the ends."""
    if text_width(words, pen.text_size) + 2 * pen.lift <= room:
        return 0.0
    head = pen.arrow if room <= 3 * pen.arrow else 0.0
    return head + 2 * pen.lift + text_width(words, pen.grown_size)


def _beyond(
    dimension: DimensionLine, others: Sequence[DimensionLine], paper: Paper, pen: Pen
) -> Spot | None:
    """Return where a tight text stands beyond its line, None to write it between the ends."""
    start, end = _along(dimension, paper)
    reach = reach_beyond(dimension.text, end - start, pen)
    if not reach:
        return None
    chain = (dimension.side, dimension.rank)
    spans = [_along(one, paper) for one in others if (one.side, one.rank) == chain]
    edge = pen.page_width if is_across(dimension.side) else 0.0
    away = reach - pen.lift - text_width(dimension.text, pen.grown_size)
    if end + reach <= min([edge, *(low for low, _ in spans if low > start)]):
        return Spot("start", end + away)
    first = 0.0 if is_across(dimension.side) else inf
    if start - reach >= max([first, *(high for _, high in spans if high < end)]):
        return Spot("end", start - away)
    return None


def _along(dimension: DimensionLine, paper: Paper) -> tuple[float, float]:
    """Return the ends on the page as they are read: rightwards, or upwards from the right."""
    if is_across(dimension.side):
        return paper.x(dimension.start), paper.x(dimension.end)
    return -paper.y(dimension.start), -paper.y(dimension.end)


def _dimension(
    dimension: DimensionLine, extent: Extent, paper: Paper, pen: Pen,
    spot: Spot | None, is_turned: bool,
) -> tuple[str, str, str]:  # fmt: skip
    offset = pen.offset(dimension.rank)
    if is_across(dimension.side):
        is_below = dimension.side is Side.BELOW
        edge = paper.y(extent.bottom if is_below else extent.top)
        level = edge + offset if is_below else edge - offset
        start, end = paper.x(dimension.start), paper.x(dimension.end)
        lines, heads = _horizontal(start, end, edge, level, pen)
        lift = 0.0 if is_below else pen.beyond
        label = _level_text(start, end, level, dimension.text, pen, spot, lift, is_turned)
        return lines, heads, label
    is_left = dimension.side is Side.LEFT
    edge = paper.x(extent.left if is_left else extent.right)
    level = edge - offset if is_left else edge + offset
    start, end = paper.y(dimension.start), paper.y(dimension.end)
    lines, heads = _vertical(start, end, edge, level, pen)
    return lines, heads, _upright_text(start, end, level, dimension.text, pen, spot, is_turned)


def _horizontal(start: float, end: float, edge: float, level: float, pen: Pen) -> tuple[str, str]:
    beyond = pen.beyond if level > edge else -pen.beyond
    lines = segment(start, edge + beyond, start, level + beyond)
    lines += segment(end, edge + beyond, end, level + beyond) + segment(start, level, end, level)
    turn = 1.0 if end - start > 3 * pen.arrow else -1.0
    heads = arrow(start, level, -turn, 0, pen.arrow) + arrow(end, level, turn, 0, pen.arrow)
    return lines, heads


def _level_text(
    start: float, end: float, level: float, words: str, pen: Pen,
    spot: Spot | None, lift: float, is_turned: bool,
) -> str:  # fmt: skip
    if spot:
        return text(
            words, spot.at, level + pen.text_size * MIDDLE, size=pen.text_size,
            name="drawing-text", anchor=spot.anchor,
        )  # fmt: skip
    half = text_width(words, pen.text_size) / 2
    middle = min(max((start + end) / 2, half + 2), pen.page_width - half - 2)
    above = pen.lift + (lift if 2 * half > end - start else 0.0)
    height = level + pen.text_size if is_turned else level - above
    return text(words, middle, height, size=pen.text_size, name="drawing-text")


def _vertical(start: float, end: float, edge: float, level: float, pen: Pen) -> tuple[str, str]:
    beyond = pen.beyond if level > edge else -pen.beyond
    lines = segment(edge + beyond, start, level + beyond, start)
    lines += segment(edge + beyond, end, level + beyond, end) + segment(level, start, level, end)
    turn = 1.0 if start - end > 3 * pen.arrow else -1.0
    heads = arrow(level, start, 0, turn, pen.arrow) + arrow(level, end, 0, -turn, pen.arrow)
    return lines, heads


def _upright_text(
    start: float, end: float, level: float, words: str, pen: Pen,
    spot: Spot | None, is_turned: bool,
) -> str:  # fmt: skip
    if spot:
        return text(
            words, level + pen.text_size * MIDDLE, -spot.at, size=pen.text_size,
            name="drawing-text", anchor=spot.anchor, turn=True,
        )  # fmt: skip
    across = level + pen.text_size if is_turned else level - pen.lift
    return text(
        words, across, (start + end) / 2, size=pen.text_size, name="drawing-text", turn=True
    )
