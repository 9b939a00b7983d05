"""Equal voids: the fewest bars that no child can pass between."""

from dataclasses import dataclass
from math import ceil

from shop.fabrication.domain.materials import rounded

HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Spread:
    """Bars of one width side by side, and the equal void left between them."""

    count: int
    void: float


def spread_bars(clear: float, bar: float, max_void: float) -> Spread:
    """Return the fewest bars that keep every void at or under the rule.

    n bars leave n + 1 voids: (clear - n × bar) / (n + 1) <= max_void.
    """
    count = max(0, ceil((clear - max_void) / (max_void + bar) - HAIR))
    return Spread(count, rounded((clear - count * bar) / (count + 1)))
