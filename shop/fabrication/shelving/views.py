"""The drawing set of a shelving: front and back uprights, beams, ties and decks in space."""

import itertools
from collections.abc import Iterator

from shop.fabrication.domain.bounds import on_drawing, readable
from shop.fabrication.domain.elevation import (
    DimensionLine,
    Elevation,
    MarkLabel,
    Shape,
    Side,
    rectangle,
)
from shop.fabrication.domain.views import (
    Depth,
    DrawingSet,
    Solid,
    View,
    ViewKind,
    cutting_plane,
    extrude,
    isometric_view,
    measured,
)
from shop.fabrication.shelving.geometry import ShelvingGeometry
from shop.fabrication.shelving.spec import ShelvingSpec
from shop.kernel.text import Bilingual


def shelving_drawings(
    spec: ShelvingSpec,
    rack: ShelvingGeometry,
    marks: dict[str, str],
    elevation: Elevation,
    sign: tuple[Bilingual, ...],
) -> DrawingSet:
    """Return elevation, plan, section and isometric view; y = 0 is the front of the uprights."""
    cut = _section_place(spec, rack)
    return DrawingSet(
        solids=(*_fronts(spec, rack, elevation), *_ties(spec, rack, marks["tie"])),
        views=(
            _elevation(spec, elevation, cut),
            _plan(spec, rack),
            _section(spec, rack, marks, cut),
            isometric_view(elevation.title),
        ),
        sign=sign,
    )


def _fronts(spec: ShelvingSpec, rack: ShelvingGeometry, elevation: Elevation) -> Iterator[Solid]:
    """Yield what the elevation shows, once in front and once at the back; decks reach through.

    Tyres and the customer's boards are no part of the rack: the picture of the shop has them.
    """
    post, beam = rack.post, rack.beam
    for near in (0.0, spec.depth - post.face_mm):
        depths = {
            "upright": Depth(near, near + post.face_mm, post.thickness_mm),
            "foot": Depth(near - 20.0, near + post.face_mm + 20.0),
        }
        yield from extrude(elevation.shapes, depths)
    for near in (0.0, spec.depth - beam.depth_mm):
        depth = Depth(near, near + beam.depth_mm, beam.thickness_mm if beam.is_hollow else 0.0)
        yield from extrude(elevation.shapes, {"beam": depth})
    yield from extrude(elevation.shapes, {"deck": Depth(0.0, spec.depth)})
    if rack.brace is not None:
        behind = Depth(spec.depth, spec.depth + rack.brace.section.depth_mm)
        yield from extrude(elevation.shapes, {"brace": behind})


def _ties(spec: ShelvingSpec, rack: ShelvingGeometry, mark: str) -> Iterator[Solid]:
    """Yield the ties of the end frames, then the supports under the decks."""
    depth = Depth(
        rack.post.face_mm,
        rack.post.face_mm + rack.tie_length,
        rack.tie.thickness_mm if rack.tie.is_hollow else 0.0,
    )
    yield from extrude(_tie_ends(spec, rack, mark), {"tie": depth})


def _tie_ends(spec: ShelvingSpec, rack: ShelvingGeometry, mark: str) -> Iterator[Shape]:
    face, size, wide = rack.post.face_mm, rack.tie.face_mm, rack.tie.depth_mm
    for top in rack.level_tops:
        for frame in range(spec.bays + 1):
            x = frame * (spec.span + face) + (face - wide) / 2
            yield rectangle("tie", mark, x, top - size, wide, size)
        for bay in range(spec.bays):
            left = face + bay * (spec.span + face)
            for number in range(1, rack.supports_per_level + 1):
                x = left + spec.span * number / (rack.supports_per_level + 1) - wide / 2
                yield rectangle("tie", mark, x, top - size, wide, size)


def _section_place(spec: ShelvingSpec, rack: ShelvingGeometry) -> float:
    """Return where the section cuts: a quarter of the first bay, beside any support."""
    return round(rack.post.face_mm + spec.span * 0.25 / (rack.supports_per_level + 1), 2)


def _elevation(spec: ShelvingSpec, elevation: Elevation, cut: float) -> View:
    return View(
        kind=ViewKind.ELEVATION,
        title=Bilingual("Élévation", "Elevation"),
        note=elevation.note,
        dimension_lines=elevation.dimension_lines,
        marks=elevation.marks,
        lines=(cutting_plane(cut, spec.height),),
    )


def _plan(spec: ShelvingSpec, rack: ShelvingGeometry) -> View:
    size = f"{on_drawing(rack.total_width)} × {on_drawing(spec.depth)} mm"
    return View(
        kind=ViewKind.PLAN,
        title=Bilingual("Vue de dessus", "Plan"),
        note=Bilingual(f"Vue de dessus, {size}.", f"Seen from above, {size}."),
        dimension_lines=(
            *_bays(spec, rack),
            measured(Side.BELOW, 2, 0.0, rack.total_width),
            measured(Side.RIGHT, 1, 0.0, spec.depth),
        ),
    )


def _bays(spec: ShelvingSpec, rack: ShelvingGeometry) -> Iterator[DimensionLine]:
    """Yield a chain across: upright, bay, upright, bay, upright."""
    face, x = rack.post.face_mm, 0.0
    for _ in range(spec.bays):
        yield measured(Side.BELOW, 1, x, x + face)
        yield measured(Side.BELOW, 1, x + face, x + face + spec.span)
        x += face + spec.span
    yield measured(Side.BELOW, 1, x, x + face)


def _section(spec: ShelvingSpec, rack: ShelvingGeometry, marks: dict[str, str], cut: float) -> View:
    face, depth = rack.post.face_mm, spec.depth
    levels = (0.0, *rack.level_tops, spec.height)
    return View(
        kind=ViewKind.SECTION,
        title=Bilingual("Coupe A-A", "Section A-A"),
        note=Bilingual(
            f"Coupe de haut en bas à {readable(cut)} mm de la gauche, "
            f"profondeur {readable(depth)} mm.",
            f"Cut from top to bottom, {readable(cut)} mm from the left, {readable(depth)} mm deep.",
        ),
        dimension_lines=(
            *(
                measured(Side.LEFT, 1, low, high)
                for low, high in itertools.pairwise(levels)
                if high > low
            ),
            measured(Side.LEFT, 2, 0.0, spec.height),
            measured(Side.BELOW, 1, -depth, face - depth),
            measured(Side.BELOW, 1, face - depth, -face),
            measured(Side.BELOW, 1, -face, 0.0),
            measured(Side.BELOW, 2, -depth, 0.0),
        ),
        marks=(
            MarkLabel(mark=marks["upright"], x=-face / 2, y=round(spec.height * 0.55, 2)),
            MarkLabel(
                mark=marks["tie"],
                x=round(-depth / 2, 2),
                y=round(rack.level_tops[-1] - rack.tie.face_mm / 2, 2),
            ),
        ),
        cut_x=cut,
    )
