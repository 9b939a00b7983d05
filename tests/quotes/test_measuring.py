"""The measuring visit: an estimate becomes firm, changed dimensions become a new version."""

import pytest

from shop.db import Scope
from shop.fabrication.domain.result import PriceKind
from shop.files.gateway import FolderStore
from shop.jobs.queries.cards import get_card
from shop.jobs.queries.orders import list_card_ids
from shop.jobs.services.preparing import list_publication_gaps
from shop.kernel.refusals import Forbidden, NotFound, Refusal
from shop.orders.pricing import ScheduleKind
from shop.orders.queries import get_order
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.measuring import MeasuredSizes
from shop.quotes.queries import get_request, needs_measure
from shop.quotes.services.answering import accept_version
from shop.quotes.services.measuring import record_dimensions
from shop.quotes.services.requests import receive_request
from tests.builders.quotes import TEACHER, as_actor, build_new_request, gate_sizes
from tests.quotes.conftest import agree, ask_for_gate, send

SAME = gate_sizes(widths=(3500.0,), height=1600.0)
NARROWER = gate_sizes(widths=(3462.0, 3460.0, 3465.0), height=1600.0)
UNMEASURED = "mesur"


def ordered(scope: Scope, store: FolderStore) -> tuple[int, int]:
    """Return the request and the order of an accepted quote that rests on an estimate."""
    asked = ask_for_gate(scope, store, is_sure=False)
    agree(scope, asked.id)
    quote = send(scope, store, asked.id)
    placed = accept_version(scope, quote.token, 1, quote.signed())
    return asked.id, placed.order_id


def cut_list_waits(scope: Scope, order_id: int) -> bool:
    """Tell whether the job card refuses publication for want of a measure."""
    (card_id,) = list_card_ids(scope.session, order_id)
    return any(
        UNMEASURED in gap.lower()
        for gap in list_publication_gaps(scope, get_card(scope.session, card_id))
    )


def test_measuring_a_request_makes_its_price_firm(school: Scope, store: FolderStore) -> None:
    asked = ask_for_gate(school, store, is_sure=False)

    moved = record_dimensions(as_actor(school, TEACHER), asked.id, NARROWER, note="Pilier droit")

    view = get_request(school.session, asked.id)
    assert moved
    assert view.versions[0].lines[0].fabrication().price_kind is PriceKind.FIRM
    assert not view.needs_measure
    assert (view.measures[0].staff_name, view.measures[0].note) == (TEACHER.name, "Pilier droit")


def test_an_order_on_an_estimate_waits_for_its_measure(school: Scope, store: FolderStore) -> None:
    _, order_id = ordered(school, store)

    assert needs_measure(school.session, order_id)
    assert cut_list_waits(school, order_id)


def test_the_same_dimensions_free_the_cut_list_at_the_agreed_price(
    school: Scope, store: FolderStore
) -> None:
    request_id, order_id = ordered(school, store)
    before = get_order(school.session, order_id)

    moved = record_dimensions(as_actor(school, TEACHER), request_id, SAME)

    after = get_order(school.session, order_id)
    assert not moved
    assert after.payable == before.payable
    assert after.root_lines[0].id == before.root_lines[0].id
    assert not needs_measure(school.session, order_id)
    assert not cut_list_waits(school, order_id)
    assert len(get_request(school.session, request_id).versions) == 1


def test_other_dimensions_open_a_version_the_customer_must_accept(
    school: Scope, store: FolderStore
) -> None:
    request_id, order_id = ordered(school, store)
    record_dimensions(as_actor(school, TEACHER), request_id, NARROWER)
    opened = get_request(school.session, request_id)
    blocked = needs_measure(school.session, order_id), cut_list_waits(school, order_id)

    agree(school, request_id)
    second = send(school, store, request_id)
    placed = accept_version(school, second.token, 2, second.signed())

    view = get_request(school.session, request_id)
    order = get_order(school.session, order_id)
    assert (opened.status, opened.current.number) == (RequestStatus.RECEIVED, 2)
    assert blocked == (True, True)
    assert placed.order_id == order_id
    assert [v.status for v in view.versions] == [VersionStatus.REPLACED, VersionStatus.ACCEPTED]
    assert order.root_lines[0].spec["widths"] == [3462.0, 3460.0, 3465.0]
    assert not needs_measure(school.session, order_id)
    assert not cut_list_waits(school, order_id)


def test_an_amended_order_keeps_its_deposit_and_moves_its_balance(
    school: Scope, store: FolderStore
) -> None:
    request_id, order_id = ordered(school, store)
    deposit = get_order(school.session, order_id).schedule[0].amount
    wider = gate_sizes(widths=(4200.0,), height=1800.0)
    record_dimensions(as_actor(school, TEACHER), request_id, wider)
    agree(school, request_id)
    second = send(school, store, request_id)
    accept_version(school, second.token, 2, second.signed())

    order = get_order(school.session, order_id)
    assert {row.kind: row.amount for row in order.schedule} == {
        ScheduleKind.DEPOSIT: deposit,
        ScheduleKind.BALANCE: order.payable - deposit,
    }


def test_only_an_adult_of_the_school_measures(school: Scope, store: FolderStore) -> None:
    asked = ask_for_gate(school, store)

    with pytest.raises(Forbidden):
        record_dimensions(school, asked.id, SAME)


def test_a_project_in_words_has_nothing_to_measure(school: Scope, store: FolderStore) -> None:
    request_id = receive_request(school, store, build_new_request()).id

    with pytest.raises(NotFound, match="rien à mesurer"):
        record_dimensions(as_actor(school, TEACHER), request_id, SAME)


@pytest.mark.parametrize(
    ("sizes", "field"),
    [
        (gate_sizes(widths=(), height=1600.0), "widths"),
        (gate_sizes(widths=(0.0,), height=1600.0), "widths"),
        (gate_sizes(widths=(3500.0,), height=99_999.0), "height"),
    ],
)
def test_sizes_that_are_none_are_refused(
    school: Scope, store: FolderStore, sizes: MeasuredSizes, field: str
) -> None:
    asked = ask_for_gate(school, store)

    with pytest.raises(Refusal) as refused:
        record_dimensions(as_actor(school, TEACHER), asked.id, sizes)

    assert refused.value.field == field
