"""Prepares a tyre visit: the services and vehicle of one room, the places of another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from shop.db import Scope
from shop.kernel.clock import monday_of, paris_day
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.domain import CustomerDetails
from shop.planning.domain.slots import Slot, SlotDay, find_first_free
from shop.planning.queries import list_free_slots
from shop.planning.services.holds import hold_slot, release_expired_holds
from shop.tyres.domain.booking import HOLD_MINUTES, TyreBooking
from shop.tyres.domain.services import TyreQuote
from shop.tyres.queries import find_fitting_refusal, get_booking, quote_tyre_basket
from shop.tyres.services.bookings import HOLDER_PREFIX, set_slot

SEARCHED_DAYS = 70
FREE_UNUSED_PLACES = "visits.free_unused_places"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPage:
    """The slots of one week, the first free one of all, and the weeks beside it."""

    booking: TyreBooking
    quote: TyreQuote
    week: date
    days: Sequence[SlotDay]
    first_free: Slot | None
    week_before: date | None
    week_after: date | None


def quote_of(session: Session, booking: TyreBooking, now: datetime) -> TyreQuote:
    """Price a visit being prepared at the prices of the day."""
    return quote_tyre_basket(session, booking.quantities, paris_day(now))


def show_slots(session: Session, token: str, asked_week: date | None, now: datetime) -> SlotPage:
    """Gather the slots of a week: the week asked for, else that of the first free slot."""
    booking = get_booking(session, token)
    quote = quote_of(session, booking, now)
    days = list_free_slots(session, quote.needs, quote.minutes, paris_day(now), SEARCHED_DAYS, now)
    first = find_first_free(days)
    shown = asked_week or (paris_day(first.starts_at) if first else paris_day(now))
    week = monday_of(shown)
    weeks = sorted({monday_of(day.day) for day in days})
    return SlotPage(
        booking=booking,
        quote=quote,
        week=week,
        days=[day for day in days if monday_of(day.day) == week],
        first_free=first,
        week_before=max((w for w in weeks if w < week), default=None),
        week_after=min((w for w in weeks if w > week), default=None),
    )


def choose_slot(scope: Scope, token: str, starts_at: datetime) -> TyreBooking:
    """Hold the place of a visit for forty minutes; the same click twice holds it once.

    Refused in words when somebody was faster; the place chosen before is then kept.
    """
    booking = get_booking(scope.session, token)
    if booking.vehicle is None:
        raise Refusal(N_("Dites-nous d’abord quel véhicule vient."))
    if refusal := find_fitting_refusal(scope.session, booking, paris_day(scope.now)):
        raise refusal
    quote = quote_of(scope.session, booking, scope.now)
    hold = hold_slot(
        scope,
        holder_key=booking.holder_key,
        needs=quote.needs,
        starts_at=starts_at,
        minutes=quote.minutes,
        expires_at=scope.now + timedelta(minutes=HOLD_MINUTES),
    )
    return set_slot(scope, token, hold.starts_at, hold.ends_at)


def customer_of(booking: TyreBooking) -> CustomerDetails | None:
    """Return who comes, once it was said."""
    return None if booking.customer is None else CustomerDetails.from_data(booking.customer)


def free_unused_places_task(scope: Scope, _: Mapping[str, Any]) -> None:
    """Give back the places of visits nobody ordered in time; those of orders are not ours."""
    release_expired_holds(scope, HOLDER_PREFIX)
