"""Marking: right, a named mistake, then one hint more at each attempt."""

import pytest

from shop.exercises.domain.composition import make_exercise
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.marking import Mark, Outcome, mark_number, mark_sequence, mark_text
from shop.exercises.domain.templates import get_template
from tests.builders.exercises import GATE_CARD, TYRE_CARD


def made(template_id: str) -> Exercise:
    card = TYRE_CARD if template_id.startswith("T") else GATE_CARD
    exercise = make_exercise(get_template(template_id), card, seed=1)
    assert exercise is not None
    return exercise


@pytest.mark.parametrize("text", ["109,8", "109.77 mm", "10,98 cm", "0,1098 m"])
def test_a_right_number_is_right_in_any_unit_of_length(text: str):
    assert mark_number(made("P06"), text) == Mark(outcome=Outcome.RIGHT)


def test_the_tolerance_ends_where_the_question_says():
    outcomes = [mark_number(made("P06"), text).outcome for text in ("109,86", "109,88")]

    assert outcomes == [Outcome.RIGHT, Outcome.WRONG]


def test_a_named_mistake_gets_its_own_hint():
    assert mark_number(made("P06"), "118,9") == Mark(
        outcome=Outcome.NAMED_MISTAKE,
        help=("Il y a n + 1 vides, pas n.",),
        mistake="as_many_gaps_as_bars",
    )


def test_a_second_question_must_be_right_too():
    exercise = made("P07")

    marks = [mark_number(exercise, "0,2", second=key).outcome for key in ("yes", "no", "")]
    assert marks == [Outcome.RIGHT, Outcome.SECOND_WRONG, Outcome.SECOND_WRONG]


def test_each_attempt_brings_one_hint_more_and_never_the_answer():
    exercise = made("P06")
    helps = [mark_number(exercise, "77", attempt=attempt).help for attempt in (1, 2, 3)]

    assert exercise.twin is not None
    assert helps == [
        ("Relis la question. Regarde les nombres et l’unité.",),
        ("Enlève les barreaux. Partage en n + 1 vides.",),
        (exercise.twin.prompt, *exercise.twin.steps),
    ]
    assert all(exercise.key.shown not in line for line in helps[2])


def test_where_the_unit_is_the_question_another_unit_is_not_enough():
    exercise = made("P01")

    assert mark_number(exercise, "3500 mm").outcome is Outcome.OTHER_UNIT
    assert mark_number(exercise, "3,5 m").outcome is Outcome.RIGHT


def test_another_dimension_is_told():
    assert mark_number(made("P06"), "109,8 kg") == Mark(
        outcome=Outcome.OTHER_UNIT, help=("L’unité demandée est\u00a0: mm.",)
    )


def test_words_are_not_a_number():
    assert mark_number(made("P06"), "je ne sais pas").outcome is Outcome.UNREADABLE


def test_an_order_must_be_exact():
    exercise = made("S03")
    right = exercise.key.sequence

    assert mark_sequence(exercise, right).outcome is Outcome.RIGHT
    assert mark_sequence(exercise, tuple(reversed(right))) == Mark(
        outcome=Outcome.WRONG, help=("Relis la question. Regarde les nombres et l’unité.",)
    )


def test_ticks_may_come_in_any_order():
    exercise = made("S04")
    right = exercise.key.sequence

    assert mark_sequence(exercise, tuple(reversed(right))).outcome is Outcome.RIGHT
    assert mark_sequence(exercise, right[:-1], attempt=2).help == (exercise.hint,)


def test_a_text_is_left_to_the_teacher_with_its_criteria():
    exercise = made("S05")

    assert mark_text(exercise) == Mark(outcome=Outcome.TO_READ, help=exercise.criteria)
