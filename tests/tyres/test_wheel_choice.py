"""The fitting services chosen are those the tyres of the vehicle need."""

import pytest

from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.domain.wheel_choice import WrongFitting, find_wrong_fitting

SMALL, LARGE, VAN = "205/55 R16 91V", "225/40 R18 92Y", "225/70 R15C 112/110S"


@pytest.mark.parametrize(
    ("quantities", "front", "rear"),
    [
        ({"ME1": 4}, SMALL, ""),
        ({"ME1L": 4}, LARGE, ""),
        ({"ME1U": 2}, VAN, ""),
        ({"ME1": 4}, "", ""),
        ({"ME1": 2}, SMALL, LARGE),
        ({"ME1L": 2}, SMALL, LARGE),
        ({"ME1": 2, "ME1L": 2}, SMALL, LARGE),
        ({"ME1": 2}, "", LARGE),
        ({"ME1": 4}, "illisible", ""),
        ({"DR4": 1, "REPC": 2}, LARGE, ""),
    ],
)
def test_a_service_may_be_chosen_for_each_wheel_that_needs_it(
    quantities: dict[str, int], front: str, rear: str
):
    assert find_wrong_fitting(quantities, Vehicle(tyre_front=front, tyre_rear=rear)) is None


@pytest.mark.parametrize(
    ("quantities", "front", "rear", "found"),
    [
        ({"ME1": 4}, LARGE, "", WrongFitting("tyre_front", "225/40 R18", "ME1L")),
        ({"ME1": 1}, LARGE, "", WrongFitting("tyre_front", "225/40 R18", "ME1L")),
        ({"ME1L": 1}, SMALL, "", WrongFitting("tyre_front", "205/55 R16", "ME1")),
        ({"ME1": 2}, VAN, "", WrongFitting("tyre_front", "225/70 R15C", "ME1U")),
        ({"ME1": 4}, SMALL, LARGE, WrongFitting("tyre_rear", "225/40 R18", "ME1L")),
        ({"ME1": 3}, "", LARGE, WrongFitting("tyre_rear", "225/40 R18", "ME1L")),
        ({"ME1": 3, "ME1L": 1}, SMALL, LARGE, WrongFitting("tyre_rear", "225/40 R18", "ME1L")),
    ],
)
def test_a_service_chosen_for_a_wheel_of_another_kind_names_the_tyre_and_what_it_needs(
    quantities: dict[str, int], front: str, rear: str, found: WrongFitting
):
    assert find_wrong_fitting(quantities, Vehicle(tyre_front=front, tyre_rear=rear)) == found
