"""Rows of the tyre room."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from shop.db import Scope
from shop.demonstration.school import seed_school
from shop.demonstration.tyres import seed_tyres
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.kernel.tokens import hash_token
from shop.tyres.domain.services import ServiceFamily, ServiceUnit, SoldAs
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.models import (
    TyreBookingRow,
    TyreLimit,
    TyreServicePrice,
    TyreServiceRow,
    VehicleRecord,
    WinterCommune,
)

SEPTEMBER = date(2026, 9, 1)
MADE_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def build_price_list(scope: Scope) -> None:
    """Put every service of the demonstration on offer, with limits and numbers of law."""
    seed_school(scope)
    seed_tyres(scope)


def build_service(
    session: Session, *, code: str = "DR4", minutes: int = 40, position: int = 1
) -> TyreServiceRow:
    """Put one service on offer, without a price."""
    row = TyreServiceRow(
        code=code,
        label=Bilingual(code, code).to_data(),
        summary=Bilingual("Texte.", "Text.").to_data(),
        family=ServiceFamily.SEASON,
        sold_as=SoldAs.ALONE,
        unit=ServiceUnit.VEHICLE,
        largest_quantity=1,
        minutes_school=minutes,
        resources=["bay"],
        goes_with=[],
        position=position,
    )
    session.add(row)
    session.flush()
    return row


def build_service_price(
    session: Session,
    service: TyreServiceRow,
    *,
    cents: int = 3000,
    valid_from: date = SEPTEMBER,
) -> TyreServicePrice:
    """Price a service from a day on."""
    row = TyreServicePrice(
        service_id=service.id, gross=Money(cents), vat_rate=Decimal("0.20"), valid_from=valid_from
    )
    session.add(row)
    session.flush()
    return row


def build_limit(session: Session, *, key: str = "age_limit_years", value: str = "10") -> TyreLimit:
    """Set a limit."""
    row = TyreLimit(
        key=key,
        value=value,
        unit="",
        valid_from=SEPTEMBER,
        valid_to=None,
        status="RECALLED",
        source="école",
        comment="",
    )
    session.add(row)
    session.flush()
    return row


def build_winter_commune(
    session: Session,
    *,
    insee_code: str = "39470",
    name: str = "Les Rousses",
    valid_from: date = date(2021, 11, 1),
    valid_to: date | None = None,
) -> WinterCommune:
    """Add a commune to the winter list."""
    row = WinterCommune(
        insee_code=insee_code, name=name, source="liste", valid_from=valid_from, valid_to=valid_to
    )
    session.add(row)
    session.flush()
    return row


def build_vehicle_record(
    session: Session, *, plate: str = "AB-123-CD", odometer_km: int | None = 52_000
) -> VehicleRecord:
    """Remember a vehicle."""
    vehicle = Vehicle(make="Renault", model="Clio", plate=plate, odometer_km=odometer_km)
    row = VehicleRecord(
        plate=plate, vehicle=vehicle.to_data(), odometer_km=odometer_km, seen_at=MADE_AT
    )
    session.add(row)
    session.flush()
    return row


def build_booking(
    session: Session,
    *,
    token: str = "jeton",  # noqa: S107 - a word, no secret
    quantities: dict[str, int] | None = None,
    vehicle: Vehicle | None = None,
) -> TyreBookingRow:
    """Begin to prepare a visit."""
    row = TyreBookingRow(
        token_hash=hash_token(token),
        one_time_key=f"key-{token}",
        holder_key=f"booking-{token}",
        quantities=quantities or {"ME1": 2},
        vehicle=None if vehicle is None else vehicle.to_data(),
        made_at=MADE_AT,
    )
    session.add(row)
    session.flush()
    return row
