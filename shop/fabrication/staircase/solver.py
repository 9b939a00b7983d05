"""All the staircases that fit: how many risers, how high, how deep, and which is best.

The rule of the step is Blondel's, two risers and a going make a stride of 60 to 64 cm; the best
is the nearest to 630 mm with risers near to 172 mm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan, ceil, degrees, floor, radians, tan

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.spacing import HAIR
from shop.fabrication.staircase.headroom import WayDown
from shop.fabrication.staircase.spec import Arrival, Context, StaircaseSpec

LEAST_WITH_LANDING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """What a context allows of one step; millimetres and degrees."""

    max_rise: float
    min_going: float
    min_stride: float
    max_stride: float
    min_rise: float
    best_stride: float
    best_rise: float
    rise_weight: float
    min_pitch: float
    max_pitch: float
    headroom: float

    @classmethod
    def of(cls, context: Context, rules: RuleSet) -> "StepRule":
        """Read the rows `staircase.…` in force; the best stride stays among those allowed."""
        own, all_ = f"staircase.{context}", "staircase"
        strides = rules.number(f"{own}.min_stride"), rules.number(f"{own}.max_stride")
        return cls(
            max_rise=rules.number(f"{own}.max_rise"),
            min_going=rules.number(f"{own}.min_going"),
            min_stride=strides[0],
            max_stride=strides[1],
            headroom=rules.number(f"{own}.headroom"),
            min_rise=rules.number(f"{all_}.min_rise"),
            best_stride=min(max(rules.number(f"{all_}.best_stride"), strides[0]), strides[1]),
            best_rise=rules.number(f"{all_}.best_rise"),
            rise_weight=rules.number(f"{all_}.rise_weight"),
            min_pitch=rules.number(f"{all_}.min_pitch"),
            max_pitch=rules.number(f"{all_}.max_pitch"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """One staircase that can be made: n risers of `rise`, and goings, all equal.

    `run` is the whole length along the way, `legs` what it takes on the floor in each direction:
    around a corner, the lower flight with the landing, then the upper flight. `headroom` is what
    is left under the floor above, None when the opening is not known. A lower `score` is better.
    """

    risers: int
    lower_risers: int
    rise: float
    going: float
    run: float
    legs: tuple[float, ...]
    score: float
    headroom: float | None

    @property
    def stride(self) -> float:
        """Return 2h + g in millimetres."""
        return 2 * self.rise + self.going

    @property
    def pitch(self) -> float:
        """Return the angle of the flights in degrees."""
        return degrees(atan(self.rise / self.going))


def solve(spec: StaircaseSpec, rule: StepRule) -> tuple[Steps, ...]:
    """Return every staircase of the wish that the rule allows, the best first."""
    found = (_steps(spec, rule, risers) for risers in _counts(spec, rule))
    kept = [steps for steps in found if steps is not None and _has_headroom(steps, rule)]
    return tuple(sorted(kept, key=lambda steps: (round(steps.score, 6), steps.risers)))


def _counts(spec: StaircaseSpec, rule: StepRule) -> range:
    least = LEAST_WITH_LANDING if spec.has_landing else 2
    first = max(least, ceil(spec.height / rule.max_rise - HAIR))
    return range(first, floor(spec.height / rule.min_rise + HAIR) + 1)


def _steps(spec: StaircaseSpec, rule: StepRule, risers: int) -> Steps | None:
    rise = spec.height / risers
    goings, fixed = _goings(spec, risers)
    if spec.run:
        going = (spec.run - fixed) / goings
    else:
        going = max(rule.min_going, rule.best_stride - 2 * rise)
    if not _is_allowed(rise, going, rule):
        return None
    run = _all_goings(spec, risers) * going + spec.landing_length
    first = goings * going + fixed  # what the run asked for must hold
    return Steps(
        risers=risers,
        lower_risers=lower_risers(spec, risers),
        rise=rise,
        going=going,
        run=run,
        legs=(first, run - first) if spec.turn else (run,),
        score=abs(2 * rise + going - rule.best_stride)
        + rule.rise_weight * abs(rise - rule.best_rise),
        headroom=_headroom(spec, risers, rise, going),
    )


def lower_risers(spec: StaircaseSpec, risers: int) -> int:
    """Return the risers below the landing, the middle one included; all without a landing."""
    return ceil(risers / 2) if spec.has_landing else risers


def _all_goings(spec: StaircaseSpec, risers: int) -> int:
    """Return the goings of all flights: the landing stands for one of them."""
    treads = risers if spec.arrival is Arrival.STEP else risers - 1
    return treads - 1 if spec.has_landing else treads


def _goings(spec: StaircaseSpec, risers: int) -> tuple[int, float]:
    """Return the goings the given run must hold, and the length of the landing in it."""
    if spec.turn:
        return lower_risers(spec, risers) - 1, spec.landing_length
    return _all_goings(spec, risers), spec.landing_length


def _is_allowed(rise: float, going: float, rule: StepRule) -> bool:
    if going <= 0 or not rule.min_rise - HAIR <= rise <= rule.max_rise + HAIR:
        return False
    pitch, stride = degrees(atan(rise / going)), 2 * rise + going
    return (
        going >= rule.min_going - HAIR
        and rule.min_stride - HAIR <= stride <= rule.max_stride + HAIR
        and rule.min_pitch - HAIR <= pitch <= rule.max_pitch + HAIR
    )


def way_down(spec: StaircaseSpec, risers: int, rise: float, going: float) -> WayDown:
    """Return where one walks under the floor above."""
    lower = lower_risers(spec, risers)
    return WayDown.of(spec, lower, risers - lower, rise, going)


def _headroom(spec: StaircaseSpec, risers: int, rise: float, going: float) -> float | None:
    """Return what is left under the edge of the floor above; E = O·h/g - e along one flight."""
    if not spec.opening:
        return None
    return way_down(spec, risers, rise, going).depth_at(spec.opening) - spec.floor_thickness


def _has_headroom(steps: Steps, rule: StepRule) -> bool:
    return steps.headroom is None or steps.headroom >= rule.headroom - HAIR


def runs_that_fit(spec: StaircaseSpec, rule: StepRule) -> Iterator[tuple[float, float]]:
    """Yield the shortest and the longest run of each number of risers, in whole millimetres."""
    for risers in _counts(spec, rule):
        rise = spec.height / risers
        least = max(rule.min_going, rule.min_stride - 2 * rise, rise / tan(radians(rule.max_pitch)))
        most = min(rule.max_stride - 2 * rise, rise / tan(radians(rule.min_pitch)))
        goings, fixed = _goings(spec, risers)
        low, high = ceil(goings * least + fixed - HAIR), floor(goings * most + fixed + HAIR)
        if rule.min_rise - HAIR <= rise <= rule.max_rise + HAIR and low <= high:
            yield float(low), float(high)
