"""Two sizes side by side, and the answer to « may I fit this tyre? »."""

from dataclasses import dataclass
from enum import StrEnum

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
    original: TyreMarking, fitted: TyreMarking, other: TyreMarking | None, limits: TyreLimits
) -> FitmentAnswer:
    """Answer whether `fitted` may replace `original` beside `other`, the tyre that stays on
    the other side of the axle, if it is known."""
    beside = () if other is None else check_axle(fitted, other)
    findings = sorted(
        (*beside, *check_fitment(fitted, original, limits)),
        key=lambda finding: list(Severity).index(finding.severity),
    )
    return FitmentAnswer(
        verdict_of(findings), tuple(findings), SizeComparison(original.geometry, fitted.geometry)
    )


def verdict_of(findings: list[FitmentFinding]) -> Verdict:
    """Return the answer that the worst finding gives."""
    severities = {finding.severity for finding in findings}
    if Severity.FORBIDS in severities:
        return Verdict.NO
    return Verdict.ASK if Severity.WARNS in severities else Verdict.YES
