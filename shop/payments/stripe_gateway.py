"""Card payments by Stripe: the only module that knows its library.

The library takes half a second to load, so it is loaded with the first gateway.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import NotFound
from shop.payments.domain.attempts import (
    CheckoutRequest,
    GatewayEvent,
    RefundFacts,
    SessionFacts,
    SessionState,
    StartedCheckout,
)
from shop.payments.domain.ledger import Provider
from shop.payments.gateway import NO_SUCH_PAGE, GatewayUnreachable, SignatureRefused

if TYPE_CHECKING:
    from stripe import StripeClient

API_VERSION = "2026-10-28.endive"
TIMEOUT_SECONDS = 20
RETRIES = 2


@dataclass(slots=True)
class StripeGateway:
    """Speaks to Stripe with the school's key; `api_base` points tests to a double."""

    secret_key: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    api_base: str = ""
    _client: "StripeClient | None" = field(default=None, repr=False)

    @property
    def provider(self) -> Provider:
        return Provider.CARD

    @property
    def is_live(self) -> bool:
        return self.secret_key.startswith(("sk_live_", "rk_live_"))

    def start_checkout(self, request: CheckoutRequest) -> StartedCheckout:
        params: Any = _session_params(request)
        with _reachable():
            session = self._stripe().v1.checkout.sessions.create(
                params, {"idempotency_key": request.key}
            )
        return StartedCheckout(session.id, session.url or "")

    def read_session(self, session_id: str) -> SessionFacts:
        import stripe  # noqa: PLC0415 - slow to load

        try:
            with _reachable():
                session = self._stripe().v1.checkout.sessions.retrieve(session_id)
        except stripe.InvalidRequestError:
            raise NotFound(NO_SUCH_PAGE) from None
        return _facts(session.to_dict())

    def expire_session(self, session_id: str) -> None:
        import stripe  # noqa: PLC0415 - slow to load

        try:
            with _reachable():
                self._stripe().v1.checkout.sessions.expire(session_id)
        except stripe.InvalidRequestError:
            return  # paid or closed already: reading it again says which

    def refund(self, payment_ref: str, amount: Money, key: str) -> RefundFacts:
        import stripe  # noqa: PLC0415 - slow to load

        try:
            with _reachable():
                refund = self._stripe().v1.refunds.create(
                    {"payment_intent": payment_ref, "amount": amount.cents},
                    {"idempotency_key": key},
                )
        except stripe.InvalidRequestError as refused:
            return RefundFacts(f"refused:{key}:{refused.code}"[:100], False, True)
        failed = refund.status in {"failed", "canceled"}
        return RefundFacts(refund.id, refund.status == "succeeded", failed)

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent:
        import stripe  # noqa: PLC0415 - slow to load

        if not self.webhook_secret:
            raise SignatureRefused("no webhook secret")
        try:
            event = stripe.Webhook.construct_event(payload, signature, self.webhook_secret)
        except (stripe.SignatureVerificationError, ValueError, UnicodeDecodeError) as refused:
            raise SignatureRefused(type(refused).__name__) from None
        return _event(event.to_dict())

    def _stripe(self) -> "StripeClient":
        if self._client is None:
            import stripe  # noqa: PLC0415 - slow to load

            self._client = stripe.StripeClient(
                self.secret_key,
                stripe_version=API_VERSION,
                max_network_retries=RETRIES,
                http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
                base_addresses={"api": self.api_base} if self.api_base else None,
            )
        return self._client


@contextmanager
def _reachable() -> Iterator[None]:
    """Say in our words that Stripe does not answer, or not now."""
    import stripe  # noqa: PLC0415 - slow to load

    try:
        yield
    except (
        stripe.APIConnectionError,
        stripe.APIError,
        stripe.RateLimitError,
        stripe.AuthenticationError,
        stripe.PermissionError,
        stripe.IdempotencyError,
    ) as error:
        raise GatewayUnreachable(type(error).__name__) from error


def _session_params(request: CheckoutRequest) -> dict[str, Any]:
    """Return one line for one payment: Stripe knows no deposits, and makes no invoices for us."""
    metadata = {"reference": request.reference, "attempt": str(request.attempt_id)}
    return {
        "mode": "payment",
        "client_reference_id": request.reference,
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": request.amount.cents,
                    "product_data": {"name": request.label},
                },
            }
        ],
        "success_url": request.success_url,
        "cancel_url": request.cancel_url,
        "expires_at": int(request.expires_at.timestamp()),
        "locale": "en" if request.language == "en" else "fr",
        "submit_type": "pay",
        "customer_email": request.email,
        "metadata": metadata,
        # The metadata of a session does not reach the payment by itself.
        "payment_intent_data": {"metadata": metadata, "description": request.label},
    }


def _facts(session: dict[str, Any]) -> SessionFacts:
    metadata = session.get("metadata") or {}
    attempt = str(metadata.get("attempt", ""))
    return SessionFacts(
        session_id=session["id"],
        state=SessionState(session["status"]),
        is_paid=session["payment_status"] == "paid",
        amount=Money(session["amount_total"] or 0),
        currency=session["currency"] or "",
        reference=str(metadata.get("reference", "")),
        attempt_id=int(attempt) if attempt.isdecimal() else None,
        payment_ref=_id_of(session.get("payment_intent")),
    )


def _event(event: dict[str, Any]) -> GatewayEvent:
    found = event["data"]["object"]
    amount = found.get("amount")
    return GatewayEvent(
        id=event["id"],
        kind=event["type"],
        object_id=str(found.get("id", "")),
        is_live=bool(event["livemode"]),
        amount=Money(amount) if isinstance(amount, int) else ZERO,
        payment_ref=_id_of(found.get("payment_intent")),
        status=str(found.get("status", "")),
    )


def _id_of(reference: object) -> str:
    """Return the id of something Stripe gives as an id or as the whole object."""
    return str(reference["id"]) if isinstance(reference, dict) else str(reference or "")
