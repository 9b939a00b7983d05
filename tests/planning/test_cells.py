"""Cells of 15 minutes, on usual days and when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.planning.domain.cells import (
    CELL,
    cells_between,
    cells_from,
    count_cells,
    is_cell_start,
    next_cell,
    paris_time,
)

WHOLE_DAY = (time(0), time(0))


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2026, 11, 20), 96), (date(2027, 3, 28), 92), (date(2026, 10, 25), 100)],
)
def test_a_day_has_as_many_cells_as_it_lasts(day: date, count: int):
    cells = cells_between(day, *WHOLE_DAY)

    assert len(cells) == count
    assert all(after - before == CELL for before, after in pairwise(cells))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 10, 23), datetime(2026, 10, 23, 6, 0, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),
        (date(2027, 3, 26), datetime(2027, 3, 26, 7, 0, tzinfo=UTC)),
        (date(2027, 3, 29), datetime(2027, 3, 29, 6, 0, tzinfo=UTC)),
    ],
)
def test_eight_o_clock_at_the_school_follows_the_clock_change(day: date, first: datetime):
    cells = cells_between(day, time(8), time(12))

    assert cells[0] == first
    assert [paris_time(cells[0]), paris_time(cells[-1]), len(cells)] == ["08:00", "11:45", 16]


def test_the_skipped_hour_gives_no_cell_and_the_repeated_one_gives_eight():
    assert cells_between(date(2027, 3, 28), time(2), time(3)) == ()
    assert len(cells_between(date(2026, 10, 25), time(2), time(3))) == 8


def test_a_duration_covers_started_cells():
    start = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

    assert cells_from(start, 40) == (start, start + CELL, start + 2 * CELL)
    assert [count_cells(minutes) for minutes in (0, 1, 15, 16)] == [0, 1, 1, 2]


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - aware by timezones=
def test_the_next_cell_starts_within_a_quarter_of_an_hour(instant: datetime):
    found = next_cell(instant)

    assert is_cell_start(found)
    assert timedelta(0) <= found - instant < CELL
