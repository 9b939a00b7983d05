"""What the eye sees of the solids in one view: faces from the farthest to the nearest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, radians

from shop.fabrication.domain.views import DrawingSet, Solid, View, ViewKind
from shop.fabrication.drawing.space import (
    TINY,
    Corner,
    Point,
    box_of,
    from_behind,
    normal_of,
    sides_of,
)

COS_30, SIN_30 = cos(radians(30)), 0.5
# Towards the eye: from the front, from above, from the left, from the front left and above.
EYES: dict[ViewKind, Corner] = {
    ViewKind.ELEVATION: (0.0, -1.0, 0.0),
    ViewKind.PLAN: (0.0, 0.0, 1.0),
    ViewKind.SECTION: (-1.0, 0.0, 0.0),
    ViewKind.ISOMETRIC: (-1.0, -1.0, 1.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One flat side as it is seen; `solid` counts the solids of the set.

    `shade` tells tops from fronts and sides in the isometric view. A cut face is hatched, and
    `holes` are the insides of cut tubes.
    """

    role: str
    mark: str
    solid: int
    points: tuple[Point, ...]
    depth: float
    shade: int = 0
    is_cut: bool = False
    holes: tuple[tuple[Point, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The extent of a view, across and up, in real millimetres."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A view ready to draw: paint the faces in order, each hides what was painted before."""

    view: View
    faces: tuple[Face, ...]
    frame: Frame


def project(drawings: DrawingSet, view: View) -> Projection:
    """Return what is seen; the isometric view gives each axis its true length (ISO 5456-3)."""
    solids = [
        (number, solid)
        for number, solid in enumerate(drawings.solids)
        if solid.role not in view.left_out
    ]
    if view.kind is ViewKind.ISOMETRIC:
        faces = [
            face for number, solid in from_behind(solids) for face in _seen(number, solid, view)
        ]
    else:
        faces = [face for number, solid in solids for face in _seen(number, solid, view)]
        faces.sort(key=lambda face: (face.depth, face.solid))
    return Projection(view=view, faces=tuple(faces), frame=_frame(faces))


def _frame(faces: Sequence[Face]) -> Frame:
    across = [x for face in faces for x, _ in face.points] or [0.0, 1.0]
    up = [y for face in faces for _, y in face.points] or [0.0, 1.0]
    return Frame(left=min(across), right=max(across), bottom=min(up), top=max(up))


def on_view(corner: Corner, kind: ViewKind) -> Point:
    """Return where a point of space stands in a view, across and up."""
    x, y, z = corner
    if kind is ViewKind.ELEVATION:
        return x, z
    if kind is ViewKind.PLAN:
        return x, y
    if kind is ViewKind.SECTION:
        return -y, z
    return (x - y) * COS_30, (x + y) * SIN_30 + z


def _seen(number: int, solid: Solid, view: View) -> Iterator[Face]:
    """Yield the sides turned to the eye, the front last: it hides the others of its solid."""
    kept = solid
    if view.kind is ViewKind.SECTION:
        left, right = box_of(solid)[:2]
        if right <= view.cut_x + TINY:
            return
        if left < view.cut_x - TINY and not solid.turn:
            yield from _cut(number, solid, view)
            kept = _beyond(solid, view.cut_x - solid.at_x)
    eye = EYES[view.kind]
    for side in sides_of(kept):
        turned = sum(a * b for a, b in zip(normal_of(side), eye, strict=True))
        if turned > TINY and not _is_on_cut(side, kept, solid, view):
            yield _face(number, solid, side, view)


def _is_on_cut(side: Sequence[Corner], kept: Solid, solid: Solid, view: View) -> bool:
    return kept is not solid and all(abs(x - view.cut_x) < TINY for x, _, _ in side)


def _beyond(solid: Solid, cut: float) -> Solid:
    """Return what is left of a solid on the right of a plane (Sutherland and Hodgman)."""
    outline = [
        (solid.points[place], solid.points[place + 1]) for place in range(0, len(solid.points), 2)
    ]
    kept: list[float] = []
    for (x1, z1), (x2, z2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if x1 >= cut:
            kept += (x1, z1)
        if (x1 >= cut) != (x2 >= cut):
            kept += (cut, z1 + (z2 - z1) * (cut - x1) / (x2 - x1))
    return replace(solid, points=tuple(kept))


def _face(number: int, solid: Solid, side: Sequence[Corner], view: View) -> Face:
    eye = EYES[view.kind]
    depth = sum(sum(a * b for a, b in zip(corner, eye, strict=True)) for corner in side)
    points = tuple(
        (round(across, 2), round(up, 2))
        for across, up in (on_view(corner, view.kind) for corner in side)
    )
    return Face(
        role=solid.role,
        mark=solid.mark,
        solid=number,
        points=points,
        depth=round(depth / len(side), 3),
        shade=_shade(normal_of(side)),
    )


def _shade(normal: Corner) -> int:
    """Return 0 for a front, 1 for a side, 2 for a top: the top takes the light."""
    across, away, up = (abs(part) for part in normal)
    if up >= away and up >= across:
        return 2
    return 0 if away >= across else 1


def _cut(number: int, solid: Solid, view: View) -> Iterator[Face]:
    """Yield the hatched faces where the plane goes through a solid, tubes as two walls."""
    crossed = _crossings(solid.points, view.cut_x - solid.at_x)
    for low, high in zip(crossed[::2], crossed[1::2], strict=False):
        outer = _rectangle(-solid.far - solid.at_y, -solid.near - solid.at_y, low, high)
        inner: tuple[tuple[Point, ...], ...] = ()
        wall = solid.wall
        if wall and min(high - low, solid.far - solid.near) > 2 * wall:
            inner = (
                _rectangle(
                    -solid.far - solid.at_y + wall, -solid.near - solid.at_y - wall,
                    low + wall, high - wall,
                ),
            )  # fmt: skip
        yield Face(
            role=solid.role, mark=solid.mark, solid=number, points=outer, depth=-view.cut_x,
            is_cut=True, holes=inner,
        )  # fmt: skip


def _rectangle(left: float, right: float, low: float, high: float) -> tuple[Point, ...]:
    around = ((left, low), (right, low), (right, high), (left, high))
    return tuple((round(across, 2), round(up, 2)) for across, up in around)


def _crossings(flat: Sequence[float], at: float) -> list[float]:
    """Return the heights at which an outline crosses a vertical line."""
    outline = [(flat[place], flat[place + 1]) for place in range(0, len(flat), 2)]
    found = []
    for (x1, z1), (x2, z2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (x1 <= at) != (x2 <= at):
            found.append(z1 + (z2 - z1) * (at - x1) / (x2 - x1))
    return sorted(found)
