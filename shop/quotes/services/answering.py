"""The customer answers: accepts, asks for a change, refuses, or lets the offer lapse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.orders.access import add_document, issue_link
from shop.orders.amending import amend_order
from shop.orders.domain import NewDelivery, PlacedOrder
from shop.orders.queries import get_order
from shop.orders.services import order_from_quote
from shop.quotes.domain.life import RequestAction, RequestStatus, VersionAction, VersionStatus
from shop.quotes.domain.lines import as_order_lines
from shop.quotes.domain.readings import Author, RequestView, VersionView
from shop.quotes.domain.sentences import Sentence, check_ticked, sentences_to_tick
from shop.quotes.events import (
    ChangeAsked,
    QuoteAccepted,
    QuoteEnding,
)
from shop.quotes.models import Acceptance, QuoteMessage, QuoteRequest, QuoteVersion
from shop.quotes.queries import (
    get_request,
    get_request_by_token,
    get_request_of_quote,
    has_message,
    list_versions_ending,
    list_versions_to_expire,
)
from shop.quotes.services.rows import (
    LONGEST_TEXT,
    locked_request,
    quote_of,
    take,
    take_version,
    versions_of,
)
from shop.school.queries import law_value

SHORTEST_NAME, LONGEST_NAME = 2, 160
EXPIRE_QUOTES = "expire_quotes"
WHY_NOT = {
    VersionStatus.REPLACED: N_(
        "Une nouvelle version remplace ce devis. Ouvrez la dernière version, puis acceptez-la."
    ),
    VersionStatus.EXPIRED: N_(
        "Ce devis n’est plus valable. Demandez une nouvelle version : nous vous l’envoyons."
    ),
    VersionStatus.REFUSED: N_("Vous avez refusé ce devis. Demandez-nous une nouvelle version."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What the browser sent with an acceptance; `pdf_digest` is of the document that was shown."""

    name: str
    ticked: frozenset[str]
    pdf_digest: str
    ip_address: str
    user_agent: str


def accept_version(scope: Scope, token: str, number: int, signature: Signature) -> PlacedOrder:
    """Sign a version: the signature is kept and the order is placed and accepted, all or nothing.

    A version accepted before gives the same order back. Refuses what has lapsed or was
    replaced, a document other than the one shown, an empty name, a box left empty.
    """
    opened = get_request_by_token(scope.session, token, scope.now)
    request = locked_request(scope, opened.id)
    view = get_request(scope.session, opened.id)
    version = _version(view, number)
    if version.acceptance is not None:
        return _placed_before(scope, version.acceptance.order_id)
    _check_open(scope, version)
    _check_signature(version, signature)
    placed = _order(scope, view, version)
    _keep_signature(scope, request, version, signature, placed)
    scope.announce(QuoteAccepted(view.id, number, placed.order_id))
    return placed


def ask_for_change(scope: Scope, token: str, text: str, *, one_time_key: str) -> None:
    """Keep what the customer would like otherwise; the same key twice counts once."""
    written = text.strip()
    if not written:
        raise Refusal(N_("Écrivez ce que vous voulez changer."), field="text")
    if len(written) > LONGEST_TEXT:
        raise Refusal(N_("Ce texte est trop long : gardez 4 000 caractères."), field="text")
    opened = get_request_by_token(scope.session, token, scope.now)
    request = locked_request(scope, opened.id)
    if has_message(scope.session, opened.quote_id, one_time_key):
        return
    _write_message(scope, opened, written, one_time_key)
    request.waits_since = scope.now
    request.version += 1
    scope.session.flush()
    scope.announce(ChangeAsked(opened.id, written))


def refuse_version(scope: Scope, token: str, number: int) -> None:
    """Note that the customer does not want this offer."""
    opened = get_request_by_token(scope.session, token, scope.now)
    request = locked_request(scope, opened.id)
    row = _row(scope, request, number)
    take_version(scope, row, VersionAction.REFUSE)
    _close(scope, request)
    scope.session.flush()


def expire_quotes(scope: Scope, _: Mapping[str, Any]) -> None:
    """Let the offers lapse whose last day is over, and remind of those that soon will."""
    today = paris_day(scope.now)
    for version_id in list_versions_to_expire(scope.session, today):
        _expire(scope, version_id)
    days = int(law_value(scope.session, "quote_reminder_days", today))
    for version_id in list_versions_ending(scope.session, today + timedelta(days=days)):
        _remind(scope, version_id)


def _placed_before(scope: Scope, order_id: int) -> PlacedOrder:
    reference = get_order(scope.session, order_id).reference
    return PlacedOrder(order_id, reference, issue_link(scope, order_id))


def _version(view: RequestView, number: int) -> VersionView:
    for version in view.versions:
        if version.number == number and version.sent_at is not None:
            return version
    raise NotFound(N_("Cette version du devis n’existe pas."))


