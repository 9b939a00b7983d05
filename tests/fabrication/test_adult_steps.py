"""What minors may not do is kept for adults: heavy loads, and fitting where one can fall."""

from typing import Any

import pytest

from shop.fabrication.domain.adults import adult_steps
from shop.fabrication.domain.family import Handover
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
    build_staircase_spec,
)

BASIS = starting_basis()


def for_adults(family: str, spec: Any) -> set[str]:  # noqa: ANN401
    operations = FAMILIES[family].fabricate(spec, BASIS).operations
    return {op.code for op in operations if op.is_adult_only}


@pytest.mark.parametrize(
    ("mass", "fall", "steps"),
    [
        (100.0, 999.0, set()),
        (100.1, 0.0, {"MAN", "FER", "POS"}),
        (10.0, 1000.0, {"POS"}),
        (300.0, 3000.0, {"MAN", "FER", "POS"}),
    ],
)
def test_a_heavy_load_and_a_fall_are_for_adults(mass: float, fall: float, steps: set[str]):
    assert adult_steps(mass, fall, BASIS.rules) == steps


def test_a_guardrail_is_fitted_by_adults_where_one_can_fall():
    low = build_guardrail_spec(handover=Handover.FITTING, fall_height=900.0)
    high = build_guardrail_spec(handover=Handover.FITTING, fall_height=2500.0)

    assert "POS" not in for_adults("guardrail", low)
    assert "POS" in for_adults("guardrail", high)


def test_a_staircase_is_fitted_by_adults_and_the_ground_is_for_all():
    stair = build_staircase_spec(handover=Handover.FITTING)
    shelves = build_shelving_spec(handover=Handover.FITTING)

    assert "POS" in for_adults("staircase", stair)
    assert "POS" not in for_adults("shelving", shelves)


def test_a_heavy_leaf_is_fitted_by_adults_on_site_too():
    leaf = build_gate_spec(
        type="SWING_1", widths=(2900.0,), height=2200.0, infill="SHEET_FULL",
        handover=Handover.FITTING,
    )  # fmt: skip

    assert for_adults("gate", leaf) >= {"MAN", "FER", "POS"}
