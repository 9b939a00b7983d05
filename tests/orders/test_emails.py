"""E-mails about orders and money, word for word, in both parts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask_babel import gettext

from shop.catalogue.domain import Family
from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.notifications.models import OutboxMessage
from shop.notifications.queries import list_messages
from shop.orders import emails
from shop.orders.access import ask_fresh_link
from shop.orders.domain import Author, CustomerKind, PaymentMeans
from shop.orders.reminders import remind_appointments
from shop.orders.services import (
    accept_order,
    announce_delay,
    cancel_order,
    decline_order,
    mark_ready,
    order_from_quote,
    post_message,
)
from shop.orders.withdrawal import EARLY_SERVICE
from shop.payments import emails as payment_emails
from shop.payments.emails import send_payment_received
from shop.payments.events import ReceiptIssued
from shop.payments.queries import list_payments, list_refunds
from shop.payments.services.refunds import confirm_refund_by_hand, refund_everything
from shop.payments.services.reminders import remind_payment, remind_payments
from shop.tasks.models import Task
from shop.web.language import speaking
from tests.builders.orders import (
    STANDARD,
    a_customer,
    a_line,
    build_order_policy,
    hold_place,
    place,
)
from tests.builders.payments import pay
from tests.builders.school import build_identity, build_legal_param
from tests.conftest import NOW

Compare = Callable[[str, str], None]
ORDER_TOKEN = "jeton"


@pytest.fixture(autouse=True)
def _known(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    """The school has a name and an address; links are the same in every run."""
    identity = build_identity(scope.session)
    identity.email = "bureau@ecole.example"
    build_legal_param(scope.session)
    scope.session.flush()
    for module in (emails, payment_emails):
        monkeypatch.setattr(module, "issue_link", lambda _scope, _id: ORDER_TOKEN)


def latest(scope: Scope) -> OutboxMessage:
    return list_messages(scope.session, limit=1)[0]


def check(
    golden: Compare, scope: Scope, name: str, room: str = "orders", case: str = ""
) -> OutboxMessage:
    message = latest(scope)
    assert message.template == f"{room}/{name}"
    file = f"{room}/{name}_{case}" if case else f"{room}/{name}"
    golden(f"{file}.text", f"{message.subject}\n\n{message.text}")
    golden(f"{file}.html", message.html)
    return message


def a_booking(scope: Scope, **changes: Any) -> int:  # noqa: ANN401 - any argument of the service
    hold_place(scope, "hold-1")
    line = a_line(family=Family.TYRES, quantity=4)
    known: dict[str, Any] = {"lines": [line], "means": PaymentMeans.ON_SITE}
    return place(scope, holder_key="hold-1", **{**known, **changes})


def test_an_order_is_confirmed(scope: Scope, golden: Compare) -> None:
    place(scope)
    assert check(golden, scope, "placed").to_address == "ana.roux@example.org"


def test_a_company_is_told_nothing_of_withdrawal(scope: Scope) -> None:
    place(scope, customer=a_customer(kind=CustomerKind.PRO, company="Roux SARL"))
    assert "renoncer" not in latest(scope).text


def test_a_made_to_measure_order_promises_no_withdrawal(scope: Scope) -> None:
    place(scope, lines=[a_line(withdrawal_exempt=True)])
    assert "renoncer" not in latest(scope).text


def test_a_booked_visit_is_confirmed_with_its_day_and_its_hour(
    scope: Scope, golden: Compare
) -> None:
    a_booking(scope)
    check(golden, scope, "placed", case="visit")


def test_a_service_is_withdrawn_from_within_days_of_the_order(scope: Scope) -> None:
    a_booking(scope)

    text = latest(scope).text
    assert "Vous pouvez renoncer à la commande dans les 14 jours après l’avoir passée." in text
    assert "reçue." not in text.split("Total TTC")[1]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_asked_for_the_service_at_once_is_told_nothing_of_withdrawal(
    scope: Scope, language: str
) -> None:
    with speaking(language):
        sentence = str(gettext(EARLY_SERVICE))
    a_booking(scope, language=language, agreed_sentences=("J’ai lu les conditions.", sentence))

    assert "renoncer" not in latest(scope).text
    assert "withdraw" not in latest(scope).text


def test_an_order_that_accepts_itself_claims_no_reader(scope: Scope, golden: Compare) -> None:
    scope.session.add(build_order_policy(Section.TYRES, accepts_itself=True))
    a_booking(scope)

    message = check(golden, scope, "accepted", case="by_itself")
    assert "a lu votre commande" not in message.text
    assert "L’école confirme votre rendez-vous." in message.text


def test_an_accepted_order_is_told(scope: Scope, golden: Compare) -> None:
    accept_order(scope, a_booking(scope))
    check(golden, scope, "accepted")


def test_an_accepted_quote_is_told_once_by_the_quote_itself(scope: Scope) -> None:
    order_from_quote(
        scope,
        customer=a_customer(),
        lines=[a_line(family=Family.GATE, unit_net=Money(100000), unit_gross=None)],
        deposit_share=STANDARD,
        quote_reference="DE-2026-0001",
        wish_due_on=None,
        due_on=date(2027, 1, 15),
        language="fr",
    )
    assert list_messages(scope.session) == []


def test_a_declined_order_is_told_kindly(scope: Scope, golden: Compare) -> None:
    decline_order(scope, place(scope), "L’atelier est plein jusqu’au printemps.")
    check(golden, scope, "declined")


def test_a_cancelled_order_is_told(scope: Scope, golden: Compare) -> None:
    cancel_order(scope, place(scope), "Le paiement n’est pas arrivé à temps.")
    check(golden, scope, "cancelled")


def test_a_reason_that_the_office_typed_is_shown_as_typed(scope: Scope) -> None:
    cancel_order(scope, place(scope), "10 % <b>de trop</b>, 5 %(trop)")

    message = latest(scope)
    assert "10 % &lt;b&gt;de trop&lt;/b&gt;, 5 %(trop)" in message.html
    assert "« 10 % <b>de trop</b>, 5 %(trop) »" in message.text


def test_a_moved_day_is_told_with_its_reason(scope: Scope, golden: Compare) -> None:
    order_id = place(scope)
    accept_order(scope, order_id)
    announce_delay(scope, order_id, date(2027, 1, 15), "L’acier arrive en retard.")
    check(golden, scope, "due_date_moved")


def test_a_ready_order_is_told(scope: Scope, golden: Compare) -> None:
    order_id = place(scope, means=PaymentMeans.ON_SITE)
    accept_order(scope, order_id)
    mark_ready(scope, order_id)
    check(golden, scope, "ready")


def test_a_message_reaches_the_office(scope: Scope, golden: Compare) -> None:
    post_message(scope, place(scope), "Est-ce prêt ? <b>Merci</b>", Author.CUSTOMER)
    message = check(golden, scope, "question")
    assert message.to_address == "bureau@ecole.example"
    assert "&lt;b&gt;" in message.html


def test_an_answer_reaches_the_customer(scope: Scope, golden: Compare) -> None:
    post_message(scope, place(scope), "Oui, vendredi.", Author.SCHOOL)
    check(golden, scope, "answer")


def test_a_fresh_link_goes_to_the_known_address(scope: Scope, golden: Compare) -> None:
    order_id = place(scope)
    ask_fresh_link(replace(scope, now=NOW + timedelta(hours=1)), order_id)
    assert check(golden, scope, "link").to_address == "ana.roux@example.org"


def test_an_appointment_is_reminded_two_days_before_once(scope: Scope, golden: Compare) -> None:
    accept_order(scope, a_booking(scope))
    before = len(list_messages(scope.session))
    remind_appointments(scope, {})
    assert len(list_messages(scope.session)) == before

    for days in (1, 2, 3):
        remind_appointments(replace(scope, now=NOW + timedelta(days=days)), {})

    check(golden, scope, "reminder")
    assert len(list_messages(scope.session)) == before + 1


def test_a_late_transfer_is_reminded_once(scope: Scope, golden: Compare) -> None:
    scope.session.add(build_order_policy(Section.METALWORK, transfer_days=7))
    late = place(scope, means=PaymentMeans.TRANSFER)
    paid = place(scope, means=PaymentMeans.TRANSFER, one_time_key="paid")
    pay(scope, paid)
    later = replace(scope, now=NOW + timedelta(days=10))

    for _ in range(2):
        remind_payments(later, {})
    planned = scope.session.query(Task).filter_by(kind="remind_payment").all()
    for task in planned:
        remind_payment(later, task.payload)

    assert sorted(task.payload["order_id"] for task in planned) == [late, paid]
    assert "180,00" in check(golden, scope, "reminder", "payments").text
    assert len([m for m in list_messages(scope.session) if "reminder" in m.template]) == 1


def test_a_payment_is_thanked_for(scope: Scope, golden: Compare) -> None:
    order_id = place(scope)
    pay(scope, order_id, Money(10000))
    (payment,) = list_payments(scope.session, order_id)
    send_payment_received(ReceiptIssued(order_id, payment.id), scope)
    check(golden, scope, "received", "payments")


def test_a_refund_is_told(scope: Scope, golden: Compare) -> None:
    order_id = place(scope)
    pay(scope, order_id)
    refund_everything(scope, order_id, "Trop perçu")
    (refund,) = list_refunds(scope.session, order_id)
    confirm_refund_by_hand(scope, refund.id)
    check(golden, scope, "refund", "payments")


def test_english_customers_are_written_to_in_english_addresses(scope: Scope) -> None:
    place(scope, language="en")
    assert "http://localhost/en/commande/jeton" in latest(scope).text
