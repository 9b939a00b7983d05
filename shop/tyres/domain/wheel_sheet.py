"""The wheel sheet: what is read and measured on each wheel, and the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shop.kernel.text import Bilingual
from shop.tyres.domain.limits import TyreLimits

TREAD_POINTS = 3


class WheelPosition(StrEnum):
    """Where a wheel is, in the French shorthand of the trade."""

    AVG = "AVG"
    AVD = "AVD"
    ARG = "ARG"
    ARD = "ARD"
    SPARE = "SEC"


AXLES = ((WheelPosition.AVG, WheelPosition.AVD), (WheelPosition.ARG, WheelPosition.ARD))
ROAD_WHEELS = (*AXLES[0], *AXLES[1])

POSITION_LABELS: dict[WheelPosition, Bilingual] = {
    WheelPosition.AVG: Bilingual(fr="Avant gauche", en="Front left"),
    WheelPosition.AVD: Bilingual(fr="Avant droite", en="Front right"),
    WheelPosition.ARG: Bilingual(fr="Arrière gauche", en="Rear left"),
    WheelPosition.ARD: Bilingual(fr="Arrière droite", en="Rear right"),
    WheelPosition.SPARE: Bilingual(fr="Roue de secours", en="Spare wheel"),
}


class WheelDecision(StrEnum):
    """Verdict on a wheel: good, to watch, unfit."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


class WearPattern(StrEnum):
    """Where a tyre is worn more than elsewhere, by its three points."""

    EVEN = "even"
    OUTER = "outer"
    INNER = "inner"
    EDGES = "edges"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelReading:
    """What was read on one wheel before any decision.

    `treads_mm` go from the outer edge to the inner one. A date of manufacture was sought but not
    read when `is_dated` and there is no age. Pressures are in bar; `pressure_target` is the one
    of the door plate.
    """

    treads_mm: tuple[Decimal, ...]
    is_damaged: bool = False
    is_winter_tyre: bool = False
    is_dated: bool = True
    age_years: int | None = None
    has_irregular_wear: bool = False
    has_worn_brakes: bool = False
    pressure_before: Decimal | None = None
    pressure_target: Decimal | None = None


def wear_pattern(treads_mm: Sequence[Decimal], limits: TyreLimits) -> WearPattern:
    """Tell where a tyre wears more than elsewhere; even when not all points were measured."""
    if len(treads_mm) != TREAD_POINTS:
        return WearPattern.EVEN
    outer, middle, inner = treads_mm
    if max(treads_mm) - min(treads_mm) < limits.tread_uneven_mm:
        return WearPattern.EVEN
    if middle == min(treads_mm):
        return WearPattern.MIDDLE
    if abs(outer - inner) < limits.tread_uneven_mm:
        return WearPattern.EDGES
    return WearPattern.OUTER if outer < inner else WearPattern.INNER


def axle_tread_difference(left: Sequence[Decimal], right: Sequence[Decimal]) -> Decimal:
    """Return the difference in mm between the most worn points of the two tyres of an axle."""
    return abs(min(left) - min(right))


def axles_beyond_difference(
    treads: Mapping[WheelPosition, Sequence[Decimal]], limits: TyreLimits
) -> tuple[tuple[WheelPosition, WheelPosition], ...]:
    """List the axles whose two tyres differ by more than the law allows (5 mm)."""
    return tuple(
        (left, right)
        for left, right in AXLES
        if treads.get(left)
        and treads.get(right)
        and axle_tread_difference(treads[left], treads[right]) > limits.tread_max_diff_axle_mm
    )
