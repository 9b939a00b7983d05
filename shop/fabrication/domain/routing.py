"""From quantities of work to ordered operations with their minutes."""

from collections.abc import Iterator
from dataclasses import dataclass

from shop.fabrication.domain.operations import OperationMinutes, PlannedOperation
from shop.fabrication.domain.result import WorkLoad
from shop.fabrication.domain.tariff import Tariff
from shop.fabrication.domain.welding import Weld, throat_words
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkQuantities:
    """What drives the minutes; lengths in metres, area in m², mass in kg."""

    sections: int
    small_cuts: int
    large_cuts: int
    mitre_ends: int
    sheet_cut_m: float
    nodes: int
    small_holes: int
    large_holes: int
    weld_m: float
    frame_m: float
    prepared_m2: float
    painted_coats_m2: float
    fitting_minutes: float
    mass_kg: float
    site_minutes: float
    site_people: int
    bends: int = 0
    is_repeat: bool = False
    welds: tuple[Weld, ...] = ()
    adult_only: frozenset[str] = frozenset()

    @property
    def cuts(self) -> int:
        return self.small_cuts + self.large_cuts


@dataclass(frozen=True, slots=True)
class _Step:
    code: str
    minutes: float
    quantity: float
    driver: Bilingual


_ORDER = Bilingual("commande", "order")
_CUTS = Bilingual("coupes", "cuts")
_NODES = Bilingual("assemblages", "joints")
_HOLES = Bilingual("trous", "holes")
_BENDS = Bilingual("plis", "bends")
_WELD = Bilingual("mètres de soudure", "metres of weld")
_AREA = Bilingual("m² à préparer", "m² to prepare")
_COATS = Bilingual("m² × couches", "m² × coats")
_PIECES = Bilingual("ensemble à ferrer", "assembly to fit out")
_KILOS = Bilingual("kilogrammes", "kilograms")
_SITE = Bilingual("chantier", "site")


def plan_operations(
    work: WorkQuantities, minutes: OperationMinutes, tariff: Tariff
) -> tuple[PlannedOperation, ...]:
    """Return the operations that take time, in order, each after the one before.

    The shop factor multiplies workshop minutes; fitting on site is already in person-minutes.
    """
    steps = [step for step in _steps(work, minutes) if step.minutes > 0]
    codes = [step.code for step in steps]
    return tuple(
        _planned(step, tuple(codes[max(0, place - 1) : place]), work, minutes, tariff)
        for place, step in enumerate(steps)
    )


def _steps(work: WorkQuantities, minutes: OperationMinutes) -> Iterator[_Step]:
    of = minutes.coefficient
    study = of("ETU.repeat") if work.is_repeat else of("ETU.order")
    yield _Step("ETU", study, 1, _ORDER)
    yield _Step("DEB", _sawing(work, minutes), work.cuts, _CUTS)
    yield _Step("EBA", of("EBA.cut") * work.cuts, work.cuts, _CUTS)
    yield _Step("TRA", of("TRA.node") * work.nodes, work.nodes, _NODES)
    holes = work.small_holes + work.large_holes
    drilling = of("PER.hole_small") * work.small_holes + of("PER.hole_large") * work.large_holes
    yield _Step("PER", drilling, holes, _HOLES)
    bending = of("CIN.setup") + of("CIN.bend") * work.bends if work.bends else 0.0
    yield _Step("CIN", bending, work.bends, _BENDS)
    yield _Step("POI", of("POI.node") * work.nodes, work.nodes, _NODES)
    yield _Step("SOU135", of("SOU135.weld_m") * work.weld_m, work.weld_m, _WELD)
    yield _Step("MEU", of("MEU.weld_m") * work.weld_m, work.weld_m, _WELD)
    checking = of("CTL.order") + of("CTL.node") * work.nodes + of("CTL.frame_m") * work.frame_m
    yield _Step("CTL", checking, work.nodes, _NODES)
    yield _Step("PRE", of("PRE.area") * work.prepared_m2, work.prepared_m2, _AREA)
    yield _Step("PEI", of("PEI.area_coat") * work.painted_coats_m2, work.painted_coats_m2, _COATS)
    yield _Step("FER", work.fitting_minutes, 1, _PIECES)
    yield _Step("MAN", of("MAN.order") + of("MAN.kg") * work.mass_kg, work.mass_kg, _KILOS)
    yield _Step("POS", work.site_minutes, 1, _SITE)


def _sawing(work: WorkQuantities, minutes: OperationMinutes) -> float:
    of = minutes.coefficient
    return (
        of("DEB.section") * work.sections
        + of("DEB.cut_small") * work.small_cuts
        + of("DEB.cut_large") * work.large_cuts
        + of("DEB.mitre_end") * work.mitre_ends
        + of("DEB.sheet_m") * work.sheet_cut_m
    )


def _planned(
    step: _Step,
    predecessors: tuple[str, ...],
    work: WorkQuantities,
    minutes: OperationMinutes,
    tariff: Tariff,
) -> PlannedOperation:
    definition = minutes.definitions[step.code]
    is_on_site = step.code == "POS"
    shop_factor = 1.0 if is_on_site else float(tariff.shop_factor)
    return PlannedOperation(
        code=step.code,
        label=_label(definition.label, step, work),
        minutes_reference=round(step.minutes, 1),
        minutes=round(step.minutes * shop_factor, 1),
        student_minutes=round(step.minutes * float(tariff.pupil_factor), 1),
        workstation=definition.workstation,
        machine=definition.machine,
        is_adult_only=definition.is_adult_only or step.code in work.adult_only,
        predecessors=predecessors,
        driver=step.driver,
        quantity=round(step.quantity, 2),
        ppe=definition.ppe,
        hazards=definition.hazards,
        people=work.site_people if is_on_site else 1,
    )


def _label(label: Bilingual, step: _Step, work: WorkQuantities) -> Bilingual:
    """Return the name of an operation; welding says its throats."""
    if step.code != "SOU135" or not work.welds:
        return label
    throats = throat_words(work.welds)
    return Bilingual(f"{label.fr} ({throats.fr})", f"{label.en} ({throats.en})")


def work_load(operations: tuple[PlannedOperation, ...], outside_days: int) -> WorkLoad:
    """Add the hours to find in the calendar; the study is the teacher's, hence adult hours."""
    shop = [op for op in operations if op.code != "POS"]
    adult = [op for op in shop if op.is_adult_only or op.code == "ETU"]
    student = [op for op in shop if not op.is_adult_only and op.code != "ETU"]
    site = [op for op in operations if op.code == "POS"]
    return WorkLoad(
        shop_hours=round(sum(op.minutes for op in shop) / 60, 2),
        student_hours=round(sum(op.student_minutes for op in student) / 60, 2),
        adult_hours=round(sum(op.minutes for op in adult) / 60, 2),
        fitting_hours=round(sum(op.minutes for op in site) / 60, 2),
        outside_days=outside_days,
    )
