"""Orders as the office looks for them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    Select,
    exists,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from shop.catalogue.domain import Family
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.orders.domain import OrderStatus, PaymentMeans
from shop.orders.models import (
    Order,
    OrderLine,
    ScheduledPayment,
)
from shop.payments.domain.ledger import Balance, RefundStatus
from shop.payments.models import Payment, Refund
from shop.workspace.domain.orders import (
    OrderFilter,
    OrderRow,
    Shelf,
)
from shop.workspace.queries.waiting import is_late

PAGE_SIZE = 24
EXPORT_STEP = 500
MOST_WORDS = 4
OPEN = (OrderStatus.PLACED, OrderStatus.ACCEPTED)
ENDED = (OrderStatus.CANCELLED, OrderStatus.DECLINED)


def list_order_rows(
    session: Session,
    wanted: OrderFilter,
    today: date,
    *,
    before_id: int | None = None,
    limit: int = PAGE_SIZE,
) -> list[OrderRow]:
    """Return the latest orders first, by key: those before `before_id`; two statements."""
    statement = _rows(today).where(*_conditions(wanted, today))
    if before_id is not None:
        statement = statement.where(Order.id < before_id)
    rows = [
        _row(*found) for found in session.execute(statement.order_by(Order.id.desc()).limit(limit))
    ]
    return _with_lines(session, rows)


def walk_order_rows(session: Session, wanted: OrderFilter, today: date) -> Iterator[OrderRow]:
    """Give every order of a filter, latest first, a few hundred at a time."""
    before_id: int | None = None
    while True:
        rows = list_order_rows(session, wanted, today, before_id=before_id, limit=EXPORT_STEP)
        yield from rows
        if len(rows) < EXPORT_STEP:
            return
        before_id = rows[-1].id


def _sum_of(column: Any, *wanted: ColumnElement[bool]) -> ScalarSelect[int]:  # noqa: ANN401 - a column of any table
    found = select(func.coalesce(func.sum(type_coerce(column, BigInteger)), 0))
    return found.where(*wanted).correlate(Order).scalar_subquery()


def _asked() -> ScalarSelect[int]:
    return _sum_of(ScheduledPayment.amount, ScheduledPayment.order_id == Order.id)


def _received() -> ScalarSelect[int]:
    return _sum_of(Payment.amount, Payment.order_id == Order.id)


def _refunded() -> ScalarSelect[int]:
    kept = (Refund.order_id == Order.id, Refund.status != RefundStatus.FAILED)
    return _sum_of(Refund.amount, *kept)


def _rows(today: date) -> Select[Order, bool, int, int, int]:
    late = is_late(today).label("is_late")
    return select(Order, late, _asked(), _received(), _refunded())


def _conditions(wanted: OrderFilter, today: date) -> Iterator[ColumnElement[bool]]:
    yield from _SHELVES[wanted.shelf](today)
    if wanted.family is not None:
        yield exists().where(OrderLine.order_id == Order.id, OrderLine.family == wanted.family)
    if wanted.unpaid:
        yield Order.status.in_((*OPEN, OrderStatus.CLOSED))
        yield _received() - _refunded() < _asked()
    for word in wanted.words.split()[:MOST_WORDS]:
        yield or_(
            Order.reference.contains(word.upper(), autoescape=True),
            Order.email.contains(word.lower(), autoescape=True),
            func.lower(Order.title).contains(word.lower(), autoescape=True),
        )


_SHELVES: Mapping[Shelf, Callable[[date], tuple[ColumnElement[bool], ...]]] = {
    Shelf.OPEN: lambda _: (Order.status.in_(OPEN),),
    Shelf.TO_ACCEPT: lambda _: (
        Order.status == OrderStatus.PLACED,
        Order.submitted_at.is_not(None),
    ),
    Shelf.IN_PROGRESS: lambda _: (
        Order.status == OrderStatus.ACCEPTED,
        Order.ready_at.is_(None),
    ),
    Shelf.LATE: lambda today: (is_late(today),),
    Shelf.READY: lambda _: (
        Order.status == OrderStatus.ACCEPTED,
        Order.ready_at.is_not(None),
    ),
    Shelf.CLOSED: lambda _: (Order.status == OrderStatus.CLOSED,),
    Shelf.ENDED: lambda _: (Order.status.in_(ENDED),),
    Shelf.ALL: lambda _: (),
}


def _row(order: Order, late: bool, asked: int, received: int, refunded: int) -> OrderRow:
    return OrderRow(
        id=order.id,
        reference=order.reference,
        status=OrderStatus(order.status),
        title=order.title,
        town=str(order.customer.get("city", "")),
        means=PaymentMeans(order.means),
        placed_at=order.placed_at,
        due_on=order.due_on,
        is_ready=order.ready_at is not None,
        is_late=bool(late),
        balance=Balance(Money(int(asked)), Money(int(received)), Money(int(refunded))),
    )


def _with_lines(session: Session, rows: list[OrderRow]) -> list[OrderRow]:
    """Add what was ordered: the root lines, in the order of the page."""
    found: dict[int, list[tuple[Bilingual, Family]]] = {row.id: [] for row in rows}
    lines = select(OrderLine.order_id, OrderLine.label, OrderLine.family).where(
        OrderLine.order_id.in_(found), OrderLine.parent_id.is_(None)
    )
    for order_id, label, family in session.execute(lines.order_by(OrderLine.id)):
        found[order_id].append((Bilingual.from_data(label), Family(family)))
    return [
        replace(
            row,
            labels=tuple(label for label, _ in found[row.id]),
            families=tuple(dict.fromkeys(family for _, family in found[row.id])),
        )
        for row in rows
    ]
