"""What to measure on a gate before it leaves."""

from collections.abc import Iterator

from shop.fabrication.domain.checking import (
    AFTER_WELDING,
    BEFORE_HANDOVER,
    COATING_GAUGE,
    GAUGE,
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
from shop.fabrication.gate.geometry import GateGeometry, Leaf
from shop.fabrication.gate.spec import GateSpec
from shop.kernel.text import Bilingual


def gate_checks(
    spec: GateSpec,
    gate: GateGeometry,
    parts: tuple[Part, ...],
    welds: tuple[Weld, ...],
    rules: RuleSet,
    table: ToleranceTable,
) -> tuple[PlannedCheck, ...]:
    """Return checks in the order of the work: cut lengths, leaves, voids, weld, gaps, coat."""
    return (
        *cut_checks(parts, table),
        *(
            check
            for number, leaf in enumerate(gate.leaves, start=1)
            for check in _leaf_checks(number, leaf, table)
        ),
        *_void_check(spec, gate, table),
        *throat_checks(welds, rules),
        *_gap_checks(spec, table),
        *_coating_check(spec, gate, rules),
    )


def _leaf_checks(number: int, leaf: Leaf, table: ToleranceTable) -> Iterator[PlannedCheck]:
    name_fr, name_en = f"vantail {number}", f"leaf {number}"
    key = f"leaf{number}"
    yield welded_check(
        f"{key}.width", Bilingual(f"Largeur {name_fr}", f"Width, {name_en}"), leaf.width, table
    )
    yield welded_check(
        f"{key}.height", Bilingual(f"Hauteur {name_fr}", f"Height, {name_en}"), leaf.height, table
    )
    yield diagonals_check(
        f"{key}.diagonals",
        Bilingual(f"Écart des diagonales {name_fr}", f"Difference of diagonals, {name_en}"),
        leaf.diagonal,
        table,
    )
    yield flatness_check(
        f"{key}.flatness",
        Bilingual(f"Planéité {name_fr}", f"Flatness, {name_en}"),
        max(leaf.width, leaf.height),
        table,
    )


def _void_check(
    spec: GateSpec, gate: GateGeometry, table: ToleranceTable
) -> Iterator[PlannedCheck]:
    bars = gate.first_bars
    if bars is not None:
        yield PlannedCheck(
            key="void",
            label=Bilingual(
                f"Vide entre barreaux (le calibre de {spec.max_void:.0f} ne passe pas)",
                f"Void between bars (the {spec.max_void:.0f} gauge does not pass)",
            ),
            nominal=bars.void,
            minus=table.welded_linear(bars.void),
            plus=round(max(0.0, spec.max_void - bars.void), 2),
            unit="mm",
            instrument=GAUGE,
            stage=AFTER_WELDING,
            source="ISO 13920-B, NF P01-012 prise pour modèle",
        )


def _gap_checks(spec: GateSpec, table: ToleranceTable) -> Iterator[PlannedCheck]:
    gaps = (
        []
        if spec.is_sliding
        else [("hinge_gap", "Jeu côté gonds", "Gap at the hinges", spec.hinge_gap)]
    )
    if spec.leaf_count == 2:
        gaps.append(("mid_gap", "Jeu entre vantaux", "Gap between leaves", spec.mid_gap))
    gaps.append(("ground_gap", "Jeu au sol", "Gap to the ground", spec.ground_gap))
    for key, label_fr, label_en, nominal in gaps:
        tolerance = table.welded_linear(nominal)
        yield PlannedCheck(
            key=key, label=Bilingual(label_fr, label_en), nominal=nominal, minus=tolerance,
            plus=tolerance, unit="mm", instrument=TAPE, stage=BEFORE_HANDOVER,
            source="ISO 13920-B",
        )  # fmt: skip


def _coating_check(spec: GateSpec, gate: GateGeometry, rules: RuleSet) -> Iterator[PlannedCheck]:
    if spec.finish in (Finish.GALVA, Finish.DUPLEX):
        steps = rules.text("finish.galva_microns")
        microns = float(step_value(steps, gate.frame.thickness_mm) or 0)
        yield _coating(
            "coating.zinc",
            "Épaisseur de zinc",
            "Zinc thickness",
            microns,
            0,
            microns,
            "EN ISO 1461",
        )
    if spec.finish in (Finish.POWDER, Finish.DUPLEX):
        microns = rules.number("finish.powder_microns")
        spread = rules.number("finish.powder_microns_tolerance")
        yield _coating(
            "coating.powder",
            "Épaisseur de poudre",
            "Powder thickness",
            microns,
            spread,
            spread,
            "EN 13438",
        )


def _coating(
    key: str, label_fr: str, label_en: str, nominal: float, minus: float, plus: float, source: str
) -> PlannedCheck:
    return PlannedCheck(
        key=key, label=Bilingual(label_fr, label_en), nominal=nominal, minus=minus, plus=plus,
        unit="µm", instrument=COATING_GAUGE, stage=BEFORE_HANDOVER, source=source,
    )  # fmt: skip
