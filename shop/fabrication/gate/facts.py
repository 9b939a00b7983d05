"""Named numbers of a gate, for exercises, pages and the table beside the drawing."""

from collections.abc import Iterator
from math import pi

from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.cutting import CutPlan
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import facts_of
from shop.fabrication.domain.result import Dimension, shown_count, shown_length
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.domain.steel import GRAVITY
from shop.fabrication.gate.geometry import GateGeometry, brace_angle, slide_space
from shop.fabrication.gate.materials import hinges_per_leaf
from shop.fabrication.gate.spec import GateSpec, GateType, Infill
from shop.fabrication.gate.work import Joints, frame_length_m


def gate_facts(
    spec: GateSpec,
    gate: GateGeometry,
    bill: Bill,
    joints: Joints,
    work: WorkQuantities,
    plan: CutPlan,
    basis: Basis,
) -> dict[str, float]:
    """Return lengths in mm, masses in kg, areas in m², forces in N, all under plain names."""
    return facts_of(
        {
            **_sizes(spec, gate),
            **_bars(gate, spec),
            **_wind(gate, basis),
            **(_sliding(spec, gate, bill, basis) if spec.is_sliding else {}),
            **({} if spec.is_sliding else _hinge_forces(gate, bill, basis)),
            "mass_kg": bill.mass_kg,
            "leaf_mass_kg": bill.heaviest_part_kg,
            "paint_area_m2": bill.area_m2,
            "zinc_area_m2": bill.zinc_m2,
            "weld_length_m": joints.weld_m,
            "frame_nodes": joints.frame,
            "bar_nodes": joints.bars,
            "nodes": joints.count,
            "cuts": work.cuts,
            "holes": work.small_holes + work.large_holes,
            "mitre_ends": work.mitre_ends,
            "frame_length_m": frame_length_m(bill.parts),
            "bars_of_stock": plan.bar_count,
            "stock_length_mm": gate.frame.stock_length_mm,
            "kerf_mm": plan.kerf_mm,
            "trim_mm": plan.trim_mm,
            "yield_ratio": plan.yield_ratio,
        }
    )


def _sizes(spec: GateSpec, gate: GateGeometry) -> dict[str, float]:
    leaf = gate.largest
    sizes = {
        "opening_mm": gate.opening,
        "height_mm": gate.height,
        "hinge_gap_mm": spec.hinge_gap,
        "mid_gap_mm": spec.mid_gap if spec.leaf_count == 2 else 0.0,
        "ground_gap_mm": spec.ground_gap,
        "slope_percent": spec.slope,
        "leaf_count": len(gate.leaves),
        "leaf_width_mm": leaf.width,
        "leaf_height_mm": leaf.height,
        "leaf_area_m2": leaf.area_m2,
        "leaf_diagonal_mm": leaf.diagonal,
        "swept_area_m2": 0.0 if spec.is_sliding else pi * (leaf.width / 1000) ** 2 / 4,
        "inner_width_mm": max(bay.width for bay in leaf.bays),
        "inner_height_mm": leaf.bays[0].rows[-1].height,
        "panel_rows": len(leaf.bays[0].rows),
        "frame_face_mm": gate.frame.face_mm,
        "frame_thickness_mm": gate.frame.thickness_mm,
        "frame_kg_per_m": gate.frame.mass_kg_per_m,
        "frame_paint_m2_per_m": gate.frame.paint_area_m2_per_m,
    }
    widths = {f"leaf{n}_width_mm": leaf.width for n, leaf in enumerate(gate.leaves, start=1)}
    return {**sizes, **widths}


def _bars(gate: GateGeometry, spec: GateSpec) -> dict[str, float]:
    facts = {
        "bar_face_mm": gate.bar.face_mm,
        "bar_kg_per_m": gate.bar.mass_kg_per_m,
        "max_void_mm": spec.max_void,
    }
    rows = [row for leaf in gate.leaves for bay in leaf.bays for row in bay.rows]
    bars = gate.first_bars
    if bars is not None:
        facts["bar_count_per_row"] = bars.count
        facts["bar_count"] = sum(row.bars.count for row in rows if row.bars is not None)
        facts["void_mm"] = bars.void
        facts["bar_spacing_mm"] = bars.void + gate.bar.face_mm
        facts["bar_length_mm"] = bars.length
    braced = next((row for row in rows if row.brace is not None), None)
    if braced is not None and braced.brace is not None:
        clear = gate.largest.bays[0].width
        facts["brace_length_mm"] = braced.brace
        facts["brace_angle_deg"] = brace_angle(clear, braced.height)
    return facts


