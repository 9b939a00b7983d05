"""Builders of orders: plain and unsurprising."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from shop.catalogue.domain import Family
from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.kernel.tokens import hash_token
from shop.orders.domain import (
    Author,
    CustomerDetails,
    CustomerKind,
    NewDelivery,
    NewLine,
    OrderStatus,
    Origin,
    PaymentMeans,
    Step,
)
from shop.orders.models import (
    Basket,
    BasketLine,
    DeliveryRate,
    DueDateChange,
    Order,
    OrderDelivery,
    OrderDocument,
    OrderLine,
    OrderLink,
    OrderMessage,
    OrderPolicy,
    OrderStep,
    ScheduledPayment,
)
from shop.orders.pricing import ScheduleKind
from shop.orders.services import place_order
from shop.planning.models import CapacityCell
from shop.planning.services.holds import hold_slot
from tests.builders.planning import TUESDAY_EIGHT, build_open_hours
from tests.conftest import NOW

STANDARD = Decimal("0.20")


def a_customer(**changes: Any) -> CustomerDetails:  # noqa: ANN401 - any field of the customer
    known: dict[str, Any] = {
        "kind": CustomerKind.CONSUMER,
        "name": "Ana Roux",
        "email": "ana.roux@example.org",
        "phone": "03 84 00 00 00",
        "address_lines": ("3 rue du Port",),
        "postcode": "39100",
        "city": "Dole",
    }
    return CustomerDetails(**{**known, **changes})


def a_line(**changes: Any) -> NewLine:  # noqa: ANN401 - any field of the line
    known: dict[str, Any] = {
        "family": Family.SHELVING,
        "label": Bilingual("Étagère 1 800 × 900", "Shelving 1,800 × 900"),
        "quantity": 1,
        "unit_net": Money(15000),
        "vat_rate": STANDARD,
        "unit_gross": Money(18000),
        "product_key": "etagere-moyenne",
    }
    return NewLine(**{**known, **changes})


def place(scope: Scope, **changes: Any) -> int:  # noqa: ANN401 - any argument of the service
    """Place an order through the service and return its id."""
    known: dict[str, Any] = {
        "customer": a_customer(),
        "lines": [a_line()],
        "origin": Origin.BASKET,
        "delivery": NewDelivery(),
        "one_time_key": "key-1",
        "language": "fr",
        "means": PaymentMeans.CARD,
    }
    return place_order(scope, **{**known, **changes}).order_id


def hold_place(scope: Scope, key: str) -> None:
    """Hold a bay for an hour on Tuesday at eight, opening the hours when nobody has."""
    if not scope.session.scalar(select(func.count()).select_from(CapacityCell)):
        build_open_hours(scope.session)
    hold_slot(
        scope,
        holder_key=key,
        needs={"bay": 1, "instructor": 1},
        starts_at=TUESDAY_EIGHT,
        minutes=60,
        expires_at=NOW + timedelta(minutes=15),
    )


def build_order(*, reference: str = "CO-2026-0001", **changes: Any) -> Order:  # noqa: ANN401 - any column
    known: dict[str, Any] = {
        "status": OrderStatus.PLACED,
        "origin": Origin.BASKET,
        "means": PaymentMeans.CARD,
        "one_time_key": f"key-{reference}",
        "customer": a_customer().to_data(),
        "customer_kind": CustomerKind.CONSUMER,
        "title": "Ana Roux",
        "email": "ana.roux@example.org",
        "language": "fr",
        "terms_version": "2026-01",
        "agreed_sentences": [],
        "placed_at": NOW,
    }
    return Order(reference=reference, **{**known, **changes})


def build_order_line(order_id: int, **changes: Any) -> OrderLine:  # noqa: ANN401 - any column
    known: dict[str, Any] = {
        "family": Family.SHELVING,
        "section": Section.METALWORK,
        "label": {"fr": "Étagère", "en": "Shelving"},
        "quantity": 1,
        "unit_net": Money(15000),
        "unit_gross": Money(18000),
        "vat_rate": STANDARD,
        "spec": {},
        "result": {},
    }
    return OrderLine(order_id=order_id, **{**known, **changes})


def build_scheduled_payment(order_id: int, amount: Money, position: int = 1) -> ScheduledPayment:
    return ScheduledPayment(
        order_id=order_id,
        position=position,
        kind=ScheduleKind.TOTAL,
        amount=amount,
        due_on=NOW.date(),
    )


def build_order_delivery(order_id: int) -> OrderDelivery:
    return OrderDelivery(
        order_id=order_id, kind="pick_up", address_lines=[], postcode="", city="", note=""
    )


def build_order_link(order_id: int, token: str, *, expires_at: datetime | None = None) -> OrderLink:
    return OrderLink(
        order_id=order_id,
        token_hash=hash_token(token),
        made_at=NOW,
        expires_at=expires_at or NOW + timedelta(days=60),
    )


def build_order_message(order_id: int, text: str = "Bonjour") -> OrderMessage:
    return OrderMessage(
        order_id=order_id, author=Author.CUSTOMER, author_name="Ana", text=text, posted_at=NOW
    )


def build_order_document(order_id: int, file_id: int) -> OrderDocument:
    return OrderDocument(
        order_id=order_id, file_id=file_id, kind="receipt", label="Reçu", added_at=NOW
    )


def build_order_step(order_id: int, step: Step = Step.PLACED) -> OrderStep:
    return OrderStep(order_id=order_id, step=step, at=NOW, actor_name="système")


def build_due_date_change(order_id: int, due_on: date) -> DueDateChange:
    return DueDateChange(
        order_id=order_id, was_on=None, due_on=due_on, reason="Acier en retard", announced_at=NOW
    )


def build_order_policy(
    section: Section = Section.TYRES,
    *,
    accepts_itself: bool = True,
    purchase_days: int = 21,
    transfer_days: int = 7,
    unpaid_hours: int = 48,
) -> OrderPolicy:
    return OrderPolicy(
        section=section,
        valid_from=date(2026, 1, 1),
        accepts_itself=accepts_itself,
        purchase_days=purchase_days,
        transfer_days=transfer_days,
        unpaid_hours=unpaid_hours,
    )


def build_delivery_rate(prefix: str = "39", *, cents: int = 4500) -> DeliveryRate:
    return DeliveryRate(
        postcode_prefix=prefix,
        label={"fr": "Livraison dans le Jura", "en": "Delivery in the Jura"},
        gross=Money(cents),
        vat_rate=STANDARD,
        valid_from=date(2026, 1, 1),
    )


def build_basket(token: str) -> Basket:
    return Basket(token_hash=hash_token(token), language="fr", answers={}, touched_at=NOW)


def build_basket_line(basket_id: int, product_id: int, quantity: int = 1) -> BasketLine:
    return BasketLine(basket_id=basket_id, product_id=product_id, quantity=quantity)
