"""Tables of people, sign-ins and the trail of acts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base, BigId


class Staff(Base):
    """A person who works at the school."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    sections: Mapped[list[Any]]
    created_at: Mapped[datetime]
    is_active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(255), default=None, repr=False)
    totp_secret: Mapped[str | None] = mapped_column(String(64), default=None, repr=False)
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    totp_last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A code that stands in once for the telephone of a person of the staff."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), repr=False)
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class Customer(Base):
    """A customer who chose to have an account; orders are found by the e-mail address."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    created_at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(120), default="")
    password_hash: Mapped[str | None] = mapped_column(String(255), default=None, repr=False)


class StudentGroup(Base):
    """About ten students of one section, for one school year."""

    __tablename__ = "student_groups"
    __table_args__ = (UniqueConstraint("name", "school_year"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60))
    section: Mapped[str] = mapped_column(String(20))
    school_year: Mapped[str] = mapped_column(String(9))


class Student(Base):
    """A pseudonym in a group; `leaves_on` is the day after which it is forgotten."""

    __tablename__ = "students"
    __table_args__ = (
        UniqueConstraint("group_id", "pseudonym"),
        CheckConstraint("reading_level BETWEEN 1 AND 3", name="reading_level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    group_id: Mapped[int] = mapped_column(ForeignKey("student_groups.id"), index=True)
    pseudonym: Mapped[str] = mapped_column(String(40))
    picture: Mapped[str] = mapped_column(String(24))
    leaves_on: Mapped[date] = mapped_column(index=True)
    reading_level: Mapped[int] = mapped_column(default=2)
    simple_text: Mapped[bool] = mapped_column(default=False)
    pin_hash: Mapped[str | None] = mapped_column(String(255), default=None, repr=False)
    purged_at: Mapped[datetime | None] = mapped_column(default=None)


class Clearance(Base):
    """A machine a student may use, until a day; nothing else is kept about it."""

    __tablename__ = "clearances"
    __table_args__ = (UniqueConstraint("student_id", "machine"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))
    machine: Mapped[str] = mapped_column(String(40))
    valid_until: Mapped[date | None] = mapped_column(default=None)


class SignIn(Base):
    """One browser that is signed in; the cookie holds the key, the table its hash.

    `tablet_id` is the tablet of the workshop on which a student signed in.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True, repr=False)
    account: Mapped[str] = mapped_column(String(24), index=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    by_link: Mapped[bool] = mapped_column(default=False)
    tablet_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_tablets.id"), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class WorkshopTablet(Base):
    """A device the school made known: only there do students choose their picture."""

    __tablename__ = "workshop_tablets"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True, repr=False)
    name: Mapped[str] = mapped_column(String(60))
    enrolled_at: Mapped[datetime]
    seen_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class SignInLink(Base):
    """A link or code sent to one address, good once, for a while."""

    __tablename__ = "sign_in_links"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, repr=False)
    purpose: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class Throttle(Base):
    """The tries of one person, tablet or network address."""

    __tablename__ = "throttles"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime | None] = mapped_column(default=None)
    blocked_until: Mapped[datetime | None] = mapped_column(default=None)


class AuditEntry(Base):
    """One act of a person; written, never changed."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject", "subject"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    at: Mapped[datetime] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(120))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(160))
