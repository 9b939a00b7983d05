"""When a person must price a staircase, and why."""

from collections.abc import Iterator

from shop.fabrication.domain.away import away_reasons
from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.findings import Finding, Remarks
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.staircase.geometry import StaircaseGeometry
from shop.fabrication.staircase.rules import PUBLIC
from shop.fabrication.staircase.spec import Flights, Purpose, Rails, StaircaseSpec
from shop.kernel.money import Money
from shop.kernel.text import N_

REMARKS = Remarks("staircase")
CURVED = frozenset({Flights.WINDERS, Flights.HELIX})


def wish_reasons(spec: StaircaseSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield the reasons that can be read in the wish itself."""
    if spec.purpose is not Purpose.ACCESS:
        yield REMARKS.quote(
            "purpose",
            "purpose",
            N_("Un escalier de secours ou qui porte le bâtiment s’étudie avec un ingénieur."),
            "EN 1090-1",
        )
    if spec.context in PUBLIC and spec.rails is Rails.NONE:
        yield REMARKS.quote(
            "public_rails",
            "rails",
            N_("Dans un lieu public, un escalier sans garde-corps s’étudie avec vous."),
            rules.source("staircase.required_fall"),
        )
    if spec.flights in CURVED:
        yield REMARKS.quote(
            "curved",
            "flights",
            N_("Tournant ou en colimaçon : une personne le dessine. Le prix montré est droit."),
        )
    if spec.has_own_drawing:
        yield REMARKS.quote(
            "own_drawing", None, N_("Vous avez votre plan : une personne le lit d’abord.")
        )
    yield from away_reasons(spec, rules, REMARKS)


def geometry_reasons(
    spec: StaircaseSpec, stair: StaircaseGeometry, rules: RuleSet
) -> Iterator[Finding]:
    """Yield the reasons that come from the sizes and the forces."""
    if not stair.stringer.holds:
        yield REMARKS.quote(
            "strength",
            "stringer",
            N_("Ce limon plierait trop sous la charge : une personne l’étudie."),
            rules.source(f"staircase.load.{spec.context}"),
        )
    longest = max(flight.axis for flight in stair.flights)
    for place, finishes, message in (
        ("oven", (Finish.POWDER, Finish.DUPLEX), N_("Un limon ne tient pas dans le four.")),
        ("bath", (Finish.GALVA, Finish.DUPLEX), N_("Un limon ne tient pas dans le bain de zinc.")),
    ):
        key = f"finish.{place}.length"
        if spec.finish in finishes and longest > rules.number(key):
            yield REMARKS.quote(place, "finish", message, rules.source(key))


def result_reasons(part_mass: float, net: Money, limit: Money, rules: RuleSet) -> Iterator[Finding]:
    """Yield the reasons that only the mass and the price can show."""
    mass_limit = rules.number("limit.part_mass")
    if part_mass > mass_limit:
        yield REMARKS.quote(
            "part_mass",
            None,
            N_("Une volée ou un palier de plus de %(limit)s kg ne se manipule pas sans étude."),
            rules.source("limit.part_mass"),
            {"limit": readable(mass_limit)},
        )
    if net > limit:
        yield REMARKS.quote(
            "price", None, N_("À ce montant, une personne vérifie le projet avec vous.")
        )
