"""Which gates are sold at once, which are estimates, and which go to a person."""

from typing import Any

import pytest

from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.findings import Level
from shop.fabrication.domain.result import PriceKind
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.gate.spec import GateSpec, GateType, Infill, Motor, Split, Usage
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_gate_spec

BASIS = starting_basis()
ENGINE = GateEngine()


def codes(level: Level, **changes: Any) -> set[str]:  # noqa: ANN401
    findings = ENGINE.validate(build_gate_spec(**changes), BASIS)
    return {finding.code for finding in findings if finding.level is level}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"motor": Motor.MOTOR}, "gate.motor"),
        ({"usage": Usage.POOL}, "gate.usage"),
        ({"usage": Usage.SCHOOL}, "gate.usage"),
        ({"usage": Usage.PUBLIC_ROAD}, "gate.usage"),
        ({"infill": Infill.HORIZONTAL}, "gate.horizontal"),
        ({"type": GateType.SLIDING_CANTILEVER}, "gate.cantilever"),
        ({"type": GateType.SLIDING_RAIL, "widths": (2900.0,)}, "gate.leaf_width"),
        ({"type": GateType.SLIDING_RAIL, "widths": (3400.0,), "height": 2200.0}, "gate.leaf_area"),
        ({"has_own_drawing": True}, "gate.own_drawing"),
        ({"max_void": 115.0}, "gate.void"),
        ({"frame": "TUBE CARRE 40x40x2"}, "gate.frame"),
        ({"bar": "ROND 12", "mid_rails": 0}, "gate.free_length"),
        ({"distance": 60.0}, "gate.distance"),
        ({"posts": True, "infill": Infill.SHEET_FULL, "widths": (5800.0,)}, "gate.posts"),
        (
            {"type": GateType.SLIDING_CANTILEVER, "widths": (6000.0,), "finish": Finish.DUPLEX},
            "gate.oven",
        ),
        (
            {"type": GateType.SLIDING_CANTILEVER, "widths": (6000.0,), "finish": Finish.GALVA},
            "gate.bath",
        ),
    ],
)
def test_wish_that_needs_a_person_says_why(changes: dict[str, Any], code: str):
    result = ENGINE.fabricate(build_gate_spec(**changes), BASIS)

    assert code in {finding.code for finding in result.handover_reasons}
    assert result.price_kind is PriceKind.QUOTE
    assert all(finding.what_to_do for finding in result.handover_reasons)
    assert result.price.net.cents > 0


def test_usual_gates_need_nobody():
    usual = (
        {},
        {"type": GateType.WICKET, "widths": (1000.0,)},
        {"type": GateType.SWING_1, "widths": (1200.0,)},
        {"type": GateType.SLIDING_RAIL, "widths": (2600.0,)},
        {"split": Split.SIXTY_FORTY, "infill": Infill.SHEET_LOW},
        {"finish": Finish.DUPLEX, "posts": True, "motor": Motor.READY},
    )

    assert [codes(Level.QUOTE, **changes) for changes in usual] == [set()] * len(usual)


def test_swing_gate_keeps_the_smallest_width_and_sliding_gate_the_largest():
    widths = (2598.0, 2600.0, 2603.0)
    swing = ENGINE.fabricate(build_gate_spec(widths=widths), BASIS)
    slide = ENGINE.fabricate(build_gate_spec(type=GateType.SLIDING_RAIL, widths=widths), BASIS)

    assert swing.facts["opening_mm"] == 2598.0
    assert slide.facts["opening_mm"] == 2603.0
    assert slide.facts["leaf_width_mm"] == 2803.0


def test_spread_of_five_millimetres_stays_firm_and_six_is_an_estimate():
    firm = ENGINE.fabricate(build_gate_spec(widths=(3500.0, 3505.0)), BASIS)
    estimate = ENGINE.fabricate(build_gate_spec(widths=(3500.0, 3506.0)), BASIS)

    assert firm.price_kind is PriceKind.FIRM
    assert estimate.price_kind is PriceKind.ESTIMATE
    assert estimate.price.range_low < estimate.price.net < estimate.price.range_high


