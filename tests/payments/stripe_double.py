"""A small Stripe over HTTP: it keeps sessions and refunds and refuses what Stripe refuses.

The real library talks to it through its base address. Unknown addresses and parameters are
errors, `payment_method_types` is refused as from API 2026-09-30 on, idempotency keys replay.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import stripe

SECRET = "whsec_double"  # the secret of a double
API_KEY = "sk_test_double"
SESSION_PARAMS = {
    "mode",
    "client_reference_id",
    "line_items",
    "success_url",
    "cancel_url",
    "expires_at",
    "locale",
    "submit_type",
    "customer_email",
    "metadata",
    "payment_intent_data",
}
REFUND_PARAMS = {"payment_intent", "amount"}
HALF_HOUR = 30 * 60


class Refused(Exception):
    """Stripe would answer with this error."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": "invalid_request_error", "code": code, "message": message}}


@dataclass
class StripeDouble:
    """The state of the pretended company."""

    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, tuple[str, int, dict[str, Any]]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    failures: int = 0
    address: str = ""
    lock: Any = field(default_factory=Lock)
    clock: Any = time.time
    refund_status: str = "succeeded"

    def pay(self, session_id: str, amount: int | None = None, currency: str = "eur") -> None:
        """The customer pays the page."""
        session = self.sessions[session_id]
        assert session["status"] == "open", "only an open page can be paid"
        session.update(
            status="complete",
            payment_status="paid",
            payment_intent=f"pi_{session_id[8:]}",
            currency=currency,
            amount_total=session["amount_total"] if amount is None else amount,
        )

    def expire(self, session_id: str) -> None:
        self.sessions[session_id]["status"] = "expired"

    def event(
        self, kind: str, about: dict[str, Any], *, event_id: str = "evt_1", live: bool = False
    ) -> bytes:
        """Return a message as Stripe writes it."""
        body = {
            "id": event_id,
            "object": "event",
            "type": kind,
            "livemode": live,
            "api_version": "2026-10-28.endive",
            "created": int(self.clock()),
            "data": {"object": about},
        }
        return json.dumps(body).encode()

    def answer(self, method: str, path: str, body: str, key: str) -> tuple[int, dict[str, Any]]:
        """Answer one request; the same idempotency key gives the same answer."""
        self.requests.append((method, path))
        if self.failures:
            self.failures -= 1
            return 503, {"error": {"type": "api_error", "message": "down"}}
        if key and key in self.answers:
            known, status, answer = self.answers[key]
            if known != body:
                return 400, {"error": {"type": "idempotency_error", "message": "other params"}}
            return status, answer
        try:
            status, answer = 200, self._route(method, path, _nested(body))
        except Refused as refused:
            status, answer = refused.status, refused.body
        if key:
            self.answers[key] = (body, status, json.loads(json.dumps(answer)))
        return status, answer

    def _route(self, method: str, path: str, params: dict[str, Any]) -> dict[str, Any]:
        parts = path.strip("/").split("/")
        if method == "POST" and parts == ["v1", "checkout", "sessions"]:
            return self._create_session(params)
        if parts[:3] == ["v1", "checkout", "sessions"] and len(parts) in {4, 5}:
            return self._session(method, parts[3:])
        if method == "POST" and parts == ["v1", "refunds"]:
            return self._create_refund(params)
        raise Refused(404, "url_invalid", f"Unrecognized request URL ({method}: {path})")

    def _create_session(self, params: dict[str, Any]) -> dict[str, Any]:
        unknown = params.keys() - SESSION_PARAMS
        if unknown:
            raise Refused(400, "parameter_unknown", f"Received unknown parameter: {min(unknown)}")
        if not self.clock() + HALF_HOUR <= int(params["expires_at"]) <= self.clock() + 86400:
            raise Refused(400, "", "expires_at must be between 30 minutes and 24 hours")
        price = params["line_items"]["0"]["price_data"]
        session_id = f"cs_test_{len(self.sessions) + 1:04d}"
        self.sessions[session_id] = {
            "id": session_id,
            "object": "checkout.session",
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": int(price["unit_amount"]),
            "currency": price["currency"],
            "client_reference_id": params["client_reference_id"],
            "metadata": params["metadata"],
            "payment_intent": None,
            "url": f"{self.address}/pay/{session_id}",
            "expires_at": int(params["expires_at"]),
        }
        return dict(self.sessions[session_id])

    def _session(self, method: str, parts: list[str]) -> dict[str, Any]:
        session = self.sessions.get(parts[0])
        if session is None:
            raise Refused(404, "resource_missing", f"No such checkout.session: {parts[0]}")
        if method == "GET" and len(parts) == 1:
            return dict(session)
        if method == "POST" and parts[1:] == ["expire"]:
            if session["status"] != "open":
                raise Refused(400, "", "Only open sessions can be expired")
            session["status"] = "expired"
            return dict(session)
        raise Refused(404, "url_invalid", "Unrecognized request URL")

    def _create_refund(self, params: dict[str, Any]) -> dict[str, Any]:
        unknown = params.keys() - REFUND_PARAMS
        if unknown:
            raise Refused(400, "parameter_unknown", f"Received unknown parameter: {min(unknown)}")
        intent, amount = params["payment_intent"], int(params["amount"])
        paid = sum(
            session["amount_total"]
            for session in self.sessions.values()
            if session["payment_intent"] == intent
        )
        given = sum(
            refund["amount"]
            for refund in self.refunds.values()
            if refund["payment_intent"] == intent
        )
        if amount > paid - given:
            raise Refused(400, "charge_already_refunded", "More than what is left")
        refund_id = f"re_{len(self.refunds) + 1:04d}"
        self.refunds[refund_id] = {
            "id": refund_id,
            "object": "refund",
            "amount": amount,
            "currency": "eur",
            "payment_intent": intent,
            "status": self.refund_status,
        }
        return dict(self.refunds[refund_id])


def sign(payload: bytes, *, secret: str = SECRET, at: float | None = None) -> str:
    """Sign a message as Stripe does."""
    moment = int(time.time() if at is None else at)
    return stripe.WebhookSignature.generate_signature_header(payload.decode(), secret, moment)


@contextmanager
def serve_double() -> Iterator[StripeDouble]:
    """Run the double on a free port of the loopback."""
    double = StripeDouble()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(double))
    double.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(double: StripeDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self._answer("POST")

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

        def _answer(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if self.headers.get("Authorization") != f"Bearer {API_KEY}":
                self._send(401, {"error": {"type": "invalid_request_error", "message": "key"}})
                return
            key = self.headers.get("Idempotency-Key", "") if method == "POST" else ""
            with double.lock:
                status, answer = double.answer(method, urlsplit(self.path).path, body, key)
            self._send(status, answer)

        def _send(self, status: int, answer: dict[str, Any]) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Request-Id", "req_double")
            self.end_headers()
            self.wfile.write(content)

    return Handler


def _nested(body: str) -> dict[str, Any]:
    """Read `a[b][0]=c` as Stripe does."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        keys = name.replace("]", "").split("[")
        here = found
        for key in keys[:-1]:
            here = here.setdefault(key, {})
        here[keys[-1]] = value
    return found
