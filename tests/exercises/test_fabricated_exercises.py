"""Exercises of gates, staircases and shelving against the engine's own numbers."""

from collections.abc import Callable, Mapping

import pytest

from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.generation import make_numeric
from shop.exercises.domain.job_cards import content_numbers, content_words
from shop.exercises.domain.templates import ExerciseKind, get_template, list_templates
from shop.fabrication.domain.family import Wish
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.spec import GateType
from shop.fabrication.registry import FAMILIES
from shop.fabrication.shelving.spec import Preset
from shop.fabrication.staircase.spec import Context, Flights
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.content import Demander
from shop.jobs.domain.metalwork import from_fabrication
from tests.builders.exercises import build_card
from tests.builders.fabrication import build_gate_spec, build_shelving_spec, build_staircase_spec

BASIS = starting_basis()
Found = Callable[[FabricationResult], float]
Expected = Mapping[str, Found]
SEEDS = 12


def fact(name: str, factor: float = 1) -> Found:
    return lambda result: result.facts[name] * factor


def tube_length_m(*roles: str) -> Found:
    """Return what the pieces of some roles measure together."""
    return lambda result: (
        sum(part.length_mm * part.quantity for part in result.parts if part.role in roles) / 1000
    )


def waste_percent(result: FabricationResult) -> float:
    """Return the waste of the section that takes most bars."""
    plan = max(result.cut_plan.sections, key=lambda section: len(section.bars))
    bought = sum(bar.stock_mm for bar in plan.bars)
    return 100 * (1 - sum(cut.length_mm for bar in plan.bars for cut in bar.cuts) / bought)


def foot_pressure_pa(result: FabricationResult) -> float:
    facts = result.facts
    area = (facts["foot_side_mm"] / 1000) ** 2
    full = facts["mass_kg"] + facts["sign_per_bay_kg"] * facts["bays"]
    return full * 10 / facts["upright_count"] / area


def made(spec: Wish) -> FabricationResult:
    family = type(spec).__name__.removesuffix("Spec").lower()
    return FAMILIES[family].fabricate(spec, BASIS)


def card_of(result: FabricationResult) -> CardForExercises:
    content = from_fabrication(result, demander=Demander.CONSUMER)
    return build_card(
        family=result.family,
        title=content.title,
        numbers=content_numbers(content),
        words=content_words(content),
    )


def asked(template_id: str, result: FabricationResult, seed: int = 1) -> Exercise | None:
    return make_numeric(get_template(template_id), card_of(result), seed)


GATE: Expected = {
    "P01": fact("opening_mm", 0.001),
    "P03": fact("leaf_diagonal_mm"),
    "P05": fact("bar_count_per_row"),
    "P06": fact("void_mm"),
    "P08": fact("bar_spacing_mm"),
    "P09": fact("brace_length_mm"),
    "P10": fact("brace_angle_deg"),
    "P19": fact("hinge_force_n"),
    "P20": fact("swept_area_m2"),
    "R08": waste_percent,
}
STAIRCASE: Expected = {
    "E02": fact("rise_mm"),
    "E03": fact("flight_treads"),
    "E04": fact("stride_mm"),
    "E05": fact("going_mm"),
    "E06": fact("flight_run_mm"),
    "E07": fact("pitch_deg"),
    "E08": fact("stringer_diagonal_mm"),
    "E09": lambda result: 90 - result.facts["pitch_deg"],
    "E10": lambda result: result.facts["tread_count"] * result.facts["tread_developed_mm"] / 1000,
    "E11": fact("treads_kg"),
    "E12": fact("bar_count_per_bay"),
    "E14": fact("rail_length_mm"),
}
SHELVING: Expected = {
    "R02": fact("sign_per_level_kg", 10),
    "R04": tube_length_m("upright", "beam"),
    "R08": waste_percent,
    "R09": foot_pressure_pa,
    "R10": fact("brace_length_mm"),
    "R11": fact("pitch_mm"),
}
TYRE_RACK: Expected = {"R03": fact("tyres_per_level")}

