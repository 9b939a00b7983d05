"""Time cut in cells of 15 minutes, the same length on the days the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

from shop.kernel.clock import at_paris, in_paris, require_aware

CELL_MINUTES = 15
CELL = timedelta(minutes=CELL_MINUTES)


def is_cell_start(instant: datetime) -> bool:
    """Tell whether an instant begins a cell."""
    utc = require_aware(instant)
    return utc.minute % CELL_MINUTES == 0 and not utc.second and not utc.microsecond


def count_cells(minutes: int) -> int:
    """Return how many cells cover this many minutes."""
    return -(-minutes // CELL_MINUTES)


def cells_from(starts_at: datetime, minutes: int) -> tuple[datetime, ...]:
    """List the starts (UTC) of the cells that cover a duration from an instant."""
    start = require_aware(starts_at)
    return tuple(start + CELL * n for n in range(count_cells(minutes)))


def cells_between(day: date, opens: time, closes: time) -> tuple[datetime, ...]:
    """List the cells wholly inside wall-clock hours of a day at the school, in UTC.

    A closing time of 00:00 means midnight at the end of the day. Hours that a clock change
    skips give no cell; hours it repeats give theirs twice.
    """
    end_day = day + timedelta(days=1) if closes == time(0) else day
    start, end = at_paris(day, opens), at_paris(end_day, closes)
    return tuple(start + CELL * n for n in range(max(0, (end - start) // CELL)))


def paris_time(instant: datetime) -> str:
    """Write the wall-clock time of an instant at the school, `14:30`."""
    return f"{in_paris(instant):%H:%M}"


def next_cell(instant: datetime) -> datetime:
    """Return the first cell start at or after an instant."""
    seconds = int(CELL.total_seconds())
    stamp = require_aware(instant).timestamp()
    return datetime.fromtimestamp(-(-stamp // seconds) * seconds, UTC)
