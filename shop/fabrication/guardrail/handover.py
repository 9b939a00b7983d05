"""When a person must price a guardrail, and why."""

from collections.abc import Iterator

from shop.fabrication.domain.away import away_reasons
from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.findings import Finding, Remarks
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.guardrail.geometry import GuardrailGeometry
from shop.fabrication.guardrail.spec import GuardrailSpec, Infill, Place
from shop.fabrication.guardrail.strength import check_post
from shop.kernel.money import Money
from shop.kernel.text import N_

REMARKS = Remarks("guardrail")
STUDIED_PLACES = frozenset({Place.ERP, Place.COLLECTIVE, Place.SCHOOL, Place.STANDS})
CLIMBABLE = frozenset({Infill.CABLE, Infill.HORIZONTAL})


def wish_reasons(spec: GuardrailSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield the reasons that can be read in the wish itself."""
    yield from _infill_reasons(spec, rules)
    if spec.usage in STUDIED_PLACES:
        yield REMARKS.quote(
            "usage",
            "usage",
            N_("École, balcon d’immeuble ou lieu public : nous vérifions la fixation sur place."),
            "NF P01-012, NF P01-013",
        )
    limit = rules.number("guardrail.fall_limit")
    if spec.fall_height > limit:
        yield REMARKS.quote(
            "fall_height",
            "fall_height",
            N_("Au-dessus de %(limit)s mm de chute, une personne étudie la fixation."),
            rules.source("guardrail.fall_limit"),
            {"limit": readable(limit)},
        )
    if spec.has_own_drawing:
        yield REMARKS.quote(
            "own_drawing", None, N_("Vous avez votre plan : une personne le lit d’abord.")
        )
    yield from away_reasons(spec, rules, REMARKS)


def _infill_reasons(spec: GuardrailSpec, rules: RuleSet) -> Iterator[Finding]:
    if spec.infill in CLIMBABLE:
        zone = rules.number("guardrail.non_climb_zone")
        yield REMARKS.quote(
            "climbable",
            "infill",
            N_(
                "Rien ne doit aider à grimper sous %(zone)s mm : "
                "câbles et barres horizontales s’étudient. Le prix montré est avec des barreaux."
            ),
            rules.text("guardrail.standard"),
            {"zone": readable(zone)},
        )
    if spec.infill is Infill.GLASS:
        yield REMARKS.quote(
            "glass",
            "infill",
            N_("Le verre se commande chez un miroitier. Le prix montré est avec des barreaux."),
            rules.text("guardrail.standard"),
        )


def geometry_reasons(
    spec: GuardrailSpec, rail: GuardrailGeometry, rules: RuleSet
) -> Iterator[Finding]:
    """Yield the reasons that come from the sizes and the forces."""
    widest = rail.widest
    force = check_post(rail.support, widest.spacing, widest.slope, rules).anchor_force
    capacity = rules.number("guardrail.anchor_capacity")
    if force > capacity:
        yield REMARKS.quote(
            "anchor",
            "post",
            N_("Chaque scellement tirerait %(force)s N : la fixation demande une étude."),
            rules.source("guardrail.anchor_capacity"),
            {"force": f"{force:.0f}"},
        )
    longest = max(run.along(run.length) for run in rail.runs)
    for place, finishes, message in (
        ("oven", (Finish.POWDER, Finish.DUPLEX), N_("Un segment ne tient pas dans le four.")),
        (
            "bath",
            (Finish.GALVA, Finish.DUPLEX),
            N_("Un segment ne tient pas dans le bain de zinc."),
        ),
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
            N_("Un segment de plus de %(limit)s kg ne se manipule pas sans étude."),
            rules.source("limit.part_mass"),
            {"limit": readable(mass_limit)},
        )
    if net > limit:
        yield REMARKS.quote(
            "price", None, N_("À ce montant, une personne vérifie le projet avec vous.")
        )
