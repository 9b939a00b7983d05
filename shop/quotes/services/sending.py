"""Send a version: freeze it, make its document once and for all, replace the former one."""

from dataclasses import asdict
from datetime import timedelta

from shop.accounts.services import record_act
from shop.db import Scope
from shop.files.domain import Purpose
from shop.files.gateway import FileStore
from shop.files.services import store_file
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.quotes.assembling import version_view
from shop.quotes.document import render_quote
from shop.quotes.domain.life import RequestAction, VersionAction, VersionStatus
from shop.quotes.domain.sentences import TERMS_VERSION
from shop.quotes.events import QuoteSent
from shop.quotes.models import Quote, QuoteRequest, QuoteVersion
from shop.quotes.queries import get_request
from shop.quotes.services.rows import draft_of, locked_request, take, take_version, versions_of
from shop.school.queries import get_identity, law_value

REPLACEABLE = (VersionStatus.SENT, VersionStatus.EXPIRED, VersionStatus.REFUSED)


def send_quote(
    scope: Scope, store: FileStore, request_id: int, *, seen_version: int | None = None
) -> None:
    """Freeze the draft the teacher agreed to, keep its PDF with its SHA-256, and send it.

    Versions sent before and not accepted are replaced. Nothing of a sent version changes.
    """
    request = locked_request(scope, request_id, seen_version)
    draft = draft_of(scope, request)
    take(scope, request, RequestAction.ANSWER)
    _check_deadline(scope, draft)
    for version in _sent_before(scope, draft):
        if version.status in REPLACEABLE:
            take_version(scope, version, VersionAction.REPLACE)
    _freeze(scope, draft)
    take_version(scope, draft, VersionAction.SEND)
    scope.session.flush()
    _keep_document(scope, store, request, draft)
    record_act(scope, "quote.sent", f"{request.reference}/{draft.number}")
    scope.announce(QuoteSent(request_id, draft.number))


def _sent_before(scope: Scope, draft: QuoteVersion) -> list[QuoteVersion]:
    """Return the versions sent before this draft."""
    quote = scope.session.get_one(Quote, draft.quote_id)
    return [row for row in versions_of(scope, quote) if row.id != draft.id]


def _check_deadline(scope: Scope, draft: QuoteVersion) -> None:
    if draft.due_on is None or draft.due_on <= paris_day(scope.now):
        raise Refusal(N_("La date promise est passée. Reprenez le devis et choisissez-en une."))


def _freeze(scope: Scope, draft: QuoteVersion) -> None:
    """Write into the version all that the document says, with the numbers of law of the day."""
    today = paris_day(scope.now)
    identity = get_identity(scope.session)
    days = int(law_value(scope.session, "quote_validity_days", today))
    made = version_view(draft).made
    draft.issued_on = today
    draft.valid_until = today + timedelta(days=days)
    draft.deposit_share = law_value(scope.session, "quote_deposit_percent", today) / 100
    draft.terms_version = identity.terms_version or TERMS_VERSION
    draft.tariff_version = made.result["tariff_version"] if made else ""
    draft.rules_version = made.result["rules_version"] if made else ""
    draft.seller = asdict(identity)
    draft.sent_at = scope.now


def _keep_document(
    scope: Scope, store: FileStore, request: QuoteRequest, draft: QuoteVersion
) -> None:
    view = get_request(scope.session, request.id)
    content = render_quote(view, version_view(draft), draft.seller or {}, made_at=scope.now)
    kept = store_file(
        scope,
        store,
        content,
        name=f"{request.reference}-{draft.number}.pdf",
        media_type="application/pdf",
        purpose=Purpose.QUOTE_PDF,
    )
    draft.pdf_file_id, draft.pdf_digest = kept.id, kept.digest
    scope.session.flush()
