"""The most valuable pieces one bar can give, exactly, for every length of bar at once.

Values are whole numbers, so what this finds is a proof. Lengths are put on a grid: the common
divisor of all lengths when that is not too fine (then nothing is lost), otherwise a coarser
one, read twice: rounded against the plan to find pieces that surely fit, and rounded in its
favour to prove that nothing better exists.
"""

from collections.abc import Iterator, Sequence
from math import gcd
from typing import Any

from shop.fabrication.cutting.problem import Counts

FINEST_GRID = 24_000
MOST_CELLS = 1_200_000


class Grid:
    """Weights and capacities in steps of the grid."""

    def __init__(
        self, weights: Sequence[int], capacities: Sequence[int], *, in_favour: bool = False
    ) -> None:
        top = max(capacities)
        step = gcd(*weights, *capacities)
        finest = min(FINEST_GRID, MOST_CELLS // len(weights))
        if top // step > finest:
            step = -(-top // finest)
        self.step = step
        self.is_exact = all(number % step == 0 for number in (*weights, *capacities))
        up = -1 if not in_favour else 1
        self.weights = tuple(up * (up * weight // step) for weight in weights)
        self.capacities = tuple(capacity // step for capacity in capacities)


class Knapsack:
    """Best values by capacity, one layer more for each size; `layers[k]` uses the first k."""

    def __init__(self, grid: Grid, values: Sequence[int], most: Sequence[int]) -> None:
        import numpy  # noqa: PLC0415 - slow to load, comes with the solver

        self.weights, self.values, self.most = grid.weights, tuple(values), tuple(most)
        width = max(grid.capacities) + 1
        self.layers: Any = numpy.zeros((len(self.values) + 1, width), dtype=numpy.int64)
        for place, (weight, value, count) in enumerate(
            zip(self.weights, self.values, self.most, strict=True)
        ):
            best = self.layers[place + 1]
            best[:] = self.layers[place]
            if value > 0:
                for copies in _parts(min(count, (width - 1) // weight)):
                    shift = weight * copies
                    numpy.maximum(
                        best[shift:], best[: width - shift] + value * copies, out=best[shift:]
                    )

    def value(self, capacity: int) -> int:
        """Return the best value within a capacity of the grid."""
        return int(self.layers[-1][capacity])

    def counts(self, capacity: int) -> Counts:
        """Return pieces that have the best value."""
        counts = [0] * len(self.values)
        left = capacity
        for place in range(len(self.values) - 1, -1, -1):
            target, below = int(self.layers[place + 1][left]), self.layers[place]
            count = 0
            while int(below[left]) + count * self.values[place] != target:
                count += 1
                left -= self.weights[place]
            counts[place] = count
        return tuple(counts)

    def all_worth(self, capacity: int, least: int, limit: int) -> list[Counts] | None:
        """Return all the fullest sets of pieces worth `least` or more, None above `limit`."""
        found: list[Counts] = []
        for counts in self._worth(len(self.values) - 1, capacity, least, ()):
            found.append(counts)
            if len(found) > limit:
                return None
        return found

    def _worth(self, place: int, left: int, least: int, above: Counts) -> Iterator[Counts]:
        if place < 0:
            if not self._has_room(above, left):
                yield above
            return
        weight, value = self.weights[place], self.values[place]
        for count in range(min(self.most[place], left // weight), -1, -1):
            rest = left - count * weight
            wanted = least - count * value
            if int(self.layers[place][rest]) >= wanted:
                yield from self._worth(place - 1, rest, wanted, (count, *above))

    def _has_room(self, counts: Counts, left: int) -> bool:
        return any(
            weight <= left and count < most
            for weight, count, most in zip(self.weights, counts, self.most, strict=True)
        )


def _parts(count: int) -> Iterator[int]:
    """Split a count so that its parts make every number up to it: 1, 2, 4, … and the rest."""
    part = 1
    while count > 0:
        taken = min(part, count)
        yield taken
        count -= taken
        part *= 2
