"""Drawings: what a drawing set, its PDF and its DXF cost, for the reference products."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime

from shop.documents.pdf import render_pdf
from shop.fabrication.domain.family import Wish
from shop.fabrication.drawing.dxf import write_dxf
from shop.fabrication.drawing.sheet import lay_out_sheet
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
    build_staircase_spec,
)

TIMES = 7
MADE_AT = datetime(2026, 11, 2, tzinfo=UTC)
WORDS = ("scale", "number", "revision", "date", "title", "material", "finish", "mass", "tolerances")


def measure_drawing() -> dict[str, float]:
    """Return median CPU milliseconds by product and by what is made of it."""
    specs: dict[str, Wish] = {
        "gate": build_gate_spec(),
        "guardrail": build_guardrail_spec(),
        "shelving": build_shelving_spec(),
        "staircase": build_staircase_spec(),
    }
    return {name: cost for family, spec in specs.items() for name, cost in _costs(family, spec)}


def _costs(family: str, spec: Wish) -> Iterator[tuple[str, float]]:
    engine, basis = FAMILIES[family], starting_basis()
    drawings = engine.draw(spec, basis)
    words = {**dict.fromkeys(WORDS, "–"), "school": "–", "parts": []}

    def print_sheet() -> bytes:
        sheet = asdict(lay_out_sheet(drawings))
        return render_pdf("drawing", {**words, "sheet": sheet}, made_at=MADE_AT)

    yield f"drawing set, {family}: CPU ms", _median(lambda: engine.draw(spec, basis))
    yield f"drawing PDF, {family}: CPU ms", _median(print_sheet)
    yield f"drawing DXF, {family}: CPU ms", _median(lambda: write_dxf(drawings))


def _median(act: Callable[[], object]) -> float:
    act()
    spent = []
    for _ in range(TIMES):
        start = time.process_time()
        act()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)
