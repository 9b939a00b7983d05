"""What must hold for every staircase that the bounds allow."""

import re
from dataclasses import replace
from math import hypot
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.domain.family import Handover, SpecRefused
from shop.fabrication.domain.findings import Level
from shop.fabrication.domain.result import BomKind, FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.drawing.elevation import draw_elevation, draw_picture
from shop.fabrication.staircase.choosing import choose_staircase
from shop.fabrication.staircase.engine import StaircaseEngine
from shop.fabrication.staircase.rules import staircase_bounds
from shop.fabrication.staircase.solver import StepRule, solve
from shop.fabrication.staircase.spec import (
    Arrival,
    Context,
    Flights,
    Purpose,
    Rails,
    StaircaseSpec,
    Tread,
)
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_staircase_spec

BASIS = starting_basis()
RULES = BASIS.rules
ENGINE = StaircaseEngine()
FEW = settings(max_examples=60, deadline=None)


@st.composite
def staircase_specs(draw: Any) -> StaircaseSpec:  # noqa: ANN401
    """Draw any wish the form lets through; tenths of a millimetre, as a tape gives."""
    context = draw(st.sampled_from(Context))
    bounds = staircase_bounds(context, RULES)

    def number(name: str) -> float:
        low, high = bounds[name].low, bounds[name].high
        return draw(st.integers(round(low * 10), round(high * 10))) / 10

    def number_or_none(name: str) -> float:
        return draw(st.just(0.0) | st.builds(lambda: number(name)))

    return StaircaseSpec(
        height=number("height"),
        width=number("width"),
        run=number_or_none("run"),
        landing=number_or_none("landing"),
        opening=number_or_none("opening"),
        floor_thickness=number("floor_thickness"),
        stringer=draw(st.sampled_from(("", *RULES.choices("staircase.stringers")))),
        context=context,
        flights=draw(st.sampled_from(Flights)),
        arrival=draw(st.sampled_from(Arrival)),
        tread=draw(st.sampled_from(Tread)),
        rails=draw(st.sampled_from(Rails)),
        is_outdoors=draw(st.booleans()),
        purpose=draw(st.sampled_from(Purpose)),
        finish=draw(st.sampled_from(Finish)),
        handover=draw(st.sampled_from(Handover)),
    )


def made(spec: StaircaseSpec) -> FabricationResult | None:
    """Return the staircase, or None when it was refused with a sentence and a way out."""
    try:
        return ENGINE.fabricate(spec, BASIS)
    except SpecRefused as refused:
        assert all(f.sentence and f.what_to_do for f in refused.findings)
        return None


@FEW
@given(staircase_specs())
def test_every_step_obeys_the_rule_and_closes_the_height(spec: StaircaseSpec):
    rule = StepRule.of(spec.context, RULES)
    for steps in solve(spec, rule):
        assert steps.risers * steps.rise == pytest.approx(spec.height, abs=0.1)
        assert rule.min_rise <= steps.rise <= rule.max_rise + 1e-9
        assert steps.going >= rule.min_going - 1e-9
        assert rule.min_stride - 1e-9 <= steps.stride <= rule.max_stride + 1e-9
        assert rule.min_pitch - 1e-9 <= steps.pitch <= rule.max_pitch + 1e-9
        assert steps.headroom is None or steps.headroom >= rule.headroom - 1e-9
        if spec.run and not spec.turn:
            assert steps.run == pytest.approx(spec.run, abs=0.1)


@FEW
@given(staircase_specs())
def test_parts_close_the_geometry_and_weigh_what_the_bill_says(spec: StaircaseSpec):
    result = made(spec)
    if result is None:
        return
    facts = result.facts
    stringers = [part for part in result.parts if part.role == "stringer"]
    parts = sum(p.mass_kg * p.quantity for p in (*result.parts, *result.plates))
    bill = sum(line.mass_kg for line in result.bom if line.kind is not BomKind.HARDWARE)

    assert parts == pytest.approx(bill, abs=0.05)
    assert result.mass_kg == pytest.approx(bill, abs=0.1)
    assert facts["stringer_axis_mm"] == pytest.approx(
        hypot(facts["flight_climb_mm"], facts["flight_run_mm"]), abs=0.02
    )
    over = min(abs(part.length_mm - 100 - facts["stringer_axis_mm"]) for part in stringers)
    assert over < 0.02
    if spec.rails is not Rails.NONE and spec.context is not Context.INDUSTRIAL:
        assert facts["void_mm"] <= facts["max_void_mm"] + 0.01


@FEW
@given(staircase_specs())
def test_each_bar_of_stock_is_used_up_exactly(spec: StaircaseSpec):
    result = made(spec)
    if result is None:
        return
    sawn: list[tuple[str, float]] = []
    for plan in result.cut_plan.sections:
        assert plan.lower_bound <= len(plan.bars)
        for bar in plan.bars:
            cut = sum(piece.length_mm for piece in bar.cuts)
            whole = bar.trim_mm + cut + bar.kerf_total_mm + bar.offcut_mm
            assert whole == pytest.approx(bar.stock_mm, abs=0.02)
            assert bar.offcut_mm >= 0
            sawn += [(piece.mark, piece.length_mm) for piece in bar.cuts]
    wanted = [
        (line.mark, line.length_mm) for line in result.cut_lines for _ in range(line.quantity)
    ]

    assert sorted(sawn) == sorted(wanted)


