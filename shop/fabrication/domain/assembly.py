"""The last steps that every family takes: routing, cut plan, price, result."""

from collections.abc import Mapping
from dataclasses import dataclass

from shop.fabrication.domain.bars import Saw, plan_cuts
from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.cutting import CutLine, CutPlan
from shop.fabrication.domain.elevation import Elevation
from shop.fabrication.domain.estimate import CostDrivers, estimate_price, whole_bars
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.materials import bill_of_materials, cut_list, mass_by_kind
from shop.fabrication.domain.operations import PlannedOperation
from shop.fabrication.domain.result import (
    RESULT_SCHEMA,
    Dimension,
    FabricationResult,
    PlannedCheck,
    price_kind,
)
from shop.fabrication.domain.routing import WorkQuantities, plan_operations, work_load
from shop.fabrication.domain.tariff import Finish, PriceBreakdown
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Costed:
    """A bill with its cut plan, its operations and its price."""

    bill: Bill
    cut_lines: tuple[CutLine, ...]
    cut_plan: CutPlan
    operations: tuple[PlannedOperation, ...]
    price: PriceBreakdown
    outside_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """How a product is named, shown, measured and described in numbers."""

    title: Bilingual
    facts: Mapping[str, float]
    dimensions: tuple[Dimension, ...]
    checks: tuple[PlannedCheck, ...]
    elevation: Elevation


def cost_bill(
    bill: Bill, work: WorkQuantities, finish: Finish, is_delivered: bool, basis: Basis
) -> Costed:
    """Plan the saw and the operations, then price them."""
    tables = basis.tables
    lines = cut_list(bill.parts)
    plan = plan_cuts(lines, tables.sections, Saw.from_rules(basis.rules))
    bars = whole_bars(plan, tables.sections, basis.tariff)
    in_bars = {one.section for one in bars}
    weighed = tuple(part for part in bill.parts if part.section not in in_bars)
    operations = plan_operations(work, basis.minutes, basis.tariff)
    drivers = CostDrivers(
        mass_by_kind=mass_by_kind(weighed, bill.plates, tables.sections, tables.sheets),
        bars=bars,
        hardware=bill.hardware,
        finish=finish,
        mass_kg=bill.mass_kg,
        area_m2=bill.area_m2,
        operations=operations,
        is_delivered=is_delivered,
    )
    return Costed(
        bill=bill,
        cut_lines=lines,
        cut_plan=plan,
        operations=operations,
        price=estimate_price(drivers, basis.tariff),
        outside_days=int(basis.rules.number(f"finish.{finish}.outside_days")),
    )


def assemble_result(
    family: str,
    spec: Data,
    costed: Costed,
    shown: Presentation,
    findings: tuple[Finding, ...],
    basis: Basis,
) -> FabricationResult:
    """Put everything in the one frozen answer."""
    bill, tables = costed.bill, basis.tables
    return FabricationResult(
        schema=RESULT_SCHEMA,
        family=family,
        title=shown.title,
        spec=spec.to_data(),
        facts=shown.facts,
        dimensions=shown.dimensions,
        parts=bill.parts,
        plates=bill.plates,
        hardware=bill.hardware,
        bom=bill_of_materials(
            bill.parts, bill.plates, bill.hardware, tables.sections, tables.sheets
        ),
        cut_lines=costed.cut_lines,
        cut_plan=costed.cut_plan,
        operations=costed.operations,
        checks=shown.checks,
        mass_kg=bill.mass_kg,
        heaviest_part_kg=bill.heaviest_part_kg,
        paint_area_m2=bill.area_m2,
        zinc_area_m2=bill.zinc_m2,
        vent_holes=bill.vents,
        price=costed.price,
        price_kind=price_kind(findings),
        load=work_load(costed.operations, costed.outside_days),
        elevation=shown.elevation,
        findings=findings,
        rules_version=basis.rules.version,
        tariff_version=basis.tariff.version,
    )
