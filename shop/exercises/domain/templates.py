"""Exercise templates: data of the school, read once; the sums are code, looked up by id."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from shop.exercises.domain.cards import CardForExercises
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_

ANY_FAMILY = "any"
GENERIC_FAMILY = "generic"
KNOWN_FAMILIES = frozenset({"gate", "staircase", "shelving", "guardrail", "tyre"})

Value = float | str


class ExerciseKind(StrEnum):
    """How a student answers: a number, an order, ticks, pairs, short answers, a text."""

    NUMERIC = "numeric"
    ORDER = "order"
    MULTISELECT = "multiselect"
    MATCHING = "matching"
    READING = "reading"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of a prompt: taken from the card when it knows it, drawn otherwise.

    `scale` turns the card's unit into the prompt's (0.001 from mm to m). `near` draws around
    another parameter, as a measurement lies around its nominal.
    """

    name: str
    decimals: int
    sources: tuple[str, ...] = ()
    word: str = ""
    scale: float = 1.0
    choices: tuple[Value, ...] = ()
    interval: tuple[float, float, float] | None = None
    near: str = ""
    offsets: tuple[float, ...] = ()

    def bind(self, card: CardForExercises) -> tuple[Value, str] | None:
        """Return the card's value and the name it bears there, or None when it has none."""
        if self.word and card.words.get(self.word):
            return card.words[self.word], self.word
        known = card.known
        for source in self.sources:
            if known.get(source):
                return self._rounded(known[source] * self.scale), source
        return None

    def draw(self, rng: Random, values: Mapping[str, Any]) -> Value:
        """Return a value chosen by `rng`; `values` holds the parameters before this one."""
        if self.near:
            return self._rounded(values[self.near] + rng.choice(self.offsets))
        if self.choices:
            return rng.choice(self.choices)
        low, high, step = self.interval or (1, 1, 1)
        return self._rounded(low + step * rng.randint(0, round((high - low) / step)))

    def _rounded(self, value: float) -> float:
        return round(value, self.decimals) if self.decimals else float(round(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A mistake with a name, the hint it deserves; `expression` documents its sum."""

    name: str
    expression: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """A second question on the same numbers: (key, label) choices."""

    prompt: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseTemplate:
    """One template of exercise.

    `requires` names what the card must know for the question to make sense: a gate without a
    brace is not asked for its length. `level` is the difficulty, 1 to 3; `skill` is one of
    S-APP, ANA, REA, VAL, COM of the mathematics programme; `control` asks whether something
    conforms.
    """

    id: str
    kind: ExerciseKind
    families: tuple[str, ...]
    title: str
    level: int
    prompt: str
    programme: str
    competency: str
    skill: str
    hint: str
    control: bool = False
    parameters: tuple[Parameter, ...] = ()
    formula: str = ""
    expression: str = ""
    unit: str = ""
    unit_tested: bool = False
    tolerance: float = 0.0
    decimals: int = 0
    shape: str | None = None
    rounding: str = ""
    mistakes: tuple[Mistake, ...] = ()
    steps: tuple[str, ...] = ()
    second: Second | None = None
    topic: str = ""
    sentence: str = ""
    tables: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    starters: tuple[str, ...] = ()
    model: str = ""
    sample: Mapping[str, Any] | None = None

    def suits(self, family: str) -> bool:
        """Tell whether this template speaks of a family; unknown families count as generic."""
        wanted = family if family in KNOWN_FAMILIES else GENERIC_FAMILY
        return ANY_FAMILY in self.families or wanted in self.families


@cache
def _templates() -> Mapping[str, ExerciseTemplate]:
    text = resources.files("shop.exercises").joinpath("data", "templates.json").read_text("utf-8")
    rows = json.loads(text)["templates"]
    return {row["id"]: _template(row) for row in rows}


def list_templates(family: str | None = None) -> tuple[ExerciseTemplate, ...]:
    """Return every template, or those that suit a family."""
    return tuple(t for t in _templates().values() if family is None or t.suits(family))


def get_template(template_id: str) -> ExerciseTemplate:
    """Return one template by its id."""
    try:
        return _templates()[template_id]
    except KeyError:
        raise NotFound(N_("Ce modèle d’exercice n’existe pas.")) from None


_PLAIN = (
    *("id", "title", "level", "prompt", "programme", "competency", "skill", "hint", "control"),
    *("formula", "expression", "unit", "unit_tested", "tolerance", "decimals", "shape", "rounding"),
    *("topic", "sentence", "model", "sample"),
)


def _template(row: Mapping[str, Any]) -> ExerciseTemplate:
    return ExerciseTemplate(
        kind=ExerciseKind(row["kind"]),
        families=tuple(row["families"]),
        parameters=tuple(_parameter(*item) for item in row.get("params", {}).items()),
        mistakes=tuple(Mistake(**item) for item in row.get("mistakes", ())),
        steps=tuple(row.get("steps", ())),
        second=_second(row.get("second")),
        tables=tuple(row.get("tables", ())),
        requires=tuple(row.get("requires", ())),
        criteria=tuple(row.get("criteria", ())),
        starters=tuple(row.get("starters", ())),
        **{name: row[name] for name in _PLAIN if name in row},
    )


def _parameter(name: str, row: Mapping[str, Any]) -> Parameter:
    interval: Sequence[float] | None = row.get("range")
    return Parameter(
        name=name,
        decimals=row["decimals"],
        sources=tuple(row.get("sources", ())),
        word=row.get("word", ""),
        scale=row.get("scale", 1.0),
        choices=tuple(row.get("choices", ())),
        interval=(interval[0], interval[1], interval[2]) if interval else None,
        near=row.get("near", ""),
        offsets=tuple(row.get("offsets", ())),
    )


def _second(row: Mapping[str, Any] | None) -> Second | None:
    if row is None:
        return None
    return Second(
        prompt=row["prompt"], choices=tuple((key, label) for key, label in row["choices"])
    )
