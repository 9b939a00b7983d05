"""The note of calculation handed over with a guardrail, from the frozen result."""

from dataclasses import dataclass

from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.result import FabricationResult
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of the note; the value is written as in French."""

    label: Bilingual
    value: str
    unit: str


LINES = (
    ("load_kn_per_m", Bilingual("Poussée sur la main courante", "Push on the handrail"), "kN/m"),
    ("lever_mm", Bilingual("Hauteur de la poussée", "Height of the push"), "mm"),
    ("max_spacing_mm", Bilingual("Entraxe permis", "Allowed spacing of posts"), "mm"),
    ("post_force_n", Bilingual("Poussée sur un poteau", "Push on one post"), "N"),
    ("safety_factor", Bilingual("Coefficient de sécurité", "Safety factor"), ""),
    ("moment_nm", Bilingual("Moment au pied, majoré", "Moment at the foot, factored"), "N·m"),
    ("modulus_needed_cm3", Bilingual("Module nécessaire", "Modulus needed"), "cm³"),
    ("modulus_cm3", Bilingual("Module du poteau", "Modulus of the post"), "cm³"),
    ("displacement_mm", Bilingual("Déplacement en tête", "Displacement at the top"), "mm"),
    ("displacement_limit_mm", Bilingual("Déplacement permis", "Allowed displacement"), "mm"),
    ("anchors_per_post", Bilingual("Scellements par poteau", "Anchors on each post"), ""),
    ("anchor_force_n", Bilingual("Traction par scellement", "Pull on each anchor"), "N"),
    ("anchor_capacity_n", Bilingual("Traction permise", "Allowed pull"), "N"),
    ("anchor_edge_mm", Bilingual("Distance au bord de la dalle", "Distance to the edge"), "mm"),
    ("non_climb_zone_mm", Bilingual("Zone sans appui pour grimper", "Zone without foothold"), "mm"),
)


def calculation_note(result: FabricationResult) -> tuple[NoteLine, ...]:
    """Return the lines that the stored facts allow: an older result may know fewer."""
    return tuple(
        NoteLine(label, readable(result.facts[key]), unit)
        for key, label, unit in LINES
        if key in result.facts
    )
