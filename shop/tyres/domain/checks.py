"""The checks of a tyre job: what is measured, between which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.kernel.text import Bilingual
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.tables import read_table
from shop.tyres.domain.vehicles import Vehicle

DOT_UNIT = "DOT"  # week and year in four figures, from 0100 to 5399
FIRST_WEEK, LAST_WEEK = Decimal(100), Decimal(5399)
NOTHING = Decimal(0)
TREAD_POINTS = (
    Bilingual(fr="extérieur", en="outer"),
    Bilingual(fr="milieu", en="middle"),
    Bilingual(fr="intérieur", en="inner"),
)
MARKING, TREAD, PRESSURE_BEFORE = "MARKING", "TREAD", "PRESSURE_BEFORE"


class CheckScope(StrEnum):
    """How many times the check is filled in: for each wheel, each axle, or once.

    EVERY_WHEEL counts the spare wheel too, when the vehicle has one.
    """

    EVERY_WHEEL = "every_wheel"
    WHEEL = "wheel"
    FRONT_WHEELS = "front_wheels"
    REAR_WHEELS = "rear_wheels"
    AXLE = "axle"
    VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreCheck:
    """A check after an operation. Without bounds the answer is yes or no.

    `target` stays None when an adult must first read it in the documentation of the
    vehicle; `adult_only` checks are signed by a teacher. A date of manufacture is good up to
    `oldest_years`, not included. A check of several `points` is judged by the lowest. One that
    `is_noted` has no good value; one that `is_marking` is answered by what the tyre says.
    """

    code: str
    operation: str
    label: Bilingual
    scope: CheckScope
    unit: str = ""
    target: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    oldest_years: Decimal | None = None
    adult_only: bool = False
    source: str = ""
    points: tuple[Bilingual, ...] = ()
    is_noted: bool = False
    is_marking: bool = False

    @property
    def is_measured(self) -> bool:
        return bool(self.unit)

    def accepts(self, value: Decimal) -> bool | None:
        """Tell whether a measure is within bounds; None when the bounds are not known yet."""
        if self.lowest is None and self.highest is None:
            return None
        above = self.lowest is None or value >= self.lowest
        return above and (self.highest is None or value <= self.highest)

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON values; decimals become text."""
        return {
            "code": self.code,
            "operation": self.operation,
            "label": self.label.to_data(),
            "scope": self.scope.value,
            "unit": self.unit,
            "target": _text(self.target),
            "lowest": _text(self.lowest),
            "highest": _text(self.highest),
            "oldest_years": _text(self.oldest_years),
            "adult_only": self.adult_only,
            "source": self.source,
            "points": [point.to_data() for point in self.points],
            "is_noted": self.is_noted,
            "is_marking": self.is_marking,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "TyreCheck":
        """Build back what `to_data` gave."""
        return cls(
            code=data["code"],
            operation=data["operation"],
            label=Bilingual.from_data(data["label"]),
            scope=CheckScope(data["scope"]),
            unit=data["unit"],
            target=_decimal(data["target"]),
            lowest=_decimal(data["lowest"]),
            highest=_decimal(data["highest"]),
            oldest_years=_decimal(data.get("oldest_years")),
            adult_only=data["adult_only"],
            source=data["source"],
            points=tuple(Bilingual.from_data(point) for point in data.get("points", ())),
            is_noted=data.get("is_noted", False),
            is_marking=data.get("is_marking", False),
        )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def checks_for(
    operations: frozenset[str], vehicle: Vehicle, limits: TyreLimits
) -> tuple[TyreCheck, ...]:
    """List the checks that the operations of a job call for, in the order of the sheet."""
    return tuple(
        _check(row, vehicle, limits)
        for row in read_table("checks")
        if row["operation"] in operations and _is_seen(row["code"], operations, vehicle)
    )


def _is_seen(code: str, operations: frozenset[str], vehicle: Vehicle) -> bool:
    """Tell whether a check can be made: brakes are seen once a wheel is off, and the light of a
    vehicle without sensors never burns."""
    if code == "BRAKES":
        return "WHEEL_OFF" in operations
    return code != "SENSOR_LIGHT" or vehicle.has_tpms or "SENSOR_RESET" in operations


def _check(row: Mapping[str, str], vehicle: Vehicle, limits: TyreLimits) -> TyreCheck:
    code = row["code"]
    bounds = _bounds(vehicle, limits).get(code, _Bounds())
    return TyreCheck(
        code=code,
        operation=row["operation"],
        label=Bilingual(fr=row["label_fr"], en=row["label_en"]),
        scope=CheckScope(row["scope"]),
        unit=row["unit"],
        target=bounds.target,
        lowest=bounds.lowest,
        highest=bounds.highest,
        oldest_years=limits.age_limit_years if row["unit"] == DOT_UNIT else None,
        adult_only=row["adult_only"] == "yes",
        source=row["source"],
        points=TREAD_POINTS if code == TREAD else (),
        is_noted=code == PRESSURE_BEFORE,
        is_marking=code == MARKING,
    )


@dataclass(frozen=True, slots=True)
class _Bounds:
    lowest: Decimal | None = None
    highest: Decimal | None = None
    target: Decimal | None = None


def _bounds(vehicle: Vehicle, limits: TyreLimits) -> dict[str, _Bounds]:
    """Return the good values of what is measured, by code."""
    torque = None if vehicle.torque_nm is None else Decimal(vehicle.torque_nm)
    slack = (torque or NOTHING) * limits.torque_tolerance_percent / 100
    residual = limits.balance_residual_van_g if vehicle.is_van else limits.balance_residual_car_g
    return {
        "DOT": _Bounds(FIRST_WEEK, LAST_WEEK),
        TREAD: _Bounds(limits.tread_min_mm),
        "TREAD_AXLE": _Bounds(NOTHING, limits.tread_max_diff_axle_mm),
        "BALANCE": _Bounds(NOTHING, residual),
        "TORQUE": _around(torque, slack),
        "PRESSURE_FRONT": _around(vehicle.pressure_front_bar, limits.pressure_tolerance_bar),
        "PRESSURE_REAR": _around(vehicle.pressure_rear_bar, limits.pressure_tolerance_bar),
    }


def _around(target: Decimal | None, slack: Decimal) -> _Bounds:
    return _Bounds() if target is None else _Bounds(target - slack, target + slack, target)
