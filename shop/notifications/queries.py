"""Reads of messages."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.notifications.models import OutboxMessage


def list_messages(session: Session, limit: int = 100) -> list[OutboxMessage]:
    """Return the latest messages first."""
    statement = select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(limit)
    return list(session.scalars(statement))


def get_message(session: Session, message_id: int) -> OutboxMessage:
    """Return one message; NotFound when there is none."""
    row = session.get(OutboxMessage, message_id)
    if row is None:
        raise NotFound(N_("Ce courriel n’existe pas."))
    return row


def list_messages_to(session: Session, address: str) -> list[OutboxMessage]:
    """Return what was written to one address, oldest first."""
    statement = (
        select(OutboxMessage).where(OutboxMessage.to_address == address).order_by(OutboxMessage.id)
    )
    return list(session.scalars(statement))


def count_written_since(session: Session, address: str, template: str, since: datetime) -> int:
    """Return how many messages of one kind were written to an address after an instant."""
    statement = select(func.count()).where(
        OutboxMessage.to_address == address,
        OutboxMessage.template == template,
        OutboxMessage.queued_at > since,
    )
    return session.scalar(statement) or 0
