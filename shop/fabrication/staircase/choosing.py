"""Which of the ways to climb is made: the best that stock and rules allow, or the chosen one."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from shop.fabrication.domain.bars import Saw
from shop.fabrication.domain.family import Basis, SpecRefused
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.spacing import HAIR
from shop.fabrication.staircase.geometry import StaircaseGeometry, lay_out_staircase
from shop.fabrication.staircase.materials import order_length
from shop.fabrication.staircase.rules import (
    flight_refusals,
    length_refusals,
    passage_refusals,
    wish_refusals,
)
from shop.fabrication.staircase.solver import StepRule, Steps, solve
from shop.fabrication.staircase.spec import StaircaseSpec

SHOWN = 3


class Merit(StrEnum):
    """What speaks for one staircase among those shown.

    NATURAL: its stride is the nearest to Blondel's. GENTLE: its steps are the least high. DEEP:
    they hold the most of the foot. SHORT: it takes the least room on the floor.
    """

    NATURAL = "NATURAL"
    GENTLE = "GENTLE"
    DEEP = "DEEP"
    SHORT = "SHORT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One staircase to choose, and why one would."""

    steps: Steps
    merits: tuple[Merit, ...]
    is_chosen: bool


def choose_staircase(spec: StaircaseSpec, basis: Basis) -> StaircaseGeometry:
    """Lay out the staircase of these risers, or the best one that can be made.

    Raise `SpecRefused` with the reason of the best when none can; the wish has steps that fit.
    """
    first: tuple[Finding, ...] = ()
    for steps in solve(spec, StepRule.of(spec.context, basis.rules)):
        if spec.risers in (0, steps.risers):
            stair = lay_out_staircase(spec, steps, basis.rules, basis.tables)
            refused = tuple(_making_refusals(spec, stair, basis))
            if not refused:
                return stair
            first = first or refused
    raise SpecRefused(first)


def propose(spec: StaircaseSpec, basis: Basis) -> tuple[Proposal, ...]:
    """Return the three best staircases that can be made, the best first, and the chosen one
    after them when it is another; empty when none can. None is chosen when the wish names
    risers that do not fit.
    """
    if wish_refusals(spec, basis.rules):
        return ()
    shown = tuple(islice(makeable_steps(spec, basis), SHOWN))
    chosen = spec.risers or (shown[0].risers if shown else 0)
    if all(steps.risers != chosen for steps in shown):
        shown += tuple(steps for steps in makeable_steps(spec, basis) if steps.risers == chosen)
    return tuple(
        Proposal(
            steps=steps,
            merits=tuple(_merits(steps, shown)),
            is_chosen=steps.risers == chosen,
        )
        for steps in shown
    )


def makeable_steps(spec: StaircaseSpec, basis: Basis) -> Iterator[Steps]:
    """Yield the steps that fit and can be made, the best first, whatever risers are chosen."""
    for steps in solve(spec, StepRule.of(spec.context, basis.rules)):
        stair = lay_out_staircase(spec, steps, basis.rules, basis.tables)
        if not any(_making_refusals(spec, stair, basis)):
            yield steps


def _making_refusals(
    spec: StaircaseSpec, stair: StaircaseGeometry, basis: Basis
) -> Iterator[Finding]:
    """Yield why steps that climb well cannot be made: too many at once, a bar too short, or too
    narrow between the handrails.
    """
    yield from flight_refusals(spec, stair.steps, basis.rules)
    longest = max(order_length(flight, basis.rules) for flight in stair.flights)
    usable = stair.stringer.section.stock_length_mm - Saw.from_rules(basis.rules).trim_mm
    yield from length_refusals(stair, usable, longest)
    yield from passage_refusals(spec, stair, basis.rules)


def _merits(steps: Steps, shown: tuple[Steps, ...]) -> Iterator[Merit]:
    """Yield what one has over all the others; what all have alike speaks for none."""
    others = tuple(one for one in shown if one is not steps)
    if steps is shown[0]:
        yield Merit.NATURAL
    if others and all(steps.rise < one.rise - HAIR for one in others):
        yield Merit.GENTLE
    if others and all(steps.going > one.going + HAIR for one in others):
        yield Merit.DEEP
    if others and all(steps.run < one.run - HAIR for one in others):
        yield Merit.SHORT
