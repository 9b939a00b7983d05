"""The reference gate, computed by hand elsewhere: 3500 × 1600, two leaves, square bars of 16."""

from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.tables import starting_basis
from shop.kernel.money import Money
from tests.builders.fabrication import build_gate_spec

RESULT = GateEngine().fabricate(build_gate_spec(), starting_basis())


def test_geometry_of_the_reference_gate():
    expected = {
        "leaf_width_mm": 1719.0,
        "leaf_height_mm": 1550.0,
        "inner_width_mm": 1619.0,
        "bar_count_per_row": 12,
        "void_mm": 109.77,
        "bar_length_mm": 700.0,
        "mass_kg": 136.8,
        "leaf_mass_kg": 68.4,
        "paint_area_m2": 5.25,
        "hinge_force_n": 461,
        "cuts": 58,
        "frame_nodes": 12,
        "bar_nodes": 96,
    }

    assert {name: RESULT.facts[name] for name in expected} == expected
    assert round(RESULT.facts["weld_length_m"], 2) == 6.32


def test_parts_of_the_reference_gate():
    parts = [(part.mark, part.section, part.length_mm, part.quantity) for part in RESULT.parts]

    assert parts == [
        ("T1", "TUBE CARRE 50x50x3", 1719.0, 4),
        ("M1", "TUBE CARRE 50x50x3", 1550.0, 4),
        ("I1", "TUBE CARRE 50x50x3", 1619.0, 2),
        ("B1", "CARRE 16", 700.0, 48),
    ]


def test_bars_of_the_reference_gate():
    bars = {plan.section: len(plan.bars) for plan in RESULT.cut_plan.sections}

    assert bars == {"TUBE CARRE 50x50x3": 4, "CARRE 16": 6}


def test_minutes_of_the_reference_gate():
    minutes = {op.code: op.minutes_reference for op in RESULT.operations}

    assert minutes == {
        "ETU": 60.0, "DEB": 86.0, "EBA": 46.4, "TRA": 43.2, "PER": 12.0, "POI": 86.4,
        "SOU135": 63.2, "MEU": 25.3, "CTL": 63.7, "PRE": 15.8, "FER": 90.0, "MAN": 23.7,
        "POS": 720.0,
    }  # fmt: skip
    assert RESULT.minutes_reference == 615.7
    assert RESULT.price.labour_hours == 12.83


def test_price_of_the_reference_gate():
    price = RESULT.price

    assert (price.material, price.hardware, price.surface) == (
        Money(25582), Money(18500), Money(11550),
    )  # fmt: skip
    assert (price.labour, price.fitting, price.transport) == (
        Money(61570), Money(57600), Money(4000),
    )  # fmt: skip
    assert price.cost == Money(178802)
    assert price.net_before_rounding == Money(203184)
    assert price.net == Money(203500)


def test_each_operation_waits_for_the_one_before():
    chain = [op.predecessors for op in RESULT.operations]

    assert chain == [(), *((op.code,) for op in RESULT.operations[:-1])]


def test_reference_gate_can_be_stored_and_read_again():
    assert type(RESULT).from_data(RESULT.to_data()) == RESULT


def test_reference_gate_is_sold_at_a_firm_price():
    assert RESULT.price_kind == "firm"
    assert RESULT.handover_reasons == ()
