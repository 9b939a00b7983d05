"""What nesting two mitred ends saves, and the order of the pieces in a bar that makes them nest.

The length of a piece is its longest edge. Laid one behind another, two pieces take their
lengths and one saw cut. When both meet with the same angle, one of them turned over, one slanting
cut makes both ends: the second piece begins where the first one ends, so that the bar saves the
depth of the section times the cotangent of the angle, less what a slanting saw cut takes along
the bar more than a straight one, `kerf / sin(angle) - kerf`.

The depth is the narrowest side of the section: whichever face the mitre is sawn across, at
least so much is saved. Only sections that look the same turned over nest (tubes, flats, squares,
rounds); a piece with two different mitres counts as if it did not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, radians, sin, tan

from shop.fabrication.domain.steel import Section

SQUARE_CUT = 90.0
PARTS = 100
TURNED_OVER = frozenset({"CHS", "SHS", "RHS", "FLAT", "WIDE_FLAT", "ROUND", "SQUARE"})


@dataclass(frozen=True, slots=True)
class Ends:
    """The mitre of a piece, and how many of its ends have it."""

    angle: float = SQUARE_CUT
    count: int = 0


def ends_of(left: float, right: float) -> Ends:
    """Return the mitre two end angles make; two different ones make none that nests."""
    mitred = [angle for angle in (left, right) if 0 < angle < SQUARE_CUT]
    if not mitred or len(set(mitred)) > 1:
        return Ends()
    return Ends(mitred[0], len(mitred))


def half_saving(section: Section, angle: float, kerf_mm: float) -> int:
    """Return what one nested end saves, in whole hundredths of a millimetre, rounded down."""
    if section.kind not in TURNED_OVER or not 0 < angle < SQUARE_CUT:
        return 0
    slope = radians(angle)
    saved = section.depth_mm / tan(slope) - kerf_mm * (1 / sin(slope) - 1)
    return max(0, floor(round(saved * PARTS / 2, 6)))


def nested_order(ends: Sequence[Ends]) -> list[tuple[int, bool]]:
    """Return the places of the pieces in the order of the saw, and whether each one nests with
    the piece before it.

    Pieces mitred at both ends stand in a chain, one mitred at one end closes it on each side,
    the others of those stand in pairs; pieces cut square come last.
    """
    ordered: list[tuple[int, bool]] = []
    for angle in sorted({one.angle for one in ends if one.count}):
        double = [place for place, one in enumerate(ends) if one == Ends(angle, 2)]
        single = [place for place, one in enumerate(ends) if one == Ends(angle, 1)]
        chain = [*single[:1], *double, *single[1:2]]
        ordered.extend((place, number > 0) for number, place in enumerate(chain))
        ordered.extend((place, number % 2 == 1) for number, place in enumerate(single[2:]))
    ordered.extend((place, False) for place, one in enumerate(ends) if not one.count)
    return ordered


def count_nested(order: Iterable[tuple[int, bool]]) -> int:
    """Return how many saw cuts are shared by two pieces."""
    return sum(nests for _, nests in order)
