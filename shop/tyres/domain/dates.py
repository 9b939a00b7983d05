"""The DOT code: finds the week a tyre was made in, and tells its age."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shop.tyres.domain.limits import TyreLimits

ILLEGIBLE = 0
SURE_WEEKS = 52
COUNTED_DAYS = frozenset({3, 6})  # Thursday, Sunday: a year with 53 of them has 53 weeks
FIRST_FULL_YEAR = 2000  # the year has two figures since then, one before

_DOT = re.compile(r"\bDOT(?P<codes>[A-Z0-9]*(?:[ .:…-]+[A-Z0-9]+)*)")
_CODE = re.compile(r"[A-Z0-9]+")
_WEEK_AND_YEAR = re.compile(r"(?:0[1-9]|[1-4]\d|5[0-3])\d{1,2}")
_FOUR_FIGURES = re.compile(r"\d{4}\Z", re.ASCII)
_BEGINS_A_SIZE = re.compile(r" ?[/RZDB.-]")


@dataclass(frozen=True, slots=True)
class MadeOn:
    """The week on the side of a tyre; `year` is None for the codes of before 2000."""

    text: str
    week: int
    year: int | None


def take_wrong_date(text: str) -> tuple[str, str]:
    """Split off a DOT code whose last four figures are no week, such as `DOT 5423`, and return
    those figures; without any the text is left whole."""
    found = _DOT.search(text)
    if found is None:
        return text, ""
    for code in _CODE.finditer(found["codes"]):
        end = found.start("codes") + code.end()
        ends_in_figures = _FOUR_FIGURES.search(code.group())
        is_size = code.group().isdecimal() and len(code.group()) != 4
        if ends_in_figures and not is_size and not _BEGINS_A_SIZE.match(text, end):
            return _without(text, found.start(), end), code.group()[-4:]
    return text, ""


def take_date(text: str) -> tuple[str, MadeOn | None]:
    """Split the DOT code off a normalised text; without a date the text is left whole."""
    found = _DOT.search(text)
    if found is None:
        return text, None
    start = found.start("codes")
    codes = [(code.group(), start + code.end()) for code in _CODE.finditer(found["codes"])]
    for code, end in reversed(codes):
        if made := _read_full(code):
            return _without(text, found.start(), end), made
    if codes and (made := _read_old(*codes[-1], text)):
        return _without(text, found.start(), codes[-1][1]), made
    return text, None


def read_week(figures: str) -> MadeOn | None:
    """Read the last figures of a DOT code, week then year: four, or three before 2000.

    None when there is no such week.
    """
    if len(figures) == 4:
        return _read_full(figures)
    if len(figures) == 3 and _WEEK_AND_YEAR.fullmatch(figures):
        return MadeOn(figures, int(figures[:2]), None)
    return None


def has_week(week: int, year: int | None) -> bool:
    """Tell whether a year has this week: all have 52, some 53.

    Makers count whole weeks from Sunday (49 CFR 574.5) or weeks of ISO 8601, by their Thursday:
    what one of them counts exists.
    """
    if week <= SURE_WEEKS or year is None:
        return 1 <= week <= SURE_WEEKS + 1
    first_days = {date(year, 1, 1).weekday()}
    if isleap(year):
        first_days.add(date(year, 1, 2).weekday())
    return bool(first_days & COUNTED_DAYS)


def write_as_number(made: MadeOn | None) -> int:
    """Return a date of manufacture as one number: 2324, -238 before 2000, 0 when illegible.

    Only tyres since 2000 lie in the good values; an adult decides about the others.
    """
    if made is None:
        return ILLEGIBLE
    return int(made.text) if made.year else -int(made.text)


def read_as_number(number: int) -> MadeOn | None:
    """Return the date that `write_as_number` wrote, None when it was illegible."""
    if number == ILLEGIBLE:
        return None
    return read_week(f"{number:04d}" if number > 0 else f"{-number:03d}")


def _read_full(code: str) -> MadeOn | None:
    """Read the four figures that stand alone or end a code with letters: 2324, B9XX2324."""
    plant, figures = code[:-4], code[-4:]
    if len(figures) < 4 or not _WEEK_AND_YEAR.fullmatch(figures):
        return None
    if plant and not any(letter.isalpha() for letter in plant):
        return None  # a size written without signs, such as 2055516
    if not has_week(int(figures[:2]), FIRST_FULL_YEAR + int(figures[2:])):
        return None
    return MadeOn(figures, int(figures[:2]), FIRST_FULL_YEAR + int(figures[2:]))


def _read_old(code: str, end: int, text: str) -> MadeOn | None:
    if len(code) != 3 or not _WEEK_AND_YEAR.fullmatch(code) or _BEGINS_A_SIZE.match(text, end):
        return None
    return MadeOn(code, int(code[:2]), None)


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}".strip()


def first_day(week: int, year: int) -> date:
    """Return the first day of a week of manufacture, counted from the first of January."""
    return date(year, 1, 1) + timedelta(weeks=week - 1)


def age_in_years(week: int, year: int, day: date) -> int:
    """Return the whole years since a tyre was made; negative before that day."""
    made = first_day(week, year)
    return day.year - made.year - ((day.month, day.day) < (made.month, made.day))


class AgeAdvice(StrEnum):
    """What the age of a tyre calls for."""

    FUTURE = "future"
    FINE = "fine"
    CHECK = "check"
    REPLACE = "replace"


def advise_on_age(week: int, year: int, day: date, limits: TyreLimits) -> AgeAdvice:
    """Advise on a tyre by its date: looked at every year, then replaced, as the limits say."""
    if first_day(week, year) > day:
        return AgeAdvice.FUTURE
    age = age_in_years(week, year, day)
    if age >= limits.age_limit_years:
        return AgeAdvice.REPLACE
    return AgeAdvice.CHECK if age >= limits.age_check_years else AgeAdvice.FINE
