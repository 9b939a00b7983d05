"""What a card says of its steel, one section at a time: bars to buy, two lengths, one offcut.

A number is only told when the card's own plan of sawing gives it: sections are never added
together, and bars shared with another card or begun before are left alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shop.exercises.domain.formulas.formula import bars_by_first_fit
from shop.jobs.domain.content import CardBar, CardContent

Numbers = Mapping[str, float]
LENGTHS_ASKED = 2
HALF_A_MILLIMETRE = 0.5


@dataclass(frozen=True, slots=True)
class SteelFacts:
    """Numbers and words for exercises."""

    numbers: Numbers
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of the card, sawn from new bars of one length that belong to it alone."""

    name: str
    bars: tuple[CardBar, ...]

    @property
    def first(self) -> CardBar:
        return self.bars[0]

    @property
    def usable_mm(self) -> float:
        return self.first.stock_mm - self.first.trim_mm

    @property
    def lengths(self) -> list[float]:
        """Return the length of every piece, the longest first."""
        found = (piece.length_mm for bar in self.bars for piece in bar.pieces)
        return sorted(found, reverse=True)


def steel_of(content: CardContent) -> SteelFacts:
    """Return what the exercises may ask about the steel of a card."""
    sections = _own_sections(content)
    longest = max(content.cut_rows, key=lambda row: row.length_mm, default=None)
    numbers: dict[str, float] = {}
    words: dict[str, str] = {}
    if longest is not None:
        numbers["longest_piece_mm"] = longest.length_mm
        words["longest_piece"] = f"{longest.mark} ({longest.name.lower()})"
    for facts in (_bought(sections), _pair(sections), _offcut(sections), _bars(content, sections)):
        if facts is not None:
            numbers |= facts.numbers
            words |= facts.words
    return SteelFacts(numbers, words)


def _own_sections(content: CardContent) -> list[_Section]:
    found = []
    for name in content.steel_sections:
        bars = tuple(bar for bar in content.bars if bar.section == name)
        shapes = {(bar.stock_mm, bar.trim_mm, bar.kerf_mm) for bar in bars}
        shared = any(bar.offcut or bar.plan or any(p.owner for p in bar.pieces) for bar in bars)
        if len(shapes) == 1 and not shared:
            found.append(_Section(name, bars))
    return found


def _bought(sections: Sequence[_Section]) -> SteelFacts | None:
    """Tell how many bars the section that takes most of them needs."""
    section = max(sections, key=lambda one: len(one.bars), default=None)
    if section is None:
        return None
    stock = section.first.stock_mm / 1000
    numbers = {
        "section_bars": len(section.bars),
        "section_stock_m": stock,
        "section_bought_m": len(section.bars) * stock,
        "section_length_m": round(sum(section.lengths) / 1000, 3),
    }
    return SteelFacts(numbers, {"section": section.name})


def _pair(sections: Sequence[_Section]) -> SteelFacts | None:
    """Tell the two lengths of a section that, longest piece first, takes the bars of the card."""
    for section in sections:
        lengths = section.lengths
        kinds = sorted(set(lengths), reverse=True)
        kerf = section.first.kerf_mm
        needed = len(bars_by_first_fit(lengths, section.usable_mm, kerf))
        if len(kinds) == LENGTHS_ASKED and needed == len(section.bars):
            long, short = kinds
            numbers = {
                "pair_long_count": lengths.count(long),
                "pair_long_mm": long,
                "pair_short_count": lengths.count(short),
                "pair_short_mm": short,
                "pair_usable_mm": section.usable_mm,
                "pair_kerf_mm": kerf,
            }
            return SteelFacts(numbers, {"pair_section": section.name})
    return None


def _offcut(sections: Sequence[_Section]) -> SteelFacts | None:
    """Tell the pieces of one bar of the card and what is left of it."""
    for bar in (bar for section in sections for bar in section.bars):
        usable = bar.stock_mm - bar.trim_mm
        lengths = [piece.length_mm for piece in bar.pieces]
        left = usable - sum(lengths) - len(lengths) * bar.kerf_mm
        is_plain = len(set(lengths)) == 1 and len(lengths) > 1
        if is_plain and abs(left - bar.offcut_mm) < HALF_A_MILLIMETRE:
            numbers = {
                "cut_pieces": len(lengths),
                "cut_piece_mm": lengths[0],
                "cut_usable_mm": usable,
                "cut_kerf_mm": bar.kerf_mm,
            }
            return SteelFacts(numbers, {"cut_section": bar.section})
    return None


def _bars(content: CardContent, sections: Sequence[_Section]) -> SteelFacts | None:
    """Tell the infill bars, when all have one length and a section of their own."""
    for section in sections:
        names = {row.name for row in content.cut_rows if row.section == section.name}
        lengths = section.lengths
        needed = len(bars_by_first_fit(lengths, section.usable_mm, section.first.kerf_mm))
        if names == {"Barreau"} and len(set(lengths)) == 1 and needed == len(section.bars):
            numbers = {"infill_pieces": len(lengths), "infill_piece_mm": lengths[0]}
            return SteelFacts(numbers, {})
    return None


def has_infill_bars(content: CardContent) -> bool:
    """Tell whether the card saws bars to stand between posts or uprights."""
    return any(row.name == "Barreau" for row in content.cut_rows)


def square_tube(content: CardContent) -> Iterator[tuple[str, float]]:
    """Yield the side of the tube of a frame when it is square."""
    if content.cut_rows and content.cut_rows[0].section.startswith("TUBE CARRE"):
        yield "frame_square_mm", content.facts.get("frame_face_mm", 0.0)
