"""What is refused, what goes to a person, what is only said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import cos, radians
from typing import Any

import pytest

from shop.fabrication.domain.dated import MissingValue, RuleSet
from shop.fabrication.domain.family import Basis, Handover, SpecRefused
from shop.fabrication.domain.findings import Level, has_level
from shop.fabrication.domain.steel import UnknownSteel
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.note import calculation_note
from shop.fabrication.guardrail.spec import Context, Corner, Fixing, Infill, Place
from shop.fabrication.tables import read_rows, starting_basis
from tests.builders.fabrication import build_guardrail_spec

BASIS = starting_basis()
ENGINE = GuardrailEngine()
Golden = Callable[[str, str], None]


def with_rules(*changes: dict[str, str], on: date | None = None) -> Basis:
    rules = RuleSet.from_rows([*read_rows("rules_2026"), *changes], on=on)
    return Basis(tariff=BASIS.tariff, rules=rules, minutes=BASIS.minutes, tables=BASIS.tables)


def codes(basis: Basis = BASIS, **changes: Any) -> dict[str, Level]:  # noqa: ANN401 any field
    findings = ENGINE.validate(build_guardrail_spec(**changes), basis)
    return {f.code.removeprefix("guardrail."): f.level for f in findings}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lengths": (1.0,)}, "lengths"),
        ({"lengths": (10_000_000.0,)}, "lengths"),
        ({"lengths": (float("nan"),)}, "lengths"),
        ({"lengths": (-3000.0,)}, "lengths"),
        ({"lengths": ()}, "lengths"),
        ({"lengths": (2000.0,) * 5}, "lengths"),
        ({"lengths": (2000.0, 2000.0), "turns": (135.0,)}, "turns"),
        ({"slopes": (60.0,)}, "slopes"),
        ({"height": 900.0}, "height"),
        ({"height": float("inf")}, "height"),
        ({"max_void": 130.0}, "max_void"),
        ({"low_gap": 150.0}, "low_gap"),
        ({"rake_height": 700.0}, "rake_height"),
        ({"post": "TUBE CARRE 51x51x3"}, "post"),
        ({"handrail": "BAMBOU"}, "handrail"),
        ({"bar": "ROND 13"}, "bar"),
        ({"context": Context.INDUSTRIAL}, "height"),
        ({"usage": Place.ERP}, "context"),
        ({"infill": Infill.KNEE_RAILS}, "infill"),
    ],
)
def test_a_wish_that_cannot_be_made_is_refused_in_one_sentence_by_its_field(
    changes: dict[str, Any], field: str
):
    findings = ENGINE.validate(build_guardrail_spec(**changes), BASIS)

    assert {finding.level for finding in findings} == {Level.REFUSE}
    assert field in {finding.field for finding in findings}
    assert all(finding.sentence and finding.what_to_do for finding in findings)
    assert all("%(" not in finding.sentence for finding in findings)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"lengths": "3,5 m"}, "lengths"),
        ({"lengths": ["3000", "beaucoup"]}, "lengths"),
        ({"lengths": ["3000"], "height": "NaN"}, "height"),
        ({"lengths": ["3000"], "context": "CHATEAU"}, "context"),
    ],
)
def test_data_that_cannot_be_read_is_refused_by_its_field(data: dict[str, Any], field: str):
    with pytest.raises(SpecRefused) as refused:
        ENGINE.parse(data)

    assert [finding.field for finding in refused.value.findings] == [field]


def test_a_length_may_be_written_as_people_do():
    spec = ENGINE.parse({"lengths": ["3 500,5", "2\u202f000"], "turns": "90"})

    assert (spec.lengths, spec.turns) == ((3500.5, 2000.0), (90.0,))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"infill": Infill.CABLE}, "climbable"),
        ({"infill": Infill.HORIZONTAL}, "climbable"),
        ({"infill": Infill.GLASS}, "glass"),
        ({"usage": Place.COLLECTIVE}, "usage"),
        ({"usage": Place.SCHOOL, "context": Context.PUBLIC}, "usage"),
        ({"usage": Place.ERP, "context": Context.PUBLIC}, "usage"),
        ({"fall_height": 6001.0}, "fall_height"),
        ({"has_own_drawing": True}, "own_drawing"),
        ({"handover": Handover.FITTING, "distance": 41.0}, "distance"),
        ({"lengths": (6500.0,)}, "oven"),
        ({"lengths": (11000.0,), "finish": Finish.GALVA}, "bath"),
        ({"lengths": (12000.0,) * 4, "finish": Finish.RAW}, "price"),
    ],
)
def test_what_a_person_must_look_at_goes_to_a_quote_with_its_reason(
    changes: dict[str, Any], code: str
):
    assert codes(**changes)[code] is Level.QUOTE


def test_fixing_that_pulls_too_hard_goes_to_a_quote():
    weak = {"key": "guardrail.anchor_capacity", "value": "5000", "valid_from": "2026-06-01"}

    assert "anchor" not in codes()
    assert codes(with_rules(weak))["anchor"] is Level.QUOTE


def test_fall_of_six_metres_is_still_sold():
    assert codes(fall_height=6000.0).get("fall_height") is None


def test_unsure_measures_and_stairs_give_an_estimate_until_the_school_has_measured():
    assert codes(is_sure=False)["unsure"] is Level.ESTIMATE
    assert codes(slopes=(32.0,))["rake"] is Level.ESTIMATE
    measured = codes(is_sure=False, slopes=(32.0,), is_measured_by_school=True)
    assert Level.ESTIMATE not in measured.values()


def test_the_customer_is_told_not_to_put_anything_to_climb_on():
    findings = ENGINE.validate(build_guardrail_spec(), BASIS)
    told = next(f for f in findings if f.code == "guardrail.no_climbing_aid")

    assert (told.level, told.source) == (Level.ADVICE, "NF P01-012:2024")


@pytest.mark.parametrize(
    ("day", "standard", "zone"),
    [
        (date(2025, 12, 31), "NF P01-012:1988", 450),
        (date(2026, 1, 1), "NF P01-012:2024", 600),
    ],
)
def test_the_text_of_the_standard_is_the_one_in_force_that_day(
    day: date, standard: str, zone: float
):
    rules = RuleSet.from_rows(read_rows("rules_2026"), on=day)

    assert rules.text("guardrail.standard") == standard
    assert rules.number("guardrail.non_climb_zone") == zone
    assert rules.get_row("guardrail.max_void.max").valid_from == "1988-07-01"


def test_a_teacher_can_ask_for_less_void_from_a_day_on():
    stricter = {"key": "guardrail.max_void.max", "value": "100", "valid_from": "2026-09-01"}
    before = with_rules(stricter, on=date(2026, 8, 31))
    after = with_rules(stricter, on=date(2026, 9, 1))

    assert "max_void" not in codes(before)
    assert codes(after)["max_void"] is Level.REFUSE
    assert codes(after, max_void=100.0).get("max_void") is None


def test_a_rule_that_is_missing_is_named_in_a_sentence():
    rows = [row for row in read_rows("rules_2026") if row["key"] != "guardrail.safety_factor"]
    basis = Basis(
        tariff=BASIS.tariff, rules=RuleSet.from_rows(rows), minutes=BASIS.minutes,
        tables=BASIS.tables,
    )  # fmt: skip

    with pytest.raises(MissingValue, match=r"guardrail\.safety_factor"):
        ENGINE.fabricate(build_guardrail_spec(), basis)


def test_a_section_the_steel_table_lacks_is_named_in_a_sentence():
    basis = with_rules({"key": "guardrail.low_rail", "value": "TUBE RECT 41x21x2"})
    newer = with_rules(
        {"key": "guardrail.low_rail", "value": "TUBE RECT 41x21x2", "valid_from": "2026-05-01"}
    )

    assert ENGINE.fabricate(build_guardrail_spec(), basis).mass_kg == 75.9
    with pytest.raises(UnknownSteel, match="TUBE RECT 41x21x2"):
        ENGINE.fabricate(build_guardrail_spec(), newer)


def test_the_lightest_post_that_stands_far_enough_apart_is_chosen():
    def post(**changes: Any) -> str:  # noqa: ANN401 any field
        result = ENGINE.fabricate(build_guardrail_spec(**changes), BASIS)
        return next(part.section for part in result.parts if part.role == "post")

    assert post() == "TUBE CARRE 40x40x3"
    assert post(height=1200.0) == "TUBE CARRE 40x40x3"
    assert post(context=Context.PUBLIC) == "TUBE RECT 60x30x3"
    assert post(context=Context.PUBLIC, height=1200.0) == "TUBE CARRE 50x50x3"
    assert post(post="PLAT 60x15") == "PLAT 60x15"


def test_public_places_need_closer_posts():
    private = ENGINE.fabricate(build_guardrail_spec(post="TUBE CARRE 40x40x3"), BASIS)
    public = ENGINE.fabricate(
        build_guardrail_spec(post="TUBE CARRE 40x40x3", context=Context.PUBLIC), BASIS
    )

    assert (private.facts["post_count"], public.facts["post_count"]) == (6, 8)


def test_a_corner_shares_a_post_or_stands_on_two():
    def posts(corner: Corner, turn: float) -> float:
        spec = build_guardrail_spec(lengths=(2000.0, 2000.0), turns=(turn,), corner=corner)
        return ENGINE.fabricate(spec, BASIS).facts["post_count"]

    assert posts(Corner.DOUBLE, 90.0) == posts(Corner.SHARED, 90.0) + 1
    assert posts(Corner.DOUBLE, 0.0) == posts(Corner.SHARED, 0.0)


def test_a_right_angle_is_mitred_at_forty_five_degrees_and_adds_half_a_width():
    spec = build_guardrail_spec(lengths=(2000.0, 1500.0), turns=(-90.0,))
    rails = [part for part in ENGINE.fabricate(spec, BASIS).parts if part.role == "handrail"]

    assert [(part.length_mm, part.angle_left, part.angle_right) for part in rails] == [
        (2020.0, 90.0, 45.0),
        (1520.0, 45.0, 90.0),
    ]


def test_a_handrail_longer_than_a_bar_comes_in_equal_lengths_to_weld():
    result = ENGINE.fabricate(build_guardrail_spec(lengths=(7000.0,)), BASIS)
    rails = [part for part in result.parts if part.role == "handrail"]

    assert [(part.length_mm, part.quantity) for part in rails] == [(3500.0, 2)]
    assert rails[0].note.fr == "À abouter par soudure"


def test_a_rake_is_longer_than_its_run_and_keeps_its_voids_level():
    spec = build_guardrail_spec(lengths=(4200.0,), slopes=(32.0,))
    result = ENGINE.fabricate(spec, BASIS)
    facts = result.facts

    assert facts["rake_length_mm"] == pytest.approx(4200 / cos(radians(32)), abs=0.01)
    assert facts["void_mm"] <= 110
    assert facts["height_mm"] == 1020 and facts["rake_height_mm"] == 900
    bar = next(part for part in result.parts if part.role == "bar")
    steel = (40 + 20) / cos(radians(32))
    assert bar.length_mm == pytest.approx(900 - 80 - steel, abs=0.01)
    assert (bar.angle_left, bar.angle_right) == (58.0, 58.0)


def test_where_a_rake_meets_a_landing_the_post_is_as_tall_as_the_landing_asks():
    spec = build_guardrail_spec(lengths=(2000.0, 2000.0), turns=(0.0,), slopes=(32.0, 0.0))
    result = ENGINE.fabricate(spec, BASIS)
    posts = {part.length_mm: part.quantity for part in result.parts if part.role == "post"}
    rake = round(900 - 40 / cos(radians(32)), 2)

    assert set(posts) == {rake, 980.0}
    assert posts[980.0] == result.facts["post_count"] - result.facts["bays_of_segment"]


def test_industrial_kit_has_knee_rails_and_a_toe_plate():
    spec = build_guardrail_spec(
        context=Context.INDUSTRIAL, usage=Place.WORKPLACE, infill=Infill.KNEE_RAILS, height=1100.0
    )
    result = ENGINE.fabricate(spec, BASIS)
    roles = {part.role: part.section for part in result.parts}

    assert roles["knee_rail"] == "TUBE ROND 33.7x2.6"
    assert roles["toe_plate"] == "PLAT 100x5"
    assert (result.facts["knee_rails_per_bay"], result.facts["knee_void_mm"]) == (1, 458.15)
    assert "bar" not in roles and "low_rail" not in roles


def test_sheets_fill_each_bay_with_a_millimetre_all_around():
    result = ENGINE.fabricate(build_guardrail_spec(infill=Infill.SHEET), BASIS)
    sheet = next(plate for plate in result.plates if plate.role == "sheet")

    assert (sheet.width_mm, sheet.height_mm, sheet.quantity) == (942.0, 878.0, 5)
    assert "bar" not in {part.role for part in result.parts}


def test_a_sheet_on_a_rake_says_that_it_is_a_parallelogram():
    spec = build_guardrail_spec(infill=Infill.SHEET, slopes=(45.0,), lengths=(3000.0,))
    sheet = next(p for p in ENGINE.fabricate(spec, BASIS).plates if p.role == "sheet")

    lean = f"{sheet.width_mm:.1f}".replace(".", ",")
    assert sheet.note.fr == f"Parallélogramme : les côtés droits sont décalés de {lean} mm"


def test_posts_on_the_side_go_down_along_the_slab_and_take_a_longer_plate():
    floor = ENGINE.fabricate(build_guardrail_spec(), BASIS)
    side = ENGINE.fabricate(build_guardrail_spec(fixing=Fixing.SIDE), BASIS)

    assert side.facts["post_length_mm"] == floor.facts["post_length_mm"] + 200
    assert (side.plates[0].width_mm, side.plates[0].height_mm) == (100.0, 200.0)
    assert side.facts["lever_mm"] == 1080
    assert side.facts["max_spacing_mm"] < floor.facts["max_spacing_mm"]


def test_galvanised_guardrail_has_vent_holes_and_counts_zinc_inside():
    result = ENGINE.fabricate(build_guardrail_spec(finish=Finish.GALVA), BASIS)

    assert {vent.section for vent in result.vent_holes} == {
        "TUBE CARRE 40x40x3",
        "TUBE RECT 40x20x2",
    }
    assert result.zinc_area_m2 > result.paint_area_m2
    assert "coating.zinc" in {check.key for check in result.checks}


def test_height_may_not_be_measured_under_the_rule():
    checks = {c.key: c for c in ENGINE.fabricate(build_guardrail_spec(), BASIS).checks}
    least = {c.key: c for c in ENGINE.fabricate(build_guardrail_spec(height=1000.0), BASIS).checks}

    assert (checks["height"].nominal, checks["height"].minus) == (1020.0, 4.0)
    assert least["height"].minus == 0.0
    assert checks["void"].plus == 2.5


def test_fitting_takes_an_hour_a_metre_for_two_people():
    result = ENGINE.fabricate(build_guardrail_spec(handover=Handover.FITTING), BASIS)

    assert result.price.fitting_hours == 10.0


def test_note_of_calculation_is_written_from_the_stored_result(golden: Golden):
    result = ENGINE.fabricate(build_guardrail_spec(), BASIS)
    lines = calculation_note(type(result).from_data(result.to_data()))
    rows = [f"{line.label.fr} : {line.value} {line.unit}" for line in lines]

    golden("fabrication/guardrail_note.txt", "\n".join(rows) + "\n")


def test_cut_list_of_a_landing_with_a_stair(golden: Golden):
    spec = build_guardrail_spec(lengths=(2800.0, 2400.0, 1200.0), turns=(90.0, 0.0),
                                slopes=(0.0, 32.0, 0.0))  # fmt: skip
    result = ENGINE.fabricate(spec, BASIS)
    rows = [
        f"{line.mark:4} {line.quantity:3} × {line.section:20} {line.length_mm:8.2f} mm"
        f"  {line.angle_left:.1f}°/{line.angle_right:.1f}°  {line.name.fr}"
        for line in result.cut_lines
    ]

    golden("fabrication/guardrail_cut_list.txt", "\n".join(rows) + "\n")


@pytest.mark.parametrize("name", ["balcony", "stair"])
def test_drawings(golden: Golden, name: str):
    stair = {"lengths": (2800.0, 2400.0, 1200.0), "turns": (90.0, 0.0), "slopes": (0.0, 32.0, 0.0)}
    result = ENGINE.fabricate(build_guardrail_spec(**(stair if name == "stair" else {})), BASIS)
    svg = draw_elevation(result.elevation, key=name, with_marks=True)

    golden(f"fabrication/guardrail_{name}.svg", svg.replace("><", ">\n<") + "\n")


def test_a_rake_at_work_is_as_high_as_the_rule_of_machines_asks():
    raked: dict[str, Any] = {"lengths": (3000.0,), "slopes": (32.0,), "context": Context.INDUSTRIAL}
    low = build_guardrail_spec(**raked, height=1100.0, usage=Place.WORKPLACE, rake_height=900.0)

    found = {finding.code: finding for finding in ENGINE.validate(low, BASIS)}
    refused = found["guardrail.min_rake_height"]

    assert refused.level is Level.REFUSE
    assert "1100" in refused.sentence
    assert refused.what_to_do
    assert "14122-3" in refused.source
    assert not has_level(ENGINE.validate(replace(low, rake_height=1100.0), BASIS), Level.REFUSE)
    level = replace(low, slopes=())
    assert not has_level(ENGINE.validate(level, BASIS), Level.REFUSE)
