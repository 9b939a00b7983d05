"""Keep a file, give it back, delete it."""

from collections.abc import Callable, Mapping
from typing import Any

from shop.db import Scope
from shop.files.domain import FileRef, Purpose
from shop.files.gateway import FileStore
from shop.files.models import StoredFile
from shop.files.queries import as_ref, is_kept

DROP_BYTES = "drop_bytes"


def store_file(
    scope: Scope,
    store: FileStore,
    content: bytes,
    *,
    name: str,
    media_type: str,
    purpose: Purpose,
) -> FileRef:
    """Keep the bytes and their description; a rolled back act leaves at most unused bytes."""
    row = StoredFile(
        digest=store.put(content),
        name=name[:200],
        media_type=media_type,
        size=len(content),
        purpose=purpose,
        stored_at=scope.now,
    )
    scope.session.add(row)
    scope.session.flush()
    return as_ref(row)


def delete_file(scope: Scope, file_id: int) -> str:
    """Forget a file and return its digest; the caller enqueues `DROP_BYTES` for the bytes.

    They go by a task, once this act is sure to stand.
    """
    row = scope.session.get_one(StoredFile, file_id)
    scope.session.delete(row)
    scope.session.flush()
    return row.digest


def drop_bytes_with(store: FileStore) -> Callable[[Scope, Mapping[str, Any]], None]:
    """Return the task handler that deletes bytes no file needs any more from this store."""

    def drop_bytes(scope: Scope, payload: Mapping[str, Any]) -> None:
        if not is_kept(scope.session, payload["digest"]):
            store.drop(payload["digest"])

    return drop_bytes
