"""Reads of stored files."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.files.domain import FileRef, Purpose
from shop.files.models import StoredFile
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_


def get_file(session: Session, file_id: int) -> FileRef:
    """Return the description of a file; NotFound when there is none."""
    row = session.get(StoredFile, file_id)
    if row is None:
        raise NotFound(N_("Ce document n’existe pas ou n’est plus conservé."))
    return as_ref(row)


def is_kept(session: Session, digest: str) -> bool:
    """Tell whether some file still needs these bytes."""
    statement = select(StoredFile.id).where(StoredFile.digest == digest).limit(1)
    return session.scalar(statement) is not None


def as_ref(row: StoredFile) -> FileRef:
    return FileRef(row.id, row.digest, row.name, row.media_type, row.size, Purpose(row.purpose))
