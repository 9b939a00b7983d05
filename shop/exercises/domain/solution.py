"""Writing the numbers of an exercise: answers as asked, solved steps, steps left open."""

import re
from collections.abc import Mapping
from typing import Any

from shop.curriculum.domain.french import french_number
from shop.curriculum.domain.placeholders import fill, shape_number
from shop.exercises.domain.formulas.formula import Formula
from shop.exercises.domain.templates import ExerciseTemplate

BLANK = "……"
_EQUALS = re.compile(r"= (?=\{(?P<name>\w+)(?::(?P<shape>\w+|€))?\})")


def show_answer(template: ExerciseTemplate, value: float) -> str:
    """Write an answer as the question asks for it: rounded, with cents for money."""
    if template.shape is not None:
        return shape_number(value, template.shape)
    if template.unit == "€":
        return shape_number(value, "€")
    return french_number(value, template.decimals)


def show_with_unit(template: ExerciseTemplate, value: float) -> str:
    """Write an answer with its unit: « 109,8 mm », « 23° », « 2024 »."""
    gap = "" if template.unit == "°" else " "
    shown = show_answer(template, value)
    return fill("{answer}{gap}{unit}", {"answer": shown, "gap": gap, "unit": template.unit}).strip()


def facts_of(
    template: ExerciseTemplate, formula: Formula, values: Mapping[str, Any], answer: float
) -> dict[str, float | str]:
    """Return what fills the texts of one exercise: its values, its parts, its answer as shown."""
    parts = {name: float(part(values)) for name, part in formula.parts.items()}
    return {**values, **parts, "answer": show_answer(template, answer)}


def solved_steps(
    template: ExerciseTemplate, facts: Mapping[str, float | str], answer: float
) -> tuple[str, ...]:
    """Return the steps with their results; « ≈ » where a result is shown rounded."""
    return tuple(_glued(fill(_say_rounded(step, facts, answer), facts)) for step in template.steps)


def open_steps(
    template: ExerciseTemplate, formula: Formula, facts: Mapping[str, float | str]
) -> tuple[str, ...]:
    """Return the steps with the numbers of the question and every result left blank."""
    blanks = {**facts, **dict.fromkeys(formula.parts, BLANK), "answer": BLANK}
    return tuple(_glued(fill(step, blanks)) for step in template.steps)


def _glued(step: str) -> str:
    """Keep a result on the line of its equals sign."""
    for glue in ("=", "≈", BLANK):
        step = step.replace(f"{glue} ", f"{glue}\u00a0")
    return step


def _say_rounded(step: str, facts: Mapping[str, float | str], answer: float) -> str:
    def sign(match: re.Match[str]) -> str:
        name, shape = match["name"], match["shape"]
        exact = answer if name == "answer" else facts[name]
        if isinstance(exact, str):
            return match[0]
        shown = str(facts[name]) if name == "answer" else shape_number(exact, shape)
        read = float(shown.replace("\u00a0", "").replace(",", ".").replace("−", "-"))
        return match[0] if abs(read - exact) <= 1e-9 * max(1.0, abs(exact)) else "≈ "

    return _EQUALS.sub(sign, step)
