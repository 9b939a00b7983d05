"""Queue a message in the transaction it speaks of; send it from the worker."""

import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from shop.db import Scope
from shop.files.gateway import FileStore
from shop.files.queries import get_file
from shop.notifications.domain import Attachment, Email, WrittenEmail
from shop.notifications.gateway import Mailer
from shop.notifications.models import OutboxMessage
from shop.notifications.rendering import write
from shop.tasks.services import enqueue

SEND_EMAIL = "send_email"
FORGET_MESSAGES = "forget_messages"
KEPT_FOR = timedelta(days=14)  # long enough to look into a complaint; messages hold private links


def queue_email(scope: Scope, email: Email) -> None:
    """Write the message now, with today's facts, and let the worker send it."""
    subject, text, html = write(email)
    message = OutboxMessage(
        key=secrets.token_hex(16),
        template=email.template,
        to_address=email.to,
        language=email.language,
        subject=subject[:255],
        text=text,
        html=html,
        attachments=list(email.attachments),
        queued_at=scope.now,
    )
    scope.session.add(message)
    scope.session.flush()
    enqueue(scope, SEND_EMAIL, {"message_id": message.id}, unique_key=f"email:{message.key}")


def send_with(mailer: Mailer, store: FileStore) -> Callable[[Scope, Mapping[str, Any]], None]:
    """Return the task handler that sends one queued message through this mailer."""

    def send_email(scope: Scope, payload: Mapping[str, Any]) -> None:
        message = scope.session.get_one(OutboxMessage, payload["message_id"])
        if message.sent_at is not None:
            return
        message.sent_at = scope.now
        scope.session.flush()
        mailer.send(_written(scope, message, store))

    return send_email


def forget_messages(scope: Scope, _payload: Mapping[str, Any]) -> None:
    """Forget, every night, the messages sent long ago, with the private links written in them."""
    scope.session.execute(delete(OutboxMessage).where(OutboxMessage.sent_at < scope.now - KEPT_FOR))


def _written(scope: Scope, message: OutboxMessage, store: FileStore) -> WrittenEmail:
    files = [get_file(scope.session, file_id) for file_id in message.attachments]
    return WrittenEmail(
        key=message.key,
        to=message.to_address,
        subject=message.subject,
        text=message.text,
        html=message.html,
        attachments=tuple(
            Attachment(file.name, file.media_type, store.get(file.digest)) for file in files
        ),
    )