# The weight of the exercises is 10 N/kg, the engine's is 9.81: forces are 2 % apart.
ROUGH = {"P19": 0.02, "R09": 0.001}
WISHES: Mapping[str, tuple[Wish, Expected]] = {
    "gate": (build_gate_spec(widths=(4200.0,)), GATE),
    "gate with one leaf": (
        build_gate_spec(type=GateType.SWING_1, widths=(1100.0,), height=1420.0),
        {name: found for name, found in GATE.items() if name not in {"P09", "P10"}},
    ),
    "staircase": (build_staircase_spec(), STAIRCASE),
    "corner staircase": (
        build_staircase_spec(
            context=Context.INDUSTRIAL, flights=Flights.QUARTER_LEFT, height=3010.0, width=850.0
        ),
        {name: found for name, found in STAIRCASE.items() if name != "E12"},
    ),
    "shelving": (build_shelving_spec(has_back_brace=True), SHELVING),
    "galvanised shelving": (
        build_shelving_spec(
            span=1230.0, height=1890.0, levels=5, load=150.0, has_back_brace=True,
            finish=Finish.GALVA, colour="",
        ),
        SHELVING,
    ),
    "tyre rack": (
        build_shelving_spec(
            preset=Preset.TYRE_RACK, depth=480.0, levels=3, load=250.0, height=2400.0,
            tyre_width=205.0, tyre_diameter=632.0,
        ),
        TYRE_RACK,
    ),
}  # fmt: skip
CASES = [(name, template_id) for name, (_, found) in WISHES.items() for template_id in found]


@pytest.mark.parametrize(("name", "template_id"), CASES)
def test_an_answer_is_the_number_of_the_engine(name: str, template_id: str) -> None:
    spec, expected = WISHES[name]
    result = made(spec)
    exercise = asked(template_id, result)

    assert exercise is not None
    assert exercise.is_from_the_card
    number = expected[template_id](result)
    allowed = exercise.key.tolerance + ROUGH.get(template_id, 0) * number + 1e-6
    assert exercise.key.value == pytest.approx(number, abs=allowed)


# Bound to the order by what goes in; what comes out is not a number the engine keeps.
BOUND_ONLY = {
    "gate": {
        *("P02", "P04", "P07", "P11", "P13", "P14", "P15", "P21", "P22", "P24", "R12"),
    },
    "staircase": {"E01", "E13", "E15"},
    "shelving": {"R05", "R07", "R12", "R13", "R14"},
    "galvanised shelving": {"R06"},
    "tyre rack": {"R01"},
}
PRICES = {"P16", "P17", "P18"}  # of the order, not of the engine: see test_job_cards
DRAWN = {"P12"}  # a loose plate: nothing of the order goes in
ON_PLAN = {"P23"}  # needs the drawing set: see test_exercises_agree_with_cards


@pytest.mark.parametrize(
    ("name", "template_id"), [(name, one) for name, ids in BOUND_ONLY.items() for one in ids]
)
def test_a_question_takes_its_numbers_from_the_order(name: str, template_id: str) -> None:
    wish = build_gate_spec(slope=3.0) if name == "gate" else WISHES[name][0]
    exercises = [asked(template_id, made(wish), seed) for seed in range(SEEDS)]

    assert any(exercise is not None and exercise.is_from_the_card for exercise in exercises)


def test_each_template_of_the_three_families_is_held_against_an_order() -> None:
    held = {template_id for _, template_id in CASES} | set().union(*BOUND_ONLY.values())
    written = {
        template.id
        for template in list_templates()
        if template.id[0] in "PER" and template.kind is ExerciseKind.NUMERIC
    }

    assert len(written) == 53
    assert held | PRICES | DRAWN | ON_PLAN == written


def test_a_theory_of_bars_is_never_more_than_the_order_takes() -> None:
    result = made(WISHES["galvanised shelving"][0])
    theory, by_pieces = asked("R05", result), asked("R06", result)

    assert theory is not None and by_pieces is not None
    assert theory.params["s"] == by_pieces.params["s"]
    assert theory.key.value is not None and by_pieces.key.value is not None
    plan = {section.section: len(section.bars) for section in result.cut_plan.sections}
    assert theory.key.value <= by_pieces.key.value == plan[str(by_pieces.params["s"])]


def test_what_is_not_made_is_not_asked() -> None:
    plain = made(build_shelving_spec())
    without_rail = made(build_staircase_spec(rails="NONE"))

    assert [asked(name, plain) for name in ("R01", "R03", "R10")] == [None] * 3
    assert [asked(name, without_rail) for name in ("E12", "E14")] == [None] * 2
