"""What may be fitted on a vehicle: load, speed, axle, winter."""

from datetime import date

import pytest

from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.fitment import Severity, check_axle, check_fitment, check_winter
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.marking import TyreMarking

TODAY = date(2026, 11, 20)
LIMITS = limits_at(list_shipped_limits(), TODAY)
LES_ROUSSES = "39470"


def tyre(typed: str) -> TyreMarking:
    read = decode_marking(typed)
    assert isinstance(read, TyreMarking)
    return read


@pytest.mark.parametrize(
    ("fitted", "original", "findings"),
    [
        ("205/55 R16 91V", "205/55 R16 91V", []),
        ("205/55 R16 94W XL", "205/55 R16 91V", []),
        ("205/55 R16 91V", "205/55 R16 91U", []),
        ("205/55 R16 88V", "205/55 R16 91V", [("load_too_low", Severity.FORBIDS)]),
        ("205/55 R16 V", "205/55 R16 91V", [("load_unknown", Severity.WARNS)]),
        ("205/55 R16 91U", "205/55 R16 91H", [("speed_too_low", Severity.FORBIDS)]),
        ("205/55 R16 91T 3PMSF", "205/55 R16 91V", [("speed_winter", Severity.WARNS)]),
        ("205/55 R16 91P 3PMSF", "205/55 R16 91V", [("speed_too_low", Severity.FORBIDS)]),
        ("205/55 R16 91T M+S", "205/55 R16 91V", [("speed_too_low", Severity.FORBIDS)]),
        ("205/55 R16 91", "205/55 R16 91V", [("speed_unknown", Severity.WARNS)]),
        ("205/55 R16 94V", "205/55 R16 94V XL", [("capacity_too_low", Severity.FORBIDS)]),
        ("195/60 R16 91V", "205/55 R16 91V", [("size_differs", Severity.WARNS)]),
        ("205/65 R16 91V", "205/55 R16 91V", [("diameter_too_far", Severity.WARNS)]),
        ("205/55 R17 91V", "205/55 R16 91V", [("rim_differs", Severity.WARNS)]),
        ("205/55 R16", "205/55 R16", []),
    ],
)
def test_a_tyre_is_compared_with_the_one_the_maker_asks_for(
    fitted: str, original: str, findings: list[tuple[str, Severity]]
):
    found = check_fitment(tyre(fitted), tyre(original), LIMITS)

    assert [(finding.code, finding.severity) for finding in found] == findings
    assert all("%(" not in (f.message % f.params if f.params else f.message) for f in found)


def test_the_two_tyres_of_an_axle_are_of_one_type():
    left = tyre("205/55 R16 91V")

    assert check_axle(left, tyre("205/55 R16 91V")) == ()
    assert [f.code for f in check_axle(left, tyre("205/55 R16 91H"))] == ["axle_mixed"]
    assert [f.code for f in check_axle(left, tyre("205/60 R16 91V"))] == ["axle_mixed"]
    assert check_axle(left, tyre("T125/70 D15 95M")) == ()


@pytest.mark.parametrize(
    ("day", "commune", "typed", "advised"),
    [
        (date(2026, 11, 1), LES_ROUSSES, "205/55 R16 91V", True),
        (date(2027, 3, 31), LES_ROUSSES, "205/55 R16 91V", True),
        (date(2026, 10, 31), LES_ROUSSES, "205/55 R16 91V", False),
        (date(2027, 4, 1), LES_ROUSSES, "205/55 R16 91V", False),
        (date(2026, 12, 1), "39198", "205/55 R16 91V", False),
        (date(2026, 12, 1), LES_ROUSSES, "205/55 R16 91T 3PMSF", False),
        (date(2026, 12, 1), LES_ROUSSES, "205/55 R16 91T M+S", True),
        (date(2023, 12, 1), LES_ROUSSES, "205/55 R16 91T M+S", False),
    ],
)
def test_winter_equipment_is_advised_in_the_communes_of_the_list(
    day: date, commune: str, typed: str, advised: bool
):
    found = check_winter([tyre(typed)] * 4, commune, day, {LES_ROUSSES}, LIMITS)

    assert bool(found) is advised


def test_one_summer_tyre_of_four_is_enough_to_advise():
    tyres = [*[tyre("205/55 R16 91T 3PMSF")] * 3, tyre("205/55 R16 91V")]

    assert check_winter(tyres, LES_ROUSSES, TODAY, {LES_ROUSSES}, LIMITS)
