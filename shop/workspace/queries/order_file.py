"""One order with all that every room knows of it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, literal, select, union_all
from sqlalchemy.orm import Session

from shop.db import MoneyType
from shop.jobs.models import JobCard
from shop.kernel.money import ZERO, Money, total
from shop.orders.models import OrderDocument, OrderMessage, OrderStep
from shop.orders.pricing import ScheduleRow
from shop.orders.queries import get_order
from shop.payments.domain.ledger import Balance, RefundStatus
from shop.payments.models import Payment, Refund
from shop.workspace.domain.orders import Fact, FactKind, OrderFile


def get_order_file(session: Session, order_id: int) -> OrderFile:
    """Return all the office needs of an order; NotFound when there is none."""
    order = get_order(session, order_id)
    facts = list_facts(session, order_id)
    return OrderFile(order=order, balance=_balance_of(order.schedule, facts), facts=facts)


def list_facts(session: Session, order_id: int) -> tuple[Fact, ...]:
    """Return what happened to an order in every room, oldest first; one statement."""
    rows = session.execute(union_all(*(build(order_id) for build in _FACTS)))
    facts = (
        Fact(kind=FactKind(kind), id=id, at=at, amount=amount, name=name, code=code, text=text)
        for kind, id, at, amount, name, code, text in rows
    )
    return tuple(sorted(facts, key=lambda fact: (fact.at, fact.kind, fact.id)))


Facts = Select[str, int, datetime, Money, str, str, str]


def _facts(
    kind: FactKind,
    of: ColumnElement[bool],
    *,
    id: SQLColumnExpression[int],
    at: SQLColumnExpression[datetime],
    amount: SQLColumnExpression[Money] | None = None,
    name: SQLColumnExpression[str] | None = None,
    code: SQLColumnExpression[str] | None = None,
    text: SQLColumnExpression[str] | None = None,
) -> Facts:
    nothing = literal(ZERO, MoneyType())
    return select(
        literal(kind.value),
        id,
        at,
        nothing if amount is None else amount,
        literal("") if name is None else name,
        literal("") if code is None else code,
        literal("") if text is None else text,
    ).where(of)


def _payments(order_id: int) -> Facts:
    return _facts(
        FactKind.PAYMENT,
        Payment.order_id == order_id,
        id=Payment.id,
        at=Payment.received_at,
        amount=Payment.amount,
        name=Payment.recorded_by,
        code=Payment.provider,
    )


def _refunds(order_id: int) -> Facts:
    return _facts(
        FactKind.REFUND,
        Refund.order_id == order_id,
        id=Refund.id,
        at=Refund.asked_at,
        amount=Refund.amount,
        code=Refund.status,
        text=Refund.reason,
    )


def _messages(order_id: int) -> Facts:
    return _facts(
        FactKind.MESSAGE,
        OrderMessage.order_id == order_id,
        id=OrderMessage.id,
        at=OrderMessage.posted_at,
        name=OrderMessage.author_name,
        code=OrderMessage.author,
        text=OrderMessage.text,
    )


def _documents(order_id: int) -> Facts:
    return _facts(
        FactKind.DOCUMENT,
        OrderDocument.order_id == order_id,
        id=OrderDocument.file_id,
        at=OrderDocument.added_at,
        name=OrderDocument.label,
        code=OrderDocument.kind,
    )


def _steps(order_id: int) -> Facts:
    return _facts(
        FactKind.STEP,
        OrderStep.order_id == order_id,
        id=OrderStep.id,
        at=OrderStep.at,
        name=OrderStep.actor_name,
        code=OrderStep.step,
        text=OrderStep.detail,
    )


def _cards(order_id: int) -> Facts:
    return _facts(
        FactKind.CARD,
        JobCard.order_id == order_id,
        id=JobCard.id,
        at=JobCard.opened_at,
        name=JobCard.reference,
        code=JobCard.state,
        text=JobCard.title,
    )


_FACTS = (_payments, _refunds, _messages, _documents, _steps, _cards)


def _balance_of(schedule: Iterable[ScheduleRow], facts: Iterable[Fact]) -> Balance:
    known = tuple(facts)
    return Balance(
        asked=total(row.amount for row in schedule),
        received=total(fact.amount for fact in known if fact.kind is FactKind.PAYMENT),
        refunded=total(
            fact.amount
            for fact in known
            if fact.kind is FactKind.REFUND and fact.code != RefundStatus.FAILED
        ),
    )
