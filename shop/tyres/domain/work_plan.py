"""Turns the services a customer bought into the work of the group on the vehicle."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from shop.kernel.text import Bilingual
from shop.tyres.domain.cautions import find_caution
from shop.tyres.domain.checks import TyreCheck, checks_for
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import TyreMarking
from shop.tyres.domain.services import (
    ChosenService,
    TyreService,
    VisitMargins,
    check_choice,
    resource_needs,
    slot_minutes,
)
from shop.tyres.domain.tables import read_table
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.domain.wheel_sheet import ROAD_WHEELS, WheelPosition

RECEPTION_OPERATION = "RECEIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreOperation:
    """One step of the work. `machine` names the clearance a student needs, if any.

    `ppe` and `hazards` are ISO 7010 codes; `minutes` is the time planned for the group;
    `caution` is what to respect on this vehicle.
    """

    key: str
    code: str
    label: Bilingual
    minutes: int
    workstation: str
    machine: str | None
    adult_only: bool
    per_wheel: bool
    ppe: tuple[str, ...]
    hazards: tuple[str, ...]
    services: tuple[str, ...]
    caution: Bilingual | None = None

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "key": self.key,
            "code": self.code,
            "label": self.label.to_data(),
            "minutes": self.minutes,
            "workstation": self.workstation,
            "machine": self.machine,
            "adult_only": self.adult_only,
            "per_wheel": self.per_wheel,
            "ppe": list(self.ppe),
            "hazards": list(self.hazards),
            "services": list(self.services),
            "caution": None if self.caution is None else self.caution.to_data(),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "TyreOperation":
        """Build back what `to_data` gave."""
        lists = {name: tuple(data[name]) for name in ("ppe", "hazards", "services")}
        caution = data.get("caution")
        texts = {
            "label": Bilingual.from_data(data["label"]),
            "caution": None if caution is None else Bilingual.from_data(caution),
        }
        return cls(**{**data, **lists, **texts})


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreWorkPlan:
    """The whole work of a visit, frozen on the job card.

    `planned_minutes` is the sum of the operations; `slot_minutes` is what the appointment
    holds; `needs` counts the units of each resource held from start to end.
    """

    services: tuple[ChosenService, ...]
    vehicle: Vehicle
    tyre: TyreMarking | None
    wheels: tuple[WheelPosition, ...]
    operations: tuple[TyreOperation, ...]
    checks: tuple[TyreCheck, ...]
    needs: dict[str, int]
    planned_minutes: int
    slot_minutes: int

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON values; the decoded tyre is not kept, it is read again."""
        return {
            "services": [
                {"service": c.service.to_data(), "quantity": c.quantity} for c in self.services
            ],
            "vehicle": self.vehicle.to_data(),
            "wheels": [wheel.value for wheel in self.wheels],
            "operations": [operation.to_data() for operation in self.operations],
            "checks": [check.to_data() for check in self.checks],
            "needs": dict(self.needs),
            "planned_minutes": self.planned_minutes,
            "slot_minutes": self.slot_minutes,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "TyreWorkPlan":
        """Build back what `to_data` gave."""
        vehicle = Vehicle.from_data(data["vehicle"])
        return cls(
            services=tuple(
                ChosenService(TyreService.from_data(row["service"]), row["quantity"])
                for row in data["services"]
            ),
            vehicle=vehicle,
            tyre=_read_tyre(vehicle),
            wheels=tuple(WheelPosition(wheel) for wheel in data["wheels"]),
            operations=tuple(TyreOperation.from_data(row) for row in data["operations"]),
            checks=tuple(TyreCheck.from_data(row) for row in data["checks"]),
            needs=dict(data["needs"]),
            planned_minutes=data["planned_minutes"],
            slot_minutes=data["slot_minutes"],
        )


def plan_tyre_work(
    services: Sequence[ChosenService],
    vehicle: Vehicle,
    limits: TyreLimits,
    margins: VisitMargins | None = None,
) -> TyreWorkPlan:
    """Plan the operations, checks, needs and minutes of the services on a vehicle.

    Operations that several services share are done once, their minutes added. Refused
    when the services do not make a visit.
    """
    chosen = check_choice(services)
    around = margins or VisitMargins()
    operations = tuple(
        _with_caution(operation, vehicle, limits) for operation in _plan_operations(chosen, around)
    )
    return TyreWorkPlan(
        services=chosen,
        vehicle=vehicle,
        tyre=_read_tyre(vehicle),
        wheels=ROAD_WHEELS,
        operations=operations,
        checks=checks_for(frozenset(op.code for op in operations), vehicle, limits),
        needs=resource_needs(chosen),
        planned_minutes=sum(operation.minutes for operation in operations),
        slot_minutes=slot_minutes(chosen, around),
    )


def _read_tyre(vehicle: Vehicle) -> TyreMarking | None:
    read = decode_marking(vehicle.tyre_front)
    return read if isinstance(read, TyreMarking) else None


@cache
def _routing(service_code: str) -> dict[str, int]:
    """Return the share in percent of each operation of a service."""
    return {
        row["operation"]: int(row["share"])
        for row in read_table("routings")
        if row["service"] == service_code
    }


def steps_of(service: TyreService) -> tuple[Bilingual, ...]:
    """List in order what is done for a service, as the customer is told."""
    routing = _routing(service.code)
    return tuple(
        Bilingual(fr=row["label_fr"], en=row["label_en"])
        for row in read_table("operations")
        if row["code"] in routing
    )


def split_minutes(minutes: int, shares: Mapping[str, int]) -> dict[str, int]:
    """Split whole minutes in proportion to shares; the parts add up exactly.

    Each part gets at least one minute as long as there are enough of them.
    """
    whole = sum(shares.values())
    exact = {name: minutes * share / whole for name, share in shares.items()}
    least = 1 if minutes >= len(shares) else 0
    parts = {name: max(least, int(value)) for name, value in exact.items()}
    while (missing := minutes - sum(parts.values())) != 0:
        step = 1 if missing > 0 else -1
        movable = [n for n in parts if step > 0 or parts[n] > least]
        parts[max(movable, key=lambda n: (exact[n] - parts[n]) * step)] += step
    return parts


def _plan_operations(
    chosen: Sequence[ChosenService], around: VisitMargins
) -> tuple[TyreOperation, ...]:
    minutes: Counter[str] = Counter({RECEPTION_OPERATION: around.reception})
    asked_by: dict[str, list[str]] = {RECEPTION_OPERATION: []}
    for choice in chosen:
        for code, part in split_minutes(choice.minutes, _routing(choice.service.code)).items():
            minutes[code] += part
            asked_by.setdefault(code, []).append(choice.service.code)
    return tuple(
        _operation(row, minutes[row["code"]], asked_by[row["code"]])
        for row in read_table("operations")
        if row["code"] in asked_by
    )


def _with_caution(operation: TyreOperation, vehicle: Vehicle, limits: TyreLimits) -> TyreOperation:
    caution = find_caution(operation.code, frozenset(operation.services), vehicle, limits)
    if caution is None:
        return operation
    adult_only = operation.adult_only or caution.adult_only
    return replace(operation, caution=caution.sentence, adult_only=adult_only)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("+") if part)


def _operation(row: Mapping[str, str], minutes: int, services: Sequence[str]) -> TyreOperation:
    return TyreOperation(
        key=f"{int(row['sequence']):03d}-{row['code']}",
        code=row["code"],
        label=Bilingual(fr=row["label_fr"], en=row["label_en"]),
        minutes=minutes,
        workstation=row["workstation"],
        machine=row["machine"] or None,
        adult_only=row["adult_only"] == "yes",
        per_wheel=row["per_wheel"] == "yes",
        ppe=_split(row["ppe"]),
        hazards=_split(row["hazards"]),
        services=tuple(dict.fromkeys(services)),
    )
