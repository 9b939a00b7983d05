"""What the school accepts for a guardrail, said in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shop.fabrication.domain.bounds import Bounds, check_numbers, out_of_range, readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.findings import Finding, Remarks
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.guardrail.spec import Context, Fixing, GuardrailSpec, Infill, Place
from shop.kernel.text import N_

REMARKS = Remarks("guardrail")
NUMBERS = ("height", "rake_height", "max_void", "low_gap", "fall_height", "distance")
HEIGHTS = ("height", "rake_height")
BY_PERMIT = ("standard", "non_climb_zone")
OPEN_TO_ALL = frozenset({Place.ERP, Place.SCHOOL, Place.STANDS})


def guardrail_bounds(context: str, rules: RuleSet) -> dict[str, Bounds]:
    """Return the allowed range of every number of a guardrail, by field.

    The heights, on a floor and over nosings, begin where the rule of the context begins.
    """
    names = ("length", "turn", "slope", *NUMBERS)
    bounds = {name: Bounds.from_rules(rules, f"guardrail.{name}") for name in names}
    for name in HEIGHTS:
        whole, least = bounds[name], rules.number(f"guardrail.min_{name}.{context}")
        bounds[name] = Bounds(max(whole.low, least), whole.high, max(whole.usual, least))
    return bounds


def kept_to_rules(spec: GuardrailSpec, rules: RuleSet) -> GuardrailSpec:
    """Return the wish with what it leaves to the rules: the void between bars."""
    if spec.max_void:
        return spec
    usual, most = rules.number("guardrail.max_void.default"), rules.number("guardrail.max_void.max")
    return replace(spec, max_void=min(usual, most))


def rules_of_permit(spec: GuardrailSpec, rules: RuleSet) -> RuleSet:
    """Return the rules with the edition of the standard that the date of the permit calls for.

    Without a date the rules stay as they are: they hold the later edition, the stricter one.
    """
    if not has_older_permit(spec, rules):
        return rules
    older = {key: rules.get_row(f"guardrail.permit.{key}") for key in BY_PERMIT}
    return RuleSet({**rules.rows, **{f"guardrail.{key}": row for key, row in older.items()}})


def has_older_permit(spec: GuardrailSpec, rules: RuleSet) -> bool:
    """Tell whether the permit was filed while the former edition still counted."""
    filed = _day(spec.permit_on)
    return filed is not None and filed <= date.fromisoformat(
        rules.text("guardrail.permit.last_day")
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _permit_refusal(spec: GuardrailSpec, rules: RuleSet) -> Iterator[Finding]:
    if spec.permit_on and _day(spec.permit_on) is None:
        yield REMARKS.refuse(
            "permit_on",
            "permit_on",
            N_("Cette date ne se lit pas."),
            rules.source("guardrail.permit.last_day"),
            what_to_do=N_("Donnez le jour du dépôt, ou laissez vide."),
        )


def refusals(spec: GuardrailSpec, rules: RuleSet) -> tuple[Finding, ...]:
    """Return why a wish cannot be computed at all; empty when it can."""
    numbers = {name: float(getattr(spec, name)) for name in NUMBERS}
    return (
        *_segment_refusals(spec, rules),
        *check_numbers(numbers, rules, "guardrail"),
        *_height_refusal(spec, rules),
        *_rake_refusal(spec, rules),
        *_section_refusals(spec, rules),
        *_permit_refusal(spec, rules),
        *_contradictions(spec),
    )


def _segment_refusals(spec: GuardrailSpec, rules: RuleSet) -> Iterator[Finding]:
    most = int(rules.number("guardrail.segments.max"))
    if not 1 <= len(spec.lengths) <= most:
        yield REMARKS.refuse(
            "segments",
            "lengths",
            N_("Donnez une longueur par segment, de 1 à %(most)s segments."),
            rules.source("guardrail.segments.max"),
            {"most": str(most)},
        )
    for field, name, unit, values in (
        ("lengths", "length", "mm", spec.lengths),
        ("turns", "turn", "°", spec.turns),
        ("slopes", "slope", "°", spec.slopes),
    ):
        prefix = f"guardrail.{name}"
        bounds = Bounds.from_rules(rules, prefix)
        if not all(bounds.holds(value) for value in values):
            yield out_of_range(field, prefix, bounds, unit, rules.source(f"{prefix}.max"))


def _height_refusal(spec: GuardrailSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield the refusal of a height that other places would allow."""
    key = f"guardrail.min_height.{spec.context}"
    least = rules.number(key)
    if rules.number("guardrail.height.min") <= spec.height < least:
        yield REMARKS.refuse(
            "min_height",
            "height",
            N_("Ici, un garde-corps fait au moins %(least)s mm de haut."),
            rules.source(key),
            {"least": readable(least)},
            N_("Choisissez une hauteur plus grande."),
        )


