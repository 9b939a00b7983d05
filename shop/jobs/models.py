"""Tables of job cards: the card, its frozen revisions, and what happened at the bench."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base, BigId

OPEN_LOG = text("stopped_at IS NULL")


class JobCard(Base):
    """One accepted root line of an order. `state` is a projection for lists: it always equals
    what `card_state` derives. `draft` is what the editor changes, `revision` the number of
    the last published one, 0 before the first. `sawn_at` is taken once, by conditional UPDATE.
    """

    __tablename__ = "job_cards"
    __table_args__ = (
        Index("ix_job_cards_section_state_id", "section", "state", "id"),
        Index("ix_job_cards_group_id_week", "group_id", "week"),
        CheckConstraint("version > 0", name="version_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    order_reference: Mapped[str] = mapped_column(String(20))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), unique=True)
    section: Mapped[str] = mapped_column(String(12))
    family: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(160))
    state: Mapped[str] = mapped_column(String(12))
    draft: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("student_groups.id"), default=None)
    week: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    ready_at: Mapped[datetime | None] = mapped_column(default=None)
    handed_over_at: Mapped[datetime | None] = mapped_column(default=None)
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    sawn_at: Mapped[datetime | None] = mapped_column(default=None)


class JobCardRevision(Base):
    """What was given to the group, frozen, and why it replaced the one before."""

    __tablename__ = "job_card_revisions"
    __table_args__ = (UniqueConstraint("card_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    card_id: Mapped[int] = mapped_column(ForeignKey("job_cards.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    published_by_name: Mapped[str] = mapped_column(String(120))


class JobOperation(Base):
    """One step of a card, whatever the revision: its key survives. A step that the last
    revision dropped is retired, its history stays."""

    __tablename__ = "job_operations"
    __table_args__ = (UniqueConstraint("card_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    card_id: Mapped[int] = mapped_column(ForeignKey("job_cards.id"))
    key: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    planned_minutes: Mapped[int]
    workstation: Mapped[str] = mapped_column(String(60))
    machine: Mapped[str] = mapped_column(String(40))
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class OperationProgress(Base):
    """One act on a step; never changed, the last one decides. `client_key` makes a tick sent
    again after a lost connection count once."""

    __tablename__ = "operation_progress"
    __table_args__ = (Index("ix_operation_progress_operation_id_id", "operation_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    operation_id: Mapped[int] = mapped_column(ForeignKey("job_operations.id"))
    act: Mapped[str] = mapped_column(String(12))
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    client_key: Mapped[str] = mapped_column(String(64), unique=True)


class TimeLog(Base):
    """Time really spent by one person on a step; one at a time for each student."""

    __tablename__ = "time_logs"
    __table_args__ = (
        Index(
            "uq_time_logs_open_student",
            "student_id",
            unique=True,
            sqlite_where=OPEN_LOG,
            postgresql_where=OPEN_LOG,
        ),
        CheckConstraint("stopped_at IS NULL OR stopped_at >= started_at", name="in_order"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    operation_id: Mapped[int] = mapped_column(ForeignKey("job_operations.id"), index=True)
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    started_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None] = mapped_column(default=None)


class CheckMeasurement(Base):
    """One measure taken, by a student or as a counter-check by a teacher; the last one of
    each side counts. The value is kept as it was typed, as a decimal text; `words` are what it
    does not say, the points of a tread or the marking of a tyre."""

    __tablename__ = "check_measurements"
    __table_args__ = (Index("ix_check_measurements_card_id_key", "card_id", "check_key", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    card_id: Mapped[int] = mapped_column(ForeignKey("job_cards.id"))
    check_key: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(24))
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    staff_name: Mapped[str] = mapped_column(String(120))
    taken_at: Mapped[datetime]
    client_key: Mapped[str] = mapped_column(String(64), unique=True)
    words: Mapped[str] = mapped_column(String(120), default="")


class NonConformity(Base):
    """What an adult decided about a measure out of tolerance, and why."""

    __tablename__ = "non_conformities"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    measurement_id: Mapped[int] = mapped_column(ForeignKey("check_measurements.id"), unique=True)
    decision: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_by_name: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime]


class CardStop(Base):
    """The signature of an adult, before making or before delivery."""

    __tablename__ = "card_stops"
    __table_args__ = (UniqueConstraint("card_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    card_id: Mapped[int] = mapped_column(ForeignKey("job_cards.id"))
    kind: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    signed_by_name: Mapped[str] = mapped_column(String(120))
    signed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")


class JointCut(Base):
    """One plan of the saw for several cards, frozen: it stands in for their own plans.

    `settled_at` is taken once, by conditional UPDATE, when its bars are sawn.
    """

    __tablename__ = "joint_cuts"
    __table_args__ = (Index("ix_joint_cuts_week", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    week: Mapped[date]
    content: Mapped[dict[str, Any]]
    frozen_at: Mapped[datetime]
    frozen_by_name: Mapped[str] = mapped_column(String(120))
    settled_at: Mapped[datetime | None] = mapped_column(default=None)


class JointCutCard(Base):
    """A card of a joint plan; a card is in one at most."""

    __tablename__ = "joint_cut_cards"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    joint_id: Mapped[int] = mapped_column(ForeignKey("joint_cuts.id"), index=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("job_cards.id"), unique=True)
