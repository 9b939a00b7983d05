"""What the school accepts for a shelving, said in words."""

from collections.abc import Iterator
from math import floor

from shop.fabrication.domain.bounds import Bounds, check_numbers, readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.findings import Finding, Remarks
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.shelving.geometry import ShelvingGeometry, level_pitch
from shop.fabrication.shelving.spec import Deck, Fixing, ShelvingSpec, Usage
from shop.fabrication.shelving.strength import most_carried
from shop.kernel.text import N_

REMARKS = Remarks("shelving")


EN_15635 = "EN 15635"
WORKPLACE_LAW = "art. R4321-1 du Code du travail"
NUMBERS = ("bays", "span", "depth", "height", "levels", "load", "place", "distance")
TYRE_NUMBERS = ("tyre_width", "tyre_diameter")


def shelving_bounds(preset: str, rules: RuleSet) -> dict[str, Bounds]:
    """Return the allowed range of every number of a shelving, by field; the same for a rack."""
    return {
        name: Bounds.from_rules(rules, f"shelving.{name}") for name in (*NUMBERS, *TYRE_NUMBERS)
    }


def refusals(spec: ShelvingSpec, rules: RuleSet) -> tuple[Finding, ...]:
    """Return why a wish cannot be computed at all; empty when it can."""
    names = (*NUMBERS, *(TYRE_NUMBERS if spec.is_rack else ()))
    values = {name: float(getattr(spec, name)) for name in names}
    findings = (*check_numbers(values, rules, "shelving"), *_post_refusal(spec, rules))
    return findings or (*_level_refusal(spec, rules), *_fixing_refusal(spec, rules))


def _post_refusal(spec: ShelvingSpec, rules: RuleSet) -> Iterator[Finding]:
    posts = rules.choices("shelving.posts")
    if spec.post and spec.post not in posts:
        yield REMARKS.refuse(
            "post",
            "post",
            N_("Nous ne proposons pas ce profilé ici. Choisissez parmi : %(choices)s."),
            rules.source("shelving.posts"),
            {"choices": ", ".join(posts)},
        )


def _level_refusal(spec: ShelvingSpec, rules: RuleSet) -> Iterator[Finding]:
    """Yield the refusal of levels so near that nothing fits between them."""
    least = rules.number("shelving.least_pitch")
    if level_pitch(spec, rules) < least:
        most = floor((spec.height - rules.number("shelving.first_level")) / least)
        fewest = int(rules.number("shelving.levels.min"))
        yield REMARKS.refuse(
            "pitch",
            "levels",
            N_("Il ne reste que %(pitch)s mm d’un niveau à l’autre : il en faut %(least)s."),
            rules.source("shelving.least_pitch"),
            {
                "pitch": readable(level_pitch(spec, rules)),
                "least": readable(least),
                "most": str(max(most, fewest)),
            },
            N_("À cette hauteur, choisissez %(most)s niveaux au plus.")
            if most >= fewest
            else N_("Choisissez un rayonnage plus haut."),
        )


def _fixing_refusal(spec: ShelvingSpec, rules: RuleSet) -> Iterator[Finding]:
    if spec.fixing is Fixing.NONE and must_be_fixed(spec, rules):
        yield REMARKS.refuse(
            "fixing",
            "fixing",
            N_("Ce rayonnage basculerait : il doit être fixé."),
            rules.source("shelving.anchor_ratio"),
            what_to_do=N_("Choisissez une fixation au sol ou au mur."),
        )


def must_be_fixed(spec: ShelvingSpec, rules: RuleSet) -> bool:
    """Say whether it must be fixed: slender, or where the public goes."""
    is_slender = spec.height / spec.depth > rules.number("shelving.anchor_ratio")
    return spec.usage is Usage.PUBLIC or is_slender


def no_beam(spec: ShelvingSpec, rules: RuleSet, tables: Tables) -> Finding:
    """Return the refusal of a load that none of our beams carries, with what they carry."""
    return REMARKS.refuse(
        "beam",
        "load",
        N_("Aucune de nos traverses ne porte %(load)s kg sur %(span)s mm."),
        EN_15635,
        {
            "load": readable(spec.load),
            "span": readable(spec.span),
            "most": str(most_carried(spec, rules, tables)),
        },
        N_("Demandez %(most)s kg au plus par niveau, ou des travées plus courtes."),
    )


def place_refusal(
    spec: ShelvingSpec, rack: ShelvingGeometry, rules: RuleSet, tables: Tables
) -> Iterator[Finding]:
    """Yield the refusal of a shelving longer than its place, with the bays that would fit.

    The bays are counted with the widest of our uprights: shorter bays may call for another one.
    """
    play = rules.number("shelving.place_play")
    if not spec.place or rack.total_width <= spec.place - play:
        return
    names = (spec.post,) if spec.post else rules.choices("shelving.posts")
    widest = max(tables.sections.get_section(name).face_mm for name in names)
    span = max(0, floor((spec.place - play - (spec.bays + 1) * widest) / spec.bays))
    yield REMARKS.refuse(
        "place",
        "place",
        N_("Le rayonnage ferait %(width)s mm : avec %(play)s mm de jeu, il n’entre pas."),
        rules.source("shelving.place_play"),
        {"width": readable(rack.total_width), "play": readable(play), "span": str(span)},
        N_("Choisissez des travées de %(span)s mm au plus.")
        if span >= rules.number("shelving.span.min")
        else N_("Choisissez moins de travées."),
    )


def estimate_reasons(spec: ShelvingSpec) -> Iterator[Finding]:
    """Yield why the price cannot be firm yet; the school offers to come and measure."""
    if spec.is_sure or spec.is_measured_by_school:
        return
    yield REMARKS.estimate(
        "unsure", "place", N_("Vos mesures sont à confirmer : le prix est une estimation.")
    )


def advice(spec: ShelvingSpec, rack: ShelvingGeometry, rules: RuleSet) -> Iterator[Finding]:
    """Yield what the customer should know, without any effect on the sale."""
    yield from _fixing_advice(spec, rack, rules)
    yield REMARKS.advise(
        "load_sign", N_("Une plaque de charge est fournie : laissez-la visible."), EN_15635
    )
    if spec.usage in (Usage.WORK, Usage.PUBLIC):
        yield REMARKS.advise(
            "inspection",
            N_("Au travail, une personne en est responsable et le fait contrôler chaque année."),
            f"{EN_15635}, {WORKPLACE_LAW}",
        )
    if spec.finish is Finish.RAW:
        yield REMARKS.advise("raw", N_("Brut, l’acier rouille dès qu’il fait humide."))
    if spec.deck is Deck.WOOD and spec.has_deck:
        yield REMARKS.advise(
            "wood",
            N_("Vous posez vos planches : jusqu’à %(mass)s kg par m² sont déjà comptés."),
            rules.source("shelving.wood_mass"),
            {"mass": readable(rules.number("shelving.wood_mass"))},
        )


def _fixing_advice(spec: ShelvingSpec, rack: ShelvingGeometry, rules: RuleSet) -> Iterator[Finding]:
    if must_be_fixed(spec, rules):
        yield REMARKS.advise(
            "anchor", N_("Ce rayonnage doit être fixé au mur ou au sol."), EN_15635
        )
    if spec.fixing is Fixing.WALL:
        yield REMARKS.advise("wall", N_("Le mur doit être plein : béton, brique ou bloc rempli."))
    if rack.brace is None and spec.fixing is Fixing.NONE:
        yield REMARKS.advise(
            "brace",
            N_("Sans fixation, une croix de dos empêche le rayonnage de pencher sur le côté."),
            rules.source("shelving.brace"),
        )
