"""When a person must price a gate, and why."""

from collections.abc import Iterator

from shop.fabrication.domain.away import away_reasons
from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.findings import Finding, Remarks
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.geometry import GateGeometry, lightest_frame
from shop.fabrication.gate.materials import post_section
from shop.fabrication.gate.spec import GateSpec, GateType, Infill, Motor, Usage
from shop.kernel.money import Money
from shop.kernel.text import N_

REMARKS = Remarks("gate")


EN_13241 = "EN 13241"


def wish_reasons(spec: GateSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield the reasons that can be read in the wish itself."""
    if spec.motor is Motor.MOTOR:
        yield REMARKS.quote(
            "motor",
            "motor",
            N_(
                "Un portail motorisé est une machine : nous l’étudions avec vous. "
                "Le prix montré est sans moteur."
            ),
            "EN 13241, EN 12453, directive 2006/42/CE",
        )
    if spec.usage in (Usage.POOL, Usage.SCHOOL, Usage.PUBLIC_ROAD):
        yield REMARKS.quote(
            "usage",
            "usage",
            N_(
                "Piscine, école ou ouverture sur la rue : d’autres règles de sécurité s’appliquent."
            ),
            "NF P90-306, EN 13241",
        )
    if spec.infill is Infill.HORIZONTAL:
        yield REMARKS.quote(
            "horizontal",
            "infill",
            N_("Des lames horizontales se grimpent : nous en parlons avant de fabriquer."),
            "NF P01-012 prise pour modèle",
        )
    if spec.type is GateType.SLIDING_CANTILEVER:
        yield REMARKS.quote(
            "cantilever",
            "type",
            N_("Un portail autoportant dépend de votre sol : nous venons voir."),
        )
    yield from _limit_reasons(spec, rules)


def _limit_reasons(spec: GateSpec, rules: RuleSet) -> Iterator[Finding]:
    if spec.has_own_drawing:
        yield REMARKS.quote(
            "own_drawing", None, N_("Vous avez votre plan : une personne le lit d’abord.")
        )
    if spec.max_void > rules.number("gate.void_limit"):
        yield REMARKS.quote(
            "void",
            "max_void",
            N_("Un vide de plus de %(limit)s mm laisse passer un petit enfant."),
            rules.source("gate.void_limit"),
            {"limit": readable(rules.number("gate.void_limit"))},
        )
    yield from away_reasons(spec, rules, REMARKS)


def geometry_reasons(
    spec: GateSpec, gate: GateGeometry, rules: RuleSet, tables: Tables
) -> Iterator[Finding]:
    """Yield the reasons that come from the sizes of the leaves."""
    leaf = gate.largest
    width_limit = rules.number("gate.leaf_width_limit")
    if leaf.width > width_limit:
        yield REMARKS.quote(
            "leaf_width",
            "widths",
            N_("Un vantail de plus de %(limit)s mm : nous venons mesurer et vérifier le sol."),
            rules.source("gate.leaf_width_limit"),
            {"limit": readable(width_limit)},
        )
    area_limit = rules.number("gate.leaf_area_limit")
    if leaf.area_m2 >= area_limit:
        yield REMARKS.quote(
            "leaf_area",
            "widths",
            N_("Un vantail de %(limit)s m² ou plus demande un marquage CE."),
            EN_13241,
            {"limit": readable(area_limit)},
        )
    sections = tables.sections
    lightest = sections.get_section(lightest_frame(leaf.width, rules))
    if gate.frame.wx_cm3 < lightest.wx_cm3:
        yield REMARKS.quote(
            "frame",
            "frame",
            N_("Ce cadre est léger pour cette largeur : il faut au moins %(section)s."),
            rules.source("gate.frame"),
            {"section": lightest.designation},
        )
    yield from _bar_reasons(gate, rules)
    yield from _size_reasons(spec, gate, rules)


def _bar_reasons(gate: GateGeometry, rules: RuleSet) -> Iterator[Finding]:
    limit = rules.number("gate.thin_bar_free_length")
    rows = (row for leaf in gate.leaves for bay in leaf.bays for row in bay.rows)
    longest = max((row.bars.length for row in rows if row.bars is not None), default=0.0)
    if gate.bar.face_mm <= rules.number("gate.thin_bar") and longest > limit:
        yield REMARKS.quote(
            "free_length",
            "bar",
            N_("Ces barreaux fins seraient trop longs : ajoutez une traverse ou prenez plus gros."),
            rules.source("gate.thin_bar_free_length"),
        )


def _size_reasons(spec: GateSpec, gate: GateGeometry, rules: RuleSet) -> Iterator[Finding]:
    leaf = gate.largest
    for place, finishes, message in (
        ("oven", (Finish.POWDER, Finish.DUPLEX), N_("Le vantail ne tient pas dans le four.")),
        (
            "bath",
            (Finish.GALVA, Finish.DUPLEX),
            N_("Le vantail ne tient pas dans le bain de zinc."),
        ),
    ):
        long_side, short_side = max(leaf.width, leaf.height), min(leaf.width, leaf.height)
        too_long = long_side > rules.number(f"finish.{place}.length")
        too_high = short_side > rules.number(f"finish.{place}.height")
        if spec.finish in finishes and (too_long or too_high):
            yield REMARKS.quote(place, "finish", message, rules.source(f"finish.{place}.length"))


def result_reasons(
    spec: GateSpec, leaf_mass: float, net: Money, limit: Money, rules: RuleSet
) -> Iterator[Finding]:
    """Yield the reasons that only the mass and the price can show."""
    mass_limit = rules.number("limit.part_mass")
    if leaf_mass > mass_limit:
        yield REMARKS.quote(
            "leaf_mass",
            None,
            N_("Un vantail de plus de %(limit)s kg ne se manipule pas sans étude."),
            rules.source("limit.part_mass"),
            {"limit": readable(mass_limit)},
        )
    if net > limit:
        yield REMARKS.quote(
            "price", None, N_("À ce montant, une personne vérifie le projet avec vous.")
        )
    if spec.posts and post_section(leaf_mass, rules) is None:
        yield REMARKS.quote(
            "posts",
            "posts",
            N_("Ce vantail est lourd : les poteaux demandent une étude."),
            rules.source("gate.post"),
        )