def _check_open(scope: Scope, version: VersionView) -> None:
    if version.status in WHY_NOT:
        raise Refusal(WHY_NOT[version.status])
    if version.has_expired(paris_day(scope.now)):
        raise Refusal(WHY_NOT[VersionStatus.EXPIRED])


def _check_signature(version: VersionView, signature: Signature) -> None:
    if not SHORTEST_NAME <= len(signature.name.strip()) <= LONGEST_NAME:
        raise Refusal(N_("Écrivez votre nom et votre prénom."), field="name")
    if signature.pdf_digest != version.pdf_digest:
        raise Refusal(N_("Le devis affiché n’est pas celui-ci. Rechargez la page et relisez-le."))
    check_ticked(wanted_sentences(version), signature.ticked)


def wanted_sentences(version: VersionView) -> tuple[Sentence, ...]:
    """Return the boxes to tick for a version."""
    return sentences_to_tick(
        version.lines, version.customer.kind, is_certified=version.is_certified
    )


def _order(scope: Scope, view: RequestView, version: VersionView) -> PlacedOrder:
    assert version.deposit_share is not None  # noqa: S101 - a sent version has one
    if view.order_id is not None:
        amend_order(scope, view.order_id, as_order_lines(version.lines), due_on=version.due_on)
        return _placed_before(scope, view.order_id)
    site = version.site
    return order_from_quote(
        scope,
        customer=version.customer,
        lines=as_order_lines(version.lines),
        deposit_share=version.deposit_share,
        quote_reference=view.reference,
        wish_due_on=view.wish_due_on,
        language=version.language,
        due_on=version.due_on,
        delivery=NewDelivery(
            kind=version.handover,
            address_lines=site.address_lines,
            postcode=site.postcode,
            city=site.city,
        ),
        terms_version=version.terms_version,
        agreed_sentences=tuple(sentence.text for sentence in wanted_sentences(version)),
    )


def _keep_signature(
    scope: Scope,
    request: QuoteRequest,
    version: VersionView,
    signature: Signature,
    placed: PlacedOrder,
) -> None:
    for row in versions_of(scope, quote_of(scope, request)):
        if row.number == version.number:
            take_version(scope, row, VersionAction.ACCEPT)
        elif row.status in (VersionStatus.DRAFT, VersionStatus.ACCEPTED):
            take_version(scope, row, VersionAction.REPLACE)
    _close(scope, request)
    quote_of(scope, request).order_id = placed.order_id
    scope.session.add(
        Acceptance(
            version_id=version.id,
            name=signature.name.strip(),
            accepted_at=scope.now,
            ip_address=signature.ip_address[:45],
            user_agent=signature.user_agent[:300],
            pdf_digest=version.pdf_digest,
            sentences=[sentence.text for sentence in wanted_sentences(version)],
            terms_version=version.terms_version,
            order_id=placed.order_id,
        )
    )
    scope.session.flush()
    assert version.pdf_file_id is not None  # noqa: S101 - a sent version has its document
    label = f"{request.reference}/{version.number}"
    add_document(scope, placed.order_id, file_id=version.pdf_file_id, kind="quote", label=label)


def _row(scope: Scope, request: QuoteRequest, number: int) -> QuoteVersion:
    for row in versions_of(scope, quote_of(scope, request)):
        if row.number == number and row.sent_at is not None:
            return row
    raise NotFound(N_("Cette version du devis n’existe pas."))


def _close(scope: Scope, request: QuoteRequest) -> None:
    if request.status not in (RequestStatus.CLOSED, RequestStatus.DECLINED):
        take(scope, request, RequestAction.CLOSE)


def _write_message(scope: Scope, view: RequestView, text: str, one_time_key: str) -> None:
    scope.session.add(
        QuoteMessage(
            quote_id=view.quote_id,
            author=Author.CUSTOMER,
            author_name=view.customer.name,
            text=text,
            written_at=scope.now,
            one_time_key=one_time_key,
        )
    )
    scope.session.flush()


def _expire(scope: Scope, version_id: int) -> None:
    row = scope.session.get_one(QuoteVersion, version_id)
    request = locked_request(scope, get_request_of_quote(scope.session, row.quote_id).id)
    scope.session.refresh(row)
    if row.status == VersionStatus.SENT:
        take_version(scope, row, VersionAction.EXPIRE)
        if request.status == RequestStatus.ANSWERED:
            _close(scope, request)
        scope.session.flush()


def _remind(scope: Scope, version_id: int) -> None:
    row = scope.session.get_one(QuoteVersion, version_id)
    request = get_request_of_quote(scope.session, row.quote_id)
    row.reminded_at = scope.now
    scope.session.flush()
    scope.announce(QuoteEnding(request.id, row.number))
