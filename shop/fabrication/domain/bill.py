"""Parts, sheets and hardware of one product, weighed and measured."""

from dataclasses import dataclass

from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import inner_area, paint_area, total_mass, vent_holes
from shop.fabrication.domain.result import HardwareItem, Part, Plate, VentHole
from shop.fabrication.domain.tariff import Finish

ZINC_FINISHES = frozenset({Finish.GALVA, Finish.DUPLEX})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What a product is made of; masses and areas are rounded as they are charged."""

    parts: tuple[Part, ...]
    plates: tuple[Plate, ...]
    hardware: tuple[HardwareItem, ...]
    vents: tuple[VentHole, ...]
    mass_kg: float
    heaviest_part_kg: float
    area_m2: float
    zinc_m2: float


def weigh_bill(
    parts: tuple[Part, ...],
    plates: tuple[Plate, ...],
    hardware: tuple[HardwareItem, ...],
    finish: Finish,
    heaviest_part_kg: float,
    basis: Basis,
) -> Bill:
    """Add masses (to 100 g) and areas (to 1 dm²); zinc also covers the inside of tubes."""
    sections, sheets = basis.tables.sections, basis.tables.sheets
    area = paint_area(parts, plates, sections, sheets)
    has_zinc = finish in ZINC_FINISHES
    mass = round(total_mass(parts, plates), 1)
    return Bill(
        parts=parts,
        plates=plates,
        hardware=hardware,
        vents=vent_holes(parts, basis.rules, sections) if has_zinc else (),
        mass_kg=mass,
        heaviest_part_kg=min(mass, round(heaviest_part_kg, 1)),  # pieces are rounded one by one
        area_m2=round(area, 2),
        zinc_m2=round(area + inner_area(parts, sections), 2) if has_zinc else 0.0,
    )
