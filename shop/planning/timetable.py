"""When the school works: its calendar and the weekly hours of its groups."""

from sqlalchemy import ColumnElement, and_, literal, select, union_all
from sqlalchemy.orm import Session

from shop.kernel.actor import Section
from shop.planning.domain.calendar import ClosedPeriod, ClosureKind, SchoolCalendar
from shop.planning.domain.sessions import GroupSession
from shop.planning.models import ClosedPeriodRow, GroupSessionRow

BY_HOUR = (GroupSessionRow.weekday, GroupSessionRow.starts, GroupSessionRow.id)


def get_calendar(session: Session) -> SchoolCalendar:
    """Read the school calendar: one query."""
    rows = session.scalars(select(ClosedPeriodRow).order_by(ClosedPeriodRow.first_day))
    return SchoolCalendar(tuple(map(_period, rows)))


def list_sessions(
    session: Session, section: Section | None = None, group_id: int | None = None
) -> tuple[GroupSession, ...]:
    """List the weekly hours of the groups, of one section or group when given."""
    statement = select(GroupSessionRow).where(*_of(section)).order_by(*BY_HOUR)
    if group_id is not None:
        statement = statement.where(GroupSessionRow.group_id == group_id)
    return tuple(map(_session, session.scalars(statement)))


def read_timetable(
    session: Session, section: Section | None = None
) -> tuple[SchoolCalendar, tuple[GroupSession, ...]]:
    """Return calendar and weekly hours in one statement, for the pages that need both."""
    parts = union_all(select(literal(1).label("part")), select(literal(2))).subquery()
    is_closure, is_session = parts.c.part == 1, parts.c.part == 2
    statement = (
        select(ClosedPeriodRow, GroupSessionRow)
        .select_from(parts)
        .outerjoin(ClosedPeriodRow, is_closure)
        .outerjoin(GroupSessionRow, and_(is_session, *_of(section)))
        .order_by(ClosedPeriodRow.first_day, *BY_HOUR)
    )
    found = session.execute(statement).all()
    periods = tuple(_period(row) for row, _ in found if row is not None)
    sessions = tuple(_session(row) for _, row in found if row is not None)
    return SchoolCalendar(periods), sessions


def _of(section: Section | None) -> list[ColumnElement[bool]]:
    return [] if section is None else [GroupSessionRow.section == section]


def _period(row: ClosedPeriodRow) -> ClosedPeriod:
    return ClosedPeriod(
        first_day=row.first_day,
        last_day=row.last_day,
        label=row.label,
        kind=ClosureKind(row.kind),
    )


def _session(row: GroupSessionRow) -> GroupSession:
    return GroupSession(
        group_id=row.group_id,
        group_name=row.group_name,
        section=Section(row.section),
        weekday=row.weekday,
        starts=row.starts,
        ends=row.ends,
        students=row.students,
        teachers=row.teachers,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
