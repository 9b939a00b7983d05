"""Where the pieces of a shelving stand."""

from dataclasses import dataclass
from math import ceil, floor

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.materials import rounded
from shop.fabrication.domain.steel import Section
from shop.fabrication.shelving.spec import Preset, ShelvingSpec


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


def lay_out_shelving(
    spec: ShelvingSpec, beam: Section, rules: RuleSet, tables: Tables
) -> ShelvingGeometry:
    """Place uprights and levels; the lowest level stands just above the floor."""
    sections = tables.sections
    post = sections.get_section(rules.text("shelving.post"))
    first = rules.number("shelving.first_level")
    pitch = rounded((spec.height - first) / spec.levels)
    return ShelvingGeometry(
        post=post,
        beam=beam,
        tie=sections.get_section(rules.text("shelving.tie")),
        tie_length=rounded(spec.depth - 2 * post.face_mm),
        supports_per_level=support_count(spec, rules),
        total_width=rounded(spec.bays * spec.span + (spec.bays + 1) * post.face_mm),
        pitch=pitch,
        level_tops=tuple(rounded(first + pitch * level) for level in range(spec.levels)),
        tyres_per_level=tyre_count(spec, rules),
    )


def support_count(spec: ShelvingSpec, rules: RuleSet) -> int:
    """Return the supports between two beams, so that the sheet never spans too far."""
    if spec.preset is Preset.TYRE_RACK:
        return 0
    return max(0, ceil(spec.span / rules.number("shelving.support_spacing") - 1e-9) - 1)


def tyre_count(spec: ShelvingSpec, rules: RuleSet) -> int:
    """Return the tyres that stand side by side on one level of one bay."""
    if spec.preset is not Preset.TYRE_RACK:
        return 0
    return floor(spec.span / (spec.tyre_width + rules.number("shelving.tyre_gap")))
