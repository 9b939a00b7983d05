"""Reads of requests and quotes."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.catalogue.domain import Family
from shop.configurations.models import Configuration
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token
from shop.orders.domain import CustomerDetails, DeliveryKind
from shop.quotes.domain.asked import Asked
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.lines import QuoteLine
from shop.quotes.domain.measuring import MeasuredSizes, has_moved, measured_spec
from shop.quotes.domain.readings import (
    AcceptanceView,
    AgreementView,
    Author,
    MeasureView,
    MessageView,
    ReceivedRequest,
    RequestSummary,
    RequestView,
    Site,
    VersionView,
    VisitView,
)
from shop.quotes.models import (
    Acceptance,
    Agreement,
    MeasuredDimensions,
    MeasuringVisit,
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
    row = session.get(QuoteRequest, request_id)
    if row is None:
        raise NotFound(NO_REQUEST)
    return _request_view(session, row)


def get_request_of_quote(session: Session, quote_id: int) -> RequestView:
    """Return a request by the id of its quote."""
    request_id = session.scalar(select(Quote.request_id).where(Quote.id == quote_id))
    if request_id is None:
        raise NotFound(NO_REQUEST)
    return get_request(session, request_id)


def find_request_of_order(session: Session, order_id: int) -> RequestView | None:
    """Return the request an order came from; None for a purchase."""
    request_id = session.scalar(select(Quote.request_id).where(Quote.order_id == order_id))
    return None if request_id is None else get_request(session, request_id)


def find_request_by_token(session: Session, token: str, now: datetime) -> RequestView | None:
    """Return what a private link opens; None when it is unknown or too old."""
    quote_id = session.scalar(
        select(QuoteLink.quote_id).where(
            QuoteLink.token_hash == hash_token(token), QuoteLink.expires_at > now
        )
    )
    return None if quote_id is None else get_request_of_quote(session, quote_id)


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


def _request_view(session: Session, row: QuoteRequest) -> RequestView:
    quote = session.scalars(select(Quote).where(Quote.request_id == row.id)).one()
    code = (
        session.scalar(select(Configuration.code).where(Configuration.id == row.configuration_id))
        if row.configuration_id
        else None
    )
    return RequestView(
        id=row.id,
        quote_id=quote.id,
        reference=row.reference,
        status=RequestStatus(row.status),
        family=Family(row.family),
        customer=CustomerDetails.from_data(row.customer),
        site=Site.from_data(row.site),
        handover=DeliveryKind(row.handover),
        message=row.message,
        company_reference=row.company_reference,
        language=row.language,
        received_at=row.received_at,
        wish_due_on=row.wish_due_on,
        configuration_code=code or "",
        shown_low=row.shown_low,
        shown_high=row.shown_high,
        reason=row.reason,
        order_id=quote.order_id,
        version=row.version,
        photo_ids=photo_file_ids(session, row.id),
        versions=_versions(session, quote.id),
        messages=_messages(session, quote.id),
        visits=_visits(session, quote.id),
        measures=_measures(session, quote.id),
    )


def _versions(session: Session, quote_id: int) -> tuple[VersionView, ...]:
    statement = (
        select(QuoteVersion, Agreement, Acceptance)
        .outerjoin(Agreement, Agreement.version_id == QuoteVersion.id)
        .outerjoin(Acceptance, Acceptance.version_id == QuoteVersion.id)
        .where(QuoteVersion.quote_id == quote_id)
        .order_by(QuoteVersion.number)
    )
    return tuple(version_view(*row) for row in session.execute(statement))


def version_view(
    row: QuoteVersion, agreement: Agreement | None = None, acceptance: Acceptance | None = None
) -> VersionView:
    return VersionView(
        id=row.id,
        number=row.number,
        status=VersionStatus(row.status),
        lines=tuple(QuoteLine.from_data(line) for line in row.lines),
        customer=CustomerDetails.from_data(row.customer),
        site=Site.from_data(row.site),
        handover=DeliveryKind(row.handover),
        language=row.language,
        note=row.note,
        due_on=row.due_on,
        is_certified=row.is_certified,
        deposit_share=row.deposit_share,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        terms_version=row.terms_version,
        pdf_file_id=row.pdf_file_id,
        pdf_digest=row.pdf_digest,
        sent_at=row.sent_at,
        version=row.version,
        agreement=_agreement(agreement),
        acceptance=_acceptance(acceptance),
    )


def _agreement(row: Agreement | None) -> AgreementView | None:
    if row is None:
        return None
    return AgreementView(
        staff_name=row.staff_name,
        agreed_at=row.agreed_at,
        student_hours=row.student_hours,
        due_on=row.due_on,
        learning=row.learning,
    )


def _acceptance(row: Acceptance | None) -> AcceptanceView | None:
    if row is None:
        return None
    return AcceptanceView(
        name=row.name,
        accepted_at=row.accepted_at,
        pdf_digest=row.pdf_digest,
        sentences=tuple(row.sentences),
        order_id=row.order_id,
    )


def _messages(session: Session, quote_id: int) -> tuple[MessageView, ...]:
    statement = (
        select(QuoteMessage).where(QuoteMessage.quote_id == quote_id).order_by(QuoteMessage.id)
    )
    return tuple(
        MessageView(
            author=Author(row.author),
            author_name=row.author_name,
            text=row.text,
            written_at=row.written_at,
        )
        for row in session.scalars(statement)
    )


def _visits(session: Session, quote_id: int) -> tuple[VisitView, ...]:
    statement = (
        select(MeasuringVisit)
        .where(MeasuringVisit.quote_id == quote_id, MeasuringVisit.cancelled_at.is_(None))
        .order_by(MeasuringVisit.id)
    )
    return tuple(
        VisitView(
            id=row.id,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            planned_by=row.planned_by,
            note=row.note,
        )
        for row in session.scalars(statement)
    )


def _measures(session: Session, quote_id: int) -> tuple[MeasureView, ...]:
    statement = (
        select(MeasuredDimensions)
        .where(MeasuredDimensions.quote_id == quote_id)
        .order_by(MeasuredDimensions.id)
    )
    return tuple(
        MeasureView(
            staff_name=row.staff_name,
            measured_at=row.measured_at,
            sizes=MeasuredSizes.from_data(row.sizes),
            note=row.note,
        )
        for row in session.scalars(statement)
    )
