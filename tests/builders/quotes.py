"""Builders of requests, quotes and what hangs on them."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image

from shop.catalogue.domain import Family
from shop.configurations.domain.wishes import Wish
from shop.db import Scope
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.tables import starting_basis
from shop.kernel.actor import Actor, Role, Section
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.kernel.tokens import hash_token
from shop.orders.domain import CustomerDetails, CustomerKind, DeliveryKind
from shop.quotes.domain.computing import computed_line
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.lines import QuoteLine
from shop.quotes.domain.measuring import MeasuredSizes
from shop.quotes.domain.readings import Author, NewRequest, Site
from shop.quotes.models import (
    Acceptance,
    Agreement,
    MeasuredDimensions,
    MeasuringVisit,
    Quote,
    QuoteLink,
    QuoteMessage,
    QuoteRequest,
    QuoteVersion,
    RequestPhoto,
)
from tests.builders.configurations import build_wish

TEACHER = Actor(
    role=Role.WORKSHOP_TEACHER,
    account_id=7,
    name="Marc Lefèvre",
    sections=frozenset({Section.METALWORK}),
)
OFFICE = Actor(role=Role.OFFICE, account_id=3, name="Claire Morel")
TOKEN = "a-private-link-of-thirty-two-chars"
KEY = "one-time-key-of-a-form"


def build_customer(**changes: Any) -> CustomerDetails:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "kind": CustomerKind.CONSUMER,
        "name": "Nadia Perrin",
        "email": "nadia.perrin@example.org",
        "phone": "06 12 34 56 78",
        "address_lines": ("12 rue des Tanneurs",),
        "postcode": "39100",
        "city": "Dole",
        "language": "fr",
    }
    return CustomerDetails(**{**fields, **changes})


def build_new_request(**changes: Any) -> NewRequest:  # noqa: ANN401 - any field
    """Return what a customer sends to ask for the stairs of a house."""
    fields: dict[str, Any] = {
        "family": Family.STAIRCASE,
        "customer": build_customer(),
        "site": Site(("Chemin du Moulin",), "39380", "Mont-sous-Vaudrey"),
        "message": "Un escalier droit pour l’atelier, 2,80 m à monter.",
        "one_time_key": KEY,
    }
    return NewRequest(**{**fields, **changes})


def build_photo(width: int = 60, height: int = 40) -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, height), "#a0522d").save(written, "JPEG")
    return written.getvalue()


def gate_sizes(*, widths: tuple[float, ...], height: float) -> MeasuredSizes:
    """Return what the tape read of a gate on level ground."""
    return MeasuredSizes({"widths": widths, "height": (height,), "slope": (0.0,)})


def build_gate_line(wish: Wish | None = None, *, key: str = "a") -> QuoteLine:
    """Return the computed line of the reference gate."""
    spec = (wish or build_wish()).spec
    result = GateEngine().fabricate(spec, starting_basis())
    return computed_line(key, spec, result, Decimal("0.20"))


def build_line(**changes: Any) -> QuoteLine:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "key": "b",
        "family": Family.STAIRCASE,
        "label": Bilingual("Escalier droit", "Straight stairs"),
        "unit_net": Money(1_200_00),
    }
    return QuoteLine(**{**fields, **changes})


def build_request(
    scope: Scope,
    *,
    reference: str = "DE-2026-0001",
    status: RequestStatus = RequestStatus.RECEIVED,
    customer: CustomerDetails | None = None,
    **changes: Any,  # noqa: ANN401 - any column
) -> QuoteRequest:
    who = customer or build_customer()
    fields: dict[str, Any] = {
        "reference": reference,
        "status": status,
        "one_time_key": f"key-of-{reference}",
        "family": Family.GATE.value,
        "customer": who.to_data(),
        "customer_name": who.title,
        "email": who.email,
        "language": who.language,
        "site": Site().to_data(),
        "handover": DeliveryKind.FITTING.value,
        "message": "",
        "company_reference": "",
        "received_at": scope.now,
    }
    row = QuoteRequest(**{**fields, **changes})
    scope.session.add(row)
    scope.session.flush()
    return row


def build_quote(scope: Scope, request: QuoteRequest | None = None) -> Quote:
    asked = request or build_request(scope)
    row = Quote(request_id=asked.id, reference=asked.reference)
    scope.session.add(row)
    scope.session.flush()
    return row


def build_version(
    scope: Scope,
    quote: Quote | None = None,
    *,
    number: int = 1,
    status: VersionStatus = VersionStatus.DRAFT,
    lines: tuple[QuoteLine, ...] | None = None,
    **changes: Any,  # noqa: ANN401 - any column
) -> QuoteVersion:
    answered = quote or build_quote(scope)
    request = scope.session.get_one(QuoteRequest, answered.request_id)
    kept = (build_gate_line(),) if lines is None else lines
    fields: dict[str, Any] = {
        "quote_id": answered.id,
        "number": number,
        "status": status,
        "lines": [line.to_data() for line in kept],
        "customer": request.customer,
        "site": request.site,
        "handover": request.handover,
        "language": request.language,
        "note": "",
        "started_at": scope.now,
        "due_on": date(2027, 2, 26),
    }
    row = QuoteVersion(**{**fields, **changes})
    scope.session.add(row)
    scope.session.flush()
    return row


def build_link(scope: Scope, quote: Quote, *, token: str = TOKEN, days: int = 30) -> QuoteLink:
    row = QuoteLink(
        quote_id=quote.id,
        token_hash=hash_token(token),
        expires_at=scope.now + timedelta(days=days),
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_request_photo(
    scope: Scope, request: QuoteRequest, *, file_id: int, position: int = 1
) -> RequestPhoto:
    row = RequestPhoto(request_id=request.id, file_id=file_id, position=position)
    scope.session.add(row)
    scope.session.flush()
    return row


def build_agreement(scope: Scope, version: QuoteVersion) -> Agreement:
    row = Agreement(
        version_id=version.id,
        agreed_at=scope.now,
        staff_id=TEACHER.account_id,
        staff_name=TEACHER.name,
        student_hours=Decimal("24.50"),
        due_on=version.due_on,
        learning="Souder sans déformer",
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_acceptance(scope: Scope, version: QuoteVersion, *, order_id: int) -> Acceptance:
    row = Acceptance(
        version_id=version.id,
        name="Nadia Perrin",
        accepted_at=scope.now,
        ip_address="192.0.2.7",
        user_agent="Firefox",
        pdf_digest="0" * 64,
        sentences=["Bon pour accord"],
        terms_version="2026-11",
        order_id=order_id,
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_quote_message(scope: Scope, quote: Quote, *, key: str = KEY) -> QuoteMessage:
    row = QuoteMessage(
        quote_id=quote.id,
        author=Author.CUSTOMER,
        author_name="Nadia Perrin",
        text="Plus haut de 10 cm, s’il vous plaît.",
        written_at=scope.now,
        one_time_key=key,
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_measuring_visit(scope: Scope, quote: Quote, *, appointment_id: int) -> MeasuringVisit:
    row = MeasuringVisit(
        quote_id=quote.id,
        appointment_id=appointment_id,
        starts_at=scope.now + timedelta(days=3),
        ends_at=scope.now + timedelta(days=3, hours=1),
        planned_by=OFFICE.name,
        note="",
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_measured_dimensions(
    scope: Scope, quote: Quote, *, widths: tuple[float, ...] = (3500.0,), height: float = 1600.0
) -> MeasuredDimensions:
    row = MeasuredDimensions(
        quote_id=quote.id,
        measured_at=scope.now,
        staff_id=TEACHER.account_id,
        staff_name=TEACHER.name,
        sizes=gate_sizes(widths=widths, height=height).to_data(),
        note="",
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def as_actor(scope: Scope, actor: Actor) -> Scope:
    """Return the same scope with somebody acting in it."""
    return Scope(session=scope.session, bus=scope.bus, now=scope.now, actor=actor)


def days_later(scope: Scope, days: int) -> Scope:
    return Scope(
        session=scope.session,
        bus=scope.bus,
        now=scope.now + timedelta(days=days),
        actor=scope.actor,
    )
