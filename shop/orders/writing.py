"""Writes a new order with its lines, schedule and delivery."""

from dataclasses import dataclass
from datetime import date

from shop.catalogue.domain import section_of
from shop.db import Scope
from shop.orders.domain import (
    CustomerDetails,
    NewDelivery,
    NewLine,
    OrderStatus,
    Origin,
    PaymentMeans,
)
from shop.orders.models import Order, OrderDelivery, OrderLine, ScheduledPayment
from shop.orders.pricing import ScheduleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is about to become an order."""

    customer: CustomerDetails
    lines: tuple[NewLine, ...]
    origin: Origin
    delivery: NewDelivery
    means: PaymentMeans
    language: str
    one_time_key: str
    schedule: tuple[ScheduleRow, ...]
    terms_version: str = ""
    agreed_sentences: tuple[str, ...] = ()
    quote_reference: str = ""
    holder_key: str | None = None
    wish_due_on: date | None = None
    due_on: date | None = None


def write_order(scope: Scope, wish: Wish, reference: str) -> Order:
    order = Order(
        reference=reference,
        status=OrderStatus.PLACED,
        origin=wish.origin,
        means=wish.means,
        one_time_key=wish.one_time_key,
        customer=wish.customer.to_data(),
        customer_kind=wish.customer.kind,
        title=wish.customer.title,
        email=wish.customer.email.lower(),
        language=wish.language,
        terms_version=wish.terms_version,
        agreed_sentences=list(wish.agreed_sentences),
        quote_reference=wish.quote_reference,
        holder_key=wish.holder_key,
        wish_due_on=wish.wish_due_on,
        due_on=wish.due_on,
        placed_at=scope.now,
    )
    scope.session.add(order)
    scope.session.flush()
    _write_parts(scope, order.id, wish)
    return order


def _write_parts(scope: Scope, order_id: int, wish: Wish) -> None:
    for line in wish.lines:
        write_line(scope, order_id, line, None)
    scope.session.add_all(
        ScheduledPayment(
            order_id=order_id, position=n, kind=row.kind, amount=row.amount, due_on=row.due_on
        )
        for n, row in enumerate(wish.schedule, start=1)
    )
    scope.session.add(
        OrderDelivery(
            order_id=order_id,
            kind=wish.delivery.kind,
            address_lines=list(wish.delivery.address_lines),
            postcode=wish.delivery.postcode,
            city=wish.delivery.city,
            note=wish.delivery.note,
        )
    )
    scope.session.flush()


def write_line(scope: Scope, order_id: int, line: NewLine, parent_id: int | None) -> None:
    row = OrderLine(
        order_id=order_id,
        parent_id=parent_id,
        family=line.family,
        section=section_of(line.family),
        label=line.label.to_data(),
        quantity=line.quantity,
        unit_net=line.unit_net,
        unit_gross=line.unit_gross,
        vat_rate=line.vat_rate,
        spec=dict(line.spec),
        result=dict(line.result),
        product_key=line.product_key,
        withdrawal_exempt=line.withdrawal_exempt,
    )
    scope.session.add(row)
    scope.session.flush()
    for child in line.children:
        write_line(scope, order_id, child, row.id)
