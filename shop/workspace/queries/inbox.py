"""The rows of the office's inbox, read from every room in two statements."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from shop.kernel.clock import at_paris, paris_day
from shop.orders.domain import Author, OrderStatus
from shop.orders.models import Order, OrderMessage
from shop.payments.models import BankLine, MoneyCheck
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.models import Quote, QuoteRequest, QuoteVersion
from shop.tasks.models import Task
from shop.workspace.domain.inbox import RANKS, InboxKey, InboxRow, page_of
from shop.workspace.domain.waiting import Work
from shop.workspace.queries.waiting import asked_since, is_late

PAGE_SIZE = 24
ONE_DAY = timedelta(days=1)
Text = SQLColumnExpression[str]
Rows = Select[int, int, datetime | None, str, str, str, str, int | None]


def list_inbox(
    session: Session,
    works: Collection[Work],
    today: date,
    *,
    after: InboxKey | None = None,
    size: int = PAGE_SIZE,
) -> tuple[list[InboxRow], InboxKey | None]:
    """Return a page of what waits, oldest first, and the key of the next one."""
    rows = [*_read_rows(session, works, after, size + 1)]
    if Work.LATE in works:
        rows.extend(_read_late(session, today, after, size + 1))
    return page_of(rows, size)


def _read_rows(
    session: Session, works: Collection[Work], after: InboxKey | None, limit: int
) -> Iterator[InboxRow]:
    parts = [_ROWS[work]() for work in works if work in _ROWS]
    if not parts:
        return
    found = union_all(*parts).subquery()
    rank, number, since = found.c.rank, found.c.id, found.c.since
    statement = select(found)
    if after is not None:
        same_age = or_(rank > after.rank, and_(rank == after.rank, number > after.id))
        statement = statement.where(or_(since > after.since, and_(since == after.since, same_age)))
    for row in session.execute(statement.order_by(since, rank, number).limit(limit)):
        yield InboxRow(
            work=RANKS[row.rank],
            id=row.id,
            since=row.since,
            reference=row.reference or "",
            who=row.who or "",
            what=row.what or "",
            detail=row.detail or "",
            target_id=row.target_id,
        )


def _read_late(
    session: Session, today: date, after: InboxKey | None, limit: int
) -> Iterator[InboxRow]:
    """Late orders wait since the midnight after their promised day."""
    statement = select(Order.id, Order.reference, Order.title, Order.due_on).where(
        is_late(today), *_late_after(after)
    )
    for number, reference, title, due_on in session.execute(
        statement.order_by(Order.due_on, Order.id).limit(limit)
    ):
        assert due_on is not None  # noqa: S101 - a late order has its day
        yield InboxRow(
            work=Work.LATE,
            id=number,
            since=_midnight_after(due_on),
            reference=reference,
            who=title,
            target_id=number,
        )


def _late_after(after: InboxKey | None) -> tuple[ColumnElement[bool], ...]:
    if after is None:
        return ()
    day = paris_day(after.since)
    place = RANKS.index(Work.LATE)
    if at_paris(day, time(0)) != after.since or place < after.rank:
        return (Order.due_on >= day,)
    same_day = Order.due_on == day - ONE_DAY
    if place == after.rank:
        same_day = same_day & (Order.id > after.id)
    return (or_(Order.due_on >= day, same_day),)


def _midnight_after(day: date) -> datetime:
    return at_paris(day + ONE_DAY, time(0))


def _part(
    work: Work,
    number: SQLColumnExpression[int],
    since: SQLColumnExpression[datetime] | SQLColumnExpression[datetime | None],
    *,
    reference: Text | None = None,
    who: Text | None = None,
    what: Text | None = None,
    detail: Text | None = None,
    target: SQLColumnExpression[int] | SQLColumnExpression[int | None] | None = None,
) -> Rows:
    return select(
        literal(RANKS.index(work)).label("rank"),
        number.label("id"),
        since.label("since"),
        (literal("") if reference is None else reference).label("reference"),
        (literal("") if who is None else who).label("who"),
        (literal("") if what is None else what).label("what"),
        (literal("") if detail is None else detail).label("detail"),
        (number if target is None else target).label("target_id"),
    )


def _messages() -> Rows:
    """The first unanswered message of each order stands for all of them."""
    earlier = aliased(OrderMessage)
    has_earlier = exists().where(
        earlier.order_id == OrderMessage.order_id,
        earlier.author == Author.CUSTOMER,
        earlier.answered_at.is_(None),
        earlier.id < OrderMessage.id,
    )
    return (
        _part(
            Work.MESSAGES,
            OrderMessage.id,
            OrderMessage.posted_at,
            reference=Order.reference,
            who=Order.title,
            what=OrderMessage.text,
            target=Order.id,
        )
        .join(Order, Order.id == OrderMessage.order_id)
        .where(
            OrderMessage.author == Author.CUSTOMER,
            OrderMessage.answered_at.is_(None),
            ~has_earlier,
        )
    )


def _requests(work: Work, status: RequestStatus) -> Rows:
    return _part(
        work,
        QuoteRequest.id,
        asked_since(),
        reference=QuoteRequest.reference,
        who=QuoteRequest.customer_name,
        what=QuoteRequest.message,
        detail=QuoteRequest.family,
    ).where(QuoteRequest.status == status)


def _quotes_sent() -> Rows:
    """`detail` is the last day of the offer."""
    return (
        _part(
            Work.QUOTES_SENT,
            QuoteVersion.id,
            QuoteVersion.sent_at,
            reference=QuoteRequest.reference,
            who=QuoteRequest.customer_name,
            detail=cast(QuoteVersion.valid_until, String),
            target=QuoteRequest.id,
        )
        .join(Quote, Quote.id == QuoteVersion.quote_id)
        .join(QuoteRequest, QuoteRequest.id == Quote.request_id)
        .where(QuoteVersion.status == VersionStatus.SENT)
    )


def _money() -> Rows:
    return (
        _part(
            Work.MONEY,
            MoneyCheck.id,
            MoneyCheck.opened_at,
            reference=func.coalesce(Order.reference, ""),
            who=func.coalesce(Order.title, ""),
            what=MoneyCheck.detail,
            detail=MoneyCheck.kind,
            target=MoneyCheck.order_id,
        )
        .outerjoin(Order, Order.id == MoneyCheck.order_id)
        .where(MoneyCheck.closed_at.is_(None))
    )


def _transfers() -> Rows:
    return _part(Work.TRANSFERS, BankLine.id, BankLine.imported_at, what=BankLine.label).where(
        BankLine.payment_id.is_(None), BankLine.set_aside_at.is_(None)
    )


def _ready() -> Rows:
    return _part(
        Work.READY, Order.id, Order.ready_at, reference=Order.reference, who=Order.title
    ).where(Order.status == OrderStatus.ACCEPTED, Order.ready_at.is_not(None))


def _tasks() -> Rows:
    error = func.coalesce(Task.last_error, "")
    return _part(Work.TASKS, Task.id, Task.failed_at, what=error, detail=Task.kind).where(
        Task.failed_at.is_not(None), Task.done_at.is_(None)
    )


_ROWS: Mapping[Work, Callable[[], Rows]] = {
    Work.MESSAGES: _messages,
    Work.REQUESTS: lambda: _requests(Work.REQUESTS, RequestStatus.RECEIVED),
    Work.QUOTES_TO_SEND: lambda: _requests(Work.QUOTES_TO_SEND, RequestStatus.AGREED),
    Work.QUOTES_SENT: _quotes_sent,
    Work.MONEY: _money,
    Work.TRANSFERS: _transfers,
    Work.READY: _ready,
    Work.TASKS: _tasks,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The last words exchanged about an order."""

    message_id: int
    order_id: int
    reference: str
    title: str
    author: Author
    author_name: str
    text: str
    posted_at: datetime
    is_waiting: bool


