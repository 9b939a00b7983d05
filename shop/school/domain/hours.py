"""Opening hours: spans of a day, typed and written as people do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from shop.kernel.actor import Section
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

WEEKDAYS = range(7)
MOST_SPANS = 3
_TIME = r"(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?"
_SPAN = re.compile(rf"^{_TIME}\s*(?:[-–—]|à|to)\s*{_TIME}$")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From an opening to a closing, on the clock of the school."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class DayHours:
    """The spans of one weekday (0 is Monday); `section` is None for the reception."""

    section: Section | None
    weekday: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DayGroup:
    """Days that follow one another with the same hours."""

    first: int
    last: int
    spans: tuple[Span, ...]


def read_spans(typed: str) -> tuple[Span, ...]:
    """Read `8 h – 12 h, 13 h 30 – 17 h` or `8:00-12:00 / 13:30-17:00`; nothing means closed."""
    parts = [part.strip() for part in re.split(r"[,;/]|\bet\b", typed.lower()) if part.strip()]
    spans = tuple(_read_span(part) for part in parts)
    if len(spans) > MOST_SPANS:
        raise Refusal(N_("Donnez trois plages au plus pour une journée."))
    if any(later.opens < earlier.closes for earlier, later in pairwise(spans)):
        raise Refusal(N_("Les plages d’une journée se suivent sans se recouvrir."))
    return spans


def write_spans(spans: Iterable[Span]) -> str:
    """Write spans the way `read_spans` reads them, for a field to edit."""
    return ", ".join(f"{_write_time(span.opens)} – {_write_time(span.closes)}" for span in spans)


def group_days(hours: Iterable[DayHours]) -> list[DayGroup]:
    """Join the days of one section that follow one another with the same hours."""
    groups: list[DayGroup] = []
    for day in sorted(hours, key=lambda found: found.weekday):
        last = groups[-1] if groups else None
        if last and last.spans == day.spans and last.last == day.weekday - 1:
            groups[-1] = DayGroup(last.first, day.weekday, day.spans)
        elif day.spans:
            groups.append(DayGroup(day.weekday, day.weekday, day.spans))
    return groups


def _read_span(part: str) -> Span:
    found = _SPAN.match(part)
    if found is None:
        raise Refusal(N_("Écrivez des heures comme « 8 h – 12 h, 13 h 30 – 17 h »."))
    opens = _read_time(found.group(1), found.group(2))
    closes = _read_time(found.group(3), found.group(4))
    if closes <= opens:
        raise Refusal(N_("L’heure de fermeture vient après l’heure d’ouverture."))
    return Span(opens, closes)


def _read_time(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise Refusal(N_("Une heure va de 0 h à 23 h 59.")) from None


def _write_time(moment: time) -> str:
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"
