"""What the school accepts for a gate, said in words."""

from collections.abc import Iterator
from dataclasses import replace

from shop.fabrication.domain.bounds import Bounds, check_numbers, out_of_range, readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Handover, Tables
from shop.fabrication.domain.findings import Finding, Remarks
from shop.fabrication.gate.geometry import (
    frame_for,
    leaf_foot,
    leaf_height,
    leaf_widths,
    panel_heights,
    slide_space,
)
from shop.fabrication.gate.spec import GateSpec, GateType, Infill, Usage
from shop.kernel.text import N_

REMARKS = Remarks("gate")


def gate_bounds(gate_type: str, rules: RuleSet) -> dict[str, Bounds]:
    """Return the allowed range of every number of a gate of this type, by field."""
    names = (
        "height", "hinge_gap", "mid_gap", "ground_gap", "slope", "max_void", "mid_rails",
        "sheet_height", "distance",
    )  # fmt: skip
    bounds = {name: Bounds.from_rules(rules, f"gate.{name}") for name in names}
    return {"widths": Bounds.from_rules(rules, f"gate.opening.{gate_type}"), **bounds}


def kept_to_rules(spec: GateSpec, rules: RuleSet) -> GateSpec:
    """Return the wish with what it leaves to the rules: the void between bars."""
    if spec.max_void:
        return spec
    keys = ("gate.max_void.default", "gate.max_void.max", "gate.void_limit")
    return replace(spec, max_void=min(map(rules.number, keys)))


def refusals(spec: GateSpec, rules: RuleSet, tables: Tables) -> tuple[Finding, ...]:
    """Return why a wish cannot be computed at all; empty when it can."""
    findings = [*_width_refusals(spec, rules), *check_numbers(_numbers(spec), rules, "gate")]
    findings += _section_refusals(spec, rules)
    return tuple(findings) or tuple(_room_refusals(spec, rules, tables))


def _numbers(spec: GateSpec) -> dict[str, float]:
    return {
        "height": spec.height,
        "hinge_gap": spec.hinge_gap,
        "mid_gap": spec.mid_gap,
        "ground_gap": spec.ground_gap,
        "slope": spec.slope,
        "max_void": spec.max_void,
        "mid_rails": spec.mid_rails,
        "sheet_height": spec.sheet_height,
        "distance": spec.distance,
    }


def _width_refusals(spec: GateSpec, rules: RuleSet) -> Iterator[Finding]:
    if not 1 <= len(spec.widths) <= 3:
        yield REMARKS.refuse(
            "widths",
            "widths",
            N_("Donnez une, deux ou trois largeurs de passage : en bas, au milieu, en haut."),
        )
        return
    prefix = f"gate.opening.{spec.type}"
    bounds = Bounds.from_rules(rules, prefix)
    if not all(bounds.holds(width) for width in spec.widths):
        source = rules.source(f"{prefix}.max")
        yield out_of_range("widths", "gate.opening", bounds, "mm", source)


def _section_refusals(spec: GateSpec, rules: RuleSet) -> Iterator[Finding]:
    frames = [step.partition("=")[2].strip() for step in rules.choices("gate.frame")]
    for field, value, allowed, key in (
        ("bar", spec.bar, rules.choices("gate.bars"), "gate.bars"),
        ("frame", spec.frame or frames[0], frames, "gate.frame"),
    ):
        if value not in allowed:
            yield REMARKS.refuse(
                field,
                field,
                N_("Nous ne proposons pas ce profilé ici. Choisissez parmi : %(choices)s."),
                rules.source(key),
                {"choices": ", ".join(allowed)},
            )


