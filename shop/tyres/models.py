"""Tables of the tyre room."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base
from shop.kernel.money import Money


class TyreServiceRow(Base):
    """A service of the tyre workshop; what it costs is in `tyre_service_prices`."""

    __tablename__ = "tyre_services"
    __table_args__ = (
        CheckConstraint("largest_quantity > 0 AND minutes_school >= 0", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    label: Mapped[dict[str, Any]]
    summary: Mapped[dict[str, Any]]
    family: Mapped[str] = mapped_column(String(12))
    sold_as: Mapped[str] = mapped_column(String(12))
    unit: Mapped[str] = mapped_column(String(12))
    largest_quantity: Mapped[int]
    minutes_school: Mapped[int]
    resources: Mapped[list[Any]]
    goes_with: Mapped[list[Any]]
    position: Mapped[int]
    is_listed: Mapped[bool] = mapped_column(default=True)


class TyreServicePrice(Base):
    """The price of a service, taxes included, from one day on."""

    __tablename__ = "tyre_service_prices"
    __table_args__ = (
        UniqueConstraint("service_id", "valid_from"),
        CheckConstraint("gross >= 0", name="gross"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    service_id: Mapped[int] = mapped_column(ForeignKey("tyre_services.id"))
    gross: Mapped[Money]
    vat_rate: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    valid_from: Mapped[date]


class TyreLimit(Base):
    """A limit or value of the trade, from one day on."""

    __tablename__ = "tyre_limits"
    __table_args__ = (UniqueConstraint("key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(12))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(24))
    source: Mapped[str] = mapped_column(String(120))
    comment: Mapped[str] = mapped_column(String(200))


class WinterCommune(Base):
    """A commune of the prefect's list where winter equipment is compulsory, and the days it
    is on it; the last day is included."""

    __tablename__ = "winter_communes"
    __table_args__ = (
        UniqueConstraint("insee_code", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    insee_code: Mapped[str] = mapped_column(String(5))
    name: Mapped[str] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class VehicleRecord(Base):
    """A vehicle the workshop has received, as last known. Personal data."""

    __tablename__ = "vehicle_records"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    plate: Mapped[str] = mapped_column(String(16), unique=True)
    vehicle: Mapped[dict[str, Any]]
    odometer_km: Mapped[int | None]
    seen_at: Mapped[datetime]


class TyreBookingRow(Base):
    """A visit being prepared by a customer; only the hash of its token is kept."""

    __tablename__ = "tyre_bookings"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    one_time_key: Mapped[str] = mapped_column(String(64), unique=True)
    holder_key: Mapped[str] = mapped_column(String(64), unique=True)
    quantities: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(index=True)
    vehicle: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    customer: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
