"""The customer accepts, asks for a change, refuses, or lets the offer lapse."""

import hashlib

import pytest

from shop.db import Scope
from shop.files.gateway import FolderStore
from shop.files.queries import get_file
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.transitions import TransitionRefused
from shop.orders.domain import OrderStatus
from shop.orders.models import Order
from shop.orders.queries import get_order
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.sentences import GOOD_FOR, MADE_TO_MEASURE
from shop.quotes.models import Acceptance
from shop.quotes.queries import get_request
from shop.quotes.services.answering import (
    accept_version,
    ask_for_change,
    expire_quotes,
    refuse_version,
)
from shop.quotes.services.drafting import start_version
from tests.builders.quotes import days_later
from tests.conftest import NOW
from tests.quotes.conftest import SentQuote, agree, send


def test_an_accepted_quote_is_a_firm_order_with_its_signed_document(
    school: Scope, sent: SentQuote
) -> None:
    version = get_request(school.session, sent.request_id).versions[0]

    placed = accept_version(school, sent.token, 1, sent.signed())

    order = get_order(school.session, placed.order_id)
    view = get_request(school.session, sent.request_id)
    assert order.status is OrderStatus.ACCEPTED
    assert (order.quote_reference, order.due_on) == (view.reference, version.due_on)
    assert order.payable == version.totals.gross
    assert order.schedule[0].amount == version.deposit
    assert order.root_lines[0].withdrawal_exempt
    assert order.root_lines[0].spec == version.lines[0].spec
    assert order.root_lines[0].result == version.lines[0].result
    assert (view.status, view.order_id) == (RequestStatus.CLOSED, placed.order_id)
    assert view.versions[0].status is VersionStatus.ACCEPTED


def test_a_signature_keeps_who_when_and_the_exact_document(school: Scope, sent: SentQuote) -> None:
    placed = accept_version(school, sent.token, 1, sent.signed())

    row = school.session.query(Acceptance).one()
    assert (row.name, row.accepted_at, row.ip_address) == ("Nadia Perrin", NOW, "192.0.2.7")
    assert (row.user_agent, row.order_id) == ("Firefox", placed.order_id)
    assert row.sentences == [GOOD_FOR, MADE_TO_MEASURE]
    assert row.pdf_digest == sent.pdf_digest


def test_the_served_bytes_equal_the_signed_hash(
    school: Scope, store: FolderStore, sent: SentQuote
) -> None:
    accept_version(school, sent.token, 1, sent.signed())

    version = get_request(school.session, sent.request_id).versions[0]
    assert version.pdf_file_id is not None
    content = store.get(get_file(school.session, version.pdf_file_id).digest)
    assert hashlib.sha256(content).hexdigest() == version.pdf_digest
    assert content.startswith(b"%PDF-")


