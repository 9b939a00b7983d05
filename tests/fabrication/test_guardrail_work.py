"""Joints, hardware, checks and hours of a guardrail."""

from typing import Any

import pytest

from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.geometry import lay_out_guardrail
from shop.fabrication.guardrail.note import calculation_note
from shop.fabrication.guardrail.spec import Context, Fixing, GuardrailSpec, Infill, Place
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_guardrail_spec

BASIS = starting_basis()
ENGINE = GuardrailEngine()
KIT: dict[str, Any] = {
    "context": Context.INDUSTRIAL,
    "usage": Place.WORKPLACE,
    "height": 1100.0,
    "infill": Infill.KNEE_RAILS,
}


def made(**changes: Any) -> FabricationResult:  # noqa: ANN401 any field
    return ENGINE.fabricate(build_guardrail_spec(**changes), BASIS)


def minutes(result: FabricationResult) -> dict[str, float]:
    return {op.code: op.minutes_reference for op in result.operations}


@pytest.mark.parametrize(
    ("changes", "nodes"),
    [
        ({}, 6 * 2 + 5 * 2 + 35 * 2),
        ({"lengths": (7000.0,)}, 7 * 2 + 6 * 2 + 54 * 2 + 1),  # the handrail is spliced
        ({"lengths": (2500.0, 2500.0), "turns": (90.0,)}, 7 * 2 + 6 * 2 + 36 * 2 + 1),
        ({"infill": Infill.SHEET}, 6 * 2 + 5 * 2 + 5 * 4),
        (KIT, 6 * 2 + 5 * 2 * 2),  # one knee rail and one toe plate in each bay
    ],
)
def test_joints_are_counted_one_by_one(changes: dict[str, Any], nodes: int):
    result = made(**changes)
    counted = {part.role: 0 for part in result.parts}
    for part in result.parts:
        counted[part.role] += part.quantity

    assert result.facts["nodes"] == nodes, counted


def test_sheets_are_welded_twenty_millimetres_in_a_hundred():
    plain, sheets = made(), made(infill=Infill.SHEET)
    outline = 5 * 2 * (942 + 878) / 1000
    bars = 0.75 * 70 * 0.0377

    assert sheets.facts["weld_length_m"] == pytest.approx(
        plain.facts["weld_length_m"] - bars + 0.2 * outline, abs=0.001
    )


def test_each_post_takes_four_anchors_and_a_hollow_handrail_two_caps():
    hollow = {item.key: item.quantity for item in made().hardware}
    flat = {item.key: item.quantity for item in made(handrail="PLAT 60x10").hardware}

    assert hollow == {"guardrail.anchor": 24, "guardrail.cap": 2}
    assert flat == {"guardrail.anchor": 24}


def test_a_strong_moment_calls_for_a_larger_plate_with_a_longer_lever():
    strong = made(context=Context.PUBLIC, usage=Place.WORKPLACE, post="PLAT 60x15")
    weak = made()

    assert (weak.plates[0].width_mm, weak.facts["anchor_lever_mm"]) == (100.0, 70.0)
    assert (strong.plates[0].width_mm, strong.facts["anchor_lever_mm"]) == (150.0, 110.0)
    assert strong.facts["moment_nm"] > 1100


def test_operations_follow_one_another():
    chain = [op.predecessors for op in made(handover=Handover.FITTING).operations]
    codes = [op.code for op in made(handover=Handover.FITTING).operations]

    assert chain == [(), *((code,) for code in codes[:-1])]
    assert codes[0] == "ETU"
    assert codes[-1] == "POS"


def test_mitres_and_rakes_take_longer_to_saw():
    straight = made(lengths=(2500.0, 2500.0), turns=(0.0,))
    corner = made(lengths=(2500.0, 2500.0), turns=(90.0,))
    rake = made(lengths=(2500.0, 2500.0), turns=(0.0,), slopes=(30.0, 30.0))

    assert minutes(corner)["DEB"] == minutes(straight)["DEB"] + 2 * 0.5
    assert rake.facts["mitre_ends"] > corner.facts["mitre_ends"] == 2


def test_paint_takes_workshop_minutes_that_powder_does_not():
    powder, paint, raw = (made(finish=f) for f in (Finish.POWDER, Finish.PAINT, Finish.RAW))

    assert "PEI" not in minutes(powder)
    assert minutes(paint)["PEI"] == pytest.approx(3 * 10 * paint.paint_area_m2, abs=0.05)
    assert "PRE" not in minutes(raw)
    assert (powder.load.outside_days, paint.load.outside_days) == (10, 0)


def test_a_heavy_segment_is_handled_by_adults():
    light, heavy = made(), made(lengths=(8000.0,), bar="CARRE 16")
    by_adults = {op.code for op in heavy.operations if op.is_adult_only}

    assert heavy.heaviest_part_kg > 100
    assert by_adults == {"FER", "MAN"}
    assert not [op for op in light.operations if op.is_adult_only]


