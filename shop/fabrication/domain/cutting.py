"""What to saw, and from which bar."""

from dataclasses import dataclass

from shop.fabrication.domain.codec import NO_TEXT, Data
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLine(Data):
    """One row of the cut list; the length is the longest edge, angles are between face and axis."""

    mark: str
    name: Bilingual
    section: str
    length_mm: float
    quantity: int
    angle_left: float = 90.0
    angle_right: float = 90.0
    note: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut(Data):
    """One piece in a bar."""

    mark: str
    length_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar(Data):
    """One bar of stock: trim + cuts + saw kerfs + offcut = stock length, to the hundredth."""

    number: int
    section: str
    stock_mm: float
    trim_mm: float
    cuts: tuple[Cut, ...]
    kerf_mm: float
    kerf_total_mm: float
    offcut_mm: float
    is_offcut_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCutPlan(Data):
    """The bars of one section; no plan can need fewer than `lower_bound`."""

    section: str
    bars: tuple[Bar, ...]
    lower_bound: int
    pieces: int
    cut_length_mm: float
    yield_ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPlan(Data):
    """All bars to take from the rack."""

    kerf_mm: float
    trim_mm: float
    sections: tuple[SectionCutPlan, ...]

    @property
    def bar_count(self) -> int:
        return sum(len(section.bars) for section in self.sections)

    @property
    def yield_ratio(self) -> float:
        """Return the share of the bought length that becomes parts, 0 to 1."""
        stock = sum(bar.stock_mm for section in self.sections for bar in section.bars)
        cut = sum(section.cut_length_mm for section in self.sections)
        return round(cut / stock, 4) if stock else 1.0
