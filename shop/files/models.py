"""The table of stored files."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base


class StoredFile(Base):
    """One file kept for one purpose; equal bytes share one place on the disk."""

    __tablename__ = "stored_files"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(40))
    stored_at: Mapped[datetime]
