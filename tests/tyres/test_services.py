"""Services: what is sold alone, what adds on, how long it takes, what it needs."""

import pytest

from shop.kernel.refusals import Refusal
from shop.tyres.domain.services import (
    ChosenService,
    ServiceFamily,
    SoldAs,
    TyreService,
    VisitMargins,
    check_choice,
    list_shipped_services,
    resource_needs,
    slot_minutes,
)

SERVICES = {service.code: service for service in list_shipped_services()}


def chosen(**quantities: int) -> tuple[ChosenService, ...]:
    return tuple(ChosenService(SERVICES[code], count) for code, count in quantities.items())


def test_every_row_of_the_trade_table_is_sold():
    assert set(SERVICES) == {
        *("DR4", "PERM4", "ME1", "ME1L", "ME1U", "RFT", "EQ1", "VALV"),
        *("TPMSK", "TPMSP", "REPC", "GARD4P", "GARD4R", "CTRL", "RECY"),
    }
    assert {s.code for s in SERVICES.values() if s.sold_as is SoldAs.STORAGE} == {
        "GARD4P",
        "GARD4R",
    }
    assert {s.code for s in SERVICES.values() if s.sold_as is SoldAs.ADD_ON} == {
        *("RFT", "VALV", "TPMSK", "RECY")
    }
    assert {s.family for s in SERVICES.values()} == set(ServiceFamily)


def test_a_repair_says_what_happens_when_it_cannot_be_done():
    said = SERVICES["REPC"].summary.fr
    assert said.endswith("Si le pneu n’est pas réparable, nous vous le disons.")


@pytest.mark.parametrize("code", sorted(SERVICES))
def test_every_price_has_an_exact_net_at_twenty_percent(code: str):
    assert SERVICES[code].gross.cents % 6 == 0


@pytest.mark.parametrize("code", sorted(SERVICES))
def test_a_service_comes_back_from_its_data(code: str):
    assert TyreService.from_data(SERVICES[code].to_data()) == SERVICES[code]


@pytest.mark.parametrize("code", sorted(SERVICES))
def test_an_add_on_names_services_that_exist(code: str):
    service = SERVICES[code]

    assert set(service.goes_with) <= set(SERVICES)
    assert bool(service.goes_with) is (service.sold_as is SoldAs.ADD_ON)


@pytest.mark.parametrize(
    ("quantities", "minutes"),
    [
        ({"ME1": 2, "VALV": 2}, 75),
        ({"DR4": 1}, 60),
        ({"CTRL": 1}, 45),
        ({"ME1": 4}, 120),
        ({"ME1": 4, "VALV": 4, "TPMSP": 1}, 150),
        ({"GARD4R": 1}, 45),
    ],
)
def test_a_visit_lasts_its_work_and_two_margins_rounded_up_to_a_quarter(
    quantities: dict[str, int], minutes: int
):
    assert slot_minutes(chosen(**quantities)) == minutes


def test_margins_are_the_schools_choice():
    assert slot_minutes(chosen(DR4=1), VisitMargins(reception=0, buffer=0)) == 45


@pytest.mark.parametrize(
    ("quantities", "needs"),
    [
        ({"ME1": 2}, {"balancer": 1, "bay": 1, "instructor": 1, "tyre_changer": 1}),
        ({"DR4": 1}, {"bay": 1, "instructor": 1}),
        ({"GARD4R": 1}, {"instructor": 1}),
        ({"TPMSP": 1, "CTRL": 1}, {"bay": 1, "diag_tool": 1, "instructor": 1}),
    ],
)
def test_a_visit_needs_the_resources_of_all_its_services_and_a_teacher(
    quantities: dict[str, int], needs: dict[str, int]
):
    assert resource_needs(chosen(**quantities)) == needs


@pytest.mark.parametrize(
    ("quantities", "sentence"),
    [
        ({}, "au moins une prestation"),
        ({"VALV": 1}, "au moins une prestation"),
        ({"DR4": 1, "VALV": 1}, "s’ajoute à un montage"),
        ({"ME1": 5}, "de 1 à 4"),
        ({"ME1": 0}, "de 1 à 4"),
        ({"ME1": 3, "REPC": 2}, "4 roues"),
    ],
)
def test_a_choice_that_makes_no_visit_is_refused_in_words(
    quantities: dict[str, int], sentence: str
):
    with pytest.raises(Refusal, match=sentence) as refused:
        check_choice(chosen(**quantities))

    assert refused.value.field == "services"


def test_a_choice_that_makes_a_visit_is_kept():
    choice = chosen(ME1=2, VALV=2, GARD4P=1)

    assert check_choice(choice) == choice
