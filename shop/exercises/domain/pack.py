"""The printed pack as one JSON value: a sheet for each student, then the teacher's key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shop.curriculum.domain.french import french_number
from shop.curriculum.domain.placeholders import typeset
from shop.exercises.domain.composition import ExerciseSet
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.support import SupportLevel, support_of
from shop.exercises.domain.templates import ExerciseKind
from shop.fabrication.domain.codec import Data

LEVEL_LABELS = {
    SupportLevel.EXAMPLE: "Exemple résolu",
    SupportLevel.STARTED: "Solution à compléter",
    SupportLevel.ALONE: "Sans aide",
}
# The mark of the foot lets the teacher sort sheets; it says nothing to a neighbour.
LEVEL_MARKS = {
    SupportLevel.EXAMPLE: "●",
    SupportLevel.STARTED: "●●",
    SupportLevel.ALONE: "●●●",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOwner(Data):
    """A student as a sheet knows him: a pseudonym, and the support chosen for this day."""

    pseudonym: str
    level: int
    student_id: int | None = None

    @property
    def support(self) -> SupportLevel:
        return SupportLevel(self.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackHeading:
    """What stands on top of every sheet: title, where the numbers come from, day, school."""

    title: str
    origin: str
    day: str
    school: str


def pack_data(
    exercises: ExerciseSet,
    owners: Sequence[SheetOwner],
    heading: PackHeading,
    drawings: Mapping[str, str],
) -> dict[str, Any]:
    """Return what `exercise_pack.typ` reads; `drawings` are the SVG of safety signs by code."""
    numbered = list(enumerate(exercises.exercises, start=1))
    closing = exercises.closing
    return {
        "title": heading.title,
        "origin": heading.origin,
        "day": heading.day,
        "school": heading.school,
        "minutes": exercises.minutes,
        "exercises": [_item(number, exercise, drawings) for number, exercise in numbered],
        "closing": closing.to_data() if closing else None,
        "sheets": [_sheet(owner) for owner in owners],
        "key": [_key(number, exercise) for number, exercise in numbered],
    }


def _sheet(owner: SheetOwner) -> dict[str, Any]:
    return {
        "pseudonym": owner.pseudonym,
        "level": owner.level,
        "level_label": LEVEL_LABELS[owner.support],
        "mark": LEVEL_MARKS[owner.support],
    }


def _item(number: int, exercise: Exercise, drawings: Mapping[str, str]) -> dict[str, Any]:
    second = exercise.second
    is_signs = exercise.kind is ExerciseKind.MULTISELECT
    return {
        "number": number,
        "kind": exercise.kind.value,
        "title": exercise.title,
        "prompt": exercise.prompt,
        "unit": exercise.unit,
        "rounding": typeset(exercise.rounding),
        "second": second.to_data() if second else None,
        "tables": [table.to_data() for table in exercise.tables],
        "prompts": [{"prompt": question.prompt} for question in exercise.prompts],
        "choices": [
            {
                "key": choice.key,
                "label": choice.label,
                "is_word": choice.key.isdigit(),
                "svg": drawings.get(choice.key, "") if is_signs else "",
            }
            for choice in exercise.choices
        ],
        "supports": [_support(exercise, level) for level in SupportLevel],
    }


def _support(exercise: Exercise, level: SupportLevel) -> dict[str, Any]:
    support = support_of(exercise, level)
    return {"title": support.title, "question": support.question, "lines": list(support.lines)}


def _key(number: int, exercise: Exercise) -> dict[str, Any]:
    second, tolerance = exercise.second, exercise.key.tolerance
    return {
        "number": number,
        "title": exercise.title,
        "prompt": exercise.prompt,
        "codes": f"{exercise.programme} → {exercise.competency}",
        "answer": exercise.key.shown,
        "tolerance": french_number(tolerance, 4) if tolerance else "",
        "second_prompt": second.prompt if second else "",
        "second_answer": second.shown if second else "",
        "steps": list(exercise.steps),
        "mistakes": [
            {"value": french_number(mistake.value, 3), "hint": mistake.hint}
            for mistake in exercise.mistakes
        ],
        "criteria": list(exercise.criteria),
        "source": _source(exercise),
    }


def _source(exercise: Exercise) -> str:
    """Say which numbers are the order's own, and which were drawn for the exercise."""
    if exercise.kind is not ExerciseKind.NUMERIC:
        return f"Fiche {exercise.card_reference}"
    drawn = [name for name in exercise.params if name not in exercise.sources]
    if not exercise.sources:
        return "Nombres tirés au sort"
    told = f"Nombres de la fiche {exercise.card_reference}"
    return f"{told}, sauf {len(drawn)} tirés au sort" if drawn else told
