"""A price and its drawing fit in the budget of a preview."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
    build_staircase_spec,
)

BUDGET_MS = 8.0
SPECS: dict[str, Callable[[int], Any]] = {
    "gate": lambda step: build_gate_spec(widths=(3000.0 + 10 * step,)),
    "guardrail": lambda step: build_guardrail_spec(lengths=(3000.0 + 10 * step,)),
    "shelving": lambda step: build_shelving_spec(span=1500.0 + 10 * step, has_back_brace=True),
    "staircase": lambda step: build_staircase_spec(height=2700.0 + 5 * step),
}


@pytest.mark.parametrize("family", SPECS)
def test_a_product_is_priced_and_drawn_within_eight_milliseconds_of_cpu(family: str):
    engine, basis = FAMILIES[family], starting_basis()
    spent = []
    for spec in (SPECS[family](step) for step in range(30)):
        start = process_time()
        draw_elevation(engine.fabricate(spec, basis).elevation, key=family)
        spent.append((process_time() - start) * 1000)

    assert sorted(spent)[len(spent) // 2] < BUDGET_MS
