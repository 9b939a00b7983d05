"""What must hold for every gate that the bounds allow."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.domain.bars import Saw, plan_section
from shop.fabrication.domain.cutting import Cut
from shop.fabrication.domain.family import Handover, SpecRefused
from shop.fabrication.domain.result import BomKind, FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.drawing.bars import draw_cut_plan
from shop.fabrication.drawing.elevation import draw_elevation, draw_picture
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.gate.geometry import bar_layout, lay_out_gate
from shop.fabrication.gate.rules import gate_bounds, refusals
from shop.fabrication.gate.spec import GateSpec, GateType, Infill, Split
from shop.fabrication.tables import read_rows, starting_basis

BASIS = starting_basis()
ENGINE = GateEngine()
SWING = (GateType.SWING_1, GateType.SWING_2, GateType.WICKET)


@st.composite
def gate_specs(draw: Any, types: tuple[GateType, ...] = tuple(GateType)) -> GateSpec:  # noqa: ANN401
    """Draw any wish from the bounds of its type; tenths of a millimetre, as a tape gives."""
    gate_type = draw(st.sampled_from(types))
    bounds = gate_bounds(gate_type, BASIS.rules)

    def number(name: str) -> float:
        low, high = bounds[name].low, bounds[name].high
        return draw(st.integers(int(low * 10), int(high * 10))) / 10

    widths = tuple(number("widths") for _ in range(draw(st.integers(1, 3))))
    return GateSpec(
        type=gate_type,
        widths=widths,
        height=number("height"),
        hinge_gap=number("hinge_gap"),
        mid_gap=number("mid_gap"),
        ground_gap=number("ground_gap"),
        slope=number("slope"),
        max_void=number("max_void"),
        mid_rails=draw(st.integers(0, 3)),
        sheet_height=number("sheet_height"),
        split=draw(st.sampled_from(Split)),
        infill=draw(st.sampled_from(Infill)),
        bar=draw(st.sampled_from(BASIS.rules.choices("gate.bars"))),
        finish=draw(st.sampled_from(Finish)),
        handover=draw(st.sampled_from(Handover)),
        posts=draw(st.booleans()),
        letter_slot=draw(st.booleans()),
    )


def made(spec: GateSpec) -> FabricationResult | None:
    """Return the result, or None when the wish is refused in words."""
    try:
        return ENGINE.fabricate(spec, BASIS)
    except SpecRefused as refused:
        assert all(finding.sentence and finding.what_to_do for finding in refused.findings)
        return None


@given(gate_specs())
@settings(max_examples=150, deadline=None)
def test_every_void_obeys_the_rule_with_the_fewest_bars(spec: GateSpec):
    if refusals(spec, BASIS.rules, BASIS.tables):
        return
    gate = lay_out_gate(spec, BASIS.rules, BASIS.tables)
    for leaf in gate.leaves:
        for bay in leaf.bays:
            for row in bay.rows:
                if row.bars is None:
                    continue
                clear = row.height if row.infill is Infill.HORIZONTAL else bay.width
                face = gate.bar.face_mm
                filled = row.bars.count * face + (row.bars.count + 1) * row.bars.void
                assert row.bars.void <= spec.max_void + 0.005
                assert filled == pytest.approx(clear, abs=0.1 + 0.005 * row.bars.count)
                if row.bars.count:
                    fewer = (clear - (row.bars.count - 1) * face) / row.bars.count
                    assert fewer > spec.max_void - 1e-6


@given(gate_specs(SWING))
@settings(max_examples=150, deadline=None)
def test_leaves_and_gaps_add_up_to_the_opening(spec: GateSpec):
    if refusals(spec, BASIS.rules, BASIS.tables):
        return
    gate = lay_out_gate(spec, BASIS.rules, BASIS.tables)

    gaps = 2 * spec.hinge_gap + (len(gate.leaves) - 1) * spec.mid_gap
    total = sum(leaf.width for leaf in gate.leaves) + gaps
    assert total == pytest.approx(min(spec.widths), abs=0.1)


@given(gate_specs(SWING))
@settings(max_examples=80, deadline=None)
def test_the_rails_sawn_and_the_gaps_close_the_opening(spec: GateSpec):
    result = made(spec)
    if result is None:
        return
    leaves = 2 if spec.type is GateType.SWING_2 else 1
    sawn = {role: 0.0 for role in ("rail", "stile")}
    for part in result.parts:
        if part.role in sawn:
            sawn[part.role] += part.length_mm * part.quantity
    gaps = 2 * spec.hinge_gap + (leaves - 1) * spec.mid_gap

    assert sawn["rail"] / 2 + gaps == pytest.approx(min(spec.widths), abs=0.1)
    assert sawn["stile"] / (2 * leaves) <= spec.height - spec.ground_gap + 0.1


@given(gate_specs())
@settings(max_examples=150, deadline=None)
def test_rails_and_panels_add_up_to_the_leaf(spec: GateSpec):
    if refusals(spec, BASIS.rules, BASIS.tables):
        return
    gate = lay_out_gate(spec, BASIS.rules, BASIS.tables)
    face = gate.frame.face_mm
    for leaf in gate.leaves:
        across = sum(bay.width for bay in leaf.bays) + (len(leaf.bays) + 1) * face
        assert across == pytest.approx(leaf.width, abs=0.1)
        for bay in leaf.bays:
            upward = sum(row.height for row in bay.rows) + (len(bay.rows) + 1) * face
            assert upward == pytest.approx(leaf.height, abs=0.1)


@given(gate_specs())
@settings(max_examples=120, deadline=None)
def test_mass_of_the_parts_is_the_mass_of_the_bill(spec: GateSpec):
    result = made(spec)
    if result is None:
        return
    by_parts = sum(part.mass_kg * part.quantity for part in result.parts)
    by_parts += sum(plate.mass_kg * plate.quantity for plate in result.plates)
    by_bill = sum(line.mass_kg for line in result.bom if line.kind is not BomKind.HARDWARE)

    assert by_parts == pytest.approx(by_bill, abs=0.1)
    assert result.mass_kg == pytest.approx(by_bill, abs=0.16)


@given(gate_specs())
@settings(max_examples=120, deadline=None)
def test_each_bar_of_stock_is_used_up_exactly(spec: GateSpec):
    result = made(spec)
    if result is None:
        return
    for plan in result.cut_plan.sections:
        assert plan.lower_bound <= len(plan.bars)
        for bar in plan.bars:
            cut = sum(piece.length_mm for piece in bar.cuts)
            whole = bar.trim_mm + cut + bar.kerf_total_mm + bar.offcut_mm
            assert whole == pytest.approx(bar.stock_mm, abs=0.02)
            assert bar.offcut_mm >= 0
    sawn = sorted(
        (cut.mark, cut.length_mm)
        for plan in result.cut_plan.sections
        for bar in plan.bars
        for cut in bar.cuts
    )
    wanted = sorted(
        (line.mark, line.length_mm) for line in result.cut_lines for _ in range(line.quantity)
    )
    assert sawn == wanted


def _bracing_class(result: FabricationResult) -> tuple[int, frozenset[str]]:
    """Return the number of braces, each leaf has its own rule, and the sections."""
    braces = sum(part.quantity for part in result.parts if part.role == "brace")
    return braces, frozenset(part.section for part in result.parts)


@given(gate_specs(), st.integers(1, 300))
@settings(max_examples=150, deadline=None)
def test_a_higher_gate_never_costs_less_in_the_same_class(spec: GateSpec, more: int):
    higher = GateSpec.from_data({**spec.to_data(), "height": spec.height + more})
    low, high = made(spec), made(higher)
    if low is None or high is None or _bracing_class(low) != _bracing_class(high):
        return

    assert high.price.net_before_rounding >= low.price.net_before_rounding
    assert high.price.net >= low.price.net


@given(gate_specs(), st.integers(1, 300))
@settings(max_examples=120, deadline=None)
def test_a_wider_gate_never_costs_less_in_the_same_class(spec: GateSpec, more: int):
    wider = GateSpec.from_data({**spec.to_data(), "widths": [w + more for w in spec.widths]})
    low, high = made(spec), made(wider)
    if low is None or high is None or _bracing_class(low) != _bracing_class(high):
        return
    if spec.slope and not spec.is_sliding:
        return  # a wider leaf on a slope is a lower one

    assert high.price.net_before_rounding >= low.price.net_before_rounding
    assert high.price.net >= low.price.net


@given(gate_specs())
@settings(max_examples=60, deadline=None)
def test_the_same_wish_gives_the_same_bytes(spec: GateSpec):
    first, second = made(spec), made(GateSpec.from_data(spec.to_data()))
    if first is None or second is None:
        assert first is second
        return
    assert first.to_data() == second.to_data()
    assert FabricationResult.from_data(first.to_data()) == first
    assert draw_elevation(first.elevation, key="a") == draw_elevation(second.elevation, key="a")


@given(gate_specs())
@settings(max_examples=60, deadline=None)
def test_drawings_need_no_inline_style_and_hold_no_bad_number(spec: GateSpec):
    result = made(spec)
    if result is None:
        return
    for svg in (
        draw_elevation(result.elevation, key="a", with_marks=True, language="en"),
        draw_picture(result.elevation, key="b"),
        draw_cut_plan(result.cut_plan, key="c"),
    ):
        assert "style=" not in svg
        assert "nan" not in svg
        assert "inf" not in svg
        assert "<title " in svg


@given(
    st.floats(allow_nan=True, allow_infinity=True), st.sampled_from(("height", "widths", "slope"))
)
@settings(max_examples=150, deadline=None)
def test_any_float_gives_a_result_or_a_sentence(value: float, field: str):
    number: Any = (value,) if field == "widths" else value
    spec = GateSpec(**{"type": GateType.SWING_2, "widths": (3500.0,), field: number})

    findings = ENGINE.validate(spec, BASIS)

    assert findings
    assert all(finding.sentence for finding in findings)


@given(
    st.dictionaries(
        st.sampled_from(("type", "widths", "height", "bar", "mid_rails", "finish", "split")),
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


@given(
    st.lists(st.integers(1, 5990), min_size=1, max_size=60),
    st.sampled_from((0.0, 1.3, 3.0)),
)
@settings(max_examples=150, deadline=None)
def test_a_cut_plan_never_beats_its_lower_bound_nor_wastes_a_whole_bar(
    lengths: list[int], kerf: float
):
    saw = Saw(kerf_mm=kerf, trim_mm=10.0, offcut_kept_mm=500.0)
    cuts = [Cut(mark=f"A{length}", length_mm=float(length)) for length in lengths]

    plan = plan_section("CARRE 16", 6000.0, cuts, saw)

    assert plan.lower_bound <= len(plan.bars) <= len(lengths)
    roomy = [bar for bar in plan.bars if bar.offcut_mm > 2995 + kerf]
    assert len(roomy) <= 1


@given(st.integers(100, 6000), st.integers(6, 40), st.integers(60, 120))
def test_bars_are_the_fewest_that_obey(clear: int, face: int, max_void: int):
    bars = bar_layout(clear, face, max_void, 700)
    counts = [n for n in range(200) if (clear - n * face) / (n + 1) <= max_void + 1e-9]

    assert bars.count == counts[0]


def test_the_rules_file_gives_each_key_one_value_a_day():
    rows = read_rows("rules_2026") + read_rows("tariff_2026")
    keys = [(row["key"], row["valid_from"]) for row in rows]

    assert len(keys) == len(set(keys))
