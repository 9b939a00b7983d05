"""What the school accepts for a staircase, said in words, with the nearest that works."""

from collections.abc import Iterator
from math import ceil

from shop.fabrication.domain.bounds import Bounds, check_numbers, readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.findings import Finding, Remarks
from shop.fabrication.domain.spacing import HAIR
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.staircase.geometry import StaircaseGeometry
from shop.fabrication.staircase.solver import (
    Steps,
)
from shop.fabrication.staircase.spec import (
    Context,
    Flights,
    Rails,
    StaircaseSpec,
    Tread,
)
from shop.kernel.text import N_

REMARKS = Remarks("staircase")
NUMBERS = ("height", "width", "floor_thickness", "distance")
OPTIONAL = ("run", "landing", "opening")
PUBLIC = frozenset({Context.COLLECTIVE, Context.PUBLIC_NEW, Context.PUBLIC_EXISTING})


def staircase_bounds(context: str, rules: RuleSet) -> dict[str, Bounds]:
    """Return the allowed range of every number of a staircase, by field.

    The width begins where the rule of the context begins.
    """
    bounds = {name: Bounds.from_rules(rules, f"staircase.{name}") for name in (*NUMBERS, *OPTIONAL)}
    width, least = bounds["width"], rules.number(f"staircase.{context}.min_width")
    bounds["width"] = Bounds(max(width.low, least), width.high, max(width.usual, least))
    return bounds


def wish_refusals(spec: StaircaseSpec, rules: RuleSet) -> tuple[Finding, ...]:
    """Return why no steps are looked for at all; empty when they can be."""
    names = (*NUMBERS, *(name for name in OPTIONAL if getattr(spec, name) != 0))
    numbers = {name: float(getattr(spec, name)) for name in names}
    return (
        *check_numbers(numbers, rules, "staircase"),
        *_width_refusal(spec, rules),
        *_landing_refusal(spec, rules),
        *_stringer_refusal(spec, rules),
    )


def _width_refusal(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    key = f"staircase.{spec.context}.min_width"
    if rules.number("staircase.width.min") <= spec.width < rules.number(key):
        yield REMARKS.refuse(
            "min_width",
            "width",
            N_("Ici, il faut au moins %(least)s mm libres entre les mains courantes."),
            rules.source(key),
            {"least": readable(rules.number(key))},
            N_("Choisissez une largeur plus grande."),
        )


def _landing_refusal(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    if spec.flights is Flights.LANDING and spec.landing and spec.landing < spec.width:
        yield REMARKS.refuse(
            "landing",
            "landing",
            N_("Un palier est au moins aussi long que l’escalier est large."),
            rules.source("staircase.landing.min"),
            what_to_do=N_("Allongez le palier."),
        )


def _stringer_refusal(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    allowed = rules.choices("staircase.stringers")
    if spec.stringer and spec.stringer not in allowed:
        yield REMARKS.refuse(
            "stringer",
            "stringer",
            N_("Nous ne proposons pas ce profilé ici. Choisissez parmi : %(choices)s."),
            rules.source("staircase.stringers"),
            {"choices": ", ".join(allowed)},
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


def passage_refusals(
    spec: StaircaseSpec, stair: StaircaseGeometry, rules: RuleSet
) -> Iterator[Finding]:
    """Yield that too little is left between the handrails, with the width that leaves enough."""
    key = f"staircase.{spec.context}.min_width"
    missing = rules.number(key) - stair.passage
    if missing > HAIR:
        yield REMARKS.refuse(
            "passage",
            "width",
            N_(
                "Ici, il faut au moins %(least)s mm libres entre les mains courantes : il en "
                "reste %(left)s. Au plus près : %(near)s mm de large."
            ),
            rules.source(key),
            {
                "least": readable(rules.number(key)),
                "left": readable(stair.passage),
                "near": readable(float(ceil(spec.width + missing - HAIR))),
            },
            N_("Choisissez une largeur plus grande."),
        )


def length_refusals(
    stair: StaircaseGeometry, usable_mm: float, longest_mm: float
) -> Iterator[Finding]:
    """Yield that a stringer is longer than what a bar of stock gives."""
    if longest_mm > usable_mm:
        yield _needs_landing(
            N_("Le limon serait plus long qu’une barre de %(most)s mm."),
            N_("longueur des barres du commerce"),
            {"most": readable(stair.stringer.section.stock_length_mm)},
        )


def _needs_landing(message: str, source: str, params: dict[str, str]) -> Finding:
    return REMARKS.refuse(
        "needs_landing",
        "flights",
        message,
        source,
        params,
        N_("Choisissez un escalier avec palier."),
    )


def estimate_reasons(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield why the price cannot be firm yet; the school offers to come and measure."""
    if spec.is_measured_by_school:
        return
    if not spec.is_sure:
        yield REMARKS.estimate(
            "unsure", "height", N_("Vos mesures sont à confirmer : le prix est une estimation.")
        )
    key = f"staircase.{spec.context}.headroom"
    if not spec.opening and not spec.is_outdoors and spec.height > rules.number(key):
        yield REMARKS.estimate(
            "headroom_unknown",
            "opening",
            N_(
                "Donnez la longueur de la trémie : nous vérifions qu’on ne se cogne pas. "
                "Sans elle, le prix est une estimation."
            ),
            rules.source(key),
        )
    if spec.turn:
        yield REMARKS.estimate(
            "corner",
            "flights",
            N_("Un angle se relève sur place : le prix est une estimation."),
        )


def advice(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield what the customer should know, without any effect on the sale."""
    yield from _advice_on_use(spec, rules)
    if spec.is_outdoors and spec.tread is not Tread.GRATING:
        yield REMARKS.advise(
            "outdoors", N_("Dehors, le caillebotis laisse passer l’eau et ne glisse pas.")
        )
    if spec.finish is Finish.RAW:
        yield REMARKS.advise(
            "raw", N_("Brut, l’acier rouille vite dehors : prévoyez une finition.")
        )
    if spec.tread is Tread.WOOD:
        yield REMARKS.advise("wood", N_("Les marches en bois ne sont pas fournies."))
    if spec.opening and spec.turn:
        yield REMARKS.advise(
            "corner_headroom",
            N_("Dans un angle, la trémie suit les deux volées : l’échappée se vérifie sur place."),
        )
    if spec.handover is Handover.FITTING and not spec.is_measured_by_school:
        yield REMARKS.advise("measure_first", N_("Nous mesurons chez vous avant de fabriquer."))


def _advice_on_use(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    fall = rules.number("staircase.required_fall")
    if spec.rails is Rails.NONE and spec.height > fall:
        yield REMARKS.advise(
            "no_rail",
            N_("Sans garde-corps, posez-en un autre : on peut tomber de plus de %(fall)s mm."),
            rules.source("staircase.required_fall"),
            {"fall": readable(fall)},
        )
    if spec.context in PUBLIC and spec.rails is not Rails.BOTH:
        yield REMARKS.advise(
            "two_rails",
            N_("Un lieu public demande une main courante de chaque côté."),
            rules.source(f"staircase.{spec.context}.max_rise"),
        )
    if spec.context is Context.RENOVATION:
        yield REMARKS.advise(
            "signed",
            N_("Des marches plus raides que l’habitude : vous signez que vous le savez."),
        )
