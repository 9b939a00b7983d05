"""Bars: how long the cut solver takes and how far its plans are from their bound."""

import statistics
import time
from collections.abc import Iterator

from shop.fabrication.cutting.highs import find_solver
from shop.fabrication.cutting.optimise import optimise
from tests.fabrication.cutting.instances import all_instances

EACH = 12


def measure_cutting() -> dict[str, float]:
    """Return, by family of generated problems, CPU milliseconds and bars above the bound."""
    solver = find_solver()
    spent: dict[str, list[float]] = {}
    above: dict[str, int] = {}
    for one in all_instances(EACH):
        family = one.name.rpartition(" ")[0]
        start = time.process_time()
        outcome = optimise(one.problem, solver)
        spent.setdefault(family, []).append((time.process_time() - start) * 1000)
        above[family] = above.get(family, 0) + outcome.above_bound
    return dict(_lines(spent, above))


def _lines(spent: dict[str, list[float]], above: dict[str, int]) -> Iterator[tuple[str, float]]:
    for family, times in spent.items():
        yield f"bars, {family}: median CPU ms", statistics.median(times)
        yield f"bars, {family}: worst CPU ms", max(times)
        yield f"bars, {family}: bars above the bound", above[family]
