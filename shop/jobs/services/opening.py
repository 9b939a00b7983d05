"""What happens to cards when something happens to their order."""

from shop.db import Scope
from shop.jobs.domain.drafting import draft_of
from shop.jobs.domain.state import CardState
from shop.jobs.models import JobCard
from shop.jobs.queries.orders import lines_with_card, list_card_ids
from shop.jobs.services.hours import hold_hours
from shop.jobs.services.joint import leave_joint_plan
from shop.jobs.services.records import holder_key, project_state, take_card
from shop.jobs.services.sawing import drop_card_offcuts, queue_plan
from shop.kernel.clock import monday_of, paris_day
from shop.orders.domain import OrderLineView, OrderView
from shop.orders.events import (
    DueDateMoved,
    OrderAccepted,
    OrderAmended,
    OrderCancelled,
    OrderClosed,
)
from shop.orders.queries import get_order
from shop.planning.services.load import release_hours
from shop.school.services import next_reference

PREFIX = "FT"


def open_job_cards(event: OrderAccepted, scope: Scope) -> None:
    """Open one card for each root line of an accepted order, in the same transaction.

    Add-ons hang on their parent and open none. A line that has its card keeps it.
    """
    order = get_order(scope.session, event.order_id)
    known = lines_with_card(scope.session, order.id)
    for line in order.root_lines:
        if line.id not in known:
            _open_card(scope, order, line)


def _open_card(scope: Scope, order: OrderView, line: OrderLineView) -> None:
    content = draft_of(line, order.customer.kind, order.children_of(line.id))
    card = JobCard(
        reference=next_reference(scope, PREFIX),
        order_id=order.id,
        order_reference=order.reference,
        order_line_id=line.id,
        section=line.section,
        family=line.family,
        title=content.title[:160],
        state=CardState.DRAFT,
        draft=content.to_data(),
        due_on=order.due_on,
        opened_at=scope.now,
        week=monday_of(paris_day(order.appointment.starts_at)) if order.appointment else None,
    )
    scope.session.add(card)
    scope.session.flush()
    hold_hours(scope, card)
    queue_plan(scope, card)


def redraw_cards(event: OrderAmended, scope: Scope) -> None:
    """Start the drafts again from the lines as they are now; open a card for a new line.

    What students hold stays as it was published, until a teacher publishes a revision.
    """
    order = get_order(scope.session, event.order_id)
    lines = {line.id: line for line in order.root_lines}
    for card_id in list_card_ids(scope.session, event.order_id):
        card = take_card(scope, card_id)
        if card.order_line_id in lines:
            content = draft_of(lines[card.order_line_id], order.customer.kind)
            card.draft, card.title = content.to_data(), content.title[:160]
            card.due_on = order.due_on
            card.version += 1
            project_state(scope, card)
            hold_hours(scope, card)
            queue_plan(scope, card)
    open_job_cards(OrderAccepted(event.order_id, scope.now), scope)


def cancel_job_cards(event: OrderCancelled, scope: Scope) -> None:
    """Close the cards of an order that will not be made."""
    for card_id in list_card_ids(scope.session, event.order_id):
        card = take_card(scope, card_id)
        card.cancelled_at = scope.now
        card.version += 1
        release_hours(scope, holder_key(card_id))
        drop_card_offcuts(scope, card)
        leave_joint_plan(scope, card)
        project_state(scope, card)


def move_due_date(event: DueDateMoved, scope: Scope) -> None:
    """Write the new promised day on the cards of the order."""
    for card_id in list_card_ids(scope.session, event.order_id):
        take_card(scope, card_id).due_on = event.due_on
    scope.session.flush()


def hand_over_cards(event: OrderClosed, scope: Scope) -> None:
    """Mark the cards of an order as delivered: its customer has everything."""
    for card_id in list_card_ids(scope.session, event.order_id):
        card = take_card(scope, card_id)
        card.handed_over_at = scope.now
        project_state(scope, card)
