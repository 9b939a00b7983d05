"""Wrong tries cost a wait that grows; a quiet time forgets them."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many wrong tries are free, and how the wait grows afterwards."""

    free: int
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=15)
    forget_after: timedelta = timedelta(hours=12)


STUDENT_PIN = Limit(free=5)
DEVICE = Limit(free=10)
ADDRESS = Limit(free=60, forget_after=timedelta(hours=1))
PASSWORD = Limit(free=5, longest_wait=timedelta(hours=1), forget_after=timedelta(days=1))
LETTERS = Limit(free=10, first_wait=timedelta(minutes=10), longest_wait=timedelta(hours=6))
LINK = Limit(free=3, first_wait=timedelta(minutes=2), longest_wait=timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries of one key so far; a new key has none."""

    count: int = 0
    last_at: datetime | None = None
    blocked_until: datetime | None = None


def wait_left(tries: Tries, now: datetime) -> timedelta:
    """Return how long the next try must still wait."""
    if tries.blocked_until is None or tries.blocked_until <= now:
        return timedelta(0)
    return tries.blocked_until - now


def spend(tries: Tries, limit: Limit, now: datetime) -> Tries:
    """Count one more try; the caller takes it back when it was right.

    Counting before checking matters: twenty tries sent at once are twenty tries.
    """
    is_forgotten = tries.last_at is not None and now - tries.last_at >= limit.forget_after
    count = 1 if is_forgotten else tries.count + 1
    wait = wait_after(count, limit)
    return Tries(count, now, now + wait if wait else None)


def wait_after(count: int, limit: Limit) -> timedelta:
    """Return the wait after so many wrong tries: nothing, then 30 s, 1 min, 2 min…"""
    if count < limit.free:
        return timedelta(0)
    doublings = min(count - limit.free, 20)
    return min(limit.first_wait * (1 << doublings), limit.longest_wait)
