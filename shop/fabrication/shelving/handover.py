"""When a person must price a shelving, and why."""

from collections.abc import Iterator

from shop.fabrication.domain.away import away_reasons
from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.findings import Finding, Remarks
from shop.fabrication.shelving.geometry import ShelvingGeometry, rack_depth, rail_gap, tyre_count
from shop.fabrication.shelving.spec import ShelvingSpec, Usage
from shop.fabrication.shelving.strength import Strength, is_post_enough
from shop.kernel.money import Money
from shop.kernel.text import N_

REMARKS = Remarks("shelving")
PALLET_RACKING = "EN 15512, EN 15620, EN 15629"


def wish_reasons(spec: ShelvingSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield the reasons that can be read in the wish itself."""
    if spec.usage is Usage.PALLETS:
        yield REMARKS.quote(
            "pallets",
            "usage",
            N_("Un chariot peut heurter un rayonnage à palettes : une personne le calcule."),
            PALLET_RACKING,
        )
    if spec.usage is Usage.WALKED_ON:
        yield REMARKS.quote(
            "walked_on",
            "usage",
            N_("Si des gens marchent dessus, c’est un plancher : une personne le calcule."),
            "EN 1991-1-1",
        )
    for code, field, message in (
        ("self_service_span", "span", N_("Au-delà de %(limit)s mm, une personne vérifie.")),
        ("self_service_load", "load", N_("Au-delà de %(limit)s kg, une personne vérifie.")),
    ):
        limit = rules.number(f"shelving.{code}")
        if getattr(spec, field) > limit:
            source = rules.source(f"shelving.{code}")
            yield REMARKS.quote(code, field, message, source, {"limit": readable(limit)})
    if spec.has_own_drawing:
        yield REMARKS.quote(
            "own_drawing", None, N_("Vous avez votre plan : une personne le lit d’abord.")
        )
    yield from away_reasons(spec, rules, REMARKS)


def result_reasons(
    spec: ShelvingSpec,
    rack: ShelvingGeometry,
    strength: Strength,
    price: tuple[Money, Money],
    rules: RuleSet,
) -> Iterator[Finding]:
    """Yield the reasons that sizes, forces and money show; `price` is the net one and its limit."""
    if not is_post_enough(spec, strength.deck_kg, strength.post, rules):
        yield REMARKS.quote(
            "posts",
            "post" if spec.post else "load",
            N_("Les montants demandent une étude pour cette charge."),
            rules.source("shelving.safety_factor"),
        )
    net, limit = price
    if net > limit:
        yield REMARKS.quote(
            "price", None, N_("À ce montant, une personne vérifie le projet avec vous.")
        )
    if spec.is_rack:
        yield from _tyre_reasons(spec, rack, rules)


def _tyre_reasons(spec: ShelvingSpec, rack: ShelvingGeometry, rules: RuleSet) -> Iterator[Finding]:
    needed = spec.tyre_diameter + rules.number("shelving.tyre_clearance")
    if rack.clear_height < needed:
        yield REMARKS.quote(
            "tyre_height",
            "levels",
            N_("Les pneus n’entrent pas entre les niveaux : choisissez moins de niveaux."),
            rules.source("shelving.tyre_clearance"),
        )
    if tyre_count(spec, rules) * rules.number("shelving.wheel_mass") > spec.load:
        yield REMARKS.quote(
            "tyre_load",
            "load",
            N_("Des roues complètes pèseraient plus que la charge demandée : augmentez-la."),
            rules.source("shelving.wheel_mass"),
        )
    share = rail_gap(spec, rack.beam) / spec.tyre_diameter
    least = rules.number("shelving.tyre_rail_ratio.min")
    most = rules.number("shelving.tyre_rail_ratio.max")
    if not least <= share <= most:
        yield REMARKS.quote(
            "tyre_depth",
            "depth",
            N_("Ces pneus ne tiendraient pas debout : il faut environ %(depth)s mm de profondeur."),
            rules.source("shelving.tyre_rail_ratio"),
            {"depth": readable(round(rack_depth(spec, rack.beam, rules)))},
        )
