"""What the optimiser asks of a solver of linear programs; `highs.py` is the one that answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Entries = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best fractional answer: how much of each column, what each row is worth."""

    cost: float
    amounts: tuple[float, ...]
    prices: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whole amounts of columns, and whether the search went to its end."""

    amounts: tuple[int, ...] | None
    is_complete: bool


class Relaxation(Protocol):
    """A linear program to which columns are added; rows have a lower and an upper bound."""

    def add_column(self, cost: float, entries: Entries) -> None:
        """Add a column of (row, coefficient)."""
        ...

    def set_lower(self, row: int, bound: float) -> None:
        """Change what a row asks for."""
        ...

    def solve(self) -> Relaxed:
        """Return the best fractional answer, the same for the same history."""
        ...


class LinearSolver(Protocol):
    """Opens relaxations and chooses whole columns within a number of nodes."""

    def open(self, lower: Sequence[float], upper: Sequence[float | None]) -> Relaxation:
        """Return an empty program with these rows."""
        ...

    def choose(
        self,
        columns: Sequence[tuple[float, Entries]],
        lower: Sequence[float],
        upper: Sequence[float | None],
        *,
        target: float,
        nodes: int,
    ) -> Chosen:
        """Return whole amounts that cost `target` at most, or None when none was found."""
        ...
