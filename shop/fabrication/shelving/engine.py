"""The shelving family: from a wish to everything that follows from it."""

from collections.abc import Mapping
from typing import Any

from shop.fabrication.domain.assembly import Presentation, assemble_result, cost_bill
from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.bounds import counted, readable
from shop.fabrication.domain.checking import cut_checks, diagonals_check, welded_check
from shop.fabrication.domain.cutting import CutPlan
from shop.fabrication.domain.family import Basis, Handover, SiteSize, SpecRefused
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.materials import facts_of
from shop.fabrication.domain.reading import Reader
from shop.fabrication.domain.result import Dimension, FabricationResult, PlannedCheck
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.shelving.bill import bill_shelving, measure_work
from shop.fabrication.shelving.elevation import draw_shelving
from shop.fabrication.shelving.geometry import ShelvingGeometry, lay_out_shelving
from shop.fabrication.shelving.rules import no_beam, refusals, shelving_findings
from shop.fabrication.shelving.spec import Preset, ShelvingSpec
from shop.fabrication.shelving.strength import Strength, check_strength
from shop.fabrication.shelving.views import shelving_drawings
from shop.kernel.text import Bilingual


class ShelvingEngine:
    """Shelving in bays and levels, and the tyre rack."""

    key = "shelving"
    label = Bilingual("Rayonnage", "Shelving")
    spec_type = ShelvingSpec
    site_sizes: tuple[SiteSize, ...] = ()

    def sizes_that_count(self, spec: ShelvingSpec) -> tuple[float, ...]:
        """Return nothing: a shelving is built to the sizes ordered, whatever the place."""
        return ()

    def contents(self, spec: ShelvingSpec) -> tuple[str, ...]:
        """Return bays and levels with the load each of them is built for."""
        bays = counted(spec.bays, "travée", "travées")
        kind = "rails pour pneus" if spec.preset is Preset.TYRE_RACK else "tablettes en tôle"
        load = f"{readable(spec.load)} kg par niveau et par travée"
        return (f"{bays}, {counted(spec.levels, 'niveau', 'niveaux')}", kind, load)

    def parse(self, data: Mapping[str, Any]) -> ShelvingSpec:
        """Read stored or posted data; raise `SpecRefused` with one remark for each bad field."""
        reader = Reader(data, self.key)
        spec = ShelvingSpec(
            bays=reader.whole("bays", 1),
            span=reader.number("span", 0.0),
            depth=reader.number("depth", 0.0),
            height=reader.number("height", 0.0),
            levels=reader.whole("levels", 4),
            load=reader.number("load", 0.0),
            preset=reader.choice("preset", Preset, Preset.SHELF),
            tyre_width=reader.number("tyre_width", 225.0),
            tyre_diameter=reader.number("tyre_diameter", 650.0),
            finish=reader.choice("finish", Finish, Finish.POWDER),
            colour=reader.text("colour", "RAL 7016"),
            handover=reader.choice("handover", Handover, Handover.PICKUP),
            is_in_public_place=reader.flag("is_in_public_place", False),
        )
        if reader.findings:
            raise SpecRefused(tuple(reader.findings))
        return spec

    def validate(self, spec: ShelvingSpec, basis: Basis) -> tuple[Finding, ...]:
        """Return all remarks on a wish, the gravest first."""
        try:
            return self.fabricate(spec, basis).findings
        except SpecRefused as refused:
            return refused.findings

    def fabricate(self, spec: ShelvingSpec, basis: Basis) -> FabricationResult:
        """Compute geometry, bill, load sign, cut plan, operations, checks and price."""
        rules, tables = basis.rules, basis.tables
        refused = refusals(spec, rules)
        if refused:
            raise SpecRefused(refused)
        strength = check_strength(spec, rules, tables)
        if strength.beam is None:
            raise SpecRefused((no_beam(spec),))
        rack = lay_out_shelving(spec, strength.beam, rules, tables)
        bill = bill_shelving(spec, rack, basis)
        work = measure_work(spec, rack, bill, basis)
        is_delivered = spec.handover is not Handover.PICKUP
        costed = cost_bill(bill, work, spec.finish, is_delivered, basis)
        title = shelving_title(spec)
        facts = _facts(spec, rack, strength, bill, costed.cut_plan)
        shown = Presentation(
            title=title,
            facts=facts_of(
                {**facts, "nodes": work.nodes, "cuts": work.cuts, "weld_length_m": work.weld_m}
            ),
            dimensions=_dimensions(spec, rack),
            checks=_checks(spec, rack, bill, basis),
            elevation=draw_shelving(spec, rack, bill, title),
        )
        limit = basis.tariff.self_service_limit
        findings = shelving_findings(spec, rack, strength, costed.price.net, limit, rules)
        return assemble_result(self.key, spec, costed, shown, tuple(findings), basis)

    def draw(self, spec: ShelvingSpec, basis: Basis) -> DrawingSet:
        """Return the drawing set of a shelving that can be made."""
        result = self.fabricate(spec, basis)
        marks = {part.role: part.mark for part in result.parts}
        beam = next(part.section for part in result.parts if part.role == "beam")
        section = basis.tables.sections.get_section(beam)
        rack = lay_out_shelving(spec, section, basis.rules, basis.tables)
        return shelving_drawings(spec, rack, marks, result.elevation)


