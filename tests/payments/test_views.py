"""Paying as a customer does: demonstration page, Stripe through its double, return, webhook."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import update

from shop.db import Scope, begin_writing, end_writing
from shop.kernel.money import ZERO, Money
from shop.notifications.queries import list_messages_to
from shop.orders.access import issue_link
from shop.orders.domain import OrderStatus, PaymentMeans
from shop.orders.queries import get_order, list_documents
from shop.orders.services import decline_order
from shop.payments.domain.ledger import RefundStatus
from shop.payments.queries import (
    balance_of,
    list_attempts,
    list_checks,
    list_payments,
    list_refunds,
)
from shop.payments.services.refunds import SEND_REFUND, send_refund_with
from shop.payments.stripe_gateway import StripeGateway
from shop.school.models import IdentityRow
from shop.tasks.worker import Worker
from shop.wiring import choose_card_gateway
from tests.builders.orders import place
from tests.builders.payments import FULL, pay
from tests.builders.school import build_identity
from tests.payments.stripe_double import API_KEY, SECRET, StripeDouble, serve_double, sign


class Shop:
    """A customer with a placed order of 180 €, and what the database says of it."""

    def __init__(self, scope: Scope, client: FlaskClient, means: PaymentMeans) -> None:
        self.scope = replace(scope, now=datetime.now(UTC))
        self.client = client
        build_identity(scope.session)
        self.order_id = place(self.scope, means=means)
        self.token = issue_link(self.scope, self.order_id)
        self.leave()

    def leave(self) -> None:
        self.scope.session.commit()
        end_writing(self.scope.session)

    def look(self) -> Any:  # noqa: ANN401 - a session read afresh
        self.scope.session.rollback()
        return self.scope.session

    def change(self) -> Scope:
        begin_writing(self.scope.session)
        return self.scope

    def start(self) -> str:
        """Choose the card and return the address of the payment page."""
        response = self.client.post(f"/payer/{self.token}/carte")
        assert response.status_code == 303, response.text
        page = self.client.get(response.location).text
        found = re.search(r'class="btn primary big" href="([^"]+)"', page)
        assert found, page
        return found.group(1)

    @property
    def paid(self) -> Money:
        return balance_of(self.look(), self.order_id).paid


@pytest.fixture
def shop(scope: Scope, client: FlaskClient) -> Shop:
    return Shop(scope, client, PaymentMeans.CARD)


@pytest.fixture
def double(app: Flask) -> Iterator[StripeDouble]:
    """The application takes cards by Stripe, which is the double."""
    before = app.extensions["card_gateway"]
    with serve_double() as served:
        app.extensions["card_gateway"] = StripeGateway(API_KEY, SECRET, served.address)
        yield served
    app.extensions["card_gateway"] = before


def test_the_demonstration_pays_from_one_end_to_the_other(shop: Shop) -> None:
    assert "180,00" in shop.client.get(f"/payer/{shop.token}").text
    address = shop.start()
    assert "Démonstration\N{NO-BREAK SPACE}: aucun argent" in shop.client.get(address).text

    back = shop.client.post(address, data={"choice": "pay"})
    home = shop.client.get(back.location)

    assert shop.paid == FULL
    assert "/commande/" in home.location
    assert "Merci, votre paiement est arrivé" in shop.client.get(home.location).text
    assert shop.client.get(f"/payer/{shop.token}").status_code == 303  # nothing is due any more


def test_the_demonstration_plays_a_refusal_and_an_abandon(shop: Shop) -> None:
    address = shop.start()
    assert "Carte refusée" in shop.client.post(address, data={"choice": "refuse"}).text

    left = shop.client.post(address, data={"choice": "abandon"})
    again = shop.client.get(left.location)

    assert "/payer/" in again.location
    assert "Vous n’avez pas payé" in shop.client.get(again.location).text
    assert shop.paid == ZERO


def test_addresses_the_card_company_remembers_open_no_order_later(shop: Shop) -> None:
    address = shop.start()
    left = shop.client.post(address, data={"choice": "abandon"}).location
    back = shop.client.post(address, data={"choice": "pay"}).location

    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=False):
        answers = [shop.client.get(found) for found in (left, back)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("trop ancienne" in answer.text for answer in answers)
    assert shop.paid == Money(18000)  # what was paid is taken into account all the same


def test_a_double_click_leads_to_one_page(shop: Shop) -> None:
    assert shop.start() == shop.start()
    assert len(list_attempts(shop.look(), shop.order_id)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/payer/forged",
        "/payer/forged/carte/1",
        "/paiement/retour?session_id=forged",
        "/paiement/retour",
        "/paiement/abandon/forged",
        "/paiement/demonstration/../../etc/passwd",
        "/paiement/demonstration/demo_00000000000000000000000000000000",
    ],
)
def test_a_forged_address_is_not_found(shop: Shop, address: str) -> None:
    assert shop.client.get(address).status_code == 404


def test_the_try_of_another_order_stays_closed(shop: Shop) -> None:
    scope = shop.change()
    other = issue_link(scope, place(scope, one_time_key="other"))
    shop.leave()
    shop.start()
    (attempt,) = list_attempts(shop.look(), shop.order_id)

    assert shop.client.get(f"/payer/{other}/carte/{attempt.id}").status_code == 404


def test_payment_pages_are_never_kept(shop: Shop) -> None:
    assert shop.client.get(f"/payer/{shop.token}").headers["Cache-Control"] == "no-store"


def test_a_transfer_shows_what_the_bank_needs(shop: Shop) -> None:
    scope = shop.change()
    scope.session.execute(build_identity_update(iban="FR7630006000011234567890189", bic="AGRIFRPP"))
    shop.leave()

    page = shop.client.get(f"/payer/{shop.token}").text
    assert "FR76 3000 6000" in page
    assert re.search(r"RF\d\d CO20", page)
    assert "<svg" in page


def build_identity_update(**values: str) -> Any:  # noqa: ANN401 - a statement
    return update(IdentityRow).values(**values)


def test_production_without_a_key_takes_no_cards(app: Flask) -> None:
    settings = replace(
        app.config["SETTINGS"], environment="production", demo=False, stripe_secret_key=""
    )
    assert choose_card_gateway(settings) is None


def test_a_key_puts_the_demonstration_out_of_reach(shop: Shop, double: StripeDouble) -> None:
    session_id = "demo_" + "0" * 32
    assert shop.client.get(f"/paiement/demonstration/{session_id}").status_code == 404
    settings = replace(shop.client.application.config["SETTINGS"], stripe_secret_key="sk_live_x")
    assert isinstance(choose_card_gateway(settings), StripeGateway)


def come_back(shop: Shop, session_id: str) -> Any:  # noqa: ANN401 - a response
    return shop.client.get(f"/paiement/retour?session_id={session_id}")


def hear(shop: Shop, payload: bytes, signature: str | None = None) -> int:
    return shop.client.post(
        "/webhooks/stripe",
        data=payload,
        headers={
            "Stripe-Signature": sign(payload) if signature is None else signature,
            "Content-Type": "application/json",
        },
    ).status_code


def test_stripe_pays_by_return_page_and_webhook_in_any_order(
    shop: Shop, double: StripeDouble
) -> None:
    assert shop.start().startswith(double.address)
    (session_id,) = double.sessions
    double.pay(session_id)
    payload = double.event("checkout.session.completed", double.sessions[session_id])

    assert hear(shop, payload) == 200
    assert "/commande/" in come_back(shop, session_id).location
    assert hear(shop, payload) == 200

    assert [payment.amount for payment in list_payments(shop.look(), shop.order_id)] == [FULL]
    assert list_checks(shop.look()) == []


def test_coming_back_unpaid_changes_nothing(shop: Shop, double: StripeDouble) -> None:
    shop.start()
    (session_id,) = double.sessions

    page = shop.client.get(come_back(shop, session_id).location).text

    assert "pas encore confirmé" in page
    assert shop.paid == ZERO


def test_coming_back_while_stripe_is_down_says_to_wait(shop: Shop, double: StripeDouble) -> None:
    shop.start()
    (session_id,) = double.sessions
    double.failures = 9

    response = come_back(shop, session_id)
    assert response.status_code == 200
    assert "Ne payez pas une seconde fois" in response.text


def test_stripe_being_down_says_to_try_again(shop: Shop, double: StripeDouble) -> None:
    double.failures = 9

    response = shop.client.post(f"/payer/{shop.token}/carte")
    assert "ne répond pas" in shop.client.get(response.location).text


@pytest.mark.parametrize("signature", ["", "t=1,v1=00"])
def test_a_forged_webhook_is_refused(shop: Shop, double: StripeDouble, signature: str) -> None:
    shop.start()
    (session_id,) = double.sessions
    double.pay(session_id)
    payload = double.event("checkout.session.completed", double.sessions[session_id])

    assert hear(shop, payload, signature) == 400
    assert shop.paid == ZERO


def test_a_webhook_never_believes_what_is_written_in_it(shop: Shop, double: StripeDouble) -> None:
    shop.start()
    (session_id,) = double.sessions
    lying = {**double.sessions[session_id], "payment_status": "paid", "status": "complete"}

    assert hear(shop, double.event("checkout.session.completed", lying)) == 200
    assert shop.paid == ZERO


def test_a_message_of_the_other_mode_is_left_alone(shop: Shop, double: StripeDouble) -> None:
    shop.start()
    (session_id,) = double.sessions
    double.pay(session_id)
    session = double.sessions[session_id]
    payload = double.event("checkout.session.completed", session, live=True)

    assert hear(shop, payload) == 200
    assert shop.paid == ZERO


def test_a_message_before_its_order_asks_to_come_back(shop: Shop, double: StripeDouble) -> None:
    shop.start()
    (session_id,) = double.sessions
    double.pay(session_id)
    session = double.sessions[session_id]
    session["metadata"] = {"reference": "CO-2026-0404", "attempt": "404"}
    session["id"] = double.sessions[session_id]["id"] = "cs_test_0404"
    double.sessions["cs_test_0404"] = session

    assert hear(shop, double.event("checkout.session.completed", session)) == 409
    assert hear(shop, double.event("checkout.session.completed", session)) == 409


def test_a_webhook_while_stripe_is_down_asks_to_come_back(shop: Shop, double: StripeDouble) -> None:
    shop.start()
    (session_id,) = double.sessions
    double.failures = 9
    payload = double.event("checkout.session.completed", double.sessions[session_id])

    assert hear(shop, payload) == 503


def test_an_unknown_message_is_only_kept(shop: Shop, double: StripeDouble) -> None:
    assert hear(shop, double.event("customer.created", {"id": "cus_1"})) == 200


def test_an_expired_page_is_written_down(shop: Shop, double: StripeDouble) -> None:
    shop.start()
    (session_id,) = double.sessions
    double.expire(session_id)

    hear(shop, double.event("checkout.session.expired", double.sessions[session_id]))

    assert list_attempts(shop.look(), shop.order_id)[0].status == "expired"


def test_a_disputed_payment_goes_to_the_office(shop: Shop, double: StripeDouble) -> None:
    about = {"id": "dp_1", "amount": 18000, "payment_intent": "pi_x", "status": "needs_response"}

    hear(shop, double.event("charge.dispute.created", about))

    assert [check.kind for check in list_checks(shop.look())] == ["dispute"]


def work(shop: Shop, gateway: StripeGateway | None = None) -> None:
    app = shop.client.application
    worker: Worker = app.extensions["worker"]
    if gateway is not None:
        handlers = {**worker.handlers, SEND_REFUND: send_refund_with(gateway)}
        worker = replace(worker, handlers=handlers)
    shop.look()
    with app.app_context():
        worker.run_all()


def pay_by_stripe(shop: Shop, double: StripeDouble) -> None:
    shop.start()
    (session_id,) = double.sessions
    double.pay(session_id)
    come_back(shop, session_id)


def test_declining_sends_the_money_back_by_card_once(shop: Shop, double: StripeDouble) -> None:
    pay_by_stripe(shop, double)
    decline_order(shop.change(), shop.order_id, "Atelier complet")
    shop.leave()

    gateway = StripeGateway(API_KEY, SECRET, double.address)
    work(shop, gateway)
    work(shop, gateway)

    assert [refund["amount"] for refund in double.refunds.values()] == [18000]
    (refund,) = list_refunds(shop.look(), shop.order_id)
    assert refund.status is RefundStatus.DONE
    subjects = [m.subject for m in list_messages_to(shop.look(), "ana.roux@example.org")]
    assert any("Remboursement de 180,00" in subject for subject in subjects)


def test_a_refund_that_comes_later_is_told_by_message(shop: Shop, double: StripeDouble) -> None:
    pay_by_stripe(shop, double)
    double.refund_status = "pending"
    decline_order(shop.change(), shop.order_id, "Atelier complet")
    shop.leave()
    work(shop, StripeGateway(API_KEY, SECRET, double.address))
    (waiting,) = list_refunds(shop.look(), shop.order_id)
    assert waiting.status is RefundStatus.REQUESTED

    about = {**double.refunds["re_0001"], "status": "succeeded"}
    hear(shop, double.event("refund.updated", about))

    assert list_refunds(shop.look(), shop.order_id)[0].status is RefundStatus.DONE


def test_a_refund_made_on_the_site_of_stripe_enters_the_ledger(
    shop: Shop, double: StripeDouble
) -> None:
    pay_by_stripe(shop, double)
    (payment,) = list_payments(shop.look(), shop.order_id)
    about = {"id": "re_9", "amount": 5000, "payment_intent": payment.external_ref}

    for number in (1, 2):
        payload = double.event(
            "refund.created", {**about, "status": "succeeded"}, event_id=f"evt_{number}"
        )
        assert hear(shop, payload) == 200

    assert balance_of(shop.look(), shop.order_id).refunded == Money(5000)


def test_a_payment_gets_its_numbered_receipt_by_e_mail_and_on_the_page(
    shop: Shop,
    tmp_path: Any,  # noqa: ANN401 - a folder
) -> None:
    pay(shop.change(), shop.order_id)
    shop.leave()
    work(shop)

    (document,) = list_documents(shop.look(), shop.order_id)
    assert document.label.startswith("RC-")
    response = shop.client.get(f"/commande/{shop.token}/documents/{document.file_id}")
    assert response.mimetype == "application/pdf"
    path = tmp_path / "receipt.pdf"
    path.write_bytes(response.data)
    text = PdfReader(path).pages[0].extract_text()
    assert "180,00" in text
    assert "Reste à payer" in text
    assert get_order(shop.look(), shop.order_id).reference in text
    (message,) = [
        m
        for m in list_messages_to(shop.look(), "ana.roux@example.org")
        if m.template == "payments/received"
    ]
    assert message.attachments == [document.file_id]


def test_a_document_of_another_order_stays_closed(shop: Shop) -> None:
    pay(shop.change(), shop.order_id)
    other = issue_link(shop.scope, place(shop.scope, one_time_key="other"))
    shop.leave()
    work(shop)
    (document,) = list_documents(shop.look(), shop.order_id)

    response = shop.client.get(f"/commande/{other}/documents/{document.file_id}")
    assert response.status_code == 404


def test_an_order_ended_meanwhile_asks_for_nothing(shop: Shop) -> None:
    decline_order(shop.change(), shop.order_id, "Non")
    shop.leave()

    assert shop.client.get(f"/payer/{shop.token}").status_code == 303
    assert get_order(shop.look(), shop.order_id).status is OrderStatus.DECLINED


def test_the_code_of_a_transfer_has_an_address_of_its_own(shop: Shop) -> None:
    shop.change()
    shop.scope.session.execute(update(IdentityRow).values(iban="FR1420041010050500013M02606"))
    shop.leave()

    page = shop.client.get(f"/payer/{shop.token}").text
    code = shop.client.get(f"/payer/{shop.token}/virement.svg")

    assert f'src="/payer/{shop.token}/virement.svg" alt="Code QR du virement"' in page
    assert "<path" not in page
    assert (code.status_code, code.mimetype) == (200, "image/svg+xml")
    assert 'fill="#fff"' in code.text
    assert code.headers["Cache-Control"] == "no-store"


def test_no_code_is_drawn_without_an_account_or_a_link(shop: Shop) -> None:
    assert shop.client.get(f"/payer/{shop.token}/virement.svg").status_code == 404
    assert shop.client.get("/payer/forged/virement.svg").status_code == 404
