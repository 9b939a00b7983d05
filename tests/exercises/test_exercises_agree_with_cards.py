"""Exercises held against the card they come from: its checks, its plan, its sawing, its words."""

from collections.abc import Mapping
from functools import cache

import pytest

from shop.curriculum.domain.french import french_number
from shop.exercises.domain.card_checks import plan_scale
from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.composition import offers, propose
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.job_cards import content_numbers, content_words
from shop.fabrication.domain.family import Wish
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.drawing.sheet import lay_out_sheet
from shop.fabrication.gate.spec import GateSpec, GateType, Infill
from shop.fabrication.guardrail.spec import Context as RailContext
from shop.fabrication.guardrail.spec import Infill as RailInfill
from shop.fabrication.guardrail.spec import Place
from shop.fabrication.registry import freeze
from shop.fabrication.shelving.sizes import fixed_sizes
from shop.fabrication.staircase.spec import Context, Flights
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.content import CardBar, CardContent, Demander
from shop.jobs.domain.metalwork import from_fabrication
from shop.jobs.domain.tyre_work import from_tyre_plan
from tests.builders.exercises import build_card
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
    build_staircase_spec,
)
from tests.builders.jobs import build_tyre_plan

BASIS = starting_basis()
SIZES = {size.key: size.spec for size in fixed_sizes()}
WISHES: Mapping[str, Wish] = {
    "gate": GateSpec(type=GateType.SWING_2, widths=(3500.0,)),
    "wicket": GateSpec(type=GateType.WICKET, widths=(1050.0,), height=1500.0),
    "sliding gate": GateSpec(
        type=GateType.SLIDING_RAIL, widths=(2600.0,), infill=Infill.SHEET_LOW, distance=12.0
    ),
    "sheet gate": build_gate_spec(infill=Infill.SHEET_FULL),
    "sloping gate": build_gate_spec(widths=(4200.0,), slope=3.0),
    "staircase": build_staircase_spec(),
    "corner staircase": build_staircase_spec(
        context=Context.INDUSTRIAL, flights=Flights.QUARTER_LEFT, height=3010.0, width=850.0
    ),
    "shelving": SIZES["atelier"],
    "large shelving": SIZES["reserve"],
    "tyre rack": SIZES["pneus"],
    "braced shelving": build_shelving_spec(
        bays=1, span=1230.0, has_back_brace=True, finish=Finish.GALVA, colour=""
    ),
    "guardrail": build_guardrail_spec(),
    "raked guardrail": build_guardrail_spec(
        lengths=(2400.0, 3000.0), slopes=(32.0, 0.0), turns=(0.0,)
    ),
    "industrial guardrail": build_guardrail_spec(
        context=RailContext.INDUSTRIAL, usage=Place.WORKPLACE, height=1100.0,
        infill=RailInfill.KNEE_RAILS,
    ),
}  # fmt: skip
GATES = [name for name in WISHES if "gate" in name or name == "wicket"]
STEEL = {"R05", "R06", "R07", "R08", "R12"}
SEEDS = range(6)


@cache
def content_of(name: str) -> CardContent:
    if name == "tyres":
        plan = build_tyre_plan(("ME1", 4), ("VALV", 4))
        return from_tyre_plan(plan, title="Montage de 4 pneus", demander=Demander.CONSUMER)
    spec = WISHES[name]
    family = type(spec).__name__.removesuffix("Spec").lower()
    return from_fabrication(freeze(family, spec, BASIS), demander=Demander.CONSUMER)


@cache
def card_of(name: str) -> CardForExercises:
    content = content_of(name)
    return build_card(
        family={"tyres": "tyre"}.get(content.family, content.family),
        title=content.title,
        numbers=content_numbers(content),
        words=content_words(content),
    )


def asked(name: str, template_id: str, seed: int = 1) -> Exercise | None:
    found = offers([card_of(name)], seed)
    return next((exercise for exercise in found if exercise.template_id == template_id), None)


def every(name: str, template_id: str) -> list[Exercise]:
    found = [asked(name, template_id, seed) for seed in SEEDS]
    return [exercise for exercise in found if exercise is not None]


def bars_of(name: str, section: float | str) -> list[CardBar]:
    return [bar for bar in content_of(name).bars if bar.section == section]