def list_talks(
    session: Session, *, only_waiting: bool, before_id: int | None = None, limit: int = PAGE_SIZE
) -> list[Talk]:
    """Return the orders with messages, the latest words first, by key; one statement."""
    later, unanswered = aliased(OrderMessage), aliased(OrderMessage)
    is_waiting = exists().where(
        unanswered.order_id == OrderMessage.order_id,
        unanswered.author == Author.CUSTOMER,
        unanswered.answered_at.is_(None),
    )
    has_later = exists().where(later.order_id == OrderMessage.order_id, later.id > OrderMessage.id)
    statement = (
        select(OrderMessage, Order.reference, Order.title, is_waiting)
        .join(Order, Order.id == OrderMessage.order_id)
        .where(~has_later)
        .order_by(OrderMessage.id.desc())
        .limit(limit)
    )
    if only_waiting:
        statement = statement.where(is_waiting)
    if before_id is not None:
        statement = statement.where(OrderMessage.id < before_id)
    return [
        Talk(
            message_id=message.id,
            order_id=message.order_id,
            reference=reference,
            title=title,
            author=Author(message.author),
            author_name=message.author_name,
            text=message.text,
            posted_at=message.posted_at,
            is_waiting=bool(waits),
        )
        for message, reference, title, waits in session.execute(statement)
    ]