def test_doubt_gives_an_estimate_and_offers_a_visit_until_the_school_has_measured():
    assert codes(Level.ESTIMATE, is_sure=False) == {"gate.unsure"}
    assert codes(Level.ESTIMATE, is_sure=False, is_measured_by_school=True) == set()
    assert codes(Level.REFUSE, is_sure=False, widths=(3400.0, 3600.0)) == set()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("widths", ()),
        ("widths", (3500.0,) * 4),
        ("widths", (1.0,)),
        ("widths", (10_000_000.0,)),
        ("widths", (float("nan"),)),
        ("widths", (3500.0, -3500.0)),
        ("height", 2201.0),
        ("height", float("inf")),
        ("slope", -1.0),
        ("mid_rails", 7),
        ("hinge_gap", 10.0),
        ("bar", "CARRE 1000"),
        ("frame", "IPE 200"),
    ],
)
def test_absurd_measure_is_refused_by_its_field_with_the_quote_path(field: str, value: object):
    findings = ENGINE.validate(build_gate_spec(**{field: value}), BASIS)

    assert [(finding.level, finding.field) for finding in findings] == [(Level.REFUSE, field)]
    assert findings[0].sentence
    assert findings[0].what_to_do


def test_too_many_rails_in_a_low_gate_are_refused_in_words():
    assert codes(Level.REFUSE, height=800.0, ground_gap=150.0, slope=6.0, mid_rails=3) == {
        "gate.panel_height"
    }


def test_brace_comes_when_the_leaf_is_wider_than_thirteen_tenths_of_its_height():
    without = ENGINE.fabricate(build_gate_spec(height=1400.0), BASIS)
    braced = ENGINE.fabricate(build_gate_spec(height=1300.0), BASIS)

    assert 1719 / 1350 < 1.3 < 1719 / 1250
    assert "brace_length_mm" not in without.facts
    assert braced.facts["brace_length_mm"] == pytest.approx((1619**2 + 550**2) ** 0.5, abs=0.01)
    assert sum(part.quantity for part in braced.parts if part.role == "brace") == 4


def test_slope_lifts_the_foot_of_the_leaf():
    level = ENGINE.fabricate(build_gate_spec(), BASIS).facts
    uphill = ENGINE.fabricate(build_gate_spec(slope=3.0), BASIS).facts

    assert level["leaf_height_mm"] - uphill["leaf_height_mm"] == pytest.approx(0.03 * 1719)


def test_steep_drive_gets_rising_hinges_and_a_word_of_advice():
    result = ENGINE.fabricate(build_gate_spec(slope=5.0), BASIS)

    assert "gate.rising_hinge" in {item.key for item in result.hardware}
    assert "gate.rising_hinges" in {finding.code for finding in result.findings}


def test_heavy_leaf_gets_a_third_hinge():
    light = ENGINE.fabricate(build_gate_spec(), BASIS)
    heavy = ENGINE.fabricate(build_gate_spec(infill=Infill.SHEET_FULL, widths=(4600.0,)), BASIS)

    hinges = [
        next(item.quantity for item in result.hardware if item.key == "gate.hinge")
        for result in (light, heavy)
    ]
    assert heavy.heaviest_part_kg > 80 > light.heaviest_part_kg
    assert hinges == [4, 6]


def test_galvanised_gate_gets_vent_holes_in_every_hollow_part():
    result = ENGINE.fabricate(build_gate_spec(finish=Finish.GALVA), BASIS)

    assert [(hole.section, hole.diameter_mm, hole.quantity) for hole in result.vent_holes] == [
        ("TUBE CARRE 50x50x3", 14.0, 20)
    ]
    assert result.facts["holes"] == 26
    assert result.zinc_area_m2 > result.paint_area_m2


def test_painted_gate_takes_workshop_minutes_that_powder_does_not():
    painted = ENGINE.fabricate(build_gate_spec(finish=Finish.PAINT), BASIS)
    minutes = {op.code: op.minutes_reference for op in painted.operations}

    assert minutes["PEI"] == pytest.approx(5.25 * 3 * 10)


def test_unequal_leaves_share_the_width_as_asked():
    facts = ENGINE.fabricate(build_gate_spec(split=Split.SIXTY_FORTY), BASIS).facts

    assert (facts["leaf1_width_mm"], facts["leaf2_width_mm"]) == (2062.8, 1375.2)


