"""Turns a prepared tyre visit into an order that holds its place."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from shop.catalogue.domain import Family
from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.domain import (
    CustomerDetails,
    CustomerKind,
    DeliveryKind,
    NewDelivery,
    NewLine,
    Origin,
    PaymentMeans,
    PlacedOrder,
)
from shop.orders.pricing import closest_net
from shop.orders.services import place_order
from shop.planning.queries import find_hold
from shop.planning.services.holds import hand_over_hold
from shop.school.queries import find_identity, law_value
from shop.storefront.visits import customer_of, quote_of
from shop.tyres.domain.booking import TyreBooking
from shop.tyres.domain.services import PriceLine, TyreQuote
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.queries import get_booking, plan_visit
from shop.tyres.services.bookings import HOLDER_PREFIX, take_booking

ORDER_PREFIX = "visit-"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """The whole visit before it is ordered.

    The place is held until `held_until`, None when it was given back. `asks_early`: the
    consumer must ask for the work before the end of the withdrawal time.
    """

    booking: TyreBooking
    quote: TyreQuote
    customer: CustomerDetails | None
    held_until: datetime | None
    asks_early: bool


def show_check(session: Session, token: str, now: datetime) -> CheckPage:
    """Gather a visit to check, whatever is still missing of it."""
    booking = get_booking(session, token)
    customer = customer_of(booking)
    hold = find_hold(session, booking.holder_key)
    return CheckPage(
        booking=booking,
        quote=quote_of(session, booking, booking.taken_at or now),
        customer=customer,
        held_until=None if hold is None else hold.expires_at,
        asks_early=asks_early_service(session, customer, booking.starts_at, now),
    )


def terms_version(session: Session) -> str:
    """Return the version of the conditions of sale the school sells under."""
    seller = find_identity(session)
    return seller.terms_version if seller else ""


def asks_early_service(
    session: Session, customer: CustomerDetails | None, starts_at: datetime | None, now: datetime
) -> bool:
    """Tell whether a consumer must ask for the work before the end of the withdrawal time."""
    if customer is None or customer.kind is not CustomerKind.CONSUMER or starts_at is None:
        return False
    today = paris_day(now)
    days: Decimal = law_value(session, "withdrawal_days", today)
    return (paris_day(starts_at) - today).days <= days


def order_visit(
    scope: Scope,
    token: str,
    *,
    seen_total: Money,
    means: PaymentMeans,
    terms_version: str,
    agreed_sentences: tuple[str, ...],
    language: str,
) -> PlacedOrder:
    """Order a prepared visit; a double click comes back to the same order.

    One root line carries the plan of the whole visit, the other services hang on it: one
    vehicle, one job card. Refused when the price changed since it was shown, or when the
    place was given back.
    """
    booking, is_first = take_booking(scope, token)
    quote = quote_of(scope.session, booking, booking.taken_at or scope.now)
    if is_first:
        _refuse_other_total(quote, seen_total)
        hand_over_hold(scope, booking.holder_key, order_key_of(booking))
    return place_order(
        scope,
        customer=CustomerDetails.from_data(booking.customer or {}),
        lines=[_visit_line(scope, booking, quote)],
        origin=Origin.TYRES,
        delivery=NewDelivery(kind=DeliveryKind.FITTING),
        one_time_key=order_key_of(booking),
        language=language,
        means=means,
        holder_key=order_key_of(booking),
        terms_version=terms_version,
        agreed_sentences=agreed_sentences,
    )


def order_key_of(booking: TyreBooking) -> str:
    """Return the key of the order of a visit; from then on its place is the order's."""
    return ORDER_PREFIX + booking.holder_key.removeprefix(HOLDER_PREFIX)


def _refuse_other_total(quote: TyreQuote, seen_total: Money) -> None:
    if quote.gross != seen_total:
        raise Refusal(N_("Le prix vient de changer. Regardez le nouveau total, puis commandez."))


def _visit_line(scope: Scope, booking: TyreBooking, quote: TyreQuote) -> NewLine:
    vehicle = booking.vehicle or Vehicle()
    day = paris_day(booking.taken_at or scope.now)
    plan = plan_visit(scope.session, booking.quantities, vehicle, day)
    first, *others = quote.lines
    return NewLine(
        family=Family.TYRES,
        label=first.label,
        quantity=first.quantity,
        unit_net=closest_net(first.unit_gross, first.vat_rate),
        unit_gross=first.unit_gross,
        vat_rate=first.vat_rate,
        spec={"services": dict(booking.quantities), "vehicle": vehicle.to_data()},
        result=plan.to_data(),
        product_key=f"tyres:{first.code}",
        children=tuple(_add_on(line) for line in others),
    )


def _add_on(line: PriceLine) -> NewLine:
    return NewLine(
        family=Family.TYRES,
        label=line.label,
        quantity=line.quantity,
        unit_net=closest_net(line.unit_gross, line.vat_rate),
        unit_gross=line.unit_gross,
        vat_rate=line.vat_rate,
        product_key=f"tyres:{line.code}",
    )
