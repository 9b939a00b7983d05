"""What a level may carry, and whether the uprights hold (indications of the workshop)."""

from dataclasses import dataclass
from math import floor, pi

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.steel import GRAVITY, YIELD_S235_MPA, YOUNG_MPA, Section
from shop.fabrication.shelving.spec import Preset, ShelvingSpec

KILOGRAM_STEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Loads in kg, forces in N; `ratio` over 1 means that the upright fails."""

    beam: Section | None
    capacity_kg: int
    deck_kg: float
    sign_kg: int
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


def deck_mass(spec: ShelvingSpec, rules: RuleSet, tables: Tables) -> float:
    """Return the kilograms of the sheet of one level of one bay; a tyre rack has none."""
    if spec.preset is Preset.TYRE_RACK:
        return 0.0
    sheet = tables.sheets.get_sheet(rules.text("shelving.deck_sheet"))
    return sheet.mass_kg_per_m2 * spec.span * spec.depth / 1_000_000


def load_sign(capacity: float, deck_kg: float, request: float, rules: RuleSet) -> int:
    """Return the kilograms to write on the sign: prudent, and little more than was asked."""
    share = (capacity - deck_kg) * rules.number("shelving.sign_share")
    most = request * rules.number("shelving.sign_over_request")
    return max(0, floor(min(share, most) / KILOGRAM_STEP) * KILOGRAM_STEP)


def check_strength(spec: ShelvingSpec, rules: RuleSet, tables: Tables) -> Strength:
    """Choose the lightest beam whose sign reaches the request, then check an inner upright."""
    deck = deck_mass(spec, rules, tables)
    beam, capacity, sign = None, 0, 0
    for candidate in _beams(rules, tables):
        carried = beam_capacity(candidate, spec.span, rules)
        written = load_sign(carried, deck, spec.load, rules)
        if written >= floor(spec.load / KILOGRAM_STEP) * KILOGRAM_STEP:
            beam, capacity, sign = candidate, carried, written
            break
    post = tables.sections.get_section(rules.text("shelving.post"))
    force = spec.levels * (spec.load + deck) * GRAVITY * 2 / 4
    euler = euler_force(post, spec.height / spec.levels, rules)
    limit = min(euler / 1.5, post.area_mm2 * YIELD_S235_MPA)
    return Strength(
        beam=beam,
        capacity_kg=capacity,
        deck_kg=deck,
        sign_kg=sign,
        post_force_n=force,
        euler_force_n=euler,
        post_ratio=1.5 * force / limit,
    )


def _beams(rules: RuleSet, tables: Tables) -> list[Section]:
    sections = [tables.sections.get_section(name) for name in rules.choices("shelving.beams")]
    return sorted(sections, key=lambda section: section.mass_kg_per_m)


def euler_force(post: Section, spacing_mm: float, rules: RuleSet) -> float:
    """Return the buckling force of an upright between two levels."""
    length = spacing_mm * rules.number("shelving.euler_ratio")
    return pi**2 * YOUNG_MPA * post.iy_cm4 * 10_000 / length**2
