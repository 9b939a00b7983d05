"""A visit is prepared step by step and taken over once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.tyres.domain.booking import BookingStep
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.models import TyreBookingRow, TyreServiceRow, VehicleRecord
from shop.tyres.queries import find_fitting_refusal, get_booking
from shop.tyres.services.bookings import (
    change_services,
    forget_old_bookings,
    note_customer,
    record_vehicle,
    set_slot,
    set_vehicle,
    start_booking,
    take_booking,
)
from tests.builders.planning import TUESDAY_EIGHT
from tests.builders.tyres import build_booking, build_price_list
from tests.conftest import NOW

CLIO = Vehicle(make="Renault", model="Clio", plate="ab 123 cd", tyre_front="205/55 R16 91V")
END = TUESDAY_EIGHT + timedelta(minutes=75)


@pytest.fixture
def shop(scope: Scope) -> Scope:
    build_price_list(scope)
    return scope


def test_a_visit_is_prepared_step_by_step(shop: Scope):
    token = start_booking(shop, {"ME1": 2, "VALV": 2, "DR4": 0}, one_time_key="k")
    begun = get_booking(shop.session, token)
    assert (begun.quantities, begun.next_step) == ({"ME1": 2, "VALV": 2}, BookingStep.VEHICLE)

    with_vehicle = set_vehicle(shop, token, CLIO)
    assert with_vehicle.vehicle == replace(CLIO, plate="AB-123-CD")
    assert with_vehicle.next_step is BookingStep.SLOT

    with_slot = set_slot(shop, token, TUESDAY_EIGHT, END)
    assert with_slot.next_step is BookingStep.CUSTOMER

    ready = note_customer(shop, token, {"name": "Mireille Jacquot"})
    assert (ready.customer, ready.next_step) == (
        {"name": "Mireille Jacquot"},
        BookingStep.CHECK,
    )

    taken, is_first = take_booking(shop, token)
    assert (taken.taken_at, is_first) == (NOW, True)
    assert taken.holder_key == begun.holder_key


def test_a_double_click_prepares_one_visit_and_the_last_link_opens_it(shop: Scope):
    first = start_booking(shop, {"ME1": 2}, one_time_key="k")
    second = start_booking(shop, {"ME1": 2}, one_time_key="k")

    assert shop.session.scalar(select(func.count()).select_from(TyreBookingRow)) == 1
    assert get_booking(shop.session, second).quantities == {"ME1": 2}
    with pytest.raises(NotFound):
        get_booking(shop.session, first)


def test_services_that_make_no_visit_begin_nothing(shop: Scope):
    with pytest.raises(Refusal, match="au moins une"):
        start_booking(shop, {"VALV": 1}, one_time_key="k")

    assert shop.session.scalar(select(func.count()).select_from(TyreBookingRow)) == 0


def test_changing_the_services_forgets_the_slot(shop: Scope):
    token = start_booking(shop, {"ME1": 2}, one_time_key="k")
    set_slot(shop, token, TUESDAY_EIGHT, END)

    assert change_services(shop, token, {"ME1": 2, "DR4": 0}).starts_at == TUESDAY_EIGHT
    changed = change_services(shop, token, {"ME1": 4})
    assert (changed.starts_at, changed.quantities) == (None, {"ME1": 4})


@pytest.mark.parametrize(
    ("vehicle", "field"),
    [
        (replace(CLIO, plate="bonjour"), "plate"),
        (replace(CLIO, tyre_front="205/57 R16"), "tyre_front"),
        (replace(CLIO, tyre_rear="99"), "tyre_rear"),
        (replace(CLIO, odometer_km=3_000_000), "odometer_km"),
    ],
)
def test_a_wrong_vehicle_is_refused_by_its_field_and_not_kept(
    shop: Scope, vehicle: Vehicle, field: str
):
    token = start_booking(shop, {"ME1": 2}, one_time_key="k")

    with pytest.raises(Refusal) as refused:
        set_vehicle(shop, token, vehicle)

    assert refused.value.field == field
    assert get_booking(shop.session, token).vehicle is None


def test_an_unfinished_visit_cannot_be_ordered(shop: Scope):
    token = start_booking(shop, {"ME1": 2}, one_time_key="k")

    with pytest.raises(Refusal, match="Terminez les étapes"):
        take_booking(shop, token)


def test_a_visit_whose_tyres_need_another_service_cannot_be_ordered(shop: Scope):
    token = start_booking(shop, {"ME1L": 4}, one_time_key="k")
    set_vehicle(shop, token, replace(CLIO, tyre_front="225/40 R18 92Y"))
    change_services(shop, token, {"ME1": 4})
    set_slot(shop, token, TUESDAY_EIGHT, END)
    note_customer(shop, token, {"name": "Mireille Jacquot"})

    assert get_booking(shop.session, token).next_step is BookingStep.VEHICLE
    with pytest.raises(Refusal, match="225/40 R18") as refused:
        take_booking(shop, token)
    assert refused.value.field == "tyre_front"

    change_services(shop, token, {"ME1L": 4})
    set_slot(shop, token, TUESDAY_EIGHT, END)
    assert take_booking(shop, token)[1]


def test_a_tyre_no_service_on_offer_fits_is_told_as_such(shop: Scope):
    token = start_booking(shop, {"ME1": 4}, one_time_key="k")
    booking = set_vehicle(shop, token, replace(CLIO, tyre_front="225/40 R18 92Y"))
    large = update(TyreServiceRow).where(TyreServiceRow.code == "ME1L")
    shop.session.execute(large.values(is_listed=False))

    refusal = find_fitting_refusal(shop.session, booking, paris_day(NOW))

    assert "appelez-nous" in str(refusal)


def test_a_visit_is_ordered_once_and_then_only_read(shop: Scope):
    token = start_booking(shop, {"ME1": 2}, one_time_key="k")
    set_vehicle(shop, token, CLIO)
    set_slot(shop, token, TUESDAY_EIGHT, END)
    note_customer(shop, token, {"name": "Mireille Jacquot"})
    taken, _ = take_booking(shop, token)
    later = replace(shop, now=NOW + timedelta(minutes=1))

    assert take_booking(later, token) == (taken, False)
    for act in (
        lambda: set_vehicle(shop, token, CLIO),
        lambda: change_services(shop, token, {"ME1": 1}),
    ):
        with pytest.raises(Refusal, match="déjà commandé"):
            act()


def test_an_unknown_token_opens_nothing(shop: Scope):
    with pytest.raises(NotFound):
        set_vehicle(shop, "autre", CLIO)


def test_visits_are_forgotten_after_a_week(scope: Scope):
    build_booking(scope.session)

    forget_old_bookings(replace(scope, now=NOW + timedelta(days=7)))
    assert scope.session.scalar(select(func.count()).select_from(TyreBookingRow)) == 1
    forget_old_bookings(replace(scope, now=NOW + timedelta(days=7, seconds=1)))
    assert scope.session.scalar(select(func.count()).select_from(TyreBookingRow)) == 0


def test_a_vehicle_is_remembered_with_its_latest_odometer(scope: Scope):
    record_vehicle(scope, replace(CLIO, odometer_km=52_000))
    record_vehicle(scope, CLIO)

    row = scope.session.scalars(select(VehicleRecord)).one()
    assert (row.plate, row.odometer_km) == ("AB-123-CD", 52_000)
    with pytest.raises(Refusal, match="52000"):
        record_vehicle(scope, replace(CLIO, odometer_km=50_000))
    record_vehicle(scope, replace(CLIO, odometer_km=50_000), confirmed=True)
    assert row.odometer_km == 50_000
