"""The staircase family: from a wish to everything that follows from it."""

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
from shop.fabrication.staircase.bill import bill_staircase
from shop.fabrication.staircase.checks import staircase_checks
from shop.fabrication.staircase.choosing import choose_staircase
from shop.fabrication.staircase.elevation import draw_staircase
from shop.fabrication.staircase.facts import staircase_dimensions, staircase_facts
from shop.fabrication.staircase.geometry import StaircaseGeometry
from shop.fabrication.staircase.handover import geometry_reasons, result_reasons, wish_reasons
from shop.fabrication.staircase.impossible import step_refusals
from shop.fabrication.staircase.rails import SideRail, side_rails
from shop.fabrication.staircase.rules import advice, estimate_reasons, wish_refusals
from shop.fabrication.staircase.spec import (
    Arrival,
    Context,
    Flights,
    Purpose,
    Rails,
    StaircaseSpec,
    Tread,
)
from shop.fabrication.staircase.views import staircase_drawings
from shop.fabrication.staircase.work import count_joints, measure_work
from shop.kernel.text import Bilingual

FLIGHT_LABELS = {
    Flights.STRAIGHT: Bilingual("Escalier droit", "Straight staircase"),
    Flights.LANDING: Bilingual("Escalier à palier", "Staircase with a landing"),
    Flights.QUARTER_LEFT: Bilingual("Escalier d’angle, à gauche", "Corner staircase, to the left"),
    Flights.QUARTER_RIGHT: Bilingual(
        "Escalier d’angle, à droite", "Corner staircase, to the right"
    ),
    Flights.WINDERS: Bilingual("Escalier tournant", "Staircase with winders"),
    Flights.HELIX: Bilingual("Escalier en colimaçon", "Spiral staircase"),
}
TREAD_WORDS = {
    Tread.FOLDED_SHEET: "marches en tôle pliée",
    Tread.TREAD_PLATE: "marches en tôle larmée",
    Tread.GRATING: "marches en caillebotis",
    Tread.WOOD: "supports pour marches en bois",
}
RAIL_WORDS = {
    Rails.BOTH: "garde-corps des deux côtés",
    Rails.LEFT: "garde-corps à gauche en montant",
    Rails.RIGHT: "garde-corps à droite en montant",
    Rails.NONE: "sans garde-corps",
}


class StaircaseEngine:
    """Straight staircases, with a landing when they are long or turn a corner."""

    key = "staircase"
    label = Bilingual("Escalier", "Staircase")
    spec_type = StaircaseSpec
    site_sizes = (
        SiteSize(
            "height", (Bilingual("Hauteur, de sol fini à sol fini", "Height, floor to floor"),)
        ),
        SiteSize("width", (Bilingual("Largeur", "Width"),)),
        SiteSize(
            "run", (Bilingual("Longueur au sol, si elle compte", "Length on the floor"),), least=0
        ),
        SiteSize(
            "opening", (Bilingual("Longueur de la trémie", "Length of the opening"),), least=0
        ),
    )

    def sizes_that_count(self, spec: StaircaseSpec) -> tuple[float, ...]:
        """Return the height, the run, the width and the opening."""
        return (spec.height, spec.run, spec.width, spec.opening)

    def contents(self, spec: StaircaseSpec) -> tuple[str, ...]:
        """Return the treads and the rails."""
        return (TREAD_WORDS[spec.tread], RAIL_WORDS[spec.rails])

    def parse(self, data: Mapping[str, Any]) -> StaircaseSpec:
        """Read stored or posted data; raise `SpecRefused` with one remark for each bad field."""
        reader = Reader(data, self.key)
        spec = _read_spec(reader)
        if reader.findings:
            raise SpecRefused(tuple(reader.findings))
        return spec

    def validate(self, spec: StaircaseSpec, basis: Basis) -> tuple[Finding, ...]:
        """Return all remarks on a wish, the gravest first."""
        try:
            return self.fabricate(spec, basis).findings
        except SpecRefused as refused:
            return refused.findings

    def fabricate(self, spec: StaircaseSpec, basis: Basis) -> FabricationResult:
        """Compute steps, resistance, bill, cut plan, operations, checks and price."""
        stair, rails = _lay_out(spec, basis)
        bill = bill_staircase(spec, stair, rails, basis)
        joints = count_joints(spec, bill, basis)
        work = measure_work(spec, stair, bill, joints, basis)
        is_delivered = spec.handover is not Handover.PICKUP
        costed = cost_bill(bill, work, spec.finish, is_delivered, basis)
        title = staircase_title(spec)
        shown = Presentation(
            title=title,
            facts=staircase_facts(spec, stair, rails, bill, joints, work, costed.cut_plan, basis),
            dimensions=staircase_dimensions(spec, stair),
            checks=staircase_checks(
                spec, stair, rails, bill.parts, work.welds, basis.rules, basis.tables.tolerances
            ),
            elevation=draw_staircase(spec, stair, rails, bill, basis, title),
        )
        findings = _findings(spec, stair, costed, basis)
        return assemble_result(self.key, spec, costed, shown, findings, basis)

    def draw(self, spec: StaircaseSpec, basis: Basis) -> DrawingSet:
        """Return the drawing set of a staircase that can be made."""
        stair, rails = _lay_out(spec, basis)
        bill = bill_staircase(spec, stair, rails, basis)
        elevation = draw_staircase(spec, stair, rails, bill, basis, staircase_title(spec))
        return staircase_drawings(spec, stair, rails, bill, basis, elevation)


