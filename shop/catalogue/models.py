"""Tables of what is sold."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base


class Category(Base):
    """A family as the shop presents it."""

    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    family: Mapped[str] = mapped_column(String(20), unique=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[dict[str, Any]]
    teaser: Mapped[dict[str, Any]]
    learned: Mapped[dict[str, Any]]
    mode: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]


class Product(Base):
    """A thing sold as is, or a service; what it costs is in `product_prices`."""

    __tablename__ = "products"
    __table_args__ = (Index("ix_products_family", "family", "is_listed", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    family: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[dict[str, Any]]
    description: Mapped[dict[str, Any]]
    included: Mapped[dict[str, Any]]
    excluded: Mapped[dict[str, Any]]
    learned: Mapped[dict[str, Any]]
    spec: Mapped[dict[str, Any]]
    search_text: Mapped[str] = mapped_column(Text, default="")
    is_listed: Mapped[bool] = mapped_column(default=True)


class ProductPrice(Base):
    """A price, taxes included, from one day on."""

    __tablename__ = "product_prices"
    __table_args__ = (UniqueConstraint("product_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    gross_cents: Mapped[int]
    vat_rate: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    valid_from: Mapped[date]


class Coefficient(Base):
    """A price, a limit or a minute of the engine, from one day on, with its source."""

    __tablename__ = "coefficients"
    __table_args__ = (UniqueConstraint("kind", "key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(120))
    value: Mapped[str] = mapped_column(String(400))
    unit: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(40), default="")
    set_by: Mapped[str | None] = mapped_column(String(120), default=None)


class CatalogueVersion(Base):
    """One row whose number changes with every edit: what was computed from another is stale."""

    __tablename__ = "catalogue_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    edited_at: Mapped[datetime]
