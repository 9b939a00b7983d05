"""Two sizes side by side, against worked examples, and the answer in one word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.tyres.domain.comparison import SizeComparison, Verdict, answer_fitment
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.fitment import FitmentFinding, Severity
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.marking import TyreMarking

DAY = date(2026, 11, 20)
LIMITS = limits_at(list_shipped_limits(), DAY)
ASKED = "205/55 R16 91V"


def tyre(typed: str) -> TyreMarking:
    read = decode_marking(typed)
    assert isinstance(read, TyreMarking)
    return read


@pytest.mark.parametrize(
    ("fitted", "other", "verdict", "codes"),
    [
        (ASKED, None, Verdict.YES, []),
        ("205/55 R16 94W XL", ASKED, Verdict.NO, ["axle_mixed"]),
        (ASKED, ASKED, Verdict.YES, []),
        ("195/65 R15 91T", None, Verdict.NO, ["speed_too_low", "rim_differs", "size_differs"]),
        ("195/65 R15 91V", None, Verdict.ASK, ["rim_differs", "size_differs"]),
        ("205/55 R16 88T 3PMSF", None, Verdict.NO, ["load_too_low", "speed_winter"]),
        (f"{ASKED} DOT 4716", None, Verdict.ASK, ["too_old"]),
        (f"{ASKED} DOT 4816", None, Verdict.YES, []),
        (f"{ASKED} DOT 238", None, Verdict.ASK, ["too_old"]),
    ],
)
def test_the_answer_is_that_of_the_worst_finding_told_first(
    fitted: str, other: str | None, verdict: Verdict, codes: list[str]
):
    answer = answer_fitment(tyre(ASKED), tyre(fitted), tyre(other) if other else None, DAY, LIMITS)

    assert answer.verdict is verdict
    assert [finding.code for finding in answer.findings] == codes


def test_a_tyre_past_the_age_limit_says_its_age_and_what_to_do():
    [found] = answer_fitment(tyre(ASKED), tyre(f"{ASKED} DOT 2314"), None, DAY, LIMITS).findings

    assert found.message % found.params == (
        "Ce pneu a 12 ans : il a été fabriqué la semaine 23 de l’année 2014."
    )
    assert found.remedy % found.params == (
        "Un pneu se change à 10 ans, même si la gomme est haute : choisissez un pneu plus récent."
    )


def test_what_is_known_beside_the_tyres_counts_and_is_told_before_its_equals():
    known = FitmentFinding(severity=Severity.WARNS, code="known", message="Il neige.")

    answer = answer_fitment(tyre(ASKED), tyre("195/65 R15 91V"), None, DAY, LIMITS, [known])
    worse = answer_fitment(tyre(ASKED), tyre("205/55 R16 88V"), None, DAY, LIMITS, [known])

    assert [found.code for found in answer.findings] == ["known", "rim_differs", "size_differs"]
    assert [found.code for found in worse.findings] == ["load_too_low", "known"]
    assert answer_fitment(tyre(ASKED), tyre(ASKED), None, DAY, LIMITS, [known]).verdict is (
        Verdict.ASK
    )


@pytest.mark.parametrize(
    ("fitted", "percent", "at_130", "rise"),
    [("195/65 R15", 0.41, 130.5, 1.3), ("225/45 R17", 0.38, 130.5, 1.2), (ASKED, 0.0, 130, 0)],
)
def test_a_larger_wheel_goes_faster_than_the_speedometer_says(
    fitted: str, percent: float, at_130: float, rise: float
):
    compared = SizeComparison(tyre(ASKED).geometry, tyre(fitted).geometry)

    assert compared.diameter_percent == pytest.approx(percent, abs=0.005)
    assert compared.speeds[-1].shown == 130
    assert compared.speeds[-1].real == pytest.approx(at_130, abs=0.05)
    assert compared.ride_height == pytest.approx(rise, abs=0.06)


SIZES = st.builds(
    "{}/{} R{} {}{}".format,
    st.integers(11, 35).map(lambda n: n * 10 + 5),
    st.integers(5, 17).map(lambda n: n * 5),
    st.integers(10, 24),
    st.integers(60, 126),
    st.sampled_from("LMNPQRSTUHVWY"),
).map(tyre)


@given(original=SIZES, fitted=SIZES)
def test_the_answer_never_lets_a_weaker_tyre_through(original: TyreMarking, fitted: TyreMarking):
    answer = answer_fitment(original, fitted, None, DAY, LIMITS)
    weaker = (
        (fitted.load_index or 0) < (original.load_index or 0)
        or fitted.speed_symbol.rank < original.speed_symbol.rank  # type: ignore[union-attr]
    )

    assert (answer.verdict is Verdict.NO) is weaker
    assert all(one.real > 0 for one in answer.comparison.speeds)
    back = SizeComparison(fitted.geometry, original.geometry)
    for there, again in zip(answer.comparison.speeds, back.speeds, strict=True):
        assert there.real * again.real == pytest.approx(there.shown**2)
