"""The gate family: from a wish to everything that follows from it."""

from collections.abc import Mapping
from typing import Any

from shop.fabrication.domain.assembly import Costed, Presentation, assemble_result, cost_bill
from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.family import Basis, Handover, SiteSize, SpecRefused
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.reading import Reader
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.gate.bill import bill_gate
from shop.fabrication.gate.checks import gate_checks
from shop.fabrication.gate.elevation import draw_gate
from shop.fabrication.gate.facts import gate_dimensions, gate_facts
from shop.fabrication.gate.geometry import GateGeometry, lay_out_gate
from shop.fabrication.gate.handover import geometry_reasons, result_reasons, wish_reasons
from shop.fabrication.gate.rules import advice, estimate_reasons, kept_to_rules, refusals
from shop.fabrication.gate.spec import GateSpec, GateType, Hand, Infill, Motor, Split, Usage
from shop.fabrication.gate.views import gate_drawings
from shop.fabrication.gate.work import count_joints, measure_work
from shop.kernel.text import Bilingual

TYPE_LABELS = {
    GateType.SWING_1: Bilingual("Portail battant, 1 vantail", "Swing gate, 1 leaf"),
    GateType.SWING_2: Bilingual("Portail battant, 2 vantaux", "Swing gate, 2 leaves"),
    GateType.SLIDING_RAIL: Bilingual("Portail coulissant sur rail", "Sliding gate on a rail"),
    GateType.SLIDING_CANTILEVER: Bilingual("Portail autoportant", "Cantilever sliding gate"),
    GateType.WICKET: Bilingual("Portillon", "Wicket gate"),
}


INFILL_WORDS = {
    Infill.BARS: "barreaux droits",
    Infill.SHEET_FULL: "tôle pleine",
    Infill.SHEET_LOW: "tôle en bas, barreaux en haut",
    Infill.PERFORATED: "tôle perforée",
    Infill.HORIZONTAL: "barreaux horizontaux",
}


class GateEngine:
    """Swing, sliding and wicket gates."""

    key = "gate"
    label = Bilingual("Portail et portillon", "Gate and wicket")
    spec_type = GateSpec
    site_sizes = (
        SiteSize(
            "widths",
            (
                Bilingual("Largeur en bas", "Width at the bottom"),
                Bilingual("Largeur au milieu", "Width in the middle"),
                Bilingual("Largeur en haut", "Width at the top"),
            ),
        ),
        SiteSize("height", (Bilingual("Hauteur", "Height"),)),
        SiteSize("slope", (Bilingual("Pente du sol", "Slope of the ground"),), "%", least=0),
    )

    def sizes_that_count(self, spec: GateSpec) -> tuple[float, ...]:
        """Return the opening that rules, the height and the slope."""
        return (spec.opening, spec.height, spec.slope)

    def contents(self, spec: GateSpec) -> tuple[str, ...]:
        """Return the infill, then the equipment."""
        return (INFILL_WORDS[spec.infill], *gate_equipment(spec))

    def parse(self, data: Mapping[str, Any]) -> GateSpec:
        """Read stored or posted data; raise `SpecRefused` with one remark for each bad field."""
        reader = Reader(data, self.key)
        spec = _read_spec(reader)
        if reader.findings:
            raise SpecRefused(tuple(reader.findings))
        return spec

    def validate(self, spec: GateSpec, basis: Basis) -> tuple[Finding, ...]:
        """Return all remarks on a wish, the gravest first."""
        try:
            return self.fabricate(spec, basis).findings
        except SpecRefused as refused:
            return refused.findings

    def fabricate(self, spec: GateSpec, basis: Basis) -> FabricationResult:
        """Compute geometry, bill, cut plan, operations, checks and price of a gate."""
        spec = kept_to_rules(spec, basis.rules)
        refused = refusals(spec, basis.rules, basis.tables)
        if refused:
            raise SpecRefused(refused)
        gate = lay_out_gate(spec, basis.rules, basis.tables)
        bill = bill_gate(spec, gate, basis)
        joints = count_joints(gate, basis)
        work = measure_work(spec, gate, bill, joints, basis)
        is_delivered = spec.handover is not Handover.PICKUP
        costed = cost_bill(bill, work, spec.finish, is_delivered, basis)
        title = gate_title(spec)
        shown = Presentation(
            title=title,
            facts=gate_facts(spec, gate, bill, joints, work, costed.cut_plan, basis),
            dimensions=gate_dimensions(spec, gate),
            checks=gate_checks(
                spec, gate, bill.parts, work.welds, basis.rules, basis.tables.tolerances
            ),
            elevation=draw_gate(spec, gate, bill, basis, title),
        )
        findings = _findings(spec, gate, costed, basis)
        return assemble_result(self.key, spec, costed, shown, findings, basis)

    def draw(self, spec: GateSpec, basis: Basis) -> DrawingSet:
        """Return the drawing set of a gate that can be made."""
        spec = kept_to_rules(spec, basis.rules)
        elevation = self.fabricate(spec, basis).elevation
        return gate_drawings(lay_out_gate(spec, basis.rules, basis.tables), elevation)


