"""Forget those whose request came to nothing, as the form promised."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from shop.db import Scope
from shop.files.services import DROP_BYTES, delete_file
from shop.kernel.clock import paris_day
from shop.kernel.text import N_
from shop.orders.domain import CustomerDetails
from shop.quotes.domain.life import RequestStatus
from shop.quotes.domain.readings import Site
from shop.quotes.models import Quote, QuoteLink, QuoteMessage, QuoteRequest, RequestPhoto
from shop.quotes.queries import list_requests_to_forget, photo_file_ids
from shop.quotes.services.rows import locked_request, quote_of, versions_of
from shop.school.queries import law_value
from shop.tasks.services import enqueue

FORGET_REQUESTS = "forget_requests"
FORGOTTEN = N_("Client oublié")


def forget_requests(scope: Scope, _: Mapping[str, Any]) -> None:
    """Erase who asked, with photos and documents, once a request has long come to nothing.

    What was priced stays, without a person: it tells the school what is asked for. A request
    that became an order is kept with it.
    """
    days = int(law_value(scope.session, "request_retention_days", paris_day(scope.now)))
    for request_id in list_requests_to_forget(scope.session, scope.now - timedelta(days=days)):
        _forget(scope, request_id)


def _forget(scope: Scope, request_id: int) -> None:
    request = locked_request(scope, request_id)
    quote = quote_of(scope, request)
    files = list(photo_file_ids(scope.session, request_id))
    scope.session.execute(delete(RequestPhoto).where(RequestPhoto.request_id == request_id))
    scope.session.execute(delete(QuoteLink).where(QuoteLink.quote_id == quote.id))
    scope.session.execute(delete(QuoteMessage).where(QuoteMessage.quote_id == quote.id))
    nobody = _nobody(request)
    files += _empty_versions(scope, quote, nobody)
    request.status = RequestStatus.DECLINED
    request.customer, request.customer_name, request.email = nobody, FORGOTTEN, ""
    request.site, request.message, request.company_reference = Site().to_data(), "", ""
    scope.session.flush()
    for file_id in files:
        enqueue(scope, DROP_BYTES, {"digest": delete_file(scope, file_id)})


def _empty_versions(scope: Scope, quote: Quote, nobody: dict[str, Any]) -> list[int]:
    """Take the person out of every version and return the documents to delete."""
    files = []
    for version in versions_of(scope, quote):
        version.customer, version.site = nobody, Site().to_data()
        if version.pdf_file_id is not None:
            files.append(version.pdf_file_id)
            version.pdf_file_id = None
    return files


def _nobody(request: QuoteRequest) -> dict[str, Any]:
    known = CustomerDetails.from_data(request.customer)
    nobody = CustomerDetails(kind=known.kind, name=FORGOTTEN, email="", language=known.language)
    return replace(nobody, postcode=known.postcode, city=known.city).to_data()
