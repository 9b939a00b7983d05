"""A drawing set as DXF, the only door to `ezdxf`: the views in first angle, in millimetres."""

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING, Any

from shop.fabrication.domain.elevation import DimensionLine, Side
from shop.fabrication.domain.views import DrawingSet, DrawnLine, LineType, View, ViewKind
from shop.fabrication.drawing.hidden import edges_of
from shop.fabrication.drawing.projection import Face, Frame, Projection, project
from shop.fabrication.drawing.space import Point
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

if TYPE_CHECKING:
    from ezdxf.document import Drawing

TEXT, FIRST_RANK, NEXT_RANK = 35.0, 120.0, 110.0
BETWEEN = 500.0
ISO_LINES = {
    LineType.HIDDEN: ("ISO128-02", [9.0, 6.0, -3.0]),
    LineType.CENTRE: ("ISO128-10", [23.0, 16.0, -3.0, 1.0, -3.0]),
}
DIMENSIONS, MARKS, HATCHES, TITLES = "COTES", "REPERES", "HACHURES", "TITRES"
HIDDEN, AXES, CUTTING = "ARETES-CACHEES", "AXES", "PLANS-DE-COUPE"
THIN, WIDE = 18, 35  # hundredths of a millimetre, as DXF counts line weights
PARTS = {
    "rail": "TRAVERSES",
    "mid_rail": "TRAVERSES",
    "stile": "MONTANTS",
    "upright": "MONTANTS",
    "post": "POTEAUX",
    "bar": "BARREAUX",
    "brace": "ECHARPES",
    "beam": "LONGERONS",
    "tie": "TRAVERSES-PROFONDEUR",
    "sheet": "TOLES",
    "perforated": "TOLES",
    "deck": "TABLETTES",
    "stringer": "LIMONS",
    "tread": "MARCHES",
    "cleat": "CORNIERES",
    "landing": "PALIER",
    "landing_frame": "PALIER",
    "leg": "POTEAUX",
    "foot": "PLATINES",
    "hinge": "QUINCAILLERIE",
    "lock": "QUINCAILLERIE",
    "pillar": "MACONNERIE",
}
PLACED = ("site_", "plan_")  # a piece set where it stands, beside the same one unrolled


class DxfMissing(Refusal):
    """The program that writes DXF is not installed."""


def layer_of(role: str) -> str:
    """Return the layer of a role; one that has no name of its own goes by its role."""
    piece = next((role.removeprefix(one) for one in PLACED if role.startswith(one)), role)
    return PARTS.get(piece, piece.upper().replace("_", "-"))


def write_dxf(drawings: DrawingSet) -> str:
    """Return the text of a DXF (AutoCAD 2010): the same set gives the same text.

    The plan stands below the elevation and the section on its right, as European projection has
    it. The isometric view is left out: nobody measures or cuts on it.
    """
    try:
        from ezdxf._options import options  # noqa: PLC0415 - optional, slow to load
        from ezdxf.filemanagement import new  # noqa: PLC0415 - the same
    except ModuleNotFoundError:
        raise DxfMissing(
            N_("Le fichier DXF n’est pas disponible : le programme « ezdxf » n’est pas installé.")
        ) from None
    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True  # no date, no random number
    try:
        document = new("R2010", units=4)
        _prepare(document, drawings)
        _draw(document.modelspace(), drawings)
        text = StringIO()
        document.write(text)
    finally:
        options.write_fixed_meta_data_for_testing = before
    return text.getvalue()


def _prepare(document: "Drawing", drawings: DrawingSet) -> None:
    for name, pattern in ISO_LINES.values():
        document.linetypes.add(name, pattern, description=name)
    document.header["$LTSCALE"] = 5.0
    document.header["$MEASUREMENT"] = 1
    layers = {layer_of(solid.role): ("Continuous", WIDE) for solid in drawings.solids}
    layers |= {
        HIDDEN: (ISO_LINES[LineType.HIDDEN][0], THIN),
        AXES: (ISO_LINES[LineType.CENTRE][0], THIN),
        CUTTING: (ISO_LINES[LineType.CENTRE][0], WIDE),
        **dict.fromkeys((DIMENSIONS, MARKS, HATCHES, TITLES), ("Continuous", THIN)),
    }
    for name, (linetype, weight) in layers.items():
        document.layers.add(name, linetype=linetype, lineweight=weight)
    style = document.dimstyles.duplicate_entry("Standard", "ISO129")
    for key, value in (
        ("dimtxt", TEXT), ("dimasz", 30.0), ("dimexo", 10.0), ("dimexe", 15.0), ("dimgap", 8.0),
        ("dimtad", 1), ("dimdec", 1), ("dimzin", 8), ("dimdsep", ord(",")), ("dimtih", 0),
        ("dimtoh", 0), ("dimscale", 1.0), ("dimlunit", 2),
    ):  # fmt: skip
        style.dxf.set(key, value)


def _draw(space: Any, drawings: DrawingSet) -> None:  # noqa: ANN401 - a layout of ezdxf
    frames = {
        view.kind: project(drawings, view)
        for view in drawings.views
        if view.kind is not ViewKind.ISOMETRIC
    }
    for kind, projection in frames.items():
        shift = _shift(kind, {one: other.frame for one, other in frames.items()}, drawings)
        _draw_view(space, projection, shift)


