"""The adapter, driven through the real library against a stateful double."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import stripe

from shop.kernel.money import Money
from shop.kernel.refusals import NotFound
from shop.payments.domain.attempts import CheckoutRequest, RefundFacts, SessionState
from shop.payments.gateway import GatewayUnreachable, SignatureRefused
from shop.payments.stripe_gateway import StripeGateway
from tests.payments.stripe_double import API_KEY, SECRET, StripeDouble, serve_double, sign


@pytest.fixture
def double() -> Iterator[StripeDouble]:
    with serve_double() as served:
        yield served


@pytest.fixture
def gateway(double: StripeDouble) -> StripeGateway:
    return StripeGateway(API_KEY, SECRET, double.address)


def a_request(key: str = "CO-2026-0001-1") -> CheckoutRequest:
    return CheckoutRequest(
        key=key,
        attempt_id=7,
        reference="CO-2026-0001",
        label="Acompte – commande CO-2026-0001",
        amount=Money(5400),
        email="ana@example.org",
        language="fr",
        success_url="https://ecole.example/paiement/retour?session_id={CHECKOUT_SESSION_ID}",
        cancel_url="https://ecole.example/payer/x",
        expires_at=datetime.now(UTC) + timedelta(minutes=35),
    )


def test_a_page_is_opened_with_what_was_written_in_it(
    gateway: StripeGateway, double: StripeDouble
) -> None:
    started = gateway.start_checkout(a_request())

    assert started.url == f"{double.address}/pay/{started.session_id}"
    facts = gateway.read_session(started.session_id)
    assert (facts.state, facts.is_paid, facts.amount) == (SessionState.OPEN, False, Money(5400))
    assert (facts.reference, facts.attempt_id, facts.payment_ref) == ("CO-2026-0001", 7, "")


def test_the_same_key_opens_one_page(gateway: StripeGateway, double: StripeDouble) -> None:
    request = a_request()

    assert gateway.start_checkout(request) == gateway.start_checkout(request)
    assert len(double.sessions) == 1


def test_a_short_breakdown_is_tried_again_with_the_same_key(
    gateway: StripeGateway, double: StripeDouble
) -> None:
    double.failures = 2

    gateway.start_checkout(a_request())

    assert len(double.requests) == 3
    assert len(double.sessions) == 1


def test_a_long_breakdown_is_said_in_our_words(
    gateway: StripeGateway, double: StripeDouble
) -> None:
    double.failures = 9

    with pytest.raises(GatewayUnreachable):
        gateway.start_checkout(a_request())


def test_a_wrong_key_is_said_in_our_words(double: StripeDouble) -> None:
    with pytest.raises(GatewayUnreachable):
        StripeGateway("sk_test_other", SECRET, double.address).read_session("cs_test_0001")


def test_a_paid_page_names_its_money(gateway: StripeGateway, double: StripeDouble) -> None:
    session_id = gateway.start_checkout(a_request()).session_id
    double.pay(session_id)

    facts = gateway.read_session(session_id)
    assert (facts.is_paid, facts.payment_ref) == (True, "pi_0001")
    gateway.expire_session(session_id)
    assert gateway.read_session(session_id).state is SessionState.COMPLETE


def test_an_open_page_is_closed(gateway: StripeGateway) -> None:
    session_id = gateway.start_checkout(a_request()).session_id

    gateway.expire_session(session_id)

    assert gateway.read_session(session_id).state is SessionState.EXPIRED


def test_an_unknown_page_is_not_found(gateway: StripeGateway) -> None:
    with pytest.raises(NotFound):
        gateway.read_session("cs_test_forged")


def test_a_refund_is_sent_once(gateway: StripeGateway, double: StripeDouble) -> None:
    session_id = gateway.start_checkout(a_request()).session_id
    double.pay(session_id)

    first = gateway.refund("pi_0001", Money(5400), "refund-1")
    second = gateway.refund("pi_0001", Money(5400), "refund-1")

    assert first == second == RefundFacts("re_0001", is_done=True, has_failed=False)
    assert gateway.refund("pi_0001", Money(1), "refund-2").has_failed


def test_the_double_refuses_what_stripe_refuses(
    gateway: StripeGateway, double: StripeDouble
) -> None:
    client = gateway._stripe()
    for params in (
        {"mode": "payment", "payment_method_types": ["card"]},
        {"mode": "payment", "surprise": "1"},
    ):
        with pytest.raises(stripe.InvalidRequestError, match="unknown parameter"):
            client.v1.checkout.sessions.create(params)  # type: ignore[arg-type]
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized"):
        client.v1.customers.list()
    with pytest.raises(stripe.InvalidRequestError, match="expires_at"):
        gateway.start_checkout(replace(a_request("short"), expires_at=datetime.now(UTC)))


def test_the_same_key_with_another_amount_is_refused(gateway: StripeGateway) -> None:
    request = a_request()
    gateway.start_checkout(request)
    with pytest.raises(GatewayUnreachable):
        gateway.start_checkout(replace(request, amount=Money(1)))


def test_a_signed_message_is_read(gateway: StripeGateway, double: StripeDouble) -> None:
    about = {"id": "re_1", "object": "refund", "amount": 500, "payment_intent": "pi_1"}
    payload = double.event("refund.updated", {**about, "status": "succeeded"})

    event = gateway.read_event(payload, sign(payload))

    assert (event.id, event.kind, event.object_id) == ("evt_1", "refund.updated", "re_1")
    assert (event.amount, event.payment_ref, event.status) == (Money(500), "pi_1", "succeeded")
    assert not event.is_live


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=1,v1=00",
        "nonsense",
    ],
)
def test_a_message_without_our_signature_is_refused(
    gateway: StripeGateway, double: StripeDouble, header: str
) -> None:
    with pytest.raises(SignatureRefused):
        gateway.read_event(double.event("refund.updated", {"id": "re_1"}), header)


def test_a_tampered_message_is_refused(gateway: StripeGateway, double: StripeDouble) -> None:
    payload = double.event("refund.updated", {"id": "re_1", "amount": 500})
    signature = sign(payload)

    with pytest.raises(SignatureRefused):
        gateway.read_event(payload.replace(b"500", b"900"), signature)


def test_a_stale_message_is_refused(gateway: StripeGateway, double: StripeDouble) -> None:
    payload = double.event("refund.updated", {"id": "re_1"})

    with pytest.raises(SignatureRefused):
        gateway.read_event(payload, sign(payload, at=time.time() - 301))


def test_a_message_signed_with_an_old_secret_is_refused(
    gateway: StripeGateway, double: StripeDouble
) -> None:
    payload = double.event("refund.updated", {"id": "re_1"})

    with pytest.raises(SignatureRefused):
        gateway.read_event(payload, sign(payload, secret="whsec_old"))


def test_an_empty_secret_refuses_every_message(double: StripeDouble) -> None:
    payload = double.event("refund.updated", {"id": "re_1"})

    with pytest.raises(SignatureRefused):
        StripeGateway(API_KEY, "", double.address).read_event(payload, sign(payload, secret=""))


def test_a_signed_message_that_is_no_json_is_refused(gateway: StripeGateway) -> None:
    with pytest.raises(SignatureRefused):
        gateway.read_event(b"hello", sign(b"hello"))
