"""The sawing of a card: pieces to plan, the plan written on the card, what goes on the rack."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from shop.fabrication.cutting.pieces import SawPiece
from shop.fabrication.cutting.plan import SawnBar, SawPlan
from shop.fabrication.drawing.bars import DrawnBar, DrawnPiece, draw_bars
from shop.jobs.domain.bench import BenchFacts
from shop.jobs.domain.content import (
    BarPiece,
    CardBar,
    CardContent,
    CardDrawing,
    SectionSawing,
)
from shop.jobs.domain.state import OperationStatus
from shop.stock.domain import Remainder

SAWING = "DEB"
CUTS = "cuts"
OF_THE_PLAN = ("bars_of_stock", "yield_ratio")


def pieces_to_saw(content: CardContent, owner: str = "") -> Iterator[SawPiece]:
    """Return every piece of the cut list of a card, as often as it is made."""
    for row in content.cut_rows:
        piece = SawPiece(
            mark=row.mark,
            section=row.section,
            length_mm=row.length_mm,
            angle_left=row.angle_left,
            angle_right=row.angle_right,
            owner=owner,
        )
        for _ in range(row.quantity):
            yield piece


def with_plan(content: CardContent, plan: SawPlan) -> CardContent:
    """Return the content with the bars of a plan, their drawing and what the plan is worth."""
    bars = tuple(card_bar(bar) for bar in plan.bars)
    drawing = CardDrawing(
        key=CUTS,
        title="Plan de débit",
        note="Chaque barre avec ses pièces, puis la chute.",
        svg=draw_card_bars(bars, key="card-cuts"),
    )
    others = (one for one in content.drawings if one.key != CUTS)
    return replace(
        content,
        bars=bars,
        drawings=(*others, drawing),
        sawing=tuple(
            SectionSawing(section=one.section, new_bars=one.new_bars, fewest=one.fewest)
            for one in plan.sections
        ),
        facts=_facts(content, bars),
    )


def _facts(content: CardContent, bars: Sequence[CardBar]) -> Mapping[str, float]:
    """Keep the numbers of exercises true to the plan: what counts bars speaks of these bars."""
    if content.quantity > 1 or not all(name in content.facts for name in OF_THE_PLAN):
        return content.facts
    if any(bar.offcut for bar in bars):
        return without_bar_facts(content)
    stock = sum(bar.stock_mm for bar in bars)
    useful = sum(piece.length_mm for bar in bars for piece in bar.pieces)
    return {**content.facts, "bars_of_stock": len(bars), "yield_ratio": round(useful / stock, 4)}


def without_bar_facts(content: CardContent) -> Mapping[str, float]:
    """Return the numbers of exercises without those that count bars."""
    return {name: value for name, value in content.facts.items() if name not in OF_THE_PLAN}


def card_bar(bar: SawnBar) -> CardBar:
    """Return a bar of a plan as a card writes it."""
    return CardBar(
        number=bar.number,
        section=bar.section,
        stock_mm=bar.stock_mm,
        trim_mm=bar.trim_mm,
        pieces=tuple(
            BarPiece(
                mark=piece.mark,
                length_mm=piece.length_mm,
                owner=piece.owner,
                start_mm=piece.start_mm,
                nests=piece.nests,
            )
            for piece in bar.pieces
        ),
        kerf_mm=bar.kerf_mm,
        offcut_mm=bar.rest_mm,
        is_offcut_kept=bar.is_rest_kept,
        offcut=bar.offcut,
        saved_mm=bar.saved_mm,
    )


def draw_card_bars(
    bars: Sequence[CardBar], *, key: str, letters: Mapping[str, str] | None = None
) -> str:
    """Draw bars; `letters` by owner stand before the marks when several cards share them."""
    names = letters or {}
    return draw_bars(
        [
            DrawnBar(
                section=bar.section,
                stock_mm=bar.stock_mm,
                pieces=tuple(
                    DrawnPiece(
                        f"{names.get(piece.owner, '')}{piece.mark}",
                        piece.length_mm,
                        piece.start_mm,
                        piece.nests,
                    )
                    for piece in bar.pieces
                ),
                rest_mm=bar.offcut_mm,
                name=bar.offcut,
            )
            for bar in bars
        ],
        key=key,
    )


def offcuts_of(bars: Iterable[CardBar]) -> tuple[str, ...]:
    """Return the references of the offcuts that these bars begin with."""
    return tuple(bar.offcut for bar in bars if bar.offcut)


def remainders_of(bars: Iterable[CardBar], reference: str) -> tuple[Remainder, ...]:
    """Return what goes on the rack once these bars are sawn."""
    return tuple(
        Remainder(
            designation=bar.section,
            length_mm=bar.offcut_mm,
            origin=f"{reference}, barre {bar.number}",
        )
        for bar in bars
        if bar.is_offcut_kept
    )


def is_sawn(facts: BenchFacts) -> bool:
    """Tell whether a card has sawing to do and all of it is done."""
    sawing = [facts.status(step) for step in facts.content.operations if step.code == SAWING]
    return bool(sawing) and all(status is OperationStatus.DONE for status in sawing)
