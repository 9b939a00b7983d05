"""A price and its drawing fit in the budget of a preview."""

from time import process_time

from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_gate_spec

BUDGET_MS = 8.0


def test_a_gate_is_priced_and_drawn_within_eight_milliseconds_of_cpu():
    engine, basis = GateEngine(), starting_basis()
    specs = [build_gate_spec(widths=(3000.0 + 10 * step,)) for step in range(30)]
    spent = []
    for spec in specs:
        start = process_time()
        draw_elevation(engine.fabricate(spec, basis).elevation, key="gate")
        spent.append((process_time() - start) * 1000)

    assert sorted(spent)[len(spent) // 2] < BUDGET_MS
