"""Builders of the rows every room relies on: tasks, e-mails, files."""

from shop.db import Scope
from shop.files.domain import Purpose
from shop.files.models import StoredFile
from shop.notifications.models import OutboxMessage
from shop.tasks.models import Task
from tests.conftest import NOW


def build_task(scope: Scope, *, kind: str = "note") -> Task:
    row = Task(kind=kind, payload={}, run_at=NOW, created_at=NOW)
    scope.session.add(row)
    scope.session.flush()
    return row


def build_outbox_message(scope: Scope, *, to: str = "nadia@example.org") -> OutboxMessage:
    row = OutboxMessage(
        key="0" * 32,
        template="orders/placed",
        to_address=to,
        language="fr",
        subject="Votre commande",
        text="Bonjour",
        html="<p>Bonjour</p>",
        attachments=[],
        queued_at=NOW,
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_stored_file(scope: Scope, *, digest: str = "a" * 64) -> StoredFile:
    row = StoredFile(
        digest=digest,
        name="photo.jpg",
        media_type="image/jpeg",
        size=1,
        purpose=Purpose.REQUEST_PHOTO,
        stored_at=NOW,
    )
    scope.session.add(row)
    scope.session.flush()
    return row
