"""Each bar of the cut plan as a strip: pieces with their marks, then the offcut."""

from collections.abc import Iterator

from shop.fabrication.domain.bounds import on_drawing
from shop.fabrication.domain.cutting import Bar, CutPlan
from shop.fabrication.drawing.svg import outline, path, picture, text, text_width
from shop.kernel.text import Bilingual

PAGE_WIDTH = 480.0
EDGE = 4.0
STRIP = 22.0
HEADING, ROW = 30.0, 52.0
MARK_SIZE, LENGTH_SIZE, HEADING_SIZE = 12.0, 11.0, 14.0

TITLE = Bilingual("Plan de débit", "Cut plan")


def draw_cut_plan(plan: CutPlan, *, key: str, language: str = "fr") -> str:
    """Return the bars to saw; equal bars are drawn once, with their number."""
    top, body = 0.0, []
    for section in plan.sections:
        body.append(_heading(section.section, len(section.bars), top, language))
        top += HEADING
        for bars in _equal_bars(section.bars):
            body.extend(_strip(bars[0], len(bars), top, language))
            top += ROW
    return picture(
        "".join(body),
        PAGE_WIDTH,
        top,
        key=key,
        name="drawn drawn-cut-plan",
        title=TITLE.in_language(language),
        note=_note(plan, language),
    )


def _equal_bars(bars: tuple[Bar, ...]) -> list[list[Bar]]:
    groups: dict[tuple[object, ...], list[Bar]] = {}
    for bar in bars:
        groups.setdefault(bar.cuts, []).append(bar)
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


def _strip(bar: Bar, count: int, top: float, language: str) -> Iterator[str]:
    times = f"× {count}" if count > 1 else ""
    scale = (PAGE_WIDTH - 2 * EDGE - 34) / bar.stock_mm
    left = EDGE + 34
    yield text(
        times, EDGE, top + 15.5, size=MARK_SIZE, name="drawing-text", anchor="start",
        extra=' fill="currentColor"',
    ) if times else ""  # fmt: skip
    x = left + bar.trim_mm * scale
    pieces: list[str] = []
    labels: list[str] = []
    for cut in bar.cuts:
        width = cut.length_mm * scale
        pieces.append(_rectangle(x, top, width))
        labels.extend(_piece_labels(cut.mark, cut.length_mm, x, width, top))
        x += width + bar.kerf_mm * scale
    whole = _rectangle(left, top, bar.stock_mm * scale)
    yield path(
        whole,
        'class="drawing-stock" fill="none" stroke="currentColor" stroke-width="0.6" '
        'stroke-dasharray="4 3"',
    )
    yield path(
        "".join(pieces),
        'class="drawing-cut" fill="currentColor" fill-opacity="0.14" stroke="currentColor" '
        'stroke-width="1"',
    )
    yield f'<g class="drawing-labels" fill="currentColor">{"".join(labels)}</g>'
    yield _offcut_label(bar, x, left + bar.stock_mm * scale, top, language)


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


def _offcut_label(bar: Bar, start: float, end: float, top: float, language: str) -> str:
    word = "offcut" if language == "en" else "chute"
    full = f"{word} {on_drawing(bar.offcut_mm)}"
    label = full if end - start > text_width(full, LENGTH_SIZE) else on_drawing(bar.offcut_mm)
    if end - start < text_width(label, LENGTH_SIZE):
        return ""
    return text(
        label, (start + end) / 2, top + 15, size=LENGTH_SIZE, name="drawing-offcut",
        extra=' fill="currentColor"',
    )  # fmt: skip


def _note(plan: CutPlan, language: str) -> str:
    rows = []
    for section in plan.sections:
        for bars in _equal_bars(section.bars):
            cuts = ", ".join(f"{cut.mark} {on_drawing(cut.length_mm)}" for cut in bars[0].cuts)
            offcut = "offcut" if language == "en" else "chute"
            rest = f"{offcut} {on_drawing(bars[0].offcut_mm)}"
            rows.append(f"{len(bars)} × {section.section} : {cuts} ; {rest} mm.")
    return " ".join(rows)
