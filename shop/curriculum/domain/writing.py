"""Writing rules of a card for weak readers: advice for the teacher, only safety blocks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shop.curriculum.domain.french import sentences, word_count
from shop.curriculum.domain.operations import ReadingLevel, find_operation_guide
from shop.kernel.text import N_

MOST_WORDS = {
    ReadingLevel.PICTURES: 6,
    ReadingLevel.SENTENCES: 12,
    ReadingLevel.WORKSHOP: 25,
}
MOST_STEPS = 7

_BARE_NUMBER = re.compile(
    r"\d(?:[\d\u00a0 ]*\d)?(?:,\d+)?(?![\d,])\s*(?P<next>[^\s.,;:!?]+)?", re.UNICODE
)
_NEGATION = re.compile(r"\b(?:ne|n’)\s*\w+\s+(?:pas|plus|jamais)\b", re.IGNORECASE)


class Weight(StrEnum):
    ADVICE = "advice"
    BLOCKING = "blocking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark on a text; `text` quotes the sentence it is about."""

    message: str
    text: str
    weight: Weight = Weight.ADVICE


def review_text(text: str, level: ReadingLevel = ReadingLevel.SENTENCES) -> tuple[Remark, ...]:
    """Return what makes a text hard to read: long sentences, brackets, bare numbers, negations."""
    remarks: list[Remark] = []
    for sentence in sentences(text):
        if word_count(sentence) > MOST_WORDS[level]:
            remarks.append(Remark(message=N_("Phrase longue : coupez-la en deux."), text=sentence))
        if "(" in sentence:
            remarks.append(
                Remark(message=N_("Parenthèse : faites une phrase à part."), text=sentence)
            )
        if _NEGATION.search(sentence):
            remarks.append(
                Remark(message=N_("Négation : dites plutôt ce qu’il faut faire."), text=sentence)
            )
        if _has_bare_number(sentence):
            remarks.append(Remark(message=N_("Nombre sans unité."), text=sentence))
    return tuple(remarks)


def review_steps(steps: Sequence[str]) -> tuple[Remark, ...]:
    """Return a remark when one page holds more steps than a reader keeps in mind."""
    if len(steps) <= MOST_STEPS:
        return ()
    return (
        Remark(message=N_("Plus de 7 étapes sur la page : faites deux pages."), text=steps[-1]),
    )


def review_safety(code: str, protection: Iterable[str]) -> tuple[Remark, ...]:
    """Block an operation whose card forgets a protection its guide asks for."""
    guide = find_operation_guide(code)
    if guide is None:
        return ()
    shown = frozenset(protection)
    return tuple(
        Remark(
            message=N_("Protection oubliée : ajoutez-la avant de publier."),
            text=sign.label,
            weight=Weight.BLOCKING,
        )
        for sign in guide.protection
        if sign.code not in shown
    )


def _has_bare_number(sentence: str) -> bool:
    return any(match["next"] is None for match in _BARE_NUMBER.finditer(sentence))
