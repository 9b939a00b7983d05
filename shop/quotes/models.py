"""Tables of requests, quotes, versions, acceptances and measuring visits."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base
from shop.kernel.money import Money


class QuoteRequest(Base):
    """Somebody asked what something would cost; the quote that answers bears the same number."""

    __tablename__ = "quote_requests"
    __table_args__ = (Index("ix_quote_requests_status_id", "status", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    one_time_key: Mapped[str] = mapped_column(String(64), unique=True)
    family: Mapped[str] = mapped_column(String(20))
    customer: Mapped[dict[str, Any]]
    customer_name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    site: Mapped[dict[str, Any]]
    handover: Mapped[str] = mapped_column(String(12))
    message: Mapped[str] = mapped_column(Text)
    company_reference: Mapped[str] = mapped_column(String(120))
    received_at: Mapped[datetime]
    configuration_id: Mapped[int | None] = mapped_column(
        ForeignKey("configurations.id"), default=None
    )
    shown_low: Mapped[Money | None] = mapped_column(default=None)
    shown_high: Mapped[Money | None] = mapped_column(default=None)
    wish_due_on: Mapped[date | None] = mapped_column(default=None)
    waits_since: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class RequestPhoto(Base):
    """A cleaned picture sent with a request."""

    __tablename__ = "request_photos"
    __table_args__ = (UniqueConstraint("request_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    request_id: Mapped[int] = mapped_column(ForeignKey("quote_requests.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))
    position: Mapped[int]


class Quote(Base):
    """The answer to a request: one number, as many versions as it takes."""

    __tablename__ = "quotes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    request_id: Mapped[int] = mapped_column(ForeignKey("quote_requests.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), unique=True, default=None)


class QuoteLink(Base):
    """One private link to a quote; only its hash is kept."""

    __tablename__ = "quote_links"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


class QuoteVersion(Base):
    """One version: a draft is edited by the office, a sent one never changes again."""

    __tablename__ = "quote_versions"
    __table_args__ = (
        UniqueConstraint("quote_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        Index("ix_quote_versions_status_valid_until", "status", "valid_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(12))
    lines: Mapped[list[Any]]
    customer: Mapped[dict[str, Any]]
    site: Mapped[dict[str, Any]]
    handover: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(2))
    note: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    due_on: Mapped[date | None] = mapped_column(default=None)
    is_certified: Mapped[bool] = mapped_column(default=False)
    deposit_share: Mapped[Decimal | None] = mapped_column(Numeric(5, 4), default=None)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    terms_version: Mapped[str] = mapped_column(String(20), default="")
    tariff_version: Mapped[str] = mapped_column(String(20), default="")
    rules_version: Mapped[str] = mapped_column(String(20), default="")
    seller: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    pdf_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), default=None)
    pdf_digest: Mapped[str] = mapped_column(String(64), default="")
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)


class Agreement(Base):
    """A teacher agreed to a version: load, deadline, and what it teaches."""

    __tablename__ = "quote_agreements"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("quote_versions.id"), unique=True)
    agreed_at: Mapped[datetime]
    staff_id: Mapped[int | None]
    staff_name: Mapped[str] = mapped_column(String(120))
    student_hours: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    due_on: Mapped[date | None]
    learning: Mapped[str] = mapped_column(Text)


class Acceptance(Base):
    """The customer's simple electronic signature of one version."""

    __tablename__ = "quote_acceptances"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("quote_versions.id"), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    accepted_at: Mapped[datetime]
    ip_address: Mapped[str] = mapped_column(String(45))
    user_agent: Mapped[str] = mapped_column(String(300))
    pdf_digest: Mapped[str] = mapped_column(String(64))
    sentences: Mapped[list[Any]]
    terms_version: Mapped[str] = mapped_column(String(20))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))


class QuoteMessage(Base):
    """What the customer or the office wrote about a quote."""

    __tablename__ = "quote_messages"
    __table_args__ = (UniqueConstraint("quote_id", "one_time_key"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    author: Mapped[str] = mapped_column(String(12))
    author_name: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    one_time_key: Mapped[str] = mapped_column(String(64))


class MeasuringVisit(Base):
    """An appointment at the customer's to read the real dimensions."""

    __tablename__ = "measuring_visits"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), unique=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    planned_by: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)


class MeasuredDimensions(Base):
    """What an adult of the school read on the tape; the latest row counts."""

    __tablename__ = "measured_dimensions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), index=True)
    measured_at: Mapped[datetime]
    staff_id: Mapped[int | None]
    staff_name: Mapped[str] = mapped_column(String(120))
    sizes: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text)
