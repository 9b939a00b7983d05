"""Filling bars by hand: the longest piece first, each in the fullest bar that can take it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shop.fabrication.cutting.problem import NEW_BAR, Counts, CuttingProblem


@dataclass(frozen=True, slots=True)
class FilledBar:
    """One bar: which stock it is and how many pieces of each size it gives."""

    stock: int
    counts: Counts


def fill_by_best_fit(
    problem: CuttingProblem, demand: Sequence[int], available: Sequence[int]
) -> tuple[FilledBar, ...]:
    """Fill the offcuts first, the shortest one that takes a piece, then new bars."""
    offcuts = sorted(
        (problem.capacities[place], place, count) for place, count in enumerate(available, start=1)
    )
    bars = [_Filling(problem, place) for _, place, count in offcuts for _ in range(count)]
    for size in sorted(range(len(problem.sizes)), key=lambda i: (-problem.weights[i], i)):
        _put(problem, bars, size, demand[size])
    return tuple(FilledBar(bar.stock, tuple(bar.counts)) for bar in bars if any(bar.counts))


class _Filling:
    """A bar being filled."""

    def __init__(self, problem: CuttingProblem, stock: int) -> None:
        self.problem = problem
        self.stock = stock
        self.counts = [0] * len(problem.sizes)
        self.left = problem.capacities[stock]

    def add(self, size: int, most: int) -> int:
        """Add pieces of one size while they fit; return how many did."""
        added = 0
        while added < most and self.problem.weights[size] <= self.left:
            self.counts[size] += 1
            left = self.problem.capacities[self.stock] - self.problem.load(self.counts)
            if left < 0:
                self.counts[size] -= 1
                break
            self.left, added = left, added + 1
        return added


def _put(problem: CuttingProblem, bars: list[_Filling], size: int, count: int) -> None:
    """Put pieces of one size in the fullest bars that can take them, offcuts first.

    A bar that took one of them is still the fullest: it is filled up before the next.
    """
    for bar in sorted(bars, key=lambda bar: (bar.stock == NEW_BAR, bar.left)):
        count -= bar.add(size, count)
    while count > 0:
        bars.append(_Filling(problem, NEW_BAR))
        count -= bars[-1].add(size, count)


def count_new(bars: Sequence[FilledBar]) -> int:
    """Return how many of these bars are new."""
    return sum(bar.stock == NEW_BAR for bar in bars)


def without_surplus(bars: Sequence[FilledBar], demand: Sequence[int]) -> Iterator[FilledBar]:
    """Drop the pieces that are more than asked for, in the last bars first."""
    left = list(demand)
    for bar in bars:
        counts = []
        for size, count in enumerate(bar.counts):
            kept = min(count, left[size])
            left[size] -= kept
            counts.append(kept)
        if any(counts):
            yield FilledBar(bar.stock, tuple(counts))
