"""The vehicle survives its storage; its odometer is plausible."""

from decimal import Decimal

import pytest

from shop.kernel.refusals import Refusal
from shop.tyres.domain.vehicles import RimKind, Vehicle, check_odometer


def test_a_vehicle_comes_back_from_its_data():
    vehicle = Vehicle(
        make="Renault",
        model="Clio",
        year=2019,
        plate="AB-123-CD",
        tyre_front="205/55 R16 91V",
        has_tpms=True,
        rims=RimKind.ALLOY,
        torque_nm=110,
        pressure_front_bar=Decimal("2.3"),
    )

    assert Vehicle.from_data(vehicle.to_data()) == vehicle
    assert vehicle.title == "Renault Clio"


@pytest.mark.parametrize("km", [-1, 2_000_000])
def test_an_impossible_odometer_is_refused(km: int):
    with pytest.raises(Refusal, match="1 999 999"):
        check_odometer(km, None)


def test_an_odometer_that_goes_back_must_be_confirmed():
    with pytest.raises(Refusal, match="52000 km"):
        check_odometer(50_000, 52_000)

    assert check_odometer(50_000, 52_000, confirmed=True) == 50_000
    assert check_odometer(52_000, 52_000) == 52_000
