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

YES, NO = Decimal(1), Decimal(0)
SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\t"))
ILLEGIBLE_WORD = "illisible"
ILLEGIBLE_WORDS = frozenset({ILLEGIBLE_WORD, "illegible", "?"})
LARGEST_MEASURE = Decimal(1_000_000)


class Decision(StrEnum):
    """What to do with a part out of tolerance; only an accepted one leaves as it is."""

    REPAIR = "repair"
    REMAKE = "remake"
    ACCEPT = "accept"


class CheckStatus(StrEnum):
    """Where a check stands; only GOOD and ACCEPTED let the work leave."""

    MISSING = "missing"
    GOOD = "good"
    OUT = "out"
    REDO = "redo"
    ACCEPTED = "accepted"

    @property
    def lets_leave(self) -> bool:
        return self in (CheckStatus.GOOD, CheckStatus.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementFact:
    """The last measure of a check, its day, and the decision taken on it, if any."""

    value: Decimal
    decision: Decision | None = None
    taken_on: date | None = None


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
        return CheckStatus.MISSING
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
