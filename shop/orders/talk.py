"""What the page of an order tells besides the order: history, messages, documents, at once."""

from dataclasses import dataclass

from sqlalchemy import Executable, Text, cast, literal, select, union_all
from sqlalchemy.orm import Session

from shop.orders.domain import Author, DocumentView, MessageView, Step, StepView
from shop.orders.models import OrderDocument, OrderMessage, OrderStep

STEP, MESSAGE, DOCUMENT = "step", "message", "document"


@dataclass(frozen=True, slots=True)
class Talk:
    """What was done, said and given about an order, each list oldest first."""

    steps: list[StepView]
    messages: list[MessageView]
    documents: list[DocumentView]


def read_talk(session: Session, order_id: int) -> Talk:
    """Read history, messages and documents of an order in one query."""
    talk = Talk([], [], [])
    for kind, key, code, at, text, name, answered_at in session.execute(_statement(order_id)):
        if kind == STEP:
            talk.steps.append(StepView(Step(code), at, text, name))
        elif kind == DOCUMENT:
            talk.documents.append(DocumentView(key, code, text, at))
        else:
            is_answered = answered_at is not None
            talk.messages.append(
                MessageView(key, order_id, Author(code), name, text, at, is_answered)
            )
    return talk


def _statement(order_id: int) -> Executable:
    step, message, document = OrderStep, OrderMessage, OrderDocument
    nobody, never = literal(""), cast(None, message.posted_at.type)
    steps = select(
        literal(STEP).label("kind"),
        step.id.label("key"),
        step.step.label("code"),
        step.at.label("at"),
        step.detail.label("text"),
        step.actor_name.label("name"),
        never.label("answered_at"),
        step.id.label("position"),
    ).where(step.order_id == order_id)
    messages = select(
        literal(MESSAGE),
        message.id,
        message.author,
        message.posted_at,
        message.text,
        message.author_name,
        message.answered_at,
        message.id,
    ).where(message.order_id == order_id)
    documents = select(
        literal(DOCUMENT),
        document.file_id,
        document.kind,
        document.added_at,
        cast(document.label, Text),
        nobody,
        never,
        document.id,
    ).where(document.order_id == order_id)
    found = union_all(steps, messages, documents).subquery()
    columns = (found.c.kind, found.c.key, found.c.code, found.c.at, found.c.text)
    return select(*columns, found.c.name, found.c.answered_at).order_by(found.c.position)
