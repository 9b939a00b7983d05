"""What the school accepts for a shelving, said in words."""

from collections.abc import Iterator

from shop.fabrication.domain.bounds import check_numbers, readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.findings import ASK_FOR_A_QUOTE, Finding, Level
from shop.fabrication.shelving.geometry import ShelvingGeometry, tyre_count
from shop.fabrication.shelving.spec import Preset, ShelvingSpec
from shop.fabrication.shelving.strength import Strength
from shop.kernel.money import Money
from shop.kernel.text import N_

EN_15635 = "EN 15635"


def refusals(spec: ShelvingSpec, rules: RuleSet) -> tuple[Finding, ...]:
    """Return why a wish cannot be computed at all; empty when it can."""
    values = {
        "bays": float(spec.bays),
        "span": spec.span,
        "depth": spec.depth,
        "height": spec.height,
        "levels": float(spec.levels),
        "load": spec.load,
    }
    if spec.preset is Preset.TYRE_RACK:
        values |= {"tyre_width": spec.tyre_width, "tyre_diameter": spec.tyre_diameter}
    return check_numbers(values, rules, "shelving")


def no_beam(spec: ShelvingSpec) -> Finding:
    """Return the refusal of a load that none of our beams carries."""
    return Finding(
        level=Level.REFUSE,
        code="shelving.beam",
        field="load",
        message=N_(
            "Aucune de nos traverses ne porte %(load)s kg sur %(span)s mm : "
            "réduisez la charge ou la longueur."
        ),
        params={"load": readable(spec.load), "span": readable(spec.span)},
        source=EN_15635,
        what_to_do=ASK_FOR_A_QUOTE,
    )


def shelving_findings(
    spec: ShelvingSpec,
    rack: ShelvingGeometry,
    strength: Strength,
    net: Money,
    limit: Money,
    rules: RuleSet,
) -> Iterator[Finding]:
    """Yield what calls for a person, then what the customer should know."""
    if strength.post_ratio * rules.number("shelving.sign_over_request") > 1:
        yield _quote("posts", "load", N_("Les montants demandent une étude pour cette charge."))
    if net > limit:
        yield _quote("price", None, N_("À ce montant, une personne vérifie le projet avec vous."))
    yield from _tyre_findings(spec, rack, rules)
    if needs_anchor(spec, rules):
        yield _advice("anchor", N_("Ce rayonnage doit être fixé au mur ou au sol."))
    yield _advice("load_sign", N_("Une plaque de charge est fournie : laissez-la visible."))


def needs_anchor(spec: ShelvingSpec, rules: RuleSet) -> bool:
    """Say whether it must be fixed: slender, or where the public goes."""
    return spec.is_in_public_place or (
        spec.height / spec.depth > rules.number("shelving.anchor_ratio")
    )


def _tyre_findings(spec: ShelvingSpec, rack: ShelvingGeometry, rules: RuleSet) -> Iterator[Finding]:
    if spec.preset is not Preset.TYRE_RACK:
        return
    clear = rack.pitch - rack.beam.face_mm
    needed = spec.tyre_diameter + rules.number("shelving.tyre_clearance")
    if clear < needed:
        yield _quote(
            "tyre_height",
            "levels",
            N_("Les pneus n’entrent pas entre les niveaux : choisissez moins de niveaux."),
        )
    if tyre_count(spec, rules) * rules.number("shelving.wheel_mass") > spec.load:
        yield _quote(
            "tyre_load",
            "load",
            N_("Des roues complètes pèseraient plus que la charge demandée : augmentez-la."),
        )


def _quote(code: str, field: str | None, message: str) -> Finding:
    return Finding(
        level=Level.QUOTE,
        code=f"shelving.{code}",
        field=field,
        message=message,
        source=EN_15635,
        what_to_do=ASK_FOR_A_QUOTE,
    )


def _advice(code: str, message: str) -> Finding:
    return Finding(
        level=Level.ADVICE, code=f"shelving.{code}", field=None, message=message, source=EN_15635
    )
