"""Measures against their tolerance, and what an adult decides when one is out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from shop.jobs.domain.content import CardCheck
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.tyres.domain.dates import (
    age_in_years,
    first_day,
    read_as_number,
    read_week,
    write_as_number,
)
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.marking import UnreadableMarking

YES, NO = Decimal(1), Decimal(0)
SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\t"))
ILLEGIBLE_WORD = "illisible"
ILLEGIBLE_WORDS = frozenset({ILLEGIBLE_WORD, "illegible", "?"})
LARGEST_MEASURE = Decimal(1_000_000)
LONGEST_WORDS = 80
POINT_SIGN = ";"


class Decision(StrEnum):
    """What to do with a part out of tolerance; only an accepted one leaves as it is."""

    REPAIR = "repair"
    REMAKE = "remake"
    ACCEPT = "accept"


class CheckStatus(StrEnum):
    """Where a check stands; MISSING, OUT and REDO keep the work from leaving."""

    MISSING = "missing"
    GOOD = "good"
    OUT = "out"
    REDO = "redo"
    ACCEPTED = "accepted"
    OPTIONAL = "optional"

    @property
    def lets_leave(self) -> bool:
        return self in (CheckStatus.GOOD, CheckStatus.ACCEPTED, CheckStatus.OPTIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementFact:
    """The last measure of a check, its day, and the decision taken on it, if any."""

    value: Decimal
    decision: Decision | None = None
    taken_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed, understood: the value that counts, and the words it does not say.

    `words` are the measures of the points, `6,2;5,8;6`, or the marking as read on the tyre.
    """

    value: Decimal
    words: str = ""


def read_entry(typed: str, check: CardCheck) -> Entry:
    """Read what was typed for a check, refused in a sentence when it makes no sense."""
    if check.is_marking:
        return _read_marking(typed)
    if not check.points:
        return Entry(read_measure(typed, check))
    values = [read_measure(one, check) for one in typed.split(POINT_SIGN) if one.strip()]
    if len(values) != len(check.points):
        raise Refusal(
            N_("Mesure chaque point : il faut %(count)s nombres."),
            field="value",
            count=len(check.points),
        )
    return Entry(min(values), write_points(values))


def write_points(values: Iterable[Decimal]) -> str:
    """Return the measures of the points as they are kept."""
    return POINT_SIGN.join(f"{value}" for value in values)


def read_points(words: str) -> tuple[Decimal, ...]:
    """Return the measures that `write_points` wrote."""
    return tuple(Decimal(one) for one in words.split(POINT_SIGN) if one)


def _read_marking(typed: str) -> Entry:
    """Read make and size; what cannot be read on the tyre is kept for an adult to decide."""
    text = " ".join(typed.split())
    if text.lower() in ILLEGIBLE_WORDS:
        return Entry(NO)
    if len(text) > LONGEST_WORDS:
        raise Refusal(N_("C’est trop long : écris la marque et la dimension."), field="value")
    read = decode_marking(text)
    if isinstance(read, UnreadableMarking):
        raise Refusal(read.message, field="value", **read.params)
    return Entry(YES, text)


def read_measure(typed: str, check: CardCheck) -> Decimal:
    """Read a measure typed with a comma or a point, its unit allowed; yes and no as 1 and 0."""
    text = typed.translate(SPACES).strip().lower().replace("−", "-")
    if not check.is_measured:
        return _read_answer(text)
    if check.is_week:
        return _read_week(text.removeprefix(check.unit.lower()))
    text = text.removesuffix(check.unit.lower().replace(" ", ""))
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Refusal(N_("Écris un nombre, par exemple 1719 ou 2,5."), field="value") from None
    if not value.is_finite() or abs(value) > LARGEST_MEASURE:
        raise Refusal(N_("Ce nombre est trop grand. Mesure encore une fois."), field="value")
    if value < 0 and (check.lowest is None or check.lowest >= 0):
        raise Refusal(
            N_("Une mesure n’est pas plus petite que zéro. Mesure encore une fois."), field="value"
        )
    return value


def _read_week(text: str) -> Decimal:
    if text in ILLEGIBLE_WORDS:
        return Decimal(write_as_number(None))
    made = read_week(text)
    if made is None:
        raise Refusal(
            N_(
                "Écris les derniers chiffres du DOT, par exemple 2324 : semaine 23 de 2024. "
                "Si on ne peut pas les lire, touche « Illisible »."
            ),
            field="value",
        )
    return Decimal(write_as_number(made))


def _read_answer(text: str) -> Decimal:
    if text in ("1", "oui", "yes"):
        return YES
    if text in ("0", "non", "no"):
        return NO
    raise Refusal(N_("Réponds par oui ou par non."), field="value")


def is_good(check: CardCheck, value: Decimal, day: date | None = None) -> bool:
    """Tell whether a measure lies within its bounds, both included; `day` is when it was taken,
    and tells the age of a tyre."""
    if not check.is_measured:
        return value == YES
    if check.is_noted:
        return True
    above = check.lowest is None or value >= check.lowest
    within = above and (check.highest is None or value <= check.highest)
    return within and (not check.is_week or _is_good_week(check, value, day))


def _is_good_week(check: CardCheck, value: Decimal, day: date | None) -> bool:
    """Refuse a week to come, and a tyre that reached its last age."""
    made = read_as_number(int(value))
    if made is None or made.year is None:
        return False
    if day is None:
        return True
    is_made = first_day(made.week, made.year) <= day
    age = age_in_years(made.week, made.year, day)
    return is_made and (check.oldest_years is None or age < check.oldest_years)


def check_status(check: CardCheck, last: MeasurementFact | None) -> CheckStatus:
    """Return where a check stands; a decision to repair or remake asks for a new measure."""
    if last is None:
        return CheckStatus.OPTIONAL if check.is_optional else CheckStatus.MISSING
    if is_good(check, last.value, last.taken_on):
        return CheckStatus.GOOD
    if last.decision is Decision.ACCEPT:
        return CheckStatus.ACCEPTED
    return CheckStatus.REDO if last.decision else CheckStatus.OUT


def refuse_check_without_bounds(check: CardCheck) -> None:
    """Refuse a measure whose good values nobody has looked up yet."""
    if check.is_measured and not check.has_bounds:
        raise Refusal(
            N_("Demande la valeur au professeur : il la lit dans la documentation du véhicule."),
            field="value",
        )


def checks_in_the_way(statuses: Iterable[CheckStatus]) -> bool:
    """Tell whether any check keeps the work from leaving."""
    return any(not status.lets_leave for status in statuses)
