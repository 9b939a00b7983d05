"""Tables of the school."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base
from shop.kernel.money import Money


class ReferenceCounter(Base):
    """The last number given in one series of documents, for one year."""

    __tablename__ = "reference_counters"
    __table_args__ = (
        UniqueConstraint("prefix", "year"),
        CheckConstraint("last_number > 0", name="positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    prefix: Mapped[str] = mapped_column(String(8))
    year: Mapped[int]
    last_number: Mapped[int]


class IdentityRow(Base):
    """The one row that says who sells; `stamp` changes at each edit and with the hours."""

    __tablename__ = "school_identity"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    stamp: Mapped[str] = mapped_column(String(32))
    brand: Mapped[str] = mapped_column(String(80))
    legal_name: Mapped[str] = mapped_column(String(120))
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[int] = mapped_column(default=1)
    legal_form: Mapped[str] = mapped_column(String(80), default="")
    street: Mapped[str] = mapped_column(String(160), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    siren: Mapped[str] = mapped_column(String(9), default="")
    siret: Mapped[str] = mapped_column(String(14), default="")
    rna: Mapped[str] = mapped_column(String(10), default="")
    vat_number: Mapped[str] = mapped_column(String(16), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    publication_director: Mapped[str] = mapped_column(String(120), default="")
    host_name: Mapped[str] = mapped_column(String(120), default="")
    host_address: Mapped[str] = mapped_column(String(240), default="")
    host_phone: Mapped[str] = mapped_column(String(30), default="")
    mediator_name: Mapped[str] = mapped_column(String(120), default="")
    mediator_address: Mapped[str] = mapped_column(String(240), default="")
    mediator_url: Mapped[str] = mapped_column(String(240), default="")
    sells_fitting: Mapped[bool] = mapped_column(default=False)
    insurer: Mapped[str] = mapped_column(String(240), default="")
    insurance_contract: Mapped[str] = mapped_column(String(60), default="")
    insurance_territory: Mapped[str] = mapped_column(String(120), default="")
    insurance_activities: Mapped[str] = mapped_column(Text, default="")
    eco_register: Mapped[str] = mapped_column(String(60), default="")
    terms_version: Mapped[str] = mapped_column(String(40), default="")
    iban: Mapped[str] = mapped_column(String(34), default="")
    bic: Mapped[str] = mapped_column(String(11), default="")


class OpeningSpan(Base):
    """One span of one weekday (0 is Monday); without a section it is that of the reception."""

    __tablename__ = "opening_spans"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens_at < closes_at", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    section: Mapped[str | None] = mapped_column(String(20))
    weekday: Mapped[int]
    opens_at: Mapped[time]
    closes_at: Mapped[time]


class LegalParamRow(Base):
    """One dated value of one number of law; a newer row takes over, none is overwritten."""

    __tablename__ = "legal_params"
    __table_args__ = (UniqueConstraint("key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(160))
    value: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(160))
    comment: Mapped[str] = mapped_column(String(240))


class VatChoiceRow(Base):
    """The VAT regime chosen from a day on, by a named person."""

    __tablename__ = "vat_choices"
    __table_args__ = (Index("ix_vat_choices_valid_from", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    section: Mapped[str | None] = mapped_column(String(20))
    regime: Mapped[str] = mapped_column(String(12))
    mention: Mapped[str] = mapped_column(String(240))
    on_debits: Mapped[bool]
    valid_from: Mapped[date]
    chosen_by: Mapped[str] = mapped_column(String(120))
    chosen_at: Mapped[datetime]


class PublicationConfirmation(Base):
    """A point of the publication gate that a named person has seen done."""

    __tablename__ = "publication_confirmations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    check: Mapped[str] = mapped_column("check_key", String(24), unique=True)
    confirmed_by: Mapped[str] = mapped_column(String(120))
    confirmed_at: Mapped[datetime]


class RunningCosts(Base):
    """What a calendar year costs the school, as known from a day on; the latest row counts."""

    __tablename__ = "running_costs"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_running_costs_year_id", "year", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    year: Mapped[int]
    amount: Mapped[Money]
    entered_by: Mapped[str] = mapped_column(String(120))
    entered_at: Mapped[datetime]
