"""Three levels of support, one layout: a solved example, a half-filled solution, or none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.templates import ExerciseKind


class SupportLevel(IntEnum):
    """How much help a student gets on one sheet, on one day; never a level of the student."""

    EXAMPLE = 1
    STARTED = 2
    ALONE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What stands in the box beside a question; no line leaves the box empty to write in.

    `question` is the question of the example the lines solve.
    """

    title: str
    question: str = ""
    lines: tuple[str, ...] = ()


ALONE = Support(title="Ton calcul")
ALONE_IN_WORDS = Support(title="Ton brouillon")


def support_of(exercise: Exercise, level: SupportLevel) -> Support:
    """Return the help of this level: the box has the same place and size at every level."""
    is_number = exercise.kind is ExerciseKind.NUMERIC
    if level is SupportLevel.ALONE:
        return ALONE if is_number else ALONE_IN_WORDS
    return (_NUMBER_HELP if is_number else _WORD_HELP)[level](exercise)


def _example(exercise: Exercise) -> Support:
    twin = exercise.twin
    if twin is None:
        return Support(title="Pour t’aider", lines=(exercise.hint,))
    answer = " – ".join(filter(None, (twin.answer, twin.second)))
    return Support(
        title="Exemple résolu",
        question=twin.prompt,
        lines=(*twin.steps, f"Réponse\u00a0: {answer}"),
    )


def _started(exercise: Exercise) -> Support:
    return Support(title="À compléter", lines=exercise.open_steps)


def _word_help(exercise: Exercise) -> Support:
    return Support(title="Pour t’aider", lines=exercise.starters or (exercise.hint,))


def _word_hint(exercise: Exercise) -> Support:
    return Support(title="Pour t’aider", lines=exercise.criteria or (exercise.hint,))


_NUMBER_HELP: Mapping[SupportLevel, Callable[[Exercise], Support]] = {
    SupportLevel.EXAMPLE: _example,
    SupportLevel.STARTED: _started,
}
_WORD_HELP: Mapping[SupportLevel, Callable[[Exercise], Support]] = {
    SupportLevel.EXAMPLE: _word_help,
    SupportLevel.STARTED: _word_hint,
}
