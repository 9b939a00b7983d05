"""Where the pieces of a shelving stand."""

from dataclasses import dataclass
from math import ceil, floor, hypot

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.materials import rounded
from shop.fabrication.domain.steel import Section
from shop.fabrication.shelving.spec import Deck, ShelvingSpec
from shop.fabrication.shelving.strength import Strength

HAIR = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class BackBrace:
    """Two crossed flats behind each of these bays, between bolts `width` and `height` apart."""

    section: Section
    bays: tuple[int, ...]
    foot: float
    width: float
    height: float

    @property
    def length(self) -> float:
        return rounded(hypot(self.width, self.height))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvingGeometry:
    """Sections and places; `level_tops` are heights of the beams' upper faces."""

    post: Section
    beam: Section
    tie: Section
    tie_length: float
    supports_per_level: int
    total_width: float
    pitch: float
    level_tops: tuple[float, ...]
    tyres_per_level: int
    brace: BackBrace | None

    @property
    def clear_height(self) -> float:
        """Return the free height between a level and the beam above."""
        return rounded(self.pitch - self.beam.face_mm)


def lay_out_shelving(
    spec: ShelvingSpec, strength: Strength, rules: RuleSet, tables: Tables
) -> ShelvingGeometry:
    """Place uprights and levels; the lowest level stands just above the floor."""
    post, beam = strength.post, strength.beam
    first = rules.number("shelving.first_level")
    pitch = level_pitch(spec, rules)
    tops = tuple(rounded(first + pitch * level) for level in range(spec.levels))
    return ShelvingGeometry(
        post=post,
        beam=beam,
        tie=tables.sections.get_section(rules.text("shelving.tie")),
        tie_length=rounded(spec.depth - 2 * post.face_mm),
        supports_per_level=support_count(spec, rules),
        total_width=rounded(spec.bays * spec.span + (spec.bays + 1) * post.face_mm),
        pitch=pitch,
        level_tops=tops,
        tyres_per_level=tyre_count(spec, rules),
        brace=_back_brace(spec, post, tops, rules, tables) if spec.has_back_brace else None,
    )


def level_pitch(spec: ShelvingSpec, rules: RuleSet) -> float:
    """Return the height from one level to the next; as much stays free above the last."""
    return rounded((spec.height - rules.number("shelving.first_level")) / spec.levels)


def _back_brace(
    spec: ShelvingSpec, post: Section, tops: tuple[float, ...], rules: RuleSet, tables: Tables
) -> BackBrace:
    """Cross the first bay, then one bay out of so many, from the first level to the last."""
    every = int(rules.number("shelving.braced_bay_every"))
    return BackBrace(
        section=tables.sections.get_section(rules.text("shelving.brace")),
        bays=tuple(range(0, spec.bays, every)),
        foot=tops[0],
        width=spec.span + post.face_mm,
        height=rounded(tops[-1] - tops[0]),
    )


def support_count(spec: ShelvingSpec, rules: RuleSet) -> int:
    """Return the supports between two beams, so that a sheet or a board never spans too far.

    A grating carries from beam to beam by itself.
    """
    if not spec.has_deck or spec.deck is Deck.GRATING:
        return 0
    return max(0, ceil(spec.span / rules.number("shelving.support_spacing") - HAIR) - 1)


def tyre_count(spec: ShelvingSpec, rules: RuleSet) -> int:
    """Return the tyres that stand side by side on one level of one bay."""
    if not spec.is_rack:
        return 0
    return floor(spec.span / (spec.tyre_width + rules.number("shelving.tyre_gap")))


def rail_gap(spec: ShelvingSpec, beam: Section) -> float:
    """Return the free distance between the two rails on which a tyre stands."""
    return rounded(spec.depth - 2 * beam.depth_mm)


def rack_depth(spec: ShelvingSpec, beam: Section, rules: RuleSet) -> float:
    """Return the depth that seats this tyre best: its rails stand 0.6 diameters apart."""
    return rounded(
        spec.tyre_diameter * rules.number("shelving.tyre_rail_ratio") + 2 * beam.depth_mm
    )
