"""Keep a file, give it back."""

from datetime import date

from shop.db import Scope
from shop.files.domain import FileRef, Purpose
from shop.files.gateway import FileStore
from shop.files.models import StoredFile
from shop.files.queries import as_ref


def store_file(
    scope: Scope,
    store: FileStore,
    content: bytes,
    *,
    name: str,
    media_type: str,
    purpose: Purpose,
    keep_until: date | None = None,
) -> FileRef:
    """Keep the bytes and their description; a rolled back act leaves at most unused bytes."""
    row = StoredFile(
        digest=store.put(content),
        name=name[:200],
        media_type=media_type,
        size=len(content),
        purpose=purpose,
        stored_at=scope.now,
        keep_until=keep_until,
    )
    scope.session.add(row)
    scope.session.flush()
    return as_ref(row)
