"""The use cases of an order: place it, accept it, decline it, follow it to its end."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import update

from shop.accounts.letters import refuse_flood
from shop.catalogue.domain import section_of
from shop.db import Scope, lock
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.access import issue_link
from shop.orders.domain import (
    Author,
    CustomerDetails,
    NewDelivery,
    NewLine,
    OrderAction,
    OrderStatus,
    Origin,
    PaymentMeans,
    PlacedOrder,
    Step,
    flatten,
    may_accept_itself,
)
from shop.orders.events import (
    DueDateMoved,
    MessagePosted,
    OrderAccepted,
    OrderCancelled,
    OrderClosed,
    OrderDeclined,
    OrderPlaced,
    OrderReady,
)
from shop.orders.life import note, open_order, take
from shop.orders.models import (
    DueDateChange,
    Order,
    OrderMessage,
)
from shop.orders.places import confirm_place, free_place, keep_place
from shop.orders.pricing import pay_at_once, pay_with_deposit, totals_of
from shop.orders.queries import (
    find_order_by_key,
    get_order,
    has_message,
    list_policies,
)
from shop.orders.writing import Wish, write_order
from shop.school.services import next_reference

LONGEST_TEXT = 4000
PREFIX = "CO"
TO_FRIDAY = timedelta(days=4)


class _AlreadyPlaced(Exception):
    """The key of this placement has already made an order."""

    def __init__(self, order_id: int, reference: str) -> None:
        super().__init__(reference)
        self.order_id = order_id
        self.reference = reference


def place_order(
    scope: Scope,
    *,
    customer: CustomerDetails,
    lines: Iterable[NewLine],
    origin: Origin,
    delivery: NewDelivery,
    one_time_key: str,
    language: str,
    means: PaymentMeans = PaymentMeans.CARD,
    holder_key: str | None = None,
    wish_due_on: date | None = None,
    terms_version: str = "",
    agreed_sentences: tuple[str, ...] = (),
) -> PlacedOrder:
    """Place a purchase; a second call with the same one-time key gives the first order back.

    A card purchase reaches the school once it is paid (`submit_order`); the others at once,
    and then accept themselves when capacity is held and the school allows it. The place held
    under `holder_key` becomes the order's: refused when it was given back meanwhile.
    """
    wanted = tuple(lines)
    days = _transfer_days(scope, wanted) if means is PaymentMeans.TRANSFER else 0
    due_on = None if means is PaymentMeans.ON_SITE else paris_day(scope.now) + timedelta(days=days)
    wish = Wish(
        customer=customer,
        lines=wanted,
        origin=origin,
        delivery=delivery,
        means=means,
        language=language,
        one_time_key=one_time_key,
        schedule=pay_at_once(totals_of(flatten(wanted)), due_on),
        terms_version=terms_version,
        agreed_sentences=agreed_sentences,
        holder_key=holder_key,
        wish_due_on=wish_due_on,
    )
    placed, is_new = _place_once(scope, wish)
    if is_new:
        refuse_flood(scope, customer.email)
        scope.announce(OrderPlaced(placed.order_id))
        if means is not PaymentMeans.CARD or not wish.schedule:
            submit_order(scope, placed.order_id)
    return placed


def order_from_quote(
    scope: Scope,
    *,
    customer: CustomerDetails,
    lines: Iterable[NewLine],
    deposit_share: Decimal,
    quote_reference: str,
    wish_due_on: date | None,
    language: str,
    due_on: date | None = None,
    delivery: NewDelivery | None = None,
    means: PaymentMeans = PaymentMeans.CARD,
    terms_version: str = "",
    agreed_sentences: tuple[str, ...] = (),
) -> PlacedOrder:
    """Turn an accepted quote into a firm order, with a deposit due at once.

    The school agreed before it sent the quote, so the order is accepted in the same
    transaction. A quote gives one order only, however often it is accepted.
    """
    wanted = tuple(lines)
    today = paris_day(scope.now)
    wish = Wish(
        customer=customer,
        lines=wanted,
        origin=Origin.QUOTE,
        delivery=delivery or NewDelivery(),
        means=means,
        language=language,
        one_time_key=f"quote:{quote_reference}",
        schedule=pay_with_deposit(totals_of(flatten(wanted)), deposit_share, today),
        terms_version=terms_version,
        agreed_sentences=agreed_sentences,
        quote_reference=quote_reference,
        wish_due_on=wish_due_on,
        due_on=due_on,
    )
    placed, is_new = _place_once(scope, wish)
    if is_new:
        lock(scope.session, Order, placed.order_id).submitted_at = scope.now
        accept_order(scope, placed.order_id)
    return placed


def submit_order(scope: Scope, order_id: int) -> None:
    """Put a purchase before the school; it accepts itself when it may. Twice counts once.

    Payments call this when a card purchase is paid in full.
    """
    order = lock(scope.session, Order, order_id)
    if order.submitted_at is None and order.status == OrderStatus.PLACED:
        order.submitted_at = scope.now
        note(scope, order_id, Step.SUBMITTED)
    if order.holder_key is None:
        return  # only held capacity accepts by itself
    view = get_order(scope.session, order_id)
    if may_accept_itself(view, list_policies(scope.session, paris_day(scope.now))):
        accept_order(scope, order_id, by_itself=True)


def accept_order(
    scope: Scope, order_id: int, *, seen_version: int | None = None, by_itself: bool = False
) -> None:
    """Commit the school to an order: job cards are opened by whoever listens, in this transaction.

    Promises a day when none was agreed, from the policy of its sections. `by_itself` when nobody
    has read it.
    """
    order = take(scope, order_id, OrderAction.ACCEPT, seen_version)
    order.accepted_at = scope.now
    if order.due_on is None:
        order.due_on = _promised_day(scope, order_id)
    confirm_place(scope, order)
    note(scope, order_id, Step.ACCEPTED)
    scope.announce(OrderAccepted(order_id, scope.now, by_itself))


def decline_order(
    scope: Scope, order_id: int, reason: str, *, seen_version: int | None = None
) -> None:
    """Refuse a purchase with a kind reason; what was paid goes back by whoever listens."""
    told = _required(reason, N_("Écrivez la raison : le client la lira."), "reason")
    order = take(scope, order_id, OrderAction.DECLINE, seen_version)
    order.ended_at, order.reason = scope.now, told
    free_place(scope, order)
    note(scope, order_id, Step.DECLINED, told)
    scope.announce(OrderDeclined(order_id, told))


def cancel_order(
    scope: Scope, order_id: int, reason: str, *, seen_version: int | None = None
) -> None:
    """End an order that will not be made."""
    told = _required(reason, N_("Écrivez la raison de l’annulation."), "reason")
    order = take(scope, order_id, OrderAction.CANCEL, seen_version)
    order.ended_at, order.reason = scope.now, told
    free_place(scope, order)
    note(scope, order_id, Step.CANCELLED, told)
    scope.announce(OrderCancelled(order_id, told))


def announce_delay(
    scope: Scope, order_id: int, due_on: date, reason: str, *, seen_version: int | None = None
) -> None:
    """Promise another day and tell the customer why."""
    told = _required(reason, N_("Écrivez la raison : le client la lira."), "reason")
    order = open_order(scope, order_id, seen_version)
    if due_on < paris_day(scope.now):
        raise Refusal(N_("Choisissez un jour à venir."), field="due_on")
    if due_on == order.due_on:
        raise Refusal(N_("C’est déjà le jour promis."), field="due_on")
    scope.session.add(
        DueDateChange(
            order_id=order_id,
            was_on=order.due_on,
            due_on=due_on,
            reason=told,
            announced_at=scope.now,
        )
    )
    order.due_on, order.version = due_on, order.version + 1
    note(scope, order_id, Step.DELAYED, told)
    scope.announce(DueDateMoved(order_id, due_on, told))


def mark_ready(scope: Scope, order_id: int) -> None:
    """Say that everything is made and waits for its customer. Twice counts once."""
    order = open_order(scope, order_id, None)
    if order.ready_at is not None:
        return
    order.ready_at, order.version = scope.now, order.version + 1
    note(scope, order_id, Step.READY)
    scope.announce(OrderReady(order_id))


def hand_over(scope: Scope, order_id: int, *, seen_version: int | None = None) -> None:
    """Close an order: its customer has everything."""
    order = take(scope, order_id, OrderAction.CLOSE, seen_version)
    order.ended_at = scope.now
    order.ready_at = order.ready_at or scope.now
    note(scope, order_id, Step.CLOSED)
    scope.announce(OrderClosed(order_id))


def post_message(
    scope: Scope,
    order_id: int,
    text: str,
    author: Author,
    *,
    author_name: str = "",
    one_time_key: str | None = None,
) -> None:
    """Write on the page of an order; an answer of the school marks what it answers."""
    written = _required(text, N_("Écrivez votre message."), "text")
    lock(scope.session, Order, order_id)
    if one_time_key and has_message(scope.session, order_id, one_time_key):
        return
    if author is Author.SCHOOL:
        _mark_answered(scope, order_id)
    message = OrderMessage(
        order_id=order_id,
        author=author,
        author_name=author_name or scope.actor.name,
        text=written,
        posted_at=scope.now,
        one_time_key=one_time_key,
    )
    scope.session.add(message)
    scope.session.flush()
    scope.announce(MessagePosted(order_id, message.id))


def _place_once(scope: Scope, wish: Wish) -> tuple[PlacedOrder, bool]:
    """Write the order unless its key already made one; tell which.

    Drawing the number makes two placements wait for one another, so the key is looked for
    again after it; the number goes back with the savepoint.
    """
    _check(wish)
    try:
        with scope.session.begin_nested():
            reference = next_reference(scope, PREFIX)
            known = find_order_by_key(scope.session, wish.one_time_key)
            if known is not None:
                raise _AlreadyPlaced(*known)
            order = write_order(scope, wish, reference)
            keep_place(scope, order)
    except _AlreadyPlaced as found:
        return PlacedOrder(
            found.order_id, found.reference, issue_link(scope, found.order_id)
        ), False
    note(scope, order.id, Step.PLACED)
    return PlacedOrder(order.id, reference, issue_link(scope, order.id)), True


def _check(wish: Wish) -> None:
    if not wish.lines:
        raise Refusal(N_("Votre panier est vide : choisissez d’abord un produit."))
    if any(line.quantity < 1 for line in flatten(wish.lines)):
        raise Refusal(N_("Chaque ligne demande une quantité d’au moins 1."))


def _required(text: str, refusal: str, field: str) -> str:
    written = text.strip()
    if not written:
        raise Refusal(refusal, field=field)
    if len(written) > LONGEST_TEXT:
        raise Refusal(
            N_("Ce texte est trop long : gardez %(most)s caractères."),
            field=field,
            most=LONGEST_TEXT,
        )
    return written


def _mark_answered(scope: Scope, order_id: int) -> None:
    scope.session.execute(
        update(OrderMessage)
        .where(
            OrderMessage.order_id == order_id,
            OrderMessage.author == Author.CUSTOMER,
            OrderMessage.answered_at.is_(None),
        )
        .values(answered_at=scope.now)
    )


def _promised_day(scope: Scope, order_id: int) -> date | None:
    """Return the latest day the policies of the order's sections promise, and never one before
    the end of the week that was announced to the customer.
    """
    today = paris_day(scope.now)
    order = get_order(scope.session, order_id)
    policies = list_policies(scope.session, today)
    days = [policy.purchase_days for policy in policies if policy.section in order.sections]
    if not days:
        return None
    promised = today + timedelta(days=max(days))
    announced = order.wish_due_on if order.origin is Origin.BASKET else None
    return max(promised, announced + TO_FRIDAY) if announced else promised


def _transfer_days(scope: Scope, lines: Iterable[NewLine]) -> int:
    """Return how long a bank transfer may take before it is late: the shortest of the policies."""
    sections = {section_of(line.family) for line in lines}
    policies = list_policies(scope.session, paris_day(scope.now))
    return min(
        (policy.transfer_days for policy in policies if policy.section in sections), default=0
    )
