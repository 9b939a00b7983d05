"""What happens to offcuts: put on the rack, set aside, used, corrected.

Two plans, or two clicks, may want the same offcut: it is taken by an UPDATE that only takes
what is still free, in ascending id, and the count of rows says who won.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import CursorResult, Update, select, update

from shop.accounts.services import record_act
from shop.db import Scope, lock
from shop.kernel.refusals import Refusal, Stale
from shop.kernel.text import N_
from shop.school.services import next_reference
from shop.stock.domain import (
    LONGEST_ORIGIN,
    LONGEST_PLACE,
    OffcutTaken,
    OffcutView,
    Remainder,
    read_designation,
    refuse_odd_length,
)
from shop.stock.models import Offcut
from shop.stock.queries import offcut_view

PREFIX = "CH"
STALE = N_("Quelqu’un a changé cette chute entre-temps. Relisez-la et recommencez.")
GONE = N_("Cette chute n’est plus sur le râtelier.")
HELD = N_("Cette chute est réservée : « %(held_for)s ». Recalculez ce débit d’abord.")


def add_offcut(
    scope: Scope,
    *,
    designation: str,
    length_mm: int,
    place: str,
    origin: str,
    known: Sequence[str],
) -> OffcutView:
    """Put an offcut on the rack by hand; its reference is to be written on it."""
    refuse_odd_length(length_mm)
    name = read_designation(designation, known)
    row = _put(scope, name, length_mm, place=place, origin=origin)
    record_act(scope, "offcut.added", row.reference)
    return offcut_view(row)


def put_back(scope: Scope, remainders: Iterable[Remainder]) -> list[OffcutView]:
    """Put what is left of sawn bars on the rack; the caller makes sure that it is once."""
    rows = [
        _put(scope, one.designation, one.whole_mm, place="", origin=one.origin)
        for one in remainders
    ]
    return [offcut_view(row) for row in rows]


def _put(scope: Scope, designation: str, length_mm: int, *, place: str, origin: str) -> Offcut:
    row = Offcut(
        reference=next_reference(scope, PREFIX),
        designation=designation,
        length_mm=length_mm,
        place=place.strip()[:LONGEST_PLACE],
        origin=origin.strip()[:LONGEST_ORIGIN],
        entered_at=scope.now,
        entered_by_name=scope.actor.name,
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def correct_offcut(
    scope: Scope, offcut_id: int, *, seen_version: int, length_mm: int, place: str
) -> None:
    """Write the length and the place an offcut really has; what is set aside keeps its length."""
    row = _take_free(scope, offcut_id, seen_version)
    refuse_odd_length(length_mm)
    if row.holder and row.length_mm != length_mm:
        raise Refusal(HELD, held_for=row.held_for)
    row.length_mm, row.place = length_mm, place.strip()[:LONGEST_PLACE]
    row.version += 1
    record_act(scope, "offcut.corrected", row.reference)


def use_offcut(scope: Scope, offcut_id: int, *, seen_version: int, purpose: str) -> None:
    """Take an offcut off the rack by hand: used for something, or thrown away."""
    row = _take_free(scope, offcut_id, seen_version)
    written = purpose.strip()
    if not written:
        raise Refusal(N_("Écrivez à quoi elle sert, ou « jetée »."), field="purpose")
    if row.holder:
        raise Refusal(HELD, held_for=row.held_for)
    row.used_at, row.used_for = scope.now, written[:LONGEST_ORIGIN]
    row.version += 1
    record_act(scope, "offcut.used", row.reference)


def _take_free(scope: Scope, offcut_id: int, seen_version: int) -> Offcut:
    row = lock(scope.session, Offcut, offcut_id)
    if row.version != seen_version:
        raise Stale(STALE)
    if row.used_at is not None:
        raise Refusal(GONE)
    return row


def hold_offcuts(scope: Scope, holder: str, references: Collection[str], *, held_for: str) -> None:
    """Set offcuts aside for a plan, all or none, in place of what it held before.

    Refused (`OffcutTaken`) when one is no longer free.
    """
    release_offcuts(scope, holder)
    for offcut_id, reference in _ids_of(scope, references):
        if not hold_one(scope, offcut_id, holder, held_for):
            raise OffcutTaken(
                N_("La chute %(reference)s vient d’être prise : recalculez le débit."),
                reference=reference,
            )


def _ids_of(scope: Scope, references: Collection[str]) -> list[tuple[int, str]]:
    statement = select(Offcut.id, Offcut.reference).where(Offcut.reference.in_(references))
    found = sorted(
        (offcut_id, reference) for offcut_id, reference in scope.session.execute(statement)
    )
    if len(found) != len(set(references)):
        raise OffcutTaken(N_("Une chute de ce débit n’est plus sur le râtelier : recalculez-le."))
    return found


def hold_one(scope: Scope, offcut_id: int, holder: str, held_for: str) -> bool:
    """Set one offcut aside if it is still free; the row count says who won."""
    count = _change(
        scope,
        update(Offcut)
        .where(Offcut.id == offcut_id, Offcut.holder == "", Offcut.used_at.is_(None))
        .values(holder=holder, held_for=held_for[:LONGEST_ORIGIN], version=Offcut.version + 1),
    )
    return count == 1


def release_offcuts(scope: Scope, holder: str) -> None:
    """Give back what a plan had set aside and not used."""
    _change(
        scope,
        update(Offcut)
        .where(Offcut.holder == holder, Offcut.used_at.is_(None))
        .values(holder="", held_for="", version=Offcut.version + 1),
    )


def use_held_offcuts(scope: Scope, holder: str) -> int:
    """Take what a plan had set aside off the rack, sawn; return how many."""
    return _change(
        scope,
        update(Offcut)
        .where(Offcut.holder == holder, Offcut.used_at.is_(None))
        .values(used_at=scope.now, used_for=Offcut.held_for, version=Offcut.version + 1),
    )


def _change(scope: Scope, statement: Update) -> int:
    """Change rows in the database and forget how this session knew them; return how many."""
    scope.session.flush()
    done = scope.session.execute(statement.execution_options(synchronize_session=False))
    for row in scope.session.identity_map.values():
        if isinstance(row, Offcut):
            scope.session.expire(row)
    return done.rowcount if isinstance(done, CursorResult) else 0
