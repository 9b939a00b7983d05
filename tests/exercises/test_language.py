"""Exercises of order, signs, words, reading and writing, made from the card."""

import pytest

from shop.exercises.domain.composition import make_exercise
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.templates import get_template
from tests.builders.exercises import GATE_CARD, GATE_OPERATIONS, TYRE_CARD, build_card


def made(template_id: str, seed: int = 1) -> Exercise:
    exercise = make_exercise(get_template(template_id), GATE_CARD, seed)
    assert exercise is not None
    return exercise


@pytest.mark.parametrize("seed", range(10))
def test_the_steps_to_order_are_those_of_the_card_and_never_in_order(seed: int):
    exercise = made("S03", seed)
    labels = {choice.key: choice.label for choice in exercise.choices}

    assert [labels[key] for key in exercise.key.sequence] == [op.label for op in GATE_OPERATIONS]
    assert [choice.label for choice in exercise.choices] != [op.label for op in GATE_OPERATIONS]


@pytest.mark.parametrize("seed", range(10))
def test_the_protection_to_tick_is_that_of_one_operation(seed: int):
    exercise = made("S04", seed)
    possible = [tuple(sorted(op.protection)) for op in GATE_OPERATIONS if len(op.protection) >= 3]

    assert exercise.key.sequence in possible
    assert len(exercise.choices) == 7
    assert {choice.key for choice in exercise.choices} >= set(exercise.key.sequence)


def test_a_word_is_matched_with_a_definition_that_hides_it():
    exercise = made("F02")
    words = [choice for choice in exercise.choices if choice.key.isdigit()]
    definitions = {choice.key: choice.label for choice in exercise.choices}

    assert len(words) == 5
    for word, letter in zip(words, exercise.key.sequence, strict=True):
        assert not definitions[letter].lower().startswith(word.label)


def test_reading_asks_what_the_card_says():
    exercise = made("F01")

    assert exercise.prompt == ("Lis la fiche de travail FT-2026-0042. Réponds aux questions.")
    assert len(exercise.prompts) == 4
    answers = {question.prompt: question.answer for question in exercise.prompts}
    known = {
        "Quelle est la largeur du passage\u00a0?": "3\u00a0500\u00a0mm",
        "Quelle est la largeur d’un vantail\u00a0?": "1\u00a0719\u00a0mm",
        "Quelle est la hauteur d’un vantail\u00a0?": "1\u00a0550\u00a0mm",
        "Combien de barreaux y a-t-il par rangée\u00a0?": "12 barreaux",
        "Quelle est la hauteur totale\u00a0?": "1\u00a0600\u00a0mm",
        "Pour quand est la commande\u00a0?": "le mardi 15 décembre",
        "Quelle est la première étape\u00a0?": "Étude, plan, fiche de débit",
        "Quelle étape vient après «\u00a0Débit\u00a0»\u00a0?": "Soudage MAG 135 (gorge 3 mm)",
    }
    assert answers.items() <= known.items()


def test_the_message_to_the_customer_has_criteria_and_a_model():
    exercise = made("S05")

    assert exercise.key.shown == (
        "Bonjour. Nous allons faire un portail à deux vantaux pour vous. "
        "Le travail sera prêt le mardi 15 décembre. Pouvez-vous nous dire qui sera là\u00a0?"
    )
    assert "Il y a une date." in exercise.criteria


def test_the_oral_account_follows_the_operations():
    assert made("F04").key.shown.startswith(
        "La commande\u00a0: Portail battant à 2 vantaux. D’abord, étude, plan, fiche de débit. "
        "Ensuite, débit. À la fin, peinture."
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_call_is_answered_from_the_card(seed: int):
    shown = made("F05", seed).key.shown

    assert "le mardi 15 décembre" in shown or "Les élèves de l’atelier" in shown


@pytest.mark.parametrize("seed", range(6))
def test_a_danger_goes_with_its_protection(seed: int):
    exercise = made("F06", seed)

    assert any(
        f"«\u00a0{op.label[:1].lower()}{op.label[1:]}\u00a0»" in exercise.prompt
        for op in GATE_OPERATIONS
        if op.hazards
    )
    assert "parce que" in exercise.key.shown


def test_an_instruction_is_about_one_operation_of_the_card():
    exercise = made("F03")

    assert any(op.label in exercise.prompt for op in GATE_OPERATIONS)
    assert exercise.key.shown.endswith(".")


@pytest.mark.parametrize("template_id", ["S03", "S04", "F01", "F02", "F03", "F04", "F06"])
def test_an_empty_card_gives_no_such_exercise(template_id: str):
    assert make_exercise(get_template(template_id), build_card(numbers={}), seed=1) is None


def test_a_tyre_card_without_operations_can_still_be_read_and_answered():
    able = [
        template_id
        for template_id in ("S03", "S04", "S05", "F01", "F02", "F03", "F04", "F05", "F06")
        if make_exercise(get_template(template_id), TYRE_CARD, seed=1)
    ]

    assert able == ["S05", "F01", "F05"]


@pytest.mark.parametrize("template_id", ["S03", "S04", "S05", "F01", "F02", "F04"])
def test_such_an_exercise_survives_storage(template_id: str):
    exercise = made(template_id)

    assert Exercise.from_data(exercise.to_data()) == exercise
