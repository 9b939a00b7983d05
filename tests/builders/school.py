"""Rows of the school."""

import secrets
from datetime import date, time

from sqlalchemy.orm import Session

from shop.kernel.money import Money
from shop.school.models import (
    IdentityRow,
    LegalParamRow,
    OpeningSpan,
    PublicationConfirmation,
    ReferenceCounter,
    RunningCosts,
    VatChoiceRow,
)
from tests.conftest import NOW


def build_reference_counter(
    session: Session, *, prefix: str = "CO", year: int = 2026, last_number: int = 1
) -> ReferenceCounter:
    """Add the counter of a series."""
    row = ReferenceCounter(prefix=prefix, year=year, last_number=last_number)
    session.add(row)
    session.flush()
    return row


def build_identity(
    session: Session,
    *,
    brand: str = "École du test",
    legal_name: str = "Association du test",
    phone: str = "03 53 01 00 01",
    stamp: str | None = None,
) -> IdentityRow:
    """Add the row that says who sells; its mark is new each time, as pages remember by it."""
    mark = stamp or secrets.token_hex(8)
    row = IdentityRow(brand=brand, legal_name=legal_name, phone=phone, stamp=mark)
    session.add(row)
    session.flush()
    return row


def build_opening_span(
    session: Session,
    *,
    weekday: int = 0,
    opens_at: time = time(8),
    closes_at: time = time(12),
    section: str | None = None,
) -> OpeningSpan:
    """Add one span of one weekday."""
    row = OpeningSpan(section=section, weekday=weekday, opens_at=opens_at, closes_at=closes_at)
    session.add(row)
    session.flush()
    return row


def build_legal_param(
    session: Session,
    *,
    key: str = "withdrawal_days",
    value: str = "14",
    unit: str = "jours",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> LegalParamRow:
    """Add one dated value of a number of law."""
    row = LegalParamRow(
        key=key,
        label=key.replace("_", " "),
        value=value,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        status="sourced",
        source="art. L221-18",
        comment="",
    )
    session.add(row)
    session.flush()
    return row


def build_vat_choice(
    session: Session,
    *,
    regime: str = "standard",
    valid_from: date = date(2026, 1, 1),
    section: str | None = None,
) -> VatChoiceRow:
    """Add the VAT regime chosen from a day on."""
    row = VatChoiceRow(
        section=section,
        regime=regime,
        mention="",
        on_debits=False,
        valid_from=valid_from,
        chosen_by="Nathalie Perrin",
        chosen_at=NOW,
    )
    session.add(row)
    session.flush()
    return row


def build_publication_confirmation(
    session: Session, *, check: str = "withdrawal", confirmed_by: str = "Claire Vuillemin"
) -> PublicationConfirmation:
    """Add a confirmed point of the publication gate."""
    row = PublicationConfirmation(check=check, confirmed_by=confirmed_by, confirmed_at=NOW)
    session.add(row)
    session.flush()
    return row


def build_running_costs(
    session: Session, *, year: int = 2026, amount: Money | None = None
) -> RunningCosts:
    """Say what a year costs the school."""
    row = RunningCosts(
        year=year,
        amount=amount or Money(500_000_00),
        entered_by="Hélène Girod",
        entered_at=NOW,
    )
    session.add(row)
    session.flush()
    return row
