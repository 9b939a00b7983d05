"""What must hold for every guardrail that the bounds allow: none of them is refused."""

from dataclasses import replace
from math import cos, radians, tan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.domain.family import Handover, SpecRefused
from shop.fabrication.domain.findings import Level
from shop.fabrication.domain.result import BomKind, FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.drawing.elevation import draw_elevation, draw_picture
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.geometry import GuardrailGeometry, Run, lay_out_guardrail
from shop.fabrication.guardrail.rules import guardrail_bounds
from shop.fabrication.guardrail.spec import Context, Corner, Fixing, GuardrailSpec, Infill, Place
from shop.fabrication.guardrail.strength import check_post
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_guardrail_spec

BASIS = starting_basis()
RULES = BASIS.rules
ENGINE = GuardrailEngine()
PLACES = {
    Context.PRIVATE: (Place.HOME, Place.WORKPLACE, Place.COLLECTIVE),
    Context.PUBLIC: tuple(Place),
    Context.INDUSTRIAL: (Place.WORKPLACE,),
}


@st.composite
def guardrail_specs(draw: Any, infills: tuple[Infill, ...] = tuple(Infill)) -> GuardrailSpec:  # noqa: ANN401
    """Draw any wish the form lets through; tenths of a millimetre, as a tape gives."""
    context = draw(st.sampled_from(Context))
    bounds = guardrail_bounds(context, RULES)

    def number(name: str) -> float:
        low, high = bounds[name].low, bounds[name].high
        return draw(st.integers(round(low * 10), round(high * 10))) / 10

    count = draw(st.integers(1, int(RULES.number("guardrail.segments.max"))))
    is_industrial = context is Context.INDUSTRIAL
    offered = [i for i in infills if is_industrial or i is not Infill.KNEE_RAILS]
    return GuardrailSpec(
        lengths=tuple(number("length") for _ in range(count)),
        turns=tuple(draw(st.sampled_from((0.0, 90.0, -90.0, 45.0))) for _ in range(count - 1)),
        slopes=tuple(draw(st.just(0.0) | st.integers(-45, 45).map(float)) for _ in range(count)),
        context=context,
        height=number("height"),
        rake_height=number("rake_height"),
        max_void=number("max_void"),
        low_gap=number("low_gap"),
        fall_height=number("fall_height"),
        post=draw(st.sampled_from(("", *RULES.choices("guardrail.posts")))),
        handrail=draw(st.sampled_from(RULES.choices("guardrail.handrails"))),
        bar=draw(st.sampled_from(RULES.choices("guardrail.bars"))),
        fixing=draw(st.sampled_from(Fixing)),
        corner=draw(st.sampled_from(Corner)),
        infill=draw(st.sampled_from(offered)),
        finish=draw(st.sampled_from(Finish)),
        handover=draw(st.sampled_from(Handover)),
        usage=draw(st.sampled_from(PLACES[context])),
    )


def laid_out(spec: GuardrailSpec) -> GuardrailGeometry:
    return lay_out_guardrail(spec, RULES, BASIS.tables)


def filled(spec: GuardrailSpec, rail: GuardrailGeometry, run: Run) -> tuple[float, float, float]:
    """Return the room to fill, the width of one bar in it and the greatest void."""
    if spec.infill is Infill.KNEE_RAILS:
        return run.panel_height, run.upright(rail.knee_rail.depth_mm), 500.0
    return run.clear, rail.bar.face_mm, spec.max_void


BARRED = tuple(infill for infill in Infill if infill is not Infill.SHEET)


@given(guardrail_specs(BARRED))
@settings(max_examples=150, deadline=None)
def test_every_void_obeys_the_rule_with_the_fewest_bars(spec: GuardrailSpec):
    rail = laid_out(spec)
    for run in rail.runs:
        room, face, limit = filled(spec, rail, run)
        count, void = run.infill.count, run.infill.void
        assert void <= limit + 0.005
        assert count * face + (count + 1) * void == pytest.approx(room, abs=0.01 * (count + 1))
        if count:
            assert (room - (count - 1) * face) / count > limit - 1e-6