def _lay_out(spec: StaircaseSpec, basis: Basis) -> tuple[StaircaseGeometry, tuple[SideRail, ...]]:
    """Place everything, or refuse in words."""
    rules, tables = basis.rules, basis.tables
    refused = wish_refusals(spec, rules) or tuple(step_refusals(spec, basis))
    if refused:
        raise SpecRefused(refused)
    stair = choose_staircase(spec, basis)
    return stair, side_rails(spec, stair, rules, tables)


def _findings(
    spec: StaircaseSpec, stair: StaircaseGeometry, costed: Costed, basis: Basis
) -> tuple[Finding, ...]:
    rules = basis.rules
    limit = basis.tariff.self_service_limit
    return (
        *wish_reasons(spec, rules),
        *geometry_reasons(spec, stair, rules),
        *result_reasons(costed.bill.heaviest_part_kg, costed.price.net, limit, rules),
        *estimate_reasons(spec, rules),
        *advice(spec, rules),
    )


def staircase_title(spec: StaircaseSpec) -> Bilingual:
    """Return the name of this staircase, with its height and width in millimetres."""
    label = FLIGHT_LABELS[spec.flights]
    size = f"{readable(spec.height)} × {readable(spec.width)} mm"
    return Bilingual(f"{label.fr}, {size}", f"{label.en}, {size}")


def _read_spec(reader: Reader) -> StaircaseSpec:
    usual = StaircaseSpec()
    return StaircaseSpec(
        height=reader.number("height", usual.height),
        width=reader.number("width", usual.width),
        run=reader.number("run", usual.run),
        context=reader.choice("context", Context, usual.context),
        flights=reader.choice("flights", Flights, usual.flights),
        arrival=reader.choice("arrival", Arrival, usual.arrival),
        risers=reader.whole("risers", usual.risers),
        landing=reader.number("landing", usual.landing),
        tread=reader.choice("tread", Tread, usual.tread),
        stringer=reader.text("stringer", usual.stringer),
        rails=reader.choice("rails", Rails, usual.rails),
        opening=reader.number("opening", usual.opening),
        floor_thickness=reader.number("floor_thickness", usual.floor_thickness),
        is_outdoors=reader.flag("is_outdoors", usual.is_outdoors),
        finish=reader.choice("finish", Finish, usual.finish),
        colour=reader.text("colour", usual.colour),
        purpose=reader.choice("purpose", Purpose, usual.purpose),
        is_sure=reader.flag("is_sure", usual.is_sure),
        is_measured_by_school=reader.flag("is_measured_by_school", usual.is_measured_by_school),
        handover=reader.choice("handover", Handover, usual.handover),
        distance=reader.number("distance", usual.distance),
        has_own_drawing=reader.flag("has_own_drawing", usual.has_own_drawing),
    )
