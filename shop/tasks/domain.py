"""When a task runs again, and when it is given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class ClaimedTask:
    """A task in hand; the lease says who holds it."""

    id: int
    kind: str
    payload: dict[str, Any]
    lease: str
    attempts: int


def retry_at(now: datetime, attempts: int) -> datetime | None:
    """Return when to try again after so many attempts: 1, 2, 4… minutes; None to give up."""
    if attempts >= MAX_ATTEMPTS:
        return None
    return now + timedelta(minutes=2 ** (attempts - 1))
