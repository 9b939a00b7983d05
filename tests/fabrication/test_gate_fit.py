"""The opening found on site: absorbed by the gaps, or refused with the amendment it needs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.domain.bounds import on_drawing
from shop.fabrication.gate.fit import fit_opening
from shop.fabrication.gate.geometry import lay_out_gate, leaf_widths
from shop.fabrication.gate.rules import gate_bounds
from shop.fabrication.gate.spec import GateSpec, GateType, Split
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_gate_spec

BASIS = starting_basis()
RULES = BASIS.rules


@st.composite
def ordered(draw: st.DrawFn) -> GateSpec:
    """Draw a gate of the form's own bounds; tenths of a millimetre."""
    kind = draw(st.sampled_from(GateType))
    bounds = gate_bounds(kind, RULES)

    def number(name: str) -> float:
        low, high = bounds[name].low, bounds[name].high
        return draw(st.integers(int(low * 10), int(high * 10))) / 10

    return GateSpec(
        type=kind,
        widths=(number("widths"),),
        hinge_gap=number("hinge_gap"),
        mid_gap=number("mid_gap"),
        split=draw(st.sampled_from(Split)),
    )


@given(ordered(), st.integers(-100, 100))
@settings(max_examples=300, deadline=None)
def test_an_opening_within_ten_millimetres_fits_or_is_refused_with_its_amendment(
    spec: GateSpec, tenths: int
):
    found = spec.opening + tenths / 10
    fit = fit_opening(spec, found, RULES)
    leaves = lay_out_gate(spec, RULES, BASIS.tables).leaves
    if fit.amendment is None:
        assert abs(tenths) <= 50
        if spec.is_sliding:
            assert leaves[0].width >= found
            assert fit.gap >= 0
        else:
            gaps = 2 * fit.gap + (len(leaves) - 1) * spec.mid_gap
            assert sum(leaf.width for leaf in leaves) + gaps == pytest.approx(found, abs=0.1)
            assert fit.gap >= 25
        return
    assert abs(tenths) > 50 or spec.hinge_gap + tenths / 20 < 25
    widths = leaf_widths(replace(spec, widths=(found,)), RULES)
    said = fit.amendment.what_to_do % fit.amendment.params
    assert [on_drawing(width) in said for width in widths] == [True] * len(widths)
    assert on_drawing(found) in fit.amendment.sentence


def test_hinges_share_five_millimetres():
    spec = build_gate_spec(hinge_gap=30.0)

    gaps = [fit_opening(spec, found, RULES).gap for found in (3495.0, 3500.0, 3505.0)]

    assert gaps == [27.5, 30.0, 32.5]


def test_six_millimetres_need_an_amendment_that_names_the_leaves():
    fit = fit_opening(build_gate_spec(hinge_gap=30.0), 3506.0, RULES)

    assert not fit.is_fitting
    assert fit.amendment is not None
    assert fit.amendment.sentence == (
        "Le passage trouvé fait 3506 mm, au lieu de 3500 mm : les jeux ne le rattrapent pas."
    )
    assert fit.amendment.what_to_do % fit.amendment.params == (
        "Un avenant est nécessaire : vantail de 1717 + 1717 mm."
    )


def test_fingers_are_never_caught_for_the_sake_of_a_narrow_opening():
    spec = build_gate_spec(hinge_gap=25.0)

    assert fit_opening(spec, 3500.0, RULES).is_fitting
    assert not fit_opening(spec, 3497.0, RULES).is_fitting


def test_a_sliding_gate_gives_up_some_of_its_overlap():
    spec = build_gate_spec(type=GateType.SLIDING_RAIL, widths=(3000.0,))

    assert fit_opening(spec, 3004.0, RULES).gap == 46.0
    assert not fit_opening(spec, 3006.0, RULES).is_fitting
