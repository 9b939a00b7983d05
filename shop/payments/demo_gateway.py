"""The demonstration payment page: no card, no money, the same path to the end.

It stands for an outside company, so it keeps its pages in files of its own and the shop has
to ask it, as it asks the real one.
"""

import json
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from shop.kernel.money import Money
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
from shop.payments.gateway import NO_SUCH_PAGE, SignatureRefused

_SESSION_ID = re.compile(r"demo_[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class DemoPage:
    """What the demonstration page shows."""

    session_id: str
    label: str
    amount: Money
    state: SessionState
    success_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True)
class DemoGateway:
    """Pretends to take cards. The application offers it only where no key is set."""

    folder: Path

    @property
    def provider(self) -> Provider:
        return Provider.DEMO

    def start_checkout(self, request: CheckoutRequest) -> StartedCheckout:
        session_id = f"demo_{sha256(request.key.encode()).hexdigest()[:32]}"
        if not self._path(session_id).is_file():
            self._write(
                session_id,
                {
                    "state": "open",
                    "payment_ref": "",
                    "amount": request.amount.cents,
                    "label": request.label,
                    "reference": request.reference,
                    "attempt": request.attempt_id,
                    "success_url": request.success_url.replace("{CHECKOUT_SESSION_ID}", session_id),
                    "cancel_url": request.cancel_url,
                },
            )
        return StartedCheckout(session_id, f"/paiement/demonstration/{session_id}")

    def read_session(self, session_id: str) -> SessionFacts:
        kept = self._read(session_id)
        return SessionFacts(
            session_id=session_id,
            state=SessionState(kept["state"]),
            is_paid=bool(kept["payment_ref"]),
            amount=Money(kept["amount"]),
            currency="eur",
            reference=kept["reference"],
            attempt_id=kept["attempt"],
            payment_ref=kept["payment_ref"],
        )

    def read_page(self, session_id: str) -> DemoPage:
        """Return what the page of this session shows."""
        kept = self._read(session_id)
        return DemoPage(
            session_id=session_id,
            label=kept["label"],
            amount=Money(kept["amount"]),
            state=SessionState(kept["state"]),
            success_url=kept["success_url"],
            cancel_url=kept["cancel_url"],
        )

    def pay(self, session_id: str) -> None:
        """Pretend that the card was accepted; a closed page stays as it is."""
        kept = self._read(session_id)
        if kept["state"] == SessionState.OPEN:
            reference = f"demo_pay_{secrets.token_hex(12)}"
            self._write(session_id, {**kept, "state": "complete", "payment_ref": reference})

    def expire_session(self, session_id: str) -> None:
        kept = self._read(session_id)
        if kept["state"] == SessionState.OPEN:
            self._write(session_id, {**kept, "state": "expired"})

    def refund(self, payment_ref: str, amount: Money, key: str) -> RefundFacts:
        return RefundFacts(f"demo_refund_{key}", True, False)

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent:
        raise SignatureRefused("the demonstration sends no messages")

    def _path(self, session_id: str) -> Path:
        if not _SESSION_ID.fullmatch(session_id):
            raise NotFound(NO_SUCH_PAGE)
        return self.folder / f"{session_id}.json"

    def _read(self, session_id: str) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(self._path(session_id).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NotFound(NO_SUCH_PAGE) from None
        return kept

    def _write(self, session_id: str, kept: dict[str, Any]) -> None:
        """Put the whole file in place at once: a reader never sees half of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self._path(session_id).with_suffix(f".{secrets.token_hex(4)}")
        draft.write_text(json.dumps(kept), encoding="utf-8")
        draft.replace(self._path(session_id))