def _room_refusals(spec: GateSpec, rules: RuleSet, tables: Tables) -> Iterator[Finding]:
    widths = leaf_widths(spec, rules)
    frame = tables.sections.get_section(frame_for(spec, max(widths), rules))
    heights = panel_heights(spec, leaf_height(spec, rules), frame.face_mm)
    if min(heights) < rules.number("gate.min_panel_height"):
        yield REMARKS.refuse(
            "panel_height",
            "mid_rails",
            N_(
                "Il ne reste pas assez de hauteur entre les traverses : "
                "choisissez moins de traverses ou de tôle, ou un portail plus haut."
            ),
            rules.source("gate.min_panel_height"),
        )
    if min(widths) - 2 * frame.face_mm < rules.number("gate.min_panel_width"):
        yield REMARKS.refuse(
            "panel_width",
            "split",
            N_("Le petit vantail serait trop étroit : choisissez deux vantaux égaux."),
            rules.source("gate.min_panel_width"),
        )


def estimate_reasons(spec: GateSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield why the price cannot be firm yet; the school offers to come and measure."""
    if spec.is_measured_by_school:
        return
    limit = rules.number("gate.spread_limit")
    if not spec.is_sure:
        yield REMARKS.estimate(
            "unsure",
            "widths",
            N_("Vos mesures sont à confirmer : le prix est une estimation."),
        )
    if spec.spread > limit:
        yield REMARKS.estimate(
            "spread",
            "widths",
            N_(
                "Vos largeurs diffèrent de %(spread)s mm, plus que les %(limit)s mm "
                "que les gonds rattrapent : le prix est une estimation."
            ),
            rules.source("gate.spread_limit"),
            {"spread": readable(spec.spread), "limit": readable(limit)},
        )


def advice(spec: GateSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield what the customer should know, without any effect on the sale."""
    yield REMARKS.advise(
        "town_planning",
        N_("Une clôture ou un portail peut demander une déclaration préalable en mairie."),
        "art. R421-12 du Code de l’urbanisme",
    )
    if spec.finish == "RAW":
        yield REMARKS.advise(
            "raw", N_("Brut, l’acier rouille vite dehors : prévoyez une finition.")
        )
    if spec.slope > rules.number("gate.rising_hinge_slope"):
        yield REMARKS.advise(
            "rising_hinges",
            N_("La pente demande des gonds montants, comptés ici. Un coulissant convient aussi."),
            rules.source("gate.rising_hinge_slope"),
        )
    if spec.infill in (Infill.SHEET_FULL, Infill.PERFORATED):
        yield REMARKS.advise(
            "wind",
            N_("Une tôle prend le vent : bloquez les vantaux ouverts comme fermés."),
            rules.source("gate.wind"),
        )
    if spec.handover is Handover.FITTING and not spec.is_measured_by_school:
        yield REMARKS.advise("measure_first", N_("Nous mesurons chez vous avant de fabriquer."))
    if spec.posts is False and spec.handover is Handover.FITTING:
        yield REMARKS.advise("masonry", N_("Les piliers et la maçonnerie ne sont pas compris."))
    yield from _room_advice(spec, rules)


def _room_advice(spec: GateSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield what the gate asks of the place: room to slide, the gap below, a passage for all."""
    if spec.is_sliding:
        space = slide_space(spec, leaf_widths(spec, rules)[0], rules)
        yield REMARKS.advise(
            "sliding_space",
            N_("Pour s’ouvrir, il lui faut %(space)s mm libres sur le côté du passage."),
            rules.source("gate.sliding_space"),
            {"space": readable(space)},
        )
    foot, most = leaf_foot(spec, rules), rules.number("gate.bottom_gap_advice")
    if foot > most:
        yield REMARKS.advise(
            "bottom_gap",
            N_("Sous le vantail, il reste jusqu’à %(gap)s mm : un petit enfant peut passer."),
            rules.source("gate.bottom_gap_advice"),
            {"gap": readable(foot)},
        )
    least = rules.number("gate.accessible_width")
    if spec.type is GateType.WICKET and spec.usage is not Usage.HOME and spec.opening < least:
        yield REMARKS.advise(
            "accessible",
            N_("Un passage accessible à tous fait au moins %(least)s mm de large."),
            rules.source("gate.accessible_width"),
            {"least": readable(least)},
        )
