"""Guardrail exercises against the engine's own numbers: what a student finds is what is cut."""

from collections.abc import Callable
from typing import Any

import pytest

from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.generation import make_numeric
from shop.exercises.domain.job_cards import content_numbers
from shop.exercises.domain.templates import get_template, list_templates
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.spec import Context, Infill, Place
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.content import Demander
from shop.jobs.domain.metalwork import from_fabrication
from tests.builders.exercises import build_card
from tests.builders.fabrication import build_guardrail_spec

ENGINE, BASIS = GuardrailEngine(), starting_basis()
OWN = tuple(t.id for t in list_templates("guardrail") if t.id.startswith("G"))
Found = Callable[[FabricationResult], float]


def made(**changes: Any) -> FabricationResult:  # noqa: ANN401 any field
    return ENGINE.fabricate(build_guardrail_spec(**changes), BASIS)


def card_of(result: FabricationResult) -> CardForExercises:
    content = from_fabrication(result, demander=Demander.CONSUMER)
    return build_card(family="guardrail", title=content.title, numbers=content_numbers(content))


def asked(template_id: str, result: FabricationResult) -> Exercise | None:
    return make_numeric(get_template(template_id), card_of(result), seed=1)


def fact(name: str) -> Found:
    return lambda result: result.facts[name]


def bars_of_stock(result: FabricationResult) -> float:
    bar = next(part.section for part in result.parts if part.role == "bar")
    return next(len(plan.bars) for plan in result.cut_plan.sections if plan.section == bar)


STRAIGHT: dict[str, Found] = {
    "G01": fact("post_count"),
    "G02": fact("post_spacing_mm"),
    "G03": fact("bar_count_per_bay"),
    "G04": fact("void_mm"),
    "G06": fact("bar_length_mm"),
    "G07": fact("post_force_n"),
    "G08": fact("service_moment_nm"),
    "G09": fact("modulus_needed_cm3"),
    "G12": fact("mass_per_metre_kg"),
    "G13": fact("anchor_force_n"),
    "G14": bars_of_stock,
    "G15": fact("displacement_limit_mm"),
}
RAKED: dict[str, Found] = {
    "G10": fact("rake_length_mm"),
    "G11": fact("rake_angle_deg"),
    "G07": fact("post_force_n"),
    "G13": fact("anchor_force_n"),
}
WISHES: dict[str, dict[str, Any]] = {
    "balcony": {},
    "public": {"lengths": (4700.0,), "context": Context.PUBLIC, "usage": Place.WORKPLACE},
    "tall": {"lengths": (3700.0,), "height": 1180.0, "max_void": 100.0, "bar": "CARRE 14"},
}


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("template_id", STRAIGHT)
def test_answer_is_the_number_of_the_engine(template_id: str, wish: str):
    result = made(**WISHES[wish])
    exercise = asked(template_id, result)

    assert exercise is not None
    assert exercise.is_from_the_card
    # The prompt shows rounded numbers: the answer keeps the tolerance it promises.
    allowed = exercise.key.tolerance + 0.51 * (exercise.key.tolerance > 0 and exercise.unit == "N")
    assert exercise.key.value == pytest.approx(STRAIGHT[template_id](result), abs=allowed + 1e-9)


@pytest.mark.parametrize("template_id", RAKED)
def test_answer_on_a_rake_is_the_number_of_the_engine(template_id: str):
    result = made(lengths=(2400.0,), slopes=(32.0,))
    exercise = asked(template_id, result)

    assert exercise is not None
    allowed = exercise.key.tolerance + 0.51 * (exercise.unit == "N")
    assert exercise.key.value == pytest.approx(RAKED[template_id](result), abs=allowed)


def test_each_template_of_guardrails_is_held_against_the_engine():
    drawn_at_the_bench = {"G05"}  # a measure that only the student takes

    assert len(OWN) == 15
    assert set(OWN) == set(STRAIGHT) | set(RAKED) | drawn_at_the_bench


def test_the_three_levels_are_there():
    levels = {get_template(template_id).level for template_id in OWN}

    assert levels == {1, 2, 3}


def test_a_level_guardrail_is_not_asked_for_its_rake_nor_a_rake_for_its_level_bars():
    assert asked("G10", made()) is None
    assert asked("G11", made()) is None
    assert asked("G06", made(lengths=(2400.0,), slopes=(32.0,))) is None


def test_a_guardrail_without_bars_is_not_asked_to_count_them():
    kit = made(context=Context.INDUSTRIAL, usage=Place.WORKPLACE, height=1100.0,
               infill=Infill.KNEE_RAILS)  # fmt: skip

    assert [asked(name, kit) for name in ("G03", "G04", "G06", "G14")] == [None] * 4


def test_the_post_of_a_guardrail_is_always_strong_enough():
    for wish in WISHES.values():
        exercise = asked("G09", made(**wish))
        assert exercise is not None and exercise.second is not None
        assert exercise.second.shown == "Assez fort"


def test_a_post_that_is_too_weak_is_said_so():
    weak = build_card(
        family="guardrail",
        numbers={"service_moment_nm": 900, "safety_factor": 1.5, "modulus_cm3": 4.66},
    )
    exercise = make_numeric(get_template("G09"), weak, seed=1)

    assert exercise is not None and exercise.second is not None
    assert exercise.key.shown == "5,74\u00a0cm³"
    assert exercise.second.shown == "Trop faible"


def test_a_height_under_the_rule_does_not_conform():
    shown = {
        (exercise.key.value >= 0, exercise.second.shown)
        for seed in range(30)
        if (exercise := make_numeric(get_template("G05"), card_of(made()), seed=seed))
        and exercise.second
    }

    assert shown == {(True, "Conforme"), (False, "Non conforme")}


def test_the_void_is_asked_with_the_numbers_of_the_order():
    exercise = asked("G04", made())

    assert exercise is not None
    assert exercise.prompt == (
        "Segment 1\u00a0: entre 2 poteaux, il y a 944\u00a0mm. On met 7 barreaux de 12\u00a0mm. "
        "Calcule le vide entre 2 barreaux."
    )
    assert exercise.key.shown == "107,5\u00a0mm"
    assert exercise.steps[-1] == "860 ÷ 8 =\u00a0107,5\u00a0mm."
