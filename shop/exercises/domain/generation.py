"""Making exercises with a number to find: bind, check for clashes, solve, find a twin."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from shop.curriculum.domain.placeholders import fill
from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.exercise import (
    AnswerKey,
    Choice,
    Exercise,
    KeptMistake,
    SecondQuestion,
    Twin,
)
from shop.exercises.domain.formulas.formula import Formula
from shop.exercises.domain.formulas.registry import FORMULAS
from shop.exercises.domain.help_tables import help_tables
from shop.exercises.domain.solution import facts_of, open_steps, show_with_unit, solved_steps
from shop.exercises.domain.templates import ExerciseTemplate, Value

DRAWS = 80
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Numbers:
    """One set of values a template accepts, with what follows from it."""

    values: Mapping[str, Value]
    sources: Mapping[str, str]
    answer: float
    mistakes: tuple[tuple[str, float], ...]


def seeded(seed: int, *names: object) -> Random:
    """Return a source of chance that gives the same draws for the same names, everywhere."""
    return Random(":".join(map(str, (seed, *names))))  # noqa: S311 - exercises, not secrets


def make_numeric(template: ExerciseTemplate, card: CardForExercises, seed: int) -> Exercise | None:
    """Make the exercise of this template for this card, or None when the card cannot bear it.

    The same card and seed give the same exercise. None means that no number of the card enters
    the template, or that the card's own numbers make the question degenerate.
    """
    formula = FORMULAS[template.id]
    if not all(card.known.get(name) for name in template.requires):
        return None
    bound = _bound(template, card)
    if not bound and any(p.sources or p.word for p in template.parameters):
        return None
    numbers = _choose(template, formula, seeded(seed, template.id, card.reference), bound)
    if numbers is None:
        return None
    return _exercise(template, formula, card, numbers, _twin(template, formula, numbers, seed))


def solve(template: ExerciseTemplate, values: Mapping[str, Any]) -> Numbers | None:
    """Compute the answer and the mistakes worth naming, or None when the values are refused.

    A mistake is dropped when its band of tolerance touches that of the right answer, or of an
    earlier mistake: one number, one hint.
    """
    formula = FORMULAS[template.id]
    if not formula.allows(values):
        return None
    answer = float(formula.answer(values))
    if not math.isfinite(answer):
        return None
    kept: list[tuple[str, float]] = []
    for name, calculation in formula.mistakes.items():
        value = float(calculation(values))
        others = [answer, *(found for _, found in kept)]
        if all(abs(value - other) > 2 * template.tolerance + NOISE for other in others):
            kept.append((name, value))
    return Numbers(values=values, sources={}, answer=answer, mistakes=tuple(kept))


def _bound(template: ExerciseTemplate, card: CardForExercises) -> dict[str, tuple[Value, str]]:
    found = ((p.name, p.bind(card)) for p in template.parameters)
    return {name: value for name, value in found if value is not None}


def _choose(
    template: ExerciseTemplate,
    formula: Formula,
    rng: Random,
    bound: Mapping[str, tuple[Value, str]],
) -> Numbers | None:
    """Draw what the card does not say until no mistake clashes, else keep the best draw."""
    best: Numbers | None = None
    for _ in range(DRAWS):
        values: dict[str, Value] = {}
        for parameter in template.parameters:
            known = bound.get(parameter.name)
            values[parameter.name] = known[0] if known else parameter.draw(rng, values)
        found = solve(template, values)
        if found is None:
            continue
        if best is None or len(found.mistakes) > len(best.mistakes):
            best = found
        if len(best.mistakes) == len(formula.mistakes):
            break
    if best is None:
        return None
    sources = {name: source for name, (_, source) in bound.items()}
    return Numbers(values=best.values, sources=sources, answer=best.answer, mistakes=best.mistakes)


def _twin(template: ExerciseTemplate, formula: Formula, numbers: Numbers, seed: int) -> Twin | None:
    """Solve the same question with other numbers and another answer."""
    for attempt in range(DRAWS):
        rng = seeded(seed, template.id, "twin", attempt)
        other = _choose(template, formula, rng, {})
        if other and abs(other.answer - numbers.answer) > template.tolerance + NOISE:
            facts = facts_of(template, formula, other.values, other.answer)
            second = _second(template, formula, other.values)
            return Twin(
                prompt=fill(template.prompt, facts),
                steps=solved_steps(template, facts, other.answer),
                answer=show_with_unit(template, other.answer),
                second=second.shown if second else "",
            )
    return None


def _exercise(
    template: ExerciseTemplate,
    formula: Formula,
    card: CardForExercises,
    numbers: Numbers,
    twin: Twin | None,
) -> Exercise:
    facts = facts_of(template, formula, numbers.values, numbers.answer)
    hints = {mistake.name: mistake.hint for mistake in template.mistakes}
    return Exercise(
        template_id=template.id,
        kind=template.kind,
        title=template.title,
        prompt=fill(template.prompt, facts),
        level=template.level,
        skill=template.skill,
        programme=template.programme,
        competency=template.competency,
        control=template.control,
        hint=fill(template.hint, facts),
        card_reference=card.reference,
        unit=template.unit,
        unit_tested=template.unit_tested,
        rounding=template.rounding,
        params=numbers.values,
        sources=numbers.sources,
        key=AnswerKey(
            shown=show_with_unit(template, numbers.answer),
            value=numbers.answer,
            tolerance=template.tolerance,
        ),
        second=_second(template, formula, numbers.values),
        mistakes=tuple(
            KeptMistake(name=name, value=value, hint=fill(hints[name], facts))
            for name, value in numbers.mistakes
        ),
        steps=solved_steps(template, facts, numbers.answer),
        open_steps=open_steps(template, formula, facts),
        twin=twin,
        tables=help_tables(template.tables, numbers.values),
        topic=template.topic,
        sentence=fill(template.sentence, facts),
    )


def _second(
    template: ExerciseTemplate, formula: Formula, values: Mapping[str, Any]
) -> SecondQuestion | None:
    if template.second is None or formula.second is None:
        return None
    return SecondQuestion(
        prompt=template.second.prompt,
        choices=tuple(Choice(key=key, label=label) for key, label in template.second.choices),
        key=formula.second(values),
    )
