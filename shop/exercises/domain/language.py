"""Exercises without a sum: order, signs, words, reading, writing, speaking – from the card."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

from shop.curriculum.domain.french import french_list
from shop.curriculum.domain.glossary import GlossaryEntry, glossary_of
from shop.curriculum.domain.operations import ReadingLevel, find_operation_guide
from shop.curriculum.domain.placeholders import fill, typeset
from shop.curriculum.domain.signs import SafetySign, SignKind, describe_signs, list_signs
from shop.exercises.domain.cards import CardForExercises, CardOperation
from shop.exercises.domain.exercise import AnswerKey, Choice, Exercise
from shop.exercises.domain.generation import seeded
from shop.exercises.domain.reading import card_questions
from shop.exercises.domain.templates import ExerciseTemplate

LETTERS = "ABCDEFGH"
MOST_STEPS, FEWEST_STEPS = 6, 3
SIGNS_SHOWN = 7
WORDS_SHOWN = 5
QUESTIONS_ASKED = 4
CALLS = (
    ("Quand ma commande sera-t-elle prête ?", "Votre commande sera prête {due}."),
    (
        "Qui fabrique ma commande ?",
        "Les élèves de l’atelier font votre commande. Un professeur contrôle chaque étape.",
    ),
)

Making = Mapping[str, Any]
Maker = Callable[[ExerciseTemplate, CardForExercises, Random], Making | None]


def make_language(template: ExerciseTemplate, card: CardForExercises, seed: int) -> Exercise | None:
    """Make an exercise of order, signs, words or text, or None when the card says too little."""
    made = MAKERS[template.id](template, card, seeded(seed, template.id, card.reference))
    if made is None:
        return None
    shared: dict[str, Any] = {
        "template_id": template.id,
        "kind": template.kind,
        "title": template.title,
        "prompt": typeset(template.prompt),
        "level": template.level,
        "skill": template.skill,
        "programme": template.programme,
        "competency": template.competency,
        "control": template.control,
        "hint": typeset(template.hint),
        "card_reference": card.reference,
        "sources": {"card": card.reference},
        "criteria": tuple(map(typeset, template.criteria)),
        "starters": tuple(map(typeset, template.starters)),
    }
    return Exercise(**{**shared, **made})


def _order(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    labels = list(dict.fromkeys(operation.label for operation in card.operations))
    if len(labels) < FEWEST_STEPS:
        return None
    kept = sorted(rng.sample(range(len(labels)), min(MOST_STEPS, len(labels))))
    steps = [labels[place] for place in kept]
    shuffled = _shuffled(steps, rng)
    keys = {label: LETTERS[place] for place, label in enumerate(shuffled)}
    sequence = tuple(keys[step] for step in steps)
    return {
        "choices": tuple(Choice(key=keys[label], label=label) for label in shuffled),
        "key": AnswerKey(
            shown=" – ".join(f"{place}. {step}" for place, step in enumerate(steps, start=1)),
            sequence=sequence,
        ),
        "starters": (template.hint, typeset(f"La première étape est : {steps[0]}.")),
    }


def _protection(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    operations = [found for found in card.operations if len(_duties(found)) >= 3]
    if not operations:
        return None
    operation = rng.choice(operations)
    wanted = _duties(operation)
    worn = {sign.code for sign in wanted}
    others = [
        sign
        for sign in list_signs()
        if sign.kind is SignKind.MANDATORY and sign.code not in worn | {"M002", "M021"}
    ]
    shown = _shuffled([*wanted, *rng.sample(others, max(0, SIGNS_SHOWN - len(wanted)))], rng)
    facts: dict[str, float | str] = {
        "operation": _small(operation.label),
        "count": len(wanted),
    }
    return {
        "prompt": fill(template.prompt, facts),
        "choices": tuple(Choice(key=sign.code, label=sign.label) for sign in shown),
        "key": AnswerKey(
            shown=french_list([sign.label for sign in wanted]),
            sequence=tuple(sorted(worn)),
        ),
        "starters": (template.hint, typeset(f"Coche d’abord : {wanted[0].label}.")),
    }


def _words(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    entries = list(glossary_of(_texts(card), limit=12))
    if len(entries) < WORDS_SHOWN:
        return None
    asked = rng.sample(entries, WORDS_SHOWN)
    shuffled = _shuffled(asked, rng)
    letters = {entry.word: LETTERS[place] for place, entry in enumerate(shuffled)}
    return {
        "choices": (
            *(Choice(key=str(n), label=entry.word) for n, entry in enumerate(asked, start=1)),
            *(Choice(key=letters[e.word], label=_without_word(e)) for e in shuffled),
        ),
        "key": AnswerKey(
            shown=", ".join(f"{entry.word} : {letters[entry.word]}" for entry in asked),
            sequence=tuple(letters[entry.word] for entry in asked),
        ),
        "starters": (
            template.hint,
            typeset(f"Exemple : {asked[0].word} → {letters[asked[0].word]}."),
        ),
    }


def _reading(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    questions = card_questions(card)
    if len(questions) < FEWEST_STEPS:
        return None
    places = sorted(rng.sample(range(len(questions)), min(QUESTIONS_ASKED, len(questions))))
    asked = tuple(questions[place] for place in places)
    return {
        "prompt": fill(template.prompt, {"reference": card.reference}),
        "prompts": asked,
        "key": AnswerKey(shown=" – ".join(question.answer for question in asked)),
        "starters": (template.hint, typeset(f"Première réponse : {asked[0].answer}.")),
    }


def _message(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    facts = {"article": card.words.get("article", card.title), "due": _due(card)}
    return {"key": AnswerKey(shown=fill(template.model, facts))}


def _instruction(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    guided = [(op, found) for op in card.operations if (found := find_operation_guide(op.code))]
    if not guided:
        return None
    operation, guide = rng.choice(guided)
    model = guide.reading(ReadingLevel.SENTENCES, {})
    return {
        "prompt": fill(template.prompt, {"operation": operation.label}),
        "key": AnswerKey(shown=fill(template.model, {"consigne": model})),
    }


def _account(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    labels = [_small(operation.label) for operation in card.operations]
    if len(labels) < FEWEST_STEPS:
        return None
    facts = {"title": card.title, "first": labels[0], "second": labels[1], "last": labels[-1]}
    return {
        "prompt": fill(template.prompt, {"reference": card.reference}),
        "key": AnswerKey(shown=fill(template.model, facts)),
    }


def _call(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    question, answer = rng.choice(CALLS)
    return {
        "prompt": fill(template.prompt, {"question": question}),
        "key": AnswerKey(shown=fill(template.model, {"answer": fill(answer, {"due": _due(card)})})),
    }


def _danger(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    risky = [op for op in card.operations if _dangers(op) and _duties(op)]
    if not risky:
        return None
    operation = rng.choice(risky)
    facts = {
        "operation": _small(operation.label),
        "hazard": _small(rng.choice(_dangers(operation)).label),
        "protection": french_list([_small(sign.label) for sign in _duties(operation)[:2]]),
    }
    return {
        "prompt": fill(template.prompt, facts),
        "key": AnswerKey(shown=fill(template.model, facts)),
    }


MAKERS: Mapping[str, Maker] = {
    "S03": _order,
    "S04": _protection,
    "S05": _message,
    "F01": _reading,
    "F02": _words,
    "F03": _instruction,
    "F04": _account,
    "F05": _call,
    "F06": _danger,
}


def _duties(operation: CardOperation) -> tuple[SafetySign, ...]:
    return tuple(
        sign for sign in describe_signs(operation.protection) if sign.kind is SignKind.MANDATORY
    )


def _dangers(operation: CardOperation) -> tuple[SafetySign, ...]:
    """Return the hazards that have a name: the general warning sign says nothing."""
    return tuple(sign for sign in describe_signs(operation.hazards) if sign.code != "W001")


def _due(card: CardForExercises) -> str:
    return card.words.get("due") or "à la date du devis"


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _texts(card: CardForExercises) -> Iterator[str]:
    yield card.title
    for operation in card.operations:
        yield operation.label
        guide = find_operation_guide(operation.code)
        if guide is not None:
            yield guide.reading(ReadingLevel.WORKSHOP, {})
            yield guide.reading(ReadingLevel.SENTENCES, {})


def _without_word(entry: GlossaryEntry) -> str:
    word = re.escape(entry.word)
    return re.sub(rf"^(?:une? |les? |la |l’)?{word}", "…", entry.definition, flags=re.IGNORECASE)


def _shuffled(things: Sequence[Any], rng: Random) -> list[Any]:
    """Shuffle, and shuffle again when chance gave the same order."""
    mixed = list(things)
    while len(mixed) > 1 and mixed == list(things):
        rng.shuffle(mixed)
    return mixed
