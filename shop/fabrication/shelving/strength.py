"""What a level may carry, and whether the uprights hold (indications of the workshop)."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, pi

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.steel import GRAVITY, YIELD_S235_MPA, YOUNG_MPA, Section
from shop.fabrication.shelving.spec import Deck, ShelvingSpec

KILOGRAM_STEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Loads in kg, forces in N; a `post_ratio` over 1 means that the upright fails."""

    beam: Section
    capacity_kg: int
    deck_kg: float
    sign_kg: int
    post: Section
    post_force_n: float
    euler_force_n: float
    post_ratio: float


def beam_capacity(section: Section, span_mm: float, rules: RuleSet) -> int:
    """Return the kilograms that two simply supported beams carry, to the lower ten.

    q = min(8·W·(fy/γ)/L², 384·E·I/(5·k·L³)) in N/mm for one beam, its own mass deducted.
    """
    strength = YIELD_S235_MPA / rules.number("shelving.safety_factor")
    by_strength = 8 * section.wx_cm3 * 1000 * strength / span_mm**2
    stiffness = 384 * YOUNG_MPA * section.ix_cm4 * 10_000
    by_deflection = stiffness / (5 * rules.number("shelving.deflection") * span_mm**3)
    own = section.mass_kg_per_m * GRAVITY / 1000
    carried = 2 * (min(by_strength, by_deflection) - own) * span_mm / GRAVITY
    return floor(max(0.0, carried) / KILOGRAM_STEP) * KILOGRAM_STEP


def beam_deflection(section: Section, span_mm: float, kilos: float) -> float:
    """Return the sag in mm of one of two beams under this spread load and its own mass.

    f = 5·q·L⁴ / (384·E·I), q in N/mm.
    """
    load = kilos * GRAVITY / 2 / span_mm + section.mass_kg_per_m * GRAVITY / 1000
    return 5 * load * span_mm**4 / (384 * YOUNG_MPA * section.ix_cm4 * 10_000)


def deck_mass(spec: ShelvingSpec, rules: RuleSet, tables: Tables) -> float:
    """Return the kilograms that lie on the beams of one level of one bay before any goods."""
    if not spec.has_deck:
        return 0.0
    return deck_kg_per_m2(spec.deck, rules, tables) * spec.span * spec.depth / 1_000_000


def deck_kg_per_m2(deck: Deck, rules: RuleSet, tables: Tables) -> float:
    """Return the mass of a square metre of what lies on the beams."""
    if deck is Deck.WOOD:
        return rules.number("shelving.wood_mass")
    return tables.sheets.get_sheet(deck_sheet(deck, rules)).mass_kg_per_m2


def deck_sheet(deck: Deck, rules: RuleSet) -> str:
    """Return the sheet the workshop keeps for this deck, by its row of the rules."""
    key = "shelving.deck_grating" if deck is Deck.GRATING else "shelving.deck_sheet"
    return rules.text(key)


def load_sign(capacity: float, deck_kg: float, request: float, rules: RuleSet) -> int:
    """Return the kilograms to write on the sign: prudent, and little more than was asked."""
    share = (capacity - deck_kg) * rules.number("shelving.sign_share")
    most = request * rules.number("shelving.sign_over_request")
    return max(0, floor(min(share, most) / KILOGRAM_STEP) * KILOGRAM_STEP)


def check_strength(spec: ShelvingSpec, rules: RuleSet, tables: Tables) -> Strength | None:
    """Choose the lightest beam whose sign reaches the request, then check an inner upright.

    None when no beam of the workshop carries the request.
    """
    deck = deck_mass(spec, rules, tables)
    for beam in _by_mass("shelving.beams", rules, tables):
        capacity = beam_capacity(beam, spec.span, rules)
        sign = load_sign(capacity, deck, spec.load, rules)
        if sign >= floor(spec.load / KILOGRAM_STEP) * KILOGRAM_STEP:
            post = choose_post(spec, deck, rules, tables)
            return Strength(
                beam=beam,
                capacity_kg=capacity,
                deck_kg=deck,
                sign_kg=sign,
                post=post,
                post_force_n=post_force(spec, deck),
                euler_force_n=euler_force(post, spec.height / spec.levels, rules),
                post_ratio=post_ratio(spec, deck, post, rules),
            )
    return None


def most_carried(spec: ShelvingSpec, rules: RuleSet, tables: Tables) -> int:
    """Return the greatest load that a sign could say with the strongest beam of the workshop."""
    deck = deck_mass(spec, rules, tables)
    return max(
        load_sign(beam_capacity(beam, spec.span, rules), deck, spec.load, rules)
        for beam in _by_mass("shelving.beams", rules, tables)
    )


def _by_mass(key: str, rules: RuleSet, tables: Tables) -> list[Section]:
    sections = [tables.sections.get_section(name) for name in rules.choices(key)]
    return sorted(sections, key=lambda section: section.mass_kg_per_m)


def choose_post(spec: ShelvingSpec, deck_kg: float, rules: RuleSet, tables: Tables) -> Section:
    """Return the upright asked for, or the lightest from the usual one up that holds the sign.

    When none holds, the heaviest: the price shown is then an indication.
    """
    if spec.post:
        return tables.sections.get_section(spec.post)
    heavier = list(_from_the_usual(rules, tables))
    return next(
        (post for post in heavier if is_post_enough(spec, deck_kg, post, rules)), heavier[-1]
    )


def _from_the_usual(rules: RuleSet, tables: Tables) -> Iterator[Section]:
    usual = tables.sections.get_section(rules.text("shelving.post"))
    for post in _by_mass("shelving.posts", rules, tables):
        if post.mass_kg_per_m >= usual.mass_kg_per_m:
            yield post


def is_post_enough(spec: ShelvingSpec, deck_kg: float, post: Section, rules: RuleSet) -> bool:
    """Tell whether an upright bears what the sign may say, above what was asked."""
    return post_ratio(spec, deck_kg, post, rules) * rules.number("shelving.sign_over_request") <= 1


def post_force(spec: ShelvingSpec, deck_kg: float) -> float:
    """Return the newtons on an upright of an inner frame: half a bay on each side of it.

    N = levels · (load + deck) · g · 2 / 4.
    """
    return spec.levels * (spec.load + deck_kg) * GRAVITY * 2 / 4


def post_ratio(spec: ShelvingSpec, deck_kg: float, post: Section, rules: RuleSet) -> float:
    """Return γ·N over what the upright bears: min(Ncr / γ, A·fy)."""
    factor = rules.number("shelving.safety_factor")
    euler = euler_force(post, spec.height / spec.levels, rules)
    return factor * post_force(spec, deck_kg) / min(euler / factor, post.area_mm2 * YIELD_S235_MPA)


def euler_force(post: Section, spacing_mm: float, rules: RuleSet) -> float:
    """Return the buckling force of an upright between two levels."""
    length = spacing_mm * rules.number("shelving.euler_ratio")
    return pi**2 * YOUNG_MPA * post.iy_cm4 * 10_000 / length**2
