"""Everything a guardrail is made of, weighed and measured."""

from shop.fabrication.domain.bars import Saw
from shop.fabrication.domain.bill import Bill, weigh_bill
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import mark_parts
from shop.fabrication.domain.result import Plate
from shop.fabrication.guardrail.geometry import GuardrailGeometry
from shop.fabrication.guardrail.materials import (
    guardrail_hardware,
    guardrail_pieces,
    guardrail_plates,
    run_pieces,
    sheet_size,
)
from shop.fabrication.guardrail.spec import GuardrailSpec


def usable_length(rail: GuardrailGeometry, basis: Basis) -> float:
    """Return what a bar of the handrail gives once its end is trimmed."""
    return rail.handrail.stock_length_mm - Saw.from_rules(basis.rules).trim_mm


def bill_guardrail(spec: GuardrailSpec, rail: GuardrailGeometry, basis: Basis) -> Bill:
    """List and weigh all parts; the heaviest part to lift is the heaviest segment."""
    plates = guardrail_plates(spec, rail, basis.rules, basis.tables)
    return weigh_bill(
        parts=mark_parts(guardrail_pieces(spec, rail, usable_length(rail, basis))),
        plates=plates,
        hardware=guardrail_hardware(rail, basis.rules, basis.tariff),
        finish=spec.finish,
        heaviest_part_kg=_heaviest_segment(spec, rail, plates, basis),
        basis=basis,
    )


def _heaviest_segment(
    spec: GuardrailSpec, rail: GuardrailGeometry, plates: tuple[Plate, ...], basis: Basis
) -> float:
    """Return the mass of the heaviest welded segment with the posts of its bays."""
    usable = usable_length(rail, basis)
    base = plates[0].mass_kg
    sheets = {(plate.width_mm, plate.height_mm): plate.mass_kg for plate in plates[1:]}
    masses = []
    for place, run in enumerate(rail.runs):
        mass = sum(
            piece.section.mass_kg(piece.length_mm) * piece.quantity
            for piece in run_pieces(spec, rail, place, usable)
        )
        posts = [p for p in rail.posts if run.x <= p.x <= run.x + run.length]
        mass += sum(rail.post.mass_kg(post.length + rail.drop) + base for post in posts)
        mass += run.bays * sheets.get(sheet_size(run, basis.rules), 0.0)
        masses.append(mass)
    return max(masses)
