"""Diameter and circumference of a tyre, against worked examples."""

from decimal import Decimal

import pytest

from shop.tyres.domain.geometry import diameter_difference_percent, tyre_geometry

ORIGINAL = tyre_geometry(205, 55, Decimal(16))


@pytest.mark.parametrize(
    ("width", "aspect", "rim", "wall", "diameter", "around", "turns"),
    [
        (205, 55, 16, 112.8, 631.9, 1985, 503.7),
        (195, 65, 15, 126.8, 634.5, 1993, 501.7),
        (225, 45, 17, 101.3, 634.3, 1993, 501.8),
    ],
)
def test_the_worked_sizes_have_their_lengths(
    width: int, aspect: int, rim: int, wall: float, diameter: float, around: float, turns: float
):
    tyre = tyre_geometry(width, aspect, Decimal(rim))

    assert tyre.side_wall == pytest.approx(wall, abs=0.06)
    assert tyre.diameter == pytest.approx(diameter, abs=0.06)
    assert tyre.circumference == pytest.approx(around, abs=0.6)
    assert tyre.turns_per_km == pytest.approx(turns, abs=0.1)


@pytest.mark.parametrize(("size", "percent"), [((195, 65, 15), 0.41), ((225, 45, 17), 0.38)])
def test_a_substitute_differs_by_the_worked_percentage(size: tuple[int, int, int], percent: float):
    substitute = tyre_geometry(size[0], size[1], Decimal(size[2]))

    assert diameter_difference_percent(substitute, ORIGINAL) == pytest.approx(percent, abs=0.005)


def test_a_size_without_aspect_counts_82_percent():
    assert tyre_geometry(155, None, Decimal(13)) == tyre_geometry(155, 82, Decimal(13))