def _shift(kind: ViewKind, frames: dict[ViewKind, Frame], drawings: DrawingSet) -> Point:
    """Return how far a view stands from the place of the elevation."""
    front, frame = frames[ViewKind.ELEVATION], frames[kind]
    if kind is ViewKind.PLAN:
        room = BETWEEN + _room(drawings, ViewKind.ELEVATION, Side.BELOW)
        return 0.0, round(front.bottom - room - frame.top, 2)
    if kind is ViewKind.SECTION:
        room = BETWEEN + _room(drawings, ViewKind.ELEVATION, Side.RIGHT)
        room += _room(drawings, ViewKind.SECTION, Side.LEFT)
        return round(front.right + room - frame.left, 2), 0.0
    return 0.0, 0.0


def _room(drawings: DrawingSet, kind: ViewKind, side: Side) -> float:
    view = drawings.view(kind)
    ranks = [line.rank for line in view.dimension_lines if line.side is side] if view else []
    return _offset(max(ranks)) if ranks else 0.0


def _offset(rank: int) -> float:
    return FIRST_RANK + NEXT_RANK * (rank - 1)


def _draw_view(space: Any, projection: Projection, shift: Point) -> None:  # noqa: ANN401 - a layout of ezdxf
    view, frame = projection.view, projection.frame
    for edge in edges_of(projection):
        layer = HIDDEN if edge.line is LineType.HIDDEN else layer_of(edge.role)
        space.add_line(_at(edge.start, shift), _at(edge.end, shift), dxfattribs={"layer": layer})
    for face in projection.faces:
        if face.is_cut:
            _hatch(space, face, shift)
    for line in view.lines:
        _line(space, line, frame, shift)
    for dimension in view.dimension_lines:
        _dimension(space, dimension, frame, shift)
    for mark in view.marks:
        text = space.add_text(mark.mark, height=TEXT, dxfattribs={"layer": MARKS})
        text.set_placement(_at((mark.x, mark.y), shift), align=_middle())
    _title(space, view, frame, shift)


def _at(point: Point, shift: Point) -> Point:
    return round(point[0] + shift[0], 2), round(point[1] + shift[1], 2)


def _middle() -> Any:  # noqa: ANN401 - an enumeration of ezdxf
    from ezdxf.enums import TextEntityAlignment  # noqa: PLC0415 - see `write_dxf`

    return TextEntityAlignment.MIDDLE_CENTER


def _hatch(space: Any, face: Face, shift: Point) -> None:  # noqa: ANN401 - a layout of ezdxf
    hatch = space.add_hatch(dxfattribs={"layer": HATCHES, "hatch_style": 0})
    hatch.set_pattern_fill("ANSI31", scale=1.0)
    for ring in (face.points, *face.holes):
        hatch.paths.add_polyline_path([_at(point, shift) for point in ring], is_closed=True)


def _line(space: Any, line: DrawnLine, frame: Frame, shift: Point) -> None:  # noqa: ANN401 - a layout of ezdxf
    flat = line.points
    points = [_at((flat[n], flat[n + 1]), shift) for n in range(0, len(flat), 2)]
    if line.line is not LineType.CUTTING:
        space.add_lwpolyline(points, dxfattribs={"layer": AXES})
        return
    space.add_lwpolyline(points, dxfattribs={"layer": CUTTING})
    for x, y in (points[0], points[-1]):
        text = space.add_text(line.text, height=TEXT * 1.4, dxfattribs={"layer": CUTTING})
        text.set_placement((x - TEXT, y), align=_middle())


def _dimension(space: Any, line: DimensionLine, frame: Frame, shift: Point) -> None:  # noqa: ANN401 - a layout of ezdxf
    """Add a real DIMENSION; a chain of bars keeps its own words."""
    offset = _offset(line.rank)
    across = line.side in (Side.BELOW, Side.ABOVE)
    if across:
        edge = frame.bottom if line.side is Side.BELOW else frame.top
        level = edge - offset if line.side is Side.BELOW else edge + offset
        ends, base = ((line.start, edge), (line.end, edge)), (line.start, level)
    else:
        edge = frame.left if line.side is Side.LEFT else frame.right
        level = edge - offset if line.side is Side.LEFT else edge + offset
        ends, base = ((edge, line.start), (edge, line.end)), (level, line.start)
    dimension = space.add_linear_dim(
        base=_at(base, shift),
        p1=_at(ends[0], shift),
        p2=_at(ends[1], shift),
        angle=0 if across else 90,
        text=line.text,
        dimstyle="ISO129",
        dxfattribs={"layer": DIMENSIONS},
    )
    dimension.render()


def _title(space: Any, view: View, frame: Frame, shift: Point) -> None:  # noqa: ANN401 - a layout of ezdxf
    ranks: Iterable[int] = [d.rank for d in view.dimension_lines if d.side is Side.ABOVE]
    high = frame.top + _offset(max(ranks, default=1)) + 3 * TEXT
    text = space.add_text(view.title.fr, height=TEXT * 1.4, dxfattribs={"layer": TITLES})
    text.set_placement(_at((frame.left, high), shift))
