"""What a stringer carries: bending and deflection (indications of the workshop)."""

from dataclasses import dataclass
from math import cos, radians

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.steel import YIELD_S235_MPA, YOUNG_MPA, Section
from shop.fabrication.staircase.spec import StaircaseSpec

MM3_PER_CM3 = 1000.0
MM4_PER_CM4 = 10_000.0
N_MM_PER_KN_M = 1_000_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stringer:
    """A stringer under its load: kN/m, kN·m, MPa with the safety factor, and millimetres."""

    section: Section
    load: float
    moment: float
    stress: float
    deflection: float
    limit: float

    @property
    def holds(self) -> bool:
        return self.stress <= YIELD_S235_MPA and self.deflection <= self.limit


def check_stringer(
    section: Section, spec: StaircaseSpec, run: float, pitch: float, rules: RuleSet
) -> Stringer:
    """Check one of two stringers, supported at both ends, on its run measured level.

    q = Q·width/2 + own load; M = q·run²/8; γ·M/W <= fy; f = 5·q·run⁴ / (384·E·I·cos α).
    """
    surface = rules.number(f"staircase.load.{spec.context}")
    load = surface * spec.width / 2 / 1000 + rules.number("staircase.own_load")
    moment = load * run**2 / 8 / N_MM_PER_KN_M
    factor = rules.number("staircase.safety_factor")
    stiffness = YOUNG_MPA * section.ix_cm4 * MM4_PER_CM4 * cos(radians(pitch))
    return Stringer(
        section=section,
        load=load,
        moment=moment,
        stress=factor * moment * N_MM_PER_KN_M / (section.wx_cm3 * MM3_PER_CM3),
        deflection=5 * load * run**4 / (384 * stiffness),
        limit=run / rules.number("staircase.deflection"),
    )


def stringer_of(
    spec: StaircaseSpec, run: float, pitch: float, rules: RuleSet, tables: Tables
) -> Stringer:
    """Return the chosen stringer, or the first that holds in the order the school prefers.

    When none holds, the strongest: a person then studies the staircase.
    """
    names = (spec.stringer,) if spec.stringer else rules.choices("staircase.stringers")
    checked = [
        check_stringer(tables.sections.get_section(name), spec, run, pitch, rules) for name in names
    ]
    strongest = max(checked, key=lambda stringer: stringer.section.wx_cm3)
    return next((stringer for stringer in checked if stringer.holds), strongest)
