"""Everything a gate is made of, weighed and measured."""

from shop.fabrication.domain.bars import Saw
from shop.fabrication.domain.bill import Bill, weigh_bill
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import mark_parts
from shop.fabrication.gate.geometry import GateGeometry, Leaf
from shop.fabrication.gate.materials import (
    gate_hardware,
    gate_plates,
    leaf_pieces,
    post_pieces,
    post_section,
    sheet_name,
    sheet_size,
)
from shop.fabrication.gate.spec import GateSpec, Infill


def usable_length(gate: GateGeometry, rules: RuleSet) -> float:
    """Return what a bar of the frame gives once its end is trimmed."""
    return gate.frame.stock_length_mm - Saw.from_rules(rules).trim_mm


def bill_gate(spec: GateSpec, gate: GateGeometry, basis: Basis) -> Bill:
    """List and weigh all parts; the heaviest part to lift is the heaviest leaf."""
    rules, sections = basis.rules, basis.tables.sections
    by_leaf = [leaf_pieces(leaf, gate, usable_length(gate, rules)) for leaf in gate.leaves]
    leaf_mass = max(
        sum(piece.section.mass_kg(piece.length_mm) * piece.quantity for piece in pieces)
        + _sheet_mass(leaf, basis)
        for leaf, pieces in zip(gate.leaves, by_leaf, strict=True)
    )
    heaviest_post = rules.text("gate.post").rpartition("=")[2].strip()
    post = sections.get_section(post_section(leaf_mass, rules) or heaviest_post)
    posts = post_pieces(spec, post, rules)
    return weigh_bill(
        parts=mark_parts([*(piece for pieces in by_leaf for piece in pieces), *posts]),
        plates=gate_plates(spec, gate, rules, basis.tables),
        hardware=gate_hardware(spec, gate, leaf_mass, rules, basis.tariff),
        finish=spec.finish,
        heaviest_part_kg=leaf_mass,
        basis=basis,
    )


def _sheet_mass(leaf: Leaf, basis: Basis) -> float:
    mass = 0.0
    for bay in leaf.bays:
        for row in bay.rows:
            if row.infill in (Infill.SHEET_FULL, Infill.PERFORATED):
                sheet = basis.tables.sheets.get_sheet(sheet_name(row.infill, basis.rules))
                width, height = sheet_size(bay, row, basis.rules)
                mass += width * height / 1_000_000 * sheet.mass_kg_per_m2
    return mass
