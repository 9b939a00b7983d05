"""Composing a set: three to six exercises, mixed, one of them a check, a sentence to close."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from shop.curriculum.domain.french import french_list
from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.generation import make_numeric, seeded
from shop.exercises.domain.language import make_language
from shop.exercises.domain.templates import ExerciseKind, ExerciseTemplate, list_templates
from shop.fabrication.domain.codec import Data
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

FEWEST, MOST = 3, 6
MINUTES_PER_EXERCISE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSentence(Data):
    """The question that closes a set: tell the customer what was found."""

    prompt: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSet(Data):
    """What one sheet holds, the same for every student; only the support differs."""

    exercises: tuple[Exercise, ...]
    closing: ClientSentence | None = None

    @property
    def minutes(self) -> int:
        """Return about how long the set takes."""
        return MINUTES_PER_EXERCISE * (len(self.exercises) + (self.closing is not None))


def make_exercise(template: ExerciseTemplate, card: CardForExercises, seed: int) -> Exercise | None:
    """Make the exercise of a template for a card, or None when the card cannot bear it."""
    if not template.suits(card.family):
        return None
    make = make_numeric if template.kind is ExerciseKind.NUMERIC else make_language
    return make(template, card, seed)


def offers(cards: Iterable[CardForExercises], seed: int) -> tuple[Exercise, ...]:
    """Return every exercise these cards can give: one per template, from the first card able."""
    found: dict[str, Exercise] = {}
    for card in cards:
        for template in list_templates():
            if template.id not in found:
                exercise = make_exercise(template, card, seed)
                if exercise is not None:
                    found[template.id] = exercise
    order = {template.id: place for place, template in enumerate(list_templates())}
    return tuple(sorted(found.values(), key=lambda exercise: order[exercise.template_id]))


def pick(exercises: Sequence[Exercise], template_ids: Collection[str]) -> ExerciseSet:
    """Compose the set a teacher ticked; refuse fewer than 3 or more than 6."""
    chosen = [exercise for exercise in exercises if exercise.template_id in template_ids]
    if not FEWEST <= len(chosen) <= MOST:
        raise Refusal(N_("Choisissez de 3 à 6 exercices."), field="templates")
    return _set(chosen)


def propose(
    exercises: Sequence[Exercise],
    seed: int,
    *,
    count: int = 5,
    done_before: Collection[str] = (),
) -> ExerciseSet:
    """Compose a set: numbers of the card first, mixed programmes, one check, one seen before.

    `done_before` names templates met in earlier sets: one of them comes back.
    """
    rng = seeded(seed, "set", count)
    left = sorted(exercises, key=lambda exercise: (not exercise.params, rng.random()))
    chosen: list[Exercise] = []
    for wanted in (lambda e: e.control, lambda e: e.template_id in done_before):
        found = next((e for e in left if wanted(e) and e not in chosen), None)
        if found is not None:
            chosen.append(found)
    while len(chosen) < min(count, len(left)):
        chosen.append(_most_different(left, chosen))
    return _set(chosen)


def _most_different(left: Sequence[Exercise], chosen: Sequence[Exercise]) -> Exercise:
    """Return the exercise whose programme, skill and kind the set has least of."""
    programmes = Counter(exercise.programme for exercise in chosen)
    skills = Counter(exercise.skill for exercise in chosen)
    words = sum(1 for exercise in chosen if exercise.kind is not ExerciseKind.NUMERIC)
    free = [exercise for exercise in left if exercise not in chosen]

    def weight(exercise: Exercise) -> tuple[int, int, int, int]:
        is_words = exercise.kind is not ExerciseKind.NUMERIC
        too_many_words = is_words and words >= 1
        drawn = not is_words and not exercise.is_from_the_card
        return (too_many_words, drawn, programmes[exercise.programme], skills[exercise.skill])

    return min(free, key=weight)


def _set(chosen: Sequence[Exercise]) -> ExerciseSet:
    """Order from easy to hard, sums before words, and close with the customer's sentence."""
    ordered = sorted(chosen, key=lambda e: (e.kind is not ExerciseKind.NUMERIC, e.level))
    return ExerciseSet(exercises=tuple(ordered), closing=_closing(ordered))


def _closing(exercises: Sequence[Exercise]) -> ClientSentence | None:
    told = [exercise for exercise in exercises if exercise.topic][:2]
    if len(exercises) < FEWEST or not told:
        return None
    topics = french_list([exercise.topic for exercise in told])
    return ClientSentence(
        prompt=f"Rédige la phrase pour le client\u00a0: {topics}.",
        model=" ".join(("Bonjour.", *(exercise.sentence for exercise in told))),
    )
