"""Tables of money."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base
from shop.kernel.money import Money


class Payment(Base):
    """Money that came in for an order: never edited, never deleted."""

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("provider", "external_ref"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    provider: Mapped[str] = mapped_column(String(12))
    external_ref: Mapped[str] = mapped_column(String(100))
    amount: Mapped[Money]
    received_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(120))


class Refund(Base):
    """Money that goes back, from one payment."""

    __tablename__ = "refunds"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    amount: Mapped[Money]
    status: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    one_time_key: Mapped[str] = mapped_column(String(100), unique=True)
    asked_at: Mapped[datetime]
    external_ref: Mapped[str | None] = mapped_column(String(100), unique=True, default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)


class CheckoutAttempt(Base):
    """One try at paying by card."""

    __tablename__ = "checkout_attempts"
    __table_args__ = (
        UniqueConstraint("order_id", "number"),
        Index("ix_checkout_attempts_status_expires_at", "status", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    number: Mapped[int]
    amount: Mapped[Money]
    status: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    session_id: Mapped[str | None] = mapped_column(String(200), unique=True, default=None)
    url: Mapped[str] = mapped_column(Text, default="")


class WebhookEvent(Base):
    """A message of the card company that was taken into account."""

    __tablename__ = "webhook_events"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    event_id: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[str] = mapped_column(String(80))
    object_id: Mapped[str] = mapped_column(String(200))
    received_at: Mapped[datetime] = mapped_column(index=True)


class BankLine(Base):
    """A credit of a bank statement; matched when it has its payment, or set aside."""

    __tablename__ = "bank_lines"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    booked_on: Mapped[date]
    label: Mapped[str] = mapped_column(Text)
    amount: Mapped[Money]
    imported_at: Mapped[datetime]
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id"), default=None)
    set_aside_at: Mapped[datetime | None] = mapped_column(default=None)
    set_aside_why: Mapped[str] = mapped_column(Text, default="")


class MoneyCheck(Base):
    """Something about money a person of the office must look at."""

    __tablename__ = "money_checks"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(20))
    unique_key: Mapped[str] = mapped_column(String(140), unique=True)
    amount: Mapped[Money]
    detail: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), default=None)
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("refunds.id"), default=None)
    closed_at: Mapped[datetime | None] = mapped_column(index=True, default=None)
    closed_by: Mapped[str] = mapped_column(String(120), default="")
    outcome: Mapped[str] = mapped_column(Text, default="")


class Receipt(Base):
    """The numbered receipt of a payment; its bytes are kept for ever."""

    __tablename__ = "receipts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))
    issued_at: Mapped[datetime]
