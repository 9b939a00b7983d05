"""Tables of the school."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base


class ReferenceCounter(Base):
    """The last number given in one series of documents, for one year."""

    __tablename__ = "reference_counters"
    __table_args__ = (
        UniqueConstraint("prefix", "year"),
        CheckConstraint("last_number > 0", name="positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    prefix: Mapped[str] = mapped_column(String(8))
    year: Mapped[int]
    last_number: Mapped[int]
