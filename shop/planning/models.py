"""Tables of planning."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base


class ClosedPeriodRow(Base):
    """Days without workshop: school holidays and closures of the school."""

    __tablename__ = "closed_periods"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        UniqueConstraint("first_day", "label"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    label: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16))


class GroupSessionRow(Base):
    """The weekly hours of a group in its workshop."""

    __tablename__ = "group_sessions"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("students >= 0 AND teachers >= 0", name="people"),
        UniqueConstraint("group_name", "section", "weekday", "starts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    group_id: Mapped[int | None] = mapped_column(index=True)
    group_name: Mapped[str] = mapped_column(String(80))
    section: Mapped[str] = mapped_column(String(12))
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    students: Mapped[int]
    teachers: Mapped[int]
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_to: Mapped[date | None] = mapped_column(default=None)


class ResourceKindRow(Base):
    """Bays, machines or teachers that appointments need."""

    __tablename__ = "resource_kinds"
    __table_args__ = (CheckConstraint("units >= 0 AND works_each > 0", name="counts"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    label: Mapped[dict[str, Any]]
    section: Mapped[str] = mapped_column(String(12))
    units: Mapped[int]
    works_each: Mapped[int]


class BottleneckPost(Base):
    """How many can work at once at what runs short in a section."""

    __tablename__ = "bottleneck_posts"
    __table_args__ = (
        UniqueConstraint("section", "bottleneck"),
        CheckConstraint("posts >= 0", name="posts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    section: Mapped[str] = mapped_column(String(12))
    bottleneck: Mapped[str] = mapped_column(String(12))
    posts: Mapped[int]


class BookingRuleRow(Base):
    """How early and how far ahead a kind of appointment is taken, from one day on."""

    __tablename__ = "booking_rules"
    __table_args__ = (
        UniqueConstraint("kind", "valid_from"),
        CheckConstraint("lead_hours >= 0 AND horizon_days > 0", name="positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(12))
    lead_hours: Mapped[int]
    horizon_days: Mapped[int]
    valid_from: Mapped[date]


class CapacityCell(Base):
    """What one kind of resource can take in one quarter of an hour, and what is taken."""

    __tablename__ = "capacity_cells"
    __table_args__ = (
        UniqueConstraint("starts_at", "resource_kind"),
        CheckConstraint("used BETWEEN 0 AND capacity", name="used_within_capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    resource_kind: Mapped[str] = mapped_column(String(30))
    starts_at: Mapped[datetime]
    capacity: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)


class Hold(Base):
    """A place taken under an opaque key; without an end once it is an appointment."""

    __tablename__ = "holds"
    __table_args__ = (Index("ix_holds_expires_at", "expires_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    holder_key: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class HeldCell(Base):
    """The units of one cell that a hold has taken: giving back reads this row, once."""

    __tablename__ = "held_cells"
    __table_args__ = (
        UniqueConstraint("hold_id", "cell_id"),
        CheckConstraint("units > 0", name="units"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    hold_id: Mapped[int] = mapped_column(ForeignKey("holds.id"))
    cell_id: Mapped[int] = mapped_column(ForeignKey("capacity_cells.id"), index=True)
    units: Mapped[int]


class Appointment(Base):
    """A meeting with a customer."""

    __tablename__ = "appointments"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="times_in_order"),
        Index("ix_appointments_starts_at_kind", "starts_at", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(12))
    holder_key: Mapped[str] = mapped_column(String(64), unique=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    subject: Mapped[str] = mapped_column(String(160))
    confirmed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(default=0)


class HourReservation(Base):
    """Minutes of a bottleneck promised to one job in one week."""

    __tablename__ = "hour_reservations"
    __table_args__ = (
        UniqueConstraint("holder_key", "week", "bottleneck"),
        Index("ix_hour_reservations_section_week", "section", "week"),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    holder_key: Mapped[str] = mapped_column(String(64))
    section: Mapped[str] = mapped_column(String(12))
    week: Mapped[date]
    bottleneck: Mapped[str] = mapped_column(String(12))
    minutes: Mapped[int]
