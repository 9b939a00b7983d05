"""Prepares a visit step by step, until an order takes it over."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope, lock
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token
from shop.tyres.domain.booking import BookingStep, TyreBooking
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.marking import UnreadableMarking
from shop.tyres.domain.plates import read_plate
from shop.tyres.domain.vehicles import Vehicle, check_odometer
from shop.tyres.models import TyreBookingRow, VehicleRecord
from shop.tyres.queries import (
    UNKNOWN_BOOKING,
    booking_view,
    find_fitting_refusal,
    quote_tyre_basket,
)

HOLDER_PREFIX = "booking-"
KEPT_DAYS = 7
FORGET_VISITS = "tyres.forget_visits"


def start_booking(scope: Scope, quantities: Mapping[str, int], *, one_time_key: str) -> str:
    """Begin to prepare a visit and return the token of its pages.

    The same one-time key again gives the same visit a fresh token: a double click prepares
    one visit. Refused when the services do not make a visit.
    """
    quote_tyre_basket(scope.session, quantities, paris_day(scope.now))
    token = secrets.token_urlsafe(24)
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(TyreBookingRow).values(
        token_hash=hash_token(token),
        one_time_key=one_time_key,
        holder_key=HOLDER_PREFIX + secrets.token_hex(16),
        quantities=_counted(quantities),
        made_at=scope.now,
    )
    scope.session.execute(
        statement.on_conflict_do_update(
            index_elements=["one_time_key"], set_={"token_hash": statement.excluded.token_hash}
        )
    )
    return token


def _counted(quantities: Mapping[str, int]) -> dict[str, int]:
    return {code.upper(): count for code, count in quantities.items() if count}


def change_services(scope: Scope, token: str, quantities: Mapping[str, int]) -> TyreBooking:
    """Change what the visit is for. The slot is forgotten: its length may not fit any more."""
    quote_tyre_basket(scope.session, quantities, paris_day(scope.now))
    row = _open_booking(scope, token)
    if row.quantities != _counted(quantities):
        row.quantities = _counted(quantities)
        row.starts_at = row.ends_at = None
    scope.session.flush()
    return booking_view(row)


def set_vehicle(scope: Scope, token: str, vehicle: Vehicle) -> TyreBooking:
    """Say which vehicle comes; plate and tyre sizes are read and refused in words.

    Tyres that need other services than those chosen are kept, and the visit waits at this step.
    """
    row = _open_booking(scope, token)
    row.vehicle = tidy_vehicle(vehicle).to_data()
    scope.session.flush()
    return booking_view(row)


def tidy_vehicle(vehicle: Vehicle) -> Vehicle:
    """Return the vehicle with its plate in normal form; refused by the field that is wrong."""
    for refusal in list_refusals(vehicle):
        raise refusal
    plate = read_plate(vehicle.plate, is_foreign=vehicle.is_foreign_plate)
    return Vehicle.from_data({**vehicle.to_data(), "plate": plate.text})


def list_refusals(vehicle: Vehicle) -> list[Refusal]:
    """List everything that is wrong with a vehicle, one refusal for each field."""
    found: list[Refusal] = []
    try:
        read_plate(vehicle.plate, is_foreign=vehicle.is_foreign_plate)
        if vehicle.odometer_km is not None:
            check_odometer(vehicle.odometer_km, None)
    except Refusal as refusal:
        found.append(refusal)
    for field in ("tyre_front", "tyre_rear"):
        typed = getattr(vehicle, field)
        read = decode_marking(typed) if typed else None
        if isinstance(read, UnreadableMarking):
            found.append(Refusal(read.message, field=field, **read.params))
    return found


def set_slot(scope: Scope, token: str, starts_at: datetime, ends_at: datetime) -> TyreBooking:
    """Note the slot that planning holds under the key of this visit."""
    row = _open_booking(scope, token)
    row.starts_at, row.ends_at = starts_at, ends_at
    scope.session.flush()
    return booking_view(row)


def note_customer(scope: Scope, token: str, customer: Mapping[str, Any]) -> TyreBooking:
    """Keep who comes, as the plain data of the room of orders."""
    row = _open_booking(scope, token)
    row.customer = dict(customer)
    scope.session.flush()
    return booking_view(row)


def take_booking(scope: Scope, token: str) -> tuple[TyreBooking, bool]:
    """Let an order take the visit over, under the lock of the visit; tell whether it is the first.

    A double click gives the same visit and False: the caller comes back to the same order.
    """
    row = _lock_booking(scope, token)
    is_first = row.taken_at is None
    if is_first:
        booking = booking_view(row)
        if refusal := find_fitting_refusal(scope.session, booking, paris_day(scope.now)):
            raise refusal
        if booking.next_step is not BookingStep.CHECK:
            raise Refusal(
                N_("Il manque le véhicule, le créneau ou vos coordonnées. Terminez les étapes.")
            )
        row.taken_at = scope.now
        scope.session.flush()
    return booking_view(row), is_first


def _open_booking(scope: Scope, token: str) -> TyreBookingRow:
    """Lock a visit that no order has taken yet."""
    row = _lock_booking(scope, token)
    if row.taken_at is not None:
        raise Refusal(N_("Ce rendez-vous est déjà commandé. Regardez votre courriel."))
    return row


def _lock_booking(scope: Scope, token: str) -> TyreBookingRow:
    booking_id = scope.session.scalar(
        select(TyreBookingRow.id).where(TyreBookingRow.token_hash == hash_token(token))
    )
    if booking_id is None:
        raise NotFound(UNKNOWN_BOOKING)
    return lock(scope.session, TyreBookingRow, booking_id)


def forget_old_bookings(scope: Scope) -> None:
    """Delete the visits nobody has touched for a week: they name a plate."""
    scope.session.execute(
        delete(TyreBookingRow)
        .where(TyreBookingRow.made_at < scope.now - timedelta(days=KEPT_DAYS))
        .execution_options(synchronize_session=False)
    )


def forget_visits_task(scope: Scope, _: Mapping[str, Any]) -> None:
    """Do the periodic forgetting of visits."""
    forget_old_bookings(scope)


def record_vehicle(scope: Scope, vehicle: Vehicle, *, confirmed: bool = False) -> None:
    """Remember a vehicle the workshop has received, with its odometer.

    Refused when the odometer goes back and nobody has confirmed it.
    """
    tidy = tidy_vehicle(vehicle)
    row = scope.session.scalars(
        select(VehicleRecord).where(VehicleRecord.plate == tidy.plate)
    ).one_or_none()
    known = None if row is None else row.odometer_km
    km = tidy.odometer_km
    if km is not None:
        check_odometer(km, known, confirmed=confirmed)
    if row is None:
        row = VehicleRecord(
            plate=tidy.plate, vehicle=tidy.to_data(), odometer_km=km, seen_at=scope.now
        )
        scope.session.add(row)
    row.vehicle, row.seen_at = tidy.to_data(), scope.now
    row.odometer_km = known if km is None else km
    scope.session.flush()
