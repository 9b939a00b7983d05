"""The customer's check sheet of the wheels: written once, when an adult signs the work out."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from shop.db import Scope
from shop.documents.pdf import render_pdf
from shop.files.domain import Purpose
from shop.files.gateway import FileStore
from shop.files.services import store_file
from shop.jobs.domain.state import StopKind
from shop.jobs.domain.views import CardView
from shop.jobs.domain.wheel_report import ReportedVisit, wheel_report
from shop.jobs.domain.wheels import read_wheel_sheet
from shop.jobs.events import CardDone
from shop.jobs.queries.cards import get_card
from shop.kernel.clock import paris_day
from shop.orders.access import add_document
from shop.orders.domain import OrderView
from shop.orders.life import lock_order
from shop.orders.queries import list_documents
from shop.orders.visits import vehicle_of
from shop.school.queries import get_identity
from shop.tasks.services import enqueue
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.queries import get_limits

ISSUE_WHEEL_SHEET = "issue_wheel_sheet"
DOCUMENT_KIND = "wheel_sheet"


def queue_wheel_sheet(event: CardDone, scope: Scope) -> None:
    """Ask the worker for the sheet of a card that is done."""
    enqueue(
        scope,
        ISSUE_WHEEL_SHEET,
        {"card_id": event.card_id},
        unique_key=f"{DOCUMENT_KIND}:{event.card_id}",
    )


def issue_wheel_sheet_with(store: FileStore) -> Callable[[Scope, Mapping[str, Any]], None]:
    """Return the task handler that writes the sheet of a card and shows it on its order, once.

    Nothing is written for work without wheels.
    """

    def issue_wheel_sheet(scope: Scope, payload: Mapping[str, Any]) -> None:
        card = get_card(scope.session, payload["card_id"])
        order = lock_order(scope, card.head.order_id)
        given = {(one.kind, one.label) for one in list_documents(scope.session, order.id)}
        content = sheet_pdf(scope, card, order)
        if content is None or (DOCUMENT_KIND, card.head.reference) in given:
            return
        file = store_file(
            scope,
            store,
            content,
            name=f"{card.head.reference}.pdf",
            media_type="application/pdf",
            purpose=Purpose.WHEEL_SHEET_PDF,
        )
        label = card.head.reference
        add_document(scope, order.id, file_id=file.id, kind=DOCUMENT_KIND, label=label)

    return issue_wheel_sheet


def sheet_pdf(scope: Scope, card: CardView, order: OrderView) -> bytes | None:
    """Return the sheet of a signed tyre job in its customer's language, None for other work."""
    signature = card.find_stop(StopKind.BEFORE_DELIVERY)
    if signature is None:
        return None
    limits = get_limits(scope.session, paris_day(signature.signed_at))
    sheet = read_wheel_sheet(card, limits)
    if sheet is None:
        return None
    visit = ReportedVisit(
        order_reference=order.reference,
        language=order.language,
        vehicle=vehicle_of(order) or Vehicle(),
        services=tuple(line.label for line in order.lines),
        signature=signature,
    )
    data = wheel_report(card, sheet, visit, limits)
    seller = asdict(get_identity(scope.session))
    return render_pdf("wheel_sheet", {**data, "seller": seller}, made_at=signature.signed_at)
