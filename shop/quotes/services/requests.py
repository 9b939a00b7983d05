"""Receive a request, with its photos and what the engine already says of it; decline one."""

from datetime import date

from shop.accounts.letters import refuse_flood
from shop.accounts.services import record_act
from shop.configurations.domain.wishes import Preview, SavedConfiguration
from shop.configurations.queries import find_configuration, vat_rate_at
from shop.configurations.services import preview as preview_wish
from shop.configurations.services import price_to_keep
from shop.db import Scope
from shop.files.domain import Purpose
from shop.files.gateway import FileStore
from shop.files.images import clean_image
from shop.files.services import store_file
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.quotes.domain.computing import computed_line
from shop.quotes.domain.life import RequestAction, RequestStatus, VersionStatus
from shop.quotes.domain.readings import NewRequest, ReceivedRequest
from shop.quotes.events import QuoteDeclined, QuoteRequested
from shop.quotes.models import Quote, QuoteRequest, QuoteVersion, RequestPhoto
from shop.quotes.queries import find_request_by_key
from shop.quotes.services.rows import LONGEST_TEXT, locked_request, take
from shop.school.services import next_reference

PREFIX = "DE"
MOST_PHOTOS = 6
SHORTEST_KEY = 16


class _AlreadyReceived(Exception):
    """Another sending of the same form came first; its number goes back with the savepoint."""

    def __init__(self, received: ReceivedRequest) -> None:
        super().__init__(received.reference)
        self.received = received


def receive_request(scope: Scope, store: FileStore, new: NewRequest) -> ReceivedRequest:
    """Keep a request and price it at once when it names a configuration.

    The same one-time key gives the first request back, however often it is sent.
    """
    known = find_request_by_key(scope.session, new.one_time_key)
    if known is not None:
        return known
    _check(new, paris_day(scope.now))
    refuse_flood(scope, new.customer.email)
    photos = [clean_image(photo) for photo in new.photos]
    try:
        with scope.session.begin_nested():
            # Drawing the number makes two sendings wait for one another: look again after it.
            reference = next_reference(scope, PREFIX)
            known = find_request_by_key(scope.session, new.one_time_key)
            if known is not None:
                raise _AlreadyReceived(known)
            row = _write(scope, new, reference)
    except _AlreadyReceived as found:
        return found.received
    for position, photo in enumerate(photos, start=1):
        _keep_photo(scope, store, row, photo, position)
    scope.announce(QuoteRequested(row.id))
    return ReceivedRequest(row.id, reference)


def decline_request(
    scope: Scope, request_id: int, reason: str, *, seen_version: int | None = None
) -> None:
    """Say no, with a kind reason the customer reads."""
    told = reason.strip()
    if not told:
        raise Refusal(N_("Écrivez la raison : le client la lira."), field="reason")
    row = locked_request(scope, request_id, seen_version)
    take(scope, row, RequestAction.DECLINE)
    row.reason = told[:LONGEST_TEXT]
    scope.session.flush()
    record_act(scope, "quote.declined", row.reference)
    scope.announce(QuoteDeclined(request_id, row.reason))


def _check(new: NewRequest, today: date) -> None:
    if len(new.one_time_key) < SHORTEST_KEY:
        raise Refusal(N_("Rechargez la page, puis envoyez votre demande à nouveau."))
    if not new.code and not new.message.strip() and not new.photos:
        raise Refusal(N_("Décrivez ce que vous voulez, en quelques mots."), field="message")
    if len(new.message) > LONGEST_TEXT:
        raise Refusal(N_("Ce texte est trop long : gardez 4 000 caractères."), field="message")
    if len(new.photos) > MOST_PHOTOS:
        raise Refusal(N_("Envoyez six photos au plus."), field="photos")
    if new.wish_due_on is not None and new.wish_due_on <= today:
        raise Refusal(N_("Choisissez un jour à venir."), field="wish_due_on")


def _write(scope: Scope, new: NewRequest, reference: str) -> QuoteRequest:
    saved = find_configuration(scope.session, new.code) if new.code else None
    if new.code and saved is None:
        raise Refusal(N_("Aucune configuration ne porte ce code. Vérifiez-le."), field="code")
    today = paris_day(scope.now)
    preview = preview_wish(scope.session, saved.wish, today) if saved else None
    shown = preview.price if preview else None
    row = QuoteRequest(
        reference=reference,
        status=RequestStatus.RECEIVED,
        one_time_key=new.one_time_key,
        family=saved.wish.family if saved else new.family.value,
        customer=new.customer.to_data(),
        customer_name=new.customer.title[:160],
        email=new.customer.email.lower(),
        language=new.customer.language,
        site=new.site.to_data(),
        handover=new.handover.value,
        message=new.message.strip(),
        company_reference=new.company_reference[:120],
        received_at=scope.now,
        configuration_id=saved.id if saved else None,
        shown_low=shown.low.net if shown else None,
        shown_high=shown.high.net if shown else None,
        wish_due_on=new.wish_due_on,
        waits_since=scope.now,
    )
    scope.session.add(row)
    scope.session.flush()
    _open_quote(scope, row, saved, preview)
    return row


def _open_quote(
    scope: Scope, row: QuoteRequest, saved: SavedConfiguration | None, preview: Preview | None
) -> None:
    """Start version 1 with what the engine computed: the office finds it priced."""
    quote = Quote(request_id=row.id, reference=row.reference)
    scope.session.add(quote)
    scope.session.flush()
    lines = []
    if saved is not None and preview is not None and preview.result is not None:
        today, wish = paris_day(scope.now), saved.wish
        result = price_to_keep(scope.session, wish.family, wish.spec, today)
        rate = vat_rate_at(scope.session, today)
        lines = [computed_line("a", wish.spec, result, rate).to_data()]
    scope.session.add(
        QuoteVersion(
            quote_id=quote.id,
            number=1,
            status=VersionStatus.DRAFT,
            lines=lines,
            customer=row.customer,
            site=row.site,
            handover=row.handover,
            language=row.language,
            note="",
            started_at=scope.now,
            due_on=row.wish_due_on,
        )
    )
    scope.session.flush()


def _keep_photo(
    scope: Scope, store: FileStore, row: QuoteRequest, photo: bytes, position: int
) -> None:
    kept = store_file(
        scope,
        store,
        photo,
        name=f"{row.reference}-{position}.jpg",
        media_type="image/jpeg",
        purpose=Purpose.REQUEST_PHOTO,
    )
    scope.session.add(RequestPhoto(request_id=row.id, file_id=kept.id, position=position))
    scope.session.flush()
