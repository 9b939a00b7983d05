"""One plan of the saw for several cards: pieces of all of them share the bars."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from shop.fabrication.cutting.linear import LinearSolver
from shop.fabrication.cutting.pieces import RackBar
from shop.fabrication.cutting.plan import SawPlan, plan_sawing
from shop.fabrication.domain.bars import Saw
from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.steel import SectionTable
from shop.jobs.domain.content import (
    CardBar,
    CardContent,
    CardDrawing,
    SectionSawing,
)
from shop.jobs.domain.sawing import (
    CUTS,
    card_bar,
    draw_card_bars,
    pieces_to_saw,
    without_bar_facts,
)
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

FEWEST_CARDS, MOST_CARDS = 2, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class JointCard(Data):
    """A card of a joint plan; its `letter` stands before the marks of its pieces."""

    reference: str
    title: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPlan(Data):
    """The bars of several cards; `separate_bars` is how many new bars they need one by one."""

    cards: tuple[JointCard, ...]
    bars: tuple[CardBar, ...]
    sawing: tuple[SectionSawing, ...]
    separate_bars: int

    @property
    def new_bars(self) -> int:
        return sum(one.new_bars for one in self.sawing)

    @property
    def bars_above_fewest(self) -> int:
        """Return how many new bars more than the proven minimum; 0 is optimal."""
        return sum(one.new_bars - one.fewest for one in self.sawing)

    @property
    def saved_bars(self) -> int:
        """Return how many new bars the cards save by being sawn together."""
        return max(0, self.separate_bars - self.new_bars)

    @property
    def letters(self) -> Mapping[str, str]:
        """Return what stands before a mark on the drawing, by reference of card."""
        return {card.reference: f"{card.letter}·" for card in self.cards}

    @property
    def drawing(self) -> str:
        """Return every bar as an SVG."""
        return draw_card_bars(self.bars, key="joint-cuts", letters=self.letters)


def plan_together(
    cards: Mapping[str, CardContent],
    sections: SectionTable,
    saw: Saw,
    rack: Sequence[RackBar],
    solver: LinearSolver | None,
) -> JointPlan:
    """Plan the pieces of cards, by reference, on common bars; refused under two cards."""
    if not FEWEST_CARDS <= len(cards) <= MOST_CARDS:
        raise Refusal(
            N_("Choisissez de %(least)s à %(most)s fiches."), least=FEWEST_CARDS, most=MOST_CARDS
        )
    pieces = [
        piece
        for reference, content in cards.items()
        for piece in pieces_to_saw(content, owner=reference)
    ]
    plan = plan_sawing(pieces, sections, saw, rack=rack, solver=solver)
    return JointPlan(
        cards=tuple(
            JointCard(reference=reference, title=content.title, letter=letter)
            for (reference, content), letter in zip(cards.items(), ascii_uppercase, strict=False)
        ),
        bars=tuple(card_bar(bar) for bar in plan.bars),
        sawing=sawing_of(plan),
        separate_bars=_separate_bars(cards.values(), sections, saw, rack, solver),
    )


def sawing_of(plan: SawPlan) -> tuple[SectionSawing, ...]:
    """Return what a plan is worth, section by section."""
    return tuple(
        SectionSawing(section=one.section, new_bars=one.new_bars, fewest=one.fewest)
        for one in plan.sections
    )


def _separate_bars(
    cards: Iterable[CardContent],
    sections: SectionTable,
    saw: Saw,
    rack: Sequence[RackBar],
    solver: LinearSolver | None,
) -> int:
    """Plan the cards one after the other; an offcut one of them takes is gone for the next."""
    left, count = list(rack), 0
    for content in cards:
        plan = plan_sawing(pieces_to_saw(content), sections, saw, rack=left, solver=solver)
        taken = {bar.offcut for bar in plan.bars}
        left = [bar for bar in left if bar.key not in taken]
        count += plan.new_bars
    return count


def with_joint_plan(
    content: CardContent, plan: JointPlan, reference: str, *, joint: str
) -> CardContent:
    """Return a card with the bars that give its pieces in the joint plan of this name.

    Its own pieces lose their owner; those of the other cards keep theirs, since they come out
    of the same bar.
    """
    bars = tuple(
        replace(
            bar,
            plan=joint,
            pieces=tuple(
                replace(piece, owner="") if piece.owner == reference else piece
                for piece in bar.pieces
            ),
        )
        for bar in plan.bars
        if any(piece.owner == reference for piece in bar.pieces)
    )
    drawing = CardDrawing(
        key=CUTS,
        title="Plan de débit commun",
        note="Les barres de cette fiche. Une lettre devant le repère : la pièce d’une autre fiche.",
        svg=draw_card_bars(bars, key="card-cuts", letters=plan.letters),
    )
    others = (one for one in content.drawings if one.key != CUTS)
    return replace(
        content,
        bars=bars,
        sawing=plan.sawing,
        drawings=(*others, drawing),
        facts=without_bar_facts(content),
    )
