"""Guiding questions of a card."""

import pytest

from shop.curriculum.domain.french import sentences, word_count
from shop.curriculum.domain.guiding import ActionStep, guiding_questions


@pytest.mark.parametrize(
    "family", ["gate", "guardrail", "shelving", "staircase", "tyre", "generic"]
)
def test_every_family_walks_the_six_steps_in_order(family: str):
    steps = [question.step for question in guiding_questions(family)]

    assert list(dict.fromkeys(steps)) == list(ActionStep)


@pytest.mark.parametrize(
    "family", ["gate", "guardrail", "shelving", "staircase", "tyre", "generic"]
)
def test_questions_are_short_and_say_where_to_look(family: str):
    questions = guiding_questions(family)

    long = [s for q in questions for s in sentences(q.question) if word_count(s) > 12]
    assert (long, [q for q in questions if not q.where]) == ([], [])


def test_a_family_without_questions_gets_the_generic_ones():
    assert guiding_questions("walkway") == guiding_questions("generic")


def test_a_step_has_its_french_name():
    assert [step.label for step in ActionStep] == [
        "S’informer",
        "Planifier",
        "Décider",
        "Faire",
        "Contrôler",
        "Faire le point",
    ]
