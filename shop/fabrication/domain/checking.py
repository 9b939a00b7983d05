"""Measures to take, with the bands of the general tolerances."""

from collections.abc import Iterable, Iterator

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.materials import step_value
from shop.fabrication.domain.result import Part, PlannedCheck
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.tolerances import ToleranceTable
from shop.kernel.text import Bilingual

TAPE = Bilingual("Mètre ruban", "Tape measure")
RULER = Bilingual("Règle et cales", "Straight edge and shims")
SPIRIT_LEVEL = Bilingual("Niveau à bulle et réglet", "Spirit level and ruler")
GAUGE = Bilingual("Calibre", "Gauge")
WELD_GAUGE = Bilingual("Jauge de soudure", "Weld gauge")
COATING_GAUGE = Bilingual("Mesureur d’épaisseur", "Coating thickness gauge")

AFTER_CUTTING = "after_cutting"
AFTER_WELDING = "after_welding"
BEFORE_HANDOVER = "before_handover"


def cut_checks(parts: Iterable[Part], table: ToleranceTable) -> tuple[PlannedCheck, ...]:
    """Return one length check for each mark (ISO 2768-1, class m)."""
    return tuple(_cut_check(part, table.cut_linear(part.length_mm)) for part in parts)


def _cut_check(part: Part, tolerance: float) -> PlannedCheck:
    return PlannedCheck(
        key=f"cut.{part.mark}",
        label=Bilingual(
            f"Longueur de {part.mark} ({part.name.fr.lower()})",
            f"Length of {part.mark} ({part.name.en.lower()})",
        ),
        nominal=part.length_mm,
        minus=tolerance,
        plus=tolerance,
        unit="mm",
        instrument=TAPE,
        stage=AFTER_CUTTING,
        source="ISO 2768-1 m",
    )


def welded_check(
    key: str, label: Bilingual, nominal: float, table: ToleranceTable, grade: str = "B"
) -> PlannedCheck:
    """Return a length check of a welded assembly (ISO 13920, class B unless said)."""
    tolerance = table.welded_linear(nominal, grade)
    return PlannedCheck(
        key=key, label=label, nominal=nominal, minus=tolerance, plus=tolerance, unit="mm",
        instrument=TAPE, stage=AFTER_WELDING, source=f"ISO 13920-{grade}",
    )  # fmt: skip


def diagonals_check(
    key: str, label: Bilingual, diagonal: float, table: ToleranceTable, grade: str = "B"
) -> PlannedCheck:
    """Return the difference allowed between two diagonals: square when it is zero."""
    return PlannedCheck(
        key=key, label=label, nominal=0.0, minus=0.0, plus=table.welded_linear(diagonal, grade),
        unit="mm", instrument=TAPE, stage=AFTER_WELDING, source=f"ISO 13920-{grade}",
    )  # fmt: skip


def flatness_check(
    key: str, label: Bilingual, longest: float, table: ToleranceTable, grade: str = "F"
) -> PlannedCheck:
    """Return the twist allowed over the longest side (ISO 13920, class F unless said)."""
    return PlannedCheck(
        key=key, label=label, nominal=0.0, minus=0.0, plus=table.welded_flatness(longest, grade),
        unit="mm", instrument=RULER, stage=AFTER_WELDING, source=f"ISO 13920-{grade}",
    )  # fmt: skip


def coating_checks(finish: Finish, thickness_mm: float, rules: RuleSet) -> Iterator[PlannedCheck]:
    """Yield the thickness of zinc on this wall of steel, and of powder (EN ISO 1461, EN 13438)."""
    if finish in (Finish.GALVA, Finish.DUPLEX):
        microns = float(step_value(rules.text("finish.galva_microns"), thickness_mm) or 0)
        yield _coating("zinc", "de zinc", "Zinc", microns, (0.0, microns), "EN ISO 1461")
    if finish in (Finish.POWDER, Finish.DUPLEX):
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
