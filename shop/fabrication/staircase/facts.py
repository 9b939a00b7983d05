"""Named numbers of a staircase, for exercises, pages and the table beside the drawing."""

from collections.abc import Iterator
from math import hypot

from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.cutting import CutPlan
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import facts_of
from shop.fabrication.domain.result import Dimension, shown_count, shown_length
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.staircase.geometry import StaircaseGeometry
from shop.fabrication.staircase.materials import anchor_count, bolt_count, order_length
from shop.fabrication.staircase.rails import SideRail
from shop.fabrication.staircase.spec import StaircaseSpec, Tread
from shop.fabrication.staircase.work import Joints
from shop.kernel.text import Bilingual


def staircase_facts(
    spec: StaircaseSpec,
    stair: StaircaseGeometry,
    rails: tuple[SideRail, ...],
    bill: Bill,
    joints: Joints,
    work: WorkQuantities,
    plan: CutPlan,
    basis: Basis,
) -> dict[str, float]:
    """Return lengths in mm, masses in kg, areas in m², angles in degrees, under plain names.

    Numbers of one flight are those of the first; `rail_…` those of the first rail.
    """
    return facts_of(
        {
            **_steps(spec, stair, basis),
            **_treads(spec, stair, bill, basis),
            **_strength(spec, stair, basis),
            **_rails(rails),
            "mass_kg": bill.mass_kg,
            "heaviest_part_kg": bill.heaviest_part_kg,
            "paint_area_m2": bill.area_m2,
            "zinc_area_m2": bill.zinc_m2,
            "weld_length_m": joints.weld_m,
            "nodes": joints.count,
            "cuts": work.cuts,
            "holes": work.small_holes + work.large_holes,
            "bends": work.bends,
            "anchor_count": anchor_count(stair, basis.rules),
            "bolt_count": bolt_count(spec, stair, basis.rules),
            "bars_of_stock": plan.bar_count,
            "stock_length_mm": stair.stringer.section.stock_length_mm,
            "usable_bar_mm": stair.stringer.section.stock_length_mm - plan.trim_mm,
            "kerf_mm": plan.kerf_mm,
            "trim_mm": plan.trim_mm,
            "yield_ratio": plan.yield_ratio,
        }
    )


def _steps(spec: StaircaseSpec, stair: StaircaseGeometry, basis: Basis) -> dict[str, float]:
    steps, flight, rules = stair.steps, stair.flights[0], basis.rules
    facts = {
        "climb_mm": spec.height,
        "stair_width_mm": spec.width,
        "riser_count": steps.risers,
        "tread_count": stair.tread_count,
        "rise_mm": steps.rise,
        "going_mm": steps.going,
        "stride_mm": steps.stride,
        "min_stride_mm": rules.number(f"staircase.{spec.context}.min_stride"),
        "max_stride_mm": rules.number(f"staircase.{spec.context}.max_stride"),
        "max_rise_mm": rules.number(f"staircase.{spec.context}.max_rise"),
        "min_going_mm": rules.number(f"staircase.{spec.context}.min_going"),
        "pitch_deg": steps.pitch,
        "run_mm": stair.length,
        "flight_count": len(stair.flights),
        "flight_climb_mm": flight.climb,
        "flight_run_mm": flight.run,
        "flight_risers": flight.risers,
        "flight_treads": flight.treads,
        # Risers of a flight whose last one reaches the floor or the landing itself.
        "flush_risers": flight.risers if flight.treads == flight.risers - 1 else 0,
        "stringer_axis_mm": flight.axis,
        "stringer_length_mm": order_length(flight, rules),
        "stringer_diagonal_mm": hypot(flight.climb, flight.run),
        "nosing_line_mm": flight.nosing_line,
        "landing_length_mm": spec.landing_length,
    }
    if steps.headroom is not None:
        needed = rules.number(f"staircase.{spec.context}.headroom")
        facts |= {
            "opening_mm": spec.opening,
            "floor_thickness_mm": spec.floor_thickness,
            "headroom_mm": steps.headroom,
            "min_headroom_mm": needed,
        }
    return facts


