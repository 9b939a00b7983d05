"""What waits for whom, counted in one statement."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from shop.catalogue.domain import Family, section_of
from shop.jobs.domain.state import CardState, StopKind
from shop.jobs.models import CardStop, JobCard
from shop.kernel.actor import Section
from shop.orders.domain import Author, OrderStatus
from shop.orders.models import Order, OrderLine, OrderMessage
from shop.payments.models import BankLine, MoneyCheck
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.models import QuoteRequest, QuoteVersion
from shop.tasks.models import Task
from shop.workspace.domain.waiting import Waiting, Work

BEING_MADE = (CardState.PUBLISHED, CardState.IN_PROGRESS, CardState.TO_CHECK)


def count_waiting(
    session: Session, wanted: Collection[Work], sections: Collection[Section], today: date
) -> dict[Work, Waiting]:
    """Return what waits of each wanted kind, with the instant of the oldest; one statement."""
    statements = [_COUNTS[work](work, tuple(sections), today) for work in wanted]
    if not statements:
        return {}
    rows = session.execute(union_all(*statements))
    return {Work(name): Waiting(Work(name), count, since) for name, count, since in rows}


def is_late(today: date) -> ColumnElement[bool]:
    """Tell of an order whether its promised day is over while nothing is ready."""
    return (
        (Order.status == OrderStatus.ACCEPTED) & Order.ready_at.is_(None) & (Order.due_on < today)
    )


def has_section(sections: Collection[Section]) -> ColumnElement[bool]:
    """Tell of an order whether one of these workshops makes a line of it."""
    return exists().where(OrderLine.order_id == Order.id, OrderLine.section.in_(sections))


def waits_for_signature() -> ColumnElement[bool]:
    """Tell of a card whether an adult has to sign, before making or before delivery."""
    unsigned = ~exists().where(
        CardStop.card_id == JobCard.id, CardStop.kind == StopKind.BEFORE_MAKING
    )
    return JobCard.state.in_(BEING_MADE) & or_(JobCard.state == CardState.TO_CHECK, unsigned)


def asked_since() -> SQLColumnExpression[datetime]:
    """Return since when a request waits where it is."""
    return func.coalesce(QuoteRequest.waits_since, QuoteRequest.received_at)


Instant = SQLColumnExpression[datetime | None] | SQLColumnExpression[datetime]
Counted = Select[str, int, datetime | None]
Count = Callable[[Work, tuple[Section, ...], date], Counted]


def _counted(
    work: Work,
    since: SQLColumnExpression[datetime | None] | SQLColumnExpression[datetime],
    *wanted: ColumnElement[bool],
) -> Counted:
    return select(literal(work.value), func.count(), func.min(since)).where(*wanted)


def _messages(work: Work, _: tuple[Section, ...], __: date) -> Counted:
    unanswered = (OrderMessage.author == Author.CUSTOMER, OrderMessage.answered_at.is_(None))
    orders = func.count(OrderMessage.order_id.distinct())
    return select(literal(work.value), orders, func.min(OrderMessage.posted_at)).where(*unanswered)


def _requests(status: RequestStatus) -> Count:
    def count(work: Work, _: tuple[Section, ...], __: date) -> Counted:
        return _counted(work, asked_since(), QuoteRequest.status == status)

    return count


def _to_agree(work: Work, sections: tuple[Section, ...], today: date) -> Counted:
    wanted = QuoteRequest.status == RequestStatus.PRICED
    families = [family.value for family in Family if section_of(family) in sections]
    return _counted(work, asked_since(), wanted, QuoteRequest.family.in_(families))


def _quotes_sent(work: Work, _: tuple[Section, ...], __: date) -> Counted:
    return _counted(work, QuoteVersion.sent_at, QuoteVersion.status == VersionStatus.SENT)


def _money(work: Work, _: tuple[Section, ...], __: date) -> Counted:
    return _counted(work, MoneyCheck.opened_at, MoneyCheck.closed_at.is_(None))


def _transfers(work: Work, _: tuple[Section, ...], __: date) -> Counted:
    unmatched = (BankLine.payment_id.is_(None), BankLine.set_aside_at.is_(None))
    return _counted(work, BankLine.imported_at, *unmatched)


def _late(work: Work, sections: tuple[Section, ...], today: date) -> Counted:
    return _counted(work, Order.accepted_at, is_late(today), has_section(sections))


def _ready(work: Work, _: tuple[Section, ...], __: date) -> Counted:
    is_ready = (Order.status == OrderStatus.ACCEPTED, Order.ready_at.is_not(None))
    return _counted(work, Order.ready_at, *is_ready)


def _tasks(work: Work, _: tuple[Section, ...], __: date) -> Counted:
    return _counted(work, Task.failed_at, Task.failed_at.is_not(None), Task.done_at.is_(None))


def _purchases(work: Work, sections: tuple[Section, ...], _: date) -> Counted:
    waits = (Order.status == OrderStatus.PLACED, Order.submitted_at.is_not(None))
    return _counted(work, Order.submitted_at, *waits, has_section(sections))


def _cards(*wanted: ColumnElement[bool]) -> Count:
    def count(work: Work, sections: tuple[Section, ...], _: date) -> Counted:
        return _counted(work, JobCard.opened_at, JobCard.section.in_(sections), *wanted)

    return count


def _late_cards(work: Work, sections: tuple[Section, ...], today: date) -> Counted:
    unfinished = JobCard.state.in_((CardState.DRAFT, *BEING_MADE))
    return _cards(unfinished, JobCard.due_on < today)(work, sections, today)


_COUNTS: Mapping[Work, Count] = {
    Work.MESSAGES: _messages,
    Work.REQUESTS: _requests(RequestStatus.RECEIVED),
    Work.QUOTES_TO_SEND: _requests(RequestStatus.AGREED),
    Work.QUOTES_SENT: _quotes_sent,
    Work.TO_AGREE: _to_agree,
    Work.MONEY: _money,
    Work.TRANSFERS: _transfers,
    Work.LATE: _late,
    Work.READY: _ready,
    Work.TASKS: _tasks,
    Work.PURCHASES: _purchases,
    Work.TO_PREPARE: _cards(JobCard.state == CardState.DRAFT),
    Work.TO_SIGN: _cards(waits_for_signature()),
    Work.LATE_CARDS: _late_cards,
    Work.AT_WORK: _cards(JobCard.state.in_(BEING_MADE)),
}