def test_accepting_twice_gives_one_order(school: Scope, sent: SentQuote) -> None:
    first = accept_version(school, sent.token, 1, sent.signed())
    second = accept_version(school, sent.token, 1, sent.signed(name="Encore moi"))

    assert (second.order_id, second.reference) == (first.order_id, first.reference)
    assert school.session.query(Order).count() == 1
    assert school.session.query(Acceptance).one().name == "Nadia Perrin"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"ticked": frozenset({"made_to_measure"})}, "agreed"),
        ({"ticked": frozenset({"agreed"})}, "made_to_measure"),
        ({"pdf_digest": "0" * 64}, None),
    ],
)
def test_a_signature_that_lacks_something_is_refused_and_nothing_is_ordered(
    school: Scope, sent: SentQuote, changes: dict[str, object], field: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        accept_version(school, sent.token, 1, sent.signed(**changes))

    assert refused.value.field == field
    assert school.session.query(Order).count() == 0


def test_the_last_day_still_counts_and_the_next_does_not(school: Scope, sent: SentQuote) -> None:
    with pytest.raises(NotFound, match="Ce lien ne mène plus"):
        accept_version(days_later(school, 32), sent.token, 1, sent.signed())

    late = days_later(school, 30)
    assert accept_version(late, sent.token, 1, sent.signed()).order_id


def test_a_lapsed_offer_is_refused_even_before_the_night_has_noted_it(
    school: Scope, sent: SentQuote
) -> None:
    view = get_request(school.session, sent.request_id)
    version = view.versions[0]
    assert version.valid_until is not None

    assert not version.has_expired(version.valid_until)
    expire_quotes(days_later(school, 31), {})

    expired = get_request(school.session, sent.request_id)
    assert expired.versions[0].status is VersionStatus.EXPIRED
    assert expired.status is RequestStatus.CLOSED
    with pytest.raises(Refusal, match="n’est plus valable"):
        accept_version(school, sent.token, 1, sent.signed())


def test_nothing_lapses_on_its_last_day(school: Scope, sent: SentQuote) -> None:
    expire_quotes(days_later(school, 30), {})

    assert get_request(school.session, sent.request_id).versions[0].status is VersionStatus.SENT


def test_a_change_makes_version_two_which_replaces_version_one(
    school: Scope, store: FolderStore, sent: SentQuote
) -> None:
    ask_for_change(school, sent.token, "Dix centimètres de plus.", one_time_key="k1")
    start_version(school, sent.request_id)
    agree(school, sent.request_id)
    second = send(school, store, sent.request_id)

    view = get_request(school.session, sent.request_id)
    assert [v.status for v in view.versions] == [VersionStatus.REPLACED, VersionStatus.SENT]
    assert view.messages[0].text == "Dix centimètres de plus."
    with pytest.raises(Refusal, match="nouvelle version remplace"):
        accept_version(school, sent.token, 1, sent.signed())
    assert accept_version(school, sent.token, 2, second.signed()).order_id


def test_asking_twice_with_one_form_counts_once(school: Scope, sent: SentQuote) -> None:
    ask_for_change(school, sent.token, "Plus haut.", one_time_key="k1")
    ask_for_change(school, sent.token, "Plus haut.", one_time_key="k1")

    assert len(get_request(school.session, sent.request_id).messages) == 1


def test_an_empty_wish_for_a_change_is_refused(school: Scope, sent: SentQuote) -> None:
    with pytest.raises(Refusal) as refused:
        ask_for_change(school, sent.token, "  ", one_time_key="k1")

    assert refused.value.field == "text"


def test_version_one_can_be_accepted_while_version_two_is_written(
    school: Scope, sent: SentQuote
) -> None:
    start_version(school, sent.request_id)

    accept_version(school, sent.token, 1, sent.signed())

    view = get_request(school.session, sent.request_id)
    assert view.status is RequestStatus.CLOSED
    assert [v.status for v in view.versions] == [VersionStatus.ACCEPTED, VersionStatus.REPLACED]
    assert [v.number for v in view.sent] == [1]


def test_a_refused_offer_can_no_longer_be_accepted(school: Scope, sent: SentQuote) -> None:
    refuse_version(school, sent.token, 1)

    assert get_request(school.session, sent.request_id).status is RequestStatus.CLOSED
    with pytest.raises(Refusal, match="refusé"):
        accept_version(school, sent.token, 1, sent.signed())
    with pytest.raises(TransitionRefused):
        refuse_version(school, sent.token, 1)


def test_a_forged_link_opens_nothing(school: Scope, sent: SentQuote) -> None:
    with pytest.raises(NotFound, match="Ce lien ne mène plus"):
        accept_version(school, "forged", 1, sent.signed())


def test_a_draft_cannot_be_accepted_by_its_number(school: Scope, sent: SentQuote) -> None:
    start_version(school, sent.request_id)

    with pytest.raises(NotFound, match="n’existe pas"):
        accept_version(school, sent.token, 2, sent.signed())
