"""How to take pieces from bars: best fit, longest first, always the same answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from shop.fabrication.domain.cutting import Bar, Cut, CutLine, CutPlan, SectionCutPlan
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.steel import SectionTable
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

TOLERANCE_MM = 1e-6


class PieceTooLong(Refusal):
    """A piece that no bar of its section can give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saw:
    """What is lost: the width of the saw cut, the crooked end of each new bar."""

    kerf_mm: float
    trim_mm: float
    offcut_kept_mm: float

    @classmethod
    def from_rules(cls, rules: RuleSet) -> "Saw":
        return cls(
            kerf_mm=rules.number("cut.kerf"),
            trim_mm=rules.number("cut.trim"),
            offcut_kept_mm=rules.number("cut.offcut_kept"),
        )


@dataclass(slots=True)
class _OpenBar:
    room: float
    cuts: list[Cut] = field(default_factory=list)


def plan_cuts(lines: Iterable[CutLine], sections: SectionTable, saw: Saw) -> CutPlan:
    """Fill bars section by section; a piece longer than its bar is refused in words."""
    pieces: dict[str, list[Cut]] = {}
    for line in lines:
        cut = Cut(mark=line.mark, length_mm=line.length_mm)
        pieces.setdefault(line.section, []).extend([cut] * line.quantity)
    plans = (
        plan_section(name, sections.get_section(name).stock_length_mm, cuts, saw)
        for name, cuts in pieces.items()
    )
    return CutPlan(kerf_mm=saw.kerf_mm, trim_mm=saw.trim_mm, sections=tuple(plans))


def plan_section(section: str, stock_mm: float, cuts: list[Cut], saw: Saw) -> SectionCutPlan:
    """Put each piece in the fullest bar that can still take it.

    The last piece of a bar needs no saw cut behind it when it ends flush, so n pieces need
    their lengths and n - 1 kerfs; the lower bound counts the same way.
    """
    usable = stock_mm - saw.trim_mm
    open_bars: list[_OpenBar] = []
    for cut in sorted(cuts, key=lambda cut: (-cut.length_mm, cut.mark)):
        _place(cut, open_bars, usable, saw.kerf_mm, section)
    needed = sum(cut.length_mm + saw.kerf_mm for cut in cuts)
    total = sum(cut.length_mm for cut in cuts)
    return SectionCutPlan(
        section=section,
        bars=tuple(
            _close(number, section, stock_mm, bar, saw)
            for number, bar in enumerate(open_bars, start=1)
        ),
        lower_bound=ceil(needed / (usable + saw.kerf_mm) - TOLERANCE_MM),
        pieces=len(cuts),
        cut_length_mm=round(total, 2),
        yield_ratio=round(total / (stock_mm * len(open_bars)), 4) if open_bars else 1.0,
    )


def _place(cut: Cut, bars: list[_OpenBar], usable: float, kerf: float, section: str) -> None:
    if cut.length_mm > usable + TOLERANCE_MM or cut.length_mm <= 0:
        raise PieceTooLong(
            N_("La pièce %(mark)s (%(length)s mm) ne tient pas dans une barre de %(section)s."),
            mark=cut.mark,
            length=f"{cut.length_mm:.0f}",
            section=section,
        )
    best: _OpenBar | None = None
    for bar in bars:
        fits = cut.length_mm <= bar.room + TOLERANCE_MM
        if fits and (best is None or bar.room < best.room):
            best = bar
    if best is None:
        best = _OpenBar(room=usable)
        bars.append(best)
    best.cuts.append(cut)
    best.room -= cut.length_mm + kerf


def _close(number: int, section: str, stock_mm: float, bar: _OpenBar, saw: Saw) -> Bar:
    kerf_total = saw.kerf_mm * len(bar.cuts) + min(0.0, bar.room)
    offcut = max(0.0, bar.room)
    return Bar(
        number=number,
        section=section,
        stock_mm=stock_mm,
        trim_mm=saw.trim_mm,
        cuts=tuple(bar.cuts),
        kerf_mm=saw.kerf_mm,
        kerf_total_mm=round(kerf_total, 2),
        offcut_mm=round(offcut, 2),
        is_offcut_kept=offcut >= saw.offcut_kept_mm,
    )
