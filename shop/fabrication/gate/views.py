"""The drawing set of a gate: the elevation given depth, seen from every side."""

from collections.abc import Iterator

from shop.fabrication.domain.bounds import on_drawing, readable
from shop.fabrication.domain.elevation import DimensionLine, Elevation, Side
from shop.fabrication.domain.views import (
    Depth,
    DrawingSet,
    DrawnLine,
    LineType,
    View,
    ViewKind,
    cutting_plane,
    extrude,
    isometric_view,
    measured,
)
from shop.fabrication.gate.elevation import PILLAR_WIDTH
from shop.fabrication.gate.geometry import Bay, GateGeometry, Leaf
from shop.fabrication.gate.spec import Infill
from shop.kernel.text import Bilingual

SHEET_SHOWN = 2.0
ASIDE = 0.3
RUNNING_GAP = 30.0
HINGE_DEPTH, LOCK_DEPTH = 24.0, 60.0


def gate_drawings(gate: GateGeometry, elevation: Elevation) -> DrawingSet:
    """Return elevation, plan, section and isometric view of a gate.

    The leaves stand in one plane, y = 0 in its middle; the street is in front. A gate that slides
    runs behind its pillars.
    """
    cut = section_place(gate)
    return DrawingSet(
        solids=extrude(elevation.shapes, _depths(gate, elevation)),
        views=(
            _elevation(gate, elevation, cut),
            _plan(gate, elevation),
            _section(gate, cut),
            isometric_view(elevation.title),
        ),
    )


def _depths(gate: GateGeometry, elevation: Elevation) -> dict[str, Depth]:
    frame = Depth.centred(gate.frame.depth_mm, gate.frame.thickness_mm)
    bar = gate.bar.depth_mm
    brace = gate.brace
    return {
        "pillar": _support(gate, PILLAR_WIDTH),
        "post": _support(gate, _post_face(elevation)),
        "rail": frame,
        "stile": frame,
        "mid_rail": frame,
        "bar": Depth.centred(bar, gate.bar.thickness_mm if gate.bar.is_hollow else 0.0),
        "sheet": Depth.centred(SHEET_SHOWN),
        "perforated": Depth.centred(SHEET_SHOWN),
        "brace": Depth(bar / 2, bar / 2 + brace.depth_mm, brace.thickness_mm),
        "hinge": Depth.centred(HINGE_DEPTH),
        "lock": Depth.centred(LOCK_DEPTH),
    }


def _post_face(elevation: Elevation) -> float:
    """Return the side of the posts, as wide as they are deep; zero without posts."""
    posts = [shape.points for shape in elevation.shapes if shape.role == "post"]
    return posts[0][2] - posts[0][0] if posts else 0.0


def _support(gate: GateGeometry, width: float) -> Depth:
    if not _slides(gate):
        return Depth.centred(width)
    back = -gate.frame.depth_mm / 2 - RUNNING_GAP
    return Depth(back - width, back)


def _slides(gate: GateGeometry) -> bool:
    first, last = gate.leaves[0], gate.leaves[-1]
    return first.x < 0 or last.x + last.width > gate.opening


def section_place(gate: GateGeometry) -> float:
    """Return where the section cuts: through a void, beside the middle where texts stand."""
    leaf = gate.leaves[0]
    bay = _filled(leaf)
    start = leaf.x + bay.left
    bars = next((row.bars for row in bay.rows if row.infill is Infill.BARS), None)
    if bars is None:
        return round(start + bay.width * ASIDE, 2)
    number = round(bars.count * ASIDE)
    return round(start + number * (bars.void + gate.bar.face_mm) + bars.void / 2, 2)


def _filled(leaf: Leaf) -> Bay:
    """Return the bay with an infill; only the tail of a cantilever has none."""
    return max(leaf.bays, key=lambda bay: any(row.infill for row in bay.rows))


def _elevation(gate: GateGeometry, elevation: Elevation, cut: float) -> View:
    return View(
        kind=ViewKind.ELEVATION,
        title=Bilingual("Élévation", "Elevation"),
        note=elevation.note,
        dimension_lines=elevation.dimension_lines,
        marks=elevation.marks,
        lines=(cutting_plane(cut, gate.height),),
    )


def _plan(gate: GateGeometry, elevation: Elevation) -> View:
    depth = gate.frame.depth_mm
    size = f"{on_drawing(gate.opening)} mm"
    return View(
        kind=ViewKind.PLAN,
        title=Bilingual("Vue de dessus", "Plan"),
        note=Bilingual(
            f"Vue de dessus : passage de {size}, cadre de {readable(depth)} mm d’épaisseur.",
            f"Seen from above: opening of {size}, frame {readable(depth)} mm deep.",
        ),
        dimension_lines=(
            *_clearances(gate),
            measured(Side.BELOW, 2, 0.0, gate.opening),
            measured(Side.RIGHT, 1, -depth / 2, depth / 2),
        ),
        lines=(
            DrawnLine(line=LineType.CENTRE, points=(elevation.left, 0.0, elevation.right, 0.0)),
        ),
        left_out=("hinge", "lock"),
    )


def _clearances(gate: GateGeometry) -> Iterator[DimensionLine]:
    """Yield a chain from pillar to pillar: gap, leaf, gap, leaf, gap."""
    reached = 0.0
    ends = [(leaf.x, leaf.x + leaf.width) for leaf in gate.leaves]
    if _slides(gate):
        for left, right in ends:
            yield measured(Side.BELOW, 1, left, right)
        return
    for left, right in [*ends, (gate.opening, gate.opening)]:
        yield measured(Side.BELOW, 1, reached, left)
        if right > left:
            yield measured(Side.BELOW, 1, left, right)
        reached = right


def _section(gate: GateGeometry, cut: float) -> View:
    leaf = gate.leaves[0]
    half = gate.frame.depth_mm / 2
    return View(
        kind=ViewKind.SECTION,
        title=Bilingual("Coupe A-A", "Section A-A"),
        note=Bilingual(
            f"Coupe de haut en bas à {readable(cut)} mm du pilier de gauche.",
            f"Cut from top to bottom, {readable(cut)} mm from the left pillar.",
        ),
        dimension_lines=(
            *_heights(gate, leaf),
            measured(Side.LEFT, 2, 0.0, gate.height),
            measured(Side.BELOW, 1, -half, half),
        ),
        lines=(DrawnLine(line=LineType.CENTRE, points=(0.0, 0.0, 0.0, gate.height)),),
        cut_x=cut,
        left_out=("pillar", "post", "hinge", "lock"),
    )


def _heights(gate: GateGeometry, leaf: Leaf) -> Iterator[DimensionLine]:
    """Yield a chain from the ground to the top: gap, rail, panel, rail, panel, rail."""
    face = gate.frame.face_mm
    level = leaf.foot
    yield measured(Side.LEFT, 1, 0.0, level)
    for row in _filled(leaf).rows:
        yield measured(Side.LEFT, 1, level, level + face)
        yield measured(Side.LEFT, 1, level + face, level + face + row.height)
        level += face + row.height
    yield measured(Side.LEFT, 1, level, level + face)
