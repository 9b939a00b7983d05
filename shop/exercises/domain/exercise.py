"""An exercise: one template filled with one card's numbers, its key, its help, its twin."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shop.exercises.domain.templates import ExerciseKind
from shop.fabrication.domain.codec import Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Data):
    """Something to tick, to order or to match; `key` is what the answer key names."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondQuestion(Data):
    """A second question and the key of its right choice."""

    prompt: str
    choices: tuple[Choice, ...]
    key: str

    @property
    def shown(self) -> str:
        """Return the label of the right choice, for the answer key."""
        return next(choice.label for choice in self.choices if choice.key == self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMistake(Data):
    """A named mistake whose number cannot be taken for the right one."""

    name: str
    value: float
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTable(Data):
    """A table of the trade to read on the sheet; `rows` are pairs of texts."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortQuestion(Data):
    """A question on the card itself, with its answer in full."""

    prompt: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin(Data):
    """The same exercise with other numbers, solved: what a student is shown, never the order's."""

    prompt: str
    steps: tuple[str, ...]
    answer: str
    second: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKey(Data):
    """The right answer. `shown` is its text; `sequence` the keys in order, ticked or matched."""

    shown: str
    value: float | None = None
    tolerance: float = 0.0
    sequence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise(Data):
    """One item of a sheet, complete in itself: it can be stored and marked years later.

    `sources` names, for each parameter taken from the card, the number it came from.
    `steps` is the solution, `open_steps` the same with its results left blank.
    """

    template_id: str
    kind: ExerciseKind
    title: str
    prompt: str
    level: int
    skill: str
    programme: str
    competency: str
    hint: str
    card_reference: str
    key: AnswerKey
    control: bool = False
    unit: str = ""
    unit_tested: bool = False
    rounding: str = ""
    params: Mapping[str, float | str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    second: SecondQuestion | None = None
    mistakes: tuple[KeptMistake, ...] = ()
    steps: tuple[str, ...] = ()
    open_steps: tuple[str, ...] = ()
    twin: Twin | None = None
    tables: tuple[HelpTable, ...] = ()
    choices: tuple[Choice, ...] = ()
    prompts: tuple[ShortQuestion, ...] = ()
    criteria: tuple[str, ...] = ()
    starters: tuple[str, ...] = ()
    topic: str = ""
    sentence: str = ""

    @property
    def is_from_the_card(self) -> bool:
        """Tell whether at least one number or word comes from the order."""
        return bool(self.sources)
