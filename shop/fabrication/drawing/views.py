"""Any view of a drawing set as SVG: fitted to the screen, or at a true scale on paper."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from shop.fabrication.domain.elevation import DimensionLine, Side
from shop.fabrication.domain.views import DrawingSet, DrawnLine, LineType, View, ViewKind
from shop.fabrication.drawing.dimensions import (
    SCREEN,
    Extent,
    Paper,
    Pen,
    draw_dimensions,
    is_across,
    reach_beyond,
)
from shop.fabrication.drawing.hidden import edges_of
from shop.fabrication.drawing.marks import draw_marks
from shop.fabrication.drawing.projection import Face, Frame, Projection, project
from shop.fabrication.drawing.space import Point
from shop.fabrication.drawing.svg import arrow, outline, path, picture, segment, text

MAX_HEIGHT = 340.0
EDGE, TEXT_EDGE = 12.0, 24.0
PER_MM = 10.0  # units of a drawing on paper: tenths of a millimetre
UNITS = {"fr": "Cotes en mm", "en": "Dimensions in mm"}
# Letters of 3.5 mm, lines of 0.18 and 0.35 mm: readable on a copy (ISO 3098-1, ISO 128-2).
PAPER = Pen(
    text_size=28.0, grown_size=28.0, mark_size=26.0, thin=1.8, thick=3.5, arrow=22.0,
    first_rank=60.0, next_rank=55.0, beyond=10.0, lift=8.0, page_width=inf, face="#ffffff",
)  # fmt: skip
SHADES = ("#f1ede3", "#c9c2b2", "#fffdf7")
CUT_ROOM = 24.0
SHORT_TEXT = 5  # characters that a margin makes room for
SMALL_SCALE = 0.02  # at which paper looks for tight texts
THIN_CUT = 3.0  # thinner than that, in thin lines, a cut is black instead of hatched


def draw_perspective(drawings: DrawingSet, language: str = "fr") -> str:
    """Return the isometric view as a picture of its own, on a light sheet in any theme."""
    view = drawings.view(ViewKind.ISOMETRIC)
    if view is None:
        return ""
    drawn = draw_view(drawings, view, key="perspective", language=language)
    place = drawn.index("<g ")
    return f'{drawn[:place]}<rect width="100%" height="100%" fill="{SCREEN.face}"/>{drawn[place:]}'


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """One view that waits for its scale; margins in millimetres of paper hold its chains."""

    projection: Projection
    margins: dict[Side, float]

    @classmethod
    def of(cls, drawings: DrawingSet, view: View) -> "PaperView":
        """Project a view once, whatever the scales that are tried."""
        projection = project(drawings, view)
        margins = _margins(projection, PAPER)
        return cls(
            projection=projection,
            margins={side: value / PER_MM for side, value in margins.items()},
        )

    @property
    def frame(self) -> Frame:
        return self.projection.frame

    def size(self, scale: float) -> tuple[float, float]:
        """Return width and height in millimetres of paper; `scale` is 0.1 for 1:10."""
        margins = self.margins
        return (
            margins[Side.LEFT] + self.frame.width * scale + margins[Side.RIGHT],
            margins[Side.ABOVE] + self.frame.height * scale + margins[Side.BELOW],
        )

    def draw(self, scale: float, *, key: str) -> str:
        """Return the SVG at a scale, in tenths of a millimetre of paper."""
        view, frame, margins = self.projection.view, self.frame, self.margins
        left, top = margins[Side.LEFT] * PER_MM, margins[Side.ABOVE] * PER_MM
        paper = Paper(scale * PER_MM, left, top, frame.left, frame.top)
        width, height = (value * PER_MM for value in self.size(scale))
        pen = replace(PAPER, page_width=width)
        return picture(
            "".join(_body(self.projection, paper, pen, with_marks=True)), width, height,
            key=key, name="drawn", title=view.title.fr, note=view.note.fr,
        )  # fmt: skip


def draw_view(
    drawings: DrawingSet, view: View, *, key: str, language: str = "fr", with_marks: bool = False
) -> str:
    """Return a view fitted to the screen; `with_marks` adds the marks of the parts."""
    projection = project(drawings, view)
    frame, margins = projection.frame, _margins(projection, SCREEN)
    room = SCREEN.page_width - margins[Side.LEFT] - margins[Side.RIGHT]
    scale = min(room / frame.width, MAX_HEIGHT / frame.height)
    spare = room - frame.width * scale
    paper = Paper(scale, margins[Side.LEFT] + spare / 2, margins[Side.ABOVE], frame.left, frame.top)
    height = margins[Side.ABOVE] + frame.height * scale + margins[Side.BELOW] + SCREEN.text_size
    body = "".join(_body(projection, paper, SCREEN, with_marks))
    if view.dimension_lines:
        body += text(
            UNITS["en" if language == "en" else "fr"], SCREEN.page_width - EDGE, height - 4,
            size=11, name="drawing-unit", anchor="end", extra=' fill="currentColor"',
        )  # fmt: skip
    return picture(
        body, SCREEN.page_width, height, key=key, name=f"drawn drawn-view drawn-{view.kind}",
        title=view.title.in_language(language), note=view.note.in_language(language),
    )  # fmt: skip


def _margins(projection: Projection, pen: Pen) -> dict[Side, float]:
    unit = pen.text_size / SCREEN.text_size
    margins = {side: EDGE * unit for side in Side}
    for line in projection.view.dimension_lines:
        room = EDGE if line.side in (Side.BELOW, Side.RIGHT) else TEXT_EDGE
        margins[line.side] = max(margins[line.side], room * unit + pen.offset(line.rank))
        margins[Side.RIGHT] = max(margins[Side.RIGHT], _short_text_beyond(line, projection, pen))
    if any(line.line is LineType.CUTTING for line in projection.view.lines):
        for side in (Side.ABOVE, Side.BELOW):
            margins[side] += CUT_ROOM * unit
    return margins


def _short_text_beyond(line: DimensionLine, projection: Projection, pen: Pen) -> float:
    """Return the room that a short text wants on the right of the outline, 0 when it is inside."""
    if not is_across(line.side) or len(line.text) > SHORT_TEXT:
        return 0.0
    frame = projection.frame
    fitted = min(pen.page_width / frame.width, MAX_HEIGHT / frame.height)
    scale = SMALL_SCALE * PER_MM if pen.page_width == inf else fitted
    reach = reach_beyond(line.text, (line.end - line.start) * scale, pen)
    return reach - (frame.right - line.end) * scale if reach else 0.0


def _body(projection: Projection, paper: Paper, pen: Pen, with_marks: bool) -> Iterator[str]:
    view, frame = projection.view, projection.frame
    yield from _faces(projection, paper, pen)
    if view.kind is not ViewKind.ISOMETRIC:
        yield from _hidden(projection, paper, pen)
    for line in view.lines:
        yield from _line(line, projection, paper, pen)
    extent = Extent(frame.left, frame.right, frame.bottom, frame.top)
    yield from draw_dimensions(view.dimension_lines, extent, paper, pen)
    if with_marks:
        yield from draw_marks(view.marks, paper, pen)


def _faces(projection: Projection, paper: Paper, pen: Pen) -> Iterator[str]:
    """Paint the faces in order: each covers what it hides."""
    is_isometric = projection.view.kind is ViewKind.ISOMETRIC
    width = pen.thin if is_isometric else pen.thick
    yield f'<g stroke="currentColor" stroke-width="{width}" stroke-linejoin="round">'
    for face in projection.faces:
        marked = f' data-mark="{face.mark}"' if face.mark else ""
        if face.is_cut:
            yield from _cut_face(face, paper, pen, marked)
            continue
        fill = SHADES[face.shade] if is_isometric else pen.face
        name = f"drawing-shade-{face.shade}" if is_isometric else "drawing-face"
        yield path(_ring(face.points, paper), f'class="{name}"{marked} fill="{fill}"')
    yield "</g>"


def _ring(points: Sequence[Point], paper: Paper) -> str:
    return outline([(paper.x(across), paper.y(up)) for across, up in points])


def _cut_face(face: Face, paper: Paper, pen: Pen, marked: str) -> Iterator[str]:
    """Paint matter that is cut: hatched at 45°, or black where hatching could not be seen."""
    data = "".join(_ring(ring, paper) for ring in (face.points, *face.holes))
    is_thin = _thinnest(face) * paper.scale < THIN_CUT * pen.thin
    fill = 'fill="currentColor"' if is_thin else f'fill="{pen.face}"'
    name = "drawing-cut-thin" if is_thin else "drawing-face"
    yield path(
        data,
        f'class="{name}"{marked} {fill} fill-rule="evenodd" '
        f'stroke-width="{pen.thin if is_thin else pen.thick}"',
    )
    if not is_thin:
        lines = "".join(
            segment(paper.x(x1), paper.y(y1), paper.x(x2), paper.y(y2))
            for (x1, y1), (x2, y2) in hatching(face, 5 * pen.thick / paper.scale)
        )
        yield path(
            lines,
            f'class="drawing-hatch" fill="none" stroke-width="{pen.thin}"',
        )


def _thinnest(face: Face) -> float:
    across, up = [point[0] for point in face.points], [point[1] for point in face.points]
    if not face.holes:
        return min(max(across) - min(across), max(up) - min(up))
    return min(point[0] for point in face.holes[0]) - min(across)


def hatching(face: Face, step: float) -> Iterator[tuple[Point, Point]]:
    """Yield lines at 45° inside a cut face, `step` apart along the horizontal, holes left free."""
    rings = [face.points, *face.holes]
    sums = [up - across for across, up in face.points]
    at = min(sums) + step / 2
    while at < max(sums):
        crossings = sorted(point for ring in rings for point in _on_diagonal(ring, at))
        yield from zip(crossings[::2], crossings[1::2], strict=False)
        at += step


def _on_diagonal(ring: Sequence[Point], at: float) -> Iterator[Point]:
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        one, other = y1 - x1, y2 - x2
        if (one <= at) != (other <= at):
            share = (at - one) / (other - one)
            yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _hidden(projection: Projection, paper: Paper, pen: Pen) -> Iterator[str]:
    data = "".join(
        segment(
            paper.x(edge.start[0]), paper.y(edge.start[1]), paper.x(edge.end[0]),
            paper.y(edge.end[1]),
        )
        for edge in edges_of(projection)
        if edge.line is LineType.HIDDEN
    )  # fmt: skip
    if data:
        yield path(data, f'class="drawing-hidden" {_stroke(LineType.HIDDEN, pen)}')


def _stroke(line: LineType, pen: Pen) -> str:
    dash = pen.thin
    dashes = {
        LineType.HIDDEN: (8, 3),
        LineType.CENTRE: (16, 3, 1, 3),
        LineType.CUTTING: (16, 3, 1, 3),
    }[line]
    pattern = " ".join(f"{part * dash:g}" for part in dashes)
    return (
        f'fill="none" stroke="currentColor" stroke-width="{pen.thin}" stroke-dasharray="{pattern}"'
    )


def _line(line: DrawnLine, projection: Projection, paper: Paper, pen: Pen) -> Iterator[str]:
    if line.line is LineType.CUTTING:
        yield from _cutting_plane(line, projection, paper, pen)
        return
    flat = line.points
    places = [(paper.x(flat[n]), paper.y(flat[n + 1])) for n in range(0, len(flat), 2)]
    data = "".join(segment(*one, *other) for one, other in itertools.pairwise(places))
    yield path(data, f'class="drawing-{line.line}" {_stroke(line.line, pen)}')


def _cutting_plane(
    line: DrawnLine, projection: Projection, paper: Paper, pen: Pen
) -> Iterator[str]:
    """Draw a chain line with wide ends, arrows that look to the right, and its letter.

    The line breaks off where chains of dimensions stand: only its ends lie beyond them.
    """
    unit = pen.text_size / SCREEN.text_size
    x = paper.x(line.points[0])
    frame, margins = projection.frame, _margins(projection, pen)
    low = paper.y(frame.bottom) + margins[Side.BELOW] - CUT_ROOM * unit
    high = paper.y(frame.top) - margins[Side.ABOVE] + CUT_ROOM * unit
    chains = {one.side for one in projection.view.dimension_lines}
    top = paper.y(frame.top) - pen.beyond if Side.ABOVE in chains else high
    foot = paper.y(frame.bottom) + pen.beyond if Side.BELOW in chains else low
    yield path(segment(x, top, x, foot), f'class="drawing-cutting" {_stroke(line.line, pen)}')
    ends, heads, letters = [], [], []
    for level, away in ((high, -1), (low, 1)):
        end = level + away * 12 * unit
        ends.append(segment(x, level, x, end))
        ends.append(segment(x, end, x + 18 * unit, end))
        heads.append(arrow(x + 18 * unit + pen.arrow / 2, end, 1, 0, pen.arrow))
        letters.append(
            text(
                line.text,
                x - 7 * unit,
                end + 5 * unit,
                size=pen.text_size,
                name="drawing-text",
                extra=' fill="currentColor" font-weight="bold"',
            )
        )
    yield path(
        "".join(ends),
        f'class="drawing-cutting" fill="none" stroke="currentColor" stroke-width="{pen.thick}"',
    )
    yield path("".join(heads), 'class="drawing-arrow" fill="currentColor"')
    yield from letters
