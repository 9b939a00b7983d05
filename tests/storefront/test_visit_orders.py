"""A prepared visit becomes one order that holds its place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from shop.db import Scope
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.orders.domain import CustomerKind, DeliveryKind, Origin, PaymentMeans
from shop.orders.models import Order
from shop.orders.queries import get_order
from shop.planning.models import CapacityCell
from shop.planning.queries import find_hold
from shop.planning.services.holds import release_expired_holds, release_hold
from shop.storefront.visit_orders import asks_early_service, order_key_of, order_visit
from shop.storefront.visits import choose_slot
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.domain.work_plan import TyreWorkPlan
from shop.tyres.queries import get_booking, get_service
from shop.tyres.services.bookings import HOLDER_PREFIX, note_customer, set_vehicle, start_booking
from shop.tyres.services.price_list import set_service_price
from tests.builders.orders import a_customer
from tests.builders.planning import TUESDAY_EIGHT, build_open_hours
from tests.builders.tyres import build_price_list
from tests.conftest import NOW

RESOURCES = {"bay": 1, "tyre_changer": 1, "balancer": 1, "instructor": 2}
TOTAL = Money(4200)


@pytest.fixture
def shop(scope: Scope) -> Iterator[Scope]:
    build_price_list(scope)
    build_open_hours(scope.session, capacities=RESOURCES)
    yield scope


@pytest.fixture
def token(shop: Scope) -> str:
    made = start_booking(shop, {"ME1": 2, "VALV": 2}, one_time_key="k")
    set_vehicle(shop, made, Vehicle(plate="AB123CD", tyre_front="205/55 R16 91V"))
    choose_slot(shop, made, TUESDAY_EIGHT)
    note_customer(shop, made, a_customer().to_data())
    return made


def order(scope: Scope, token: str, seen_total: Money = TOTAL) -> int:
    placed = order_visit(
        scope,
        token,
        seen_total=seen_total,
        means=PaymentMeans.ON_SITE,
        terms_version="1",
        agreed_sentences=("oui",),
        language="fr",
    )
    return placed.order_id


def used(scope: Scope) -> int:
    return int(scope.session.scalar(select(func.sum(CapacityCell.used))) or 0)


def test_a_visit_becomes_one_root_line_with_its_plan(shop: Scope, token: str):
    made = get_order(shop.session, order(shop, token))

    assert (made.origin, made.delivery.kind) == (Origin.TYRES, DeliveryKind.FITTING)
    assert made.payable == TOTAL
    (root,) = made.root_lines
    assert (root.product_key, root.quantity, root.unit_gross) == ("tyres:ME1", 2, Money(1800))
    assert [line.product_key for line in made.children_of(root.id)] == ["tyres:VALV"]
    plan = TyreWorkPlan.from_data(root.result)
    assert (plan.slot_minutes, plan.vehicle.plate) == (75, "AB-123-CD")
    assert made.due_on == date(2026, 11, 24)


def test_the_place_goes_to_the_order_and_no_longer_expires_with_the_visit(shop: Scope, token: str):
    order(shop, token)

    booking = get_booking(shop.session, token)
    late = replace(shop, now=NOW + timedelta(days=1))
    assert release_expired_holds(late, HOLDER_PREFIX) == 0
    assert find_hold(shop.session, booking.holder_key) is None
    assert find_hold(shop.session, order_key_of(booking)) is not None
    assert used(shop) == 4 * 5


def test_a_double_click_comes_back_to_the_same_order(shop: Scope, token: str):
    first, second = order(shop, token), order(shop, token)

    assert first == second
    assert shop.session.scalar(select(func.count()).select_from(Order)) == 1


def test_a_price_that_changed_meanwhile_is_told(shop: Scope, token: str):
    service = get_service(shop.session, "ME1", date(2026, 11, 20))
    set_service_price(shop, "ME1", Money(1860), service, date(2026, 11, 20))

    with pytest.raises(Refusal, match="Le prix vient de changer"):
        order(shop, token)


def test_a_place_given_back_meanwhile_is_refused(shop: Scope, token: str):
    release_hold(shop, get_booking(shop.session, token).holder_key)

    with pytest.raises(Refusal, match="n’est plus réservé"):
        order(shop, token)


def test_an_unfinished_visit_is_not_ordered(shop: Scope):
    token = start_booking(shop, {"ME1": 2}, one_time_key="k")

    with pytest.raises(Refusal, match="Terminez les étapes"):
        order(shop, token)


def test_only_a_consumer_who_comes_soon_asks_for_the_work_before_fourteen_days(shop: Scope):
    soon, later = NOW + timedelta(days=14), NOW + timedelta(days=15)
    company = a_customer(kind=CustomerKind.PRO)

    assert asks_early_service(shop.session, a_customer(), soon, NOW)
    assert not asks_early_service(shop.session, a_customer(), later, NOW)
    assert not asks_early_service(shop.session, company, soon, NOW)
