"""The measuring visit: plan it, write the real dimensions, and say what changed."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from shop.accounts.services import record_act
from shop.configurations.services import price_to_keep
from shop.db import Scope
from shop.fabrication.domain.family import Wish
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Forbidden, NotFound, Refusal
from shop.kernel.text import N_
from shop.orders.amending import amend_order
from shop.planning.domain.appointments import AppointmentKind
from shop.planning.services.appointments import book_appointment, cancel_appointment
from shop.quotes.domain.life import RequestStatus
from shop.quotes.domain.lines import QuoteLine, as_order_lines
from shop.quotes.domain.measuring import (
    MeasuredSizes,
    check_sizes,
    has_moved,
    measured_line,
    measured_spec,
    site_sizes_of,
)
from shop.quotes.domain.readings import RequestView
from shop.quotes.events import VisitPlanned
from shop.quotes.models import MeasuredDimensions, MeasuringVisit
from shop.quotes.permissions import can_measure
from shop.quotes.queries import get_request
from shop.quotes.services.agreeing import take_back
from shop.quotes.services.drafting import put_wish, start_version
from shop.quotes.services.rows import LONGEST_TEXT, locked_request

LONGEST_VISIT = timedelta(hours=4)
VISIT_NEEDS = {"measurer": 1}


def plan_visit(
    scope: Scope, request_id: int, *, starts_at: datetime, minutes: int, note: str = ""
) -> int:
    """Make the appointment and tell the customer; a visit planned before is replaced."""
    request = locked_request(scope, request_id)
    view = get_request(scope.session, request_id)
    if not timedelta(0) < timedelta(minutes=minutes) <= LONGEST_VISIT:
        raise Refusal(N_("Une visite dure entre 15 minutes et 4 heures."), field="minutes")
    cancel_visits(scope, view)
    booked = book_appointment(
        scope,
        holder_key=f"visit:{secrets.token_hex(8)}",
        kind=AppointmentKind.MEASURE,
        needs=VISIT_NEEDS,
        starts_at=starts_at,
        minutes=minutes,
        subject=f"{view.reference} {view.title}"[:160],
    )
    row = MeasuringVisit(
        quote_id=view.quote_id,
        appointment_id=booked.id,
        starts_at=booked.starts_at,
        ends_at=booked.ends_at,
        planned_by=scope.actor.name,
        note=note.strip()[:LONGEST_TEXT],
    )
    scope.session.add(row)
    request.version += 1
    scope.session.flush()
    scope.announce(VisitPlanned(request_id, row.id))
    return row.id


def cancel_visits(scope: Scope, view: RequestView) -> None:
    """Strike the visits planned so far."""
    for visit in view.visits:
        row = scope.session.get_one(MeasuringVisit, visit.id)
        row.cancelled_at = scope.now
        cancel_appointment(scope, row.appointment_id)


def record_dimensions(
    scope: Scope, request_id: int, sizes: MeasuredSizes, *, note: str = ""
) -> bool:
    """Write what an adult of the school read on the tape; tell whether the product changed.

    The same dimensions only make the measure sure. Others go into the version being
    written, or open a new one, which the customer has to accept.
    """
    if not can_measure(scope.actor):
        raise Forbidden(N_("Seul un adulte de l’école note les dimensions réelles."))
    request = locked_request(scope, request_id)
    if request.status == RequestStatus.DECLINED:
        raise Refusal(N_("Cette demande est close."))
    view = get_request(scope.session, request_id)
    line = measured_line(view.current.lines)
    if line is None:
        raise NotFound(N_("Cette demande n’a rien à mesurer."))
    check_sizes(sizes, site_sizes_of(line))
    after = measured_spec(line, sizes)
    moved = has_moved(line, after)
    _write(scope, view.quote_id, sizes, note)
    request.version += 1
    scope.session.flush()
    if moved or view.draft is not None:
        _open_draft(scope, view)
        put_wish(scope, request_id, line.family.value, after)
    elif view.order_id is not None:
        _make_sure(scope, view, line, after)
    record_act(scope, "quote.measured", request.reference)
    return moved


def _write(scope: Scope, quote_id: int, sizes: MeasuredSizes, note: str) -> None:
    scope.session.add(
        MeasuredDimensions(
            quote_id=quote_id,
            measured_at=scope.now,
            staff_id=scope.actor.account_id,
            staff_name=scope.actor.name,
            sizes=sizes.to_data(),
            note=note.strip()[:LONGEST_TEXT],
        )
    )
    scope.session.flush()


def _make_sure(scope: Scope, view: RequestView, line: QuoteLine, after: Wish) -> None:
    """Tell the order that its dimensions are sure now; the price agreed stays."""
    result = price_to_keep(scope.session, line.family.value, after, paris_day(scope.now))
    sure = replace(line, spec=after.to_data(), result=result.to_data())
    lines = tuple(sure if one.key == line.key else one for one in view.current.lines)
    assert view.order_id is not None  # noqa: S101 - the caller looked
    amend_order(scope, view.order_id, as_order_lines(lines))


def _open_draft(scope: Scope, view: RequestView) -> None:
    """Give the office a version it can edit: the one at the teacher's comes back."""
    if view.draft is None:
        start_version(scope, view.id)
    elif view.status is not RequestStatus.RECEIVED:
        take_back(scope, view.id)
