"""Where the bytes lie: a port, and the local folder behind it."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Protocol


class FileStore(Protocol):
    """Keeps bytes by their digest."""

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hexadecimal."""
        ...

    def get(self, digest: str) -> bytes:
        """Return the bytes; KeyError when they are not here."""
        ...

    def drop(self, digest: str) -> None:
        """Delete the bytes; nothing happens when they are not here."""
        ...


class FolderStore:
    """A folder of this machine; a file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        digest = sha256(content).hexdigest()
        target = self._path(digest)
        if target.exists():
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(target)
        return digest

    def get(self, digest: str) -> bytes:
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            raise KeyError(digest) from None

    def drop(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]
