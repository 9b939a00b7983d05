"""Part marks: dark letters on light discs, each disc clear of the others."""

from collections.abc import Iterable, Iterator

from shop.fabrication.domain.elevation import MarkLabel
from shop.fabrication.drawing.dimensions import SCREEN, Paper, Pen
from shop.fabrication.drawing.svg import coordinate, path, segment, text

HEIGHT = 10.0  # half a disc, in twelfths of the letters
STEP, STEPS = 8.0, 8
WAYS = ((0, 1), (1, 0), (0, -1), (-1, 0), (0.7, 0.7), (0.7, -0.7), (-0.7, -0.7), (-0.7, 0.7))

Disc = tuple[float, float, float]  # the middle, half the width


def draw_marks(marks: Iterable[MarkLabel], paper: Paper, pen: Pen = SCREEN) -> Iterator[str]:
    """Yield the marks; one that would cover another stands aside, a line leads to its part."""
    discs: list[Disc] = []
    leaders, drawn = [], []
    for label in marks:
        unit = pen.mark_size / 12
        x, y = paper.x(label.x), paper.y(label.y)
        radius = unit * (8 + 3 * (len(label.mark) - 1))
        disc = _clear((x, y, radius), discs, pen)
        discs.append(disc)
        if disc[:2] != (x, y):
            leaders.append(segment(x, y, *disc[:2]))
        drawn.append(_mark(label.mark, disc, unit, pen))
    if leaders:
        yield path(
            "".join(leaders),
            f'class="drawing-leader" fill="none" stroke="currentColor" stroke-width="{pen.thin}"',
        )
    yield from drawn


def _clear(disc: Disc, others: Iterable[Disc], pen: Pen) -> Disc:
    """Return the nearest place of the page where a disc covers no other one."""
    x, y, radius = disc
    height = HEIGHT * pen.mark_size / 12
    known = list(others)
    tries = (
        (x + right * far, y - up * far, radius)
        for far in (STEP * pen.mark_size / 12 * step for step in range(1, STEPS + 1))
        for right, up in WAYS
    )
    for one in (disc, *tries):
        is_on_page = one is disc or (
            radius <= one[0] <= pen.page_width - radius and one[1] >= height
        )
        if is_on_page and not any(_overlap(one, other, height) for other in known):
            return one
    return disc


def _overlap(one: Disc, other: Disc, height: float) -> bool:
    across = (one[0] - other[0]) / (one[2] + other[2])
    up = (one[1] - other[1]) / (2 * height)
    return across * across + up * up < 1.0


def _mark(mark: str, disc: Disc, unit: float, pen: Pen) -> str:
    x, y, radius = disc
    return (
        f'<g class="drawing-mark"><ellipse cx="{coordinate(x)}" cy="{coordinate(y)}" '
        f'rx="{radius:g}" ry="{HEIGHT * unit:g}" fill="#fffdf7" stroke="#1d2733" '
        f'stroke-width="{0.8 * unit:g}"/>'
        + text(
            mark, x, y + 4.3 * unit, size=pen.mark_size, name="drawing-mark-text",
            extra=' fill="#1d2733"',
        )
        + "</g>"
    )  # fmt: skip
