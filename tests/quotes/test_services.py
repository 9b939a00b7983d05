"""Receiving, drafting, agreeing and sending, one decision at a time."""

from dataclasses import replace
from datetime import date

import pytest

from shop.accounts.models import AuditEntry
from shop.catalogue.domain import CoefficientKind
from shop.catalogue.services import set_coefficient
from shop.configurations.services import save_configuration
from shop.db import Scope
from shop.fabrication.domain.family import Handover
from shop.files.gateway import FolderStore
from shop.files.models import StoredFile
from shop.kernel.money import Money
from shop.kernel.refusals import Forbidden, Refusal, Stale
from shop.kernel.transitions import TransitionRefused
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.readings import RequestView, VersionView
from shop.quotes.models import QuoteRequest
from shop.quotes.queries import get_request, list_requests
from shop.quotes.services.agreeing import agree_request, return_request
from shop.quotes.services.drafting import (
    DraftTerms,
    FreeLine,
    put_line,
    remove_line,
    reprice,
    set_terms,
    start_version,
    submit_for_agreement,
    use_configuration,
)
from shop.quotes.services.requests import decline_request, receive_request
from shop.quotes.services.sending import send_quote
from tests.builders.configurations import build_stricter_value, build_wish
from tests.builders.quotes import (
    OFFICE,
    TEACHER,
    as_actor,
    build_new_request,
    build_photo,
    days_later,
)
from tests.quotes.conftest import DUE_ON, SentQuote, agree, ask_for_gate, send

LETTER_BOX = FreeLine(label="Boîte aux lettres", detail="", quantity=1, unit_net=Money(85_00))


def dearer(scope: Scope) -> None:
    """Raise the hourly rate from today on."""
    set_coefficient(
        scope,
        CoefficientKind.TARIFF,
        "labour.rate",
        "96",
        valid_from=date(2026, 11, 20),
        source="école",
    )


@pytest.mark.parametrize("is_sure", [True, False])
def test_the_price_sent_stays_within_the_range_shown_when_nothing_changed(
    school: Scope, store: FolderStore, is_sure: bool
) -> None:
    asked = ask_for_gate(school, store, is_sure=is_sure)
    dearer(school)
    agree(school, asked.id)
    send(school, store, asked.id)

    sent = get_request(school.session, asked.id).latest_sent
    assert sent is not None
    assert asked.shown_low is not None
    assert asked.shown_high is not None
    assert asked.shown_low <= sent.totals.net <= asked.shown_high
    assert (asked.shown_low == asked.shown_high) is is_sure


def test_recalculating_takes_the_values_of_today(school: Scope, asked: RequestView) -> None:
    before = asked.versions[0].totals.net
    dearer(school)

    reprice(school, asked.id)

    assert get_request(school.session, asked.id).versions[0].totals.net > before


def test_photos_are_cleaned_and_kept_in_order(school: Scope, store: FolderStore) -> None:
    new = build_new_request(photos=(build_photo(60, 40), build_photo(30, 20)))

    view = get_request(school.session, receive_request(school, store, new).id)

    rows = [school.session.get_one(StoredFile, file_id) for file_id in view.photo_ids]
    assert [row.name for row in rows] == ["DE-2026-0001-1.jpg", "DE-2026-0001-2.jpg"]
    assert {row.purpose for row in rows} == {"request_photo"}


def test_a_key_too_short_to_be_ours_is_refused(school: Scope, store: FolderStore) -> None:
    with pytest.raises(Refusal, match="Rechargez la page"):
        receive_request(school, store, build_new_request(one_time_key="a"))

    assert school.session.query(QuoteRequest).count() == 0


def test_an_empty_version_is_not_given_to_the_teacher(school: Scope, store: FolderStore) -> None:
    request_id = receive_request(school, store, build_new_request()).id

    with pytest.raises(Refusal, match="au moins une ligne"):
        submit_for_agreement(school, request_id)
    put_line(school, request_id, LETTER_BOX)
    with pytest.raises(Refusal, match="date"):
        submit_for_agreement(school, request_id)


def test_a_line_of_the_office_hangs_on_the_gate(school: Scope, asked: RequestView) -> None:
    put_line(school, asked.id, replace(LETTER_BOX, parent="a"))

    version = get_request(school.session, asked.id).versions[0]
    (child,) = version.children_of("a")
    assert (child.label.fr, child.net) == ("Boîte aux lettres", Money(85_00))
    remove_line(school, asked.id, "a")
    assert get_request(school.session, asked.id).versions[0].lines == ()


