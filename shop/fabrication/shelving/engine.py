"""The shelving family: from a wish to everything that follows from it."""

from collections.abc import Mapping
from typing import Any

from shop.fabrication.domain.assembly import Costed, Presentation, assemble_result, cost_bill
from shop.fabrication.domain.bounds import counted, readable
from shop.fabrication.domain.family import Basis, Handover, SiteSize, SpecRefused
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.reading import Reader
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.shelving.bill import bill_shelving
from shop.fabrication.shelving.checks import shelving_checks
from shop.fabrication.shelving.elevation import draw_shelving
from shop.fabrication.shelving.facts import shelving_dimensions, shelving_facts
from shop.fabrication.shelving.geometry import ShelvingGeometry, lay_out_shelving
from shop.fabrication.shelving.handover import result_reasons, wish_reasons
from shop.fabrication.shelving.rules import (
    advice,
    estimate_reasons,
    no_beam,
    place_refusal,
    refusals,
)
from shop.fabrication.shelving.sign import load_sign_lines
from shop.fabrication.shelving.spec import Deck, Fixing, Preset, ShelvingSpec, Usage
from shop.fabrication.shelving.strength import Strength, check_strength
from shop.fabrication.shelving.views import shelving_drawings
from shop.fabrication.shelving.work import measure_work
from shop.kernel.text import Bilingual

DECK_WORDS = {
    Deck.SHEET: "tablettes en tôle",
    Deck.GRATING: "tablettes en caillebotis",
    Deck.WOOD: "planches posées par le client",
    Deck.NONE: "sans tablettes",
}
FIXING_WORDS = {
    Fixing.FLOOR: "chevilles au sol",
    Fixing.WALL: "pattes murales",
    Fixing.NONE: "sans fixation",
}


class ShelvingEngine:
    """Shelving in bays and levels, and the tyre rack."""

    key = "shelving"
    label = Bilingual("Rayonnage", "Shelving")
    spec_type = ShelvingSpec
    site_sizes = (SiteSize("place", (Bilingual("Longueur libre", "Free length"),), least=0),)

    def sizes_that_count(self, spec: ShelvingSpec) -> tuple[float, ...]:
        """Return nothing: it is built to the sizes ordered, or refused when the place is short."""
        return ()

    def contents(self, spec: ShelvingSpec) -> tuple[str, ...]:
        """Return bays and levels with the load each of them is built for, then the fixing."""
        bays = counted(spec.bays, "travée", "travées")
        kind = "rails pour pneus" if spec.is_rack else DECK_WORDS[spec.deck]
        load = f"{readable(spec.load)} kg par niveau et par travée"
        brace = ("croix de dos",) if spec.has_back_brace else ()
        levels = f"{bays}, {counted(spec.levels, 'niveau', 'niveaux')}"
        return (levels, kind, load, *brace, FIXING_WORDS[spec.fixing], "plaque de charge")

    def parse(self, data: Mapping[str, Any]) -> ShelvingSpec:
        """Read stored or posted data; raise `SpecRefused` with one remark for each bad field."""
        reader = Reader(data, self.key)
        spec = _read_spec(reader)
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
        strength, rack = _design(spec, basis)
        bill = bill_shelving(spec, rack, basis)
        work = measure_work(spec, rack, bill, basis)
        is_delivered = spec.handover is not Handover.PICKUP
        costed = cost_bill(bill, work, spec.finish, is_delivered, basis)
        title = shelving_title(spec)
        shown = Presentation(
            title=title,
            facts=shelving_facts(spec, rack, strength, bill, work, costed.cut_plan, basis),
            dimensions=shelving_dimensions(spec, rack, strength),
            checks=shelving_checks(
                spec, rack, bill.parts, work.welds, basis.rules, basis.tables.tolerances
            ),
            elevation=draw_shelving(spec, rack, bill, title),
        )
        findings = _findings(spec, rack, strength, costed, basis)
        return assemble_result(self.key, spec, costed, shown, findings, basis)

    def draw(self, spec: ShelvingSpec, basis: Basis) -> DrawingSet:
        """Return the drawing set of a shelving that can be made, with its load sign."""
        result = self.fabricate(spec, basis)
        marks = {part.role: part.mark for part in result.parts}
        _, rack = _design(spec, basis)
        sign = load_sign_lines(spec, result.facts)
        return shelving_drawings(spec, rack, marks, result.elevation, sign)


def _design(spec: ShelvingSpec, basis: Basis) -> tuple[Strength, ShelvingGeometry]:
    """Choose sections and place the pieces; raise `SpecRefused` when it cannot be."""
    rules, tables = basis.rules, basis.tables
    refused = refusals(spec, rules)
    if refused:
        raise SpecRefused(refused)
    strength = check_strength(spec, rules, tables)
    if strength is None:
        raise SpecRefused((no_beam(spec, rules, tables),))
    rack = lay_out_shelving(spec, strength, rules, tables)
    short = tuple(place_refusal(spec, rack, rules, tables))
    if short:
        raise SpecRefused(short)
    return strength, rack


def _findings(
    spec: ShelvingSpec, rack: ShelvingGeometry, strength: Strength, costed: Costed, basis: Basis
) -> tuple[Finding, ...]:
    rules = basis.rules
    price = costed.price.net, basis.tariff.self_service_limit
    return (
        *wish_reasons(spec, rules),
        *result_reasons(spec, rack, strength, price, rules),
        *estimate_reasons(spec),
        *advice(spec, rack, rules),
    )


def _read_spec(reader: Reader) -> ShelvingSpec:
    usual = ShelvingSpec(bays=1, span=0.0, depth=0.0, height=0.0, levels=4, load=0.0)
    return ShelvingSpec(
        bays=reader.whole("bays", usual.bays),
        span=reader.number("span", usual.span),
        depth=reader.number("depth", usual.depth),
        height=reader.number("height", usual.height),
        levels=reader.whole("levels", usual.levels),
        load=reader.number("load", usual.load),
        place=reader.number("place", usual.place),
        is_sure=reader.flag("is_sure", usual.is_sure),
        is_measured_by_school=reader.flag("is_measured_by_school", usual.is_measured_by_school),
        preset=reader.choice("preset", Preset, usual.preset),
        deck=reader.choice("deck", Deck, usual.deck),
        post=reader.text("post", usual.post),
        has_back_brace=reader.flag("has_back_brace", usual.has_back_brace),
        fixing=reader.choice("fixing", Fixing, usual.fixing),
        tyre_width=reader.number("tyre_width", usual.tyre_width),
        tyre_diameter=reader.number("tyre_diameter", usual.tyre_diameter),
        finish=reader.choice("finish", Finish, usual.finish),
        colour=reader.text("colour", usual.colour),
        usage=reader.choice("usage", Usage, usual.usage),
        handover=reader.choice("handover", Handover, usual.handover),
        distance=reader.number("distance", usual.distance),
        has_own_drawing=reader.flag("has_own_drawing", usual.has_own_drawing),
    )


def shelving_title(spec: ShelvingSpec) -> Bilingual:
    """Return the name of this shelving, with its size in millimetres."""
    kind_fr, kind_en = "Rayonnage", "Shelving"
    if spec.is_rack:
        kind_fr, kind_en = "Rayonnage à pneus", "Tyre rack"
    size = f"{readable(spec.span)} × {readable(spec.depth)} × {readable(spec.height)} mm"
    return Bilingual(
        f"{kind_fr}, {counted(spec.bays, 'travée', 'travées')} de {size}",
        f"{kind_en}, {counted(spec.bays, 'bay', 'bays')} of {size}",
    )
