"""Reads of requests and quotes."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shop.catalogue.domain import Family
from shop.configurations.models import Configuration
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token
from shop.orders.domain import CustomerDetails, DeliveryKind
from shop.quotes.assembling import find_whole_request
from shop.quotes.domain.asked import Asked
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.measuring import has_moved, measured_spec
from shop.quotes.domain.readings import (
    MeasureView,
    ReceivedRequest,
    RequestSummary,
    RequestView,
    VersionView,
)
from shop.quotes.models import (
    Quote,
    QuoteLink,
    QuoteMessage,
    QuoteRequest,
    QuoteVersion,
    RequestPhoto,
)

PAGE_SIZE = 24
OPEN = (
    RequestStatus.RECEIVED,
    RequestStatus.PRICED,
    RequestStatus.AGREED,
    RequestStatus.ANSWERED,
)
NO_REQUEST = N_("Cette demande n’existe pas.")
NO_QUOTE = N_("Ce lien ne mène plus à un devis. Demandez-en un nouveau : nous l’envoyons.")


def find_request_by_key(session: Session, one_time_key: str) -> ReceivedRequest | None:
    """Return the request a form has already made."""
    statement = select(QuoteRequest.id, QuoteRequest.reference).where(
        QuoteRequest.one_time_key == one_time_key
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else ReceivedRequest(row.id, row.reference)


def get_asked_by_key(session: Session, one_time_key: str) -> Asked:
    """Return what a form has asked for; NotFound when it has asked nothing."""
    statement = (
        select(QuoteRequest, Configuration.code)
        .outerjoin(Configuration, Configuration.id == QuoteRequest.configuration_id)
        .where(QuoteRequest.one_time_key == one_time_key)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        raise NotFound(NO_REQUEST)
    row, code = found
    return Asked(
        reference=row.reference,
        code=code or "",
        kind=CustomerDetails.from_data(row.customer).kind,
        handover=DeliveryKind(row.handover),
        received_at=row.received_at,
    )


def get_request(session: Session, request_id: int) -> RequestView:
    """Return a request with its quote; NotFound when there is none."""
    return _get_whole(session, QuoteRequest.id == request_id)


def get_request_of_quote(session: Session, quote_id: int) -> RequestView:
    """Return a request by the id of its quote."""
    return _get_whole(session, Quote.id == quote_id)


def find_request_of_order(session: Session, order_id: int) -> RequestView | None:
    """Return the request an order came from; None for a purchase."""
    return find_whole_request(session, Quote.order_id == order_id)


def find_request_by_token(session: Session, token: str, now: datetime) -> RequestView | None:
    """Return what a private link opens; None when it is unknown or too old."""
    opened = select(QuoteLink.quote_id).where(
        QuoteLink.token_hash == hash_token(token), QuoteLink.expires_at > now
    )
    return find_whole_request(session, Quote.id == opened.scalar_subquery())


def _get_whole(session: Session, wanted: ColumnElement[bool]) -> RequestView:
    found = find_whole_request(session, wanted)
    if found is None:
        raise NotFound(NO_REQUEST)
    return found


def get_request_by_token(session: Session, token: str, now: datetime) -> RequestView:
    """Return what a private link opens; NotFound when it is unknown or too old."""
    found = find_request_by_token(session, token, now)
    if found is None:
        raise NotFound(NO_QUOTE)
    return found


def quote_of_old_link(session: Session, token: str) -> int | None:
    """Return the quote of a link even when it is too old, to send a fresh one."""
    statement = select(QuoteLink.quote_id).where(QuoteLink.token_hash == hash_token(token))
    return session.scalar(statement)


def list_requests(
    session: Session,
    *,
    statuses: Iterable[RequestStatus] = OPEN,
    before_id: int | None = None,
    limit: int = PAGE_SIZE,
) -> list[RequestSummary]:
    """Return requests by key, the newest first."""
    statement = select(QuoteRequest).where(QuoteRequest.status.in_([s.value for s in statuses]))
    if before_id is not None:
        statement = statement.where(QuoteRequest.id < before_id)
    rows = session.scalars(statement.order_by(QuoteRequest.id.desc()).limit(limit))
    return [_summary(row) for row in rows]


def list_versions_to_expire(session: Session, today: date) -> list[int]:
    """Return the sent versions whose last day is over."""
    statement = select(QuoteVersion.id).where(
        QuoteVersion.status == VersionStatus.SENT, QuoteVersion.valid_until < today
    )
    return list(session.scalars(statement))


def list_versions_ending(session: Session, last_day: date) -> list[int]:
    """Return the sent versions that end by a day and whose customer was not told yet."""
    statement = select(QuoteVersion.id).where(
        QuoteVersion.status == VersionStatus.SENT,
        QuoteVersion.valid_until <= last_day,
        QuoteVersion.reminded_at.is_(None),
    )
    return list(session.scalars(statement))


def list_requests_to_forget(session: Session, ended_before: datetime) -> list[int]:
    """Return the requests that came to nothing before an instant and still name somebody."""
    statement = (
        select(QuoteRequest.id)
        .join(Quote, Quote.request_id == QuoteRequest.id)
        .where(
            QuoteRequest.status.in_([RequestStatus.CLOSED, RequestStatus.DECLINED]),
            QuoteRequest.waits_since < ended_before,
            QuoteRequest.email != "",
            Quote.order_id.is_(None),
        )
    )
    return list(session.scalars(statement.order_by(QuoteRequest.id)))


def needs_measure(session: Session, order_id: int) -> bool:
    """Tell whether an order still rests on a customer's doubtful measures.

    Nobody may publish a cut list before an adult of the school has measured, and, when the
    dimensions changed, before the customer has accepted the new version.
    """
    request = find_request_of_order(session, order_id)
    if request is None:
        return False
    accepted = [v for v in request.versions if v.status is VersionStatus.ACCEPTED]
    return bool(accepted) and _waits_for_measure(accepted[-1], request.measures)


def has_message(session: Session, quote_id: int, one_time_key: str) -> bool:
    """Tell whether a form has already left its message."""
    statement = select(QuoteMessage.id).where(
        QuoteMessage.quote_id == quote_id, QuoteMessage.one_time_key == one_time_key
    )
    return session.scalar(statement) is not None


def photo_file_ids(session: Session, request_id: int) -> tuple[int, ...]:
    statement = (
        select(RequestPhoto.file_id)
        .where(RequestPhoto.request_id == request_id)
        .order_by(RequestPhoto.position)
    )
    return tuple(session.scalars(statement))


def _waits_for_measure(version: VersionView, measures: tuple[MeasureView, ...]) -> bool:
    line = version.measured
    if line is None or not version.rests_on_estimate:
        return False
    if not measures:
        return True
    return has_moved(line, measured_spec(line, measures[-1].sizes))


def _summary(row: QuoteRequest) -> RequestSummary:
    return RequestSummary(
        id=row.id,
        reference=row.reference,
        status=RequestStatus(row.status),
        family=Family(row.family),
        title=row.customer_name,
        received_at=row.received_at,
        waits_since=row.waits_since or row.received_at,
        wish_due_on=row.wish_due_on,
    )
