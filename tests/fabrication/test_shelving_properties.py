"""What must hold for every shelving that the bounds of the form allow."""

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
from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.shelving.rules import refusals, shelving_bounds
from shop.fabrication.shelving.spec import Deck, Fixing, Preset, ShelvingSpec, Usage
from shop.fabrication.shelving.strength import (
    beam_capacity,
    beam_deflection,
    check_strength,
    load_sign,
)
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_shelving_spec

BASIS = starting_basis()
RULES, TABLES = BASIS.rules, BASIS.tables
ENGINE = ShelvingEngine()
COUNTS = frozenset({"bays", "levels"})


@st.composite
def shelving_specs(draw: Any) -> ShelvingSpec:  # noqa: ANN401
    """Draw any wish from the bounds of the form; tenths of a millimetre, as a tape gives."""
    numbers: dict[str, Any] = {}
    preset = draw(st.sampled_from(Preset))
    for name, bounds in shelving_bounds(preset, RULES).items():
        if name == "place":
            continue
        scale = 1 if name in COUNTS else 10
        drawn = draw(st.integers(int(bounds.low * scale), int(bounds.high * scale)))
        numbers[name] = drawn if name in COUNTS else drawn / 10
    return ShelvingSpec(
        **numbers,
        preset=preset,
        deck=draw(st.sampled_from(Deck)),
        post=draw(st.sampled_from(("", *RULES.choices("shelving.posts")))),
        has_back_brace=draw(st.booleans()),
        fixing=draw(st.sampled_from(Fixing)),
        finish=draw(st.sampled_from(Finish)),
        usage=draw(st.sampled_from(Usage)),
        handover=draw(st.sampled_from(Handover)),
    )


def made(spec: ShelvingSpec) -> FabricationResult | None:
    """Return the result, or None when the wish is refused in words."""
    try:
        return ENGINE.fabricate(spec, BASIS)
    except SpecRefused as refused:
        assert all(finding.sentence and finding.what_to_do for finding in refused.findings)
        return None


@given(shelving_specs())
@settings(max_examples=120, deadline=None)
def test_only_levels_too_near_and_a_missing_fixing_are_refused_within_the_bounds(
    spec: ShelvingSpec,
):
    codes = {finding.code for finding in refusals(spec, RULES)}
    pitch = (spec.height - 150) / spec.levels
    tips = spec.height / spec.depth > 4 or spec.usage is Usage.PUBLIC

    assert ("shelving.pitch" in codes) is (round(pitch, 2) < 200)
    assert ("shelving.fixing" in codes) is (tips and spec.fixing is Fixing.NONE)
    assert codes <= {"shelving.pitch", "shelving.fixing"}
    assert (made(spec) is None) is bool(codes)


@given(shelving_specs())
@settings(max_examples=150, deadline=None)
def test_parts_close_the_geometry_in_all_three_directions(spec: ShelvingSpec):
    result = made(spec)
    if result is None:
        return
    facts = result.facts
    post = TABLES.sections.get_section(result.parts[0].section).face_mm
    beam = next(part for part in result.parts if part.role == "beam")
    tie = next(part for part in result.parts if part.role == "tie")
    pitches = [facts["pitch_mm"]] * spec.levels

    assert facts["first_level_mm"] + sum(pitches) == pytest.approx(spec.height, abs=0.1)
    assert tie.length_mm + 2 * post == pytest.approx(spec.depth, abs=0.1)
    assert spec.bays * beam.length_mm + (spec.bays + 1) * post == pytest.approx(
        facts["total_width_mm"], abs=0.1
    )
    assert facts["clear_height_mm"] >= 100
    for brace in (part for part in result.parts if part.role == "brace"):
        width, height = spec.span + post, facts["pitch_mm"] * (spec.levels - 1)
        assert brace.length_mm == pytest.approx(hypot(width, height), abs=0.1)


@given(shelving_specs())
@settings(max_examples=150, deadline=None)
def test_the_beam_is_the_lightest_whose_sign_reaches_the_request(spec: ShelvingSpec):
    chosen = check_strength(spec, RULES, TABLES)
    assert chosen is not None
    asked = spec.load // 10 * 10
    sections = [TABLES.sections.get_section(name) for name in RULES.choices("shelving.beams")]

    assert asked <= chosen.sign_kg <= spec.load * 1.2
    assert (chosen.sign_kg + chosen.deck_kg) <= chosen.capacity_kg
    for lighter in (one for one in sections if one.mass_kg_per_m < chosen.beam.mass_kg_per_m):
        carried = beam_capacity(lighter, spec.span, RULES)
        assert load_sign(carried, chosen.deck_kg, spec.load, RULES) < asked


@given(shelving_specs())
@settings(max_examples=150, deadline=None)
def test_no_level_sags_or_breaks_under_what_its_sign_says(spec: ShelvingSpec):
    chosen = check_strength(spec, RULES, TABLES)
    assert chosen is not None
    kilos = chosen.sign_kg + chosen.deck_kg
    newtons_per_mm = kilos * 9.81 / 2 / spec.span + chosen.beam.mass_kg_per_m * 9.81 / 1000
    stress = newtons_per_mm * spec.span**2 / 8 / (chosen.beam.wx_cm3 * 1000)

    assert stress <= 235 / 1.5
    assert beam_deflection(chosen.beam, spec.span, kilos) <= spec.span / 200


