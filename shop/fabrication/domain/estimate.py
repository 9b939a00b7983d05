"""From masses, areas and minutes to a price that never depends on a solver."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from shop.fabrication.domain.cutting import Bar, CutPlan
from shop.fabrication.domain.operations import PlannedOperation
from shop.fabrication.domain.result import HardwareItem
from shop.fabrication.domain.steel import SectionTable
from shop.fabrication.domain.tariff import Finish, PriceBreakdown, Tariff, WholeBars
from shop.kernel.money import Money, total

ONE = Decimal(1)
MINUTES_PER_HOUR = Decimal(60)
MM_PER_M = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CostDrivers:
    """What the money follows; masses in kg by kind of section or sheet, area in m².

    What is paid for in whole `bars` is not in `mass_by_kind`.
    """

    mass_by_kind: Mapping[str, float]
    bars: tuple[WholeBars, ...]
    hardware: tuple[HardwareItem, ...]
    finish: Finish
    mass_kg: float
    area_m2: float
    operations: tuple[PlannedOperation, ...]
    is_delivered: bool


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))


def estimate_price(drivers: CostDrivers, tariff: Tariff) -> PriceBreakdown:
    """Return every line of the price, net of VAT; margin is a share of the selling price."""
    shop_minutes = sum(
        _decimal(op.minutes_reference) for op in drivers.operations if op.people == 1
    )
    site_minutes = sum(_decimal(op.minutes_reference) for op in drivers.operations if op.people > 1)
    hours = shop_minutes * tariff.shop_factor / MINUTES_PER_HOUR
    site_hours = site_minutes / MINUTES_PER_HOUR
    material = material_cost(drivers.mass_by_kind, tariff)
    material += total(bars.amount for bars in drivers.bars)
    hardware = total(item.unit_price * item.quantity for item in drivers.hardware)
    surface = surface_cost(drivers.finish, drivers.mass_kg, drivers.area_m2, tariff)
    labour = Money.from_euros(hours * tariff.hourly_rate)
    fitting = Money.from_euros(site_hours * tariff.fitting_rate)
    transport = Money.from_euros(
        tariff.decimal("transport.delivery") if drivers.is_delivered else Decimal(0)
    )
    cost = total((material, hardware, surface, labour, fitting, transport))
    overhead = cost.scaled(tariff.decimal("price.overhead"))
    exact = (cost + overhead).euros / (ONE - tariff.decimal("price.margin"))
    before_rounding = Money.from_euros(exact)
    net = _round_up(before_rounding, tariff.decimal("price.rounding"))
    spread = tariff.decimal("price.range")
    return PriceBreakdown(
        material=material, hardware=hardware, surface=surface, labour=labour, fitting=fitting,
        transport=transport, cost=cost, overhead=overhead,
        margin=before_rounding - cost - overhead,
        net_before_rounding=before_rounding, net=net,
        range_low=_round_down(net.scaled(ONE - spread), tariff.decimal("price.rounding")),
        range_high=_round_up(net.scaled(ONE + spread), tariff.decimal("price.rounding")),
        labour_hours=round(float(hours), 2), fitting_hours=round(float(site_hours), 2),
        hourly_rate=tariff.hourly_rate, tariff_version=tariff.version,
        bars=drivers.bars,
    )  # fmt: skip


def material_cost(mass_by_kind: Mapping[str, float], tariff: Tariff) -> Money:
    """Return kilograms × (1 + scrap) × euros per kilogram; each kind is weighed to 100 g."""
    euros = sum(
        (
            _decimal(round(mass, 1)) * tariff.price_per_kg(kind)
            for kind, mass in mass_by_kind.items()
        ),
        start=Decimal(0),
    )
    return Money.from_euros(euros * (ONE + tariff.scrap))


def whole_bars(plan: CutPlan, sections: SectionTable, tariff: Tariff) -> tuple[WholeBars, ...]:
    """Return the bars that the cut list takes of the sections sold by the bar, at their price.

    A bar is its own mass × euros per kilogram; its offcut is paid for, so no scrap is added.
    Refused when the price list names a section that is not in the table.
    """
    by_bar = tariff.sold_by_bar
    for name in sorted(by_bar):
        sections.get_section(name)
    return tuple(
        _bars_of(plan_of.section, plan_of.bars, sections, tariff)
        for plan_of in plan.sections
        if plan_of.section in by_bar
    )


def _bars_of(name: str, bars: tuple[Bar, ...], sections: SectionTable, tariff: Tariff) -> WholeBars:
    section = sections.get_section(name)
    mass = round(len(bars) * section.stock_length_mm / MM_PER_M * section.mass_kg_per_m, 1)
    return WholeBars(
        section=name,
        count=len(bars),
        length_mm=section.stock_length_mm,
        mass_kg=mass,
        amount=Money.from_euros(_decimal(mass) * tariff.price_per_kg(section.kind)),
    )


def surface_cost(finish: Finish, mass_kg: float, area_m2: float, tariff: Tariff) -> Money:
    """Return the cost by area and by mass, each with its minimum charge when it applies."""
    by_area = _decimal(area_m2) * tariff.decimal(f"surface.{finish}.per_m2")
    by_mass = _decimal(mass_kg) * tariff.decimal(f"surface.{finish}.per_kg")
    if by_area:
        by_area = max(by_area, tariff.decimal(f"surface.{finish}.minimum_m2"))
    if by_mass:
        by_mass = max(by_mass, tariff.decimal(f"surface.{finish}.minimum_kg"))
    return Money.from_euros(by_area + by_mass)


def _round_up(amount: Money, step: Decimal) -> Money:
    if not step:
        return amount
    steps = (amount.euros / step).to_integral_value(rounding=ROUND_CEILING)
    return Money.from_euros(steps * step)


def _round_down(amount: Money, step: Decimal) -> Money:
    return Money.from_euros(amount.euros // step * step) if step else amount
