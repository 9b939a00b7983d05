"""The wheel sheet of a tyre job: what students read on each wheel, and the verdict it gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shop.jobs.domain.content import CardContent
from shop.jobs.domain.measuring import YES
from shop.jobs.domain.tyre_work import FAMILY
from shop.jobs.domain.views import CardView, MeasureView
from shop.kernel.clock import paris_day
from shop.tyres.domain.dates import MadeOn, age_in_years, read_as_number
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

    `age` is None too for a DOT of before 2000, illegible or of a week to come; it is counted on
    the day the DOT was read. `decision` is proposed once tread, flank and DOT are known, and
    as soon as one of them makes it red; an adult signs it.
    """

    wheel: WheelPosition
    tread: Decimal | None
    made: MadeOn | None
    is_illegible: bool
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


def read_wheel_sheet(card: CardView, limits: TyreLimits) -> WheelSheet | None:
    """Return the sheet of a tyre job; None for other work or without inspection."""
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
    tread, flank = _value(card, f"TREAD.{wheel}"), _value(card, f"FLANK.{wheel}")
    dot = _last(card, f"DOT.{wheel}")
    made = None if dot is None else read_as_number(int(dot.value))
    age = None if dot is None else _age(made, paris_day(dot.taken_at))
    reading = WheelReading(
        treads_mm=() if tread is None else (tread,),
        is_damaged=flank is not None and flank != YES,
        is_winter_tyre=_is_winter_tyre(card),
        age_years=age,
    )
    decision = decide_wheel(reading, limits)
    is_complete = None not in (tread, flank, dot)
    return WheelRow(
        wheel=wheel,
        tread=tread,
        made=made,
        is_illegible=dot is not None and made is None,
        age=age,
        has_sound_flank=None if flank is None else flank == YES,
        pressure=_value(card, f"PRESSURE_{'FRONT' if wheel in AXLES[0] else 'REAR'}"),
        torque=_value(card, f"TORQUE.{wheel}"),
        decision=decision if is_complete or decision is WheelDecision.RED else None,
    )


def _age(made: MadeOn | None, day: date) -> int | None:
    if made is None or made.year is None:
        return None
    age = age_in_years(made.week, made.year, day)
    return age if age >= 0 else None


def _value(card: CardView, key: str) -> Decimal | None:
    last = _last(card, key)
    return None if last is None else last.value


def _last(card: CardView, key: str) -> MeasureView | None:
    view = card.find_check(key)
    return None if view is None else view.last


def _is_winter_tyre(card: CardView) -> bool:
    read = decode_marking(card.content.words.get("tyre_size", ""))
    return isinstance(read, TyreMarking) and read.snow_flake
