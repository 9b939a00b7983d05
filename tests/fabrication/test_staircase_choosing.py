"""Which staircase is made, and which ones a customer may choose from."""

from typing import Any

import pytest

from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.registry import FAMILIES
from shop.fabrication.staircase.choosing import Merit, choose_staircase, propose
from shop.fabrication.staircase.spec import Context, Flights
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_staircase_spec

BASIS = starting_basis()
ENGINE = FAMILIES["staircase"]


def offered(**changes: Any) -> list[tuple[int, tuple[Merit, ...], bool]]:  # noqa: ANN401 any field
    found = propose(build_staircase_spec(**changes), BASIS)
    return [(one.steps.risers, one.merits, one.is_chosen) for one in found]


def test_the_best_comes_first_and_each_says_what_speaks_for_it() -> None:
    assert offered(height=1900.0) == [
        (11, (Merit.NATURAL, Merit.SHORT), True),
        (12, (), False),
        (13, (Merit.GENTLE, Merit.DEEP), False),
    ]


def test_with_a_given_run_fewer_risers_leave_more_room_for_the_foot() -> None:
    found = offered(height=2000.0, run=2400.0, context=Context.INDUSTRIAL, width=800.0)

    assert found == [(11, (Merit.NATURAL,), True)]


def test_a_chosen_staircase_is_shown_even_when_it_is_not_among_the_best() -> None:
    [*best, chosen] = offered(height=1900.0, risers=14)

    assert [risers for risers, _, _ in best] == [11, 12, 13]
    assert chosen[0] == 14
    assert [is_chosen for _, _, is_chosen in (*best, chosen)] == [False, False, False, True]


def test_risers_that_do_not_fit_choose_nothing() -> None:
    found = offered(height=1900.0, risers=30)

    assert [is_chosen for _, _, is_chosen in found] == [False, False, False]


def test_what_cannot_be_read_or_climbed_proposes_nothing() -> None:
    assert offered(height=1e9) == []
    assert offered(height=2800.0, run=2500.0) == []


@pytest.mark.parametrize("context", list(Context))
@pytest.mark.parametrize("flights", [Flights.STRAIGHT, Flights.QUARTER_LEFT])
@pytest.mark.parametrize("height", [640.0, 1870.0, 2730.0, 3400.0])
def test_every_staircase_proposed_can_be_made(
    context: Context, flights: Flights, height: float
) -> None:
    wish = {"context": context, "flights": flights, "height": height, "width": 1200.0}

    for one in propose(build_staircase_spec(**wish), BASIS):
        spec = build_staircase_spec(**wish, risers=one.steps.risers)
        assert choose_staircase(spec, BASIS).steps == one.steps


def test_steps_too_long_for_a_bar_give_way_to_the_next_best() -> None:
    short = choose_staircase(build_staircase_spec(height=2900.0), BASIS)
    with pytest.raises(SpecRefused) as refused:
        ENGINE.fabricate(build_staircase_spec(height=2800.0, risers=18), BASIS)

    assert short.steps.risers == 17
    assert [finding.code for finding in refused.value.findings] == ["staircase.needs_landing"]
