"""Rows of the school."""

from sqlalchemy.orm import Session

from shop.school.models import ReferenceCounter


def build_reference_counter(
    session: Session, *, prefix: str = "CO", year: int = 2026, last_number: int = 1
) -> ReferenceCounter:
    """Add the counter of a series."""
    row = ReferenceCounter(prefix=prefix, year=year, last_number=last_number)
    session.add(row)
    session.flush()
    return row