def shelving_title(spec: ShelvingSpec) -> Bilingual:
    """Return the name of this shelving, with its size in millimetres."""
    kind_fr, kind_en = "Rayonnage", "Shelving"
    if spec.preset is Preset.TYRE_RACK:
        kind_fr, kind_en = "Rayonnage à pneus", "Tyre rack"
    size = f"{readable(spec.span)} × {readable(spec.depth)} × {readable(spec.height)} mm"
    return Bilingual(
        f"{kind_fr}, {counted(spec.bays, 'travée', 'travées')} de {size}",
        f"{kind_en}, {counted(spec.bays, 'bay', 'bays')} of {size}",
    )


def _facts(
    spec: ShelvingSpec, rack: ShelvingGeometry, strength: Strength, bill: Bill, plan: CutPlan
) -> dict[str, float]:
    counts = {part.role: part.quantity for part in bill.parts}
    return {
        "bays": spec.bays,
        "span_mm": spec.span,
        "depth_mm": spec.depth,
        "height_mm": spec.height,
        "levels": spec.levels,
        "pitch_mm": rack.pitch,
        "first_level_mm": rack.level_tops[0],
        "total_width_mm": rack.total_width,
        "load_per_level_kg": spec.load,
        "bay_load_kg": spec.load * spec.levels,
        "sign_per_level_kg": strength.sign_kg,
        "sign_per_bay_kg": strength.sign_kg * spec.levels,
        "beam_capacity_kg": strength.capacity_kg,
        "deck_kg_per_level": round(strength.deck_kg, 1),
        "intermediate_supports": rack.supports_per_level,
        "upright_count": counts["upright"],
        "beam_count": counts["beam"],
        "tie_count": counts["tie"],
        "tie_length_mm": rack.tie_length,
        "post_force_n": round(strength.post_force_n),
        "euler_force_n": round(strength.euler_force_n),
        "post_ratio": round(strength.post_ratio, 3),
        "slenderness": round(spec.height / spec.depth, 2),
        "tyres_per_level": rack.tyres_per_level,
        "bay_diagonal_mm": (spec.span**2 + spec.height**2) ** 0.5,
        "mass_kg": bill.mass_kg,
        "paint_area_m2": bill.area_m2,
        "tube_length_m": sum(part.length_mm * part.quantity for part in bill.parts) / 1000,
        "bars_of_stock": plan.bar_count,
        "kerf_mm": plan.kerf_mm,
        "yield_ratio": plan.yield_ratio,
    }


def _dimensions(spec: ShelvingSpec, rack: ShelvingGeometry) -> tuple[Dimension, ...]:
    rows = (
        ("total_width", Bilingual("Longueur totale", "Overall length"), rack.total_width),
        ("span", Bilingual("Longueur d’une travée", "Length of a bay"), spec.span),
        ("depth", Bilingual("Profondeur", "Depth"), spec.depth),
        ("height", Bilingual("Hauteur", "Height"), spec.height),
        ("pitch", Bilingual("Entre deux niveaux", "Between two levels"), rack.pitch),
    )
    return tuple(Dimension(key=key, label=label, value=value) for key, label, value in rows)


def _checks(
    spec: ShelvingSpec, rack: ShelvingGeometry, bill: Bill, basis: Basis
) -> tuple[PlannedCheck, ...]:
    table = basis.tables.tolerances
    diagonal = (spec.depth**2 + spec.height**2) ** 0.5
    depth = Bilingual("Profondeur des échelles", "Depth of the frames")
    pitch = Bilingual("Entre deux niveaux", "Between two levels")
    square = Bilingual("Écart des diagonales des échelles", "Difference of frame diagonals")
    return (
        *cut_checks(bill.parts, table),
        welded_check("frame.depth", depth, spec.depth, table),
        welded_check("frame.pitch", pitch, rack.pitch, table),
        diagonals_check("frame.diagonals", square, diagonal, table),
    )
