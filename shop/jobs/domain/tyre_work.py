"""From the plan of a tyre visit to the draft of a card: the wheel sheet and its steps."""

from collections.abc import Iterator

from shop.jobs.domain.content import CardCheck, CardContent, CardOperation, Demander, KeyDimension
from shop.jobs.domain.learning import TRANSFERS, TYRE_ROLES, competencies_for, questions_for
from shop.jobs.domain.workshop import BEFORE_THE_STOP, CONFIRMED_BY_TEACHER
from shop.kernel.actor import Section
from shop.tyres.domain.checks import CheckScope, TyreCheck
from shop.tyres.domain.services import ServiceUnit
from shop.tyres.domain.wheel_sheet import AXLES, POSITION_LABELS, WheelPosition
from shop.tyres.domain.work_plan import TyreOperation, TyreWorkPlan

AXLE_LABELS = {"FRONT": "Essieu avant", "REAR": "Essieu arrière"}
AXLE_WHEELS = {CheckScope.FRONT_WHEELS: AXLES[0], CheckScope.REAR_WHEELS: AXLES[1]}
INSTRUMENTS = {
    "MARKING": "Les yeux",
    "TREAD": "Jauge de profondeur",
    "TREAD_AXLE": "Jauge de profondeur",
    "DOT": "Les yeux",
    "FLANK": "Les yeux et la main",
    "WEAR": "Les yeux et la main",
    "BRAKES": "Les yeux",
    "PRESSURE_BEFORE": "Manomètre",
    "BALANCE": "Équilibreuse",
    "TORQUE": "Clé dynamométrique",
    "PRESSURE_FRONT": "Manomètre",
    "PRESSURE_REAR": "Manomètre",
}
FAMILY = "tyres"


def from_tyre_plan(plan: TyreWorkPlan, *, title: str, demander: Demander) -> CardContent:
    """Return the complete draft of a tyre visit. The plate stays on the repair order."""
    operations = tuple(_operations(plan))
    return CardContent(
        family=FAMILY,
        section=Section.TYRES,
        title=title,
        demander=demander,
        purpose=f"Le client est {demander.label}. Il attend sa voiture.",
        quality=_quality(plan),
        dimensions=tuple(_known_values(plan)),
        operations=operations,
        checks=tuple(_checks(plan, operations)),
        competencies=competencies_for(operations),
        questions=questions_for(FAMILY),
        roles=TYRE_ROLES,
        transfer=TRANSFERS[FAMILY],
        facts=_facts(plan),
        words=_words(plan),
    )


def _operations(plan: TyreWorkPlan) -> Iterator[CardOperation]:
    before: tuple[str, ...] = ()
    for operation in plan.operations:
        yield _operation(operation, before)
        before = (operation.key,)


def _operation(operation: TyreOperation, before: tuple[str, ...]) -> CardOperation:
    return CardOperation(
        key=operation.key,
        code=operation.code,
        label=operation.label.fr,
        minutes=operation.minutes,
        workstation=operation.workstation,
        machine=operation.machine or "",
        adult_only=operation.adult_only,
        ppe=operation.ppe,
        hazards=operation.hazards,
        after=before,
        behind_stop=operation.code not in BEFORE_THE_STOP,
        needs_teacher=operation.code in CONFIRMED_BY_TEACHER,
        check=operation.caution.fr if operation.caution else "",
    )


def _quality(plan: TyreWorkPlan) -> tuple[str, ...]:
    services = ", ".join(
        f"{choice.service.label.fr} × {choice.quantity}"
        if choice.quantity > 1
        else choice.service.label.fr
        for choice in plan.services
    )
    return (services, "La voiture repart sûre : un adulte signe avant de la rendre")


def _known_values(plan: TyreWorkPlan) -> Iterator[KeyDimension]:
    vehicle = plan.vehicle
    if vehicle.torque_nm is not None:
        yield KeyDimension(label="Couple de serrage", value=vehicle.torque_nm, unit="N·m")
    for label, pressure in (
        ("Pression avant", vehicle.pressure_front_bar),
        ("Pression arrière", vehicle.pressure_rear_bar),
    ):
        if pressure is not None:
            yield KeyDimension(label=label, value=float(pressure), unit="bar")


def _checks(plan: TyreWorkPlan, operations: tuple[CardOperation, ...]) -> Iterator[CardCheck]:
    keys = {operation.code: operation.key for operation in operations}
    for check in plan.checks:
        for suffix, place in _places(check, plan):
            yield CardCheck(
                key=f"{check.code}.{suffix}" if suffix else check.code,
                label=check.label.fr,
                unit="N·m" if check.unit == "Nm" else check.unit,
                nominal=check.target,
                lowest=check.lowest,
                highest=check.highest,
                oldest_years=check.oldest_years,
                instrument=INSTRUMENTS.get(check.code, ""),
                operation=keys.get(check.operation, ""),
                place=place,
                adult_only=check.adult_only,
                source=check.source,
                points=tuple(point.fr for point in check.points),
                is_noted=check.is_noted,
                is_marking=check.is_marking,
                is_optional=suffix == WheelPosition.SPARE,
            )


def _places(check: TyreCheck, plan: TyreWorkPlan) -> Iterator[tuple[str, str]]:
    wheels = _wheels(check.scope, plan)
    if wheels:
        yield from ((wheel.value, POSITION_LABELS[wheel].fr) for wheel in wheels)
    elif check.scope is CheckScope.AXLE:
        yield from AXLE_LABELS.items()
    else:
        yield "", ""


def _wheels(scope: CheckScope, plan: TyreWorkPlan) -> tuple[WheelPosition, ...]:
    if scope is CheckScope.EVERY_WHEEL:
        return (*plan.wheels, WheelPosition.SPARE)
    if scope is CheckScope.WHEEL:
        return plan.wheels
    return tuple(wheel for wheel in AXLE_WHEELS.get(scope, ()) if wheel in plan.wheels)


def _facts(plan: TyreWorkPlan) -> dict[str, float]:
    facts: dict[str, float] = {"wheel_count": wheel_count(plan)}
    codes = {operation.code for operation in plan.operations}
    if "TYRE_ON" in codes:
        facts["tyre_count"] = facts["wheel_count"]
    if "VALVE" in codes:
        facts["valve_count"] = facts["wheel_count"]
    if plan.vehicle.torque_nm is not None:
        facts["torque_nm"] = plan.vehicle.torque_nm
    front, rear = plan.vehicle.pressure_front_bar, plan.vehicle.pressure_rear_bar
    if front is not None and front == rear:
        facts["pressure_bar"] = float(front)
    for check in plan.checks:
        if check.code == "TREAD" and check.lowest is not None:
            facts["tread_limit_mm"] = float(check.lowest)
        if check.code == "BALANCE" and check.highest is not None:
            facts["residual_g"] = float(check.highest)
    return facts


def wheel_count(plan: TyreWorkPlan) -> int:
    """Return how many wheels are worked on: as many as were bought, else all of them."""
    per_wheel = [
        choice.quantity
        for choice in plan.services
        if choice.service.unit in (ServiceUnit.WHEEL, ServiceUnit.TYRE)
    ]
    whole = any(choice.service.unit is ServiceUnit.VEHICLE for choice in plan.services)
    return len(plan.wheels) if whole or not per_wheel else min(len(plan.wheels), max(per_wheel))


def _words(plan: TyreWorkPlan) -> dict[str, str]:
    words = {"product": plan.vehicle.title or "une voiture"}
    if plan.vehicle.tyre_front:
        words["tyre_size"] = plan.vehicle.tyre_front
    return words
