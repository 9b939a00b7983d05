"""What people of the school decide about an order; each act is written in the trail."""

from datetime import date

from shop.accounts.permissions import can_agree, is_director, is_office
from shop.accounts.services import record_act
from shop.db import Scope
from shop.jobs.services.preparing import plan_card
from shop.kernel.money import Money
from shop.kernel.refusals import Forbidden
from shop.kernel.text import N_
from shop.orders.domain import Author
from shop.orders.queries import get_order
from shop.orders.services import (
    accept_order,
    announce_delay,
    cancel_order,
    decline_order,
    hand_over,
    mark_ready,
    post_message,
)
from shop.quotes.permissions import can_agree_request
from shop.quotes.queries import get_request
from shop.quotes.services.agreeing import agree_request, return_request
from shop.school.services import enter_running_costs
from shop.workspace.domain.orders import refuse_unsigned
from shop.workspace.permissions import refuse_other_workshop
from shop.workspace.queries.order_file import list_facts

NOT_OFFICE = N_("Seul le secrétariat ou la direction peut le faire.")
NOT_TEACHER = N_("Seul le maître professionnel de l’atelier ou la direction peut le faire.")


def agree_purchase(scope: Scope, order_id: int, *, seen_version: int) -> None:
    """Take a purchase on for the workshop: its job cards are opened in this transaction."""
    _refuse_agreement(scope, order_id)
    accept_order(scope, order_id, seen_version=seen_version)
    _record(scope, order_id, "order.accepted")


def decline_purchase(scope: Scope, order_id: int, reason: str, *, seen_version: int) -> None:
    """Say no to a purchase, kindly; what was paid goes back."""
    _refuse_agreement(scope, order_id)
    decline_order(scope, order_id, reason, seen_version=seen_version)
    _record(scope, order_id, "order.declined")


def agree_quote(scope: Scope, request_id: int, learning: str, *, seen_version: int) -> None:
    """Agree to the load, the deadline and the learning of a quote: the office may send it."""
    agree_request(scope, request_id, learning=learning, seen_version=seen_version)
    record_act(scope, "quote.agreed", get_request(scope.session, request_id).reference)


def return_quote(scope: Scope, request_id: int, reason: str, *, seen_version: int) -> None:
    """Give a quote back to the office, which changes it or says no kindly."""
    if not can_agree_request(scope.actor):
        raise Forbidden(NOT_TEACHER)
    return_request(scope, request_id, reason, seen_version=seen_version)
    record_act(scope, "quote.returned", get_request(scope.session, request_id).reference)


def move_card(
    scope: Scope, card_id: int, *, group_id: int | None, week: date | None, seen_version: int
) -> None:
    """Give a card to another group or week; refused for a past week or another workshop."""
    plan_card(scope, card_id, seen_version=seen_version, group_id=group_id, week=week)


def answer_customer(scope: Scope, order_id: int, text: str, *, one_time_key: str) -> None:
    """Answer on the page of the order; what the customer asked counts as answered."""
    _refuse_others(scope)
    post_message(scope, order_id, text, Author.SCHOOL, one_time_key=one_time_key)


def move_due_day(
    scope: Scope, order_id: int, due_on: date, reason: str, *, seen_version: int
) -> None:
    """Promise another day and tell the customer why."""
    _refuse_others(scope)
    announce_delay(scope, order_id, due_on, reason, seen_version=seen_version)
    _record(scope, order_id, "order.delayed")


def hand_order_over(scope: Scope, order_id: int, *, seen_version: int) -> None:
    """Close an order whose customer has everything; refused while a card waits for a signature."""
    _refuse_others(scope)
    refuse_unsigned(list_facts(scope.session, order_id))
    hand_over(scope, order_id, seen_version=seen_version)
    _record(scope, order_id, "order.handed_over")


def call_order_ready(scope: Scope, order_id: int) -> None:
    """Tell the customer that everything waits; refused while a card waits for a signature."""
    _refuse_others(scope)
    refuse_unsigned(list_facts(scope.session, order_id))
    mark_ready(scope, order_id)
    _record(scope, order_id, "order.ready")


def end_order(scope: Scope, order_id: int, reason: str, *, seen_version: int) -> None:
    """Cancel an order with words the customer reads."""
    _refuse_others(scope)
    cancel_order(scope, order_id, reason, seen_version=seen_version)
    _record(scope, order_id, "order.cancelled")


def say_running_costs(scope: Scope, year: int, amount: Money) -> None:
    """Say what a year costs the school: the director alone does."""
    if not is_director(scope.actor):
        raise Forbidden(N_("Seule la direction peut le faire."))
    enter_running_costs(scope, year, amount)
    record_act(scope, "costs.entered", str(year))


def _refuse_others(scope: Scope) -> None:
    if not is_office(scope.actor):
        raise Forbidden(NOT_OFFICE)


def _refuse_agreement(scope: Scope, order_id: int) -> None:
    if not can_agree(scope.actor):
        raise Forbidden(NOT_TEACHER)
    refuse_other_workshop(scope.actor, get_order(scope.session, order_id).sections)


def _record(scope: Scope, order_id: int, act: str) -> None:
    record_act(scope, act, get_order(scope.session, order_id).reference)
