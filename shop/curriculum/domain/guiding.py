"""Guiding questions: the six steps of the complete action, asked for each family of product."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from shop.curriculum.domain.sources import read_table

GENERIC = "generic"


class ActionStep(StrEnum):
    """The six steps of the Leittext method, in order."""

    INFORM = "inform"
    PLAN = "plan"
    DECIDE = "decide"
    MAKE = "make"
    CHECK = "check"
    REVIEW = "review"

    @property
    def label(self) -> str:
        """Return the French name shown to students."""
        return _labels()[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidingQuestion:
    """A question asked before or after making, with the place where the answer is found."""

    step: ActionStep
    question: str
    where: str


def guiding_questions(family: str) -> tuple[GuidingQuestion, ...]:
    """Return the questions of a family (gate, guardrail, tyre…), else the generic ones."""
    families = read_table("guiding_questions")["families"]
    return tuple(
        GuidingQuestion(step=ActionStep(row["step"]), question=row["question"], where=row["where"])
        for row in families.get(family, families[GENERIC])
    )


@cache
def _labels() -> Mapping[ActionStep, str]:
    return {
        ActionStep(row["code"]): row["label"] for row in read_table("guiding_questions")["steps"]
    }
