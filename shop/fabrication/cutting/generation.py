"""Column generation: the fewest bars if bars could be divided, and a whole-number proof of it.

A column is one way to fill a bar. The linear program gives each size a price; the knapsack
looks for a bar worth more than it costs; when there is none the price of all pieces together
is a bound under which no plan can go. The bound is worked out again in whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from operator import mul

from shop.fabrication.cutting.greedy import FilledBar
from shop.fabrication.cutting.knapsack import Grid, Knapsack
from shop.fabrication.cutting.linear import LinearSolver, Relaxation, Relaxed
from shop.fabrication.cutting.problem import NEW_BAR, Counts, CuttingProblem

PRICE_SCALE = 10**9
TOLERANCE = 1e-7


@dataclass(frozen=True, slots=True)
class DualProof:
    """Prices of sizes in whole numbers. No new bar gives pieces worth more than `new_bar`, no
    offcut pieces worth more than its number in `offcuts`: so no plan has fewer bars than
    `bound`. Whoever doubts works the best value of each bar out again.
    """

    prices: Counts
    new_bar: int
    offcuts: Counts
    bound: int


@dataclass(frozen=True, slots=True)
class Generated:
    """The end of a column generation."""

    relaxed: Relaxed
    proof: DualProof

    @property
    def fewest(self) -> int:
        """Return the fewest new bars to look for.

        Bars are looked for on a grid rounded against the plan: where it is coarse, none of them
        make a plan at the bound, and to look for one is in vain.
        """
        return max(self.proof.bound, ceil(self.relaxed.cost - TOLERANCE))


def volume_proof(problem: CuttingProblem) -> DualProof:
    """Return the bound that counts lengths only: each size is worth its weight."""
    new_bar, *offcuts = problem.capacities
    return prove(problem, problem.weights, new_bar, offcuts)


def prove(
    problem: CuttingProblem, prices: Sequence[int], new_bar: int, offcuts: Sequence[int]
) -> DualProof:
    """Return the bound that prices give, once the best value of each bar is known."""
    worth = sum(price * size.demand for price, size in zip(prices, problem.sizes, strict=True))
    from_rack = sum(
        best * (stock.available or 0)
        for best, stock in zip(offcuts, problem.stocks[1:], strict=True)
    )
    bound = max(0, -(-(worth - from_rack) // new_bar)) if new_bar > 0 else 0
    return DualProof(tuple(prices), new_bar, tuple(offcuts), bound)


class ColumnGeneration:
    """The columns found so far and the linear program over them."""

    def __init__(
        self, problem: CuttingProblem, solver: LinearSolver, start: Sequence[FilledBar]
    ) -> None:
        self.problem = problem
        self.lower = [float(count) for count in problem.demand] + [
            -float(stock.available or 0) for stock in problem.stocks[1:]
        ]
        self.upper: list[float | None] = [None] * len(self.lower)
        self.program: Relaxation = solver.open(self.lower, self.upper)
        self.grid = Grid(problem.weights, problem.capacities)
        self.proof_grid = (
            self.grid
            if self.grid.is_exact
            else Grid(problem.weights, problem.capacities, in_favour=True)
        )
        lonely = 2 * sum(problem.half_savings)
        self.room_for_lonely = -(-lonely // self.grid.step)
        self.columns: list[FilledBar] = []
        self.known: set[FilledBar] = set()
        for bar in start:
            self.add(bar)

    def add(self, bar: FilledBar) -> bool:
        """Add a way to fill a bar; False when it is known."""
        if bar in self.known:
            return False
        self.known.add(bar)
        self.columns.append(bar)
        cost, entries = self.column(bar)
        self.program.add_column(cost, entries)
        return True

    def column(self, bar: FilledBar) -> tuple[float, list[tuple[int, int]]]:
        """Return what a bar costs and which rows it serves; an offcut is free but counted."""
        entries = [(size, count) for size, count in enumerate(bar.counts) if count]
        if bar.stock == NEW_BAR:
            return 1.0, entries
        return 0.0, [*entries, (len(self.problem.sizes) + bar.stock - 1, -1)]

    def ask(self, demand: Sequence[int], available: Sequence[int]) -> None:
        """Ask for other quantities, with other offcuts left."""
        for row, count in enumerate(demand):
            self.program.set_lower(row, float(count))
        for row, count in enumerate(available, start=len(demand)):
            self.program.set_lower(row, -float(count))

    def improve(self, known: DualProof, rounds: int) -> Generated:
        """Add the columns that are missing, until the bound is as high as it can be."""
        best = known
        for _ in range(rounds):
            relaxed = self.program.solve()
            prices, values = self._price(relaxed, self.problem.demand)
            found = self._prove(prices, values)
            best = found if found.bound >= best.bound else best
            if best.bound >= relaxed.cost - TOLERANCE or not self._add_better(values, relaxed):
                return Generated(relaxed, best)
        return Generated(self.program.solve(), best)

    def price_again(self, demand: Sequence[int], available: Sequence[int], rounds: int) -> Relaxed:
        """Return the fractional answer for what is left, columns for it added."""
        self.ask(demand, available)
        for _ in range(rounds):
            relaxed = self.program.solve()
            if not self._add_better(self._price(relaxed, demand)[1], relaxed):
                return relaxed
        return self.program.solve()

    def _price(self, relaxed: Relaxed, most: Sequence[int]) -> tuple[Counts, Knapsack]:
        prices = tuple(
            max(0, int(price * PRICE_SCALE)) for price in relaxed.prices[: len(self.problem.sizes)]
        )
        return prices, Knapsack(self.grid, prices, most)

    def _prove(self, prices: Counts, values: Knapsack) -> DualProof:
        grid = self.proof_grid
        if grid is not self.grid:
            values = Knapsack(grid, prices, self.problem.demand)
        new_bar, *offcuts = (values.value(capacity) for capacity in grid.capacities)
        return prove(self.problem, prices, new_bar, offcuts)

    def _add_better(self, values: Knapsack, relaxed: Relaxed) -> bool:
        """Add the best bar of each stock that is worth more than it costs."""
        added = False
        rows = len(self.problem.sizes)
        for stock, capacity in enumerate(self.grid.capacities):
            cost = 1.0 if stock == NEW_BAR else relaxed.prices[rows + stock - 1]
            counts = self._fullest(values, stock, capacity)
            if counts is not None:
                worth = sum(map(mul, counts, values.values))
                if worth > (cost + TOLERANCE) * PRICE_SCALE:
                    added = self.add(FilledBar(stock, counts)) or added
        return added

    def _fullest(self, values: Knapsack, stock: int, capacity: int) -> Counts | None:
        """Return the best pieces of a bar; where mitred ends stay alone, room is kept for them."""
        for room in (capacity, capacity - self.room_for_lonely):
            if room > 0:
                counts = values.counts(room)
                if self.problem.fits(counts, stock):
                    return counts
        return None
