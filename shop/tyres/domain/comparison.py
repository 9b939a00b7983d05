"""Two sizes side by side, and the answer to « may I fit this tyre? »."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shop.kernel.text import N_
from shop.tyres.domain.dates import AgeAdvice, advise_on_age, age_in_years
from shop.tyres.domain.fitment import FitmentFinding, Severity, check_axle, check_fitment
from shop.tyres.domain.geometry import TyreGeometry, diameter_difference_percent
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import TyreMarking

SHOWN_SPEEDS_KMH = (50, 80, 130)


class Verdict(StrEnum):
    """The answer in one word: fit it, ask first, do not."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class SpeedReading:
    """What the speedometer shows and how fast the vehicle really goes, in km/h."""

    shown: int
    real: float


@dataclass(frozen=True, slots=True)
class SizeComparison:
    """The lengths of two tyres and what changes with the second. Lengths in millimetres."""

    original: TyreGeometry
    fitted: TyreGeometry

    @property
    def diameter_percent(self) -> float:
        return diameter_difference_percent(self.fitted, self.original)

    @property
    def ride_height(self) -> float:
        """By how much the vehicle rises (+) or sinks (−): half of what the diameter gains."""
        return (self.fitted.diameter - self.original.diameter) / 2

    @property
    def speeds(self) -> tuple[SpeedReading, ...]:
        """Real speeds for a speedometer that is exact with the original tyre: one turn of
        the wheel counts the same, so v = shown × D fitted / D original."""
        ratio = self.fitted.diameter / self.original.diameter
        return tuple(SpeedReading(shown, shown * ratio) for shown in SHOWN_SPEEDS_KMH)


@dataclass(frozen=True, slots=True)
class FitmentAnswer:
    """The answer, its reasons and the comparison of the sizes."""

    verdict: Verdict
    findings: tuple[FitmentFinding, ...]
    comparison: SizeComparison


def answer_fitment(
    original: TyreMarking,
    fitted: TyreMarking,
    other: TyreMarking | None,
    day: date,
    limits: TyreLimits,
    known: Iterable[FitmentFinding] = (),
) -> FitmentAnswer:
    """Answer whether `fitted` may replace `original` beside `other`, the tyre that stays on
    the other side of the axle, if it is known.

    What is `known` beside the two tyres counts too, and is told before what weighs the same.
    """
    beside = () if other is None else check_axle(fitted, other)
    of_tyre = (*check_fitment(fitted, original, limits), *_check_age(fitted, day, limits))
    findings = sorted(
        (*known, *beside, *of_tyre),
        key=lambda finding: list(Severity).index(finding.severity),
    )
    return FitmentAnswer(
        verdict_of(findings), tuple(findings), SizeComparison(original.geometry, fitted.geometry)
    )


TOO_OLD = N_("Ce pneu a %(age)s ans : il a été fabriqué la semaine %(week)s de l’année %(year)s.")
VERY_OLD = N_("Ce pneu a été fabriqué avant l’année 2000.")
TAKE_NEWER = N_(
    "Un pneu se change à %(limit)s ans, même si la gomme est haute :"
    " choisissez un pneu plus récent."
)


def _check_age(fitted: TyreMarking, day: date, limits: TyreLimits) -> tuple[FitmentFinding, ...]:
    """Warn of a tyre whose DOT code says that it is past the age limit."""
    week, year = fitted.made_in_week, fitted.made_in_year
    params = {"limit": f"{limits.age_limit_years.normalize():f}".replace(".", ",")}
    message = ""
    if fitted.made_before_2000:
        message = VERY_OLD
    elif week and year and advise_on_age(week, year, day, limits) is AgeAdvice.REPLACE:
        message = TOO_OLD
        age = age_in_years(week, year, day)
        params |= {"age": str(age), "week": str(week), "year": str(year)}
    if not message:
        return ()
    return (
        FitmentFinding(
            severity=Severity.WARNS,
            code="too_old",
            message=message,
            remedy=TAKE_NEWER,
            params=params,
        ),
    )


def verdict_of(findings: list[FitmentFinding]) -> Verdict:
    """Return the answer that the worst finding gives."""
    severities = {finding.severity for finding in findings}
    if Severity.FORBIDS in severities:
        return Verdict.NO
    return Verdict.ASK if Severity.WARNS in severities else Verdict.YES