def test_low_sheet_stands_at_the_bottom_with_bars_above():
    result = ENGINE.fabricate(build_gate_spec(infill=Infill.SHEET_LOW), BASIS)

    assert [(plate.width_mm, plate.height_mm, plate.quantity) for plate in result.plates] == [
        (1617.0, 498.0, 2)
    ]
    assert result.facts["bar_length_mm"] == 900.0


def test_members_longer_than_a_bar_are_spliced():
    spec = build_gate_spec(type=GateType.SLIDING_RAIL, widths=(6000.0,))
    rails = [part for part in ENGINE.fabricate(spec, BASIS).parts if part.role == "rail"]

    assert [(part.length_mm, part.quantity, part.note.fr) for part in rails] == [
        (3100.0, 4, "À abouter par soudure")
    ]


def test_gate_taken_at_the_school_pays_neither_fitting_nor_transport():
    price = ENGINE.fabricate(build_gate_spec(handover=Handover.PICKUP), BASIS).price

    assert (price.fitting.cents, price.transport.cents) == (0, 0)


def test_heavy_leaf_is_handled_by_adults():
    heavy = ENGINE.fabricate(
        build_gate_spec(infill=Infill.SHEET_FULL, widths=(5000.0,)), BASIS
    ).operations

    assert {op.code for op in heavy if op.is_adult_only} == {"MAN", "FER", "POS"}


def test_checks_follow_the_tables_of_general_tolerances():
    checks = {
        check.key: (check.nominal, check.minus, check.plus)
        for check in ENGINE.fabricate(build_gate_spec(), BASIS).checks
    }

    assert checks["leaf1.width"] == (1719.0, 4.0, 4.0)
    assert checks["leaf1.height"] == (1550.0, 4.0, 4.0)
    assert checks["leaf1.diagonals"] == (0.0, 0.0, 6.0)
    assert checks["leaf1.flatness"] == (0.0, 0.0, 4.5)
    assert checks["cut.B1"] == (700.0, 0.8, 0.8)
    assert checks["void"] == (109.77, 2.0, 0.23)
    assert checks["coating.powder"] == (70.0, 10.0, 10.0)


def advice_of(spec: GateSpec) -> dict[str, str]:
    return {one.code: one.sentence for one in ENGINE.validate(spec, BASIS)}


def test_a_sliding_gate_says_the_room_it_needs_beside_the_passage():
    rail = build_gate_spec(type=GateType.SLIDING_RAIL, widths=(2600.0,))
    cantilever = build_gate_spec(type=GateType.SLIDING_CANTILEVER, widths=(2600.0,))

    assert "3000 mm libres" in advice_of(rail)["gate.sliding_space"]
    assert "3900 mm libres" in advice_of(cantilever)["gate.sliding_space"]
    assert "gate.sliding_space" not in advice_of(build_gate_spec())


def test_carriages_of_a_cantilever_hold_the_leaf_in_balance():
    spec = build_gate_spec(type=GateType.SLIDING_CANTILEVER, widths=(3000.0,))
    facts = ENGINE.fabricate(spec, BASIS).facts
    weight = facts["leaf_mass_kg"] * 9.81

    assert facts["carriage_spacing_mm"] == 1200.0
    assert facts["carriage_front_n"] - facts["carriage_rear_n"] == pytest.approx(weight, abs=1)
    # leaf 4350, 1300 of it behind the jamb: its middle hangs 875 in front of the first carriage
    assert facts["carriage_rear_n"] == pytest.approx(weight * 875 / 1200, abs=1)


def test_a_wide_gap_under_the_leaf_is_told():
    steep = build_gate_spec(ground_gap=100.0, slope=3.0)

    assert "reste jusqu’à 151,57 mm" in advice_of(steep)["gate.bottom_gap"]
    assert "gate.bottom_gap" not in advice_of(build_gate_spec())


def test_a_narrow_wicket_of_a_business_is_told_what_all_need():
    narrow = {"type": GateType.WICKET, "widths": (850.0,)}

    assert "gate.accessible" in advice_of(build_gate_spec(**narrow, usage=Usage.BUSINESS))
    assert "gate.accessible" not in advice_of(build_gate_spec(**narrow))
