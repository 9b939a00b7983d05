"""From pieces to marked parts, and from parts to masses, areas and the bill of materials."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shop.fabrication.domain.codec import NO_TEXT
from shop.fabrication.domain.cutting import CutLine
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.result import (
    BomKind,
    BomLine,
    HardwareItem,
    Part,
    Plate,
    VentHole,
)
from shop.fabrication.domain.steel import Section, SectionTable, SheetTable
from shop.kernel.text import Bilingual

SQUARE_CUT = 90.0
MM2_PER_M2 = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A bar piece before it has a mark; `letter` starts its mark."""

    role: str
    letter: str
    name: Bilingual
    section: Section
    length_mm: float
    quantity: int = 1
    angle_left: float = SQUARE_CUT
    angle_right: float = SQUARE_CUT
    note: Bilingual = NO_TEXT


def rounded(length_mm: float) -> float:
    """Round a length to the hundredth of a millimetre."""
    return round(length_mm, 2)


def mark_parts(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """Join equal pieces and number them by letter, in the order in which they come."""
    counts: dict[Piece, int] = {}
    for piece in pieces:
        one = _single(piece)
        counts[one] = counts.get(one, 0) + piece.quantity
    numbers: dict[str, int] = {}
    parts = []
    for piece, quantity in counts.items():
        if quantity > 0:
            numbers[piece.letter] = numbers.get(piece.letter, 0) + 1
            parts.append(_part(piece, f"{piece.letter}{numbers[piece.letter]}", quantity))
    return tuple(parts)


def _single(piece: Piece) -> Piece:
    return Piece(
        role=piece.role,
        letter=piece.letter,
        name=piece.name,
        section=piece.section,
        length_mm=rounded(piece.length_mm),
        angle_left=piece.angle_left,
        angle_right=piece.angle_right,
        note=piece.note,
    )


def _part(piece: Piece, mark: str, quantity: int) -> Part:
    return Part(
        mark=mark,
        role=piece.role,
        name=piece.name,
        section=piece.section.designation,
        length_mm=piece.length_mm,
        quantity=quantity,
        mass_kg=round(piece.section.mass_kg(piece.length_mm), 4),
        angle_left=piece.angle_left,
        angle_right=piece.angle_right,
        note=piece.note,
    )


def cut_list(parts: Iterable[Part]) -> tuple[CutLine, ...]:
    """Return the rows that the pupil takes to the saw."""
    return tuple(
        CutLine(
            mark=part.mark,
            name=part.name,
            section=part.section,
            length_mm=part.length_mm,
            quantity=part.quantity,
            angle_left=part.angle_left,
            angle_right=part.angle_right,
            note=part.note,
        )
        for part in parts
    )


def total_mass(parts: Iterable[Part], plates: Iterable[Plate]) -> float:
    """Return kilograms of all bars and sheets, hardware not included."""
    return sum(part.mass_kg * part.quantity for part in parts) + sum(
        plate.mass_kg * plate.quantity for plate in plates
    )


def mass_by_kind(
    parts: Iterable[Part], plates: Iterable[Plate], sections: SectionTable, sheets: SheetTable
) -> dict[str, float]:
    """Return kilograms by kind of section or sheet, the key of the price list."""
    masses: dict[str, float] = {}
    for part in parts:
        kind = sections.get_section(part.section).kind
        masses[kind] = masses.get(kind, 0.0) + part.mass_kg * part.quantity
    for plate in plates:
        kind = sheets.get_sheet(plate.sheet).kind
        masses[kind] = masses.get(kind, 0.0) + plate.mass_kg * plate.quantity
    return masses


def plate_area_m2(plate: Plate) -> float:
    """Return the area of one face of all plates of this kind."""
    return plate.width_mm * plate.height_mm / MM2_PER_M2 * plate.quantity


def paint_area(
    parts: Iterable[Part], plates: Iterable[Plate], sections: SectionTable, sheets: SheetTable
) -> float:
    """Return square metres seen from outside; overlaps are not deducted."""
    bars = sum(
        sections.get_section(part.section).paint_area_m2_per_m
        * part.length_mm
        * part.quantity
        / 1000
        for part in parts
    )
    return bars + sum(
        sheets.get_sheet(plate.sheet).paint_area_m2_per_m2 * plate_area_m2(plate)
        for plate in plates
    )


def inner_area(parts: Iterable[Part], sections: SectionTable) -> float:
    """Return square metres inside hollow sections, which zinc covers as well."""
    return sum(
        sections.get_section(part.section).inner_area_m2_per_m
        * part.length_mm
        * part.quantity
        / 1000
        for part in parts
    )


def bill_of_materials(
    parts: Iterable[Part],
    plates: Iterable[Plate],
    hardware: Iterable[HardwareItem],
    sections: SectionTable,
    sheets: SheetTable,
) -> tuple[BomLine, ...]:
    """Return metres by section, square metres by sheet, then hardware by the piece."""
    lengths: dict[str, float] = {}
    for part in parts:
        lengths[part.section] = lengths.get(part.section, 0.0) + part.length_mm * part.quantity
    areas: dict[str, float] = {}
    for plate in plates:
        areas[plate.sheet] = areas.get(plate.sheet, 0.0) + plate_area_m2(plate)
    lines = [
        _bom_line(BomKind.SECTION, name, mm / 1000, "m", sections.get_section(name).mass_kg(mm))
        for name, mm in lengths.items()
    ]
    lines += [
        _bom_line(BomKind.SHEET, name, area, "m²", sheets.get_sheet(name).mass_kg_per_m2 * area)
        for name, area in areas.items()
    ]
    return (*lines, *(_hardware_line(item) for item in hardware))


def _bom_line(kind: BomKind, name: str, quantity: float, unit: str, mass: float) -> BomLine:
    return BomLine(
        kind=kind,
        designation=name,
        name=Bilingual(name, name),
        quantity=round(quantity, 3),
        unit=unit,
        mass_kg=round(mass, 3),
    )


def _hardware_line(item: HardwareItem) -> BomLine:
    return BomLine(
        kind=BomKind.HARDWARE,
        designation=item.key,
        name=item.name,
        quantity=float(item.quantity),
        unit="u",
        mass_kg=0.0,
    )


def step_value(steps: str, measure: float) -> str | None:
    """Read `50=14 | 60=16`: the value of the first step not under the measure, or None."""
    for step in steps.split("|"):
        limit, _, value = step.partition("=")
        if measure <= float(limit):
            return value.strip()
    return None


def vent_holes(
    parts: Iterable[Part], rules: RuleSet, sections: SectionTable
) -> tuple[VentHole, ...]:
    """Return two holes by hollow part, at both ends on a diagonal (EN ISO 14713-2)."""
    counts: dict[str, int] = {}
    for part in parts:
        if sections.get_section(part.section).is_hollow:
            counts[part.section] = counts.get(part.section, 0) + 2 * part.quantity
    steps = rules.text("finish.vent_holes")
    return tuple(
        VentHole(section=name, diameter_mm=_vent_diameter(steps, name, sections), quantity=quantity)
        for name, quantity in counts.items()
    )


def _vent_diameter(steps: str, name: str, sections: SectionTable) -> float:
    found = step_value(steps, sections.get_section(name).depth_mm)
    return float(found if found is not None else steps.rpartition("=")[2])


def facts_of(values: Mapping[str, float]) -> dict[str, float]:
    """Round named numbers to four decimals so that they read the same everywhere."""
    return {name: round(float(value), 4) for name, value in values.items()}
