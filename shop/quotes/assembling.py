"""A request whole: from its rows to what pages read of it, in three statements."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from shop.catalogue.domain import Family
from shop.configurations.models import Configuration
from shop.db import JSON, UtcDateTime
from shop.orders.domain import CustomerDetails, DeliveryKind
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.lines import QuoteLine
from shop.quotes.domain.measuring import MeasuredSizes
from shop.quotes.domain.readings import (
    AcceptanceView,
    AgreementView,
    Author,
    MeasureView,
    MessageView,
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
    QuoteMessage,
    QuoteRequest,
    QuoteVersion,
    RequestPhoto,
)

Line = Row[*tuple[Any, ...]]
Lines = Select[*tuple[Any, ...]]
NO_END = cast(null(), UtcDateTime)
NO_SIZES = cast(null(), JSON)


class Event(StrEnum):
    """From which table a line of what happened around a quote comes."""

    MEASURE = "measure"
    MESSAGE = "message"
    VISIT = "visit"


def find_whole_request(session: Session, *wanted: ColumnElement[bool]) -> RequestView | None:
    """Return the one request that these conditions on it or on its quote choose, or None."""
    statement = (
        select(QuoteRequest, Quote, Configuration.code, RequestPhoto.file_id)
        .join(Quote, Quote.request_id == QuoteRequest.id)
        .outerjoin(Configuration, Configuration.id == QuoteRequest.configuration_id)
        .outerjoin(RequestPhoto, RequestPhoto.request_id == QuoteRequest.id)
        .where(*wanted)
        .order_by(RequestPhoto.position)
    )
    found = session.execute(statement).all()
    if not found:
        return None
    row, quote, code, _ = found[0]
    photo_ids = tuple(photo_id for *_, photo_id in found if photo_id is not None)
    happened = _read_events(session, quote.id)
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
        photo_ids=photo_ids,
        versions=_versions(session, quote.id),
        messages=tuple(_message(line) for line in happened if line.event == Event.MESSAGE),
        visits=tuple(_visit(line) for line in happened if line.event == Event.VISIT),
        measures=tuple(_measure(line) for line in happened if line.event == Event.MEASURE),
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


def _read_events(session: Session, quote_id: int) -> Sequence[Line]:
    """Return the messages, planned visits and measures of a quote, each in its order."""
    selects = (_messages(quote_id), _visits(quote_id), _measures(quote_id))
    return session.execute(union_all(*selects).order_by("id")).all()


def _messages(quote_id: int) -> Lines:
    return select(
        literal(Event.MESSAGE.value).label("event"),
        QuoteMessage.id.label("id"),
        QuoteMessage.author.label("author"),
        QuoteMessage.author_name.label("name"),
        QuoteMessage.text.label("text"),
        QuoteMessage.written_at.label("at"),
        NO_END.label("until"),
        NO_SIZES.label("sizes"),
    ).where(QuoteMessage.quote_id == quote_id)


def _visits(quote_id: int) -> Lines:
    return select(
        literal(Event.VISIT.value),
        MeasuringVisit.id,
        literal(Author.SCHOOL.value),
        MeasuringVisit.planned_by,
        MeasuringVisit.note,
        MeasuringVisit.starts_at,
        MeasuringVisit.ends_at,
        NO_SIZES,
    ).where(MeasuringVisit.quote_id == quote_id, MeasuringVisit.cancelled_at.is_(None))


def _measures(quote_id: int) -> Lines:
    return select(
        literal(Event.MEASURE.value),
        MeasuredDimensions.id,
        literal(Author.SCHOOL.value),
        MeasuredDimensions.staff_name,
        MeasuredDimensions.note,
        MeasuredDimensions.measured_at,
        NO_END,
        MeasuredDimensions.sizes,
    ).where(MeasuredDimensions.quote_id == quote_id)


def _message(line: Line) -> MessageView:
    return MessageView(
        author=Author(line.author),
        author_name=line.name,
        text=line.text,
        written_at=line.at,
    )


def _visit(line: Line) -> VisitView:
    return VisitView(
        id=line.id,
        starts_at=line.at,
        ends_at=line.until,
        planned_by=line.name,
        note=line.text,
    )


def _measure(line: Line) -> MeasureView:
    return MeasureView(
        staff_name=line.name,
        measured_at=line.at,
        sizes=MeasuredSizes.from_data(line.sizes),
        note=line.text,
    )