def test_each_segment_is_fitted_out_on_its_own():
    assert minutes(made(lengths=(1500.0,) * 3))["FER"] == 45.0


def test_taken_at_the_school_pays_neither_fitting_nor_transport():
    result = made()

    assert (result.price.fitting.cents, result.price.transport.cents) == (0, 0)
    assert "POS" not in minutes(result)


def test_checks_follow_the_order_of_the_work():
    checks = made().checks
    stages = [check.stage for check in checks]

    assert stages == sorted(stages, key=["after_cutting", "after_welding", "before_handover"].index)
    assert [check.key for check in checks] == [
        *("cut.P1", "cut.M1", "cut.T1", "cut.B1"),
        *("segment1.length", "segment1.spacing", "segment1.straightness"),
        *("void", "low_gap", "weld.throat", "weld.throat.2"),
        *("coating.powder", "height", "plumb"),
    ]


def test_checks_of_a_stair_measure_over_the_nosings():
    keys = {check.key: check for check in made(slopes=(32.0,), lengths=(3000.0,)).checks}

    assert "height" not in keys
    assert (keys["rake_height"].nominal, keys["rake_height"].minus) == (900.0, 0.0)
    assert keys["segment1.length"].nominal == pytest.approx(3537.54, abs=0.01)


def test_checks_of_an_industrial_kit_use_the_industrial_gauge():
    keys = {check.key: check for check in made(**KIT).checks}

    assert (keys["void"].nominal, keys["void"].plus) == (458.15, 41.85)
    assert keys["void"].source == "EN ISO 14122-3"
    assert "low_gap" not in keys


def test_the_low_gap_may_grow_up_to_the_rule():
    check = next(c for c in made(low_gap=95.0).checks if c.key == "low_gap")

    assert (check.nominal, check.plus) == (95.0, 15.0)


def test_dimensions_are_those_a_person_reads_on_the_drawing():
    shown = {d.key: d.value for d in made(lengths=(2400.0, 1500.0), slopes=(32.0, 0.0)).dimensions}

    assert shown["segment1"] == 2400.0
    assert shown["rake1"] == 2830.0
    assert shown["segment2"] == 1500.0
    assert (shown["height"], shown["rake_height"]) == (1020.0, 900.0)


def test_note_of_an_older_result_says_what_it_knows():
    data = made().to_data()
    data["facts"] = {"lever_mm": 1020.0, "anchor_force_n": 6452.0}
    lines = calculation_note(FabricationResult.from_data(data))

    assert [(line.label.en, line.value, line.unit) for line in lines] == [
        ("Height of the push", "1020", "mm"),
        ("Pull on each anchor", "6452", "N"),
    ]


def test_a_wish_keeps_its_usual_corner_and_rake():
    spec = GuardrailSpec(lengths=(1000.0, 2000.0, 1500.0), turns=(0.0,), slopes=(10.0,))

    assert [(s.length, s.turn, s.slope) for s in spec.segments] == [
        (1000.0, 0.0, 10.0),
        (2000.0, 90.0, 0.0),
        (1500.0, 0.0, 0.0),
    ]
    assert spec.length == 4500.0
    assert [spec.height_of(s) for s in spec.segments] == [900.0, 1020.0, 1020.0]


def test_side_fixing_warns_of_the_slab():
    codes = {f.code for f in made(fixing=Fixing.SIDE).findings}

    assert "guardrail.side_slab" in codes
    assert "guardrail.side_slab" not in {f.code for f in made().findings}


def test_each_side_of_a_corner_has_the_void_of_its_own_bays():
    spec = build_guardrail_spec(lengths=(3210.0, 1500.0))
    result = ENGINE.fabricate(spec, BASIS)
    voids = [check for check in result.checks if check.key.endswith(".void")]
    drawn = [run.infill.void for run in lay_out_guardrail(spec, BASIS.rules, BASIS.tables).runs]

    assert [check.nominal for check in voids] == drawn
    assert len(set(drawn)) == 2
    assert all(check.nominal + check.plus <= spec.max_void + 0.01 for check in voids)


def test_no_part_is_heavier_than_the_whole_when_hundreds_of_bars_are_rounded():
    spec = build_guardrail_spec(
        lengths=(8062.0,), slopes=(31.0,), height=1000.0, rake_height=1085.2, max_void=60.0,
        post="TUBE CARRE 50x50x3", fixing=Fixing.SIDE, handrail="PLAT 50x10", low_gap=22.6,
        finish=Finish.RAW,
    )  # fmt: skip
    result = ENGINE.fabricate(spec, BASIS)

    assert result.heaviest_part_kg <= result.mass_kg
