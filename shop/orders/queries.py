"""Reads of orders."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from shop.catalogue.domain import Family
from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_, Bilingual
from shop.kernel.tokens import hash_token
from shop.orders.domain import (
    Appointment,
    Author,
    CustomerDetails,
    DeliveryKind,
    DocumentView,
    MessageView,
    NewDelivery,
    OrderLineView,
    OrderStatus,
    OrderSummary,
    OrderView,
    Origin,
    PaymentMeans,
    Policy,
    Step,
    StepView,
)
from shop.orders.models import (
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
from shop.orders.pricing import (
    ScheduleKind,
    ScheduleRow,
)
from shop.planning.models import Hold

PAGE_SIZE = 24


def get_order(session: Session, order_id: int) -> OrderView:
    """Return an order with its lines, schedule and delivery; NotFound when there is none."""
    row = session.get(Order, order_id)
    if row is None:
        raise NotFound(N_("Cette commande n’existe pas."))
    return _order_view(session, row)


def find_order_by_token(session: Session, token: str, now: datetime) -> OrderView | None:
    """Return the order a private link opens; None when the link is wrong or has expired."""
    statement = (
        select(Order)
        .join(OrderLink, OrderLink.order_id == Order.id)
        .where(OrderLink.token_hash == hash_token(token), OrderLink.expires_at > now)
    )
    row = session.scalars(statement).one_or_none()
    return None if row is None else _order_view(session, row)


def find_order_of_expired_link(session: Session, token: str) -> int | None:
    """Return the order a link once opened, so that a fresh one can be sent to its customer."""
    statement = select(OrderLink.order_id).where(OrderLink.token_hash == hash_token(token))
    return session.scalars(statement).one_or_none()


def find_order_id(session: Session, reference: str) -> int | None:
    """Return the id of the order with this reference, however it was typed."""
    wanted = "".join(reference.split()).upper()
    return session.scalars(select(Order.id).where(Order.reference == wanted)).one_or_none()


def find_order_id_of(session: Session, reference: str, email: str) -> int | None:
    """Return the id of the order with this reference, when it was placed with this address."""
    statement = select(Order.id).where(
        Order.reference == "".join(reference.split()).upper(), Order.email == email.lower()
    )
    return session.scalars(statement).one_or_none()


def list_orders_of(session: Session, email: str) -> list[OrderSummary]:
    """Return the orders placed with an address, the latest first."""
    statement = _summaries().where(Order.email == email.lower())
    rows = session.execute(statement.order_by(Order.id.desc()).limit(PAGE_SIZE))
    return [_summary(row.Order, row.payable) for row in rows]


def find_order_by_key(session: Session, one_time_key: str) -> tuple[int, str] | None:
    """Return (id, reference) of the order placed with this one-time key."""
    statement = select(Order.id, Order.reference).where(Order.one_time_key == one_time_key)
    row = session.execute(statement).one_or_none()
    return None if row is None else (row.id, row.reference)


def list_orders(
    session: Session,
    *,
    status: OrderStatus | None = None,
    section: Section | None = None,
    words: str = "",
    before_id: int | None = None,
    limit: int = PAGE_SIZE,
) -> list[OrderSummary]:
    """Return the latest orders first, by key: those before `before_id`."""
    statement = _summaries()
    if status is not None:
        statement = statement.where(Order.status == status)
    if section is not None:
        statement = statement.where(_has_section(section))
    for word in words.split()[:4]:
        statement = statement.where(
            or_(
                Order.reference.contains(word.upper(), autoescape=True),
                Order.email.contains(word.lower(), autoescape=True),
                func.lower(Order.title).contains(word.lower(), autoescape=True),
            )
        )
    if before_id is not None:
        statement = statement.where(Order.id < before_id)
    rows = session.execute(statement.order_by(Order.id.desc()).limit(limit))
    return [_summary(row.Order, row.payable) for row in rows]


def list_orders_to_accept(session: Session, section: Section | None = None) -> list[OrderView]:
    """Return the purchases that wait for a teacher, oldest first.

    A purchase paid by card only gets here once it is paid.
    """
    statement = (
        select(Order)
        .where(Order.status == OrderStatus.PLACED, Order.submitted_at.is_not(None))
        .order_by(Order.submitted_at, Order.id)
    )
    if section is not None:
        statement = statement.where(_has_section(section))
    return _order_views(session, session.scalars(statement).all())


def list_orders_in_progress(session: Session) -> list[OrderSummary]:
    """Return the accepted orders by promised day, those without one last."""
    statement = _summaries().where(Order.status == OrderStatus.ACCEPTED)
    rows = session.execute(statement.order_by(Order.due_on.is_(None), Order.due_on, Order.id))
    return [_summary(row.Order, row.payable) for row in rows]


def asked_amount(order_id: int) -> Select[Money]:
    """Select what an order asks for in all, tax included."""
    return select(func.sum(ScheduledPayment.amount)).where(ScheduledPayment.order_id == order_id)


def list_steps(session: Session, order_id: int) -> list[StepView]:
    """Return the history of an order, oldest first."""
    statement = select(OrderStep).where(OrderStep.order_id == order_id).order_by(OrderStep.id)
    return [
        StepView(Step(row.step), row.at, row.detail, row.actor_name)
        for row in session.scalars(statement)
    ]


def list_messages(session: Session, order_id: int) -> list[MessageView]:
    """Return what was written about an order, oldest first."""
    statement = (
        select(OrderMessage).where(OrderMessage.order_id == order_id).order_by(OrderMessage.id)
    )
    return [_message_view(row) for row in session.scalars(statement)]


def get_message(session: Session, message_id: int) -> MessageView:
    """Return one message."""
    return _message_view(session.get_one(OrderMessage, message_id))


def list_orders_expected(session: Session, begins: datetime, ends: datetime) -> list[int]:
    """Return the accepted orders whose appointment begins between two instants."""
    statement = (
        select(Order.id)
        .join(Hold, Hold.holder_key == Order.holder_key)
        .where(
            Order.status == OrderStatus.ACCEPTED, Hold.starts_at >= begins, Hold.starts_at < ends
        )
        .order_by(Order.id)
    )
    return list(session.scalars(statement))


def has_message(session: Session, order_id: int, one_time_key: str) -> bool:
    """Tell whether the form with this key already posted its message."""
    statement = select(OrderMessage.id).where(
        OrderMessage.order_id == order_id, OrderMessage.one_time_key == one_time_key
    )
    return session.scalars(statement).first() is not None


def list_unanswered_messages(session: Session) -> list[tuple[str, MessageView]]:
    """Return (reference, message) of what customers wrote and nobody answered, oldest first."""
    statement = (
        select(Order.reference, OrderMessage)
        .join(Order, Order.id == OrderMessage.order_id)
        .where(OrderMessage.author == Author.CUSTOMER, OrderMessage.answered_at.is_(None))
        .order_by(OrderMessage.id)
    )
    return [(reference, _message_view(row)) for reference, row in session.execute(statement)]


def list_documents(session: Session, order_id: int) -> list[DocumentView]:
    """Return the documents of an order, oldest first."""
    statement = (
        select(OrderDocument).where(OrderDocument.order_id == order_id).order_by(OrderDocument.id)
    )
    return [
        DocumentView(row.file_id, row.kind, row.label, row.added_at)
        for row in session.scalars(statement)
    ]


def list_policies(session: Session, on: date) -> list[Policy]:
    """Return, for each section, the policy in force that day."""
    statement = (
        select(OrderPolicy).where(OrderPolicy.valid_from <= on).order_by(OrderPolicy.valid_from)
    )
    latest = {row.section: row for row in session.scalars(statement)}
    return [
        Policy(
            section=Section(row.section),
            accepts_itself=row.accepts_itself,
            purchase_days=row.purchase_days,
            transfer_days=row.transfer_days,
            unpaid_hours=row.unpaid_hours,
        )
        for row in latest.values()
    ]


def _has_section(section: Section) -> ColumnElement[bool]:
    return (
        select(OrderLine.id)
        .where(OrderLine.order_id == Order.id, OrderLine.section == section)
        .exists()
    )


def _summaries() -> Select[Order, Money]:
    payable = (
        select(func.coalesce(func.sum(ScheduledPayment.amount), 0))
        .where(ScheduledPayment.order_id == Order.id)
        .correlate(Order)
        .scalar_subquery()
    )
    return select(Order, payable.label("payable"))


def _summary(row: Order, payable: Money | int) -> OrderSummary:
    return OrderSummary(
        id=row.id,
        reference=row.reference,
        status=OrderStatus(row.status),
        origin=Origin(row.origin),
        title=row.title,
        payable=payable if isinstance(payable, Money) else Money(payable),
        placed_at=row.placed_at,
        due_on=row.due_on,
        is_ready=row.ready_at is not None,
    )


def _order_view(session: Session, row: Order) -> OrderView:
    return _order_views(session, [row])[0]


def _order_views(session: Session, rows: Sequence[Order]) -> list[OrderView]:
    """Read the parts of all these orders with one query a table."""
    ids = [row.id for row in rows]
    lines = session.scalars(
        select(OrderLine).where(OrderLine.order_id.in_(ids)).order_by(OrderLine.id)
    ).all()
    found = session.execute(
        select(OrderDelivery, ScheduledPayment)
        .outerjoin(ScheduledPayment, ScheduledPayment.order_id == OrderDelivery.order_id)
        .where(OrderDelivery.order_id.in_(ids))
        .order_by(ScheduledPayment.position)
    ).all()
    deliveries: dict[int, OrderDelivery] = {row[0].order_id: row[0] for row in found}
    asked: list[ScheduledPayment] = [row[1] for row in found if row[1] is not None]
    places = _places(session, rows)
    return [
        _assemble(row, lines, asked, deliveries[row.id], places.get(row.holder_key)) for row in rows
    ]


def _places(session: Session, rows: Sequence[Order]) -> dict[str | None, Appointment]:
    """Return when each held place or appointment of these orders is, by holder key."""
    keys = [row.holder_key for row in rows if row.holder_key]
    if not keys:
        return {}
    found = session.scalars(select(Hold).where(Hold.holder_key.in_(keys)))
    return {
        hold.holder_key: Appointment(starts_at=hold.starts_at, ends_at=hold.ends_at)
        for hold in found
    }


def _assemble(
    row: Order,
    lines: Iterable[OrderLine],
    asked: Iterable[ScheduledPayment],
    delivery: OrderDelivery,
    appointment: Appointment | None,
) -> OrderView:
    return OrderView(
        id=row.id,
        reference=row.reference,
        version=row.version,
        status=OrderStatus(row.status),
        origin=Origin(row.origin),
        means=PaymentMeans(row.means),
        customer=CustomerDetails.from_data(row.customer),
        delivery=_delivery_view(delivery),
        language=row.language,
        lines=tuple(_line_view(line) for line in lines if line.order_id == row.id),
        schedule=tuple(_schedule_row(due) for due in asked if due.order_id == row.id),
        agreed_sentences=tuple(row.agreed_sentences),
        quote_reference=row.quote_reference,
        holder_key=row.holder_key,
        appointment=appointment,
        wish_due_on=row.wish_due_on,
        due_on=row.due_on,
        placed_at=row.placed_at,
        submitted_at=row.submitted_at,
        accepted_at=row.accepted_at,
        ready_at=row.ready_at,
        ended_at=row.ended_at,
        reason=row.reason,
    )


def _delivery_view(row: OrderDelivery) -> NewDelivery:
    return NewDelivery(
        kind=DeliveryKind(row.kind),
        address_lines=tuple(row.address_lines),
        postcode=row.postcode,
        city=row.city,
        note=row.note,
    )


def _line_view(row: OrderLine) -> OrderLineView:
    return OrderLineView(
        id=row.id,
        parent_id=row.parent_id,
        family=Family(row.family),
        section=Section(row.section),
        label=Bilingual.from_data(row.label),
        quantity=row.quantity,
        unit_net=row.unit_net,
        unit_gross=row.unit_gross,
        vat_rate=row.vat_rate,
        spec=row.spec,
        result=row.result,
        product_key=row.product_key,
        withdrawal_exempt=row.withdrawal_exempt,
    )


def _schedule_row(row: ScheduledPayment) -> ScheduleRow:
    return ScheduleRow(kind=ScheduleKind(row.kind), amount=row.amount, due_on=row.due_on)


def _message_view(row: OrderMessage) -> MessageView:
    return MessageView(
        id=row.id,
        order_id=row.order_id,
        author=Author(row.author),
        author_name=row.author_name,
        text=row.text,
        posted_at=row.posted_at,
        is_answered=row.answered_at is not None,
    )
