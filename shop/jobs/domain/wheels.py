"""The wheel sheet of a tyre job: what students read on each wheel, and the verdict it gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shop.jobs.domain.measuring import YES
from shop.jobs.domain.tyre_work import FAMILY
from shop.jobs.domain.views import CardView
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import TyreMarking
from shop.tyres.domain.wheel_sheet import (
    WheelDecision,
    WheelPosition,
    WheelReading,
    axles_beyond_difference,
    decide_wheel,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelRow:
    """One wheel: tread in mm, age in years, sound flank, torque in N·m; None when not read yet.

    `decision` is proposed once tread and flank are known; an adult signs it.
    """

    wheel: WheelPosition
    tread: Decimal | None
    age: Decimal | None
    has_sound_flank: bool | None
    torque: Decimal | None
    decision: WheelDecision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelSheet:
    """The wheels of a vehicle, and the axles whose two tyres are too unequal."""

    rows: tuple[WheelRow, ...]
    unequal: tuple[tuple[WheelPosition, WheelPosition], ...]


def read_wheel_sheet(card: CardView, limits: TyreLimits) -> WheelSheet | None:
    """Return the sheet of a tyre job; None for other work and when no wheel is inspected."""
    if card.head.family != FAMILY or not any(_wheels(card)):
        return None
    rows = tuple(_row(card, wheel, limits) for wheel in _wheels(card))
    treads = {row.wheel: (row.tread,) for row in rows if row.tread is not None}
    return WheelSheet(rows=rows, unequal=axles_beyond_difference(treads, limits))


def _wheels(card: CardView) -> Iterator[WheelPosition]:
    for wheel in WheelPosition:
        if card.find_check(f"TREAD.{wheel}"):
            yield wheel


def _row(card: CardView, wheel: WheelPosition, limits: TyreLimits) -> WheelRow:
    tread, age = _value(card, "TREAD", wheel), _value(card, "AGE", wheel)
    flank = _value(card, "FLANK", wheel)
    decision = None
    if tread is not None and flank is not None:
        reading = WheelReading(
            treads_mm=(tread,),
            is_damaged=flank != YES,
            is_winter_tyre=_is_winter_tyre(card),
            age_years=None if age is None else int(age),
        )
        decision = decide_wheel(reading, limits)
    return WheelRow(
        wheel=wheel,
        tread=tread,
        age=age,
        has_sound_flank=None if flank is None else flank == YES,
        torque=_value(card, "TORQUE", wheel),
        decision=decision,
    )


def _value(card: CardView, code: str, wheel: WheelPosition) -> Decimal | None:
    view = card.find_check(f"{code}.{wheel}")
    return view.last.value if view is not None and view.last is not None else None


def _is_winter_tyre(card: CardView) -> bool:
    read = decode_marking(card.content.words.get("tyre_size", ""))
    return isinstance(read, TyreMarking) and read.snow_flake
