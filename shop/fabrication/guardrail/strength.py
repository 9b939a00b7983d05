"""How far apart posts may stand, and what their anchors hold (indications of the workshop)."""

from dataclasses import dataclass
from math import cos, floor, radians

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.materials import step_value
from shop.fabrication.domain.steel import YIELD_S235_MPA, YOUNG_MPA, Section
from shop.fabrication.guardrail.spec import Fixing, GuardrailSpec

SPACING_STEP = 10.0
MM3_PER_CM3 = 1000.0
MM4_PER_CM4 = 10_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The post and what may be asked of it; `allowed` is the spacing along a level run, in mm."""

    post: Section
    load: float
    lever: float
    allowed: float


def max_spacing(post: Section, load: float, lever: float, rules: RuleSet) -> float:
    """Return the spacing in mm that strength and displacement allow, to the lower ten.

    Strength: M = γ·p·s·h <= W·fy. Displacement: p·s·h³ / (3·E·I) <= h / ratio. `load` is in
    kN/m, which is N/mm; the strong axis resists the push.
    """
    factor = rules.number("guardrail.safety_factor") * load * lever
    by_strength = post.wx_cm3 * MM3_PER_CM3 * YIELD_S235_MPA / factor
    stiffness = 3 * YOUNG_MPA * post.ix_cm4 * MM4_PER_CM4
    by_displacement = stiffness / (rules.number("guardrail.displacement") * load * lever**2)
    return floor(min(by_strength, by_displacement) / SPACING_STEP) * SPACING_STEP


def allowed_spacing(post: Section, load: float, lever: float, rules: RuleSet) -> float:
    """Return the spacing of `max_spacing`, never more than the habit of the workshop."""
    return min(max_spacing(post, load, lever, rules), rules.number("guardrail.spacing_cap"))


def lever_of(spec: GuardrailSpec, rules: RuleSet) -> float:
    """Return the height at which one leans, over the fixing: the tallest segment rules all."""
    below = rules.number("guardrail.side_anchor_depth") if spec.fixing is Fixing.SIDE else 0.0
    return max(spec.height_of(segment) for segment in spec.segments) + below


def support_of(spec: GuardrailSpec, rules: RuleSet, tables: Tables) -> Support:
    """Return the chosen post, or the lightest that can stand as far apart as we like."""
    load = rules.number(f"guardrail.load.{spec.context}")
    lever = lever_of(spec, rules)
    names = (spec.post,) if spec.post else rules.choices("guardrail.posts")
    posts = [tables.sections.get_section(name) for name in names]
    spacings = {
        post.designation: allowed_spacing(post, load, lever, rules)
        for post in sorted(posts, key=lambda post: post.mass_kg_per_m)
    }
    wanted = min(rules.number("guardrail.wanted_spacing"), max(spacings.values()))
    name = next(name for name, spacing in spacings.items() if spacing >= wanted)
    post = tables.sections.get_section(name)
    return Support(post=post, load=load, lever=lever, allowed=spacings[name])


def spacing_on_slope(allowed: float, slope: float) -> float:
    """Return the level spacing of posts on a rake: the handrail they carry is longer."""
    return allowed * cos(radians(slope))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCheck:
    """The post that carries most: moments in N·m with their factor, forces in N, moduli in cm³."""

    moment_nm: float
    modulus_needed: float
    displacement: float
    displacement_limit: float
    anchor_force: float


def check_post(support: Support, spacing: float, slope: float, rules: RuleSet) -> PostCheck:
    """Check a post that carries a bay of the handrail on this slope."""
    carried = support.load * spacing / cos(radians(slope))
    moment = rules.number("guardrail.safety_factor") * carried * support.lever / 1000
    stiffness = 3 * YOUNG_MPA * support.post.ix_cm4 * MM4_PER_CM4
    return PostCheck(
        moment_nm=moment,
        modulus_needed=moment / YIELD_S235_MPA,
        displacement=carried * support.lever**3 / stiffness,
        displacement_limit=support.lever / rules.number("guardrail.displacement"),
        anchor_force=moment
        * 1000
        / plate_lever(moment, rules)
        / rules.number("guardrail.anchors_in_tension"),
    )


def plate_side(moment_nm: float, rules: RuleSet) -> float:
    """Return the side of the base plate that this moment calls for, in mm."""
    return _step("guardrail.plate_side", moment_nm, rules)


def plate_lever(moment_nm: float, rules: RuleSet) -> float:
    """Return the distance between the anchors that pull and the edge that presses, in mm."""
    return _step("guardrail.plate_lever", moment_nm, rules)


def _step(key: str, moment_nm: float, rules: RuleSet) -> float:
    steps = rules.text(key)
    return float(step_value(steps, moment_nm) or steps.rpartition("=")[2])