@given(guardrail_specs())
@settings(max_examples=150, deadline=None)
def test_bays_and_setbacks_add_up_to_each_segment(spec: GuardrailSpec):
    rail = laid_out(spec)
    width = rail.post.depth_mm
    for run, length in zip(rail.runs, spec.lengths, strict=True):
        clears = run.bays * run.clear + run.bays * width
        assert run.start + clears + run.end == pytest.approx(length, abs=0.001)
        assert run.start >= 0 and run.end >= 0
    upward = rail.first.panel_foot + rail.first.panel_height
    handrail = rail.handrail.depth_mm / cos(radians(rail.first.slope))
    assert upward + handrail == pytest.approx(rail.first.height, abs=0.1)


@given(guardrail_specs())
@settings(max_examples=150, deadline=None)
def test_posts_stand_in_order_on_the_floor_and_close_the_length(spec: GuardrailSpec):
    rail = laid_out(spec)
    places = [post.x for post in rail.posts]
    doubled = sum(
        spec.corner is Corner.DOUBLE and segment.turn != 0 for segment in spec.segments[:-1]
    )

    assert places == sorted(places)
    assert len(places) == rail.bay_count + 1 + doubled
    assert places[0] == pytest.approx(rail.first.start)
    assert spec.length - places[-1] == pytest.approx(rail.runs[-1].end, abs=0.1)
    assert min(post.z for post in rail.posts) >= -0.01


@given(guardrail_specs())
@settings(max_examples=150, deadline=None)
def test_no_post_carries_more_than_it_may_and_one_bay_less_would(spec: GuardrailSpec):
    rail = laid_out(spec)
    for run in rail.runs:
        check = check_post(rail.support, run.spacing, run.slope, RULES)
        assert check.modulus_needed <= rail.post.wx_cm3 * 1.0001
        assert check.displacement <= check.displacement_limit * 1.0001
        assert run.along(run.spacing) <= 1500.01
        if run.bays > 1:
            fewer = (run.length - run.start - run.end) / (run.bays - 1)
            assert fewer / cos(radians(run.slope)) > rail.support.allowed - 1e-6


@given(guardrail_specs())
@settings(max_examples=150, deadline=None)
def test_two_posts_of_a_corner_leave_no_void_over_the_rule_and_do_not_touch(spec: GuardrailSpec):
    rail = laid_out(spec)
    width = rail.post.depth_mm
    for run, following in zip(rail.runs, rail.runs[1:], strict=False):
        if spec.corner is Corner.DOUBLE and run.segment.turn != 0:
            apart = run.end + following.start
            assert apart - width <= spec.max_void + 0.01
            assert run.end >= width


@given(guardrail_specs())
@settings(max_examples=120, deadline=None)
def test_the_floor_of_a_run_begins_where_the_one_before_ends(spec: GuardrailSpec):
    rail = laid_out(spec)
    for run, following in zip(rail.runs, rail.runs[1:], strict=False):
        climbed = run.z + run.length * tan(radians(run.slope))
        assert following.z == pytest.approx(climbed, abs=0.02)


@given(guardrail_specs())
@settings(max_examples=80, deadline=None)
def test_mass_of_the_parts_is_the_mass_of_the_bill(spec: GuardrailSpec):
    result = ENGINE.fabricate(spec, BASIS)
    by_parts = sum(part.mass_kg * part.quantity for part in result.parts)
    by_parts += sum(plate.mass_kg * plate.quantity for plate in result.plates)
    by_bill = sum(line.mass_kg for line in result.bom if line.kind is not BomKind.HARDWARE)

    assert by_parts == pytest.approx(by_bill, abs=0.1)
    assert result.mass_kg == pytest.approx(by_bill, abs=0.16)
    assert result.heaviest_part_kg <= result.mass_kg
    if len(spec.lengths) == 1:
        assert result.heaviest_part_kg == pytest.approx(result.mass_kg, abs=0.11)


@given(guardrail_specs())
@settings(max_examples=80, deadline=None)
def test_each_bar_of_stock_is_used_up_exactly(spec: GuardrailSpec):
    result = ENGINE.fabricate(spec, BASIS)
    sawn: list[tuple[str, float]] = []
    for plan in result.cut_plan.sections:
        assert plan.lower_bound <= len(plan.bars)
        for bar in plan.bars:
            cut = sum(piece.length_mm for piece in bar.cuts)
            whole = bar.trim_mm + cut + bar.kerf_total_mm + bar.offcut_mm
            assert whole == pytest.approx(bar.stock_mm, abs=0.02)
            sawn += [(piece.mark, piece.length_mm) for piece in bar.cuts]
    wanted = [
        (line.mark, line.length_mm) for line in result.cut_lines for _ in range(line.quantity)
    ]

    assert sorted(sawn) == sorted(wanted)


