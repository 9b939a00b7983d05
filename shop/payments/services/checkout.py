"""Paying by card: open a try, remember its page, take what came of it into account."""

from sqlalchemy import update

from shop.db import Scope, lock
from shop.kernel.money import ZERO
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.kernel.transitions import can_take, next_status
from shop.orders.domain import OrderView
from shop.orders.life import lock_order
from shop.orders.places import keep_place_for_payment
from shop.orders.queries import find_order_id
from shop.payments.domain.attempts import (
    ATTEMPT_LIFE,
    HOLD_MARGIN,
    SESSION_LIFE,
    START_GRACE,
    AttemptAction,
    AttemptStatus,
    AttemptView,
    SessionFacts,
    SessionState,
    StartedCheckout,
)
from shop.payments.domain.ledger import CheckKind, Provider, due_now
from shop.payments.models import CheckoutAttempt
from shop.payments.queries import (
    attempt_view,
    balance_of,
    find_attempt_of_session,
    list_attempts,
)
from shop.payments.services.checks import open_check
from shop.payments.services.ledger import ENDED, record_payment

EURO = "eur"


class OrderNotVisible(Exception):
    """The message came before the transaction it speaks of: it must be sent again."""


def open_attempt(scope: Scope, order_id: int) -> AttemptView:
    """Give the try that asks for what is due now: the open one, or the next number.

    A double click gets the same try, hence the same payment page. A held place is kept until
    after the page has closed; refused when it was given back meanwhile.
    """
    order = lock_order(scope, order_id)
    _refuse_ended(order)
    paid = balance_of(scope.session, order_id).paid
    amount = due_now(order.schedule, paid, is_ready=order.ready_at is not None)
    if amount <= ZERO:
        raise Refusal(N_("Il n’y a rien à payer pour le moment."))
    attempts = list_attempts(scope.session, order_id)
    for attempt in attempts:
        if attempt.amount == amount and _is_usable(scope, attempt):
            return attempt
    _give_up_open_ones(scope, order_id)
    if order.submitted_at is None:
        keep_place_for_payment(scope, order_id, scope.now + SESSION_LIFE + HOLD_MARGIN)
    row = CheckoutAttempt(
        order_id=order_id,
        number=len(attempts) + 1,
        amount=amount,
        status=AttemptStatus.OPEN,
        created_at=scope.now,
        expires_at=scope.now + SESSION_LIFE,
    )
    scope.session.add(row)
    scope.session.flush()
    return attempt_view(row)


def remember_session(scope: Scope, attempt_id: int, started: StartedCheckout) -> None:
    """Write which page belongs to a try; the same page again changes nothing."""
    row = lock(scope.session, CheckoutAttempt, attempt_id)
    row.session_id, row.url = started.session_id, started.url
    scope.session.flush()


def fulfil_checkout(scope: Scope, facts: SessionFacts, provider: Provider) -> int | None:
    """Take what the card company says of a page into account; return the order it is for.

    Called by the return page, the webhook and reconciliation, any number of times and at
    once. `facts` was asked of the company itself, never read in the address. Raises
    OrderNotVisible when the page is ours and its try cannot be seen yet.
    """
    order_id = _order_of(scope, facts)
    if order_id is None:
        _note_money_without_order(scope, facts)
        return None
    lock_order(scope, order_id)
    attempt = find_attempt_of_session(scope.session, facts.session_id)
    row = lock(scope.session, CheckoutAttempt, _attempt_id(facts, attempt))
    if facts.is_paid:
        _take_money(scope, order_id, row, facts, provider)
        _move(row, AttemptAction.PAY)
    elif facts.state is SessionState.EXPIRED:
        _move(row, AttemptAction.EXPIRE)
    row.session_id = facts.session_id
    scope.session.flush()
    return order_id


def fail_attempt(scope: Scope, facts: SessionFacts) -> None:
    """Write that a delayed payment did not come in the end."""
    attempt = find_attempt_of_session(scope.session, facts.session_id)
    if attempt is not None and not facts.is_paid:
        lock_order(scope, attempt.order_id)
        _move(lock(scope.session, CheckoutAttempt, attempt.id), AttemptAction.FAIL)
        scope.session.flush()


def _order_of(scope: Scope, facts: SessionFacts) -> int | None:
    attempt = find_attempt_of_session(scope.session, facts.session_id)
    if attempt is not None:
        return attempt.order_id
    if facts.attempt_id is None:
        return None
    row = scope.session.get(CheckoutAttempt, facts.attempt_id)
    if row is None or find_order_id(scope.session, facts.reference) != row.order_id:
        raise OrderNotVisible(facts.session_id)
    return row.order_id


def _attempt_id(facts: SessionFacts, attempt: AttemptView | None) -> int:
    if attempt is not None:
        return attempt.id
    return facts.attempt_id or 0


def _take_money(
    scope: Scope, order_id: int, row: CheckoutAttempt, facts: SessionFacts, provider: Provider
) -> None:
    if facts.currency != EURO:
        open_check(
            scope,
            CheckKind.OTHER_AMOUNT,
            f"session:{facts.session_id}",
            detail=f"{facts.amount.cents} {facts.currency}",
            order_id=order_id,
        )
        return
    is_new = record_payment(
        scope,
        order_id=order_id,
        provider=provider,
        external_ref=facts.payment_ref,
        amount=facts.amount,
        received_at=scope.now,
    )
    if is_new and facts.amount != row.amount:
        open_check(
            scope,
            CheckKind.OTHER_AMOUNT,
            f"session:{facts.session_id}",
            amount=facts.amount,
            order_id=order_id,
        )


def _note_money_without_order(scope: Scope, facts: SessionFacts) -> None:
    if facts.is_paid:
        open_check(
            scope,
            CheckKind.NO_ORDER,
            f"session:{facts.session_id}",
            amount=facts.amount,
            detail=facts.payment_ref,
        )


def _move(row: CheckoutAttempt, action: AttemptAction) -> None:
    """Move a try; what it already says is left as it is."""
    if can_take(ATTEMPT_LIFE, AttemptStatus(row.status), action):
        row.status = next_status(ATTEMPT_LIFE, AttemptStatus(row.status), action)


def _refuse_ended(order: OrderView) -> None:
    if order.status in ENDED:
        raise Refusal(N_("Cette commande est terminée : il n’y a plus rien à payer."))


def _is_usable(scope: Scope, attempt: AttemptView) -> bool:
    """Tell whether a try can be paid still: its page is open, or is just being opened."""
    if attempt.status is not AttemptStatus.OPEN or attempt.expires_at <= scope.now:
        return False
    return attempt.session_id is not None or attempt.created_at + START_GRACE > scope.now


def _give_up_open_ones(scope: Scope, order_id: int) -> None:
    scope.session.execute(
        update(CheckoutAttempt)
        .where(CheckoutAttempt.order_id == order_id, CheckoutAttempt.status == AttemptStatus.OPEN)
        .values(status=AttemptStatus.EXPIRED)
    )
