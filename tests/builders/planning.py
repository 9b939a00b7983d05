"""Rows of planning."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from shop.kernel.actor import Section
from shop.kernel.text import Bilingual
from shop.planning.domain.appointments import AppointmentKind
from shop.planning.domain.calendar import ClosureKind
from shop.planning.domain.load import Bottleneck
from shop.planning.models import (
    Appointment,
    BookingRuleRow,
    BottleneckPost,
    CapacityCell,
    ClosedPeriodRow,
    GroupSessionRow,
    HeldCell,
    Hold,
    HourReservation,
    ResourceKindRow,
)

TUESDAY_EIGHT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def build_closed_period(
    session: Session,
    *,
    first_day: date = date(2026, 12, 19),
    last_day: date = date(2027, 1, 3),
    label: str = "Vacances de Noël",
    kind: ClosureKind = ClosureKind.SCHOOL_HOLIDAY,
) -> ClosedPeriodRow:
    """Close the school over a period."""
    row = ClosedPeriodRow(first_day=first_day, last_day=last_day, label=label, kind=kind)
    session.add(row)
    session.flush()
    return row


def build_group_session(
    session: Session,
    *,
    group_name: str = "Pneus 1",
    section: Section = Section.TYRES,
    weekday: int = 1,
    starts: time = time(8),
    ends: time = time(12),
    students: int = 8,
    teachers: int = 1,
    group_id: int | None = None,
) -> GroupSessionRow:
    """Give a group its weekly hours."""
    row = GroupSessionRow(
        group_id=group_id,
        group_name=group_name,
        section=section,
        weekday=weekday,
        starts=starts,
        ends=ends,
        students=students,
        teachers=teachers,
    )
    session.add(row)
    session.flush()
    return row


def build_resource_kind(
    session: Session,
    *,
    code: str = "bay",
    section: Section = Section.TYRES,
    units: int = 1,
    works_each: int = 1,
) -> ResourceKindRow:
    """Add a kind of resource."""
    label = Bilingual(code, code).to_data()
    row = ResourceKindRow(
        code=code, label=label, section=section, units=units, works_each=works_each
    )
    session.add(row)
    session.flush()
    return row


def build_bottleneck_post(
    session: Session,
    *,
    section: Section = Section.METALWORK,
    bottleneck: Bottleneck = Bottleneck.WELDING,
    posts: int = 3,
) -> BottleneckPost:
    """Say how many can work at a bottleneck."""
    row = BottleneckPost(section=section, bottleneck=bottleneck, posts=posts)
    session.add(row)
    session.flush()
    return row


def build_booking_rule(
    session: Session,
    *,
    kind: AppointmentKind = AppointmentKind.TYRE,
    lead_hours: int = 24,
    horizon_days: int = 60,
    valid_from: date = date(2026, 1, 1),
) -> BookingRuleRow:
    """Set the rules of a kind of appointment."""
    row = BookingRuleRow(
        kind=kind, lead_hours=lead_hours, horizon_days=horizon_days, valid_from=valid_from
    )
    session.add(row)
    session.flush()
    return row


def build_cell(
    session: Session,
    *,
    resource_kind: str = "bay",
    starts_at: datetime = TUESDAY_EIGHT,
    capacity: int = 1,
    used: int = 0,
) -> CapacityCell:
    """Open one quarter of an hour of one kind of resource."""
    row = CapacityCell(
        resource_kind=resource_kind, starts_at=starts_at, capacity=capacity, used=used
    )
    session.add(row)
    session.flush()
    return row


def build_open_hours(
    session: Session,
    *,
    starts_at: datetime = TUESDAY_EIGHT,
    cells: int = 16,
    capacities: Mapping[str, int] | None = None,
) -> list[CapacityCell]:
    """Open several quarters of several kinds of resources, and set the rules for tyres."""
    build_booking_rule(session)
    return [
        build_cell(session, resource_kind=kind, starts_at=starts_at + QUARTER * n, capacity=count)
        for n in range(cells)
        for kind, count in (capacities or {"bay": 1, "instructor": 2}).items()
    ]


def build_hold(
    session: Session,
    *,
    holder_key: str = "booking-1",
    starts_at: datetime = TUESDAY_EIGHT,
    minutes: int = 60,
    expires_at: datetime | None = None,
) -> Hold:
    """Hold a place without taking any cell."""
    row = Hold(
        holder_key=holder_key,
        kind=AppointmentKind.TYRE,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return row


def build_held_cell(
    session: Session, *, hold: Hold, cell: CapacityCell, units: int = 1
) -> HeldCell:
    """Let a hold have units of a cell."""
    row = HeldCell(hold_id=hold.id, cell_id=cell.id, units=units)
    session.add(row)
    session.flush()
    return row


def build_appointment(
    session: Session,
    *,
    holder_key: str = "booking-1",
    kind: AppointmentKind = AppointmentKind.TYRE,
    starts_at: datetime = TUESDAY_EIGHT,
    minutes: int = 60,
    subject: str = "Clio, 2 pneus",
) -> Appointment:
    """Add an appointment without any hold."""
    row = Appointment(
        kind=kind,
        holder_key=holder_key,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        subject=subject,
        confirmed_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    )
    session.add(row)
    session.flush()
    return row


def build_hour_reservation(
    session: Session,
    *,
    holder_key: str = "card-1",
    section: Section = Section.METALWORK,
    week: date = date(2026, 11, 23),
    bottleneck: Bottleneck = Bottleneck.STUDENT,
    minutes: int = 600,
) -> HourReservation:
    """Promise minutes of a week to a job."""
    row = HourReservation(
        holder_key=holder_key, section=section, week=week, bottleneck=bottleneck, minutes=minutes
    )
    session.add(row)
    session.flush()
    return row
