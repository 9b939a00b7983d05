"""The fewest new bars for one section, and a proof of how far the plan is from the fewest."""

from collections.abc import Sequence
from dataclasses import dataclass

from shop.fabrication.cutting.generation import ColumnGeneration, DualProof, volume_proof
from shop.fabrication.cutting.greedy import (
    FilledBar,
    count_new,
    fill_by_best_fit,
    without_surplus,
)
from shop.fabrication.cutting.linear import LinearSolver
from shop.fabrication.cutting.problem import CuttingProblem
from shop.fabrication.cutting.search import Left, choose_whole, dive

ROOT_ROUNDS = 2_000
MOST_SIZES = 250


@dataclass(frozen=True, slots=True)
class Outcome:
    """Bars that give every piece exactly once, and the proof that fewer than `bound` new bars
    cannot."""

    bars: tuple[FilledBar, ...]
    proof: DualProof

    @property
    def new_bars(self) -> int:
        return count_new(self.bars)

    @property
    def above_bound(self) -> int:
        """Return how many bars more than the bound; 0 proves the plan optimal."""
        return self.new_bars - self.proof.bound


def optimise(problem: CuttingProblem, solver: LinearSolver | None) -> Outcome:
    """Return the best plan found; without a solver the best fit and the bound of the lengths."""
    left = Left.whole(problem)
    bars: Sequence[FilledBar] = fill_by_best_fit(problem, left.demand, left.available)
    proof = volume_proof(problem)
    is_done = count_new(bars) <= proof.bound
    if solver is None or is_done or len(problem.sizes) > MOST_SIZES:
        return Outcome(tuple(bars), proof)
    generation = ColumnGeneration(problem, solver, bars)
    generated = generation.improve(proof, ROOT_ROUNDS)
    proof, fewest = generated.proof, generated.fewest
    if count_new(bars) > fewest:
        bars = _better(bars, dive(generation, generated.relaxed, fewest))
    while count_new(bars) > fewest:
        chosen = choose_whole(generation, solver, proof, count_new(bars) - 1)
        if chosen is None:
            break
        bars = _better(bars, chosen)
    return Outcome(tuple(without_surplus(bars, problem.demand)), proof)


def _better(known: Sequence[FilledBar], found: Sequence[FilledBar]) -> Sequence[FilledBar]:
    return found if count_new(found) < count_new(known) else known
