"""Tables of saved configurations, and of what the workshop asks beyond a rule."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base


class Configuration(Base):
    """A wish under its short code; it names nobody and never changes."""

    __tablename__ = "configurations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str] = mapped_column(String(7), unique=True)
    family: Mapped[str] = mapped_column(String(20))
    schema: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    data: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class StricterValue(Base):
    """What a workshop asks beyond a rule from one day on; an empty `value` takes it back.

    Rows are added, never changed: of those that begin the same day the last one counts.
    """

    __tablename__ = "stricter_values"
    __table_args__ = (Index("ix_stricter_values_key", "key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(120))
    value: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(200))
    set_by: Mapped[str] = mapped_column(String(120))
    set_at: Mapped[datetime]