def test_another_configuration_takes_the_place_of_the_gate(
    school: Scope, asked: RequestView
) -> None:
    put_line(school, asked.id, LETTER_BOX)
    code = save_configuration(school, build_wish(height=1700.0)).code

    use_configuration(school, asked.id, code)

    lines = get_request(school.session, asked.id).versions[0].lines
    assert [line.spec.get("height") for line in lines] == [1700.0, None]
    assert lines[0].key == "a"


def test_the_reduced_rate_needs_works_and_reaches_only_them(
    school: Scope, store: FolderStore
) -> None:
    fetched = ask_for_gate(school, store, handover=Handover.PICKUP)
    terms = DraftTerms(due_on=DUE_ON, note="", is_certified=True)

    with pytest.raises(Refusal) as refused:
        set_terms(school, fetched.id, terms)
    assert refused.value.field == "is_certified"


def test_a_stale_tab_changes_nothing(school: Scope, asked: RequestView) -> None:
    put_line(school, asked.id, LETTER_BOX, seen_version=asked.version)

    with pytest.raises(Stale):
        remove_line(school, asked.id, "a", seen_version=asked.version)


def test_only_the_workshop_agrees_and_it_is_written_down(school: Scope, asked: RequestView) -> None:
    set_terms(school, asked.id, DraftTerms(due_on=DUE_ON, note="", is_certified=False))
    submit_for_agreement(school, asked.id)

    with pytest.raises(Forbidden):
        agree_request(as_actor(school, OFFICE), asked.id, learning="")
    agree_request(as_actor(school, TEACHER), asked.id, learning="Souder")

    agreement = get_request(school.session, asked.id).versions[0].agreement
    assert agreement is not None
    assert (agreement.staff_name, agreement.due_on) == (TEACHER.name, DUE_ON)
    assert agreement.student_hours > 0
    acts = [row.act for row in school.session.query(AuditEntry)]
    assert acts[-1] == "quote.agreed"


def test_a_draft_given_back_loses_its_agreement(school: Scope, agreed: RequestView) -> None:
    return_request(as_actor(school, TEACHER), agreed.id, "Prévoir avril.")

    view = get_request(school.session, agreed.id)
    assert (view.status, view.reason) == (RequestStatus.RECEIVED, "Prévoir avril.")
    assert view.versions[0].agreement is None


def test_nothing_leaves_without_the_teacher(
    school: Scope, store: FolderStore, asked: RequestView
) -> None:
    with pytest.raises(TransitionRefused):
        send_quote(school, store, asked.id)


def test_a_promise_already_past_is_not_sent(
    school: Scope, store: FolderStore, agreed: RequestView
) -> None:
    with pytest.raises(Refusal, match="date promise est passée"):
        send_quote(days_later(school, 120), store, agreed.id)


def test_a_sent_version_is_frozen(school: Scope, sent: SentQuote) -> None:
    version = get_request(school.session, sent.request_id).versions[0]

    with pytest.raises(Refusal, match="plus modifiable"):
        put_line(school, sent.request_id, LETTER_BOX)
    assert version.status is VersionStatus.SENT
    assert (str(version.issued_on), str(version.valid_until)) == ("2026-11-20", "2026-12-20")
    assert version.deposit_share is not None
    assert version.deposit == Money(732_60)


def test_version_two_starts_as_a_copy(school: Scope, sent: SentQuote) -> None:
    assert start_version(school, sent.request_id) == 2

    first, second = get_request(school.session, sent.request_id).versions
    assert (second.lines, second.due_on, second.status) == (
        first.lines,
        first.due_on,
        VersionStatus.DRAFT,
    )


def test_declining_ends_a_request(school: Scope, asked: RequestView) -> None:
    decline_request(school, asked.id, "Nos groupes sont complets.")

    assert list_requests(school.session) == []
    with pytest.raises(TransitionRefused):
        decline_request(school, asked.id, "Encore.")


def test_a_stricter_rule_leaves_a_sent_quote_as_it_was_and_holds_for_the_next_version(
    school: Scope, sent: SentQuote
) -> None:
    build_stricter_value(school, key="gate.void_limit", value="95")

    kept = get_request(school.session, sent.request_id).latest_sent
    start_version(school, sent.request_id)
    reprice(school, sent.request_id)
    draft = get_request(school.session, sent.request_id).draft

    assert kept is not None
    assert draft is not None
    assert _voids(kept) == [110.0]
    assert _voids(draft) == [95.0]


def _voids(version: VersionView) -> list[float]:
    return [line.result["facts"]["max_void_mm"] for line in version.lines if line.result]
