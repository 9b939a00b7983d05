"""Marking an answer: right, a named mistake, or one hint more at each attempt. Never a mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shop.curriculum.domain.placeholders import typeset
from shop.exercises.domain.answers import convert, read_answer
from shop.exercises.domain.exercise import Exercise

NOISE = 1e-6


class Outcome(StrEnum):
    """What an answer is worth to the one who gave it."""

    RIGHT = "right"
    SECOND_WRONG = "second_wrong"
    NAMED_MISTAKE = "named_mistake"
    WRONG = "wrong"
    OTHER_UNIT = "other_unit"
    UNREADABLE = "unreadable"
    TO_READ = "to_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The outcome and what to say next; `mistake` names the mistake for the teacher."""

    outcome: Outcome
    help: tuple[str, ...] = ()
    mistake: str = ""


def mark_number(exercise: Exercise, text: str, *, second: str = "", attempt: int = 1) -> Mark:
    """Mark a typed number, and the key chosen for the second question when there is one.

    `attempt` counts from 1: read again, then the method, then the solved twin.
    """
    read = read_answer(text)
    if read is None:
        return Mark(outcome=Outcome.UNREADABLE, help=("Écris un seul nombre.",))
    unit = read.unit or exercise.unit
    value = read.value if unit == exercise.unit else _converted(exercise, read.value, unit)
    if value is None:
        return Mark(
            outcome=Outcome.OTHER_UNIT,
            help=(typeset(f"L’unité demandée est : {exercise.unit or 'un nombre seul'}."),),
        )
    return _judge(exercise, value, second, attempt)


def mark_sequence(exercise: Exercise, keys: Sequence[str], *, attempt: int = 1) -> Mark:
    """Mark an order, a set of ticks or pairs; the order of ticks does not count."""
    given, wanted = tuple(keys), exercise.key.sequence
    if exercise.kind == "multiselect":
        given, wanted = tuple(sorted(set(given))), tuple(sorted(wanted))
    if given == wanted:
        return Mark(outcome=Outcome.RIGHT)
    return Mark(outcome=Outcome.WRONG, help=_next_help(exercise, attempt))


def mark_text(exercise: Exercise) -> Mark:
    """Leave a text to the teacher, with the criteria to read it by."""
    return Mark(outcome=Outcome.TO_READ, help=exercise.criteria)


def _converted(exercise: Exercise, value: float, unit: str) -> float | None:
    if exercise.unit_tested:
        return None
    return convert(value, unit, exercise.unit)


def _judge(exercise: Exercise, value: float, second: str, attempt: int) -> Mark:
    tolerance = exercise.key.tolerance + NOISE
    if exercise.key.value is not None and abs(value - exercise.key.value) <= tolerance:
        if exercise.second is not None and second != exercise.second.key:
            return Mark(
                outcome=Outcome.SECOND_WRONG,
                help=("Le nombre est juste. Relis la deuxième question.",),
            )
        return Mark(outcome=Outcome.RIGHT)
    for mistake in exercise.mistakes:
        if abs(value - mistake.value) <= tolerance:
            return Mark(outcome=Outcome.NAMED_MISTAKE, help=(mistake.hint,), mistake=mistake.name)
    return Mark(outcome=Outcome.WRONG, help=_next_help(exercise, attempt))


def _next_help(exercise: Exercise, attempt: int) -> tuple[str, ...]:
    if attempt <= 1:
        return ("Relis la question. Regarde les nombres et l’unité.",)
    if attempt == 2 or exercise.twin is None:
        return (exercise.hint,)
    return (exercise.twin.prompt, *exercise.twin.steps)
