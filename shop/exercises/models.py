"""Tables of exercises: the sets a teacher prepared and the sheet of each student."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shop.db import Base


class PreparedSet(Base):
    """Exercises made from job cards, frozen: a card that changes later leaves them as printed.

    `pictures` are the cards as they were when the numbers were drawn, `content` the whole set.
    The seed makes the same exercises again from the same pictures.
    """

    __tablename__ = "prepared_sets"
    __table_args__ = (CheckConstraint("version > 0", name="version_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    title: Mapped[str] = mapped_column(String(160))
    group_id: Mapped[int | None] = mapped_column(index=True)
    pictures: Mapped[list[Any]]
    seed: Mapped[int]
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    created_by_name: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)


class Worksheet(Base):
    """The sheet of one student in a set: a pseudonym and the support of that day."""

    __tablename__ = "worksheets"
    __table_args__ = (
        UniqueConstraint("set_id", "position"),
        CheckConstraint("level BETWEEN 1 AND 3", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    set_id: Mapped[int] = mapped_column(ForeignKey("prepared_sets.id", ondelete="CASCADE"))
    position: Mapped[int]
    pseudonym: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
    student_id: Mapped[int | None] = mapped_column(default=None)