@pytest.mark.parametrize("name", [*WISHES, "tyres"])
def test_a_question_shows_in_full_the_numbers_it_takes_from_the_card(name: str):
    for exercise in offers([card_of(name)], 1):
        shown = exercise.prompt.replace("\u00a0", "")
        for source in exercise.sources.keys() & exercise.params.keys():
            value = exercise.params[source]
            said = value if isinstance(value, str) else french_number(value, 3)
            assert said.replace("\u00a0", "") in shown, (exercise.template_id, source)


@pytest.mark.parametrize("name", GATES)
def test_a_size_is_asked_with_the_tolerance_of_its_check(name: str):
    bounds = {
        check.label.lower(): (float(check.lowest or 0), float(check.highest or 0))
        for check in content_of(name).checks
    }
    found = every(name, "P24")

    assert found
    for exercise in found:
        lowest, highest = bounds[str(exercise.params["name"])]
        assert exercise.key.value == highest
        assert exercise.second is not None
        is_good = lowest <= float(exercise.params["x"]) <= highest
        assert exercise.second.key == ("yes" if is_good else "no")


@pytest.mark.parametrize("name", GATES)
def test_diagonals_may_differ_by_what_the_card_allows(name: str):
    check = content_of(name).find_check("leaf1.diagonals")
    found = every(name, "P04")

    assert check is not None and check.highest is not None
    assert found
    for exercise in found:
        assert exercise.params["tol"] == float(check.highest)
        assert exercise.second is not None and exercise.key.value is not None
        is_square = exercise.key.value <= float(check.highest)
        assert exercise.second.key == ("yes" if is_square else "no")


@pytest.mark.parametrize("name", GATES)
def test_what_grows_in_summer_is_a_piece_of_the_order(name: str):
    exercise = asked(name, "P22")
    pieces = {
        f"{row.mark} ({row.name.lower()})": row.length_mm for row in content_of(name).cut_rows
    }

    assert exercise is not None
    assert float(exercise.params["L"]) * 1000 == pytest.approx(
        pieces[str(exercise.params["piece"])], abs=0.5
    )


@pytest.mark.parametrize("name", GATES)
def test_the_scale_is_that_of_the_plan_and_the_length_that_of_the_leaf(name: str):
    content, exercise = content_of(name), asked(name, "P23")

    assert exercise is not None and content.drawing_set is not None
    assert f"1:{exercise.params['e']:.0f}" == lay_out_sheet(content.drawing_set).written_scale
    assert exercise.key.value == pytest.approx(content.facts["leaf_width_mm"], abs=0.5)


def test_without_a_plan_no_scale_is_asked():
    assert plan_scale(None) is None


@pytest.mark.parametrize("name", WISHES)
def test_bars_are_counted_for_one_section_as_the_card_does(name: str):
    for template_id in ("R05", "R08", "R12"):
        exercise = asked(name, template_id)
        if exercise is None:
            continue
        bars = bars_of(name, exercise.params["s"])
        used = sum(piece.length_mm for bar in bars for piece in bar.pieces) / 1000
        bought = sum(bar.stock_mm for bar in bars) / 1000
        if template_id == "R05":
            assert exercise.params["T"] == pytest.approx(used, abs=0.001)
            assert exercise.key.value is not None and exercise.key.value <= len(bars)
        elif template_id == "R08":
            assert exercise.key.value == pytest.approx(100 * (1 - used / bought), abs=0.05)
        else:
            assert exercise.params["n"] == len(bars)
            assert float(exercise.params["B"]) * len(bars) == bought


@pytest.mark.parametrize("name", WISHES)
def test_two_lengths_to_saw_are_of_one_section_and_take_the_bars_of_the_card(name: str):
    exercise = asked(name, "R06")
    if exercise is None:
        return
    bars = bars_of(name, exercise.params["s"])
    lengths = sorted(piece.length_mm for bar in bars for piece in bar.pieces)
    wanted = sorted(
        float(exercise.params[length])
        for length, count in (("x", "a"), ("y", "b"))
        for _ in range(int(exercise.params[count]))
    )

    assert lengths == wanted
    assert exercise.key.value == len(bars)


def test_a_plan_of_sawing_is_asked_where_a_section_has_two_lengths():
    assert asked("braced shelving", "R06") is not None
    assert asked("large shelving", "R06") is None


@pytest.mark.parametrize("name", ["shelving", "large shelving", "tyre rack", "braced shelving"])
def test_what_is_left_of_a_bar_is_what_the_card_says(name: str):
    exercise = asked(name, "R07")

    assert exercise is not None and exercise.key.value is not None
    left = [bar.offcut_mm for bar in bars_of(name, exercise.params["s"])]
    assert min(abs(exercise.key.value - offcut) for offcut in left) < 0.5