@given(shelving_specs())
@settings(max_examples=100, deadline=None)
def test_an_upright_too_weak_is_never_sold_alone(spec: ShelvingSpec):
    result = made(spec)
    if result is None:
        return
    is_weak = result.facts["post_ratio"] * 1.2 > 1.001
    told = {finding.code for finding in result.handover_reasons}

    assert "shelving.posts" in told or not is_weak


@given(shelving_specs())
@settings(max_examples=100, deadline=None)
def test_mass_of_the_parts_is_the_mass_of_the_bill(spec: ShelvingSpec):
    result = made(spec)
    if result is None:
        return
    by_parts = sum(part.mass_kg * part.quantity for part in result.parts)
    by_parts += sum(plate.mass_kg * plate.quantity for plate in result.plates)
    by_bill = sum(line.mass_kg for line in result.bom if line.kind is not BomKind.HARDWARE)

    assert by_parts == pytest.approx(by_bill, abs=0.1)
    assert result.mass_kg == pytest.approx(by_bill, abs=0.16)
    assert result.heaviest_part_kg <= result.mass_kg


@given(shelving_specs())
@settings(max_examples=60, deadline=None)
def test_each_bar_of_stock_is_used_up_exactly(spec: ShelvingSpec):
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


def _class_of(result: FabricationResult) -> tuple[object, ...]:
    """Return what makes a price jump: sections, supports, braces."""
    sections = frozenset(part.section for part in result.parts)
    return sections, result.facts["intermediate_supports"], result.facts["brace_count"]


@given(shelving_specs(), st.sampled_from(("span", "depth", "height")), st.integers(1, 200))
@settings(max_examples=120, deadline=None)
def test_a_bigger_shelving_never_costs_less_in_the_same_class(
    spec: ShelvingSpec, field: str, more: int
):
    bigger = ShelvingSpec.from_data({**spec.to_data(), field: getattr(spec, field) + more})
    low, high = made(spec), made(bigger)
    if low is None or high is None or _class_of(low) != _class_of(high):
        return

    assert high.price.net_before_rounding >= low.price.net_before_rounding
    assert high.price.net >= low.price.net


@given(shelving_specs())
@settings(max_examples=50, deadline=None)
def test_the_same_wish_gives_the_same_bytes(spec: ShelvingSpec):
    first, second = made(spec), made(ENGINE.parse(spec.to_data()))
    if first is None or second is None:
        assert first is second
        return
    assert first.to_data() == second.to_data()
    assert FabricationResult.from_data(first.to_data()) == first
    assert draw_elevation(first.elevation, key="a") == draw_elevation(second.elevation, key="a")


@given(shelving_specs())
@settings(max_examples=40, deadline=None)
def test_drawings_need_no_inline_style_and_hold_no_bad_number(spec: ShelvingSpec):
    result = made(spec)
    if result is None:
        return
    for svg in (
        draw_elevation(result.elevation, key="a", with_marks=True, language="en"),
        draw_picture(result.elevation, key="b"),
    ):
        assert [word for word in ("style=", "nan", "inf") if word in svg] == []
        assert "<title " in svg


@given(shelving_specs(), st.integers(-100, 100))
@settings(max_examples=120, deadline=None)
def test_a_place_ten_millimetres_off_still_takes_it_or_is_told_the_span_to_choose(
    spec: ShelvingSpec, tenths: int
):
    result = made(spec)
    if result is None:
        return
    width, play = result.facts["total_width_mm"], 10.0
    found = round(width + play + tenths / 10, 1)
    measured = ShelvingSpec.from_data({**spec.to_data(), "place": found})
    findings = ENGINE.validate(measured, BASIS)
    told = [one for one in findings if one.code == "shelving.place"]

    assert bool(told) is (width > found - play)
    if told:
        shorter = float(told[0].params["span"])
        assert told[0].level is Level.REFUSE
        if shorter < 600:
            assert told[0].what_to_do == "Choisissez moins de travées."
            return
        amended = ENGINE.fabricate(
            ShelvingSpec.from_data({**measured.to_data(), "span": shorter}), BASIS
        )
        assert amended.facts["total_width_mm"] <= found - play


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(("span", "depth", "height", "load", "distance", "tyre_width", "place")),
)
@settings(max_examples=150, deadline=None)
def test_any_float_gives_a_result_or_a_sentence(value: float, field: str):
    spec = build_shelving_spec(**{"preset": Preset.TYRE_RACK, field: value})

    findings = ENGINE.validate(spec, BASIS)

    assert findings
    assert all(finding.sentence for finding in findings)


@given(
    st.dictionaries(
        st.sampled_from(("bays", "span", "height", "levels", "load", "preset", "deck", "post")),
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
