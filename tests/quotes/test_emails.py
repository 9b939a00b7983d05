"""What quotes write, word for word, in both languages."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shop.configurations.domain.wishes import Audience
from shop.db import Scope
from shop.files.gateway import FolderStore
from shop.kernel.actor import Role, Section
from shop.notifications.models import OutboxMessage
from shop.notifications.queries import list_messages_to
from shop.orders.domain import CustomerKind, DeliveryKind
from shop.planning.domain.appointments import AppointmentKind
from shop.quotes.domain.readings import RequestView, Site
from shop.quotes.queries import get_request
from shop.quotes.services.answering import accept_version, ask_for_change, expire_quotes
from shop.quotes.services.drafting import start_version
from shop.quotes.services.links import ask_fresh_link
from shop.quotes.services.measuring import plan_visit
from shop.quotes.services.requests import decline_request, receive_request
from shop.school.models import IdentityRow
from tests.builders.accounts import build_staff
from tests.builders.configurations import build_configuration, build_wish
from tests.builders.planning import build_booking_rule, build_cell
from tests.builders.quotes import build_customer, build_new_request, days_later
from tests.quotes.conftest import SentQuote, agree, ask_for_gate, send

CUSTOMER = "nadia.perrin@example.org"
OFFICE = "bureau@example.org"
Golden = Callable[[str, str], None]
SECRETS = re.compile(r"(/devis/|/commande/)[\w-]{32}")
NUMBERS = re.compile(r"(/demandes/)\d+")
DIGESTS = re.compile(r"\b[0-9a-f]{64}\b")


@pytest.fixture
def office(school: Scope) -> Scope:
    """A school whose office reads its e-mails."""
    row = school.session.query(IdentityRow).one()
    row.email = OFFICE
    school.session.flush()
    return school


def written(message: OutboxMessage) -> str:
    """Return subject, text and HTML without what changes from run to run."""
    whole = f"{message.subject}\n\n{message.text}\n{message.html}\n"
    whole = SECRETS.sub(r"\1TOKEN", whole)
    return DIGESTS.sub("DIGEST", NUMBERS.sub(r"\g<1>1", whole))


def latest(scope: Scope, address: str, template: str) -> OutboxMessage:
    found = [m for m in list_messages_to(scope.session, address) if m.template == template]
    return found[-1]


def check(scope: Scope, golden: Golden, address: str, name: str, language: str = "fr") -> None:
    message = latest(scope, address, f"quotes/{name}")
    assert message.language == language
    golden(f"quotes/{name}.{language}.txt", written(message))


def sent_to(scope: Scope, store: FolderStore, language: str) -> SentQuote:
    asked = ask_for_gate(scope, store)
    if language == "en":
        new = build_new_request(
            customer=build_customer(language="en"),
            code=asked.configuration_code,
            message="Could it be ready for spring?",
            one_time_key="another-key-of-a-form",
        )
        request_id = receive_request(scope, store, new).id
    else:
        request_id = asked.id
    agree(scope, request_id)
    return send(scope, store, request_id)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_request_is_confirmed_and_told_to_the_office(
    office: Scope, store: FolderStore, golden: Golden, language: str
) -> None:
    new = build_new_request(customer=build_customer(language=language))

    receive_request(office, store, new)

    check(office, golden, CUSTOMER, "request_received", language)
    if language == "fr":
        check(office, golden, OFFICE, "request_to_office")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("name", "changes", "handover"),
    [
        ("firm", {}, DeliveryKind.FITTING),
        ("estimate", {"is_sure": False}, DeliveryKind.FITTING),
        ("changed", {}, DeliveryKind.PICK_UP),
    ],
)
def test_a_request_from_a_configuration_repeats_its_product_and_its_price(
    office: Scope,
    store: FolderStore,
    golden: Golden,
    language: str,
    name: str,
    changes: dict[str, Any],
    handover: DeliveryKind,
) -> None:
    code = build_configuration(office, wish=build_wish(**changes)).code
    customer = build_customer(language=language)

    receive_request(
        office, store, build_new_request(code=code, customer=customer, handover=handover)
    )

    told = latest(office, CUSTOMER, "quotes/request_received")
    golden(f"quotes/request_received_{name}.{language}.txt", written(told))


def test_a_company_reads_its_price_without_tax_in_the_confirmation(
    office: Scope, store: FolderStore
) -> None:
    code = build_configuration(office, wish=build_wish(audience=Audience.COMPANY)).code
    customer = build_customer(kind=CustomerKind.PRO, company="Serrurerie Perrin")

    receive_request(
        office,
        store,
        build_new_request(code=code, customer=customer, handover=DeliveryKind.FITTING),
    )

    text = latest(office, CUSTOMER, "quotes/request_received").text
    assert re.search(r"prix ferme de [\d\s]+,\d\d\s€ HT", text)


def test_the_office_reads_a_request_line_by_line(office: Scope, store: FolderStore) -> None:
    message = "Largeur : 900 mm\r\nPas de <b>trémie</b>"

    receive_request(office, store, build_new_request(message=message))

    told = latest(office, OFFICE, "quotes/request_to_office")
    assert "Largeur : 900 mm<br>Pas de &lt;b&gt;trémie&lt;/b&gt;" in told.html
    assert "Largeur : 900 mm\nPas de <b>trémie</b>" in told.text.replace("\r", "")


def test_a_visit_goes_to_the_address_of_the_customer_when_there_is_no_other(
    office: Scope, store: FolderStore
) -> None:
    at_home = receive_request(office, store, build_new_request(site=Site())).id
    elsewhere = receive_request(office, store, build_new_request(one_time_key="e" * 20)).id

    assert get_request(office.session, at_home).place == ("12 rue des Tanneurs", "39100 Dole")
    assert get_request(office.session, elsewhere).place == (
        "Chemin du Moulin",
        "39380 Mont-sous-Vaudrey",
    )


def test_the_teachers_of_the_workshop_learn_that_a_draft_waits_for_them(
    office: Scope, asked: RequestView, golden: Golden
) -> None:
    people: list[tuple[str, dict[str, Any]]] = [
        ("karim@example.org", {}),
        ("ancien@example.org", {"is_active": False}),
        ("pneus@example.org", {"sections": (Section.TYRES,)}),
        ("direction@example.org", {"role": Role.DIRECTOR}),
    ]
    for email, changes in people:
        build_staff(
            office.session,
            **{"email": email, "name": "Karim Haddad", "role": Role.WORKSHOP_TEACHER, **changes},
        )

    agree(office, asked.id)

    check(office, golden, "karim@example.org", "to_agree")
    assert [len(list_messages_to(office.session, email)) for email, _ in people] == [1, 0, 0, 0]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_quote_goes_with_its_document_and_link(
    office: Scope, store: FolderStore, golden: Golden, language: str
) -> None:
    sent_to(office, store, language)

    check(office, golden, CUSTOMER, "sent", language)
    assert len(latest(office, CUSTOMER, "quotes/sent").attachments) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_version_says_that_it_replaces_the_former(
    office: Scope, store: FolderStore, golden: Golden, language: str
) -> None:
    quote = sent_to(office, store, language)
    ask_for_change(office, quote.token, "Dix centimètres de plus.", one_time_key="k1")
    start_version(office, quote.request_id)
    agree(office, quote.request_id)
    send(office, store, quote.request_id)

    if language == "fr":
        check(office, golden, OFFICE, "change_asked")
    check(office, golden, CUSTOMER, "new_version", language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_acceptance_is_confirmed_with_the_signed_document(
    office: Scope, store: FolderStore, golden: Golden, language: str
) -> None:
    quote = sent_to(office, store, language)
    accept_version(office, quote.token, 1, quote.signed())

    check(office, golden, CUSTOMER, "accepted", language)
    if language == "fr":
        check(office, golden, OFFICE, "accepted_office")
    assert len(latest(office, CUSTOMER, "quotes/accepted").attachments) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_quote_that_ends_soon_is_reminded_once(
    office: Scope, store: FolderStore, golden: Golden, language: str
) -> None:
    sent_to(office, store, language)
    expire_quotes(days_later(office, 22), {})
    none_yet = [m.template for m in list_messages_to(office.session, CUSTOMER)]
    for _ in range(2):
        expire_quotes(days_later(office, 24), {})

    templates = [m.template for m in list_messages_to(office.session, CUSTOMER)]
    assert "quotes/ending" not in none_yet
    assert templates.count("quotes/ending") == 1
    check(office, golden, CUSTOMER, "ending", language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_refusal_is_kind_and_a_fresh_link_goes_to_the_known_address(
    office: Scope, store: FolderStore, golden: Golden, language: str
) -> None:
    quote = sent_to(office, store, language)
    ask_fresh_link(office, quote.token)
    start_version(office, quote.request_id)
    decline_request(office, quote.request_id, "Nos groupes sont complets jusqu’en juin.")

    check(office, golden, CUSTOMER, "fresh_link", language)
    check(office, golden, CUSTOMER, "declined", language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_visit_is_announced_with_its_place(
    office: Scope, store: FolderStore, golden: Golden, language: str
) -> None:
    new = build_new_request(customer=build_customer(language=language))
    request_id = receive_request(office, store, new).id
    start = datetime(2026, 12, 1, 8, tzinfo=UTC)
    build_booking_rule(office.session, kind=AppointmentKind.MEASURE)
    for quarter in range(4):
        at = start + timedelta(minutes=15 * quarter)
        build_cell(office.session, resource_kind="measurer", starts_at=at)

    plan_visit(office, request_id, starts_at=start, minutes=60, note="Merci d’ouvrir la cour.")

    check(office, golden, CUSTOMER, "visit", language)
