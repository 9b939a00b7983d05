"""Writes an appointment as a calendar file (RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from shop.kernel.clock import require_aware

PRODUCT = "-//Etabli//Rendez-vous//FR"
LONGEST_LINE_OCTETS = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """What a calendar shows of an appointment. `uid` stays the same when it moves."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str = ""
    place: str = ""
    address: str = ""
    remind_hours_before: int = 24
    revision: int = 0
    is_cancelled: bool = False


def write_calendar_file(event: CalendarEvent, *, made_at: datetime) -> str:
    """Return the text of an `.ics` file, times in UTC, lines folded at 75 octets."""
    method = "CANCEL" if event.is_cancelled else "PUBLISH"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        *_event_lines(event, made_at),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line))


def _event_lines(event: CalendarEvent, made_at: datetime) -> list[str]:
    optional = {
        "DESCRIPTION": event.description,
        "LOCATION": event.place,
    }
    return [
        "BEGIN:VEVENT",
        f"UID:{_escape(event.uid)}",
        f"SEQUENCE:{event.revision}",
        f"DTSTAMP:{_utc(made_at)}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"SUMMARY:{_escape(event.title)}",
        *(f"{name}:{_escape(text)}" for name, text in optional.items() if text),
        *([f"URL:{event.address}"] if event.address else []),
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        *_alarm_lines(event),
        "END:VEVENT",
    ]


def _alarm_lines(event: CalendarEvent) -> list[str]:
    if event.is_cancelled or not event.remind_hours_before:
        return []
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-PT{event.remind_hours_before}H",
        f"DESCRIPTION:{_escape(event.title)}",
        "END:VALARM",
    ]


def _utc(instant: datetime) -> str:
    return f"{require_aware(instant).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escape(text: str) -> str:
    """Escape a text value; line ends of any kind become `\\n`, other controls vanish."""
    plain = "\n".join(text.splitlines())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    escaped = plain.replace("\n", "\\n")
    return "".join(c for c in escaped if c.isprintable())


def _fold(line: str) -> list[str]:
    """Cut a line so that no part is over 75 octets, never inside a character."""
    parts, current, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE_OCTETS:
            parts.append(current)
            current, size = " ", 1
        current, size = current + character, size + octets
    return [*parts, current]
