"""Hidden line removal for views along an axis: what is drawn wide, what is dashed."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shop.fabrication.domain.views import LineType
from shop.fabrication.drawing.projection import Face, Projection
from shop.fabrication.drawing.space import Point

NEAR = 0.02  # an edge that lies on the outline of a nearer face is seen
SHORTEST = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One straight edge of a part, in real millimetres of the view."""

    line: LineType
    role: str
    start: Point
    end: Point


def edges_of(projection: Projection) -> tuple[Edge, ...]:
    """Return the edges seen, then those of parts wholly hidden; each line once.

    A part of which something is seen gives no hidden line: ISO 128 leaves out what would only
    crowd the drawing.
    """
    faces = projection.faces
    boxes = [_box(face.points) for face in faces]
    found: dict[tuple[Point, Point], Edge] = {}
    hidden: dict[int, list[Edge]] = {}
    seen: set[int] = set()
    for place, face in enumerate(faces):
        nearer = [
            other.points
            for other, box in zip(faces[place + 1 :], boxes[place + 1 :], strict=True)
            if other.solid != face.solid
            and other.depth > face.depth + NEAR
            and _overlap(box, boxes[place])
        ]
        for start, end in _outline(face):
            pieces = list(_visible(start, end, nearer))
            if pieces:
                seen.add(face.solid)
            else:
                edge = Edge(line=LineType.HIDDEN, role=face.role, start=start, end=end)
                hidden.setdefault(face.solid, []).append(edge)
            for one, other in pieces:
                edge = Edge(line=LineType.VISIBLE, role=face.role, start=one, end=other)
                found.setdefault(_key(one, other), edge)
    for solid, edges in hidden.items():
        if solid not in seen:
            for edge in edges:
                found.setdefault(_key(edge.start, edge.end), edge)
    return tuple(sorted(found.values(), key=lambda edge: edge.line is LineType.HIDDEN))


def _outline(face: Face) -> Iterator[tuple[Point, Point]]:
    for ring in (face.points, *face.holes):
        for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
            if abs(start[0] - end[0]) + abs(start[1] - end[1]) > SHORTEST:
                yield start, end


def _key(start: Point, end: Point) -> tuple[Point, Point]:
    one, other = (
        (round(start[0], 1), round(start[1], 1)),
        (round(end[0], 1), round(end[1], 1)),
    )
    return (one, other) if one <= other else (other, one)


def _box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    across, up = zip(*points, strict=True)
    return min(across), max(across), min(up), max(up)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]


def _visible(
    start: Point, end: Point, nearer: Sequence[Sequence[Point]]
) -> Iterator[tuple[Point, Point]]:
    """Yield the stretches of an edge that no nearer face covers."""
    stretches = [(0.0, 1.0)]
    for outline in nearer:
        covered = list(_covered(start, end, outline))
        for low, high in covered:
            stretches = [
                part
                for left, right in stretches
                for part in ((left, min(right, low)), (max(left, high), right))
                if part[1] > part[0]
            ]
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    for low, high in stretches:
        if (high - low) * length > SHORTEST:
            yield _at(start, end, low), _at(start, end, high)


def _at(start: Point, end: Point, share: float) -> Point:
    return (
        round(start[0] + (end[0] - start[0]) * share, 2),
        round(start[1] + (end[1] - start[1]) * share, 2),
    )


def _covered(start: Point, end: Point, outline: Sequence[Point]) -> Iterator[tuple[float, float]]:
    """Yield the shares of an edge that lie inside an outline."""
    cuts = sorted({0.0, 1.0, *_crossings(start, end, outline)})
    for low, high in itertools.pairwise(cuts):
        middle = _at(start, end, (low + high) / 2)
        if _is_inside(middle, outline) and not _is_on(middle, outline):
            yield low, high


def _crossings(start: Point, end: Point, outline: Sequence[Point]) -> Iterator[float]:
    ex, ey = end[0] - start[0], end[1] - start[1]
    for one, other in zip(outline, (*outline[1:], outline[0]), strict=True):
        ox, oy = other[0] - one[0], other[1] - one[1]
        turn = ex * oy - ey * ox
        if abs(turn) > 1e-9:
            share = ((one[0] - start[0]) * oy - (one[1] - start[1]) * ox) / turn
            if 0 < share < 1:
                yield share


def _is_inside(point: Point, outline: Sequence[Point]) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y1 > point[1]) != (y2 > point[1]):
            crossing = x1 + (x2 - x1) * (point[1] - y1) / (y2 - y1)
            inside = inside != (point[0] < crossing)
    return inside


def _is_on(point: Point, outline: Sequence[Point]) -> bool:
    for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        ex, ey = x2 - x1, y2 - y1
        size = ex * ex + ey * ey
        if not size:
            continue
        share = max(0.0, min(1.0, ((point[0] - x1) * ex + (point[1] - y1) * ey) / size))
        gap_x, gap_y = point[0] - x1 - share * ex, point[1] - y1 - share * ey
        if gap_x * gap_x + gap_y * gap_y < NEAR * NEAR:
            return True
    return False