def _rake_refusal(spec: GuardrailSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield the refusal of a height over nosings that other places would allow."""
    key = f"guardrail.min_rake_height.{spec.context}"
    least, is_raked = rules.number(key), any(segment.is_raked for segment in spec.segments)
    if is_raked and rules.number("guardrail.rake_height.min") <= spec.rake_height < least:
        yield REMARKS.refuse(
            "min_rake_height",
            "rake_height",
            N_("Ici, un garde-corps fait au moins %(least)s mm au-dessus des marches."),
            rules.source(key),
            {"least": readable(least)},
            N_("Choisissez une hauteur sur les marches plus grande."),
        )


def _section_refusals(spec: GuardrailSpec, rules: RuleSet) -> Iterator[Finding]:
    posts = rules.choices("guardrail.posts")
    for field, value in (
        ("post", spec.post or posts[0]),
        ("handrail", spec.handrail),
        ("bar", spec.bar),
    ):
        allowed = rules.choices(f"guardrail.{field}s")
        if value not in allowed:
            yield REMARKS.refuse(
                field,
                field,
                N_("Nous ne proposons pas ce profilé ici. Choisissez parmi : %(choices)s."),
                rules.source(f"guardrail.{field}s"),
                {"choices": ", ".join(allowed)},
            )


def _contradictions(spec: GuardrailSpec) -> Iterator[Finding]:
    if spec.usage in OPEN_TO_ALL and spec.context is not Context.PUBLIC:
        yield REMARKS.refuse(
            "context",
            "context",
            N_("Un lieu ouvert au public demande un garde-corps pour le public."),
            "NF P01-013",
            what_to_do=N_("Choisissez « lieu public »."),
        )
    is_workplace = spec.context is Context.INDUSTRIAL and spec.usage is Place.WORKPLACE
    if spec.infill is Infill.KNEE_RAILS and not is_workplace:
        yield REMARKS.refuse(
            "knee_rails",
            "infill",
            N_("Un enfant passe entre des lisses : elles sont réservées aux lieux de travail."),
            "EN ISO 14122-3",
            what_to_do=N_("Choisissez des barreaux verticaux."),
        )


def estimate_reasons(spec: GuardrailSpec) -> Iterator[Finding]:
    """Yield why the price cannot be firm yet; the school offers to come and measure."""
    if spec.is_measured_by_school:
        return
    if not spec.is_sure:
        yield REMARKS.estimate(
            "unsure", "lengths", N_("Vos mesures sont à confirmer : le prix est une estimation.")
        )
    if any(segment.is_raked for segment in spec.segments):
        yield REMARKS.estimate(
            "rake",
            "slopes",
            N_("Le long d’un escalier, nous relevons chaque marche : le prix est une estimation."),
        )


def advice(spec: GuardrailSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield what the customer should know, without any effect on the sale."""
    yield REMARKS.advise(
        "no_climbing_aid",
        N_("Ne posez rien contre le garde-corps : un enfant y grimperait."),
        rules.text("guardrail.standard"),
    )
    yield REMARKS.advise(
        "anchor_edge",
        N_("Les scellements restent à %(edge)s mm au moins du bord de la dalle."),
        rules.source("guardrail.anchor_edge"),
        {"edge": readable(rules.number("guardrail.anchor_edge"))},
    )
    if has_older_permit(spec, rules):
        last = date.fromisoformat(rules.text("guardrail.permit.last_day"))
        yield REMARKS.advise(
            "older_permit",
            N_("Permis déposé au plus tard le %(last)s : la règle est celle de %(standard)s."),
            rules.source("guardrail.permit.last_day"),
            {"last": f"{last:%d/%m/%Y}", "standard": rules.text("guardrail.standard")},
        )
    required = rules.number("guardrail.required_fall")
    if spec.fall_height < required:
        yield REMARKS.advise(
            "low_fall",
            N_("Sous %(fall)s mm de chute, la norme ne demande pas de garde-corps."),
            rules.source("guardrail.required_fall"),
            {"fall": readable(required)},
        )
    if spec.finish is Finish.RAW:
        yield REMARKS.advise(
            "raw", N_("Brut, l’acier rouille vite dehors : prévoyez une finition.")
        )
    if spec.fixing is Fixing.SIDE:
        yield REMARKS.advise(
            "side_slab",
            N_("Contre le bord, la dalle doit être en béton plein d’au moins %(drop)s mm."),
            rules.source("guardrail.side_drop"),
            {"drop": readable(rules.number("guardrail.side_drop"))},
        )
    if spec.handover is Handover.FITTING and not spec.is_measured_by_school:
        yield REMARKS.advise("measure_first", N_("Nous mesurons chez vous avant de fabriquer."))
