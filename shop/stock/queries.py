"""What lies on the rack."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.stock.domain import OffcutView
from shop.stock.models import Offcut

PAGE_SIZE = 24


def get_offcut(session: Session, offcut_id: int) -> OffcutView:
    """Return one offcut, used ones too; NotFound when there is none."""
    row = session.get(Offcut, offcut_id)
    if row is None:
        raise NotFound(N_("Cette chute n’existe pas."))
    return offcut_view(row)


def list_offcuts(
    session: Session,
    *,
    designation: str = "",
    before_id: int | None = None,
    limit: int = PAGE_SIZE,
) -> list[OffcutView]:
    """Return what lies on the rack, the latest first, by key; of one section when asked."""
    wanted = [
        Offcut.used_at.is_(None),
        *([Offcut.designation == designation] if designation else []),
        *([] if before_id is None else [Offcut.id < before_id]),
    ]
    statement = select(Offcut).where(*wanted).order_by(Offcut.id.desc()).limit(limit)
    return [offcut_view(row) for row in session.scalars(statement)]


def list_rack_sections(session: Session) -> list[tuple[str, int, int]]:
    """Return each section on the rack with its number of offcuts and their millimetres."""
    statement = (
        select(Offcut.designation, func.count(), func.sum(Offcut.length_mm))
        .where(Offcut.used_at.is_(None))
        .group_by(Offcut.designation)
        .order_by(Offcut.designation)
    )
    return [(name, count, int(length)) for name, count, length in session.execute(statement)]


def list_free_offcuts(
    session: Session, designations: Collection[str], *holders: str
) -> list[OffcutView]:
    """Return the free offcuts of these sections, and those these holders already set aside."""
    statement = (
        select(Offcut)
        .where(
            Offcut.used_at.is_(None),
            Offcut.designation.in_(designations),
            Offcut.holder.in_(["", *holders]),
        )
        .order_by(Offcut.designation, Offcut.length_mm, Offcut.id)
    )
    return [offcut_view(row) for row in session.scalars(statement)]


def list_held_offcuts(session: Session, holder: str) -> list[OffcutView]:
    """Return what a plan has set aside and not yet used."""
    statement = (
        select(Offcut).where(Offcut.holder == holder, Offcut.used_at.is_(None)).order_by(Offcut.id)
    )
    return [offcut_view(row) for row in session.scalars(statement)]


def offcut_view(row: Offcut) -> OffcutView:
    """Return a row as a value."""
    return OffcutView(
        id=row.id,
        reference=row.reference,
        designation=row.designation,
        length_mm=row.length_mm,
        place=row.place,
        origin=row.origin,
        entered_at=row.entered_at,
        entered_by=row.entered_by_name,
        holder=row.holder,
        held_for=row.held_for,
        used_at=row.used_at,
        used_for=row.used_for,
        version=row.version,
    )
