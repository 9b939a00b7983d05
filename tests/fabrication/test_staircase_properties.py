"""What must hold for every staircase that the bounds allow."""

from math import hypot
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.result import BomKind, FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.staircase.engine import StaircaseEngine
from shop.fabrication.staircase.rules import staircase_bounds
from shop.fabrication.staircase.solver import StepRule, solve
from shop.fabrication.staircase.spec import (
    Arrival,
    Context,
    Flights,
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
    """Draw any wish the form lets through; whole millimetres, as a tape gives."""
    context = draw(st.sampled_from(Context))
    bounds = staircase_bounds(context, RULES)

    def number(name: str) -> float:
        return float(draw(st.integers(round(bounds[name].low), round(bounds[name].high))))

    return StaircaseSpec(
        height=number("height"),
        width=number("width"),
        run=draw(st.just(0.0) | st.builds(lambda: number("run"))),
        opening=draw(st.just(0.0) | st.builds(lambda: number("opening"))),
        context=context,
        flights=draw(st.sampled_from(Flights)),
        arrival=draw(st.sampled_from(Arrival)),
        tread=draw(st.sampled_from(Tread)),
        rails=draw(st.sampled_from(Rails)),
        finish=draw(st.sampled_from(Finish)),
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
    for section in result.cut_plan.sections:
        for bar in section.bars:
            cut = sum(piece.length_mm for piece in bar.cuts)
            whole = bar.trim_mm + cut + bar.kerf_total_mm + bar.offcut_mm
            assert whole == pytest.approx(bar.stock_mm, abs=0.1)


@FEW
@given(staircase_specs())
def test_what_cannot_be_built_is_said_and_the_nearest_works(spec: StaircaseSpec):
    try:
        ENGINE.fabricate(spec, BASIS)
    except SpecRefused as refused:
        finding = refused.findings[0]
        assert finding.sentence
        if finding.code == "staircase.no_run":
            near = float(finding.params["near"].replace(",", "."))
            again = build_staircase_spec(
                height=spec.height, width=spec.width, run=near, context=spec.context,
                flights=spec.flights, arrival=spec.arrival,
            )  # fmt: skip
            assert solve(again, StepRule.of(spec.context, RULES))


def test_the_same_wish_gives_the_same_bytes():
    spec = build_staircase_spec(flights=Flights.QUARTER_LEFT)

    first, second = (ENGINE.fabricate(spec, BASIS).to_data() for _ in range(2))

    assert first == second
    assert ENGINE.draw(spec, BASIS) == ENGINE.draw(spec, BASIS)


def test_a_wider_staircase_never_costs_less():
    prices = [
        ENGINE.fabricate(build_staircase_spec(width=float(width)), BASIS).price.net.cents
        for width in range(800, 1300, 50)
    ]

    assert prices == sorted(prices)