def _findings(
    spec: GateSpec, gate: GateGeometry, costed: Costed, basis: Basis
) -> tuple[Finding, ...]:
    rules = basis.rules
    limit = basis.tariff.self_service_limit
    return (
        *wish_reasons(spec, rules),
        *geometry_reasons(spec, gate, rules, basis.tables),
        *result_reasons(spec, costed.bill.heaviest_part_kg, costed.price.net, limit, rules),
        *estimate_reasons(spec, rules),
        *advice(spec, rules),
    )


def gate_equipment(spec: GateSpec) -> tuple[str, ...]:
    """Return the equipment kept, in French words."""
    options = (
        ("serrure et poignée", spec.lock),
        ("verrou au sol", spec.drop_bolt and not spec.is_sliding),
        ("fente à courrier", spec.letter_slot),
        ("deux poteaux en acier à sceller", spec.posts),
        ("prêt à motoriser", spec.motor is Motor.READY),
    )
    return tuple(name for name, is_kept in options if is_kept)


def gate_title(spec: GateSpec) -> Bilingual:
    """Return the name of this gate, with its size in millimetres."""
    label = TYPE_LABELS[spec.type]
    size = f"{readable(spec.opening)} × {readable(spec.height)} mm"
    return Bilingual(f"{label.fr}, {size}", f"{label.en}, {size}")


def _read_spec(reader: Reader) -> GateSpec:
    usual = GateSpec(type=GateType.SWING_2, widths=())
    return GateSpec(
        type=reader.choice("type", GateType),
        widths=reader.numbers("widths"),
        height=reader.number("height", usual.height),
        is_sure=reader.flag("is_sure", usual.is_sure),
        is_measured_by_school=reader.flag("is_measured_by_school", usual.is_measured_by_school),
        split=reader.choice("split", Split, usual.split),
        hand=reader.choice("hand", Hand, usual.hand),
        hinge_gap=reader.number("hinge_gap", usual.hinge_gap),
        mid_gap=reader.number("mid_gap", usual.mid_gap),
        ground_gap=reader.number("ground_gap", usual.ground_gap),
        slope=reader.number("slope", usual.slope),
        infill=reader.choice("infill", Infill, usual.infill),
        bar=reader.text("bar", usual.bar),
        frame=reader.text("frame", usual.frame),
        max_void=reader.number("max_void", usual.max_void),
        mid_rails=reader.whole("mid_rails", usual.mid_rails),
        sheet_height=reader.number("sheet_height", usual.sheet_height),
        finish=reader.choice("finish", Finish, usual.finish),
        colour=reader.text("colour", usual.colour),
        posts=reader.flag("posts", usual.posts),
        lock=reader.flag("lock", usual.lock),
        drop_bolt=reader.flag("drop_bolt", usual.drop_bolt),
        ground_stop=reader.flag("ground_stop", usual.ground_stop),
        letter_slot=reader.flag("letter_slot", usual.letter_slot),
        motor=reader.choice("motor", Motor, usual.motor),
        usage=reader.choice("usage", Usage, usual.usage),
        handover=reader.choice("handover", Handover, usual.handover),
        distance=reader.number("distance", usual.distance),
        has_own_drawing=reader.flag("has_own_drawing", usual.has_own_drawing),
    )
