"""Front views as SVG: a dimensioned workshop drawing and a small picture for cards."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shop.fabrication.domain.elevation import DimensionLine, Elevation, Side
from shop.fabrication.drawing.dimensions import SCREEN, Extent, Paper, draw_dimensions
from shop.fabrication.drawing.marks import draw_marks
from shop.fabrication.drawing.svg import outline, path, picture, segment, text

PAGE_WIDTH = 480.0
MAX_HEIGHT = 340.0
EDGE = 12.0
TEXT_EDGE = 22.0
TEXT_SIZE = SCREEN.text_size
THIN, THICK = SCREEN.thin, SCREEN.thick
GROUND_OVERHANG = 14.0
PICTURE_WIDTH, PICTURE_HEIGHT = 320.0, 200.0

DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
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
    "stringer": (0.16, THICK, ""),
    "tread": (0.6, THIN, ""),
    "landing": (0.6, THIN, ""),
    "landing_frame": (0.3, THIN, ""),
    "leg": (0.2, THICK, ""),
    "brace": (0.04, THIN, "5 3"),
    "board": (0.12, THIN, ""),
    "tyre": (0.08, THIN, ""),
    "hinge": (0.85, 0.0, ""),
    "lock": (0.85, 0.0, ""),
}


def draw_elevation(
    elevation: Elevation, *, key: str, language: str = "fr", with_marks: bool = False,
    details: str = "",
) -> str:  # fmt: skip
    """Return the dimensioned drawing; `with_marks` adds the marks of the parts.

    `details` is the id of the table that says its dimensions.
    """
    ranks = {side: _margin(elevation, side) for side in Side}
    width = elevation.right - elevation.left
    room = PAGE_WIDTH - ranks[Side.LEFT] - ranks[Side.RIGHT]
    scale = min(room / width, MAX_HEIGHT / elevation.top)
    spare = room - width * scale
    view = Paper(
        scale, ranks[Side.LEFT] + spare / 2, ranks[Side.ABOVE], elevation.left, elevation.top
    )
    height = ranks[Side.ABOVE] + elevation.top * scale + ranks[Side.BELOW] + TEXT_SIZE
    body = "".join(
        (
            _ground(elevation, view),
            *_shapes(elevation, view),
            *draw_dimensions(_dimension_lines(elevation, language), _extent(elevation), view),
            *(draw_marks(elevation.marks, view) if with_marks else ()),
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
        note=_numbers_in(language, elevation.note.in_language(language)),
        details=details,
    )


def draw_picture(elevation: Elevation, *, key: str, language: str = "fr") -> str:
    """Return the small picture of a card: shapes only, no dimension."""
    width = elevation.right - elevation.left
    scale = min((PICTURE_WIDTH - 2 * EDGE) / width, (PICTURE_HEIGHT - 2 * EDGE) / elevation.top)
    left = (PICTURE_WIDTH - width * scale) / 2
    top = PICTURE_HEIGHT - EDGE - elevation.top * scale
    view = Paper(scale, left, top, elevation.left, elevation.top)
    body = "".join((_ground(elevation, view), *_shapes(elevation, view)))
    return picture(
        body,
        PICTURE_WIDTH,
        PICTURE_HEIGHT,
        key=key,
        name="drawn drawn-picture",
        title=elevation.title.in_language(language),
    )


def _dimension_lines(elevation: Elevation, language: str) -> Iterator[DimensionLine]:
    for line in elevation.dimension_lines:
        yield replace(line, text=_numbers_in(language, line.text))


def _numbers_in(language: str, words: str) -> str:
    """Return words of the engine, which writes a decimal comma, with the point of English."""
    return DECIMAL_COMMA.sub(".", words) if language == "en" else words


def _margin(elevation: Elevation, side: Side) -> float:
    ranks = [line.rank for line in elevation.dimension_lines if line.side is side]
    if not ranks:
        return EDGE
    text_room = EDGE if side is Side.BELOW or side is Side.RIGHT else TEXT_EDGE
    return text_room + SCREEN.offset(max(ranks))


def _extent(elevation: Elevation) -> Extent:
    return Extent(elevation.left, elevation.right, 0.0, elevation.top)


def _ground(elevation: Elevation, view: Paper) -> str:
    left = max(2.0, view.x(elevation.left) - GROUND_OVERHANG)
    right = view.x(elevation.right) + GROUND_OVERHANG
    return path(
        segment(left, view.y(0), right, view.y(0)),
        f'class="drawing-ground" fill="none" stroke="currentColor" stroke-width="{THICK + 0.4}"',
    )


def _shapes(elevation: Elevation, view: Paper) -> Iterator[str]:
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
