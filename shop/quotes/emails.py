"""What quotes write to customers and to the office, when something happens."""

from typing import Any

from shop.accounts.queries import list_staff
from shop.db import Scope
from shop.kernel.actor import Role
from shop.notifications.domain import Email
from shop.notifications.services import queue_email
from shop.orders.access import issue_link as issue_order_link
from shop.orders.queries import get_order
from shop.quotes.domain.asked import Asked
from shop.quotes.domain.readings import RequestView, VersionView
from shop.quotes.events import (
    AgreementAsked,
    ChangeAsked,
    QuoteAccepted,
    QuoteDeclined,
    QuoteEnding,
    QuoteLinkAsked,
    QuoteRequested,
    QuoteSent,
    VisitPlanned,
)
from shop.quotes.permissions import can_agree_request
from shop.quotes.queries import get_request
from shop.quotes.services.asked import product_of
from shop.quotes.services.links import issue_link
from shop.school.queries import find_identity

OFFICE_LANGUAGE = "fr"


def tell_request_received(event: QuoteRequested, scope: Scope) -> None:
    """Thank the customer and tell the office."""
    request = get_request(scope.session, event.request_id)
    asked = Asked(
        reference=request.reference,
        code=request.configuration_code,
        kind=request.customer.kind,
        handover=request.handover,
        received_at=request.received_at,
    )
    product = product_of(scope.session, asked)
    _to_customer(scope, request, "quotes/request_received", {"product": product})
    _to_office(scope, request, "quotes/request_to_office", {"message": request.message})


def tell_agreement_asked(event: AgreementAsked, scope: Scope) -> None:
    """Tell the teachers of the workshop that a draft waits for their agreement."""
    request = get_request(scope.session, event.request_id)
    draft = request.current
    context = {
        "reference": request.reference,
        "what": draft.lines[0].label.fr,
        "student_hours": draft.student_hours,
        "due_on": draft.due_on,
        "request_id": request.id,
    }
    for teacher in list_staff(scope.session):
        is_teacher = teacher.role is Role.WORKSHOP_TEACHER and teacher.is_active
        if is_teacher and can_agree_request(teacher.to_actor()):
            queue_email(
                scope,
                Email(
                    to=teacher.email,
                    language=OFFICE_LANGUAGE,
                    template="quotes/to_agree",
                    context={"customer_name": teacher.name, **context},
                ),
            )


def tell_quote_sent(event: QuoteSent, scope: Scope) -> None:
    """Send a version with its document and a private link."""
    request = get_request(scope.session, event.request_id)
    version = _version(request, event.number)
    template = "quotes/sent" if version.number == 1 else "quotes/new_version"
    context = {**_offer(version), "token": issue_link(scope, request.quote_id)}
    _to_customer(scope, request, template, context, attach=version.pdf_file_id)


def tell_quote_ending(event: QuoteEnding, scope: Scope) -> None:
    """Remind of an offer that lapses soon."""
    request = get_request(scope.session, event.request_id)
    version = _version(request, event.number)
    context = {**_offer(version), "token": issue_link(scope, request.quote_id)}
    _to_customer(scope, request, "quotes/ending", context)


def tell_quote_accepted(event: QuoteAccepted, scope: Scope) -> None:
    """Confirm on a durable medium what was signed, and tell the office (art. L221-13)."""
    request = get_request(scope.session, event.request_id)
    version = _version(request, event.number)
    acceptance = version.acceptance
    assert acceptance is not None  # noqa: S101 - the event says so
    order = get_order(scope.session, event.order_id)
    context = {
        **_offer(version),
        "name": acceptance.name,
        "accepted_at": acceptance.accepted_at,
        "digest": acceptance.pdf_digest,
        "order_reference": order.reference,
        "is_amended": version.number > 1 and any(v.acceptance for v in request.versions[:-1]),
        "made_to_measure": any(line.is_made_to_measure for line in version.lines),
    }
    token = issue_order_link(scope, event.order_id)
    customer = {**context, "order_token": token}
    _to_customer(scope, request, "quotes/accepted", customer, attach=version.pdf_file_id)
    _to_office(scope, request, "quotes/accepted_office", {**context, "title": request.title})


def tell_change_asked(event: ChangeAsked, scope: Scope) -> None:
    """Tell the office what the customer would like otherwise."""
    request = get_request(scope.session, event.request_id)
    _to_office(scope, request, "quotes/change_asked", {"text": event.text})


def tell_quote_declined(event: QuoteDeclined, scope: Scope) -> None:
    """Say no kindly."""
    request = get_request(scope.session, event.request_id)
    _to_customer(scope, request, "quotes/declined", {"reason": event.reason})


def send_fresh_link(event: QuoteLinkAsked, scope: Scope) -> None:
    """Send another private link to the address the quote knows."""
    request = get_request(scope.session, event.request_id)
    context = {"token": issue_link(scope, request.quote_id)}
    _to_customer(scope, request, "quotes/fresh_link", context)


def tell_visit_planned(event: VisitPlanned, scope: Scope) -> None:
    """Say when somebody comes to measure."""
    request = get_request(scope.session, event.request_id)
    visit = next(visit for visit in request.visits if visit.id == event.visit_id)
    context = {
        "starts_at": visit.starts_at,
        "note": visit.note,
        "place": ", ".join(request.place),
    }
    _to_customer(scope, request, "quotes/visit", context)


def _version(request: RequestView, number: int) -> VersionView:
    return next(version for version in request.versions if version.number == number)


def _offer(version: VersionView) -> dict[str, Any]:
    return {
        "title": version.lines[0].label.in_language(version.language),
        "note": version.note,
        "gross": version.totals.gross,
        "deposit": version.deposit,
        "valid_until": version.valid_until,
        "due_on": version.due_on,
    }


def _to_customer(
    scope: Scope,
    request: RequestView,
    template: str,
    context: dict[str, Any],
    *,
    attach: int | None = None,
) -> None:
    email = Email(
        to=request.customer.email,
        language=request.language,
        template=template,
        context={"reference": request.reference, "customer_name": request.customer.name, **context},
        attachments=() if attach is None else (attach,),
    )
    queue_email(scope, email)


def _to_office(scope: Scope, request: RequestView, template: str, context: dict[str, Any]) -> None:
    identity = find_identity(scope.session)
    if identity is None or not identity.email:
        return
    known = {"reference": request.reference, "title": request.title, "request_id": request.id}
    email = Email(
        to=identity.email,
        language=OFFICE_LANGUAGE,
        template=template,
        context={**known, **context},
    )
    queue_email(scope, email)
