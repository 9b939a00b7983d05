"""Each bar of the cut plan as a strip: pieces with their marks, then the offcut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shop.fabrication.domain.bounds import on_drawing
from shop.fabrication.domain.cutting import Bar, CutPlan
from shop.fabrication.drawing.svg import outline, path, picture, text, text_width
from shop.kernel.text import Bilingual

PAGE_WIDTH = 480.0
EDGE = 4.0
STRIP = 22.0
HEADING, ROW, NAME = 30.0, 52.0, 16.0
MARK_SIZE, LENGTH_SIZE, HEADING_SIZE = 12.0, 11.0, 14.0

TITLE = Bilingual("Plan de débit", "Cut plan")


@dataclass(frozen=True, slots=True)
class DrawnPiece:
    """One piece from where it begins; one that `nests` begins at a slanting cut."""

    mark: str
    length_mm: float
    start_mm: float
    nests: bool = False

    @property
    def end_mm(self) -> float:
        return self.start_mm + self.length_mm


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """One bar; `name` is written above an offcut that was taken from the rack."""

    section: str
    stock_mm: float
    pieces: tuple[DrawnPiece, ...]
    rest_mm: float
    name: str = ""


def draw_cut_plan(plan: CutPlan, *, key: str, language: str = "fr") -> str:
    """Return the bars to saw; equal bars are drawn once, with their number."""
    bars = [_drawn(bar) for section in plan.sections for bar in section.bars]
    return draw_bars(bars, key=key, language=language)


def _drawn(bar: Bar) -> DrawnBar:
    at, pieces = bar.trim_mm, []
    for cut in bar.cuts:
        pieces.append(DrawnPiece(cut.mark, cut.length_mm, at))
        at += cut.length_mm + bar.kerf_mm
    return DrawnBar(bar.section, bar.stock_mm, tuple(pieces), bar.offcut_mm)


def draw_bars(bars: Sequence[DrawnBar], *, key: str, language: str = "fr") -> str:
    """Return bars of any plan, section by section; equal bars are drawn once."""
    top, body = 0.0, []
    for section, of_section in _by_section(bars).items():
        body.append(_heading(section, len(of_section), top, language))
        top += HEADING
        longest = max(bar.stock_mm for bar in of_section)
        for equal in _equal_bars(of_section):
            top += NAME if equal[0].name else 0.0
            body.extend(_strip(equal[0], len(equal), top, longest, language))
            top += ROW
    return picture(
        "".join(body),
        PAGE_WIDTH,
        top,
        key=key,
        name="drawn drawn-cut-plan",
        title=TITLE.in_language(language),
        note=_note(bars, language),
    )


def _by_section(bars: Iterable[DrawnBar]) -> dict[str, list[DrawnBar]]:
    found: dict[str, list[DrawnBar]] = {}
    for bar in bars:
        found.setdefault(bar.section, []).append(bar)
    return found


def _equal_bars(bars: Iterable[DrawnBar]) -> list[list[DrawnBar]]:
    groups: dict[DrawnBar, list[DrawnBar]] = {}
    for bar in bars:
        groups.setdefault(bar, []).append(bar)
    return list(groups.values())


def _heading(section: str, count: int, top: float, language: str) -> str:
    bars = _plural(count, language)
    name = text(
        section, EDGE, top + 20, size=HEADING_SIZE, name="drawing-heading", anchor="start",
        extra=' fill="currentColor" font-weight="bold"',
    )  # fmt: skip
    number = text(
        bars, PAGE_WIDTH - EDGE, top + 20, size=HEADING_SIZE, name="drawing-text", anchor="end",
        extra=' fill="currentColor"',
    )  # fmt: skip
    return name + number


def _plural(count: int, language: str) -> str:
    if language == "en":
        return f"{count} bars" if count > 1 else f"{count} bar"
    return f"{count} barres" if count > 1 else f"{count} barre"


def _strip(bar: DrawnBar, count: int, top: float, longest: float, language: str) -> Iterator[str]:
    times = f"× {count}" if count > 1 else ""
    scale = (PAGE_WIDTH - 2 * EDGE - 34) / longest
    left = EDGE + 34
    yield text(
        times, EDGE, top + 15.5, size=MARK_SIZE, name="drawing-text", anchor="start",
        extra=' fill="currentColor"',
    ) if times else ""  # fmt: skip
    labels: list[str] = []
    for piece in bar.pieces:
        x = left + piece.start_mm * scale
        labels.extend(_piece_labels(piece.mark, piece.length_mm, x, piece.length_mm * scale, top))
    yield path(
        _rectangle(left, top, bar.stock_mm * scale),
        'class="drawing-stock" fill="none" stroke="currentColor" stroke-width="0.6" '
        'stroke-dasharray="4 3"',
    )
    yield path(
        "".join(_pieces(bar.pieces, left, scale, top)),
        'class="drawing-cut" fill="currentColor" fill-opacity="0.14" stroke="currentColor" '
        'stroke-width="1"',
    )
    yield f'<g class="drawing-labels" fill="currentColor">{"".join(labels)}</g>'
    rest = left + (bar.stock_mm - bar.rest_mm) * scale
    yield _offcut_label(bar, rest, left + bar.stock_mm * scale, top, language)


def _pieces(pieces: Sequence[DrawnPiece], left: float, scale: float, top: float) -> Iterator[str]:
    """Outline the pieces; two that nest meet at a slant, each turned over from the other."""
    is_long_below = False
    for place, piece in enumerate(pieces):
        before, after = pieces[place - 1 : place], pieces[place + 1 : place + 2]
        is_long_below = piece.nests and not is_long_below
        start, end = left + piece.start_mm * scale, left + piece.end_mm * scale
        back = (before[0].end_mm - piece.start_mm) * scale if piece.nests else 0.0
        ahead = (piece.end_mm - after[0].start_mm) * scale if after and after[0].nests else 0.0
        long_edge = (start, end)
        short_edge = (start + max(0.0, back), end - max(0.0, ahead))
        above, below = (short_edge, long_edge) if is_long_below else (long_edge, short_edge)
        yield outline(
            [
                (above[0], top),
                (above[1], top),
                (below[1], top + STRIP),
                (below[0], top + STRIP),
            ]
        )


def _rectangle(x: float, top: float, width: float) -> str:
    return outline([(x, top), (x + width, top), (x + width, top + STRIP), (x, top + STRIP)])


def _piece_labels(mark: str, length: float, x: float, width: float, top: float) -> Iterator[str]:
    middle = x + width / 2
    if width > text_width(mark, MARK_SIZE):
        yield text(mark, middle, top + 15.5, size=MARK_SIZE, name="drawing-text")
    if width > text_width(on_drawing(length), LENGTH_SIZE):
        yield text(
            on_drawing(length), middle, top + STRIP + 13, size=LENGTH_SIZE, name="drawing-length"
        )


def _offcut_label(bar: DrawnBar, start: float, end: float, top: float, language: str) -> str:
    word = "offcut" if language == "en" else "chute"
    full = f"{word} {on_drawing(bar.rest_mm)}"
    label = full if end - start > text_width(full, LENGTH_SIZE) else on_drawing(bar.rest_mm)
    if end - start < text_width(label, LENGTH_SIZE):
        return _rack_label(bar, top)
    return _rack_label(bar, top) + text(
        label, (start + end) / 2, top + 15, size=LENGTH_SIZE, name="drawing-offcut",
        extra=' fill="currentColor"',
    )  # fmt: skip


def _rack_label(bar: DrawnBar, top: float) -> str:
    """Write above a bar which offcut of the rack it is, and its length."""
    if not bar.name:
        return ""
    return text(
        f"{bar.name}, {on_drawing(bar.stock_mm)}", EDGE + 34, top - 5.5,
        size=LENGTH_SIZE, name="drawing-offcut", anchor="start", extra=' fill="currentColor"',
    )  # fmt: skip


def _note(bars: Sequence[DrawnBar], language: str) -> str:
    rows = []
    for of_section in _by_section(bars).values():
        for equal in _equal_bars(of_section):
            bar = equal[0]
            cuts = ", ".join(_runs(bar.pieces))
            offcut = "offcut" if language == "en" else "chute"
            rest = f"{offcut} {on_drawing(bar.rest_mm)}"
            named = f" {bar.name}" if bar.name else ""
            rows.append(f"{len(equal)} × {bar.section}{named} : {cuts} ; {rest} mm.")
    return " ".join(rows)


def _runs(pieces: Iterable[DrawnPiece]) -> Iterator[str]:
    """Write pieces in the order of the saw, equal ones that follow one another once."""
    written = (f"{piece.mark} {on_drawing(piece.length_mm)}" for piece in pieces)
    for words, equal in groupby(written):
        count = len(list(equal))
        yield f"{count} × {words}" if count > 1 else words
