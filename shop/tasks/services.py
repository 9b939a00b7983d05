"""Write a task, take one, finish it.

The row is written in the transaction of the business act. A worker takes it in one short
transaction, then does it and marks it done in another: a worker killed in between leaves a
lease that runs out, and a lease that ran out can no longer mark anything done.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shop.db import Scope
from shop.tasks.domain import LEASE, ClaimedTask, retry_at
from shop.tasks.models import Task
from shop.tasks.queries import next_waiting_id

FORGET_DONE = "tasks.forget_done"
# A year and more: a unique key also says that something was done already, a reminder sent.
DONE_KEPT = timedelta(days=400)


class LeaseLost(Exception):
    """Another worker has the task now; the effect of this one must be rolled back."""


def enqueue(
    scope: Scope,
    kind: str,
    payload: dict[str, Any],
    *,
    run_at: datetime | None = None,
    unique_key: str | None = None,
) -> None:
    """Write a task in this transaction; a second one with the same unique key is left out."""
    values = {
        "kind": kind,
        "payload": payload,
        "run_at": run_at or scope.now,
        "created_at": scope.now,
        "unique_key": unique_key,
        "attempts": 0,
    }
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(Task).values(**values).on_conflict_do_nothing(index_elements=["unique_key"])
    scope.session.execute(statement)


def claim(session: Session, *, now: datetime) -> ClaimedTask | None:
    """Take the next task that may run, for the time of a lease; None when none waits."""
    task_id = next_waiting_id(session, now)
    if task_id is None:
        return None
    task = session.get_one(Task, task_id, populate_existing=True)
    task.lease = secrets.token_hex(16)
    task.attempts += 1
    task.run_at = now + LEASE
    session.flush()
    return ClaimedTask(task.id, task.kind, dict(task.payload), task.lease, task.attempts)


def finish(session: Session, task: ClaimedTask, *, now: datetime) -> None:
    """Mark the task done in the transaction of its effect; LeaseLost when it is not ours now."""
    statement = (
        update(Task)
        .where(Task.id == task.id, Task.lease == task.lease, Task.done_at.is_(None))
        .values(done_at=now, lease=None, last_error=None)
    )
    result = session.execute(statement)
    assert isinstance(result, CursorResult)  # noqa: S101 - tells the type
    if result.rowcount != 1:
        raise LeaseLost


def put_off(session: Session, task: ClaimedTask, error: str, *, now: datetime) -> None:
    """Plan another try, or give the task up after the last one."""
    again = retry_at(now, task.attempts)
    statement = (
        update(Task)
        .where(Task.id == task.id, Task.lease == task.lease)
        .values(
            lease=None,
            last_error=error[:4000],
            run_at=again or now,
            failed_at=None if again else now,
        )
    )
    session.execute(statement)


def try_again(scope: Scope, task_id: int) -> None:
    """Let a task that was given up run again, with all its tries; twice counts once."""
    _settle_failed(scope, task_id, failed_at=None, attempts=0, run_at=scope.now)


def set_aside(scope: Scope, task_id: int) -> None:
    """Say that a task that was given up needs nothing more; its row stays."""
    _settle_failed(scope, task_id, done_at=scope.now)


def _settle_failed(scope: Scope, task_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of the row
    still_failed = (Task.id == task_id, Task.failed_at.is_not(None), Task.done_at.is_(None))
    scope.session.execute(update(Task).where(*still_failed).values(**values))


def forget_done(scope: Scope, _: Mapping[str, Any]) -> None:
    """Delete what was done long ago; what failed or waits stays."""
    scope.session.execute(delete(Task).where(Task.done_at < scope.now - DONE_KEPT))
