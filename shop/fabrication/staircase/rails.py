"""The rails of a staircase, made by the family of guardrails: posts, handrail, bars, voids."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Basis, Tables
from shop.fabrication.domain.materials import Piece
from shop.fabrication.guardrail.bill import usable_length
from shop.fabrication.guardrail.geometry import GuardrailGeometry, lay_out_guardrail
from shop.fabrication.guardrail.materials import guardrail_pieces, run_pieces
from shop.fabrication.guardrail.spec import Context as GuardrailContext
from shop.fabrication.guardrail.spec import GuardrailSpec, Infill
from shop.fabrication.staircase.geometry import StaircaseGeometry
from shop.fabrication.staircase.spec import Context, Rails, StaircaseSpec

LEANED_ON = {
    Context.HOME: GuardrailContext.PRIVATE,
    Context.RENOVATION: GuardrailContext.PRIVATE,
    Context.COLLECTIVE: GuardrailContext.PUBLIC,
    Context.PUBLIC_NEW: GuardrailContext.PUBLIC,
    Context.PUBLIC_EXISTING: GuardrailContext.PUBLIC,
    Context.INDUSTRIAL: GuardrailContext.INDUSTRIAL,
}


class Hand(StrEnum):
    """A side, seen by one who climbs."""

    LEFT = "LEFT"
    RIGHT = "RIGHT"


@dataclass(frozen=True, slots=True)
class SideRail:
    """The rail of one side: what was wished of the guardrail, and where its pieces stand."""

    hand: Hand
    spec: GuardrailSpec
    geometry: GuardrailGeometry

    def pieces(self, basis: Basis) -> tuple[Piece, ...]:
        """Return its bar pieces; handrails longer than a bar come in lengths to weld."""
        return guardrail_pieces(self.spec, self.geometry, usable_length(self.geometry, basis))

    def run_pieces(self, place: int, basis: Basis) -> tuple[Piece, ...]:
        """Return the bar pieces of one run, its posts not included."""
        usable = usable_length(self.geometry, basis)
        return tuple(run_pieces(self.spec, self.geometry, place, usable))


def side_rails(
    spec: StaircaseSpec, stair: StaircaseGeometry, rules: RuleSet, tables: Tables
) -> tuple[SideRail, ...]:
    """Return a rail for each side that was asked for, the left one first."""
    rails = []
    for hand in _hands(spec.rails):
        wish = _wish(spec, stair, hand, rules)
        rails.append(SideRail(hand, wish, lay_out_guardrail(wish, rules, tables)))
    return tuple(rails)


def _hands(rails: Rails) -> tuple[Hand, ...]:
    return {
        Rails.BOTH: (Hand.LEFT, Hand.RIGHT),
        Rails.LEFT: (Hand.LEFT,),
        Rails.RIGHT: (Hand.RIGHT,),
        Rails.NONE: (),
    }[rails]


def _wish(
    spec: StaircaseSpec, stair: StaircaseGeometry, hand: Hand, rules: RuleSet
) -> GuardrailSpec:
    """Return the guardrail of one side: raked along flights, level on the landing."""
    runs = tuple(_runs(spec, stair, hand))
    context, number = LEANED_ON[spec.context], rules.number
    is_industrial = context is GuardrailContext.INDUSTRIAL
    height = "staircase.rail_height.INDUSTRIAL" if is_industrial else "staircase.rail_height"
    return GuardrailSpec(
        lengths=tuple(length for length, _, _ in runs),
        turns=tuple(turn for _, turn, _ in runs[:-1]),
        slopes=tuple(slope for _, _, slope in runs),
        context=context,
        height=number(height),
        rake_height=number(height if is_industrial else "staircase.rail_rake"),
        post=rules.text("staircase.rail_post"),
        handrail=rules.text("staircase.rail_handrail"),
        bar=rules.text("staircase.rail_bar"),
        infill=Infill.KNEE_RAILS if is_industrial else Infill.BARS,
        max_void=min(number("staircase.rail_void"), number("guardrail.max_void.max")),
        low_gap=number("staircase.rail_low_gap"),
        finish=spec.finish,
        colour=spec.colour,
    )


def _runs(
    spec: StaircaseSpec, stair: StaircaseGeometry, hand: Hand
) -> Iterator[tuple[float, float, float]]:
    """Yield length, corner at its end and rake of each run of a side.

    At a corner landing, the inner side has no landing to follow, the outer one has two edges.
    """
    lower, upper = stair.flights[0], stair.flights[-1]
    is_inner = (spec.turn > 0) == (hand is Hand.LEFT)
    yield lower.run, spec.turn if spec.turn and is_inner else 0.0, lower.pitch
    if stair.landing is None:
        return
    if not spec.turn:
        yield stair.landing.length, 0.0, 0.0
    elif not is_inner:
        yield stair.landing.length, spec.turn, 0.0
        yield stair.landing.length, 0.0, 0.0
    yield upper.run, 0.0, upper.pitch