@given(guardrail_specs(), st.sampled_from(("length", "height")), st.integers(1, 300))
@settings(max_examples=100, deadline=None)
def test_a_bigger_guardrail_never_costs_less_with_the_same_posts(
    spec: GuardrailSpec, size: str, more: int
):
    most = guardrail_bounds(spec.context, RULES)[size].high
    first = min(most, spec.lengths[0] + more) if size == "length" else spec.lengths[0]
    height = min(most, spec.height + more) if size == "height" else spec.height
    bigger = replace(spec, lengths=(first, *spec.lengths[1:]), height=height)
    low, high = ENGINE.fabricate(spec, BASIS), ENGINE.fabricate(bigger, BASIS)
    if _posts_of(low) == _posts_of(high):
        assert high.price.net_before_rounding >= low.price.net_before_rounding
        assert high.price.net >= low.price.net


def _posts_of(result: FabricationResult) -> list[tuple[str, int]]:
    return [(part.section, part.quantity) for part in result.parts if part.role == "post"]


@given(guardrail_specs(), st.integers(-100, 100))
@settings(max_examples=60, deadline=None)
def test_a_length_ten_millimetres_off_is_another_guardrail_that_fits_or_is_refused(
    spec: GuardrailSpec, tenths: int
):
    found = (round(spec.lengths[0] + tenths / 10, 1), *spec.lengths[1:])
    measured = replace(spec, lengths=found, is_measured_by_school=True)
    has_moved = ENGINE.sizes_that_count(measured) != ENGINE.sizes_that_count(spec)

    assert has_moved is (tenths != 0)  # its plates are drilled for one slab: each length is sawn
    refused = [one for one in ENGINE.validate(measured, BASIS) if one.level is Level.REFUSE]
    bounds = guardrail_bounds(spec.context, RULES)["length"]
    if not all(bounds.holds(length) for length in found):
        assert [one.field for one in refused] == ["lengths"]
        assert refused[0].what_to_do
        return
    assert refused == []
    rail = laid_out(measured)
    assert sum(run.length for run in rail.runs) == pytest.approx(sum(found), abs=0.1)


@given(guardrail_specs())
@settings(max_examples=60, deadline=None)
def test_the_same_wish_gives_the_same_bytes(spec: GuardrailSpec):
    first = ENGINE.fabricate(spec, BASIS)
    second = ENGINE.fabricate(ENGINE.parse(spec.to_data()), BASIS)

    assert first.to_data() == second.to_data()
    assert FabricationResult.from_data(first.to_data()) == first
    assert draw_elevation(first.elevation, key="a") == draw_elevation(second.elevation, key="a")


@given(guardrail_specs())
@settings(max_examples=60, deadline=None)
def test_drawings_hold_every_shape_in_the_picture_and_no_bad_number(spec: GuardrailSpec):
    elevation = ENGINE.fabricate(spec, BASIS).elevation
    heights = [value for shape in elevation.shapes for value in shape.points[1::2]]

    assert min(heights) >= -0.01
    assert max(heights) <= elevation.top + 0.01
    for svg in (
        draw_elevation(elevation, key="a", with_marks=True, language="en"),
        draw_picture(elevation, key="b"),
    ):
        assert [word for word in ("style=", "nan", "inf") if word in svg] == []
        assert "<title " in svg


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(("lengths", "turns", "slopes", "height", "max_void", "low_gap")),
)
@settings(max_examples=150, deadline=None)
def test_any_float_gives_a_result_or_a_sentence(value: float, field: str):
    many = field in ("lengths", "turns", "slopes")
    spec = build_guardrail_spec(**{"lengths": (3000.0, 2000.0), field: (value,) if many else value})

    findings = ENGINE.validate(spec, BASIS)

    assert findings
    assert all(finding.sentence for finding in findings)


@given(
    st.dictionaries(
        st.sampled_from(("lengths", "turns", "slopes", "context", "height", "bar", "post")),
        st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.none(), st.booleans(),
                  st.lists(st.text(max_size=4), max_size=5)),
    )
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_any_posted_data_is_read_or_refused_in_words(data: dict[str, Any]):
    try:
        spec = ENGINE.parse(data)
    except SpecRefused as refused:
        assert all(finding.message for finding in refused.findings)
        return
    assert all(finding.sentence for finding in ENGINE.validate(spec, BASIS))
