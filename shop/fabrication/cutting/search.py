"""From divided bars to whole ones: round, price again, and where that fails choose among all
the bars that could still belong to a plan at the bound.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from shop.fabrication.cutting.generation import (
    PRICE_SCALE,
    TOLERANCE,
    ColumnGeneration,
    DualProof,
)
from shop.fabrication.cutting.greedy import (
    FilledBar,
    count_new,
    fill_by_best_fit,
    without_surplus,
)
from shop.fabrication.cutting.knapsack import Knapsack
from shop.fabrication.cutting.linear import LinearSolver, Relaxed
from shop.fabrication.cutting.problem import NEW_BAR, Counts, CuttingProblem

ALMOST = 1e-6
DIVE_ROUNDS = 30
MOST_DIVES = 150
WIDTH = 3
MOST_COLUMNS = 1_500
MOST_NODES = 400


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to saw, and the offcuts still on the rack."""

    demand: tuple[int, ...]
    available: tuple[int, ...]

    @classmethod
    def whole(cls, problem: CuttingProblem) -> "Left":
        return cls(problem.demand, tuple(stock.available or 0 for stock in problem.stocks[1:]))

    def after(self, bar: FilledBar, times: int) -> "Left":
        """Return what is left once this bar is sawn so many times."""
        return Left(
            tuple(
                max(0, left - count * times)
                for left, count in zip(self.demand, bar.counts, strict=True)
            ),
            tuple(
                left - times * (stock == bar.stock)
                for stock, left in enumerate(self.available, start=1)
            ),
        )

    @property
    def is_empty(self) -> bool:
        return not any(self.demand)


@dataclass(frozen=True, slots=True)
class _Step:
    """Bars fixed so far, and the ways to go on that were not tried."""

    left: Left
    taken: tuple[FilledBar, ...]
    ways: Iterator[list[tuple[int, int]]]


def dive(generation: ColumnGeneration, relaxed: Relaxed, bound: int) -> Sequence[FilledBar]:
    """Fix the bars that are whole, else the largest fractions; price again and go on.

    A way whose rest cannot reach the bound any more is left for the next one. At each step
    the rest is also filled by hand, so the answer is never worse than that.
    """
    problem = generation.problem
    steps = [_first_step(generation, relaxed)]
    best: Sequence[FilledBar] = _by_hand(problem, steps[0].left)
    for _ in range(MOST_DIVES):
        while steps and (way := next(steps[-1].ways, None)) is None:
            steps.pop()
        if not steps or way is None:
            break
        left, taken = _follow(generation, steps[-1], way)
        whole = (*taken, *_by_hand(problem, left))
        best = whole if count_new(whole) < count_new(best) else best
        if count_new(best) <= bound:
            break
        rest = generation.price_again(left.demand, left.available, DIVE_ROUNDS)
        if count_new(taken) + rest.cost <= bound + ALMOST:
            steps.append(_Step(left, taken, _ways(generation, rest.amounts, left)))
    generation.ask(problem.demand, Left.whole(problem).available)
    return best


def _first_step(generation: ColumnGeneration, relaxed: Relaxed) -> _Step:
    left = Left.whole(generation.problem)
    return _Step(left, (), _ways(generation, relaxed.amounts, left))


def _follow(
    generation: ColumnGeneration, step: _Step, way: Sequence[tuple[int, int]]
) -> tuple[Left, tuple[FilledBar, ...]]:
    left, taken = step.left, step.taken
    for place, times in way:
        bar = generation.columns[place]
        left, taken = left.after(bar, times), taken + (bar,) * times
    return left, taken


def _ways(
    generation: ColumnGeneration, amounts: Sequence[float], left: Left
) -> Iterator[list[tuple[int, int]]]:
    """Return what to fix next: the whole parts of all columns, then one bar of the fullest."""
    whole = [(place, floor(amount + ALMOST)) for place, amount in enumerate(amounts)]
    fixed = [(place, times) for place, times in whole if times > 0]
    if fixed:
        yield fixed
    used = [place for place, amount in enumerate(amounts) if amount > ALMOST]
    used.sort(key=lambda place: (_served(generation, place, left, amounts), -place), reverse=True)
    for place in used[:WIDTH]:
        yield [(place, 1)]


def _served(
    generation: ColumnGeneration, place: int, left: Left, amounts: Sequence[float]
) -> tuple[float, int]:
    """Rank a column: its amount, then how much of what is still asked for it gives."""
    counts = generation.columns[place].counts
    weights = generation.problem.weights
    useful = sum(
        min(count, wanted) * weight
        for count, wanted, weight in zip(counts, left.demand, weights, strict=True)
    )
    return round(amounts[place], 6), useful


def _by_hand(problem: CuttingProblem, left: Left) -> tuple[FilledBar, ...]:
    return fill_by_best_fit(problem, left.demand, left.available)


def choose_whole(
    generation: ColumnGeneration, solver: LinearSolver, proof: DualProof, target: int
) -> list[FilledBar] | None:
    """Return a plan with `target` new bars chosen among bars worth enough, or None.

    First among the bars already found, then among all those that waste least.
    """
    for widened in (False, True):
        more = _worth_choosing(generation, proof, target) if widened else []
        if widened and not more:
            break
        columns = [*generation.columns, *more]
        chosen = solver.choose(
            [generation.column(bar) for bar in columns],
            generation.lower,
            generation.upper,
            target=target,
            nodes=MOST_NODES,
        )
        if chosen.amounts is not None:
            amounts = zip(columns, chosen.amounts, strict=True)
            bars = [bar for bar, times in amounts for _ in range(times)]
            return list(without_surplus(bars, generation.problem.demand))
    return None


def _worth_choosing(generation: ColumnGeneration, proof: DualProof, target: int) -> list[FilledBar]:
    """Return the bars whose worth is nearest to their cost, as many as the choice can bear.

    In a plan at the target, what its bars are worth less than they cost adds up to the gap at
    most: so bars further below their cost than the gap are of no use.
    """
    problem = generation.problem
    worth = sum(p * s.demand for p, s in zip(proof.prices, problem.sizes, strict=True))
    worth -= sum(
        best * (stock.available or 0)
        for best, stock in zip(proof.offcuts, problem.stocks[1:], strict=True)
    )
    gap = max(0, target * proof.new_bar - worth)
    values = Knapsack(generation.grid, proof.prices, problem.demand)
    found: list[FilledBar] = []
    for stock, capacity in enumerate(generation.grid.capacities):
        best = proof.new_bar if stock == NEW_BAR else proof.offcuts[stock - 1]
        for counts in _nearest(values, capacity, best, gap):
            bar = FilledBar(stock, counts)
            if bar not in generation.known and problem.fits(counts, stock):
                found.append(bar)
    return found


def _nearest(values: Knapsack, capacity: int, best: int, gap: int) -> list[Counts]:
    """Return all bars within the gap, or within the part of it that keeps them few."""
    found: list[Counts] = []
    for part in (1000, 300, 100, 30, 10, 3, 1):
        least = max(1, best - gap // part - int(PRICE_SCALE * TOLERANCE))
        more = values.all_worth(capacity, least, MOST_COLUMNS)
        if more is None:
            break
        found = more
    return found
