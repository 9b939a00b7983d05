"""What to measure on a shelving before it leaves, and once it stands."""

from collections.abc import Iterator

from shop.fabrication.domain.checking import (
    BEFORE_HANDOVER,
    COATING_GAUGE,
    SPIRIT_LEVEL,
    TAPE,
    cut_checks,
    diagonals_check,
    flatness_check,
    welded_check,
)
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.materials import step_value
from shop.fabrication.domain.result import Part, PlannedCheck
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.tolerances import ToleranceTable
from shop.fabrication.domain.welding import Weld, throat_checks
from shop.fabrication.shelving.geometry import ShelvingGeometry
from shop.fabrication.shelving.spec import ShelvingSpec
from shop.kernel.text import Bilingual


def shelving_checks(
    spec: ShelvingSpec,
    rack: ShelvingGeometry,
    parts: tuple[Part, ...],
    welds: tuple[Weld, ...],
    rules: RuleSet,
    table: ToleranceTable,
) -> tuple[PlannedCheck, ...]:
    """Return checks in the order of the work: cut lengths, frames, weld, coat, assembled rack."""
    return (
        *cut_checks(parts, table),
        *_frame_checks(spec, rack, rules, table),
        *throat_checks(welds, rules),
        *_coating_checks(spec, rack, rules),
        *_assembled_checks(spec, rack, rules),
    )


def _frame_checks(
    spec: ShelvingSpec, rack: ShelvingGeometry, rules: RuleSet, table: ToleranceTable
) -> Iterator[PlannedCheck]:
    """Yield the sizes of the welded frames, in the class of heavy frames and racks."""
    grades = rules.text("shelving.tolerance")
    linear, flat = grades[0], grades[1]
    depth = Bilingual("Profondeur des échelles", "Depth of the frames")
    pitch = Bilingual("Entre deux niveaux", "Between two levels")
    square = Bilingual("Écart des diagonales des échelles", "Difference of frame diagonals")
    straight = Bilingual("Rectitude des montants", "Straightness of the uprights")
    diagonal = (spec.depth**2 + spec.height**2) ** 0.5
    yield welded_check("frame.depth", depth, spec.depth, table, linear)
    yield welded_check("frame.pitch", pitch, rack.pitch, table, linear)
    yield diagonals_check("frame.diagonals", square, diagonal, table, linear)
    yield flatness_check("frame.straightness", straight, spec.height, table, flat)


def _coating_checks(
    spec: ShelvingSpec, rack: ShelvingGeometry, rules: RuleSet
) -> Iterator[PlannedCheck]:
    if spec.finish in (Finish.GALVA, Finish.DUPLEX):
        steps = rules.text("finish.galva_microns")
        microns = float(step_value(steps, rack.post.thickness_mm) or 0)
        yield _coating("zinc", "de zinc", "Zinc", microns, (0.0, microns), "EN ISO 1461")
    if spec.finish in (Finish.POWDER, Finish.DUPLEX):
        microns = rules.number("finish.powder_microns")
        spread = rules.number("finish.powder_microns_tolerance")
        yield _coating("powder", "de poudre", "Powder", microns, (spread, spread), "EN 13438")


def _coating(
    key: str, coat_fr: str, coat_en: str, nominal: float, band: tuple[float, float], source: str
) -> PlannedCheck:
    return PlannedCheck(
        key=f"coating.{key}",
        label=Bilingual(f"Épaisseur {coat_fr}", f"{coat_en} thickness"),
        nominal=nominal,
        minus=band[0],
        plus=band[1],
        unit="µm",
        instrument=COATING_GAUGE,
        stage=BEFORE_HANDOVER,
        source=source,
    )


def _assembled_checks(
    spec: ShelvingSpec, rack: ShelvingGeometry, rules: RuleSet
) -> Iterator[PlannedCheck]:
    """Yield what is read on the rack standing; a tyre must always enter with its clearance."""
    plumb = spec.height / rules.number("shelving.plumb_ratio")
    yield PlannedCheck(
        key="plumb", label=Bilingual("Faux aplomb des montants", "Uprights out of plumb"),
        nominal=0.0, minus=0.0, plus=round(plumb, 1), unit="mm", instrument=SPIRIT_LEVEL,
        stage=BEFORE_HANDOVER, source=rules.source("shelving.plumb_ratio"),
    )  # fmt: skip
    if spec.is_rack:
        needed = spec.tyre_diameter + rules.number("shelving.tyre_clearance")
        room = max(0.0, rack.clear_height - needed)
        yield PlannedCheck(
            key="clear_height",
            label=Bilingual("Hauteur libre pour les pneus", "Free height for the tyres"),
            nominal=rack.clear_height, minus=round(room, 2), plus=room, unit="mm",
            instrument=TAPE, stage=BEFORE_HANDOVER,
            source=rules.source("shelving.tyre_clearance"),
        )  # fmt: skip
