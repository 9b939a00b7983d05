"""Prices and limits of a day, visits priced and planned."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shop.db import Scope
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound, Refusal
from shop.tyres.domain.services import VisitMargins, list_shipped_services
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.queries import (
    find_vehicle,
    get_booking,
    get_limits,
    get_margins,
    get_service,
    list_services,
    plan_visit,
    quote_tyre_basket,
)
from shop.tyres.services.price_list import set_service_price
from tests.builders.tyres import (
    build_booking,
    build_limit,
    build_price_list,
    build_service,
    build_service_price,
    build_vehicle_record,
)

TODAY = date(2026, 11, 20)


def test_the_price_list_of_the_demonstration_is_the_shipped_one(scope: Scope):
    build_price_list(scope)

    assert list_services(scope.session, TODAY) == list_shipped_services()


def test_the_price_list_is_read_with_one_query(scope: Scope, count_queries: Callable[[], Any]):
    build_price_list(scope)

    with count_queries() as statements:
        list_services(scope.session, TODAY)

    assert len(statements) == 1


def test_a_price_changes_on_its_day(scope: Scope):
    row = build_service(scope.session)
    build_service_price(scope.session, row, cents=3000)
    build_service_price(scope.session, row, cents=3600, valid_from=date(2027, 1, 1))

    def gross(day: date) -> list[Money]:
        return [service.gross for service in list_services(scope.session, day)]

    assert gross(date(2026, 8, 31)) == []
    assert gross(date(2026, 12, 31)) == [Money(3000)]
    assert gross(date(2027, 1, 1)) == [Money(3600)]


def test_a_service_that_is_not_offered_is_not_found(scope: Scope):
    build_price_list(scope)

    assert get_service(scope.session, "dr4", TODAY).code == "DR4"
    with pytest.raises(NotFound):
        get_service(scope.session, "VIDANGE", TODAY)


def test_a_price_without_exact_net_is_refused(scope: Scope):
    build_price_list(scope)
    service = get_service(scope.session, "DR4", TODAY)

    with pytest.raises(Refusal, match="Choisissez 30,02 € ou 30,04 €"):
        set_service_price(scope, "DR4", Money(3003), service, TODAY)
    with pytest.raises(NotFound):
        set_service_price(scope, "VIDANGE", Money(3000), service, TODAY)


def test_a_visit_is_priced_with_its_main_service_first(scope: Scope):
    build_price_list(scope)

    quote = quote_tyre_basket(scope.session, {"valv": 2, "GARD4P": 1, "me1": 2, "DR4": 0}, TODAY)

    assert [(line.code, line.quantity, line.gross) for line in quote.lines] == [
        ("ME1", 2, Money(3600)),
        ("GARD4P", 1, Money(6000)),
        ("VALV", 2, Money(600)),
    ]
    assert quote.gross == Money(10200)
    assert quote.minutes == 90
    assert quote.needs == {"balancer": 1, "bay": 1, "instructor": 1, "tyre_changer": 1}
    assert quote.title.fr.startswith("2 × Montage")


def test_an_unknown_service_is_refused_by_its_field(scope: Scope):
    build_price_list(scope)

    with pytest.raises(Refusal, match="n’est plus proposée") as refused:
        quote_tyre_basket(scope.session, {"ME1": 1, "VIDANGE": 1}, TODAY)

    assert refused.value.field == "services"


def test_limits_of_law_come_from_the_numbers_of_law(scope: Scope):
    build_price_list(scope)

    limits = get_limits(scope.session, TODAY)

    assert (str(limits.tread_min_mm), limits.winter_first_day) == ("1.6", "11-01")
    assert get_margins(scope.session, TODAY) == VisitMargins(reception=10, buffer=10)


def test_a_newer_limit_holds_from_its_day(scope: Scope):
    build_price_list(scope)
    build_limit(scope.session, key="age_limit_years", value="8")

    assert get_limits(scope.session, TODAY).age_limit_years == 8
    assert get_limits(scope.session, date(2026, 8, 31)).age_limit_years == 10


def test_a_visit_is_planned_with_the_limits_of_the_day(scope: Scope):
    build_price_list(scope)

    plan = plan_visit(scope.session, {"ME1": 2}, Vehicle(tyre_front="205/55 R16 91V"), TODAY)

    assert (plan.planned_minutes, plan.slot_minutes) == (60, 75)
    assert plan.tyre is not None and plan.tyre.load_kg == 615


def test_vehicles_and_bookings_are_found_or_not(scope: Scope):
    build_vehicle_record(scope.session)
    build_booking(scope.session)

    known = find_vehicle(scope.session, "AB-123-CD")
    assert known is not None and known.title == "Renault Clio"
    assert find_vehicle(scope.session, "AB-123-CE") is None
    assert get_booking(scope.session, "jeton").quantities == {"ME1": 2}
    with pytest.raises(NotFound, match="Recommencez"):
        get_booking(scope.session, "autre")
