"""The drawing set of a guardrail: unrolled as it is made, with its corners as it stands."""

from dataclasses import replace

from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.elevation import Elevation, Side
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
from shop.fabrication.guardrail.geometry import GuardrailGeometry
from shop.fabrication.guardrail.plan import (
    PLAN_ROLES,
    is_bent,
    place_solids,
    plan_solids,
    plan_view,
)
from shop.fabrication.guardrail.spec import Fixing, GuardrailSpec, Infill
from shop.kernel.text import Bilingual

SHEET_SHOWN = 2.0
FLOOR_SHOWN = 250.0
ASIDE = 0.3


def guardrail_drawings(
    spec: GuardrailSpec, rail: GuardrailGeometry, elevation: Elevation
) -> DrawingSet:
    """Return elevation, section and isometric view; y = 0 is the middle of the posts.

    Elevation and section show the sides one after the other, as they are made. When there are
    corners, the isometric view shows the same pieces set where they stand, and a plan the
    handrails and posts.
    """
    cut = _section_place(rail)
    flat = extrude(elevation.shapes, _depths(spec, rail))
    placed = tuple(place_solids(flat, rail)) if is_bent(rail) else ()
    above = tuple(plan_solids(rail)) if placed else ()
    unrolled, on_site = _roles(flat), _roles((*placed, *above))
    return DrawingSet(
        solids=(*flat, *placed, *above),
        views=(
            View(
                kind=ViewKind.ELEVATION,
                title=Bilingual("Élévation", "Elevation"),
                note=elevation.note,
                dimension_lines=elevation.dimension_lines,
                marks=elevation.marks,
                lines=(cutting_plane(cut, elevation.top),),
                left_out=on_site,
            ),
            *((plan_view(rail, unrolled + _roles(placed)),) if placed else ()),
            _section(rail, cut, on_site),
            replace(
                isometric_view(elevation.title),
                left_out=(*unrolled, *PLAN_ROLES) if placed else (),
            ),
        ),
    )


def _roles(solids: tuple[Solid, ...]) -> tuple[str, ...]:
    return tuple(sorted({solid.role for solid in solids}))


def _depths(spec: GuardrailSpec, rail: GuardrailGeometry) -> dict[str, Depth]:
    post = rail.post.face_mm
    floor = post / 2 if spec.fixing is Fixing.SIDE else -FLOOR_SHOWN / 2
    handrail, bar = rail.handrail, rail.bar
    has_knees = spec.infill is Infill.KNEE_RAILS
    across = rail.knee_rail if has_knees else rail.low_rail
    plate = Depth(post / 2, post / 2 + 10.0) if spec.fixing is Fixing.SIDE else Depth.centred(120.0)
    return {
        "pillar": Depth(floor, floor + FLOOR_SHOWN),
        "post": Depth.centred(post, rail.post.thickness_mm),
        "rail": Depth.centred(handrail.face_mm, handrail.thickness_mm),
        "mid_rail": Depth.centred(across.face_mm, across.thickness_mm),
        "bar": Depth.centred(bar.depth_mm, bar.thickness_mm if bar.is_hollow else 0.0),
        "sheet": Depth.centred(rail.toe_plate.depth_mm if has_knees else SHEET_SHOWN),
        "foot": plate,
    }


def _section_place(rail: GuardrailGeometry) -> float:
    """Return where the section cuts: through a void of the first bay, beside its middle."""
    run = rail.first
    start = run.x + run.start + rail.post.depth_mm / 2
    number = round(run.infill.count * ASIDE)
    if not number:
        return round(start + run.clear * ASIDE, 2)
    return round(start + number * (run.infill.void + rail.bar.face_mm) + run.infill.void / 2, 2)


def _section(rail: GuardrailGeometry, cut: float, on_site: tuple[str, ...]) -> View:
    run = rail.first
    floor = rail.drop + run.floor_at(cut - run.x)
    half = rail.post.face_mm / 2
    return View(
        kind=ViewKind.SECTION,
        title=Bilingual("Coupe A-A", "Section A-A"),
        note=Bilingual(
            f"Coupe de haut en bas à {readable(cut)} mm du début.",
            f"Cut from top to bottom, {readable(cut)} mm from the start.",
        ),
        dimension_lines=(
            measured(Side.LEFT, 1, floor, floor + run.height),
            measured(Side.BELOW, 1, -half, half),
        ),
        cut_x=cut,
        left_out=("pillar", *on_site),
    )
