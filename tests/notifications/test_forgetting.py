"""Messages hold private links: once sent they are not kept for long."""

from dataclasses import replace
from datetime import timedelta

from shop.db import Scope
from shop.notifications.domain import Email
from shop.notifications.models import OutboxMessage
from shop.notifications.queries import list_messages
from shop.notifications.services import FORGET_MESSAGES, KEPT_FOR, forget_messages, queue_email
from shop.wiring import PERIODIC

LINK = Email(
    to="lea@example.org",
    language="fr",
    template="accounts/sign_in_link",
    context={"token": "secret"},
)


def _message(scope: Scope) -> OutboxMessage:
    context = {**LINK.context, "expires_at": scope.now}
    queue_email(scope, replace(LINK, context=context))
    return list_messages(scope.session)[0]


def test_a_message_sent_long_ago_is_forgotten_with_its_link(scope: Scope) -> None:
    old, fresh, waiting = _message(scope), _message(scope), _message(scope)
    old.sent_at = scope.now - KEPT_FOR - timedelta(seconds=1)
    fresh.sent_at = scope.now - KEPT_FOR + timedelta(seconds=1)
    waiting.queued_at = scope.now - 2 * KEPT_FOR
    scope.session.flush()

    forget_messages(scope, {})

    assert [message.id for message in list_messages(scope.session)] == [waiting.id, fresh.id]


def test_messages_are_forgotten_every_night() -> None:
    assert [work.every_seconds for work in PERIODIC if work.kind == FORGET_MESSAGES] == [86400]