def _treads(
    spec: StaircaseSpec, stair: StaircaseGeometry, bill: Bill, basis: Basis
) -> dict[str, float]:
    tread = next((plate for plate in bill.plates if plate.role == "tread"), None)
    facts = {"clear_width_mm": stair.clear_width, "cleat_length_mm": stair.cleat_length}
    if tread is None:
        return facts
    facts |= {"tread_kg": tread.mass_kg, "treads_kg": tread.mass_kg * tread.quantity}
    if spec.tread is Tread.FOLDED_SHEET:
        facts |= {
            "tread_developed_mm": stair.tread_depth,
            "tread_flat_mm": stair.tread_depth - 2 * basis.rules.number("staircase.fold"),
            "fold_mm": basis.rules.number("staircase.fold"),
            "tread_thickness_mm": tread.thickness_mm,
        }
    return {**facts, "tread_depth_mm": stair.tread_depth}


def _strength(spec: StaircaseSpec, stair: StaircaseGeometry, basis: Basis) -> dict[str, float]:
    """Return the note of calculation in numbers; indications of the workshop."""
    stringer = stair.stringer
    return {
        "surface_load_kn_m2": basis.rules.number(f"staircase.load.{spec.context}"),
        "stringer_load_kn_m": round(stringer.load, 3),
        "stringer_moment_kn_m": round(stringer.moment, 2),
        "stringer_stress_mpa": round(stringer.stress, 1),
        "stringer_deflection_mm": round(stringer.deflection, 1),
        "stringer_deflection_limit_mm": round(stringer.limit, 1),
        "stringer_modulus_cm3": stringer.section.wx_cm3,
        "stringer_kg_per_m": stringer.section.mass_kg_per_m,
    }


def _rails(rails: tuple[SideRail, ...]) -> dict[str, float]:
    if not rails:
        return {"rail_count": 0}
    rail, run = rails[0].geometry, rails[0].geometry.first
    return {
        "rail_count": len(rails),
        "rail_posts": len(rail.posts),
        "rail_post_spacing_mm": run.spacing,
        "rail_run_mm": run.length,
        "rail_length_mm": run.along(run.length),
        "rail_height_mm": run.height,
        "rail_clear_mm": run.clear,
        "bar_face_mm": rail.bar.face_mm,
        "max_void_mm": rails[0].spec.max_void,
        "void_mm": run.infill.void,
        "bar_count_per_bay": run.infill.count,
        "bar_count": sum(
            run.bays * run.infill.count for side in rails for run in side.geometry.runs
        ),
    }


def staircase_dimensions(spec: StaircaseSpec, stair: StaircaseGeometry) -> tuple[Dimension, ...]:
    """Return the lengths that the drawing shows, in the order in which one reads it."""
    return tuple(_dimensions(spec, stair))


def _dimensions(spec: StaircaseSpec, stair: StaircaseGeometry) -> Iterator[Dimension]:
    steps = stair.steps
    yield shown_length("height", "Hauteur à monter", "Height to climb", spec.height)
    if spec.turn:
        yield shown_length("run", "Longueur du chemin", "Length of the way", stair.length)
    else:
        yield shown_length("run", "Longueur au sol", "Length on the floor", stair.length)
    yield shown_length("width", "Largeur", "Width", spec.width)
    yield shown_count("risers", "Nombre de hauteurs", "Number of risers", steps.risers)
    yield shown_count("treads", "Nombre de marches", "Number of treads", stair.tread_count)
    yield shown_length("rise", "Hauteur d’une marche", "Rise of one step", steps.rise)
    yield shown_length("going", "Giron d’une marche", "Going of one step", steps.going)
    yield shown_length("stride", "Pas (2 hauteurs + 1 giron)", "Stride (2 rises + 1 going)",
                  steps.stride)  # fmt: skip
    yield Dimension(
        key="pitch", label=Bilingual("Pente", "Pitch"), value=round(steps.pitch, 1), unit="°"
    )
    for number, flight in enumerate(stair.flights, start=1):
        yield shown_length(
            f"stringer{number}", f"Limon de la volée {number}", f"Stringer of flight {number}",
            flight.axis,
        )  # fmt: skip
    if stair.landing:
        for number, flight in enumerate(stair.flights, start=1):
            yield shown_length(
                f"run{number}", f"Longueur au sol de la volée {number}",
                f"Length on the floor of flight {number}", flight.run,
            )  # fmt: skip
        yield shown_length("landing", "Longueur du palier", "Length of the landing",
                      stair.landing.length)  # fmt: skip
        yield shown_length("landing_height", "Hauteur du palier", "Height of the landing",
                      stair.landing.z)  # fmt: skip
    if steps.headroom is not None:
        yield shown_length("headroom", "Échappée", "Headroom", steps.headroom)
