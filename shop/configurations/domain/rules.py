"""What stands in a law or a standard, and what the workshop asks beyond it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from shop.catalogue.domain import Dated, KeyHistory, check_value
from shop.fabrication.domain.strictness import Stricter, StrictRule
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

WEAKER = {
    Stricter.LESS: N_(
        "C’est moins strict que la règle : %(known)s au plus. Source : %(source)s. "
        "Choisissez %(known)s ou moins. Pour changer la règle, donnez le nouveau texte et sa "
        "date à la direction."
    ),
    Stricter.MORE: N_(
        "C’est moins strict que la règle : %(known)s au moins. Source : %(source)s. "
        "Choisissez %(known)s ou plus. Pour changer la règle, donnez le nouveau texte et sa "
        "date à la direction."
    ),
}
WEAKER_OF_DIRECTION = N_(
    "C’est moins strict que la règle : %(known)s. Source : %(source)s. Écrivez le nouveau "
    "texte qui le permet, avec sa date, ou gardez %(known)s."
)
PAST = {
    Stricter.LESS: N_(
        "Plus rien ne serait possible : l’autre limite est %(limit)s. Choisissez %(limit)s ou plus."
    ),
    Stricter.MORE: N_(
        "Plus rien ne serait possible : l’autre limite est %(limit)s. "
        "Choisissez %(limit)s ou moins."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopValue:
    """What the workshop asks from a day on; an empty `value` goes back to the rule."""

    key: str
    value: str
    valid_from: date
    source: str
    set_by: str
    set_at: datetime

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)


class StepKind(StrEnum):
    """TEXT: a law, a standard, the direction. ASKED: the workshop. BACK: it asks no more."""

    TEXT = "text"
    ASKED = "asked"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history of a rule."""

    valid_from: date
    written: str
    source: str
    set_by: str
    kind: StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule with the values of the texts and those of the workshop, oldest first."""

    rule: StrictRule
    texts: KeyHistory
    workshop: tuple[WorkshopValue, ...]

    def text_on(self, day: date) -> Dated:
        """Return what the law, the standard or the direction says that day."""
        return self.texts.current(day) or self.texts.values[0]

    def asked_on(self, day: date) -> WorkshopValue | None:
        """Return what the workshop asks that day, whether or not it is the stricter."""
        return workshop_value_on(self.workshop, day)

    def held_on(self, day: date) -> Dated:
        """Return what is held that day: the stricter of the two."""
        return stricter_of(self.rule, self.text_on(day), self.asked_on(day))

    def coming(self, day: date) -> tuple[Dated, ...]:
        """Return what will be held from the days on which something changes."""
        starts = {one.valid_from for one in self.texts.values}
        starts |= {one.valid_from for one in self.workshop}
        return tuple(self.held_on(start) for start in sorted(starts) if start > day)

    def is_stricter_on(self, day: date) -> bool:
        """Tell whether the workshop asks more than the rule that day."""
        return self.held_on(day) is not self.text_on(day)

    def days_asked(self, today: date) -> tuple[date, ...]:
        """Return today and the days planned on which the workshop asks something."""
        days = {today, *(one.valid_from for one in self.workshop if one.valid_from > today)}
        return tuple(day for day in sorted(days) if self.asked_on(day) is not None)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return all that was said of it, the latest day first."""
        texts = (
            Step(one.valid_from, one.written, one.source, one.set_by, StepKind.TEXT)
            for one in self.texts.values
        )
        asked = (
            Step(
                one.valid_from,
                one.value.replace(".", ","),
                one.source,
                one.set_by,
                StepKind.ASKED if one.value else StepKind.BACK,
            )
            for one in self.workshop
        )
        return tuple(sorted((*texts, *asked), key=lambda one: one.valid_from))[::-1]

    def check(self, typed: str, day: date) -> str:
        """Return the number typed, no less strict than what the rule says that day."""
        known = self.text_on(day)
        value = check_value(known.value, typed)
        if not self.rule.is_as_strict(Decimal(value), Decimal(known.value)):
            raise Refusal(
                WEAKER[self.rule.stricter],
                field="value",
                known=known.written,
                source=known.source,
            )
        return value

    def check_limit(self, value: str, limit: Dated | None) -> None:
        """Refuse a value past the limit on the other side: nothing could be made any more."""
        if limit is not None and not self.rule.is_as_strict(Decimal(limit.value), Decimal(value)):
            raise Refusal(PAST[self.rule.stricter], field="value", limit=limit.written)


def workshop_value_on(values: Iterable[WorkshopValue], day: date) -> WorkshopValue | None:
    """Return the latest that has begun; None when it was taken back, or nothing was asked."""
    begun = [one for one in values if one.valid_from <= day]
    return begun[-1] if begun and begun[-1].value else None


def stricter_of(rule: StrictRule, text: Dated, asked: WorkshopValue | None) -> Dated:
    """Return the stricter of the rule and what the workshop asks; the rule when they are equal."""
    if asked is None or rule.is_as_strict(Decimal(text.value), asked.number):
        return text
    return Dated(
        rule.key, asked.value, text.unit, asked.valid_from, asked.source, set_by=asked.set_by
    )


def refuse_weaker_of_same_text(rule: StrictRule, known: Dated, value: str, source: str) -> None:
    """Refuse to loosen a rule without a new text to rest on."""
    is_weaker = not rule.is_as_strict(Decimal(value), Decimal(known.value))
    if is_weaker and source.strip().casefold() == known.source.strip().casefold():
        raise Refusal(WEAKER_OF_DIRECTION, field="source", known=known.written, source=known.source)


def with_stricter_values(
    texts: Iterable[Dated],
    workshop: Mapping[str, tuple[WorkshopValue, ...]],
    rules: Mapping[str, StrictRule],
    day: date,
) -> list[Dated]:
    """Return the values in force with those of the workshop where they ask more."""
    return [
        stricter_of(rules[text.key], text, workshop_value_on(workshop[text.key], day))
        if text.key in workshop and text.key in rules
        else text
        for text in texts
    ]
