"""What a formula of an exercise is, and the calculations several templates share."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# Values are numbers, save the few letters a template reads in a table.
Params = Mapping[str, Any]
Calculation = Callable[[Params], float]
STEEL_DENSITY = 7850  # kg/m³
GRAVITY = 10  # N/kg, as taught at this level


def _always(_: Params) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Formula:
    """The right answer, the named mistakes, the numbers of the worked steps.

    `allows` refuses degenerate values (no gap left, division by zero, a trivial question).
    `second` gives the key of a second question: yes, no, or one of its choices.
    The order of `mistakes` says which hint shows when two of them give the same number.
    """

    answer: Calculation
    mistakes: Mapping[str, Calculation] = field(default_factory=dict)
    parts: Mapping[str, Calculation] = field(default_factory=dict)
    second: Callable[[Params], str] | None = None
    allows: Callable[[Params], bool] = _always


def yes_no(condition: bool) -> str:
    """Write a condition as the key of a yes-or-no question."""
    return "yes" if condition else "no"


def ceiling(value: float) -> int:
    """Round up, forgiving the noise of binary fractions (6.000000001 is 6)."""
    return math.ceil(round(value, 9))


def floor(value: float) -> int:
    """Round down, forgiving the noise of binary fractions (5.999999999 is 6)."""
    return math.floor(round(value, 9))


def half_up(value: float) -> int:
    """Round to the nearest whole number, halves up, as pupils are taught."""
    return floor(value + 0.5)


def bars_by_first_fit(pieces: Sequence[float], bar: float, kerf: float) -> list[list[float]]:
    """Fill bars with pieces, the longest first, each in the first bar where it fits.

    Every piece takes its length and one saw cut; the last cut may fall into the end of the bar.
    """
    bars: list[list[float]] = []
    for piece in sorted(pieces, reverse=True):
        for cut in bars:
            if sum(cut) + kerf * len(cut) + piece <= bar + 1e-9:
                cut.append(piece)
                break
        else:
            bars.append([piece])
    return bars
