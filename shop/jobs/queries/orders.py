"""What cards need of the orders they come from."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.db import lock
from shop.jobs.models import JobCard
from shop.orders.models import Order


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
