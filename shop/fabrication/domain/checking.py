"""Measures to take, with the bands of the general tolerances."""

from collections.abc import Iterable

from shop.fabrication.domain.result import Part, PlannedCheck
from shop.fabrication.domain.tolerances import ToleranceTable
from shop.kernel.text import Bilingual

TAPE = Bilingual("Mètre ruban", "Tape measure")
RULER = Bilingual("Règle et cales", "Straight edge and shims")
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


def welded_check(key: str, label: Bilingual, nominal: float, table: ToleranceTable) -> PlannedCheck:
    """Return a length check of a welded assembly (ISO 13920, class B)."""
    tolerance = table.welded_linear(nominal)
    return PlannedCheck(
        key=key, label=label, nominal=nominal, minus=tolerance, plus=tolerance, unit="mm",
        instrument=TAPE, stage=AFTER_WELDING, source="ISO 13920-B",
    )  # fmt: skip


def diagonals_check(
    key: str, label: Bilingual, diagonal: float, table: ToleranceTable
) -> PlannedCheck:
    """Return the difference allowed between two diagonals: square when it is zero."""
    return PlannedCheck(
        key=key, label=label, nominal=0.0, minus=0.0, plus=table.welded_linear(diagonal),
        unit="mm", instrument=TAPE, stage=AFTER_WELDING, source="ISO 13920-B",
    )  # fmt: skip


def flatness_check(
    key: str, label: Bilingual, longest: float, table: ToleranceTable
) -> PlannedCheck:
    """Return the twist allowed over the longest side (ISO 13920, class F)."""
    return PlannedCheck(
        key=key, label=label, nominal=0.0, minus=0.0, plus=table.welded_flatness(longest),
        unit="mm", instrument=RULER, stage=AFTER_WELDING, source="ISO 13920-F",
    )  # fmt: skip
