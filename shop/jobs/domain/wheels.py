"""The wheel sheet of a tyre job: what was read on each wheel, and the verdict it gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shop.jobs.domain.content import CardContent
from shop.jobs.domain.measuring import YES, read_points
from shop.jobs.domain.tyre_work import FAMILY
from shop.jobs.domain.views import CardView, CheckView, MeasureView
from shop.jobs.domain.wheel_groups import wheel_of
from shop.kernel.clock import paris_day
from shop.tyres.domain.dates import MadeOn, age_in_years, read_as_number
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import TyreMarking
from shop.tyres.domain.wheel_findings import Finding, find_on_wheel
from shop.tyres.domain.wheel_sheet import (
    AXLES,
    WearPattern,
    WheelDecision,
    WheelPosition,
    WheelReading,
    axles_beyond_difference,
    wear_pattern,
)

BEFORE = "PRESSURE_BEFORE"
PER_AXLE = ("PRESSURE_FRONT", "PRESSURE_REAR")


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelRow:
    """One wheel: tread in mm, the four figures of its DOT, age in years, pressures in bar,
    torque in N·m; None or empty when not read yet.

    `points` go from the outer edge of the tread to the inner one, `tread` is the most worn.
    `age` is None too for a DOT of before 2000, illegible or of a week to come; it is counted on
    the day the DOT was read. `decision` is proposed once tread, flank and DOT are known, and
    as soon as one of them makes it red; an adult signs it. `findings` say why.
    """

    wheel: WheelPosition
    marking: str
    points: tuple[Decimal, ...]
    tread: Decimal | None
    made: MadeOn | None
    is_illegible: bool
    age: int | None
    has_sound_flank: bool | None
    has_regular_wear: bool | None
    has_good_brakes: bool | None
    pressure_before: Decimal | None
    pressure: Decimal | None
    torque: Decimal | None
    decision: WheelDecision | None
    findings: tuple[Finding, ...]
    checks: tuple[CheckView, ...]

    @property
    def tyre(self) -> TyreMarking | None:
        """Return what the marking says, None before it was read."""
        read = decode_marking(self.marking)
        return read if isinstance(read, TyreMarking) else None

    @property
    def is_begun(self) -> bool:
        """Tell whether anything of this wheel was read."""
        return any(view.last is not None for view in self.checks)

    @property
    def missing_count(self) -> int:
        return sum(view.is_missing for view in self.checks)

    @property
    def urgent_count(self) -> int:
        """Return on how many of its measures an adult must act."""
        return sum(view.is_urgent for view in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelSheet:
    """The wheels of a vehicle, the axles whose two tyres are too unequal, and those whose tyres
    are not of the same size, load and speed."""

    rows: tuple[WheelRow, ...]
    unequal: tuple[tuple[WheelPosition, WheelPosition], ...]
    mixed: tuple[tuple[WheelPosition, WheelPosition], ...]

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
    return WheelSheet(
        rows=rows,
        unequal=axles_beyond_difference(treads, limits),
        mixed=tuple(_mixed_axles({row.wheel: row.tyre for row in rows})),
    )


def _wheels(card: CardView) -> Iterator[WheelPosition]:
    for wheel in WheelPosition:
        if card.find_check(f"TREAD.{wheel}"):
            yield wheel


def _mixed_axles(
    tyres: dict[WheelPosition, TyreMarking | None],
) -> Iterator[tuple[WheelPosition, WheelPosition]]:
    for axle in AXLES:
        left, right = (tyres.get(wheel) for wheel in axle)
        if left and right and _differ(left, right):
            yield axle


def _differ(left: TyreMarking, right: TyreMarking) -> bool:
    """Tell whether two tyres are of different sizes, loads or speeds, as far as both say it."""
    pairs = (
        (left.size_text, right.size_text),
        (left.load_index, right.load_index),
        (left.speed, right.speed),
    )
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def _row(card: CardView, wheel: WheelPosition, limits: TyreLimits) -> WheelRow:
    tread, dot = _last(card, f"TREAD.{wheel}"), _last(card, f"DOT.{wheel}")
    flank = _answer(card, f"FLANK.{wheel}")
    made = None if dot is None else read_as_number(int(dot.value))
    marking = _last(card, f"MARKING.{wheel}")
    reading = _reading(card, wheel)
    findings = find_on_wheel(reading, limits)
    decision = findings[0].decision if findings else WheelDecision.GREEN
    is_decided = None not in (tread, flank, dot) or decision is WheelDecision.RED
    return WheelRow(
        wheel=wheel,
        marking=marking.words if marking else "",
        points=read_points(tread.words) if tread else (),
        tread=tread.value if tread else None,
        made=made,
        is_illegible=dot is not None and made is None,
        age=reading.age_years,
        has_sound_flank=flank,
        has_regular_wear=_wear(card, wheel, wear_pattern(reading.treads_mm, limits)),
        has_good_brakes=_answer(card, f"BRAKES.{wheel}"),
        pressure_before=reading.pressure_before,
        pressure=_pressure(card, wheel),
        torque=_value(card, f"TORQUE.{wheel}"),
        decision=decision if is_decided else None,
        findings=findings,
        checks=tuple(view for view in card.checks if wheel_of(view.key) is wheel),
    )


def _reading(card: CardView, wheel: WheelPosition) -> WheelReading:
    tread, dot = _last(card, f"TREAD.{wheel}"), _last(card, f"DOT.{wheel}")
    made = None if dot is None else read_as_number(int(dot.value))
    points = read_points(tread.words) if tread else ()
    target = _pressure_check(card, wheel)
    return WheelReading(
        treads_mm=points or (() if tread is None else (tread.value,)),
        is_damaged=_answer(card, f"FLANK.{wheel}") is False,
        is_winter_tyre=_is_winter_tyre(card, wheel),
        is_dated=dot is not None,
        age_years=None if dot is None else _age(made, paris_day(dot.taken_at)),
        has_irregular_wear=_answer(card, f"WEAR.{wheel}") is False,
        has_worn_brakes=_answer(card, f"BRAKES.{wheel}") is False,
        pressure_before=_value(card, f"{BEFORE}.{wheel}"),
        pressure_target=target.check.nominal if target else None,
    )


def _wear(card: CardView, wheel: WheelPosition, pattern: WearPattern) -> bool | None:
    """Tell whether a tyre wears regularly: as it was seen, and as its points say."""
    seen = _answer(card, f"WEAR.{wheel}")
    return seen and pattern is WearPattern.EVEN


def _age(made: MadeOn | None, day: date) -> int | None:
    if made is None or made.year is None:
        return None
    age = age_in_years(made.week, made.year, day)
    return age if age >= 0 else None


def _pressure(card: CardView, wheel: WheelPosition) -> Decimal | None:
    view = _pressure_check(card, wheel)
    return view.last.value if view and view.last else None


def _pressure_check(card: CardView, wheel: WheelPosition) -> CheckView | None:
    """Return the check of the pressure that was set, asked for each wheel or once an axle."""
    for code, axle in zip(PER_AXLE, AXLES, strict=True):
        if wheel in axle:
            return card.find_check(f"{code}.{wheel}") or card.find_check(code)
    return None


def _answer(card: CardView, key: str) -> bool | None:
    value = _value(card, key)
    return None if value is None else value == YES


def _value(card: CardView, key: str) -> Decimal | None:
    last = _last(card, key)
    return None if last is None else last.value


def _last(card: CardView, key: str) -> MeasureView | None:
    view = card.find_check(key)
    return None if view is None else view.last


def _is_winter_tyre(card: CardView, wheel: WheelPosition) -> bool:
    """Tell whether a tyre has the flake, as read on it or, before that, as it was announced."""
    marking = _last(card, f"MARKING.{wheel}")
    announced = card.content.words.get("tyre_size", "")
    read = decode_marking(marking.words if marking and marking.words else announced)
    return isinstance(read, TyreMarking) and read.snow_flake
