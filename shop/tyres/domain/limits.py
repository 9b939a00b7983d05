"""Limits of law and of the trade, as dated rows read at a given day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shop.tyres.domain.services import VisitMargins
from shop.tyres.domain.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """One value and the days it holds; `valid_to` is included, None means until further notice."""

    key: str
    value: str
    unit: str
    valid_from: date
    valid_to: date | None
    status: str
    source: str
    comment: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreLimits:
    """The limits the checks compare with, all read at the same day."""

    tread_min_mm: Decimal
    tread_max_diff_axle_mm: Decimal
    tread_advice_mm: Decimal
    tread_advice_winter_mm: Decimal
    tread_uneven_mm: Decimal
    balance_residual_car_g: Decimal
    balance_residual_van_g: Decimal
    pressure_tolerance_bar: Decimal
    pressure_low_bar: Decimal
    cage_pressure_bar: Decimal
    seating_pressure_bar: Decimal
    torque_tolerance_percent: Decimal
    retorque_from_km: Decimal
    retorque_to_km: Decimal
    age_check_years: Decimal
    age_limit_years: Decimal
    diameter_max_diff_percent: Decimal
    winter_first_day: str
    winter_last_day: str
    winter_snow_flake_only_from: date


LONG_BEFORE = 24  # a school that has set nothing

# Numbers of law the school keeps with its other numbers of law: ours, and its name there.
LAW_KEYS = {
    "tread_min_mm": "tread_min_mm",
    "tread_max_diff_axle_mm": "tread_max_diff_axle_mm",
    "winter_first_day": "mountain_law_start",
    "winter_last_day": "mountain_law_end",
    "winter_snow_flake_only_from": "mountain_law_3pmsf_only_from",
}


def list_shipped_limits() -> tuple[LimitRow, ...]:
    """List the rows of the data file, proposed to a new school."""
    return tuple(
        LimitRow(
            key=row["key"],
            value=row["value"],
            unit=row["unit"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            status=row["status"],
            source=row["source"],
            comment=row["comment"],
        )
        for row in read_table("limits")
    )


def fill_with_shipped(rows: Iterable[LimitRow]) -> tuple[LimitRow, ...]:
    """Return the rows with the shipped ones of every key that the school has not set."""
    own = tuple(rows)
    keys = {row.key for row in own}
    return (*own, *(row for row in list_shipped_limits() if row.key not in keys))


def margins_at(rows: Iterable[LimitRow], day: date) -> VisitMargins:
    """Return the minutes around the work in force on a day."""
    held = _held_at(rows, day)
    return VisitMargins(
        reception=int(held["visit_reception_minutes"]), buffer=int(held["visit_buffer_minutes"])
    )


def change_hours_at(rows: Iterable[LimitRow], day: date) -> int:
    """Return how many hours before it a visit may still be given up for nothing."""
    return int(_held_at(rows, day).get("visit_change_hours", LONG_BEFORE))


def _held_at(rows: Iterable[LimitRow], day: date) -> dict[str, str]:
    latest = sorted((row for row in rows if row.holds_on(day)), key=lambda row: row.valid_from)
    return {row.key: row.value for row in latest}


def limits_at(rows: Iterable[LimitRow], day: date) -> TyreLimits:
    """Return the limits in force on a day; KeyError names the one that has no row."""
    held = _held_at(rows, day)
    amounts = {
        name: Decimal(held[name])
        for name in TyreLimits.__dataclass_fields__
        if not name.startswith("winter_")
    }
    return TyreLimits(
        **amounts,
        winter_first_day=held["winter_first_day"],
        winter_last_day=held["winter_last_day"],
        winter_snow_flake_only_from=date.fromisoformat(held["winter_snow_flake_only_from"]),
    )
