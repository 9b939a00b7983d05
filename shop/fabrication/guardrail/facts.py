"""Named numbers of a guardrail, for exercises, pages and the table beside the drawing."""

from collections.abc import Iterator

from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.cutting import CutPlan
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import facts_of, rounded
from shop.fabrication.domain.result import Dimension, shown_count, shown_length
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.guardrail.geometry import GuardrailGeometry
from shop.fabrication.guardrail.materials import anchor_count
from shop.fabrication.guardrail.spec import GuardrailSpec, Infill
from shop.fabrication.guardrail.strength import check_post, max_spacing, plate_lever
from shop.fabrication.guardrail.work import Joints, frame_length_m

NEWTONS_PER_KILONEWTON = 1000
DECANEWTONS_PER_KILONEWTON = 100


def guardrail_facts(
    spec: GuardrailSpec,
    rail: GuardrailGeometry,
    bill: Bill,
    joints: Joints,
    work: WorkQuantities,
    plan: CutPlan,
    basis: Basis,
) -> dict[str, float]:
    """Return lengths in mm, masses in kg, areas in m², forces in N, all under plain names.

    Numbers of one segment are those of the first; `rake_…` are those of the first rake.
    """
    return facts_of(
        {
            **_sizes(spec, rail),
            **({} if rail.first.segment.is_raked else {"level_height_mm": spec.height}),
            **_infill(spec, rail),
            **_rake(rail),
            **_strength(spec, rail, basis),
            "mass_kg": bill.mass_kg,
            "mass_per_metre_kg": bill.mass_kg / spec.length * 1000,
            "segment_mass_kg": bill.heaviest_part_kg,
            "paint_area_m2": bill.area_m2,
            "zinc_area_m2": bill.zinc_m2,
            "weld_length_m": joints.weld_m,
            "nodes": joints.count,
            "cuts": work.cuts,
            "holes": work.small_holes + work.large_holes,
            "mitre_ends": work.mitre_ends,
            "frame_length_m": frame_length_m(bill.parts),
            "bars_of_stock": plan.bar_count,
            "stock_length_mm": rail.bar.stock_length_mm,
            "usable_bar_mm": rail.bar.stock_length_mm - plan.trim_mm,
            "kerf_mm": plan.kerf_mm,
            "trim_mm": plan.trim_mm,
            "yield_ratio": plan.yield_ratio,
        }
    )


def _sizes(spec: GuardrailSpec, rail: GuardrailGeometry) -> dict[str, float]:
    run = rail.first
    return {
        "guardrail_length_mm": spec.length,
        "segment_count": len(rail.runs),
        "segment_length_mm": run.length,
        "corner_angle_deg": max((abs(run.segment.turn) for run in rail.runs), default=0.0),
        "height_mm": spec.height,
        "fall_height_mm": spec.fall_height,
        "handrail_thickness_mm": rail.handrail.depth_mm,
        "handrail_kg_per_m": rail.handrail.mass_kg_per_m,
        "end_offset_mm": run.start,
        "spread_length_mm": run.length - run.start - run.end,
        "post_face_mm": rail.post.depth_mm,
        "post_kg_per_m": rail.post.mass_kg_per_m,
        "post_length_mm": rail.posts[0].length + rail.drop,
        "post_count": len(rail.posts),
        "bay_count": rail.bay_count,
        "bays_of_segment": run.bays,
        "post_spacing_mm": rounded(run.spacing),
        "clear_width_mm": rounded(run.clear),
    }


def _infill(spec: GuardrailSpec, rail: GuardrailGeometry) -> dict[str, float]:
    run = rail.first
    if spec.infill is Infill.KNEE_RAILS:
        return {
            "knee_rails_per_bay": run.infill.count,
            "knee_void_mm": run.infill.void,
            "toe_plate_mm": rail.toe_plate.face_mm,
        }
    facts = {"low_gap_mm": spec.low_gap, "low_rail_mm": rail.low_rail.depth_mm}
    if not spec.has_bars:
        return {**facts, "panel_height_mm": run.panel_height}
    return {
        **facts,
        "bar_face_mm": rail.bar.face_mm,
        "bar_kg_per_m": rail.bar.mass_kg_per_m,
        "max_void_mm": spec.max_void,
        "bar_count_per_bay": run.infill.count,
        "bar_count": sum(run.bays * run.infill.count for run in rail.runs),
        "void_mm": run.infill.void,
        "bar_spacing_mm": run.infill.void + rail.bar.face_mm,
        "bar_length_mm": run.panel_height,
    }


