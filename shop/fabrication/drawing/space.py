"""Sides and boxes of solids in space, and which solid stands behind which."""

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from shop.fabrication.domain.views import Solid

Point = tuple[float, float]
Corner = tuple[float, float, float]
Box = tuple[float, float, float, float, float, float]

TINY = 1e-6


def sides_of(solid: Solid) -> Iterator[Sequence[Corner]]:
    """Yield all flat sides, corners anticlockwise seen from outside, the front last."""
    front, back = _corners(solid)
    count = len(front)
    yield back[::-1]
    for place in range(count):
        following = (place + 1) % count
        yield (front[following], front[place], back[place], back[following])
    yield front


def normal_of(side: Sequence[Corner]) -> Corner:
    """Return the direction a side is turned to (Newell: any polygon, even with equal corners)."""
    x = y = z = 0.0
    for (x1, y1, z1), (x2, y2, z2) in zip(side, [*side[1:], side[0]], strict=True):
        x += (y1 - y2) * (z1 + z2)
        y += (z1 - z2) * (x1 + x2)
        z += (x1 - x2) * (y1 + y2)
    size = (x * x + y * y + z * z) ** 0.5 or 1.0
    return x / size, y / size, z / size


def _corners(solid: Solid) -> tuple[list[Corner], list[Corner]]:
    """Return the front and the back of a solid, where it stands."""
    flat = solid.points
    outline = [(flat[place], flat[place + 1]) for place in range(0, len(flat), 2)]
    if _area(outline) < 0:
        outline.reverse()
    front = [_placed(x, solid.near, z, solid) for x, z in outline]
    return front, [_placed(x, solid.far, z, solid) for x, z in outline]


def _placed(x: float, y: float, z: float, solid: Solid) -> Corner:
    if not (solid.turn or solid.at_x or solid.at_y):
        return x, y, z
    angle = radians(solid.turn)
    return (
        x * cos(angle) - y * sin(angle) + solid.at_x,
        x * sin(angle) + y * cos(angle) + solid.at_y,
        z,
    )


def _area(outline: Sequence[Point]) -> float:
    """Return twice the area, positive when the corners turn anticlockwise."""
    following = [*outline[1:], outline[0]]
    return sum(x1 * z2 - x2 * z1 for (x1, z1), (x2, z2) in zip(outline, following, strict=True))


def from_behind(solids: list[tuple[int, Solid]]) -> list[tuple[int, Solid]]:
    """Order solids so that each is painted after all those it may hide.

    Between two solids that do not meet, one is wholly farther along one axis at least. Where
    pieces are let into one another the order of the set decides.
    """
    boxes = [box_of(solid) for _, solid in solids]
    spans = [_span(box) for box in boxes]
    behind: list[list[int]] = [[] for _ in solids]
    for one in range(len(solids)):
        for other in range(one + 1, len(solids)):
            if not _meet(spans[one], spans[other]):
                continue
            if _is_behind(boxes[one], boxes[other]):
                behind[other].append(one)
            elif _is_behind(boxes[other], boxes[one]):
                behind[one].append(other)
            else:
                behind[other].append(one)
    return [solids[place] for place in _in_order(behind)]


def _in_order(behind: list[list[int]]) -> list[int]:
    """Return all places, each after those behind it; a ring of solids is broken at its first."""
    done: list[int] = []
    known: set[int] = set()
    for start in range(len(behind)):
        waiting = [(start, iter(behind[start]))] if start not in known else []
        known.add(start)
        while waiting:
            place, others = waiting[-1]
            following = next((other for other in others if other not in known), None)
            if following is None:
                done.append(place)
                waiting.pop()
            else:
                known.add(following)
                waiting.append((following, iter(behind[following])))
    return done


def box_of(solid: Solid) -> Box:
    """Return the least and most x, y and z of a solid."""
    front, back = _corners(solid)
    xs, ys, zs = zip(*front, *back, strict=True)
    return min(xs), max(xs), min(ys), max(ys), min(zs), max(zs)


def _span(box: Box) -> tuple[float, float, float, float, float, float]:
    """Return the extents of a box along the three directions of the isometric paper."""
    x1, x2, y1, y2, z1, z2 = box
    return x1 - y2, x2 - y1, x1 + z1, x2 + z2, y1 + z1, y2 + z2


def _meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes overlap on paper: their hexagons do in all three directions."""
    return all(
        one[place] < other[place + 1] - TINY and other[place] < one[place + 1] - TINY
        for place in (0, 2, 4)
    )


def _is_behind(one: Box, other: Box) -> bool:
    """Tell whether a box is wholly farther than another for an eye at front, left and above."""
    return one[0] >= other[1] - TINY or one[2] >= other[3] - TINY or one[5] <= other[4] + TINY
