"""Rows of one request, locked in the order every use case follows."""

from sqlalchemy import select

from shop.db import Scope, lock
from shop.kernel.refusals import NotFound, Stale
from shop.kernel.text import N_
from shop.kernel.transitions import next_status
from shop.quotes.domain.life import (
    REQUEST_LIFE,
    VERSION_LIFE,
    RequestAction,
    RequestStatus,
    VersionAction,
    VersionStatus,
)
from shop.quotes.models import Quote, QuoteRequest, QuoteVersion

LONGEST_TEXT = 4000


def locked_request(scope: Scope, request_id: int, seen_version: int | None = None) -> QuoteRequest:
    """Lock a request until the end of the transaction: it guards its quote and all versions.

    Stale when somebody changed it since the page was opened.
    """
    row = lock(scope.session, QuoteRequest, request_id)
    if seen_version is not None and row.version != seen_version:
        raise Stale(N_("Cette demande a changé entre-temps. Rechargez la page, puis recommencez."))
    return row


def take(scope: Scope, row: QuoteRequest, action: RequestAction) -> None:
    """Move a locked request one step, and let stale tabs know."""
    row.status = next_status(REQUEST_LIFE, RequestStatus(row.status), action)
    row.version += 1
    row.waits_since = scope.now


def take_version(scope: Scope, row: QuoteVersion, action: VersionAction) -> None:
    """Move a version of a locked request one step."""
    row.status = next_status(VERSION_LIFE, VersionStatus(row.status), action)
    row.version += 1
    if row.status != VersionStatus.SENT:
        row.ended_at = row.ended_at or scope.now


def quote_of(scope: Scope, request: QuoteRequest) -> Quote:
    """Return the one quote a request was given when it came in."""
    return scope.session.scalars(select(Quote).where(Quote.request_id == request.id)).one()


def versions_of(scope: Scope, quote: Quote) -> list[QuoteVersion]:
    """Return the versions as they are now, oldest first; the caller holds the request."""
    statement = (
        select(QuoteVersion)
        .where(QuoteVersion.quote_id == quote.id)
        .order_by(QuoteVersion.number)
        .execution_options(populate_existing=True)
    )
    return list(scope.session.scalars(statement))


def draft_of(scope: Scope, request: QuoteRequest) -> QuoteVersion:
    """Return the version being written; NotFound when there is none."""
    for row in versions_of(scope, quote_of(scope, request)):
        if row.status == VersionStatus.DRAFT:
            return row
    raise NotFound(N_("Ce devis n’a pas de version en cours. Commencez-en une nouvelle."))
