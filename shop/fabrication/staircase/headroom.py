"""How much height is left under the edge of the floor above, wherever that edge comes.

From the edge of the floor on which one arrives, the way down follows the nosings of the upper
flight, then the landing, level, then the nosings of the lower flight, then the floor below.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from shop.fabrication.domain.spacing import HAIR
from shop.fabrication.staircase.spec import Arrival, StaircaseSpec

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayDown:
    """The walk down in straight lines: how far along, how deep below the floor of arrival.

    Both numbers of a corner grow, in millimetres. Around the corner of a staircase they go on
    along the way, as the hole in the floor does.
    """

    corners: tuple[Corner, ...]

    @classmethod
    def of(
        cls, spec: StaircaseSpec, lower_risers: int, upper_risers: int, rise: float, going: float
    ) -> "WayDown":
        """Lay out the way of a staircase; without a landing all its risers are lower ones."""
        first = going if spec.arrival is Arrival.STEP else 0.0
        corners: list[Corner] = [(0.0, 0.0), (first, 0.0)]
        if spec.has_landing:
            corners += _descend(corners[-1], upper_risers, rise, going)
            along, deep = corners[-1]
            corners.append((along + spec.landing_length, deep))
        corners += _descend(corners[-1], lower_risers, rise, going)
        return cls(corners=tuple(corners))

    def depth_at(self, along: float) -> float:
        """Return how deep one walks there; at a riser, the depth of the step above it."""
        for (left, high), (right, low) in pairwise(self.corners):
            if along <= right:
                return (
                    high if right == left else high + (low - high) * (along - left) / (right - left)
                )
        return self.corners[-1][1]

    def along_for(self, depth: float) -> float | None:
        """Return after how many whole millimetres one walks so deep, or None when never."""
        for (left, high), (right, low) in pairwise(self.corners):
            if low < depth - HAIR:
                continue
            if right == left:
                return float(floor(left + HAIR) + 1)
            return float(ceil(left + (depth - high) * (right - left) / (low - high) - HAIR))
        return None


def _descend(top: Corner, risers: int, rise: float, going: float) -> Iterator[Corner]:
    """Yield the nosing of the lowest step of a flight, then the level that it stands on."""
    along, deep = top
    along += (risers - 1) * going
    yield along, deep + (risers - 1) * rise
    yield along, deep + risers * rise
