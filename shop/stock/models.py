"""The table of the rack."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base

ON_THE_RACK = text("used_at IS NULL")


class Offcut(Base):
    """A length of a section that lies on the rack until `used_at`.

    `holder` names the plan of the saw that set it aside, empty while it is free: it is taken
    and given back by conditional UPDATE, so that two plans never count on the same offcut.
    """

    __tablename__ = "offcuts"
    __table_args__ = (
        CheckConstraint("length_mm > 0", name="length"),
        CheckConstraint("version > 0", name="version_positive"),
        Index(
            "ix_offcuts_on_rack",
            "designation",
            "length_mm",
            sqlite_where=ON_THE_RACK,
            postgresql_where=ON_THE_RACK,
        ),
        Index("ix_offcuts_holder", "holder"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    designation: Mapped[str] = mapped_column(String(60))
    length_mm: Mapped[int]
    place: Mapped[str] = mapped_column(String(40))
    origin: Mapped[str] = mapped_column(String(160))
    entered_at: Mapped[datetime]
    entered_by_name: Mapped[str] = mapped_column(String(120))
    holder: Mapped[str] = mapped_column(String(64), default="")
    held_for: Mapped[str] = mapped_column(String(160), default="")
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    used_for: Mapped[str] = mapped_column(String(160), default="")
    version: Mapped[int] = mapped_column(default=1)
