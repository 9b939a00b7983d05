"""The figures of a year, late orders and who leaves."""

from datetime import date, time

from sqlalchemy import BigInteger, SQLColumnExpression, func, select, type_coerce
from sqlalchemy.orm import Session

from shop.accounts.models import Student, StudentGroup
from shop.kernel.clock import at_paris
from shop.kernel.money import Money
from shop.orders.domain import OrderStatus
from shop.orders.models import DueDateChange, Order, OrderLine
from shop.payments.domain.ledger import RefundStatus
from shop.payments.models import Payment, Refund
from shop.school.models import RunningCosts
from shop.workspace.domain.figures import LateOrder, Leavers, YearFigures
from shop.workspace.queries.waiting import is_late

MOST_LATE = 50
Amount = SQLColumnExpression[Money]
SOLD = (OrderStatus.ACCEPTED, OrderStatus.CLOSED)


def read_year(session: Session, year: int) -> YearFigures:
    """Return the figures of a calendar year at the school; one statement.

    Sales are net of tax, of orders accepted in the year and not cancelled since.
    """
    first, after = at_paris(date(year, 1, 1), time(0)), at_paris(date(year + 1, 1, 1), time(0))
    accepted = (Order.status.in_(SOLD), Order.accepted_at >= first, Order.accepted_at < after)
    sold = (
        select(func.coalesce(func.sum(_cents(OrderLine.unit_net) * OrderLine.quantity), 0))
        .join(Order, Order.id == OrderLine.order_id)
        .where(*accepted)
    )
    count = select(func.count(Order.id)).where(*accepted)
    received = select(func.coalesce(func.sum(_cents(Payment.amount)), 0)).where(
        Payment.received_at >= first, Payment.received_at < after
    )
    refunded = select(func.coalesce(func.sum(_cents(Refund.amount)), 0)).where(
        Refund.asked_at >= first,
        Refund.asked_at < after,
        Refund.status != RefundStatus.FAILED,
    )
    latest = select(func.max(RunningCosts.id)).where(RunningCosts.year == year).scalar_subquery()
    costs = select(RunningCosts.amount).where(RunningCosts.id == latest)
    entered = select(RunningCosts.entered_at).where(RunningCosts.id == latest)
    row = session.execute(
        select(
            sold.scalar_subquery(),
            count.scalar_subquery(),
            received.scalar_subquery(),
            refunded.scalar_subquery(),
            costs.scalar_subquery(),
            entered.scalar_subquery(),
        )
    ).one()
    return YearFigures(
        year=year,
        sold=Money(int(row[0])),
        orders=int(row[1]),
        received=Money(int(row[2]) - int(row[3])),
        costs=row[4],
        costs_entered_at=row[5],
    )


def list_late_orders(session: Session, today: date) -> list[LateOrder]:
    """Return the latest orders first, each with the last reason announced; one statement."""
    last = (
        select(func.max(DueDateChange.id))
        .where(DueDateChange.order_id == Order.id)
        .correlate(Order)
        .scalar_subquery()
    )
    statement = (
        select(Order.id, Order.reference, Order.title, Order.due_on, DueDateChange.reason)
        .outerjoin(DueDateChange, DueDateChange.id == last)
        .where(is_late(today))
        .order_by(Order.due_on, Order.id)
        .limit(MOST_LATE)
    )
    return [
        LateOrder(id=number, reference=reference, title=title, due_on=due_on, reason=reason or "")
        for number, reference, title, due_on, reason in session.execute(statement)
        if due_on is not None
    ]


def list_leavers(session: Session, today: date) -> list[Leavers]:
    """Return how many students leave, by day and group, soonest first; one statement."""
    statement = (
        select(Student.leaves_on, StudentGroup.name, func.count(Student.id))
        .join(StudentGroup, StudentGroup.id == Student.group_id)
        .where(Student.purged_at.is_(None), Student.leaves_on >= today)
        .group_by(Student.leaves_on, StudentGroup.name)
        .order_by(Student.leaves_on, StudentGroup.name)
    )
    return [Leavers(day, name, count) for day, name, count in session.execute(statement)]


def _cents(amount: Amount) -> SQLColumnExpression[int]:
    return type_coerce(amount, BigInteger)
