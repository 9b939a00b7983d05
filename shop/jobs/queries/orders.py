"""What cards need of the orders they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.db import lock
from shop.jobs.models import JobCard
from shop.kernel.money import ZERO
from shop.orders.domain import PaymentMeans
from shop.orders.models import Order, OrderLine, ScheduledPayment
from shop.orders.pricing import ScheduleKind
from shop.orders.queries import asked_amount
from shop.payments.queries import received_amount, refunded_amount


@dataclass(frozen=True, slots=True)
class Standing:
    """What a line was sold as, and whether all that is due before students start is paid."""

    result: Mapping[str, Any]
    is_paid: bool


def read_standing(session: Session, order_id: int, line_id: int) -> Standing:
    """Return how a line of an order stands, in one statement.

    Due before work: the deposit, or a purchase in full. What is paid on site, and the balance
    of a quote, are due at hand-over.
    """
    before_work = asked_amount(order_id).where(ScheduledPayment.kind != ScheduleKind.BALANCE)
    sums = (before_work, received_amount(order_id), refunded_amount(order_id))
    statement = (
        select(Order.means, OrderLine.result, *(one.scalar_subquery() for one in sums))
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(OrderLine.id == line_id)
    )
    means, result, *amounts = session.execute(statement).one()
    due, received, refunded = (amount or ZERO for amount in amounts)
    is_paid = means == PaymentMeans.ON_SITE or received - refunded >= due
    return Standing(result, is_paid)


def lock_order(session: Session, order_id: int) -> None:
    """Lock the order before its cards: every act that touches both takes it first."""
    lock(session, Order, order_id)


def order_of_card(session: Session, card_id: int) -> int | None:
    """Return the order a card belongs to, None when there is no such card."""
    return session.scalars(select(JobCard.order_id).where(JobCard.id == card_id)).one_or_none()


def list_card_ids(session: Session, order_id: int) -> list[int]:
    """Return the cards of an order, lowest id first: the order in which they are locked."""
    statement = select(JobCard.id).where(JobCard.order_id == order_id).order_by(JobCard.id)
    return list(session.scalars(statement))


def lines_with_card(session: Session, order_id: int) -> set[int]:
    """Return the order lines that already have their card."""
    return set(session.scalars(select(JobCard.order_line_id).where(JobCard.order_id == order_id)))


def list_states(session: Session, order_id: int) -> list[str]:
    """Return the states of the cards of an order."""
    return list(session.scalars(select(JobCard.state).where(JobCard.order_id == order_id)))
