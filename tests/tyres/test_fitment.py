"""What may be fitted on a vehicle: load, speed, axle, winter."""

from datetime import date

import pytest

from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.fitment import Severity, check_axle, check_fitment
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.marking import TyreMarking

TODAY = date(2026, 11, 20)
LIMITS = limits_at(list_shipped_limits(), TODAY)


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
        (
            "205/55 R17 91V",
            "205/55 R16 91V",
            [("rim_differs", Severity.WARNS), ("diameter_too_far", Severity.WARNS)],
        ),
        ("205/55 R16", "205/55 R16", [("original_unknown", Severity.WARNS)]),
        ("205/55 R16 91V", "205/55 R16 91", [("original_unknown", Severity.WARNS)]),
        ("205/55 D16 91V", "205/55 R16 91V", [("structure_differs", Severity.FORBIDS)]),
        ("225/70 R15 112S", "225/70 R15C 112/110S", [("use_differs", Severity.WARNS)]),
        ("205/55 R16 91V", "205/55 R16 91V SSR", [("run_flat_lost", Severity.WARNS)]),
        ("155/82 R13 79T", "155 R13 79T", []),
        (
            "T125/70 D15 95M",
            "205/55 R16 91V",
            [
                ("speed_too_low", Severity.FORBIDS),
                ("spare", Severity.WARNS),
                ("rim_differs", Severity.WARNS),
                ("diameter_too_far", Severity.WARNS),
            ],
        ),
    ],
)
def test_a_tyre_is_compared_with_the_one_the_maker_asks_for(
    fitted: str, original: str, findings: list[tuple[str, Severity]]
):
    found = check_fitment(tyre(fitted), tyre(original), LIMITS)

    assert [(finding.code, finding.severity) for finding in found] == findings
    for finding in found:
        for sentence in (finding.message, finding.remedy):
            said = sentence % finding.params if finding.params else sentence
            assert said.endswith(".")
            assert "%(" not in said


def test_the_two_tyres_of_an_axle_are_of_one_type():
    left = tyre("205/55 R16 91V")

    assert check_axle(left, tyre("205/55 R16 91V")) == ()
    assert [f.code for f in check_axle(left, tyre("205/55 R16 91H"))] == ["axle_mixed"]
    assert [f.code for f in check_axle(left, tyre("205/60 R16 91V"))] == ["axle_mixed"]
    assert check_axle(left, tyre("T125/70 D15 95M")) == ()


def test_an_index_nobody_typed_is_asked_for_and_not_called_different():
    left = tyre("205/55 R16 91V")

    (asked,) = check_axle(left, tyre("205/55 R16"))
    assert (asked.code, asked.severity) == ("axle_unknown", Severity.WARNS)
    assert [f.code for f in check_axle(left, tyre("195/55 R16"))] == ["axle_mixed"]


def test_a_refusal_says_the_reason_and_what_to_do():
    (found,) = check_fitment(tyre("205/55 R16 88V"), tyre("205/55 R16 91V"), LIMITS)

    assert found.message % found.params == (
        "Ce pneu porte 560 kg (indice 88). La voiture demande 615 kg (indice 91)."
    )
    assert found.remedy % found.params == "Choisissez un pneu d’indice de charge 91 ou plus."
    assert found.source == "Arrêté du 24 octobre 1994"
