"""Load indices and speed symbols follow the tables of the trade."""

import pytest

from shop.tyres.domain.ratings import find_load_kg, find_speed, list_loads, list_speeds


@pytest.mark.parametrize(
    ("index", "kg"), [(60, 250), (82, 475), (91, 615), (100, 800), (120, 1400), (126, 1700)]
)
def test_a_load_index_gives_its_load(index: int, kg: int):
    assert find_load_kg(index) == kg


@pytest.mark.parametrize("index", [0, 59, 127])
def test_an_index_outside_the_table_gives_nothing(index: int):
    assert find_load_kg(index) is None


def test_loads_rise_and_follow_the_exponential_law_within_two_percent():
    loads = list_loads()

    assert [kg for _, kg in loads] == sorted(kg for _, kg in loads)
    for index, kg in loads:
        assert abs(45 * 10 ** (index / 80) / kg - 1) < 0.02


def test_h_is_faster_than_u():
    u, h = find_speed("U"), find_speed("h")
    assert u is not None and h is not None
    assert (u.max_kmh, h.max_kmh) == (200, 210)
    assert h.rank > u.rank


def test_speeds_rise_up_to_the_one_without_limit():
    speeds = [symbol.max_kmh for symbol in list_speeds()]

    assert speeds[-1] is None
    assert speeds[:-1] == sorted(speed for speed in speeds if speed is not None)


@pytest.mark.parametrize("code", ["I", "O", "X", "Z", ""])
def test_letters_that_are_no_symbol_are_unknown(code: str):
    assert find_speed(code) is None
