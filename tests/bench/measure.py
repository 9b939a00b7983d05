"""Time a scenario: requests per second seen by the visitor, processor time of the server."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.served import Served

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Median over the rounds: processor milliseconds and requests a second."""

    name: str
    cpu_ms: float
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
    cpu, speed = [], []
    for round_number in range(ROUNDS):
        before, started = served.cpu_seconds(), time.perf_counter()
        for number in range(times):
            act(round_number * times + number)
        elapsed = time.perf_counter() - started
        cpu.append((served.cpu_seconds() - before) / times * 1000)
        speed.append(times * requests / elapsed)
    return Cost(name, statistics.median(cpu), statistics.median(speed), requests)
