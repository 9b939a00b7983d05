"""Exercises of order, signs, words, reading and writing, made from the card."""

import re
from dataclasses import replace

import pytest

from shop.curriculum.domain.operations import ReadingLevel, find_operation_guide, list_machines
from shop.curriculum.domain.placeholders import typeset
from shop.curriculum.domain.signs import list_signs
from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.composition import make_exercise
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.reading import card_questions
from shop.exercises.domain.support import SupportLevel, support_of
from shop.exercises.domain.telling import due_of, small, the
from shop.exercises.domain.templates import ExerciseKind, get_template, list_templates
from tests.builders.exercises import GATE_CARD, GATE_OPERATIONS, TYRE_CARD, build_card


def made(template_id: str, seed: int = 1) -> Exercise:
    return made_for(GATE_CARD, template_id, seed)


def made_for(card: CardForExercises, template_id: str, seed: int = 1) -> Exercise:
    exercise = make_exercise(get_template(template_id), card, seed)
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
        typeset(f"« {op.label[:1].lower()}{op.label[1:]} »") in exercise.prompt
        for op in GATE_OPERATIONS
        if op.hazards
    )
    assert "parce que l’on peut" in exercise.key.shown


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


WORDS = [t.id for t in list_templates("gate") if t.kind is not ExerciseKind.NUMERIC]


@pytest.mark.parametrize("template_id", WORDS)
def test_a_whole_card_gives_every_exercise_of_words_at_three_levels_of_help(template_id: str):
    exercise = made(template_id)
    helps = [support_of(exercise, level) for level in SupportLevel]

    assert "{" not in exercise.prompt + exercise.key.shown
    assert exercise.key.shown.strip()
    assert [bool(box.lines) for box in helps] == [True, True, False]


def test_a_match_of_dangers_pairs_each_with_what_it_may_do():
    exercise = made("S07")
    labels = {choice.key: choice.label for choice in exercise.choices}
    pairs = {labels[str(n)]: labels[key] for n, key in enumerate(exercise.key.sequence, start=1)}

    assert len(pairs) == 5
    known = {sign.label: sign.harm for sign in list_signs()}
    assert all(known[danger] == harm for danger, harm in pairs.items())


@pytest.mark.parametrize("seed", range(6))
def test_true_sentences_follow_the_order_of_the_card(seed: int):
    exercise = made("F11", seed)
    places = {typeset(f"« {op.label} »"): place for place, op in enumerate(GATE_OPERATIONS)}

    def is_true(said: str) -> bool:
        earlier, later = (name.rstrip(".") for name in said.split(" vient avant "))
        return places[earlier] < places[later]

    true = [choice.key for choice in exercise.choices if is_true(choice.label)]
    assert len(exercise.choices) == 6
    assert sorted(true) == list(exercise.key.sequence)


def test_the_instruction_to_order_is_that_of_the_operation():
    exercise = made("F13")
    labels = {choice.key: choice.label for choice in exercise.choices}
    told = " ".join(labels[key] for key in exercise.key.sequence)

    guides = [find_operation_guide(operation.code) for operation in GATE_OPERATIONS]
    said = [guide.reading(ReadingLevel.SENTENCES, {}) for guide in guides if guide]
    assert any(one.startswith(told) for one in said)


def test_the_gestures_before_a_machine_end_with_starting_it():
    exercise = made("S13")
    labels = {choice.key: choice.label for choice in exercise.choices}

    assert labels[exercise.key.sequence[-1]] == "Démarrer la machine"
    assert re.match("Tu vas utiliser l(e |a |’)", exercise.prompt)


def test_steel_is_ordered_by_the_bars_of_the_card():
    assert "6 barres de CARRE 16, longueur 6\u00a0m" in made("F17").prompt


def test_reading_the_steps_asks_for_the_longest():
    every = {q.prompt: q.answer for seed in range(8) for q in made("F10", seed).prompts}

    assert every["Quelle étape dure le plus longtemps\u00a0?"] == "Peinture"
    assert every["Combien d’étapes y a-t-il\u00a0?"] == "6"


def test_hazards_to_tick_are_those_of_one_operation():
    exercise = made("S09")
    possible = [
        tuple(sorted(code for code in op.hazards if code != "W001")) for op in GATE_OPERATIONS
    ]

    assert exercise.key.sequence in possible
    assert len(exercise.choices) == 7


def test_what_is_said_of_a_danger_has_its_articles():
    shown = [made(template, seed).key.shown for template in ("F06", "S10") for seed in range(12)]

    assert [said for said in shown if not re.search(r"Je porte (un|une|des) ", said)] == []
    assert [
        said for said in shown if " et " in said and not re.search(r" et (un|une|des) ", said)
    ] == []


def test_what_is_worn_protects_from_the_danger_named():
    welding = replace(GATE_CARD, operations=(GATE_OPERATIONS[2],))
    shown = {made_for(welding, "F06", seed).key.shown for seed in range(20)}

    assert any("rayonnement optique. Je porte un masque de soudage" in said for said in shown)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Scie", "la scie"),
        ("Équilibreuse", "l’équilibreuse"),
        ("Pont élévateur", "le pont élévateur"),
        ("Perceuse à colonne", "la perceuse à colonne"),
        ("Clé à choc", "la clé à choc"),
        ("Démonte-pneu", "le démonte-pneu"),
    ],
)
def test_a_machine_has_its_article(label: str, said: str):
    assert the(label) == said


def test_every_machine_of_the_school_has_its_article():
    feminine = {"scie", "perceuse", "plieuse", "meuleuse", "clé", "fraise", "équilibreuse"}

    assert {the(label) for _, label in list_machines() if small(label).split()[0] in feminine} == {
        *("la scie", "la perceuse à colonne", "la plieuse ou cintreuse", "la meuleuse d’angle"),
        *("la clé à choc", "la fraise à pneu", "l’équilibreuse"),
    }


def test_an_accident_is_placed_in_a_named_step():
    assert "pendant l’étape «\u00a0" in made("S12").prompt


def test_tyres_are_not_spoken_of_as_steel():
    texts = " ".join(made_for(TYRE_CARD, name).key.shown for name in ("F08", "F09", "F16", "F19"))

    assert "Voici votre voiture." in texts
    assert [word for word in ("redresser", "Une cote", "Une pièce") if word in texts] == []


def test_one_thing_is_counted_in_the_singular():
    one_tyre = build_card(
        family="tyre", numbers={"tyre_count": 1, "torque_nm": 110, "rim_inch": 15}
    )
    answers = {q.prompt: q.answer for q in card_questions(one_tyre)}

    assert answers["Combien de pneus faut-il monter\u00a0?"] == "1 pneu"


def test_the_opening_of_a_staircase_is_not_a_gateway():
    stairs = build_card(family="staircase", numbers={"opening_mm": 2400, "climb_mm": 2800})

    assert [q.prompt for q in card_questions(stairs)] == [
        "Quelle hauteur l’escalier monte-t-il\u00a0?"
    ]


def test_without_a_day_no_quote_is_spoken_of():
    assert due_of(build_card(family="shelving")) == "à la date prévue"
