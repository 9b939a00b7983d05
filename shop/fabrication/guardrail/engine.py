"""The guardrail family: from a wish to everything that follows from it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shop.fabrication.domain.assembly import Costed, Presentation, assemble_result, cost_bill
from shop.fabrication.domain.bounds import counted, readable
from shop.fabrication.domain.family import Basis, Handover, SiteSize, SpecRefused
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.reading import Reader
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.guardrail.bill import bill_guardrail
from shop.fabrication.guardrail.checks import guardrail_checks
from shop.fabrication.guardrail.elevation import draw_guardrail
from shop.fabrication.guardrail.facts import guardrail_dimensions, guardrail_facts
from shop.fabrication.guardrail.geometry import GuardrailGeometry, lay_out_guardrail
from shop.fabrication.guardrail.handover import geometry_reasons, result_reasons, wish_reasons
from shop.fabrication.guardrail.rules import (
    advice,
    estimate_reasons,
    kept_to_rules,
    refusals,
    rules_of_permit,
)
from shop.fabrication.guardrail.spec import Context, Corner, Fixing, GuardrailSpec, Infill, Place
from shop.fabrication.guardrail.views import guardrail_drawings
from shop.fabrication.guardrail.work import count_joints, measure_work
from shop.kernel.text import Bilingual

CONTEXT_LABELS = {
    Context.PRIVATE: Bilingual("Garde-corps", "Guardrail"),
    Context.PUBLIC: Bilingual("Garde-corps, lieu public", "Guardrail, public place"),
    Context.INDUSTRIAL: Bilingual("Garde-corps industriel", "Industrial guardrail"),
}

INFILL_WORDS = {
    Infill.BARS: "barreaux verticaux",
    Infill.SHEET: "panneaux en tôle",
    Infill.KNEE_RAILS: "sous-lisse et plinthe",
    Infill.CABLE: "câbles",
    Infill.HORIZONTAL: "lisses horizontales",
    Infill.GLASS: "verre",
}
FIXING_WORDS = {
    Fixing.FLOOR: "platines sur le sol",
    Fixing.SIDE: "fixation à l’anglaise, sur le nez de dalle",
}

MOST_RUNS = 4


def _each_run(french: str, english: str) -> tuple[Bilingual, ...]:
    numbers = range(1, MOST_RUNS + 1)
    return tuple(Bilingual(f"{french} {number}", f"{english} {number}") for number in numbers)


class GuardrailEngine:
    """Guardrails in one to four segments, level or along a stair."""

    key = "guardrail"
    label = Bilingual("Garde-corps", "Guardrail")
    spec_type = GuardrailSpec
    site_sizes = (
        SiteSize("lengths", _each_run("Longueur de la partie", "Length of run")),
        SiteSize("slopes", _each_run("Pente de la partie", "Rake of run"), "°", least=0),
    )

    def sizes_that_count(self, spec: GuardrailSpec) -> tuple[float, ...]:
        """Return the lengths of the runs, then their rakes."""
        segments = spec.segments
        return (*(one.length for one in segments), *(one.slope for one in segments))

    def contents(self, spec: GuardrailSpec) -> tuple[str, ...]:
        """Return the infill and how it is fixed."""
        return (INFILL_WORDS[spec.infill], FIXING_WORDS[spec.fixing])

    def parse(self, data: Mapping[str, Any]) -> GuardrailSpec:
        """Read stored or posted data; raise `SpecRefused` with one remark for each bad field."""
        reader = Reader(data, self.key)
        spec = _read_spec(reader)
        if reader.findings:
            raise SpecRefused(tuple(reader.findings))
        return spec

    def validate(self, spec: GuardrailSpec, basis: Basis) -> tuple[Finding, ...]:
        """Return all remarks on a wish, the gravest first."""
        try:
            return self.fabricate(spec, basis).findings
        except SpecRefused as refused:
            return refused.findings

    def fabricate(self, spec: GuardrailSpec, basis: Basis) -> FabricationResult:
        """Compute geometry, resistance, bill, cut plan, operations, checks and price."""
        basis = replace(basis, rules=rules_of_permit(spec, basis.rules))
        spec = kept_to_rules(spec, basis.rules)
        refused = refusals(spec, basis.rules)
        if refused:
            raise SpecRefused(refused)
        rail = lay_out_guardrail(spec, basis.rules, basis.tables)
        bill = bill_guardrail(spec, rail, basis)
        joints = count_joints(spec, rail, bill, basis)
        work = measure_work(spec, rail, bill, joints, basis)
        is_delivered = spec.handover is not Handover.PICKUP
        costed = cost_bill(bill, work, spec.finish, is_delivered, basis)
        title = guardrail_title(spec)
        shown = Presentation(
            title=title,
            facts=guardrail_facts(spec, rail, bill, joints, work, costed.cut_plan, basis),
            dimensions=guardrail_dimensions(spec, rail),
            checks=guardrail_checks(
                spec, rail, bill.parts, work.welds, basis.rules, basis.tables.tolerances
            ),
            elevation=draw_guardrail(spec, rail, bill, basis, title),
        )
        findings = _findings(spec, rail, costed, basis)
        return assemble_result(self.key, spec, costed, shown, findings, basis)

    def draw(self, spec: GuardrailSpec, basis: Basis) -> DrawingSet:
        """Return the drawing set of a guardrail that can be made."""
        spec = kept_to_rules(spec, basis.rules)
        elevation = self.fabricate(spec, basis).elevation
        return guardrail_drawings(
            spec, lay_out_guardrail(spec, basis.rules, basis.tables), elevation
        )


def _findings(
    spec: GuardrailSpec, rail: GuardrailGeometry, costed: Costed, basis: Basis
) -> tuple[Finding, ...]:
    rules = basis.rules
    limit = basis.tariff.self_service_limit
    return (
        *wish_reasons(spec, rules),
        *geometry_reasons(spec, rail, rules),
        *result_reasons(costed.bill.heaviest_part_kg, costed.price.net, limit, rules),
        *estimate_reasons(spec),
        *advice(spec, rules),
    )


def guardrail_title(spec: GuardrailSpec) -> Bilingual:
    """Return the name of this guardrail, with its size in millimetres."""
    label, count = CONTEXT_LABELS[spec.context], len(spec.lengths)
    size = f"{readable(spec.length)} × {readable(spec.height_of(spec.segments[0]))} mm"
    parts_fr = f", {counted(count, 'segment', 'segments')}" if count > 1 else ""
    return Bilingual(f"{label.fr}{parts_fr}, {size}", f"{label.en}{parts_fr}, {size}")


def _read_spec(reader: Reader) -> GuardrailSpec:
    usual = GuardrailSpec(lengths=())
    return GuardrailSpec(
        lengths=reader.numbers("lengths"),
        turns=reader.numbers("turns"),
        slopes=reader.numbers("slopes"),
        context=reader.choice("context", Context, usual.context),
        height=reader.number("height", usual.height),
        rake_height=reader.number("rake_height", usual.rake_height),
        post=reader.text("post", usual.post),
        fixing=reader.choice("fixing", Fixing, usual.fixing),
        corner=reader.choice("corner", Corner, usual.corner),
        handrail=reader.text("handrail", usual.handrail),
        infill=reader.choice("infill", Infill, usual.infill),
        bar=reader.text("bar", usual.bar),
        max_void=reader.number("max_void", usual.max_void),
        low_gap=reader.number("low_gap", usual.low_gap),
        finish=reader.choice("finish", Finish, usual.finish),
        colour=reader.text("colour", usual.colour),
        usage=reader.choice("usage", Place, usual.usage),
        fall_height=reader.number("fall_height", usual.fall_height),
        is_sure=reader.flag("is_sure", usual.is_sure),
        is_measured_by_school=reader.flag("is_measured_by_school", usual.is_measured_by_school),
        handover=reader.choice("handover", Handover, usual.handover),
        permit_on=reader.text("permit_on", usual.permit_on),
        distance=reader.number("distance", usual.distance),
        has_own_drawing=reader.flag("has_own_drawing", usual.has_own_drawing),
    )