def test_bars_shared_with_another_card_or_begun_before_are_not_counted():
    content = content_of("gate")
    bars = tuple(
        CardBar.from_data({**bar.to_data(), "offcut": "CH-12" if "CARRE 16" in bar.section else ""})
        for bar in content.bars
    )
    numbers = content_numbers(CardContent.from_data({
        **content.to_data(), "bars": [bar.to_data() for bar in bars], "drawing_set": None,
    }))  # fmt: skip

    assert numbers["section_bars"] == len(bars_of("gate", "TUBE CARRE 50x50x3"))


@pytest.mark.parametrize("name", WISHES)
def test_a_set_made_alone_holds_nothing_the_card_cannot_bear(name: str):
    content = content_of(name)
    found = offers([card_of(name)], 1)
    chosen = {one.template_id for seed in SEEDS for one in propose(found, seed).exercises}
    facts = content.facts

    if not any(row.name == "Barreau" for row in content.cut_rows):
        assert chosen & {"P05", "P06", "P07", "P08", "E12", "G03", "G04", "G14"} == set()
    if not facts.get("swept_area_m2"):
        assert chosen & {"P19", "P20", "P21"} == set()
    if not content.steel_sections[0].startswith("TUBE CARRE"):
        assert chosen & {"P13", "P14"} == set()
    if not facts.get("slope_percent"):
        assert "P21" not in chosen


def test_bars_of_two_lengths_are_not_ordered_as_if_they_had_one():
    assert asked("guardrail", "G14") is not None
    assert asked("raked guardrail", "G14") is None
    assert asked("raked guardrail", "G01") is None


def test_the_brace_asked_for_is_a_piece_of_the_card():
    for name in ("sliding gate", "sloping gate"):
        braces = [row.length_mm for row in content_of(name).cut_rows if row.name == "Écharpe"]
        exercise = asked(name, "P09")
        assert exercise is not None and exercise.key.value is not None
        assert min(abs(exercise.key.value - length) for length in braces) <= 1


@pytest.mark.parametrize("name", ["guardrail", "raked guardrail", "industrial guardrail"])
@pytest.mark.parametrize("template_id", ["G05", "E13"])
def test_a_height_conforms_when_the_check_of_the_card_says_so(name: str, template_id: str):
    check = content_of(name).find_check("height")
    measure = "m" if template_id == "G05" else "x"
    found = every(name, template_id)

    assert found and check is not None and check.lowest is not None and check.highest is not None
    for exercise in found:
        value = float(exercise.params[measure])
        assert exercise.second is not None
        is_good = check.lowest <= value <= check.highest
        assert exercise.second.key == ("yes" if is_good else "no")


def test_the_height_of_a_guardrail_is_not_that_of_the_staircase():
    exercise = asked("staircase", "E13")

    assert exercise is not None
    assert exercise.params["h"] == content_of("staircase").facts["rail_height_mm"]


@pytest.mark.parametrize("name", ["staircase", "corner staircase"])
def test_the_risers_found_are_those_of_the_card(name: str):
    for exercise in every(name, "E01"):
        assert exercise.key.value == content_of(name).facts["riser_count"]


@pytest.mark.parametrize("name", ["shelving", "large shelving", "tyre rack", "braced shelving"])
def test_a_level_carries_what_the_sign_of_the_card_says(name: str):
    exercise = asked(name, "R02")
    sign = next(one for one in content_of(name).dimensions if one.label.endswith("par niveau"))

    assert exercise is not None
    assert exercise.params["m"] == sign.value


def test_the_mass_of_the_frame_is_that_of_the_materials():
    exercise = asked("gate", "P11")
    line = next(one for one in content_of("gate").materials if one.name == "TUBE CARRE 50x50x3")

    assert exercise is not None
    assert exercise.params["L"] == line.quantity
    assert exercise.key.shown == f"{french_number(line.mass_kg, 1)}\u00a0kg"


def test_the_pressure_asked_for_is_that_of_the_front():
    check = content_of("tyres").find_check("PRESSURE_FRONT.AVG")
    exercise = asked("tyres", "T11")

    assert exercise is not None and check is not None and check.nominal is not None
    assert exercise.params["p"] == float(check.nominal)
    assert exercise.prompt.startswith("À l’avant, ")


def test_a_price_drawn_by_chance_is_not_told_to_the_customer():
    assert [seed for seed in SEEDS for one in every("tyres", "T23") if one.sentence] == []
