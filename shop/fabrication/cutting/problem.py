"""Cutting bars as whole numbers: sizes, stock, saw cuts; lengths in hundredths of a millimetre.

A bar gives pieces one behind another with a saw cut between two of them; the last one may end
flush. So pieces of `length + kerf` must fit in `usable length + kerf`. Two mitred ends of one
angle may be sawn in one cut when the pieces nest head to tail: each of the two ends then saves
half of what nesting saves. A size counts as if all its mitred ends nested (`weight`), and what
ends alone in a bar is paid for by that bar (`lonely`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

Counts = tuple[int, ...]
NEW_BAR = 0


@dataclass(frozen=True, slots=True)
class Size:
    """One length to saw so many times; `ends` of its ends are mitred at the angle `mitre`."""

    length: int
    demand: int
    mitre: int = 0
    ends: int = 0


@dataclass(frozen=True, slots=True)
class Stock:
    """Bars of one usable length; new bars are without limit, offcuts are counted."""

    usable: int
    available: int | None = None


@dataclass(frozen=True)
class CuttingProblem:
    """Sizes to saw from stocks; `stocks[0]` is the new bar, the others are offcuts.

    `half_savings[m]` is what one nested end of mitre `m` saves; mitre 0 is the square cut.
    """

    sizes: tuple[Size, ...]
    stocks: tuple[Stock, ...]
    kerf: int
    half_savings: tuple[int, ...] = (0,)

    @cached_property
    def weights(self) -> Counts:
        """Return what each size takes from the capacity of a bar when its mitred ends nest."""
        return tuple(
            size.length + self.kerf - size.ends * self.half_savings[size.mitre]
            for size in self.sizes
        )

    @cached_property
    def demand(self) -> Counts:
        return tuple(size.demand for size in self.sizes)

    @cached_property
    def capacities(self) -> Counts:
        return tuple(stock.usable + self.kerf for stock in self.stocks)

    @cached_property
    def has_mitres(self) -> bool:
        return any(size.ends and self.half_savings[size.mitre] for size in self.sizes)

    def lonely(self, counts: Sequence[int]) -> int:
        """Return what the mitred ends that find no partner in this bar take in addition."""
        if not self.has_mitres:
            return 0
        double, single = [0] * len(self.half_savings), [0] * len(self.half_savings)
        for size, count in zip(self.sizes, counts, strict=True):
            if size.ends == 2:
                double[size.mitre] += count
            elif size.ends == 1:
                single[size.mitre] += count
        return sum(
            half * lonely_ends(double[mitre], single[mitre])
            for mitre, half in enumerate(self.half_savings)
        )

    def load(self, counts: Sequence[int]) -> int:
        """Return how much of the capacity of a bar these pieces take, saw cuts included."""
        taken = sum(w * n for w, n in zip(self.weights, counts, strict=True))
        return taken + self.lonely(counts)

    def fits(self, counts: Sequence[int], stock: int) -> bool:
        return self.load(counts) <= self.capacities[stock]


def lonely_ends(double: int, single: int) -> int:
    """Return how many mitred ends of one angle cannot be paired in one bar.

    Pieces mitred at both ends make a chain; pieces mitred at one end close it on both sides,
    and otherwise pair among themselves. A chain nobody closes keeps two ends alone.
    """
    if single == 0:
        return 2 if double else 0
    return single % 2
