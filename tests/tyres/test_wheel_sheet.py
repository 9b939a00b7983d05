"""The wheel sheet proposes a verdict by tread, damage and age."""

from datetime import date
from decimal import Decimal

import pytest

from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.wheel_sheet import (
    POSITION_LABELS,
    WHEEL_FIELDS,
    WheelDecision,
    WheelPosition,
    WheelReading,
    axle_tread_difference,
    axles_beyond_difference,
    decide_wheel,
)

LIMITS = limits_at(list_shipped_limits(), date(2026, 11, 20))


def mm(*values: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


@pytest.mark.parametrize(
    ("reading", "decision"),
    [
        (WheelReading(treads_mm=mm("6", "6", "5.5"), age_years=4), WheelDecision.GREEN),
        (WheelReading(treads_mm=mm("6", "6", "3")), WheelDecision.ORANGE),
        (WheelReading(treads_mm=mm("6", "6", "1.6")), WheelDecision.ORANGE),
        (WheelReading(treads_mm=mm("6", "6", "1.5")), WheelDecision.RED),
        (WheelReading(treads_mm=mm("3.9"), is_winter_tyre=True), WheelDecision.ORANGE),
        (WheelReading(treads_mm=mm("3.9"), age_years=4), WheelDecision.GREEN),
        (WheelReading(treads_mm=mm("7"), is_damaged=True), WheelDecision.RED),
        (WheelReading(treads_mm=mm("7"), age_years=10), WheelDecision.ORANGE),
        (WheelReading(treads_mm=mm("7"), age_years=9), WheelDecision.GREEN),
        (WheelReading(treads_mm=mm("7")), WheelDecision.ORANGE),
    ],
)
def test_a_wheel_is_judged_by_its_worst_point(reading: WheelReading, decision: WheelDecision):
    assert decide_wheel(reading, LIMITS) is decision


def test_two_tyres_of_an_axle_may_differ_by_five_millimetres_and_no_more():
    treads = {
        WheelPosition.AVG: mm("8", "8", "8"),
        WheelPosition.AVD: mm("8", "4", "3"),
        WheelPosition.ARG: mm("8"),
        WheelPosition.ARD: mm("2.9"),
    }

    assert axle_tread_difference(treads[WheelPosition.AVG], treads[WheelPosition.AVD]) == 5
    assert axles_beyond_difference(treads, LIMITS) == ((WheelPosition.ARG, WheelPosition.ARD),)


def test_a_sheet_asks_three_treads_two_pressures_a_torque_and_a_decision():
    codes = [field.code for field in WHEEL_FIELDS]

    assert sum(code.startswith("tread_") for code in codes) == 3
    assert {"pressure_before", "pressure_after", "torque", "decision"} < set(codes)
    assert set(POSITION_LABELS) == set(WheelPosition)
