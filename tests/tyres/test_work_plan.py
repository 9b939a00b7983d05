"""Services become operations, checks and needs for the job card."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kernel.refusals import Refusal
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.services import ChosenService, SoldAs, list_shipped_services
from shop.tyres.domain.tables import read_table
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.domain.work_plan import TyreWorkPlan, plan_tyre_work, split_minutes

LIMITS = limits_at(list_shipped_limits(), date(2026, 11, 20))
SERVICES = {service.code: service for service in list_shipped_services()}
CAR = Vehicle(make="Renault", model="Clio", tyre_front="205/55 R16 91V", has_tpms=True)


def plan(vehicle: Vehicle = CAR, **quantities: int) -> TyreWorkPlan:
    chosen = [ChosenService(SERVICES[code], count) for code, count in quantities.items()]
    return plan_tyre_work(chosen, vehicle, LIMITS)


def test_two_tyres_fitted_go_through_the_whole_routing():
    work = plan(ME1=2, VALV=2)

    assert [operation.code for operation in work.operations] == [
        *("RECEIVE", "LIFT", "WHEEL_OFF", "INSPECT", "TYRE_OFF", "VALVE", "TYRE_ON"),
        *("INFLATE", "BALANCE", "WHEEL_ON", "LOWER", "TORQUE", "PRESSURE", "ROADWORTHY"),
    ]
    assert work.planned_minutes == 10 + 2 * 25 + 2 * 2
    assert work.slot_minutes == 75
    assert work.needs == {"balancer": 1, "bay": 1, "instructor": 1, "tyre_changer": 1}


def test_the_checks_of_a_fitting_carry_the_limits_of_the_law_and_the_trade():
    checks = {check.code: check for check in plan(ME1=2).checks}

    assert checks["TREAD"].lowest == Decimal("1.6")
    assert checks["TREAD_AXLE"].highest == 5
    assert checks["BALANCE"].highest == 5
    assert checks["TORQUE"].target is None
    assert checks["TORQUE"].accepts(Decimal(110)) is None
    assert {"RIGHT_TYRE", "VALVE", "DIRECTION", "SENSOR_LIGHT", "ROADWORTHY"} < set(checks)


def test_the_documentation_of_the_vehicle_bounds_torque_and_pressure():
    van = Vehicle(is_van=True, torque_nm=150, pressure_rear_bar=Decimal("3.5"))
    checks = {check.code: check for check in plan(van, ME1U=1).checks}

    torque = checks["TORQUE"]
    assert (torque.lowest, torque.target, torque.highest) == (144, 150, 156)
    assert (torque.accepts(Decimal(156)), torque.accepts(Decimal(157))) == (True, False)
    rear = checks["PRESSURE_REAR"]
    assert (rear.lowest, rear.highest) == (Decimal("3.4"), Decimal("3.6"))
    assert checks["PRESSURE_FRONT"].target is None
    assert checks["BALANCE"].highest == 10
    assert "SENSOR_LIGHT" not in checks


def test_an_adult_closes_every_visit_that_touches_a_wheel():
    wheel_work = [code for code, s in SERVICES.items() if s.sold_as is SoldAs.ALONE]

    for code in wheel_work:
        last = plan(**{code: 1}).operations[-1]
        assert (last.code, last.adult_only) == ("ROADWORTHY", True)


def test_machines_that_need_a_clearance_are_named():
    machines = {op.code: op.machine for op in plan(ME1=1).operations if op.machine}

    assert machines == {
        "LIFT": "LIFT",
        "WHEEL_OFF": "IMPACT_WRENCH",
        "TYRE_OFF": "TYRE_CHANGER",
        "TYRE_ON": "TYRE_CHANGER",
        "INFLATE": "INFLATION",
        "BALANCE": "BALANCER",
        "LOWER": "LIFT",
    }


def test_a_storage_alone_is_received_and_stored():
    assert [op.code for op in plan(GARD4R=1).operations] == ["RECEIVE", "STORE"]


def test_an_add_on_alone_makes_no_plan():
    with pytest.raises(Refusal):
        plan(VALV=1)


def test_a_plan_comes_back_from_its_data():
    work = plan(ME1=4, RFT=4, TPMSK=4, TPMSP=1, GARD4P=1, RECY=2)

    assert TyreWorkPlan.from_data(json.loads(json.dumps(work.to_data()))) == work


def test_every_service_has_a_routing_of_a_hundred_percent_over_known_operations():
    operations = {row["code"] for row in read_table("operations")}
    shares: dict[str, int] = {}
    for row in read_table("routings"):
        assert row["operation"] in operations
        shares[row["service"]] = shares.get(row["service"], 0) + int(row["share"])

    assert shares == dict.fromkeys(SERVICES, 100)


@given(
    minutes=st.integers(0, 600),
    shares=st.dictionaries(
        st.sampled_from("ABCDEFGHIJKL"), st.integers(1, 100), min_size=1, max_size=12
    ),
)
def test_minutes_are_split_without_losing_any(minutes: int, shares: dict[str, int]):
    parts = split_minutes(minutes, shares)

    assert sum(parts.values()) == minutes
    assert set(parts) == set(shares)
    assert min(parts.values()) >= (1 if minutes >= len(shares) else 0)


@given(
    st.dictionaries(
        st.sampled_from([c for c, s in SERVICES.items() if s.sold_as is not SoldAs.ADD_ON]),
        st.just(1),
        min_size=1,
        max_size=4,
    )
)
def test_planned_minutes_are_the_services_and_the_reception(quantities: dict[str, int]):
    work = plan(**quantities)

    services = sum(choice.minutes for choice in work.services)
    assert work.planned_minutes == services + 10
    assert work.slot_minutes >= work.planned_minutes
    assert work.slot_minutes % 15 == 0


@pytest.mark.parametrize(
    ("vehicle", "service", "adults"),
    [
        (CAR, "ME1", set()),
        (Vehicle(tyre_front="225/70 R15C 112/110S", is_van=True), "ME1U", {"INFLATE"}),
        (Vehicle(tyre_front="LT245/75R16 120/116S"), "ME1", {"INFLATE"}),
        (Vehicle(is_van=True), "ME1U", {"INFLATE"}),
        (Vehicle(pressure_rear_bar=Decimal("4.5")), "ME1", set()),
        (Vehicle(pressure_rear_bar=Decimal("4.6")), "ME1", {"INFLATE", "PRESSURE"}),
    ],
)
def test_a_strong_tyre_or_a_high_pressure_is_for_an_adult(
    vehicle: Vehicle, service: str, adults: set[str]
) -> None:
    work = plan(vehicle, **{service: 2})

    alone = {op.code for op in work.operations if op.adult_only}
    assert alone == adults | {"ROADWORTHY"}


def test_whoever_inflates_reads_the_limits_of_the_bench():
    cautions = {
        is_van: next(
            op.caution for op in plan(Vehicle(is_van=is_van), **{code: 1}).operations
            if op.code == "INFLATE"
        )
        for is_van, code in ((False, "ME1"), (True, "ME1U"))
    }  # fmt: skip

    assert cautions[False] and "3,3 bar au plus" in cautions[False].fr
    assert cautions[True] and "au-dessus de 4,5 bar dans la cage" in cautions[True].fr


def test_every_wheel_is_read_and_its_tread_in_three_points():
    checks = {check.code: check for check in plan(ME1=2).checks}

    assert [point.fr for point in checks["TREAD"].points] == ["extérieur", "milieu", "intérieur"]
    assert {"MARKING", "DOT", "TREAD", "PRESSURE_BEFORE", "BRAKES", "WEAR", "FLANK"} < set(checks)
    assert checks["BRAKES"].adult_only
    assert [code for code, check in checks.items() if check.is_noted] == ["PRESSURE_BEFORE"]
