"""Instants in UTC, days and slots in the school's time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def require_aware(instant: datetime) -> datetime:
    """Return the instant in UTC; ValueError when it carries no time zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC)


def in_paris(instant: datetime) -> datetime:
    """Return the same instant on the clock of the school."""
    return require_aware(instant).astimezone(PARIS)


def paris_day(instant: datetime) -> date:
    """Return the day it is at the school at this instant."""
    return in_paris(instant).date()


def at_paris(day: date, at: time) -> datetime:
    """Return the UTC instant of a wall-clock time at the school."""
    return datetime.combine(day, at, tzinfo=PARIS).astimezone(UTC)


def monday_of(day: date) -> date:
    """Return the Monday that opens the week of a day."""
    return day - timedelta(days=day.weekday())
