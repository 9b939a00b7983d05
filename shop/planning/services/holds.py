"""Takes and gives back places: all or nothing, by conditional UPDATE, in ascending id.

Lock order inside this room: the hold, then its cells by ascending id. Callers that hold an
order lock it before calling.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope, lock
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.planning.domain.appointments import AppointmentKind, HoldView, SlotTaken
from shop.planning.domain.capacity import CellKey, Needs, cells_needed
from shop.planning.domain.slots import check_start
from shop.planning.models import CapacityCell, HeldCell, Hold
from shop.planning.queries import get_booking_rules, hold_view, list_expired_holds

TAKEN = N_("Ce créneau vient d’être pris. Choisissez-en un autre.")


def hold_slot(
    scope: Scope,
    *,
    holder_key: str,
    needs: Needs,
    starts_at: datetime,
    minutes: int,
    expires_at: datetime,
    kind: AppointmentKind = AppointmentKind.TYRE,
) -> HoldView:
    """Hold every resource a visit needs, or nothing.

    The same key and start again gives the same hold with the later end; another start moves
    it and frees the old place. Refused at once (`SlotTaken`) when a unit is missing, and when
    the start breaks the booking rules.
    """
    rules = get_booking_rules(scope.session, kind, paris_day(scope.now))
    start = check_start(starts_at, scope.now, rules)
    with scope.session.begin_nested():
        row = _open_hold(scope, holder_key, kind, start, minutes, expires_at)
        wanted = find_cells(scope, needs, start, minutes)
        if _held_units(scope, row.id) != wanted:
            _give_back(scope, row.id)
            _take(scope, row.id, wanted)
        row.starts_at, row.ends_at = start, start + timedelta(minutes=minutes)
        if row.expires_at is not None:
            row.expires_at = max(row.expires_at, expires_at)
        scope.session.flush()
    return hold_view(row)


def _open_hold(
    scope: Scope,
    holder_key: str,
    kind: AppointmentKind,
    start: datetime,
    minutes: int,
    expires_at: datetime,
) -> Hold:
    """Insert the hold of this key, or lock the one it already has.

    Of two requests with one key the second waits here for the first, then finds its row.
    """
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    scope.session.execute(
        insert(Hold)
        .values(
            holder_key=holder_key,
            kind=kind,
            starts_at=start,
            ends_at=start + timedelta(minutes=minutes),
            expires_at=expires_at,
        )
        .on_conflict_do_nothing(index_elements=["holder_key"])
    )
    row = _lock_hold(scope, holder_key)
    if row is None:  # given back by somebody else between the two statements
        raise SlotTaken(TAKEN)
    return row


def _lock_hold(scope: Scope, holder_key: str) -> Hold | None:
    hold_id = scope.session.scalar(select(Hold.id).where(Hold.holder_key == holder_key))
    if hold_id is None:
        return None
    try:
        return lock(scope.session, Hold, hold_id)
    except NotFound:
        return None


def find_cells(scope: Scope, needs: Needs, start: datetime, minutes: int) -> dict[int, int]:
    """Return the units wanted of each cell, by ascending id; refused where nothing is open."""
    wanted = cells_needed(needs, start, minutes)
    rows = scope.session.execute(
        select(CapacityCell.id, CapacityCell.resource_kind, CapacityCell.starts_at)
        .where(
            CapacityCell.resource_kind.in_({kind for kind, _ in wanted}),
            CapacityCell.starts_at >= start,
            CapacityCell.starts_at < start + timedelta(minutes=minutes),
        )
        .order_by(CapacityCell.id)
    ).all()
    found: Mapping[CellKey, int] = {(kind, at): cell_id for cell_id, kind, at in rows}
    if not wanted or any(key not in found for key in wanted):
        raise SlotTaken(
            N_("L’atelier n’est pas ouvert à cette heure. Choisissez un autre créneau.")
        )
    return dict(sorted((found[key], needs[key[0]]) for key in wanted))


def _held_units(scope: Scope, hold_id: int) -> dict[int, int]:
    rows = scope.session.execute(
        select(HeldCell.cell_id, HeldCell.units)
        .where(HeldCell.hold_id == hold_id)
        .order_by(HeldCell.cell_id)
    )
    return {cell_id: units for cell_id, units in rows}


def take_units(scope: Scope, cell_id: int, units: int) -> bool:
    """Take units of one cell if it still has them; the row count says who won."""
    taken = scope.session.execute(
        update(CapacityCell)
        .where(CapacityCell.id == cell_id, CapacityCell.used + units <= CapacityCell.capacity)
        .values(used=CapacityCell.used + units)
        .execution_options(synchronize_session=False)
    )
    return isinstance(taken, CursorResult) and taken.rowcount == 1


def _take(scope: Scope, hold_id: int, wanted: Mapping[int, int]) -> None:
    for cell_id, units in sorted(wanted.items()):
        if not take_units(scope, cell_id, units):
            raise SlotTaken(TAKEN)
    scope.session.add_all(
        HeldCell(hold_id=hold_id, cell_id=cell_id, units=units) for cell_id, units in wanted.items()
    )
    scope.session.flush()


def _give_back(scope: Scope, hold_id: int) -> None:
    """Delete what a hold has taken and give back what was deleted: never twice."""
    rows: Sequence[tuple[int, int]] = [
        (cell_id, units)
        for cell_id, units in scope.session.execute(
            delete(HeldCell)
            .where(HeldCell.hold_id == hold_id)
            .returning(HeldCell.cell_id, HeldCell.units)
            .execution_options(synchronize_session=False)
        )
    ]
    for cell_id, units in sorted(rows):
        scope.session.execute(
            update(CapacityCell)
            .where(CapacityCell.id == cell_id)
            .values(used=CapacityCell.used - units)
            .execution_options(synchronize_session=False)
        )


def extend_hold(scope: Scope, holder_key: str, expires_at: datetime) -> HoldView:
    """Keep a held place until later, never until sooner; refused when it was given back."""
    row = _require_hold(scope, holder_key)
    if row.expires_at is not None:
        row.expires_at = max(row.expires_at, expires_at)
    scope.session.flush()
    return hold_view(row)


def hand_over_hold(scope: Scope, holder_key: str, new_key: str) -> HoldView:
    """Put a held place under another key, for the room that now answers for it."""
    row = _require_hold(scope, holder_key)
    row.holder_key = new_key
    scope.session.flush()
    return hold_view(row)


def keep_hold(scope: Scope, holder_key: str) -> HoldView:
    """Keep a held place without an end, for an appointment."""
    row = _require_hold(scope, holder_key)
    row.expires_at = None
    scope.session.flush()
    return hold_view(row)


def _require_hold(scope: Scope, holder_key: str) -> Hold:
    row = _lock_hold(scope, holder_key)
    if row is None:
        raise Refusal(N_("Votre créneau n’est plus réservé. Choisissez-en un autre."))
    return row


def release_hold(scope: Scope, holder_key: str) -> bool:
    """Give a place back; False when there was nothing left to give."""
    row = _lock_hold(scope, holder_key)
    if row is None:
        return False
    _give_back(scope, row.id)
    scope.session.delete(row)
    scope.session.flush()
    return True


def release_expired_holds(scope: Scope, key_prefix: str = "") -> int:
    """Give back the places whose time is over, and count them.

    Places of orders are released by the room of payments, which locks the order first: give
    the prefix of the keys that are nobody's order.
    """
    keys = list_expired_holds(scope.session, scope.now, key_prefix)
    return sum(_release_if_expired(scope, key) for key in keys)


def _release_if_expired(scope: Scope, holder_key: str) -> bool:
    """Look again under the lock: the hold may have been extended meanwhile."""
    row = _lock_hold(scope, holder_key)
    if row is None or row.expires_at is None or row.expires_at > scope.now:
        return False
    return release_hold(scope, holder_key)
