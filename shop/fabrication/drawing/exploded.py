"""The pieces pulled apart, each kind with its mark: students find a part by its mark."""

from dataclasses import replace

from shop.fabrication.domain.elevation import MarkLabel
from shop.fabrication.domain.views import DrawingSet, Solid, View, ViewKind
from shop.fabrication.drawing.projection import on_view
from shop.fabrication.drawing.space import box_of, from_behind
from shop.kernel.text import Bilingual

# Shares of the height of the product: towards the eye, away from it, upwards.
FORWARD = {"bar": 0.4, "sheet": 0.4, "perforated": 0.4, "deck": 0.0, "lock": 0.2, "hinge": 0.2}
BACKWARD = {"brace": 0.35}
UPWARD = {"deck": 0.05, "tread": 0.12, "landing": 0.12}
OUTWARD = {"beam": 0.25}  # from the middle of the depth
TITLE = Bilingual("Vue éclatée", "Exploded view")


def explode(drawings: DrawingSet) -> DrawingSet:
    """Return a set of one view: the same pieces, pulled apart by what they do, with their marks."""
    made = drawings.view(ViewKind.ELEVATION)
    hidden = made.left_out if made else ()
    solids = tuple(solid for solid in drawings.solids if solid.role not in hidden)
    boxes = [box_of(solid) for solid in solids]
    height = max((box[5] for box in boxes), default=0.0)
    middle = (min(box[2] for box in boxes) + max(box[3] for box in boxes)) / 2 if boxes else 0.0
    apart = tuple(
        _moved(solid, height, (box[2] + box[3]) / 2 > middle)
        for solid, box in zip(solids, boxes, strict=True)
    )
    view = View(
        kind=ViewKind.ISOMETRIC,
        title=TITLE,
        note=_note(solids),
        marks=_marks(apart),
        left_out=("pillar",),
    )
    return DrawingSet(solids=apart, views=(view,))


def _moved(solid: Solid, height: float, is_at_back: bool) -> Solid:
    away = BACKWARD.get(solid.role, 0.0) - FORWARD.get(solid.role, 0.0)
    outward = OUTWARD.get(solid.role, 0.0)
    away += outward if is_at_back else -outward
    up = UPWARD.get(solid.role, 0.0) * height
    lifted = tuple(
        round(value + up, 2) if place % 2 else value for place, value in enumerate(solid.points)
    )
    return replace(solid, points=lifted, at_y=round(solid.at_y + away * height, 2))


def _marks(solids: tuple[Solid, ...]) -> tuple[MarkLabel, ...]:
    """Return each mark once, on the piece of its kind that hides the others."""
    places: dict[str, MarkLabel] = {}
    for _, solid in from_behind(list(enumerate(solids))):
        if solid.mark and solid.role != "pillar":
            x1, x2, y1, y2, z1, z2 = box_of(solid)
            centre = ((x1 + x2) / 2, (y1 + y2) / 2, (z1 + z2) / 2)
            across, up = on_view(centre, ViewKind.ISOMETRIC)
            places[solid.mark] = MarkLabel(mark=solid.mark, x=round(across, 2), y=round(up, 2))
    return tuple(places[mark] for mark in sorted(places))


def _note(solids: tuple[Solid, ...]) -> Bilingual:
    marks = sorted({solid.mark for solid in solids if solid.mark})
    listed = ", ".join(marks)
    return Bilingual(
        f"Les pièces écartées les unes des autres, avec leurs repères : {listed}.",
        f"The pieces pulled apart, with their marks: {listed}.",
    )