NEAREST = {"no_height": "height", "no_run": "run", "headroom": "opening"}


@FEW
@given(staircase_specs())
def test_what_cannot_be_built_is_said_and_the_nearest_works(spec: StaircaseSpec):
    for finding in ENGINE.validate(spec, BASIS):
        assert finding.sentence
        field = NEAREST.get(finding.code.removeprefix("staircase."))
        if field is None:
            continue
        for near in filter(None, finding.params["near"].split(" – ")):
            value = float(near.replace(",", "."))
            again = ENGINE.validate(replace(spec, **{field: value, "risers": 0}), BASIS)
            codes = {f.code for f in again if f.level is Level.REFUSE}
            # A height or a run may leave another measure to find, never itself again.
            assert f"staircase.{finding.code}" not in codes
            assert all(f.field != field for f in again if f.level is Level.REFUSE)
            if field == "opening":
                assert codes == set()


@FEW
@given(staircase_specs(), st.floats(0, 1))
def test_nobody_knocks_a_head_anywhere_under_the_floor_above(spec: StaircaseSpec, place: float):
    """Walk the way that the parts give, step by step, not the one that the solver computed."""
    opening = 600 + round(place * 5400)
    result = made(replace(spec, opening=float(opening)))
    if result is None:
        return
    stair = choose_staircase(replace(spec, opening=float(opening)), BASIS)
    under = spec.height - spec.floor_thickness
    edge = stair.length - opening
    heads = []
    for flight in stair.flights:
        noses = [(x, z) for x, z in flight.tread_tops() if x <= edge]
        if flight.x <= edge:
            last = min(edge, flight.x + flight.run)
            heads.append(under - min(flight.nosing_at(last - flight.x), flight.z + flight.climb))
        heads += [under - z for _, z in noses]
    if stair.landing and stair.landing.x <= edge:
        heads.append(under - stair.landing.z)
    needed = RULES.number(f"staircase.{spec.context}.headroom")

    assert min(heads, default=needed) >= needed - 1e-6


def _class_of(result: FabricationResult) -> tuple[object, ...]:
    """Return what makes a price jump: sections, steps, posts, bars, braces."""
    pieces = sorted((part.role, part.section, part.quantity) for part in result.parts)
    return pieces, sorted((plate.role, plate.quantity) for plate in result.plates)


@FEW
@given(staircase_specs(), st.integers(1, 300))
def test_a_wider_staircase_never_costs_less_in_the_same_class(spec: StaircaseSpec, more: int):
    low, high = made(spec), made(replace(spec, width=spec.width + more))
    if low is None or high is None or _class_of(low) != _class_of(high):
        return

    assert high.price.net_before_rounding >= low.price.net_before_rounding
    assert high.price.net >= low.price.net


@FEW
@given(staircase_specs(), st.integers(-100, 100))
def test_a_height_ten_millimetres_off_is_another_staircase_that_fits_or_is_refused(
    spec: StaircaseSpec, tenths: int
):
    found = replace(spec, height=round(spec.height + tenths / 10, 1), is_measured_by_school=True)
    has_moved = ENGINE.sizes_that_count(found) != ENGINE.sizes_that_count(spec)
    result = made(found)

    assert has_moved is (tenths != 0)  # its steps share the height: each one is cut anew
    if result is None:
        assert ENGINE.validate(found, BASIS)[0].level is Level.REFUSE
        return
    climbed = result.facts["riser_count"] * result.facts["rise_mm"]
    assert climbed == pytest.approx(found.height, abs=0.1)


@FEW
@given(staircase_specs())
def test_the_same_wish_gives_the_same_bytes(spec: StaircaseSpec):
    first, second = made(spec), made(ENGINE.parse(spec.to_data()))
    if first is None or second is None:
        assert first is second
        return
    assert first.to_data() == second.to_data()
    assert FabricationResult.from_data(first.to_data()) == first
    for svg in (
        draw_elevation(first.elevation, key="a", with_marks=True),
        draw_picture(first.elevation, key="b"),
    ):
        assert re.findall(r"\b(?:nan|inf)\b|style=", svg) == []
        assert "<title " in svg


def test_a_drawing_set_is_the_same_each_time():
    spec = build_staircase_spec(flights=Flights.QUARTER_LEFT)

    assert ENGINE.draw(spec, BASIS) == ENGINE.draw(spec, BASIS)


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(("height", "width", "run", "landing", "opening", "floor_thickness")),
)
@settings(max_examples=100, deadline=None)
def test_any_float_gives_a_result_or_a_sentence(value: float, field: str):
    spec = build_staircase_spec(**{"flights": Flights.LANDING, field: value})

    findings = ENGINE.validate(spec, BASIS)

    assert all(finding.sentence for finding in findings)


@given(
    st.dictionaries(
        st.sampled_from(("height", "width", "run", "context", "flights", "risers", "stringer")),
        st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.none(), st.booleans(),
                  st.lists(st.text(max_size=4), max_size=5)),
    )
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_posted_data_is_read_or_refused_in_words(data: dict[str, Any]):
    try:
        spec = ENGINE.parse(data)
    except SpecRefused as refused:
        assert all(finding.message for finding in refused.findings)
        return
    assert all(finding.sentence for finding in ENGINE.validate(spec, BASIS))
