"""What the law leaves a consumer after the order (art. L221-18 C. conso.)."""

from datetime import date

from sqlalchemy.orm import Session

from shop.school.queries import find_legal_param


def withdrawal_days(session: Session, on: date) -> int | None:
    """Return how long a consumer may change their mind, None when the settings do not say."""
    found = find_legal_param(session, "withdrawal_days", on)
    return None if found is None else int(found.to_decimal())
