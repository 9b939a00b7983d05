"""Tables of baskets and orders."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base
from shop.kernel.money import Money


class Order(Base):
    """One order; what the customer said and agreed to is frozen in it."""

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_status_id", "status", "id"),
        CheckConstraint("version > 0", name="version_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    origin: Mapped[str] = mapped_column(String(12))
    means: Mapped[str] = mapped_column(String(12))
    one_time_key: Mapped[str] = mapped_column(String(64), unique=True)
    customer: Mapped[dict[str, Any]]
    customer_kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    terms_version: Mapped[str] = mapped_column(String(20))
    agreed_sentences: Mapped[list[Any]]
    placed_at: Mapped[datetime]
    quote_reference: Mapped[str] = mapped_column(String(20), default="")
    holder_key: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    wish_due_on: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(index=True, default=None)
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)
    ready_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class OrderLine(Base):
    """One line as sold; add-ons hang on their root line."""

    __tablename__ = "order_lines"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    family: Mapped[str] = mapped_column(String(20))
    section: Mapped[str] = mapped_column(String(12))
    label: Mapped[dict[str, Any]]
    quantity: Mapped[int]
    unit_net: Mapped[Money]
    vat_rate: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    spec: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any]]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"), default=None)
    unit_gross: Mapped[Money | None] = mapped_column(default=None)
    product_key: Mapped[str] = mapped_column(String(80), default="")
    withdrawal_exempt: Mapped[bool] = mapped_column(default=False)


class ScheduledPayment(Base):
    """One payment an order asks for; what was paid is in the ledger of payments."""

    __tablename__ = "scheduled_payments"
    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    amount: Mapped[Money]
    due_on: Mapped[date | None]


class OrderDelivery(Base):
    """How the customer gets the order."""

    __tablename__ = "order_deliveries"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    address_lines: Mapped[list[Any]]
    postcode: Mapped[str] = mapped_column(String(10))
    city: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text)


class OrderLink(Base):
    """One private link to the page of an order; only its hash is kept."""

    __tablename__ = "order_links"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class OrderMessage(Base):
    """One message between the customer and the school."""

    __tablename__ = "order_messages"
    __table_args__ = (UniqueConstraint("order_id", "one_time_key"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    author: Mapped[str] = mapped_column(String(12))
    author_name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    posted_at: Mapped[datetime]
    one_time_key: Mapped[str | None] = mapped_column(String(64), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)


class OrderDocument(Base):
    """A stored file the customer may open from the page of the order."""

    __tablename__ = "order_documents"
    __table_args__ = (UniqueConstraint("order_id", "file_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]


class OrderStep(Base):
    """What happened to an order, when and by whom: its history, never edited."""

    __tablename__ = "order_steps"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    step: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    actor_name: Mapped[str] = mapped_column(String(120))
    detail: Mapped[str] = mapped_column(Text, default="")


class DueDateChange(Base):
    """A promised day that moved, with the reason given to the customer."""

    __tablename__ = "due_date_changes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    was_on: Mapped[date | None]
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    announced_at: Mapped[datetime]


class OrderPolicy(Base):
    """How a section takes orders from one day on: edited by the school."""

    __tablename__ = "order_policies"
    __table_args__ = (UniqueConstraint("section", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    section: Mapped[str] = mapped_column(String(12))
    valid_from: Mapped[date]
    accepts_itself: Mapped[bool]
    purchase_days: Mapped[int]
    transfer_days: Mapped[int]
    unpaid_hours: Mapped[int]


class DeliveryRate(Base):
    """What bringing an order costs, taxes included, where the postcode begins so."""

    __tablename__ = "delivery_rates"
    __table_args__ = (UniqueConstraint("postcode_prefix", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    postcode_prefix: Mapped[str] = mapped_column(String(5))
    label: Mapped[dict[str, Any]]
    gross: Mapped[Money]
    vat_rate: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    valid_from: Mapped[date]


class Basket(Base):
    """What a passer-by has chosen; found by the hash of the cookie's token."""

    __tablename__ = "baskets"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    answers: Mapped[dict[str, Any]]
    touched_at: Mapped[datetime] = mapped_column(index=True)
    ordered_at: Mapped[datetime | None] = mapped_column(default=None)


class BasketLine(Base):
    """So many of one product in a basket; its price is the one of the day."""

    __tablename__ = "basket_lines"
    __table_args__ = (
        UniqueConstraint("basket_id", "product_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    basket_id: Mapped[int] = mapped_column(ForeignKey("baskets.id", ondelete="CASCADE"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int]
