"""Three levels of support around the same question."""

from shop.exercises.domain.composition import make_exercise
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.support import Support, SupportLevel, support_of
from shop.exercises.domain.templates import get_template
from tests.builders.exercises import GATE_CARD


def made(template_id: str) -> Exercise:
    exercise = make_exercise(get_template(template_id), GATE_CARD, seed=1)
    assert exercise is not None
    return exercise


def test_level_one_shows_a_solved_twin_with_other_numbers():
    exercise = made("P06")
    support = support_of(exercise, SupportLevel.EXAMPLE)

    assert exercise.twin is not None
    assert support == Support(
        title="Exemple résolu",
        question=exercise.twin.prompt,
        lines=(
            *exercise.twin.steps,
            f"Réponse\u00a0: {exercise.twin.answer}",
        ),
    )
    assert support.question != exercise.prompt


def test_level_two_starts_the_solution_and_leaves_the_results_open():
    support = support_of(made("P06"), SupportLevel.STARTED)

    assert support.title == "À compléter"
    assert all("……" in line for line in support.lines)
    assert all("109,8" not in line for line in support.lines)


def test_level_three_leaves_the_box_empty():
    assert support_of(made("P06"), SupportLevel.ALONE) == Support(title="Ton calcul")


def test_a_text_is_helped_by_first_words_then_by_criteria():
    exercise = made("S05")

    assert [support_of(exercise, level).lines for level in SupportLevel] == [
        exercise.starters,
        exercise.criteria,
        (),
    ]


def test_the_example_of_a_check_says_whether_it_conforms():
    last = support_of(made("P07"), SupportLevel.EXAMPLE).lines[-1]

    assert last.endswith(("– Conforme", "– Non conforme"))
