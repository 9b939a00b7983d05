"""Exercises made from a card's numbers: right, without clash, with a twin."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.curriculum.domain.french import french_number
from shop.curriculum.domain.placeholders import fill, holes
from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.exercise import Exercise, KeptMistake
from shop.exercises.domain.formulas.registry import FORMULAS
from shop.exercises.domain.generation import make_numeric, seeded, solve
from shop.exercises.domain.solution import BLANK
from shop.exercises.domain.templates import (
    ExerciseKind,
    ExerciseTemplate,
    get_template,
    list_templates,
)
from tests.builders.exercises import GATE_CARD, TYRE_CARD, build_card
from tests.exercises.oracle import documented

NUMERIC = [t for t in list_templates() if t.kind is ExerciseKind.NUMERIC]


def drawn(template: ExerciseTemplate, seed: int) -> dict[str, Any]:
    rng, values = seeded(seed, template.id), {}
    for parameter in template.parameters:
        values[parameter.name] = parameter.draw(rng, values)
    return values


@pytest.mark.parametrize("template", NUMERIC, ids=lambda t: t.id)
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_answer_and_documented_expression_agree(template: ExerciseTemplate, seed: int):
    values = drawn(template, seed)
    found = solve(template, values)

    if found is None:
        assert not FORMULAS[template.id].allows(values)
        return
    assert found.answer == pytest.approx(documented(template.expression, values))
    expressions = {mistake.name: mistake.expression for mistake in template.mistakes}
    for name, value in found.mistakes:
        assert value == pytest.approx(documented(expressions[name], values))


@pytest.mark.parametrize("template", NUMERIC, ids=lambda t: t.id)
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_no_kept_mistake_can_pass_for_the_answer(template: ExerciseTemplate, seed: int):
    found = solve(template, drawn(template, seed))

    if found is not None:
        gaps = [abs(value - found.answer) for _, value in found.mistakes]
        assert [gap for gap in gaps if gap <= template.tolerance] == []


@pytest.mark.parametrize("template", NUMERIC, ids=lambda t: t.id)
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_the_answer_as_printed_is_right(template: ExerciseTemplate, seed: int):
    found = solve(template, drawn(template, seed))

    if found is not None:
        printed = round(found.answer, template.decimals)
        assert abs(printed - found.answer) <= template.tolerance + 1e-6


@pytest.mark.parametrize("template", NUMERIC, ids=lambda t: t.id)
def test_most_draws_are_allowed(template: ExerciseTemplate):
    accepted = sum(1 for seed in range(60) if solve(template, drawn(template, seed)))

    assert accepted >= 12


def test_the_gap_of_a_gate_is_asked_with_the_numbers_of_its_order():
    exercise = make_numeric(get_template("P06"), GATE_CARD, seed=1)

    assert exercise is not None
    assert exercise.prompt == (
        "La largeur libre est 1\u00a0619\u00a0mm. Il y a 12 barreaux de 16\u00a0mm. "
        "Calcule le vide entre 2 barreaux."
    )
    assert exercise.sources == {
        "Li": "infill_width_mm",
        "n": "bar_count_per_row",
        "b": "bar_face_mm",
    }
    assert (exercise.key.shown, exercise.key.tolerance) == ("109,8\u00a0mm", 0.1)
    assert exercise.mistakes == (
        KeptMistake(
            name="as_many_gaps_as_bars",
            value=pytest.approx(118.9167, abs=1e-3),
            hint="Il y a n + 1 vides, pas n.",
        ),
        KeptMistake(
            name="bars_forgotten",
            value=pytest.approx(124.5385, abs=1e-3),
            hint="Enlève d’abord la largeur des barreaux.",
        ),
        KeptMistake(
            name="one_gap_less",
            value=pytest.approx(129.7273, abs=1e-3),
            hint="Les vides contre les montants comptent aussi.",
        ),
    )


def test_the_solution_shows_each_step_and_its_open_form_hides_the_results():
    exercise = make_numeric(get_template("P06"), GATE_CARD, seed=1)

    assert exercise is not None
    assert exercise.steps == (
        "Largeur des barreaux\u00a0: 12 × 16 =\u00a0192\u00a0mm.",
        "Place libre\u00a0: 1\u00a0619 − 192 =\u00a01\u00a0427\u00a0mm.",
        "Nombre de vides\u00a0: 12 + 1 =\u00a013.",
        "1\u00a0427 ÷ 13 ≈\u00a0109,8\u00a0mm.",
    )
    assert exercise.open_steps == (
        f"Largeur des barreaux\u00a0: 12 × 16 =\u00a0{BLANK}\u00a0mm.",
        f"Place libre\u00a0: 1\u00a0619 − {BLANK}\u00a0=\u00a0{BLANK}\u00a0mm.",
        f"Nombre de vides\u00a0: 12 + 1 =\u00a0{BLANK}.",
        f"{BLANK}\u00a0÷ {BLANK}\u00a0=\u00a0{BLANK}\u00a0mm.",
    )


def test_an_exact_result_is_not_said_rounded():
    exercise = make_numeric(get_template("P01"), GATE_CARD, seed=1)

    assert exercise is not None
    assert exercise.steps[-1] == "3\u00a0500 ÷ 1\u00a0000 =\u00a03,5\u00a0m."


@pytest.mark.parametrize("template", NUMERIC, ids=lambda t: t.id)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_the_prompt_shows_every_number_it_uses_in_full(template: ExerciseTemplate, seed: int):
    values = drawn(template, seed)
    prompt = fill(template.prompt, values).replace("\u00a0", "")

    for name in holes(template.prompt):
        value = values[name]
        shown = value if isinstance(value, str) else f"{value:g}".replace(".", ",")
        assert shown in prompt, name


def test_the_same_card_and_seed_give_the_same_exercise():
    one, same, other = (make_numeric(get_template("P04"), GATE_CARD, seed) for seed in (7, 7, 8))

    assert one == same
    assert one != other


@pytest.mark.parametrize("card", [GATE_CARD, TYRE_CARD], ids=["gate", "tyre"])
def test_a_twin_never_gives_the_answer_of_the_order(card: CardForExercises):
    exercises = [
        exercise
        for template in list_templates(card.family)
        if template.kind is ExerciseKind.NUMERIC
        and (exercise := make_numeric(template, card, seed=3))
    ]

    assert len(exercises) >= 18
    for exercise in exercises:
        assert exercise.twin is not None, exercise.template_id
        assert exercise.twin.answer != exercise.key.shown, exercise.template_id
        assert exercise.twin.steps, exercise.template_id


def test_all_gate_templates_but_the_drawn_ones_bind_to_a_gate():
    bound = {
        template.id: exercise is not None and exercise.is_from_the_card
        for template in list_templates("gate")
        if template.id.startswith("P")
        for exercise in [make_numeric(template, GATE_CARD, seed=5)]
    }

    assert [name for name, found in bound.items() if not found] == ["P12"]


def test_all_tyre_templates_but_the_drawn_ones_bind_to_a_tyre():
    bound = {
        template.id: exercise is not None and exercise.is_from_the_card
        for template in list_templates("tyre")
        if template.id.startswith("T")
        for exercise in [make_numeric(template, TYRE_CARD, seed=5)]
    }

    assert [name for name, found in bound.items() if not found] == ["T09", "T25", "T26"]


def test_a_card_without_the_numbers_gets_no_exercise():
    assert make_numeric(get_template("P06"), build_card(family="gate", numbers={}), seed=1) is None


def test_a_gate_without_a_brace_is_not_asked_for_its_length():
    plain = build_card(family="gate", numbers={"inner_width_mm": 1619, "inner_height_mm": 700})

    assert make_numeric(get_template("P09"), plain, seed=1) is None


def test_numbers_that_make_the_question_trivial_are_refused():
    exact = build_card(family="gate", numbers={"void_mm": 110.0, "max_void_mm": 110.0})

    assert make_numeric(get_template("P07"), exact, seed=1) is None


def test_a_changed_dimension_changes_question_and_answer():
    wider = build_card(
        family="gate", numbers={"inner_width_mm": 1719, "bar_count_per_row": 12, "bar_face_mm": 16}
    )
    exercise = make_numeric(get_template("P06"), wider, seed=1)

    assert exercise is not None
    assert exercise.key.shown == "117,5\u00a0mm"


def test_a_second_question_has_its_own_key():
    fitting = make_numeric(get_template("P07"), GATE_CARD, seed=1)
    loose = make_numeric(
        get_template("P07"),
        build_card(family="gate", numbers={"void_mm": 112.4, "max_void_mm": 110}),
        seed=1,
    )

    assert fitting is not None and loose is not None
    assert fitting.second is not None and loose.second is not None
    assert [fitting.second.shown, loose.second.shown] == ["Conforme", "Non conforme"]
    assert loose.key.shown == "−2,4\u00a0mm"


def test_a_table_is_printed_around_the_line_to_read():
    exercise = make_numeric(get_template("T15"), TYRE_CARD, seed=1)

    assert exercise is not None
    assert exercise.key.shown == "615\u00a0kg"
    assert [row[0] for row in exercise.tables[0].rows] == [str(n) for n in range(88, 95)]
    assert ("91", f"{french_number(615)}\u00a0kg") in exercise.tables[0].rows


def test_an_exercise_survives_storage():
    exercise = make_numeric(get_template("P04"), GATE_CARD, seed=2)

    assert exercise is not None
    assert Exercise.from_data(exercise.to_data()) == exercise


def test_a_year_is_written_without_a_space():
    exercise = make_numeric(get_template("T22"), TYRE_CARD, seed=1)

    assert exercise is not None
    assert (exercise.prompt, exercise.key.shown) == (
        "Le DOT finit par 2324. Quelle est l’année de fabrication\u00a0?",
        "2024",
    )


def test_money_shows_its_cents():
    exercise = make_numeric(get_template("P16"), GATE_CARD, seed=1)

    assert exercise is not None
    assert exercise.key.shown == "2\u00a0438,20\u00a0€"


def test_what_remains_to_pay_is_only_asked_of_an_order_with_a_deposit():
    prices = {"net_price": 1000, "gross_price": 1200, "vat_percent": 20}
    paid_at_once = build_card(family="gate", numbers=prices)
    by_deposit = build_card(family="gate", numbers={**prices, "deposit_percent": 30})

    assert make_numeric(get_template("P18"), paid_at_once, seed=1) is None
    exercise = make_numeric(get_template("P18"), by_deposit, seed=1)
    assert exercise is not None
    assert exercise.key.shown == "840\u00a0€"
