"""Days written for people, in both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from shop.web.filters import write_day, write_day_of_year, write_instant, write_week
from shop.web.language import speaking

FIRST = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("write", "french", "english"),
    [
        (write_day, "mardi 1er décembre 2026", "Tuesday, 1 December 2026"),
        (write_day_of_year, "1er décembre", "1 December"),
        (write_week, "semaine du 1er décembre", "week of 1 December"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(
    app: Flask, write: Callable[[date], str], french: str, english: str
):
    with app.test_request_context():
        assert write(FIRST) == french
        with speaking("en"):
            assert write(FIRST) == english


def test_the_other_days_are_plain_numbers(app: Flask):
    with app.test_request_context():
        assert write_day(date(2026, 12, 11)) == "vendredi 11 décembre 2026"
        assert write_day_of_year(date(2026, 12, 21)) == "21 décembre"


def test_an_instant_is_of_the_day_it_is_in_paris(app: Flask):
    with app.test_request_context():
        late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
        assert write_instant(late) == "1er décembre 2026 à 00:30"
        assert write_instant(late.replace(hour=22)) == "30 novembre 2026 à 23:30"
        with speaking("en"):
            assert write_instant(late) == "1 December 2026 at 00:30"
