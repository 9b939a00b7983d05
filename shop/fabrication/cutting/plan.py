"""The plan of the saw: which piece comes from which bar or offcut, and what is left of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shop.fabrication.cutting.greedy import FilledBar
from shop.fabrication.cutting.intake import Group, group_pieces, read_parts
from shop.fabrication.cutting.linear import LinearSolver
from shop.fabrication.cutting.mitres import PARTS, half_saving, nested_order
from shop.fabrication.cutting.optimise import Outcome, optimise
from shop.fabrication.cutting.pieces import RackBar, SawPiece
from shop.fabrication.cutting.problem import NEW_BAR, CuttingProblem, Size, Stock
from shop.fabrication.domain.bars import Saw
from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.steel import Section, SectionTable


@dataclass(frozen=True, slots=True, kw_only=True)
class SawnPiece(Data):
    """One piece in a bar; one that `nests` shares the saw cut of the piece before it."""

    mark: str
    length_mm: float
    start_mm: float
    owner: str = ""
    nests: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SawnBar(Data):
    """One bar: trim + pieces + saw cuts - what nesting saves + rest = its length.

    `offcut` is the place on the rack of a bar that was already begun, empty for a new one.
    """

    number: int
    section: str
    stock_mm: float
    trim_mm: float
    kerf_mm: float
    pieces: tuple[SawnPiece, ...]
    kerf_total_mm: float
    saved_mm: float
    rest_mm: float
    is_rest_kept: bool
    offcut: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSawPlan(Data):
    """The bars of one section; no plan needs fewer new ones than `fewest`."""

    section: str
    bars: tuple[SawnBar, ...]
    fewest: int

    @property
    def new_bars(self) -> int:
        return sum(not bar.offcut for bar in self.bars)

    @property
    def above_fewest(self) -> int:
        """Return how many new bars more than the proven minimum; 0 is optimal."""
        return self.new_bars - self.fewest


@dataclass(frozen=True, slots=True, kw_only=True)
class SawPlan(Data):
    """All bars to saw, section by section."""

    sections: tuple[SectionSawPlan, ...]

    @property
    def new_bars(self) -> int:
        return sum(section.new_bars for section in self.sections)

    @property
    def above_fewest(self) -> int:
        """Return how many new bars more than the proven minimum, all sections together."""
        return sum(section.above_fewest for section in self.sections)

    @property
    def bars(self) -> tuple[SawnBar, ...]:
        return tuple(bar for section in self.sections for bar in section.bars)


def plan_sawing(
    pieces: Iterable[SawPiece],
    sections: SectionTable,
    saw: Saw,
    *,
    rack: Sequence[RackBar] = (),
    solver: LinearSolver | None = None,
) -> SawPlan:
    """Return the plan with the fewest new bars that was found, offcuts of the rack used first.

    Refused in words: a section nobody knows, a length that is none, a piece longer than its bar
    or narrower than the saw cut, more pieces than a plan can hold.
    """
    by_section: dict[str, list[SawPiece]] = defaultdict(list)
    for piece in pieces:
        by_section[piece.section].append(piece)
    plans, number = [], 1
    for name, wanted in by_section.items():
        section = sections.get_section(name)
        offcuts = [bar for bar in rack if bar.section == name]
        plans.append(_plan_section(section, wanted, saw, offcuts, solver, number))
        number += len(plans[-1].bars)
    return SawPlan(sections=tuple(plans))


def _plan_section(
    section: Section,
    pieces: Sequence[SawPiece],
    saw: Saw,
    rack: Sequence[RackBar],
    solver: LinearSolver | None,
    first: int,
) -> SectionSawPlan:
    groups = group_pieces(section, pieces, saw)
    offcuts = _by_length(rack)
    problem = _problem(section, groups, saw, offcuts)
    outcome = optimise(problem, solver)
    return SectionSawPlan(
        section=section.designation,
        bars=tuple(_lay(outcome, section, saw, groups, offcuts, first)),
        fewest=outcome.proof.bound,
    )


def _by_length(rack: Sequence[RackBar]) -> list[tuple[int, list[RackBar]]]:
    """Return the offcuts by length, the shortest first, equal ones in the order of their keys."""
    found: dict[int, list[RackBar]] = {}
    for bar in sorted(rack, key=lambda bar: (bar.length_mm, bar.key)):
        found.setdefault(read_parts(bar.length_mm), []).append(bar)
    return [(length, bars) for length, bars in found.items() if length > 0]


def _problem(
    section: Section,
    groups: Sequence[Group],
    saw: Saw,
    offcuts: Sequence[tuple[int, Sequence[RackBar]]],
) -> CuttingProblem:
    angles = sorted({group.ends.angle for group in groups if group.ends.count})
    return CuttingProblem(
        sizes=tuple(
            Size(
                length=group.length,
                demand=len(group.pieces),
                mitre=angles.index(group.ends.angle) + 1 if group.ends.count else 0,
                ends=group.ends.count,
            )
            for group in groups
        ),
        stocks=(
            Stock(read_parts(section.stock_length_mm - saw.trim_mm)),
            *(Stock(length, len(bars)) for length, bars in offcuts),
        ),
        kerf=read_parts(saw.kerf_mm),
        half_savings=(0, *(half_saving(section, angle, saw.kerf_mm) for angle in angles)),
    )


def _lay(
    outcome: Outcome,
    section: Section,
    saw: Saw,
    groups: Sequence[Group],
    offcuts: Sequence[tuple[int, Sequence[RackBar]]],
    first: int,
) -> Iterator[SawnBar]:
    """Give the real pieces out to the bars: offcuts first, then new bars, the fullest first."""
    waiting = [iter(group.pieces) for group in groups]
    racks = [iter(bars) for _, bars in offcuts]
    filled = sorted(outcome.bars, key=lambda bar: (bar.stock == NEW_BAR, bar.stock, _rank(bar)))
    for number, bar in enumerate(filled, start=first):
        pieces = [
            (next(waiting[place]), groups[place])
            for place, count in enumerate(bar.counts)
            for _ in range(count)
        ]
        taken = None if bar.stock == NEW_BAR else next(racks[bar.stock - 1])
        yield _lay_bar(number, section, saw, pieces, taken)


def _rank(bar: FilledBar) -> tuple[int, ...]:
    """Order bars so that equal ones follow one another, the longest pieces first."""
    return tuple(-count for count in bar.counts)


def _lay_bar(
    number: int,
    section: Section,
    saw: Saw,
    pieces: Sequence[tuple[SawPiece, Group]],
    taken: RackBar | None,
) -> SawnBar:
    kerf = read_parts(saw.kerf_mm)
    trim = 0 if taken else read_parts(saw.trim_mm)
    stock = read_parts(taken.length_mm if taken else section.stock_length_mm)
    laid, at, saved = [], trim, 0
    for place, nests in nested_order([group.ends for _, group in pieces]):
        piece, group = pieces[place]
        saving = 2 * half_saving(section, group.ends.angle, saw.kerf_mm) if nests else 0
        saved, at = saved + saving, at - saving
        laid.append(_laid(piece, at, nests=nests))
        at += group.length + kerf
    rest = max(0, stock - at)
    return SawnBar(
        number=number,
        section=section.designation,
        stock_mm=stock / PARTS,
        trim_mm=trim / PARTS,
        kerf_mm=saw.kerf_mm,
        pieces=tuple(laid),
        kerf_total_mm=(kerf * len(laid) + min(0, stock - at)) / PARTS,
        saved_mm=saved / PARTS,
        rest_mm=rest / PARTS,
        is_rest_kept=rest >= read_parts(saw.offcut_kept_mm),
        offcut=taken.key if taken else "",
    )


def _laid(piece: SawPiece, at: int, *, nests: bool) -> SawnPiece:
    return SawnPiece(
        mark=piece.mark,
        length_mm=piece.length_mm,
        start_mm=at / PARTS,
        owner=piece.owner,
        nests=nests,
    )
