"""What the school accepts for a staircase, said in words, with the nearest that works."""

from collections.abc import Iterator
from dataclasses import replace

from shop.fabrication.domain.bounds import Bounds, check_numbers, readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.findings import ASK_FOR_A_QUOTE, Finding, Level
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.staircase.geometry import StaircaseGeometry
from shop.fabrication.staircase.solver import (
    StepRule,
    Steps,
    least_opening,
    nearest_heights,
    nearest_run,
    solve,
)
from shop.fabrication.staircase.spec import (
    Context,
    Flights,
    Rails,
    StaircaseSpec,
    Tread,
)
from shop.kernel.text import N_

NUMBERS = ("height", "width", "floor_thickness", "distance")
OPTIONAL = ("run", "landing", "opening")
OTHER_RISERS = "staircase.risers"
PUBLIC = frozenset({Context.COLLECTIVE, Context.PUBLIC_NEW, Context.PUBLIC_EXISTING})


def staircase_bounds(context: str, rules: RuleSet) -> dict[str, Bounds]:
    """Return the allowed range of every number of a staircase, by field.

    The width begins where the rule of the context begins.
    """
    bounds = {name: Bounds.from_rules(rules, f"staircase.{name}") for name in (*NUMBERS, *OPTIONAL)}
    width, least = bounds["width"], rules.number(f"staircase.{context}.min_width")
    bounds["width"] = Bounds(max(width.low, least), width.high, max(width.usual, least))
    return bounds


def refusals(spec: StaircaseSpec, rules: RuleSet) -> tuple[Finding, ...]:
    """Return why a wish cannot be computed at all; empty when it can."""
    names = (*NUMBERS, *(name for name in OPTIONAL if getattr(spec, name) != 0))
    numbers = {name: float(getattr(spec, name)) for name in names}
    refused = (
        *check_numbers(numbers, rules, "staircase"),
        *_width_refusal(spec, rules),
        *_landing_refusal(spec),
        *_stringer_refusal(spec, rules),
    )
    return refused or tuple(_step_refusals(spec, rules))


