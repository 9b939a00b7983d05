"""Named numbers of a shelving, for exercises, pages and the table beside the drawing."""

from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.cutting import CutPlan
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import facts_of
from shop.fabrication.domain.result import Dimension, shown_count, shown_length
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.shelving.geometry import ShelvingGeometry, rail_gap
from shop.fabrication.shelving.spec import ShelvingSpec
from shop.fabrication.shelving.strength import Strength, beam_deflection
from shop.kernel.text import Bilingual


def shelving_facts(
    spec: ShelvingSpec,
    rack: ShelvingGeometry,
    strength: Strength,
    bill: Bill,
    work: WorkQuantities,
    plan: CutPlan,
    basis: Basis,
) -> dict[str, float]:
    """Return lengths in mm, masses in kg, areas in m², forces in N, all under plain names."""
    return facts_of(
        {
            **_sizes(spec, rack),
            **_brace(rack),
            **_loads(spec, rack, strength, basis),
            **_counts(bill),
            "mass_kg": bill.mass_kg,
            "frame_mass_kg": bill.heaviest_part_kg,
            "paint_area_m2": bill.area_m2,
            "zinc_area_m2": bill.zinc_m2,
            "tube_length_m": sum(part.length_mm * part.quantity for part in bill.parts) / 1000,
            "nodes": work.nodes,
            "cuts": work.cuts,
            "holes": work.small_holes + work.large_holes,
            "weld_length_m": work.weld_m,
            "loaded_mass_kg": bill.mass_kg + spec.load * spec.levels * spec.bays,
            "bars_of_stock": plan.bar_count,
            "stock_length_mm": rack.beam.stock_length_mm,
            "kerf_mm": plan.kerf_mm,
            "trim_mm": plan.trim_mm,
            "yield_ratio": plan.yield_ratio,
        }
    )


def _sizes(spec: ShelvingSpec, rack: ShelvingGeometry) -> dict[str, float]:
    return {
        "bays": spec.bays,
        "span_mm": spec.span,
        "depth_mm": spec.depth,
        "height_mm": spec.height,
        "levels": spec.levels,
        "pitch_mm": rack.pitch,
        "clear_height_mm": rack.clear_height,
        "first_level_mm": rack.level_tops[0],
        "above_last_level_mm": spec.height - rack.level_tops[-1],
        "total_width_mm": rack.total_width,
        "slenderness": round(spec.height / spec.depth, 2),
        "bay_diagonal_mm": (spec.span**2 + spec.height**2) ** 0.5,
        "intermediate_supports": rack.supports_per_level,
        "tie_length_mm": rack.tie_length,
        "tyres_per_level": rack.tyres_per_level,
        **(_tyres(spec, rack) if spec.is_rack else {}),
    }


def _tyres(spec: ShelvingSpec, rack: ShelvingGeometry) -> dict[str, float]:
    return {
        "rail_gap_mm": rail_gap(spec, rack.beam),
        "tyre_width_mm": spec.tyre_width,
        "tyre_diameter_mm": spec.tyre_diameter,
    }


def _brace(rack: ShelvingGeometry) -> dict[str, float]:
    if rack.brace is None:
        return {}
    return {
        "braced_bays": len(rack.brace.bays),
        "brace_length_mm": rack.brace.length,
        "brace_width_mm": rack.brace.width,
        "brace_height_mm": rack.brace.height,
    }


def _loads(
    spec: ShelvingSpec, rack: ShelvingGeometry, strength: Strength, basis: Basis
) -> dict[str, float]:
    limit = spec.span / basis.rules.number("shelving.deflection")
    carried = spec.load + strength.deck_kg
    return {
        "load_per_level_kg": spec.load,
        "bay_load_kg": spec.load * spec.levels,
        "sign_per_level_kg": strength.sign_kg,
        "sign_per_bay_kg": strength.sign_kg * spec.levels,
        "beam_capacity_kg": strength.capacity_kg,
        "beam_modulus_cm3": rack.beam.wx_cm3,
        "beam_inertia_cm4": rack.beam.ix_cm4,
        "beam_deflection_mm": round(beam_deflection(rack.beam, spec.span, carried), 1),
        "beam_deflection_limit_mm": round(limit, 1),
        "deck_kg_per_level": round(strength.deck_kg, 1),
        "post_force_n": round(strength.post_force_n),
        "euler_force_n": round(strength.euler_force_n),
        "post_ratio": round(strength.post_ratio, 3),
        "foot_side_mm": basis.rules.number("shelving.foot_side"),
    }


def _counts(bill: Bill) -> dict[str, float]:
    counts = {part.role: part.quantity for part in bill.parts}
    return {
        "upright_count": counts["upright"],
        "beam_count": counts["beam"],
        "tie_count": counts["tie"],
        "brace_count": counts.get("brace", 0),
        "deck_count": sum(plate.quantity for plate in bill.plates),
    }


def shelving_dimensions(
    spec: ShelvingSpec, rack: ShelvingGeometry, strength: Strength
) -> tuple[Dimension, ...]:
    """Return the lengths that the drawing shows, then what the load sign says."""
    loads = (
        ("sign_level", Bilingual("Charge maxi par niveau", "Greatest load on a level"), 1),
        ("sign_bay", Bilingual("Charge maxi par travée", "Greatest load on a bay"), spec.levels),
    )
    return (
        shown_length("total_width", "Longueur totale", "Overall length", rack.total_width),
        shown_count("bays", "Nombre de travées", "Number of bays", spec.bays),
        shown_length("span", "Longueur d’une travée", "Length of a bay", spec.span),
        shown_length("depth", "Profondeur", "Depth", spec.depth),
        shown_length("height", "Hauteur", "Height", spec.height),
        shown_count("levels", "Nombre de niveaux", "Number of levels", spec.levels),
        shown_length(
            "first", "Hauteur du premier niveau", "Height of the first level", rack.level_tops[0]
        ),
        shown_length("pitch", "Entre deux niveaux", "Between two levels", rack.pitch),
        *(
            Dimension(key=key, label=label, value=float(strength.sign_kg * levels), unit="kg")
            for key, label, levels in loads
        ),
    )
