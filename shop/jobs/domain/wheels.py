"""The wheel sheet of a tyre job: what students read on each wheel, and the verdict it gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shop.jobs.domain.content import CardContent
from shop.jobs.domain.measuring import YES
from shop.jobs.domain.tyre_work import FAMILY
from shop.jobs.domain.views import CardView
from shop.tyres.domain.dates import MadeOn, age_in_years, read_week
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import TyreMarking
from shop.tyres.domain.wheel_sheet import (
    AXLES,
    WheelDecision,
    WheelPosition,
    WheelReading,
    axles_beyond_difference,
    decide_wheel,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelRow:
    """One wheel: tread in mm, the four figures of its DOT, age in years, sound flank, pressure
    in bar, torque in N·m; None when not read yet.

    `age` is None too while the DOT names a week to come. `decision` is proposed once tread and
    flank are known; an adult signs it.
    """

    wheel: WheelPosition
    tread: Decimal | None
    made: MadeOn | None
    age: int | None
    has_sound_flank: bool | None
    pressure: Decimal | None
    torque: Decimal | None
    decision: WheelDecision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelSheet:
    """The wheels of a vehicle, and the axles whose two tyres are too unequal."""

    rows: tuple[WheelRow, ...]
    unequal: tuple[tuple[WheelPosition, WheelPosition], ...]

    @property
    def has_red(self) -> bool:
        return any(row.decision is WheelDecision.RED for row in self.rows)


def wheels_of(content: CardContent) -> tuple[str, ...]:
    """Return the names of the wheels whose tread a card asks for, as its checks name them."""
    return tuple(check.place for check in content.checks if check.key.startswith("TREAD."))


def read_wheel_sheet(card: CardView, limits: TyreLimits, day: date) -> WheelSheet | None:
    """Return the sheet of a tyre job on a day; None for other work or without inspection."""
    if card.head.family != FAMILY or not any(_wheels(card)):
        return None
    rows = tuple(_row(card, wheel, limits, day) for wheel in _wheels(card))
    treads = {row.wheel: (row.tread,) for row in rows if row.tread is not None}
    return WheelSheet(rows=rows, unequal=axles_beyond_difference(treads, limits))


def _wheels(card: CardView) -> Iterator[WheelPosition]:
    for wheel in WheelPosition:
        if card.find_check(f"TREAD.{wheel}"):
            yield wheel


def _row(card: CardView, wheel: WheelPosition, limits: TyreLimits, day: date) -> WheelRow:
    tread, flank = _value(card, f"TREAD.{wheel}"), _value(card, f"FLANK.{wheel}")
    made = _made_on(_value(card, f"DOT.{wheel}"))
    age = _age(made, day)
    decision = None
    if tread is not None and flank is not None:
        reading = WheelReading(
            treads_mm=(tread,),
            is_damaged=flank != YES,
            is_winter_tyre=_is_winter_tyre(card),
            age_years=age,
        )
        decision = decide_wheel(reading, limits)
    return WheelRow(
        wheel=wheel,
        tread=tread,
        made=made,
        age=age,
        has_sound_flank=None if flank is None else flank == YES,
        pressure=_value(card, f"PRESSURE_{'FRONT' if wheel in AXLES[0] else 'REAR'}"),
        torque=_value(card, f"TORQUE.{wheel}"),
        decision=decision,
    )


def _made_on(figures: Decimal | None) -> MadeOn | None:
    return None if figures is None else read_week(f"{int(figures):04d}")


def _age(made: MadeOn | None, day: date) -> int | None:
    if made is None or made.year is None:
        return None
    age = age_in_years(made.week, made.year, day)
    return age if age >= 0 else None


def _value(card: CardView, key: str) -> Decimal | None:
    view = card.find_check(key)
    return view.last.value if view is not None and view.last is not None else None


def _is_winter_tyre(card: CardView) -> bool:
    read = decode_marking(card.content.words.get("tyre_size", ""))
    return isinstance(read, TyreMarking) and read.snow_flake
