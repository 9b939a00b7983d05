"""What every page shows of the school: its name, telephone, hours and address."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from babel.dates import format_date
from flask import Flask, g, has_request_context
from flask_babel import gettext as _

from shop.kernel.actor import Section
from shop.school.domain.hours import DayHours, Span, group_days
from shop.school.queries import find_identity, find_identity_stamp, list_opening_hours
from shop.web.filters import write_clock
from shop.web.language import current_language
from shop.web.navigation import SchoolCard
from shop.web.scope import session

A_MONDAY = date(2026, 11, 16)
_known: dict[tuple[str, str], SchoolCard] = {}


def register(app: Flask) -> None:
    """Put the card of the school into every page, and the names of its workshops and days."""
    app.jinja_env.globals.update(section_name=section_name, day_name=day_name)
    nameless = app.extensions["school_loader"]

    def load() -> SchoolCard:
        if not has_request_context():  # a worker's context outlives many edits
            return _load_card() or nameless()
        if "school_card" not in g:
            g.school_card = _load_card() or nameless()
        card: SchoolCard = g.school_card
        return card

    app.extensions["school_loader"] = load


def _load_card() -> SchoolCard | None:
    """Return the card of this language: from memory while the mark in the database is the same."""
    stamp = find_identity_stamp(session())
    if stamp is None:
        return None
    key = (stamp, current_language())
    if key not in _known:
        for old in [known for known in _known if known[0] != stamp]:
            del _known[old]
        card = _read_card()
        if card is None:
            return None
        _known[key] = card
    return _known[key]


def _read_card() -> SchoolCard | None:
    identity = find_identity(session())
    if identity is None:
        return None
    return SchoolCard(
        name=identity.brand,
        phone=identity.phone,
        email=identity.email,
        hours=write_hours(list_opening_hours(session())),
        address=identity.address_lines,
    )


def write_hours(hours: Sequence[DayHours]) -> list[str]:
    """Write opening hours as lines: `Lundi à vendredi : 8 h – 12 h, 13 h 30 – 17 h`."""
    lines: list[str] = []
    for section, days in groupby(hours, key=lambda day: day.section):
        written = [
            _(
                "%(days)s : %(spans)s",
                days=_days(group.first, group.last),
                spans=_spans(group.spans),
            )
            for group in group_days(days)
        ]
        lines.extend(f"{section_name(section)}, {line}" if section else line for line in written)
    return [line[:1].upper() + line[1:] for line in lines]


def section_name(section: Section | None) -> str:
    """Return the name of a workshop, or of the reception."""
    if section is None:
        return str(_("Accueil"))
    return str(_("Métallerie") if section is Section.METALWORK else _("Pneus et Services"))


def day_name(weekday: int) -> str:
    """Return the name of a weekday, 0 being Monday."""
    locale = "en_GB" if current_language() == "en" else "fr_FR"
    return str(format_date(A_MONDAY + timedelta(days=weekday), "EEEE", locale=locale))


def _days(first: int, last: int) -> str:
    if first == last:
        return day_name(first)
    ends = {"first": day_name(first), "last": day_name(last)}
    if last == first + 1:
        return str(_("%(first)s et %(last)s", **ends))
    return str(_("%(first)s à %(last)s", **ends))


def _spans(spans: Sequence[Span]) -> str:
    return ", ".join(f"{write_clock(span.opens)} – {write_clock(span.closes)}" for span in spans)