def _width_refusal(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    key = f"staircase.{spec.context}.min_width"
    if rules.number("staircase.width.min") <= spec.width < rules.number(key):
        yield _refusal(
            "min_width",
            "width",
            N_("Ici, un escalier fait au moins %(least)s mm de large."),
            rules.source(key),
            {"least": readable(rules.number(key))},
            N_("Choisissez une largeur plus grande."),
        )


def _landing_refusal(spec: StaircaseSpec) -> Iterator[Finding]:
    if spec.flights is Flights.LANDING and spec.landing and spec.landing < spec.width:
        yield _refusal(
            "landing",
            "landing",
            N_("Un palier est au moins aussi long que l’escalier est large."),
            what_to_do=N_("Allongez le palier."),
        )


def _stringer_refusal(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    allowed = rules.choices("staircase.stringers")
    if spec.stringer and spec.stringer not in allowed:
        yield _refusal(
            "stringer",
            "stringer",
            N_("Nous ne proposons pas ce profilé ici. Choisissez parmi : %(choices)s."),
            params={"choices": ", ".join(allowed)},
        )


def _step_refusals(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield why no steps fit, from the height to the run and to the headroom."""
    rule = StepRule.of(spec.context, rules)
    found = solve(spec, rule)
    if not found:
        yield _impossible(spec, rule, rules)
    elif spec.risers and all(steps.risers != spec.risers for steps in found):
        yield _refusal(
            "risers",
            "risers",
            N_("Avec ces mesures, choisissez parmi : %(choices)s hauteurs de marche."),
            params={"choices": ", ".join(str(steps.risers) for steps in found)},
        )


def _impossible(spec: StaircaseSpec, rule: StepRule, rules: RuleSet) -> Finding:
    free = replace(spec, run=0.0, opening=0.0, risers=0)
    if not solve(free, rule) and nearest_run(replace(free, run=spec.run), rule) is None:
        return _height_refusal(spec, rule, rules)
    if spec.run and not solve(replace(spec, opening=0.0, risers=0), rule):
        return _run_refusal(spec, rule, rules)
    if not solve(free, rule):
        return _height_refusal(spec, rule, rules)
    return _headroom_refusal(spec, rule, rules)


def _step_rule(rule: StepRule) -> dict[str, str]:
    return {
        "rise": readable(rule.max_rise),
        "going": readable(rule.min_going),
        "low": readable(rule.min_stride),
        "high": readable(rule.max_stride),
    }


def _height_refusal(spec: StaircaseSpec, rule: StepRule, rules: RuleSet) -> Finding:
    bounds = Bounds.from_rules(rules, "staircase.height")
    near = nearest_heights(spec, rule, bounds.low, bounds.high)
    return _refusal(
        "no_height",
        "height",
        N_(
            "Impossible ici : aucune marche de %(rise)s mm de haut au plus, de %(going)s mm de "
            "giron au moins et de pas entre %(low)s et %(high)s mm ne monte cette hauteur. "
            "Au plus près : %(near)s mm."
        ),
        rules.source(f"staircase.{spec.context}.max_rise"),
        {**_step_rule(rule), "near": " – ".join(readable(height) for height in near)},
        N_("Vérifiez la hauteur, de sol fini à sol fini."),
    )


def _run_refusal(spec: StaircaseSpec, rule: StepRule, rules: RuleSet) -> Finding:
    near = nearest_run(replace(spec, opening=0.0, risers=0), rule)
    return _refusal(
        "no_run",
        "run",
        N_(
            "Impossible ici : sur cette longueur au sol, les marches sortent de la règle "
            "(%(rise)s mm de haut au plus, %(going)s mm de giron au moins, pas de %(low)s à "
            "%(high)s mm). Au plus près : %(near)s mm."
        ),
        rules.source(f"staircase.{spec.context}.min_going"),
        {**_step_rule(rule), "near": readable(near or 0.0)},
        N_("Donnez une autre longueur au sol, ou laissez-la vide."),
    )


def _headroom_refusal(spec: StaircaseSpec, rule: StepRule, rules: RuleSet) -> Finding:
    return _refusal(
        "headroom",
        "opening",
        N_(
            "On se cognerait la tête : il reste moins de %(headroom)s mm sous le plancher. "
            "Au plus près : une trémie de %(near)s mm."
        ),
        rules.source(f"staircase.{spec.context}.headroom"),
        {
            "headroom": readable(rule.headroom),
            "near": readable(least_opening(replace(spec, run=spec.run), rule) or 0.0),
        },
        N_("Allongez la trémie, ou demandez un devis."),
    )


def flight_refusals(spec: StaircaseSpec, steps: Steps, rules: RuleSet) -> Iterator[Finding]:
    """Yield that a flight goes on for too long without a landing."""
    most = int(rules.number("staircase.most_risers"))
    if spec.context in PUBLIC and steps.lower_risers > most:
        yield _needs_landing(
            N_("Plus de %(most)s marches d’affilée : il faut un palier."),
            rules.source("staircase.most_risers"),
            {"most": str(most)},
        )
    key = "staircase.flight_height.INDUSTRIAL"
    climb = steps.lower_risers * steps.rise
    if spec.context is Context.INDUSTRIAL and climb > rules.number(key):
        yield _needs_landing(
            N_("Une volée de plus de %(most)s mm de haut demande un palier."),
            rules.source(key),
            {"most": readable(rules.number(key))},
        )


def length_refusals(
    stair: StaircaseGeometry, usable_mm: float, longest_mm: float
) -> Iterator[Finding]:
    """Yield that a stringer is longer than what a bar of stock gives."""
    if longest_mm > usable_mm:
        yield _needs_landing(
            N_("Le limon serait plus long qu’une barre de %(most)s mm."),
            "",
            {"most": readable(stair.stringer.section.stock_length_mm)},
        )


def _needs_landing(message: str, source: str, params: dict[str, str]) -> Finding:
    return _refusal(
        "needs_landing",
        "flights",
        message,
        source,
        params,
        N_("Choisissez un escalier avec palier."),
    )


def _refusal(
    code: str,
    field: str,
    message: str,
    source: str = "",
    params: dict[str, str] | None = None,
    what_to_do: str = ASK_FOR_A_QUOTE,
) -> Finding:
    return Finding(
        level=Level.REFUSE,
        code=f"staircase.{code}",
        field=field,
        message=message,
        params=params or {},
        source=source,
        what_to_do=what_to_do,
    )


def estimate_reasons(spec: StaircaseSpec) -> Iterator[Finding]:
    """Yield why the price cannot be firm yet; the school offers to come and measure."""
    if spec.is_measured_by_school:
        return
    if not spec.is_sure:
        yield _estimate(
            "unsure", "height", N_("Vos mesures sont à confirmer : le prix est une estimation.")
        )
    if spec.turn:
        yield _estimate(
            "corner",
            "flights",
            N_("Un angle se relève sur place : le prix est une estimation."),
        )


def _estimate(code: str, field: str, message: str) -> Finding:
    return Finding(
        level=Level.ESTIMATE,
        code=f"staircase.{code}",
        field=field,
        message=message,
        what_to_do=N_("Nous venons mesurer avant de fabriquer."),
    )


def advice(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield what the customer should know, without any effect on the sale."""
    yield from _advice_on_use(spec, rules)
    if spec.is_outdoors and spec.tread is not Tread.GRATING:
        yield _advice(
            "outdoors", N_("Dehors, le caillebotis laisse passer l’eau et ne glisse pas.")
        )
    if spec.finish is Finish.RAW:
        yield _advice("raw", N_("Brut, l’acier rouille vite dehors : prévoyez une finition."))
    if spec.tread is Tread.WOOD:
        yield _advice("wood", N_("Les marches en bois ne sont pas fournies."))
    if not spec.opening:
        yield _advice(
            "headroom_unknown",
            N_("Donnez la longueur de la trémie : nous vérifions qu’on ne se cogne pas."),
        )
    if spec.handover is Handover.FITTING and not spec.is_measured_by_school:
        yield _advice("measure_first", N_("Nous mesurons chez vous avant de fabriquer."))


def _advice_on_use(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    fall = rules.number("staircase.required_fall")
    if spec.rails is Rails.NONE and spec.height > fall:
        yield _advice(
            "no_rail",
            N_("Sans garde-corps, posez-en un autre : on peut tomber de plus de %(fall)s mm."),
            rules.source("staircase.required_fall"),
            {"fall": readable(fall)},
        )
    if spec.context in PUBLIC and spec.rails is not Rails.BOTH:
        yield _advice(
            "two_rails",
            N_("Un lieu public demande une main courante de chaque côté."),
            rules.source(f"staircase.{spec.context}.max_rise"),
        )
    if spec.context is Context.RENOVATION:
        yield _advice(
            "signed",
            N_("Des marches plus raides que l’habitude : vous signez que vous le savez."),
        )


def _advice(
    code: str, message: str, source: str = "", params: dict[str, str] | None = None
) -> Finding:
    return Finding(
        level=Level.ADVICE,
        code=f"staircase.{code}",
        field=None,
        message=message,
        params=params or {},
        source=source,
    )
