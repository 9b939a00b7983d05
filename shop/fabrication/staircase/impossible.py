"""Why no steps fit a wish, and the nearest measure with which a staircase can be made.

What is proposed as nearest lies within the bounds of its field and is not refused in turn.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from shop.fabrication.domain.bounds import Bounds, readable
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.findings import Finding
from shop.fabrication.staircase.choosing import makeable_steps
from shop.fabrication.staircase.rules import REMARKS
from shop.fabrication.staircase.solver import StepRule, runs_that_fit, solve, way_down
from shop.fabrication.staircase.spec import StaircaseSpec
from shop.kernel.text import N_


def step_refusals(spec: StaircaseSpec, basis: Basis) -> Iterator[Finding]:
    """Yield why no steps fit: the height, then the run, then the headroom, then the risers."""
    rule = StepRule.of(spec.context, basis.rules)
    found = solve(spec, rule)
    if not found:
        yield _impossible(spec, rule, basis)
    elif spec.risers and all(steps.risers != spec.risers for steps in found):
        makeable = tuple(makeable_steps(spec, basis)) or found
        yield REMARKS.refuse(
            "risers",
            "risers",
            N_("Avec ces mesures, choisissez parmi : %(choices)s hauteurs de marche."),
            basis.rules.source(f"staircase.{spec.context}.max_rise"),
            {"choices": ", ".join(str(steps.risers) for steps in makeable)},
        )


def _impossible(spec: StaircaseSpec, rule: StepRule, basis: Basis) -> Finding:
    open_above = replace(spec, opening=0.0, risers=0)
    if solve(open_above, rule):
        return _headroom_refusal(open_above, spec.opening, rule, basis)
    if spec.run and any(runs_that_fit(open_above, rule)):
        return _run_refusal(replace(spec, risers=0), rule, basis)
    return _height_refusal(replace(open_above, run=0.0), rule, basis)


def _height_refusal(spec: StaircaseSpec, rule: StepRule, basis: Basis) -> Finding:
    near = tuple(_nearest_heights(spec, basis))
    message = N_(
        "Impossible ici : aucune marche de %(rise)s mm de haut au plus, de %(going)s mm de "
        "giron au moins et de pas entre %(low)s et %(high)s mm ne monte cette hauteur."
    )
    if near:
        message = N_(
            "Impossible ici : aucune marche de %(rise)s mm de haut au plus, de %(going)s mm de "
            "giron au moins et de pas entre %(low)s et %(high)s mm ne monte cette hauteur. "
            "Au plus près : %(near)s mm."
        )
    return REMARKS.refuse(
        "no_height",
        "height",
        message,
        basis.rules.source(f"staircase.{spec.context}.max_rise"),
        {**_step_rule(rule), "near": " – ".join(readable(height) for height in near)},
        N_("Vérifiez la hauteur, de sol fini à sol fini."),
    )


def _run_refusal(spec: StaircaseSpec, rule: StepRule, basis: Basis) -> Finding:
    near = _nearest_run(spec, rule, basis)
    if near is None and spec.opening:
        near = _nearest_run(replace(spec, opening=0.0), rule, basis)
    message = N_(
        "Impossible ici : sur cette longueur au sol, les marches sortent de la règle "
        "(%(rise)s mm de haut au plus, %(going)s mm de giron au moins, pas de %(low)s à "
        "%(high)s mm)."
    )
    if near is not None:
        message = N_(
            "Impossible ici : sur cette longueur au sol, les marches sortent de la règle "
            "(%(rise)s mm de haut au plus, %(going)s mm de giron au moins, pas de %(low)s à "
            "%(high)s mm). Au plus près : %(near)s mm."
        )
    return REMARKS.refuse(
        "no_run",
        "run",
        message,
        basis.rules.source(f"staircase.{spec.context}.min_going"),
        {**_step_rule(rule), "near": "" if near is None else readable(near)},
        N_("Donnez une autre longueur au sol, ou laissez-la vide."),
    )


def _headroom_refusal(spec: StaircaseSpec, opening: float, rule: StepRule, basis: Basis) -> Finding:
    source = basis.rules.source(f"staircase.{spec.context}.headroom")
    params = {"headroom": readable(rule.headroom), "opening": readable(opening)}
    near = _least_opening(spec, rule, basis)
    if near is None:
        return REMARKS.refuse(
            "no_headroom",
            "opening",
            N_(
                "On se cognerait la tête : il reste moins de %(headroom)s mm sous le plancher, "
                "même avec une trémie plus longue."
            ),
            source,
            params,
        )
    return REMARKS.refuse(
        "headroom",
        "opening",
        N_(
            "On se cognerait la tête : il reste moins de %(headroom)s mm sous le plancher. "
            "Au plus près : une trémie de %(near)s mm."
        ),
        source,
        {**params, "near": readable(near)},
        N_("Allongez la trémie, ou demandez un devis."),
    )


def _step_rule(rule: StepRule) -> dict[str, str]:
    return {
        "rise": readable(rule.max_rise),
        "going": readable(rule.min_going),
        "low": readable(rule.min_stride),
        "high": readable(rule.max_stride),
    }


def _can_be_made(spec: StaircaseSpec, basis: Basis) -> bool:
    return any(makeable_steps(spec, basis))


def _nearest_heights(spec: StaircaseSpec, basis: Basis) -> Iterator[float]:
    """Yield the nearest heights below and above that a staircase can climb, when there are."""
    bounds = Bounds.from_rules(basis.rules, "staircase.height")
    start = round(spec.height)
    for heights in (range(start, round(bounds.low) - 1, -1), range(start, round(bounds.high) + 1)):
        wishes = (replace(spec, height=float(height)) for height in heights)
        made = (wish.height for wish in wishes if _can_be_made(wish, basis))
        yield from islice(made, 1)


def _nearest_run(spec: StaircaseSpec, rule: StepRule, basis: Basis) -> float | None:
    """Return the run nearest to the given one on which a staircase can be made."""
    bounds = Bounds.from_rules(basis.rules, "staircase.run")
    ranges = (
        (max(low, bounds.low), min(high, bounds.high)) for low, high in runs_that_fit(spec, rule)
    )
    runs = {min(max(low, round(spec.run)), high) for low, high in ranges if low <= high}
    for run in sorted(runs, key=lambda run: (abs(run - spec.run), run)):
        if _can_be_made(replace(spec, run=run), basis):
            return run
    return None


def _least_opening(spec: StaircaseSpec, rule: StepRule, basis: Basis) -> float | None:
    """Return the shortest opening under which a staircase of the wish can be climbed."""
    bounds = Bounds.from_rules(basis.rules, "staircase.opening")
    needed = rule.headroom + spec.floor_thickness
    ways = (way_down(spec, one.risers, one.rise, one.going) for one in solve(spec, rule))
    lengths = {length for way in ways if (length := way.along_for(needed)) is not None}
    for length in sorted(lengths):
        near = max(length, bounds.low)
        if near <= bounds.high and _can_be_made(replace(spec, opening=near), basis):
            return near
    return None
