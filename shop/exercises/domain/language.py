"""Exercises without a sum: order, signs, words, reading, writing, speaking – from the card."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

from shop.curriculum.domain.french import french_list, sentences
from shop.curriculum.domain.glossary import GlossaryEntry, glossary_of
from shop.curriculum.domain.operations import ReadingLevel, Section, find_operation_guide
from shop.curriculum.domain.placeholders import fill, holes, typeset
from shop.curriculum.domain.signs import SafetySign, SignKind, list_signs
from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.exercise import AnswerKey, Choice, Exercise, ShortQuestion
from shop.exercises.domain.generation import seeded
from shop.exercises.domain.reading import card_questions, step_questions
from shop.exercises.domain.telling import (
    FEWEST_STEPS,
    dangers,
    duties,
    guided,
    labels_of,
    shuffled,
    small,
    story_of,
)
from shop.exercises.domain.templates import ExerciseTemplate

LETTERS = "ABCDEFGH"
MOST_STEPS = 6
SIGNS_SHOWN = 7
PAIRS_SHOWN, FEWEST_PAIRS = 5, 4
QUESTIONS_ASKED = 4
TRUE_SHOWN = FALSE_SHOWN = 3

Making = Mapping[str, Any]
Maker = Callable[[ExerciseTemplate, CardForExercises, Random], Making | None]


def make_language(template: ExerciseTemplate, card: CardForExercises, seed: int) -> Exercise | None:
    """Make an exercise of order, signs, words or text, or None when the card says too little."""
    make = MAKERS.get(template.id, _text)
    made = make(template, card, seeded(seed, template.id, card.reference))
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


def _text(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    """Fill prompt and model with the words of the card; None when one of them is missing."""
    story = story_of(card, rng)
    if not holes(template.prompt) | holes(template.model) <= set(story):
        return None
    return {
        "prompt": fill(template.prompt, story),
        "key": AnswerKey(shown=fill(template.model, story)),
    }


def _card_steps(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    labels = labels_of(card)
    if len(labels) < FEWEST_STEPS:
        return None
    kept = sorted(rng.sample(range(len(labels)), min(MOST_STEPS, len(labels))))
    return _ordered(template, [labels[place] for place in kept], rng, "La première étape est")


def _instruction(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    told = [
        (operation.label, said)
        for operation, guide in guided(card)
        if len(said := sentences(guide.reading(ReadingLevel.SENTENCES, {}))) >= FEWEST_STEPS
        and len(set(said)) == len(said)
    ]
    if not told:
        return None
    label, said = rng.choice(told)
    made = _ordered(template, said[:MOST_STEPS], rng, "La première phrase est")
    return {**made, "prompt": fill(template.prompt, {"operation": label})}


def _gestures(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    """Order the gestures of the template itself, for a machine of the card."""
    story = story_of(card, rng)
    if not holes(template.prompt) <= set(story):
        return None
    made = _ordered(template, template.steps, rng, "Le premier geste est")
    return {**made, "prompt": fill(template.prompt, story)}


def _ordered(
    template: ExerciseTemplate, steps: Sequence[str], rng: Random, opening: str
) -> dict[str, Any]:
    mixed = shuffled(steps, rng)
    keys = {label: LETTERS[place] for place, label in enumerate(mixed)}
    return {
        "choices": tuple(Choice(key=keys[label], label=label) for label in mixed),
        "key": AnswerKey(
            shown=" – ".join(
                f"{place}. {step.removesuffix('.')}" for place, step in enumerate(steps, start=1)
            ),
            sequence=tuple(keys[step] for step in steps),
        ),
        "starters": (template.hint, typeset(f"{opening} : {steps[0].removesuffix('.')}.")),
    }


def _protection(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    operations = [found for found in card.operations if len(duties(found)) >= FEWEST_STEPS]
    if not operations:
        return None
    operation = rng.choice(operations)
    return _signs(template, small(operation.label), duties(operation), SignKind.MANDATORY, rng)


def _hazards(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    operations = [found for found in card.operations if len(dangers(found)) > 1]
    if not operations:
        return None
    operation = rng.choice(operations)
    return _signs(template, small(operation.label), dangers(operation), SignKind.WARNING, rng)


def _signs(
    template: ExerciseTemplate,
    operation: str,
    wanted: Sequence[SafetySign],
    kind: SignKind,
    rng: Random,
) -> Making:
    """Mix the signs of an operation with others; those that say nothing precise stay away."""
    codes = {sign.code for sign in wanted}
    others = [
        sign
        for sign in list_signs()
        if sign.kind is kind and sign.code not in codes | {"M002", "M021", "W001"}
    ]
    shown = shuffled([*wanted, *rng.sample(others, max(0, SIGNS_SHOWN - len(wanted)))], rng)
    return {
        "prompt": fill(template.prompt, {"operation": operation, "count": len(wanted)}),
        "choices": tuple(Choice(key=sign.code, label=sign.label) for sign in shown),
        "key": AnswerKey(
            shown=french_list([sign.label for sign in wanted]),
            sequence=tuple(sorted(codes)),
        ),
        "starters": (template.hint, typeset(f"Coche d’abord : {wanted[0].label}.")),
    }


def _true_or_false(
    template: ExerciseTemplate, card: CardForExercises, rng: Random
) -> Making | None:
    labels = labels_of(card)
    if len(labels) <= FEWEST_STEPS:
        return None
    places = [(a, b) for b in range(len(labels)) for a in range(b)]
    drawn = rng.sample(places, TRUE_SHOWN + FALSE_SHOWN)
    true = [_before(labels[a], labels[b]) for a, b in drawn[:TRUE_SHOWN]]
    false = [_before(labels[b], labels[a]) for a, b in drawn[TRUE_SHOWN:]]
    shown = shuffled([*true, *false], rng)
    keys = {said: LETTERS[place] for place, said in enumerate(shown)}
    return {
        "prompt": fill(template.prompt, {"reference": card.reference, "count": len(true)}),
        "choices": tuple(Choice(key=keys[said], label=said) for said in shown),
        "key": AnswerKey(shown=" ".join(true), sequence=tuple(sorted(keys[said] for said in true))),
        "starters": (template.hint, true[0]),
    }


def _before(earlier: str, later: str) -> str:
    return typeset(f"« {earlier} » vient avant « {later} ».")


def _words(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    trade = Section.TYRES if card.family == "tyre" else Section.METALWORK
    entries = list(glossary_of(_texts(card), limit=12, trade=trade))
    pairs = [(entry.word, _without_word(entry)) for entry in entries]
    return _matched(template, pairs, rng) if len(pairs) >= PAIRS_SHOWN else None


def _steps_told(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    pairs = [(op.label, guide.reading(ReadingLevel.PICTURES, {})) for op, guide in guided(card)]
    return _matched(template, pairs, rng)


def _harms(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    return _matched(template, [(sign.label, sign.harm) for sign in _all_dangers(card)], rng)


def _measures(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    return _matched(template, [(sign.label, sign.measure) for sign in _all_dangers(card)], rng)


def _all_dangers(card: CardForExercises) -> list[SafetySign]:
    return list({sign.code: sign for op in card.operations for sign in dangers(op)}.values())


def _matched(
    template: ExerciseTemplate, pairs: Sequence[tuple[str, str]], rng: Random
) -> Making | None:
    """Match so many pairs; None when the card has too few that differ on both sides."""
    distinct = list({right: left for left, right in dict(pairs).items()}.items())
    if len(distinct) < FEWEST_PAIRS:
        return None
    asked = [(left, right) for right, left in rng.sample(distinct, min(PAIRS_SHOWN, len(distinct)))]
    letters = {right: LETTERS[n] for n, (_, right) in enumerate(shuffled(asked, rng))}
    return {
        "choices": (
            *(Choice(key=str(n), label=left) for n, (left, _) in enumerate(asked, start=1)),
            *(Choice(key=letter, label=right) for right, letter in letters.items()),
        ),
        "key": AnswerKey(
            shown=", ".join(typeset(f"{left} : {letters[right]}") for left, right in asked),
            sequence=tuple(letters[right] for _, right in asked),
        ),
        "starters": (
            template.hint,
            typeset(f"Exemple : {asked[0][0]} → {letters[asked[0][1]]}."),
        ),
    }


def _card_reading(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    return _read(template, card, card_questions(card), rng)


def _step_reading(template: ExerciseTemplate, card: CardForExercises, rng: Random) -> Making | None:
    return _read(template, card, step_questions(card), rng)


def _read(
    template: ExerciseTemplate,
    card: CardForExercises,
    questions: Sequence[ShortQuestion],
    rng: Random,
) -> Making | None:
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


MAKERS: Mapping[str, Maker] = {
    "S03": _card_steps,
    "S04": _protection,
    "S07": _harms,
    "S08": _measures,
    "S09": _hazards,
    "S13": _gestures,
    "F01": _card_reading,
    "F02": _words,
    "F10": _step_reading,
    "F11": _true_or_false,
    "F12": _steps_told,
    "F13": _instruction,
}


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
