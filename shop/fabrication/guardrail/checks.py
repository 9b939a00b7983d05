"""What to measure on a guardrail before it leaves, and once it stands."""

from collections.abc import Iterator

from shop.fabrication.domain.checking import (
    AFTER_WELDING,
    BEFORE_HANDOVER,
    GAUGE,
    RULER,
    TAPE,
    coating_checks,
    cut_checks,
    flatness_check,
    welded_check,
)
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.materials import rounded
from shop.fabrication.domain.result import Part, PlannedCheck
from shop.fabrication.domain.tolerances import ToleranceTable
from shop.fabrication.domain.welding import Weld, throat_checks
from shop.fabrication.guardrail.geometry import GuardrailGeometry, Run
from shop.fabrication.guardrail.spec import GuardrailSpec, Infill
from shop.kernel.text import Bilingual


def guardrail_checks(
    spec: GuardrailSpec,
    rail: GuardrailGeometry,
    parts: tuple[Part, ...],
    welds: tuple[Weld, ...],
    rules: RuleSet,
    table: ToleranceTable,
) -> tuple[PlannedCheck, ...]:
    """Return checks in the order of the work: cut lengths, segments, voids, weld, coat, height."""
    return (
        *cut_checks(parts, table),
        *(
            check
            for number, run in enumerate(rail.runs, start=1)
            for check in _run_checks(number, run, table)
        ),
        *_void_checks(spec, rail, rules, table),
        *throat_checks(welds, rules),
        *coating_checks(spec.finish, rail.post.thickness_mm, rules),
        *_height_checks(spec, rail, rules, table),
    )


def _run_checks(number: int, run: Run, table: ToleranceTable) -> Iterator[PlannedCheck]:
    length = run.along(run.length)
    yield welded_check(
        f"segment{number}.length",
        Bilingual(f"Longueur du segment {number}", f"Length of segment {number}"),
        length,
        table,
    )
    yield welded_check(
        f"segment{number}.spacing",
        Bilingual(f"Entraxe des poteaux, segment {number}", f"Spacing of posts, segment {number}"),
        rounded(run.spacing),
        table,
    )
    yield flatness_check(
        f"segment{number}.straightness",
        Bilingual(f"Rectitude du segment {number}", f"Straightness of segment {number}"),
        length,
        table,
    )


def _void_checks(
    spec: GuardrailSpec, rail: GuardrailGeometry, rules: RuleSet, table: ToleranceTable
) -> Iterator[PlannedCheck]:
    if spec.infill is Infill.KNEE_RAILS:
        limit = rules.number("guardrail.knee_void")
        void = max(run.infill.void for run in rail.runs)
        label = Bilingual("Vide entre lisses", "Void between rails")
        yield _void("void", label, void, limit, table, "EN ISO 14122-3")
        return
    if spec.has_bars:
        source = f"ISO 13920-B, {rules.text('guardrail.standard')}"
        is_one = len(rail.runs) == 1
        for number, run in enumerate(rail.runs, start=1):
            label = Bilingual(
                f"Vide entre barreaux{'' if is_one else f', segment {number}'} "
                f"(le calibre de {spec.max_void:.0f} ne passe pas)",
                f"Void between bars{'' if is_one else f', segment {number}'} "
                f"(the {spec.max_void:.0f} gauge does not pass)",
            )
            key = "void" if is_one else f"segment{number}.void"
            yield _void(key, label, run.infill.void, spec.max_void, table, source)
    label = Bilingual("Vide sous la lisse basse", "Void under the low rail")
    limit = rules.number("guardrail.max_void.max")
    yield _void("low_gap", label, spec.low_gap, limit, table, rules.text("guardrail.standard"))


def _void(
    key: str, label: Bilingual, void: float, limit: float, table: ToleranceTable, source: str
) -> PlannedCheck:
    return PlannedCheck(
        key=key, label=label, nominal=void, minus=table.welded_linear(void),
        plus=round(max(0.0, limit - void), 2), unit="mm", instrument=GAUGE,
        stage=AFTER_WELDING, source=source,
    )  # fmt: skip


def _height_checks(
    spec: GuardrailSpec, rail: GuardrailGeometry, rules: RuleSet, table: ToleranceTable
) -> Iterator[PlannedCheck]:
    """Yield the heights: never under the rule, whatever the tolerance says."""
    least_rake = rules.number("guardrail.rake_height.min")
    least = rules.number(f"guardrail.min_height.{spec.context}")
    level = Bilingual("Hauteur au-dessus du sol", "Height above the floor")
    raked = Bilingual("Hauteur au-dessus des nez de marche", "Height above the nosings")
    if any(not run.segment.is_raked for run in rail.runs):
        yield _height("height", level, spec.height, least, rules, table)
    if any(run.segment.is_raked for run in rail.runs):
        yield _height("rake_height", raked, spec.rake_height, least_rake, rules, table)
    plumb = rules.number("guardrail.plumb_tolerance")
    yield PlannedCheck(
        key="plumb", label=Bilingual("Faux aplomb des poteaux", "Posts out of plumb"),
        nominal=0.0, minus=0.0, plus=plumb, unit="mm", instrument=RULER,
        stage=BEFORE_HANDOVER, source=rules.source("guardrail.plumb_tolerance"),
    )  # fmt: skip


def _height(
    key: str,
    label: Bilingual,
    nominal: float,
    least: float,
    rules: RuleSet,
    table: ToleranceTable,
) -> PlannedCheck:
    tolerance = table.welded_linear(nominal)
    return PlannedCheck(
        key=key, label=label, nominal=nominal,
        minus=round(min(tolerance, max(0.0, nominal - least)), 2), plus=tolerance, unit="mm",
        instrument=TAPE, stage=BEFORE_HANDOVER,
        source=f"ISO 13920-B, {rules.text('guardrail.standard')}",
    )  # fmt: skip
