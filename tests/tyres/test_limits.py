"""Limits are dated rows read at a day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shop.tyres.domain.limits import limits_at, list_shipped_limits

TODAY = date(2026, 11, 20)


def test_the_shipped_limits_say_what_the_law_says():
    limits = limits_at(list_shipped_limits(), TODAY)

    assert limits.tread_min_mm == Decimal("1.6")
    assert limits.tread_max_diff_axle_mm == Decimal(5)
    assert limits.winter_snow_flake_only_from == date(2024, 11, 1)


def test_a_newer_row_replaces_the_older_one_from_its_day():
    rows = list(list_shipped_limits())
    old = next(row for row in rows if row.key == "tread_min_mm")
    rows.append(replace(old, value="2.0", valid_from=date(2027, 1, 1)))

    assert limits_at(rows, date(2026, 12, 31)).tread_min_mm == Decimal("1.6")
    assert limits_at(rows, date(2027, 1, 1)).tread_min_mm == Decimal("2.0")


def test_a_limit_without_a_row_is_named():
    rows = [row for row in list_shipped_limits() if row.key != "age_limit_years"]

    with pytest.raises(KeyError, match="age_limit_years"):
        limits_at(rows, TODAY)


def test_a_row_that_has_ended_holds_no_more():
    row = replace(list_shipped_limits()[0], valid_to=date(2025, 12, 31))

    assert row.holds_on(date(2025, 12, 31))
    assert not row.holds_on(date(2026, 1, 1))
