"""The HiGHS solver behind the port of `linear`: the only module that loads it.

One thread, a fixed seed and limits in nodes and iterations: the same program has the same
answer, to the bit, on one machine.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from math import inf
from typing import Any

from shop.fabrication.cutting.linear import Chosen, Entries, LinearSolver, Relaxation, Relaxed

MOST_ITERATIONS = 20_000


@cache
def find_solver() -> LinearSolver | None:
    """Return the solver, or None where the package is not installed."""
    return HighsSolver() if find_spec("highspy") else None


class HighsSolver:
    """Opens linear programs in HiGHS."""

    def open(self, lower: Sequence[float], upper: Sequence[float | None]) -> Relaxation:
        return _Program(lower, upper)

    def choose(
        self,
        columns: Sequence[tuple[float, Entries]],
        lower: Sequence[float],
        upper: Sequence[float | None],
        *,
        target: float,
        nodes: int,
    ) -> Chosen:
        program = _Program(lower, upper)
        for cost, entries in columns:
            program.add_column(cost, entries)
        return program.choose(target, nodes)


class _Program:
    """One program; its columns are from 0 up."""

    def __init__(self, lower: Sequence[float], upper: Sequence[float | None]) -> None:
        import highspy  # noqa: PLC0415 - slow to load

        self.lib: Any = highspy
        self.model: Any = self.lib.Highs.__base__()  # the same without a banner on the terminal
        options: dict[str, Any] = {
            "output_flag": False,
            "threads": 1,
            "random_seed": 0,
            "parallel": "off",
            "solver": "simplex",
            "simplex_iteration_limit": MOST_ITERATIONS,
        }
        for name, value in options.items():
            self.model.setOptionValue(name, value)
        for low, high in zip(lower, upper, strict=True):
            self.model.addRow(low, inf if high is None else high, 0, [], [])
        self.upper = [inf if high is None else high for high in upper]
        self.columns = 0

    def add_column(self, cost: float, entries: Entries) -> None:
        rows = [row for row, _ in entries]
        self.model.addCol(cost, 0.0, inf, len(rows), rows, [float(value) for _, value in entries])
        self.columns += 1

    def set_lower(self, row: int, bound: float) -> None:
        self.model.changeRowBounds(row, bound, self.upper[row])

    def solve(self) -> Relaxed:
        self.model.run()
        solution = self.model.getSolution()
        return Relaxed(
            cost=float(self.model.getInfo().objective_function_value),
            amounts=tuple(solution.col_value),
            prices=tuple(solution.row_dual),
        )

    def choose(self, target: float, nodes: int) -> Chosen:
        whole = self.lib.HighsVarType.kInteger
        for column in range(self.columns):
            self.model.changeColIntegrality(column, whole)
        self.model.setOptionValue("mip_max_nodes", nodes)
        self.model.setOptionValue("objective_bound", target + 0.5)
        self.model.setOptionValue("objective_target", target + 0.01)
        self.model.setOptionValue("mip_abs_gap", 0.99)
        self.model.run()
        is_complete = self.model.getModelStatus() in (
            self.lib.HighsModelStatus.kOptimal,
            self.lib.HighsModelStatus.kInfeasible,
        )
        solution = self.model.getSolution()
        cost = float(self.model.getInfo().objective_function_value)
        if not solution.value_valid or cost > target + 0.5:
            return Chosen(None, is_complete)
        return Chosen(tuple(round(amount) for amount in solution.col_value), is_complete)
