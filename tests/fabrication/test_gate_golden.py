"""What pupils and customers read of the reference gate, compared word for word."""

from collections.abc import Callable

from shop.fabrication.drawing.bars import draw_cut_plan
from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_gate_spec

RESULT = GateEngine().fabricate(build_gate_spec(), starting_basis())

Golden = Callable[[str, str], None]


def test_cut_list_of_the_reference_gate(golden: Golden):
    rows = [
        f"{line.mark:4} {line.quantity:3} × {line.section:20} {line.length_mm:8.2f} mm"
        f"  {line.angle_left:.0f}°/{line.angle_right:.0f}°  {line.name.fr}"
        for line in RESULT.cut_lines
    ]
    for plan in RESULT.cut_plan.sections:
        rows.append(f"{plan.section}: {len(plan.bars)} barres, rendement {plan.yield_ratio:.1%}")
        for bar in plan.bars:
            cuts = " + ".join(f"{cut.mark} {cut.length_mm:.0f}" for cut in bar.cuts)
            rows.append(f"  {bar.number}. {cuts} | chute {bar.offcut_mm:.0f}")

    golden("fabrication/gate_cut_list.txt", "\n".join(rows) + "\n")


def test_price_of_the_reference_gate_line_by_line(golden: Golden):
    price = RESULT.price.to_data()
    rows = [f"{name}: {value}" for name, value in price.items()]

    golden("fabrication/gate_price.txt", "\n".join(rows) + "\n")


def test_drawing_of_the_reference_gate(golden: Golden):
    svg = draw_elevation(RESULT.elevation, key="gate", with_marks=True)

    golden("fabrication/gate_elevation.svg", svg.replace("><", ">\n<") + "\n")


def test_cut_diagram_of_the_reference_gate(golden: Golden):
    svg = draw_cut_plan(RESULT.cut_plan, key="cuts")

    golden("fabrication/gate_cut_plan.svg", svg.replace("><", ">\n<") + "\n")
