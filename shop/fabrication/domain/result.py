"""The whole answer of the engine, frozen with each quote."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shop.fabrication.domain.codec import NO_TEXT, Data
from shop.fabrication.domain.cutting import CutLine, CutPlan
from shop.fabrication.domain.elevation import Elevation
from shop.fabrication.domain.findings import Finding, Level, has_level
from shop.fabrication.domain.operations import PlannedOperation
from shop.fabrication.domain.tariff import PriceBreakdown
from shop.fabrication.domain.views import DrawingSet
from shop.kernel.money import Money
from shop.kernel.text import Bilingual

RESULT_SCHEMA = 1


class PriceKind(StrEnum):
    """FIRM: binding. ESTIMATE: shown as a range. QUOTE: indicative, a person must price it."""

    FIRM = "firm"
    ESTIMATE = "estimate"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Data):
    """One kind of piece cut from a bar; the mass is of one piece."""

    mark: str
    role: str
    name: Bilingual
    section: str
    length_mm: float
    quantity: int
    mass_kg: float
    angle_left: float = 90.0
    angle_right: float = 90.0
    note: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate(Data):
    """One kind of piece cut from a sheet; the mass is of one piece."""

    mark: str
    role: str
    name: Bilingual
    sheet: str
    width_mm: float
    height_mm: float
    thickness_mm: float
    quantity: int
    mass_kg: float
    note: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class HardwareItem(Data):
    """Something bought ready made."""

    key: str
    name: Bilingual
    quantity: int
    unit_price: Money


class BomKind(StrEnum):
    SECTION = "section"
    SHEET = "sheet"
    HARDWARE = "hardware"


@dataclass(frozen=True, slots=True, kw_only=True)
class BomLine(Data):
    """One line of the bill of materials: metres of a section, square metres of sheet, or pieces."""

    kind: BomKind
    designation: str
    name: Bilingual
    quantity: float
    unit: str
    mass_kg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCheck(Data):
    """One measure to take, with the band in which it is good."""

    key: str
    label: Bilingual
    nominal: float
    minus: float
    plus: float
    unit: str
    instrument: Bilingual
    stage: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VentHole(Data):
    """Holes that let zinc in and air out of one hollow section."""

    section: str
    diameter_mm: float
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLoad(Data):
    """Hours to find in the calendar; student hours are never charged."""

    shop_hours: float
    student_hours: float
    adult_hours: float
    fitting_hours: float
    outside_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension(Data):
    """One named number of the drawing, for the table beside it, as rounded as it is drawn.

    A count has no unit.
    """

    key: str
    label: Bilingual
    value: float
    unit: str = "mm"


def shown_length(
    key: str, label_fr: str, label_en: str, value: float, places: int = 1
) -> Dimension:
    """Return a length in mm, to the tenth that a tape can show; voids are told to a hundredth."""
    return Dimension(key=key, label=Bilingual(label_fr, label_en), value=round(value, places))


def shown_count(key: str, label_fr: str, label_en: str, number: int) -> Dimension:
    """Return how many pieces of a kind there are."""
    return Dimension(key=key, label=Bilingual(label_fr, label_en), value=float(number), unit="")


@dataclass(frozen=True, slots=True, kw_only=True)
class FabricationResult(Data):
    """Everything that follows from a spec; `facts` are named numbers for exercises and pages.

    `drawings` is None on a page of the shop, which needs an answer at once, and in what was
    frozen before there were drawing sets; `registry.freeze` fills it for a quote or an order.
    """

    schema: int
    family: str
    title: Bilingual
    spec: Mapping[str, Any]
    facts: Mapping[str, float]
    dimensions: tuple[Dimension, ...]
    parts: tuple[Part, ...]
    plates: tuple[Plate, ...]
    hardware: tuple[HardwareItem, ...]
    bom: tuple[BomLine, ...]
    cut_lines: tuple[CutLine, ...]
    cut_plan: CutPlan
    operations: tuple[PlannedOperation, ...]
    checks: tuple[PlannedCheck, ...]
    mass_kg: float
    heaviest_part_kg: float
    paint_area_m2: float
    zinc_area_m2: float
    vent_holes: tuple[VentHole, ...]
    price: PriceBreakdown
    price_kind: PriceKind
    load: WorkLoad
    elevation: Elevation
    findings: tuple[Finding, ...]
    rules_version: str
    tariff_version: str
    drawings: DrawingSet | None = None

    @property
    def handover_reasons(self) -> tuple[Finding, ...]:
        """Return why a person must price this wish; empty when the shop may sell it alone."""
        return tuple(finding for finding in self.findings if finding.level is Level.QUOTE)

    @property
    def minutes_reference(self) -> float:
        """Return the ideal workshop minutes, fitting on site not included."""
        return round(sum(op.minutes_reference for op in self.operations if op.people == 1), 1)

    @property
    def minutes(self) -> float:
        """Return the minutes of the shop that enter the price, fitting not included."""
        return round(sum(op.minutes for op in self.operations if op.people == 1), 1)


def price_kind(findings: tuple[Finding, ...]) -> PriceKind:
    """Return how binding a price is, from the gravest remark."""
    if has_level(findings, Level.QUOTE) or has_level(findings, Level.REFUSE):
        return PriceKind.QUOTE
    return PriceKind.ESTIMATE if has_level(findings, Level.ESTIMATE) else PriceKind.FIRM
