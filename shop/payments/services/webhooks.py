"""Messages of the card company: each is taken into account once, with its effect."""

from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope
from shop.payments.domain.attempts import GatewayEvent, RefundFacts, SessionFacts
from shop.payments.domain.ledger import CheckKind, Provider
from shop.payments.models import WebhookEvent
from shop.payments.queries import find_payment_id
from shop.payments.services.checkout import fail_attempt, fulfil_checkout
from shop.payments.services.checks import open_check
from shop.payments.services.refunds import hear_of_refund


def speaks_of_session(event: GatewayEvent) -> bool:
    """Tell whether the payment page must be asked what became of it, before the transaction."""
    return event.kind.startswith("checkout.session.")


def take_event(
    scope: Scope, event: GatewayEvent, facts: SessionFacts | None, provider: Provider
) -> bool:
    """Write the message and its effect in one transaction; False when it came before.

    Were the message kept first and the effect lost in a crash, the payment would be lost for
    ever. An unknown kind is only kept.
    """
    if not _insert_once(scope, event):
        return False
    if facts is not None:
        if event.kind.endswith("async_payment_failed"):
            fail_attempt(scope, facts)
        else:
            fulfil_checkout(scope, facts, provider)
    elif event.kind.startswith("refund."):
        told = RefundFacts(event.object_id, event.status == "succeeded", _has_failed(event))
        hear_of_refund(scope, told, event.amount, event.payment_ref)
    elif event.kind.startswith("charge.dispute."):
        _note_dispute(scope, event)
    return True


def _has_failed(event: GatewayEvent) -> bool:
    return event.status in {"failed", "canceled"}


def _note_dispute(scope: Scope, event: GatewayEvent) -> None:
    known = find_payment_id(scope.session, event.payment_ref)
    open_check(
        scope,
        CheckKind.DISPUTE,
        event.object_id,
        amount=event.amount,
        detail=event.status,
        order_id=known[1] if known else None,
    )


def _insert_once(scope: Scope, event: GatewayEvent) -> bool:
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = (
        insert(WebhookEvent)
        .values(
            event_id=event.id, kind=event.kind, object_id=event.object_id, received_at=scope.now
        )
        .on_conflict_do_nothing(index_elements=["event_id"])
        .returning(WebhookEvent.id)
    )
    return scope.session.execute(statement).scalar_one_or_none() is not None
