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


AXLES = ((WheelPosition.AVG, WheelPosition.AVD), (WheelPosition.ARG, WheelPosition.ARD))

POSITION_LABELS: dict[WheelPosition, Bilingual] = {
    WheelPosition.AVG: Bilingual(fr="Avant gauche", en="Front left"),
    WheelPosition.AVD: Bilingual(fr="Avant droite", en="Front right"),
    WheelPosition.ARG: Bilingual(fr="Arrière gauche", en="Rear left"),
    WheelPosition.ARD: Bilingual(fr="Arrière droite", en="Rear right"),
}


class WheelDecision(StrEnum):
    """Verdict on a wheel: good, to watch, unfit."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


class FieldKind(StrEnum):
    """How a field of the sheet is filled in."""

    NUMBER = "number"
    TEXT = "text"
    YES_NO = "yes_no"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetField:
    """One thing to write down for each wheel."""

    code: str
    label: Bilingual
    kind: FieldKind
    unit: str = ""


WHEEL_FIELDS: tuple[SheetField, ...] = (
    SheetField(
        code="marking",
        label=Bilingual(fr="Marque et dimension", en="Make and size"),
        kind=FieldKind.TEXT,
    ),
    SheetField(
        code="dot",
        label=Bilingual(fr="DOT (semaine et année)", en="DOT (week and year)"),
        kind=FieldKind.TEXT,
    ),
    SheetField(
        code="tread_outer",
        label=Bilingual(fr="Gomme, extérieur", en="Tread, outer"),
        kind=FieldKind.NUMBER,
        unit="mm",
    ),
    SheetField(
        code="tread_middle",
        label=Bilingual(fr="Gomme, milieu", en="Tread, middle"),
        kind=FieldKind.NUMBER,
        unit="mm",
    ),
    SheetField(
        code="tread_inner",
        label=Bilingual(fr="Gomme, intérieur", en="Tread, inner"),
        kind=FieldKind.NUMBER,
        unit="mm",
    ),
    SheetField(
        code="damage",
        label=Bilingual(fr="Coupure, hernie ou toile visible", en="Cut, bulge or visible cord"),
        kind=FieldKind.YES_NO,
    ),
    SheetField(
        code="pressure_before",
        label=Bilingual(fr="Pression avant", en="Pressure before"),
        kind=FieldKind.NUMBER,
        unit="bar",
    ),
    SheetField(
        code="pressure_after",
        label=Bilingual(fr="Pression après", en="Pressure after"),
        kind=FieldKind.NUMBER,
        unit="bar",
    ),
    SheetField(
        code="torque",
        label=Bilingual(fr="Couple de serrage", en="Tightening torque"),
        kind=FieldKind.NUMBER,
        unit="Nm",
    ),
    SheetField(
        code="decision",
        label=Bilingual(fr="Décision", en="Decision"),
        kind=FieldKind.DECISION,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelReading:
    """What was read on one wheel before any decision."""

    treads_mm: tuple[Decimal, ...]
    is_damaged: bool = False
    is_winter_tyre: bool = False
    age_years: int | None = None


def decide_wheel(reading: WheelReading, limits: TyreLimits) -> WheelDecision:
    """Propose a verdict; an adult signs it. Damage or the legal minimum makes it red, and a tyre
    whose age nobody can read is watched like an old one."""
    lowest = min(reading.treads_mm, default=None)
    if reading.is_damaged or (lowest is not None and lowest < limits.tread_min_mm):
        return WheelDecision.RED
    advised = limits.tread_advice_winter_mm if reading.is_winter_tyre else limits.tread_advice_mm
    is_worn = lowest is not None and lowest <= advised
    is_old = reading.age_years is None or reading.age_years >= limits.age_limit_years
    return WheelDecision.ORANGE if is_worn or is_old else WheelDecision.GREEN


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
