"""The geometry of a tyre from its size."""

from dataclasses import dataclass
from decimal import Decimal
from math import pi

MILLIMETRES_PER_INCH = 25.4
# A size without an aspect ratio (155 R13) has a side wall of about 82 % of its width.
UNWRITTEN_ASPECT = 82


@dataclass(frozen=True, slots=True)
class TyreGeometry:
    """Lengths in millimetres of an unloaded tyre."""

    side_wall: float
    diameter: float

    @property
    def circumference(self) -> float:
        return pi * self.diameter

    @property
    def turns_per_km(self) -> float:
        return 1_000_000 / self.circumference


def tyre_geometry(width_mm: int, aspect: int | None, rim_inches: Decimal) -> TyreGeometry:
    """Compute the side wall and the diameter: D = 25.4 × rim + 2 × width × aspect / 100."""
    side_wall = width_mm * (aspect or UNWRITTEN_ASPECT) / 100
    return TyreGeometry(
        side_wall=side_wall,
        diameter=MILLIMETRES_PER_INCH * float(rim_inches) + 2 * side_wall,
    )


def diameter_difference_percent(fitted: TyreGeometry, original: TyreGeometry) -> float:
    """Return by how much the fitted tyre is larger (+) or smaller (−) than the original."""
    return (fitted.diameter / original.diameter - 1) * 100
