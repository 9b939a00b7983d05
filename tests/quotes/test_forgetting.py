"""A request that came to nothing is forgotten after a year, photos and documents first."""

import pytest
from sqlalchemy import select

from shop.db import Scope
from shop.files.gateway import FolderStore
from shop.files.models import StoredFile
from shop.files.services import DROP_BYTES, drop_bytes_with
from shop.quotes.domain.life import RequestStatus
from shop.quotes.queries import find_request_by_token, get_request
from shop.quotes.services.answering import accept_version, ask_for_change, refuse_version
from shop.quotes.services.forgetting import FORGOTTEN, forget_requests
from shop.quotes.services.links import ask_fresh_link
from shop.quotes.services.requests import decline_request, receive_request
from shop.tasks.models import Task
from tests.builders.quotes import build_new_request, build_photo, days_later
from tests.quotes.conftest import SentQuote

YEAR = 366


def drop_waiting_bytes(scope: Scope, store: FolderStore) -> None:
    """Do what the worker would do."""
    for task in scope.session.scalars(select(Task).where(Task.kind == DROP_BYTES)):
        drop_bytes_with(store)(scope, task.payload)


def receive(scope: Scope, store: FolderStore, key: str) -> int:
    new = build_new_request(photos=(build_photo(),), one_time_key=key)
    return receive_request(scope, store, new).id


def test_a_declined_request_loses_its_photos_and_its_person_after_a_year(
    school: Scope, store: FolderStore
) -> None:
    request_id = receive(school, store, "a-request-to-decline")
    digest = school.session.scalars(select(StoredFile.digest)).one()
    decline_request(school, request_id, "Nos groupes sont complets.")

    forget_requests(days_later(school, 364), {})
    assert len(get_request(school.session, request_id).photo_ids) == 1
    later = days_later(school, YEAR)
    forget_requests(later, {})
    drop_waiting_bytes(later, store)

    view = get_request(school.session, request_id)
    assert (view.photo_ids, view.customer.name, view.customer.email) == ((), FORGOTTEN, "")
    assert (view.customer.phone, view.customer.address_lines, view.site.lines) == ("", (), ())
    assert view.message == ""
    assert view.current.customer == view.customer
    assert school.session.scalars(select(StoredFile)).all() == []
    with pytest.raises(KeyError):
        store.get(digest)


def test_bytes_another_file_needs_stay(school: Scope, store: FolderStore) -> None:
    declined = receive(school, store, "a-request-to-decline")
    kept = receive(school, store, "a-request-still-open")
    decline_request(school, declined, "Nos groupes sont complets.")

    later = days_later(school, YEAR)
    forget_requests(later, {})
    drop_waiting_bytes(later, store)

    assert len(get_request(school.session, kept).photo_ids) == 1
    left = school.session.scalars(select(StoredFile)).one()
    assert store.get(left.digest)[:3] == b"\xff\xd8\xff"


def test_a_refused_quote_is_forgotten_with_its_document_and_link(
    school: Scope, store: FolderStore, sent: SentQuote
) -> None:
    ask_for_change(school, sent.token, "Dix centimètres de plus.", one_time_key="k1")
    refuse_version(school, sent.token, 1)

    later = days_later(school, YEAR)
    forget_requests(later, {})
    drop_waiting_bytes(later, store)

    view = get_request(school.session, sent.request_id)
    assert (view.status, view.messages) == (RequestStatus.DECLINED, ())
    assert [version.pdf_file_id for version in view.versions] == [None]
    assert view.versions[0].totals.net.cents > 0
    assert find_request_by_token(school.session, sent.token, school.now) is None
    with pytest.raises(KeyError):
        store.get(sent.pdf_digest)
    ask_fresh_link(later, sent.token)


def test_an_order_keeps_its_customer_and_its_document(
    school: Scope, store: FolderStore, sent: SentQuote
) -> None:
    accept_version(school, sent.token, 1, sent.signed())

    later = days_later(school, 10 * YEAR)
    forget_requests(later, {})
    drop_waiting_bytes(later, store)

    view = get_request(school.session, sent.request_id)
    assert view.customer.name == "Nadia Perrin"
    assert store.get(sent.pdf_digest)[:5] == b"%PDF-"


def test_forgetting_twice_changes_nothing_more(school: Scope, store: FolderStore) -> None:
    request_id = receive(school, store, "a-request-to-decline")
    decline_request(school, request_id, "Nos groupes sont complets.")
    later = days_later(school, YEAR)

    forget_requests(later, {})
    once = get_request(school.session, request_id)
    forget_requests(later, {})

    assert get_request(school.session, request_id) == once
