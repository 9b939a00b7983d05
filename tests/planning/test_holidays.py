"""Public holidays follow Easter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.planning.domain.holidays import easter, public_holidays


@pytest.mark.parametrize(
    "sunday",
    [
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2049, 4, 18),
    ],
)
def test_easter_falls_on_the_known_sundays(sunday: date):
    assert easter(sunday.year) == sunday


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_between_its_two_limits(year: int):
    sunday = easter(year)

    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_the_year_2027_has_its_eleven_holidays():
    assert public_holidays(2027) == {
        date(2027, 1, 1): "Jour de l’An",
        date(2027, 3, 29): "Lundi de Pâques",
        date(2027, 5, 1): "Fête du Travail",
        date(2027, 5, 6): "Ascension",
        date(2027, 5, 8): "Victoire 1945",
        date(2027, 5, 17): "Lundi de Pentecôte",
        date(2027, 7, 14): "Fête nationale",
        date(2027, 8, 15): "Assomption",
        date(2027, 11, 1): "Toussaint",
        date(2027, 11, 11): "Armistice 1918",
        date(2027, 12, 25): "Noël",
    }


def test_ascension_on_the_first_of_may_keeps_ten_days():
    assert len(public_holidays(2008)) == 10