def _rake(rail: GuardrailGeometry) -> dict[str, float]:
    run = next((run for run in rail.runs if run.segment.is_raked), None)
    if run is None:
        return {}
    return {
        "rake_run_mm": run.length,
        "rake_rise_mm": abs(run.rise),
        "rake_angle_deg": abs(run.slope),
        "rake_length_mm": run.along(run.length),
        "rake_height_mm": run.height,
        "rake_spacing_mm": rounded(run.spacing),
    }


def _strength(spec: GuardrailSpec, rail: GuardrailGeometry, basis: Basis) -> dict[str, float]:
    """Return the note of calculation in numbers; indications of the workshop."""
    rules, support, widest = basis.rules, rail.support, rail.widest
    check = check_post(support, widest.spacing, widest.slope, rules)
    factor = rules.number("guardrail.safety_factor")
    return {
        "load_kn_per_m": support.load,
        "load_n_per_m": support.load * NEWTONS_PER_KILONEWTON,
        "load_dan_per_m": support.load * DECANEWTONS_PER_KILONEWTON,
        "lever_mm": support.lever,
        "resisting_spacing_mm": max_spacing(support.post, support.load, support.lever, rules),
        "max_spacing_mm": support.allowed,
        "loaded_spacing_mm": widest.along(widest.spacing),
        "post_force_n": round(support.load * widest.along(widest.spacing)),
        "service_moment_nm": round(check.moment_nm / factor, 1),
        "moment_nm": round(check.moment_nm, 1),
        "modulus_needed_cm3": round(check.modulus_needed, 2),
        "modulus_cm3": support.post.wx_cm3,
        "displacement_mm": round(check.displacement, 1),
        "displacement_limit_mm": round(check.displacement_limit, 1),
        "anchor_force_n": round(check.anchor_force),
        "anchor_lever_mm": plate_lever(check.moment_nm, rules),
        "anchor_capacity_n": rules.number("guardrail.anchor_capacity"),
        "anchor_count": anchor_count(rail, rules),
        "anchors_per_post": rules.number("guardrail.anchors_per_post"),
        "anchor_edge_mm": rules.number("guardrail.anchor_edge"),
        "safety_factor": factor,
        "min_height_mm": rules.number(f"guardrail.min_height.{spec.context}"),
        "non_climb_zone_mm": rules.number("guardrail.non_climb_zone"),
    }


def guardrail_dimensions(spec: GuardrailSpec, rail: GuardrailGeometry) -> tuple[Dimension, ...]:
    """Return the lengths that the drawing shows, in the order in which one reads it."""
    return tuple(_dimensions(spec, rail))


def _dimensions(spec: GuardrailSpec, rail: GuardrailGeometry) -> Iterator[Dimension]:
    for number, run in enumerate(rail.runs, start=1):
        yield shown_length(
            f"segment{number}", f"Longueur du segment {number}", f"Length of segment {number}",
            run.length,
        )  # fmt: skip
        if run.segment.is_raked:
            yield shown_length(
                f"rake{number}", f"Longueur en pente {number}", f"Length on the rake {number}",
                run.along(run.length),
            )  # fmt: skip
        yield shown_length(
            f"spacing{number}", f"Entraxe des poteaux {number}", f"Spacing of posts {number}",
            run.spacing,
        )  # fmt: skip
    if len(rail.runs) > 1:
        yield shown_length("length", "Longueur totale", "Overall length", spec.length)
    climb = abs(rail.runs[-1].z + rail.runs[-1].rise - rail.first.z)
    if climb:
        yield shown_length("climb", "Montée", "Climb", climb)
    if any(not run.segment.is_raked for run in rail.runs):
        yield shown_length("height", "Hauteur", "Height", spec.height)
    if any(run.segment.is_raked for run in rail.runs):
        yield shown_length(
            "rake_height", "Hauteur sur les nez de marche", "Height above the nosings",
            spec.rake_height,
        )  # fmt: skip
    yield shown_length("post_face", "Poteau", "Post", rail.post.depth_mm)
    if spec.has_bars:
        run = rail.first
        total = sum(each.bays * each.infill.count for each in rail.runs)
        yield shown_count("bar_count", "Nombre de barreaux", "Number of bars", total)
        yield shown_count(
            "bay_bar_count", "Barreaux par travée", "Bars in each bay", run.infill.count
        )
        yield shown_length("clear", "Entre deux poteaux", "Between two posts", run.clear)
        yield shown_length(
            "low_gap", "Jeu sous la lisse basse", "Gap under the low rail", spec.low_gap
        )
        yield shown_length("bar_face", "Barreau", "Bar", rail.bar.face_mm)
        yield shown_length(
            "bar_length", "Longueur des barreaux", "Length of the bars", run.panel_height
        )
        yield shown_length("void", "Vide entre barreaux", "Void between bars", run.infill.void, 2)
