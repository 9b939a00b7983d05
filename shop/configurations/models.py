"""The table of saved configurations."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
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
