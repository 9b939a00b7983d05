"""The wheel sheet proposes a verdict by tread, damage and age."""

from datetime import date
from decimal import Decimal

import pytest

from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.wheel_findings import decide_wheel, find_on_wheel
from shop.tyres.domain.wheel_sheet import (
    POSITION_LABELS,
    WearPattern,
    WheelDecision,
    WheelPosition,
    WheelReading,
    axle_tread_difference,
    axles_beyond_difference,
    wear_pattern,
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


@pytest.mark.parametrize(
    ("points", "pattern"),
    [
        (mm("6", "6", "6"), WearPattern.EVEN),
        (mm("6", "5", "4.6"), WearPattern.EVEN),
        (mm("4", "6", "6.5"), WearPattern.OUTER),
        (mm("6", "5.5", "4.5"), WearPattern.INNER),
        (mm("4", "6", "4.2"), WearPattern.EDGES),
        (mm("6", "4", "6"), WearPattern.MIDDLE),
        (mm("2"), WearPattern.EVEN),
    ],
)
def test_three_points_tell_where_a_tyre_wears(
    points: tuple[Decimal, ...], pattern: WearPattern
) -> None:
    assert wear_pattern(points, LIMITS) is pattern


def test_the_gravest_finding_comes_first_and_makes_the_verdict():
    reading = WheelReading(
        treads_mm=mm("1.2", "4", "4"),
        age_years=6,
        has_worn_brakes=True,
        pressure_before=Decimal("1.6"),
        pressure_target=Decimal("2.3"),
    )

    assert [(one.decision, one.sentence.fr) for one in find_on_wheel(reading, LIMITS)] == [
        (
            WheelDecision.RED,
            "Il reste 1,2 mm de gomme : la loi demande 1,6 mm. Remplacez ce pneu.",
        ),
        (
            WheelDecision.ORANGE,
            "Le pneu est plus usé à l’extérieur : faites contrôler la géométrie.",
        ),
        (
            WheelDecision.ORANGE,
            "Les freins montrent de l’usure : faites-les contrôler par un garage.",
        ),
        (WheelDecision.GREEN, "Ce pneu a 6 ans : faites-le contrôler chaque année."),
        (
            WheelDecision.GREEN,
            "Il y avait 1,6 bar à l’arrivée au lieu de 2,3 bar : "
            "contrôlez la pression chaque mois.",
        ),
    ]


@pytest.mark.parametrize(
    ("is_winter", "decision"), [(False, WheelDecision.GREEN), (True, WheelDecision.ORANGE)]
)
def test_a_winter_tyre_is_advised_upon_earlier(is_winter: bool, decision: WheelDecision) -> None:
    reading = WheelReading(treads_mm=mm("4", "4.2", "4"), age_years=2, is_winter_tyre=is_winter)

    assert decide_wheel(reading, LIMITS) is decision


def test_every_wheel_has_its_name():
    assert set(POSITION_LABELS) == set(WheelPosition)
