"""The checks of a tyre job: what is measured, between which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.kernel.text import Bilingual
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.vehicles import Vehicle

DOT_UNIT = "DOT"  # week and year in four figures, from 0100 to 5399


class CheckScope(StrEnum):
    """How many times the check is filled in: for each wheel, each axle, or once."""

    WHEEL = "wheel"
    AXLE = "axle"
    VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreCheck:
    """A check after an operation. Without bounds the answer is yes or no.

    `target` stays None when an adult must first read it in the documentation of the
    vehicle; `adult_only` checks are signed by a teacher. A date of manufacture is good up to
    `oldest_years`, not included.
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
        )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def checks_for(
    operations: frozenset[str], vehicle: Vehicle, limits: TyreLimits
) -> tuple[TyreCheck, ...]:
    """List the checks that the operations of a job call for."""
    proposed = [
        _right_tyre(),
        _tread(limits),
        _tread_axle(limits),
        _made_on(limits),
        _flank(),
        _valve(),
        _direction(),
        _balance(vehicle, limits),
        _torque(vehicle, limits),
        _pressure(vehicle, limits, "FRONT"),
        _pressure(vehicle, limits, "REAR"),
        _sensor_light(),
        _roadworthy(),
    ]
    return tuple(
        check
        for check in proposed
        if check.operation in operations
        and (check.code != "SENSOR_LIGHT" or vehicle.has_tpms or "SENSOR_RESET" in operations)
    )


def _right_tyre() -> TyreCheck:
    return TyreCheck(
        code="RIGHT_TYRE",
        operation="TYRE_ON",
        label=Bilingual(
            fr="C’est le bon pneu : dimension, charge et vitesse",
            en="It is the right tyre: size, load and speed",
        ),
        scope=CheckScope.WHEEL,
    )


def _tread(limits: TyreLimits) -> TyreCheck:
    return TyreCheck(
        code="TREAD",
        operation="INSPECT",
        label=Bilingual(fr="Gomme la plus usée de 3 points", en="Most worn of 3 tread points"),
        scope=CheckScope.WHEEL,
        unit="mm",
        lowest=limits.tread_min_mm,
        source="Arrêté du 18 septembre 1991 modifié",
    )


def _tread_axle(limits: TyreLimits) -> TyreCheck:
    return TyreCheck(
        code="TREAD_AXLE",
        operation="INSPECT",
        label=Bilingual(
            fr="Écart de gomme entre les 2 pneus d’un essieu",
            en="Tread difference between the 2 tyres of an axle",
        ),
        scope=CheckScope.AXLE,
        unit="mm",
        lowest=Decimal(0),
        highest=limits.tread_max_diff_axle_mm,
        source="Arrêté du 18 septembre 1991 modifié",
    )


def _made_on(limits: TyreLimits) -> TyreCheck:
    return TyreCheck(
        code="DOT",
        operation="INSPECT",
        label=Bilingual(
            fr="Date du pneu : les 4 derniers chiffres du DOT",
            en="Date of the tyre: the last 4 figures of the DOT",
        ),
        scope=CheckScope.WHEEL,
        unit=DOT_UNIT,
        lowest=Decimal(100),
        highest=Decimal(5399),
        oldest_years=limits.age_limit_years,
    )


def _flank() -> TyreCheck:
    return TyreCheck(
        code="FLANK",
        operation="INSPECT",
        label=Bilingual(
            fr="Le flanc est sain : ni coupure, ni hernie, ni toile visible",
            en="The flank is sound: no cut, no bulge, no visible cord",
        ),
        scope=CheckScope.WHEEL,
        source="Arrêté du 18 septembre 1991 modifié",
    )


def _valve() -> TyreCheck:
    return TyreCheck(
        code="VALVE",
        operation="INFLATE",
        label=Bilingual(fr="La valve ne fuit pas", en="The valve does not leak"),
        scope=CheckScope.WHEEL,
    )


def _direction() -> TyreCheck:
    return TyreCheck(
        code="DIRECTION",
        operation="WHEEL_ON",
        label=Bilingual(
            fr="Le sens et le côté du pneu sont bons", en="The tyre turns and faces the right way"
        ),
        scope=CheckScope.WHEEL,
    )


def _balance(vehicle: Vehicle, limits: TyreLimits) -> TyreCheck:
    most = limits.balance_residual_van_g if vehicle.is_van else limits.balance_residual_car_g
    return TyreCheck(
        code="BALANCE",
        operation="BALANCE",
        label=Bilingual(fr="Balourd restant", en="Remaining imbalance"),
        scope=CheckScope.WHEEL,
        unit="g",
        lowest=Decimal(0),
        highest=most,
    )


def _torque(vehicle: Vehicle, limits: TyreLimits) -> TyreCheck:
    target = None if vehicle.torque_nm is None else Decimal(vehicle.torque_nm)
    margin = None if target is None else target * limits.torque_tolerance_percent / 100
    return TyreCheck(
        code="TORQUE",
        operation="TORQUE",
        label=Bilingual(
            fr="Couple de serrage, valeur de la documentation du véhicule",
            en="Tightening torque, value from the vehicle documentation",
        ),
        scope=CheckScope.WHEEL,
        unit="Nm",
        target=target,
        lowest=None if target is None or margin is None else target - margin,
        highest=None if target is None or margin is None else target + margin,
        adult_only=True,
    )


def _pressure(vehicle: Vehicle, limits: TyreLimits, axle: str) -> TyreCheck:
    is_front = axle == "FRONT"
    target = vehicle.pressure_front_bar if is_front else vehicle.pressure_rear_bar
    front = Bilingual(fr="Pression à froid, avant", en="Cold pressure, front")
    rear = Bilingual(fr="Pression à froid, arrière", en="Cold pressure, rear")
    margin = limits.pressure_tolerance_bar
    return TyreCheck(
        code=f"PRESSURE_{axle}",
        operation="PRESSURE",
        label=front if is_front else rear,
        scope=CheckScope.AXLE,
        unit="bar",
        target=target,
        lowest=None if target is None else target - margin,
        highest=None if target is None else target + margin,
    )


def _sensor_light() -> TyreCheck:
    return TyreCheck(
        code="SENSOR_LIGHT",
        operation="ROADWORTHY",
        label=Bilingual(
            fr="Le voyant de pression est éteint", en="The pressure warning light is off"
        ),
        scope=CheckScope.VEHICLE,
    )


def _roadworthy() -> TyreCheck:
    return TyreCheck(
        code="ROADWORTHY",
        operation="ROADWORTHY",
        label=Bilingual(
            fr="Un adulte a vérifié et signe : le véhicule peut rouler",
            en="An adult has checked and signs: the vehicle may be driven",
        ),
        scope=CheckScope.VEHICLE,
        adult_only=True,
    )
