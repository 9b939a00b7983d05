"""Front views as SVG: a dimensioned workshop drawing and a small picture for cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from shop.fabrication.domain.elevation import DimensionLine, Elevation, Side
from shop.fabrication.drawing.svg import (
    ARROW_LENGTH,
    arrow,
    coordinate,
    outline,
    path,
    picture,
    segment,
    text,
    text_width,
)

PAGE_WIDTH = 480.0
MAX_HEIGHT = 340.0
EDGE = 12.0
TEXT_EDGE = 22.0
FIRST_RANK, NEXT_RANK = 24.0, 26.0
TEXT_SIZE = 14.0
THIN, THICK = 0.6, 1.2
GROUND_OVERHANG = 14.0
PICTURE_WIDTH, PICTURE_HEIGHT = 320.0, 200.0

UNITS = {"fr": "Cotes en mm", "en": "Dimensions in mm"}

STEEL = (0.14, THICK, "")
ROLE_STYLES: dict[str, tuple[float, float, str]] = {
    "pillar": (0.05, THIN, ""),
    "post": (0.2, THICK, ""),
    "rail": STEEL,
    "stile": STEEL,
    "mid_rail": STEEL,
    "upright": STEEL,
    "beam": (0.3, THIN, ""),
    "bar": (0.55, 0.4, ""),
    "sheet": (0.24, THIN, ""),
    "perforated": (0.12, THIN, "2 2"),
    "deck": (0.55, THIN, ""),
    "foot": (0.7, THIN, ""),
    "brace": (0.04, THIN, "5 3"),
    "tyre": (0.08, THIN, ""),
    "hinge": (0.85, 0.0, ""),
    "lock": (0.85, 0.0, ""),
}


@dataclass(frozen=True, slots=True)
class View:
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


def draw_elevation(
    elevation: Elevation, *, key: str, language: str = "fr", with_marks: bool = False
) -> str:
    """Return the dimensioned drawing; `with_marks` adds the marks of the parts."""
    ranks = {side: _margin(elevation, side) for side in Side}
    width = elevation.right - elevation.left
    room = PAGE_WIDTH - ranks[Side.LEFT] - ranks[Side.RIGHT]
    scale = min(room / width, MAX_HEIGHT / elevation.top)
    spare = room - width * scale
    view = View(
        scale, ranks[Side.LEFT] + spare / 2, ranks[Side.ABOVE], elevation.left, elevation.top
    )
    height = ranks[Side.ABOVE] + elevation.top * scale + ranks[Side.BELOW] + TEXT_SIZE
    body = "".join(
        (
            _ground(elevation, view),
            *_shapes(elevation, view),
            *_dimensions(elevation, view),
            *(_marks(elevation, view) if with_marks else ()),
            text(
                UNITS["en" if language == "en" else "fr"], PAGE_WIDTH - EDGE, height - 4,
                size=11, name="drawing-unit", anchor="end", extra=' fill="currentColor"',
            ),
        )
    )  # fmt: skip
    return picture(
        body,
        PAGE_WIDTH,
        height,
        key=key,
        name="drawn drawn-elevation",
        title=elevation.title.in_language(language),
        note=elevation.note.in_language(language),
    )


def draw_picture(elevation: Elevation, *, key: str, language: str = "fr") -> str:
    """Return the small picture of a card: shapes only, no dimension."""
    width = elevation.right - elevation.left
    scale = min((PICTURE_WIDTH - 2 * EDGE) / width, (PICTURE_HEIGHT - 2 * EDGE) / elevation.top)
    left = (PICTURE_WIDTH - width * scale) / 2
    top = PICTURE_HEIGHT - EDGE - elevation.top * scale
    view = View(scale, left, top, elevation.left, elevation.top)
    body = "".join((_ground(elevation, view), *_shapes(elevation, view)))
    return picture(
        body,
        PICTURE_WIDTH,
        PICTURE_HEIGHT,
        key=key,
        name="drawn drawn-picture",
        title=elevation.title.in_language(language),
    )


def _margin(elevation: Elevation, side: Side) -> float:
    ranks = [line.rank for line in elevation.dimension_lines if line.side is side]
    if not ranks:
        return EDGE
    text_room = EDGE if side is Side.BELOW or side is Side.RIGHT else TEXT_EDGE
    return text_room + FIRST_RANK + NEXT_RANK * (max(ranks) - 1)


def _ground(elevation: Elevation, view: View) -> str:
    left = max(2.0, view.x(elevation.left) - GROUND_OVERHANG)
    right = view.x(elevation.right) + GROUND_OVERHANG
    return path(
        segment(left, view.y(0), right, view.y(0)),
        f'class="drawing-ground" fill="none" stroke="currentColor" stroke-width="{THICK + 0.4}"',
    )


def _shapes(elevation: Elevation, view: View) -> Iterator[str]:
    """Yield one path for each role and mark, in the order in which parts were laid."""
    paths: dict[tuple[str, str], list[str]] = {}
    for shape in elevation.shapes:
        flat = shape.points
        corners = [
            (view.x(flat[place]), view.y(flat[place + 1])) for place in range(0, len(flat), 2)
        ]
        paths.setdefault((shape.role, shape.mark), []).append(outline(corners))
    for (role, mark), data in paths.items():
        marked = f' data-mark="{mark}"' if mark else ""
        yield path("".join(data), f'class="drawing-part drawing-{role}"{marked} {_style(role)}')


def _style(role: str) -> str:
    shade, stroke, dashes = ROLE_STYLES[role]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'fill="currentColor" fill-opacity="{shade}" stroke="currentColor" '
        f'stroke-width="{stroke}" stroke-linejoin="round"{dashed}'
    )


def _dimensions(elevation: Elevation, view: View) -> Iterator[str]:
    lines, heads = [], []
    labels: dict[tuple[object, ...], str] = {}
    for dimension in elevation.dimension_lines:
        line, head, label = _dimension(dimension, elevation, view)
        lines.append(line)
        heads.append(head)
        is_tight = text_width(dimension.text, TEXT_SIZE) > (
            (dimension.end - dimension.start) * view.scale
        )
        repeated = (dimension.side, dimension.rank, dimension.text)
        labels[repeated if is_tight else (*repeated, dimension.start)] = label
    if lines:
        thin = f'class="drawing-dimension" fill="none" stroke="currentColor" stroke-width="{THIN}"'
        yield path("".join(lines), thin)
        yield path("".join(heads), 'class="drawing-arrow" fill="currentColor"')
        yield f'<g class="drawing-labels" fill="currentColor">{"".join(labels.values())}</g>'


def _dimension(dimension: DimensionLine, elevation: Elevation, view: View) -> tuple[str, str, str]:
    offset = FIRST_RANK + NEXT_RANK * (dimension.rank - 1)
    if dimension.side in (Side.BELOW, Side.ABOVE):
        is_below = dimension.side is Side.BELOW
        edge = view.y(0) if is_below else view.y(elevation.top)
        level = edge + offset if is_below else edge - offset
        return _horizontal(view.x(dimension.start), view.x(dimension.end), edge, level, dimension)
    is_left = dimension.side is Side.LEFT
    edge = view.x(elevation.left if is_left else elevation.right)
    level = edge - offset if is_left else edge + offset
    return _vertical(view.y(dimension.start), view.y(dimension.end), edge, level, dimension)


def _horizontal(
    start: float, end: float, edge: float, level: float, dimension: DimensionLine
) -> tuple[str, str, str]:
    beyond = 3.0 if level > edge else -3.0
    lines = segment(start, edge + beyond, start, level + beyond)
    lines += segment(end, edge + beyond, end, level + beyond) + segment(start, level, end, level)
    inside = end - start > 3 * ARROW_LENGTH
    turn = 1.0 if inside else -1.0
    heads = arrow(start, level, -turn, 0) + arrow(end, level, turn, 0)
    half = text_width(dimension.text, TEXT_SIZE) / 2
    middle = min(max((start + end) / 2, half + 2), PAGE_WIDTH - half - 2)
    label = text(dimension.text, middle, level - 4, size=TEXT_SIZE, name="drawing-text")
    return lines, heads, label


def _vertical(
    start: float, end: float, edge: float, level: float, dimension: DimensionLine
) -> tuple[str, str, str]:
    beyond = 3.0 if level > edge else -3.0
    lines = segment(edge + beyond, start, level + beyond, start)
    lines += segment(edge + beyond, end, level + beyond, end) + segment(level, start, level, end)
    inside = start - end > 3 * ARROW_LENGTH
    turn = 1.0 if inside else -1.0
    heads = arrow(level, start, 0, turn) + arrow(level, end, 0, -turn)
    middle = (start + end) / 2
    label = text(dimension.text, level - 4, middle, size=TEXT_SIZE, name="drawing-text", turn=True)
    return lines, heads, label


def _marks(elevation: Elevation, view: View) -> Iterator[str]:
    """Yield dark marks on light discs: they read the same on a dark page."""
    for label in elevation.marks:
        x, y = view.x(label.x), view.y(label.y)
        radius = 8 + 3 * (len(label.mark) - 1)
        yield (
            f'<g class="drawing-mark"><ellipse cx="{coordinate(x)}" cy="{coordinate(y)}" '
            f'rx="{radius}" ry="10" fill="#fffdf7" stroke="#1d2733" stroke-width="0.8"/>'
            + text(
                label.mark, x, y + 4.3, size=12, name="drawing-mark-text", extra=' fill="#1d2733"'
            )
            + "</g>"
        )
