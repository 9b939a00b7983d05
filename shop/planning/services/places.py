"""Opens the places of the workshop: one counter for each kind of resource and cell."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope
from shop.kernel.clock import at_paris, paris_day
from shop.planning.domain.capacity import CellKey, capacities_of_day
from shop.planning.models import CapacityCell
from shop.planning.queries import list_resource_kinds
from shop.planning.timetable import read_timetable

ROWS_AT_ONCE = 500
DAYS_AHEAD = 75
OPEN_PLACES = "planning.open_places"


def ensure_cells(scope: Scope, first_day: date, last_day: date) -> int:
    """Make the counters of a range of days agree with calendar, sessions and resources.

    Returns how many were made or changed. What is already taken stays taken: a counter never
    goes below what it holds, so closing a day closes only its free places.
    """
    wanted = _wanted_capacities(scope, first_day, last_day)
    known = _known_capacities(scope, first_day, last_day)
    missing = {key: capacity for key, capacity in wanted.items() if key not in known}
    _insert(scope, missing)
    changed = {
        cell_id: wanted.get(key, 0)
        for key, (cell_id, capacity, used) in known.items()
        if capacity != max(wanted.get(key, 0), used)
    }
    for cell_id, capacity in sorted(changed.items()):
        _resize(scope, cell_id, capacity)
    return len(missing) + len(changed)


def open_coming_days(scope: Scope) -> int:
    """Open the places of the coming weeks, past the horizon of appointments; safe to repeat."""
    today = paris_day(scope.now)
    return ensure_cells(scope, today, today + timedelta(days=DAYS_AHEAD))


def _wanted_capacities(scope: Scope, first_day: date, last_day: date) -> dict[CellKey, int]:
    calendar, sessions = read_timetable(scope.session)
    kinds = list_resource_kinds(scope.session)
    wanted: dict[CellKey, int] = {}
    for day in calendar.open_days(first_day, last_day):
        wanted |= capacities_of_day(day, kinds, sessions, calendar)
    return wanted


def _known_capacities(
    scope: Scope, first_day: date, last_day: date
) -> dict[CellKey, tuple[int, int, int]]:
    begin = at_paris(first_day, time(0))
    end: datetime = at_paris(last_day + timedelta(days=1), time(0))
    rows = scope.session.execute(
        select(
            CapacityCell.resource_kind,
            CapacityCell.starts_at,
            CapacityCell.id,
            CapacityCell.capacity,
            CapacityCell.used,
        ).where(CapacityCell.starts_at >= begin, CapacityCell.starts_at < end)
    )
    return {(kind, at): (cell_id, size, used) for kind, at, cell_id, size, used in rows}


def _insert(scope: Scope, missing: Mapping[CellKey, int]) -> None:
    """Add counters; one that somebody else has just added is left as it is."""
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    rows: Sequence[dict[str, object]] = [
        {"resource_kind": kind, "starts_at": at, "capacity": capacity, "used": 0}
        for (kind, at), capacity in missing.items()
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        scope.session.execute(
            insert(CapacityCell)
            .values(rows[start : start + ROWS_AT_ONCE])
            .on_conflict_do_nothing(index_elements=["starts_at", "resource_kind"])
        )


def _resize(scope: Scope, cell_id: int, capacity: int) -> None:
    """Set a capacity, or what is taken when that is more, in one statement."""
    scope.session.execute(
        update(CapacityCell)
        .where(CapacityCell.id == cell_id)
        .values(capacity=case((CapacityCell.used > capacity, CapacityCell.used), else_=capacity))
        .execution_options(synchronize_session=False)
    )


def open_places_task(scope: Scope, _: Mapping[str, Any]) -> None:
    """Do the periodic opening of places."""
    open_coming_days(scope)
