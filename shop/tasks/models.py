"""The task table."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base, BigId


class Task(Base):
    """One piece of work to do once; a row without `done_at` and `failed_at` still waits."""

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_waiting", "done_at", "failed_at", "run_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]]
    run_at: Mapped[datetime]
    created_at: Mapped[datetime]
    unique_key: Mapped[str | None] = mapped_column(String(120), unique=True, default=None)
    lease: Mapped[str | None] = mapped_column(String(40), default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    failed_at: Mapped[datetime | None] = mapped_column(default=None)
    last_error: Mapped[str | None] = mapped_column(Text, default=None)
