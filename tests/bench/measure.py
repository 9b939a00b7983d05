"""Time a scenario: requests per second seen by the visitor, processor time of the server."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.served import Served

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Median over the rounds: processor milliseconds and requests a second.

    `p95_ms` is what all but one call in twenty take, as the visitor sees it.
    """

    name: str
    cpu_ms: float
    p95_ms: float
    per_second: float
    requests: int


def measure(
    served: Served, name: str, act: Callable[[int], None], *, times: int = 60, requests: int = 1
) -> Cost:
    """Call `act(n)` so many times a round; `n` never repeats, so nothing is asked twice.

    `requests` says how many requests one call makes; the cost is that of one call.
    """
    for number in range(6):
        act(-1 - number)
    cpu: list[float] = []
    speed: list[float] = []
    waits: list[float] = []
    for round_number in range(ROUNDS):
        before, started = served.cpu_seconds(), time.perf_counter()
        for number in range(times):
            asked = time.perf_counter()
            act(round_number * times + number)
            waits.append((time.perf_counter() - asked) * 1000)
        elapsed = time.perf_counter() - started
        cpu.append((served.cpu_seconds() - before) / times * 1000)
        speed.append(times * requests / elapsed)
    p95 = statistics.quantiles(waits, n=20)[-1]
    return Cost(name, statistics.median(cpu), p95, statistics.median(speed), requests)
