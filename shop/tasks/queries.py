"""Reads of the task table."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.tasks.models import Task


def next_waiting_id(session: Session, now: datetime) -> int | None:
    """Return the oldest task that may run, locked where the database can lock rows."""
    statement = (
        select(Task.id)
        .where(Task.done_at.is_(None), Task.failed_at.is_(None), Task.run_at <= now)
        .order_by(Task.run_at, Task.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).one_or_none()


def count_waiting(session: Session) -> int:
    statement = select(func.count()).where(Task.done_at.is_(None), Task.failed_at.is_(None))
    return session.scalars(statement).one()


def list_failed(session: Session, limit: int = 50) -> list[Task]:
    """Return the tasks that were given up, latest first, for the office to look at."""
    statement = (
        select(Task).where(Task.failed_at.is_not(None)).order_by(Task.id.desc()).limit(limit)
    )
    return list(session.scalars(statement))
