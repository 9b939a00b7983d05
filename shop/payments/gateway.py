"""The port of card payments: what we ask of whoever takes cards for the school."""

from typing import Protocol

from shop.kernel.money import Money
from shop.kernel.text import N_
from shop.payments.domain.attempts import (
    CheckoutRequest,
    GatewayEvent,
    RefundFacts,
    SessionFacts,
    StartedCheckout,
)
from shop.payments.domain.ledger import Provider

NO_SUCH_PAGE = N_("Cette page de paiement n’existe pas.")


class GatewayUnreachable(Exception):
    """The card company does not answer, or answers that it cannot: try again later."""


class SignatureRefused(Exception):
    """A message that pretends to come from the card company, or is too old."""


class CardGateway(Protocol):
    """Takes cards. Every call may raise GatewayUnreachable."""

    @property
    def provider(self) -> Provider:
        """Return under which name its money enters the ledger."""
        ...

    def start_checkout(self, request: CheckoutRequest) -> StartedCheckout:
        """Open a payment page; the same `request.key` gives the same page."""
        ...

    def read_session(self, session_id: str) -> SessionFacts:
        """Ask what has become of a payment page; NotFound when there is none."""
        ...

    def expire_session(self, session_id: str) -> None:
        """Close a payment page; nothing happens when it is paid or closed already."""
        ...

    def refund(self, payment_ref: str, amount: Money, key: str) -> RefundFacts:
        """Send money back; the same `key` sends it once."""
        ...

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent:
        """Read a message; SignatureRefused when it is not from the card company."""
        ...