def _hinge_forces(gate: GateGeometry, bill: Bill, basis: Basis) -> dict[str, float]:
    """Return forces on the hinges; indications for the teacher, not a calculation note."""
    rules, leaf = basis.rules, gate.largest
    distance = max(1.0, leaf.height - rules.number("gate.hinge_inset_total"))
    weight = bill.heaviest_part_kg * GRAVITY
    return {
        "hinges_per_leaf": hinges_per_leaf(bill.heaviest_part_kg, rules),
        "hinge_distance_mm": distance,
        "hinge_force_n": round(weight * (leaf.width / 2) / distance),
        "hinge_vertical_n": round(weight),
    }


def _sliding(spec: GateSpec, gate: GateGeometry, bill: Bill, basis: Basis) -> dict[str, float]:
    """Return the room beside the opening, and what the carriages of a cantilever bear."""
    rules, leaf = basis.rules, gate.largest
    facts = {"slide_space_mm": slide_space(spec, leaf.width, rules)}
    if spec.type is not GateType.SLIDING_CANTILEVER:
        return facts
    apart = spec.opening * rules.number("gate.carriage_ratio")
    tail = leaf.width - spec.opening - rules.number("gate.sliding_reception")
    weight = bill.heaviest_part_kg * GRAVITY
    # Moments about the front carriage, at the jamb, of a leaf taken as even along its length.
    held_down = weight * (leaf.width / 2 - tail) / apart
    return {
        **facts,
        "carriage_spacing_mm": apart,
        "carriage_rear_n": round(held_down),
        "carriage_front_n": round(weight + held_down),
    }


def _wind(gate: GateGeometry, basis: Basis) -> dict[str, float]:
    leaf = gate.largest
    wind = basis.rules.number("gate.wind") * 1000 * leaf.area_m2 * solidity(gate, basis)
    return {"wind_force_n": round(wind), "bolt_torque_nm": round(wind * leaf.width / 2000)}


def solidity(gate: GateGeometry, basis: Basis) -> float:
    """Return the share of the leaf that stops the wind, panels only, 0 to 1."""
    leaf = gate.largest
    closed = 0.0
    for bay in leaf.bays:
        for row in bay.rows:
            area = bay.width * row.height
            if row.infill is Infill.SHEET_FULL:
                closed += area
            elif row.infill is Infill.PERFORATED:
                closed += area * basis.rules.number("gate.perforated_solidity")
            elif row.bars is not None:
                closed += row.bars.count * row.bars.length * gate.bar.face_mm
    return closed / (leaf.width * leaf.height)


def gate_dimensions(spec: GateSpec, gate: GateGeometry) -> tuple[Dimension, ...]:
    """Return the lengths that the drawing shows, in the order in which one reads it."""
    return tuple(_dimensions(spec, gate))


def _dimensions(spec: GateSpec, gate: GateGeometry) -> Iterator[Dimension]:
    yield shown_length("opening", "Passage", "Opening", gate.opening)
    yield shown_length("height", "Hauteur totale", "Overall height", gate.height)
    for number, leaf in enumerate(gate.leaves, start=1):
        yield shown_length(
            f"leaf{number}_width", f"Largeur vantail {number}", f"Width, leaf {number}", leaf.width
        )
    yield shown_length(
        "leaf_height", "Hauteur du vantail", "Height of the leaf", gate.largest.height
    )
    if not spec.is_sliding:
        yield shown_length("hinge_gap", "Jeu côté gonds", "Gap at the hinges", spec.hinge_gap)
    if spec.leaf_count == 2:
        yield shown_length("mid_gap", "Jeu entre vantaux", "Gap between leaves", spec.mid_gap)
    yield shown_length("ground_gap", "Jeu au sol", "Gap to the ground", gate.largest.foot)
    yield shown_length("frame_face", "Tube du cadre", "Frame tube", gate.frame.face_mm)
    panels = dict.fromkeys(row.height for row in gate.leaves[-1].bays[-1].rows)
    for number, height in enumerate(panels, start=1):
        which = f" {number}" if len(panels) > 1 else ""
        yield shown_length(
            f"panel{number}_height", f"Hauteur du panneau{which}", f"Height of the panel{which}",
            height,
        )  # fmt: skip
    yield from _bar_dimensions(gate)


def _bar_dimensions(gate: GateGeometry) -> Iterator[Dimension]:
    bars = gate.first_bars
    if bars is None:
        return
    rows = [row.bars for leaf in gate.leaves for bay in leaf.bays for row in bay.rows]
    total = sum(row.count for row in rows if row is not None)
    inner = max(bay.width for bay in gate.largest.bays)
    yield shown_count("bar_count", "Nombre de barreaux", "Number of bars", total)
    yield shown_count("row_bar_count", "Barreaux par rangée", "Bars in each row", bars.count)
    yield shown_length("inner_width", "Entre les montants", "Between the stiles", inner)
    yield shown_length("bar_face", "Barreau", "Bar", gate.bar.face_mm)
    yield shown_length("bar_length", "Longueur des barreaux", "Length of the bars", bars.length)
    yield shown_length("void", "Vide entre barreaux", "Void between bars", bars.void, places=2)
