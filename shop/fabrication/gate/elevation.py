"""The front view of a gate, from the geometry that is cut."""

from collections.abc import Iterator
from math import hypot

from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.bounds import counted, on_drawing, readable
from shop.fabrication.domain.elevation import (
    DimensionLine,
    Elevation,
    MarkLabel,
    Shape,
    Side,
    polygon,
    rectangle,
)
from shop.fabrication.domain.result import Part
from shop.fabrication.gate.geometry import Bars, Bay, GateGeometry, Leaf, Row
from shop.fabrication.gate.materials import is_hinged_left
from shop.fabrication.gate.spec import GateSpec, Infill
from shop.kernel.text import Bilingual

PILLAR_WIDTH = 220.0
POST_FACE = 100.0
HINGE_WIDTH, HINGE_HEIGHT = 34.0, 90.0
LOCK_HEIGHT, LOCK_MIDDLE = 170.0, 1000.0


def draw_gate(spec: GateSpec, gate: GateGeometry, bill: Bill, title: Bilingual) -> Elevation:
    """Return shapes, dimensions and marks in millimetres, ground at zero."""
    marks = _marks_by_piece(bill.parts)
    for leaf in gate.leaves:
        for bay in leaf.bays:
            marks["sheet", bay.width] = _sheet_mark(bill, bay)
    left, right = _extent(gate)
    side = POST_FACE if spec.posts else PILLAR_WIDTH
    shapes = [*_supports(spec, gate, side, marks)]
    for leaf in gate.leaves:
        shapes += _leaf_shapes(spec, gate, leaf, bill, marks)
    return Elevation(
        title=title,
        note=_note(spec, gate),
        left=min(left, -side),
        right=max(right, gate.opening + side),
        top=gate.height,
        shapes=tuple(shapes),
        dimension_lines=tuple(_dimension_lines(gate)),
        marks=tuple(_labels(gate, bill.parts, marks)),
    )


def _extent(gate: GateGeometry) -> tuple[float, float]:
    first, last = gate.leaves[0], gate.leaves[-1]
    return first.x, last.x + last.width


def _marks_by_piece(parts: tuple[Part, ...]) -> dict[tuple[str, float], str]:
    """Find a mark by role and length; a spliced member keeps the mark of its role."""
    marks: dict[tuple[str, float], str] = {}
    for part in parts:
        marks.setdefault((part.role, part.length_mm), part.mark)
        marks.setdefault((part.role, 0.0), part.mark)
    return marks


def _sheet_mark(bill: Bill, bay: Bay) -> str:
    """Return the mark of the sheet cut for this bay, the nearest in width."""
    sheets = [plate for plate in bill.plates if plate.role == "sheet"]
    nearest = min(sheets, key=lambda plate: abs(plate.width_mm - bay.width), default=None)
    return nearest.mark if nearest else ""


def _mark(marks: dict[tuple[str, float], str], role: str, length: float) -> str:
    return marks.get((role, round(length, 2)), marks.get((role, 0.0), ""))


def _supports(
    spec: GateSpec, gate: GateGeometry, side: float, marks: dict[tuple[str, float], str]
) -> Iterator[Shape]:
    role = "post" if spec.posts else "pillar"
    mark = _mark(marks, "post", 0.0)
    yield rectangle(role, mark, -side, 0.0, side, gate.height)
    yield rectangle(role, mark, gate.opening, 0.0, side, gate.height)


def _leaf_shapes(
    spec: GateSpec,
    gate: GateGeometry,
    leaf: Leaf,
    bill: Bill,
    marks: dict[tuple[str, float], str],
) -> Iterator[Shape]:
    for bay in leaf.bays:
        for row in bay.rows:
            yield from _infill_shapes(gate, leaf, bay, row, marks)
    yield from _frame_shapes(gate, leaf, marks)
    if not spec.is_sliding:
        yield from _hinges(leaf, bill)
    if spec.lock and leaf is gate.leaves[0]:
        yield _lock(gate, leaf)


def _frame_shapes(
    gate: GateGeometry, leaf: Leaf, marks: dict[tuple[str, float], str]
) -> Iterator[Shape]:
    face = gate.frame.face_mm
    x, y, right, top = leaf.x, leaf.foot, leaf.x + leaf.width, leaf.foot + leaf.height
    rail, stile = _mark(marks, "rail", leaf.width), _mark(marks, "stile", leaf.height)
    inner = (x + face, y + face, right - face, top - face)
    yield polygon("rail", rail, (x, y), (right, y), inner[2:3] + inner[1:2], inner[0:2])
    yield polygon("rail", rail, (x, top), (right, top), inner[2:4], (inner[0], inner[3]))
    yield polygon("stile", stile, (x, y), (x, top), (inner[0], inner[3]), inner[0:2])
    yield polygon("stile", stile, (right, y), (right, top), inner[2:4], (inner[2], inner[1]))
    for bay in leaf.bays:
        for row in bay.rows[1:]:
            mid = _mark(marks, "mid_rail", bay.width)
            bottom = leaf.foot + row.bottom - face
            yield rectangle("mid_rail", mid, leaf.x + bay.left, bottom, bay.width, face)
    height = leaf.height - 2 * face
    for bay in leaf.bays[1:]:
        mark = _mark(marks, "stile", height)
        yield rectangle("stile", mark, leaf.x + bay.left - face, y + face, face, height)


def _infill_shapes(
    gate: GateGeometry, leaf: Leaf, bay: Bay, row: Row, marks: dict[tuple[str, float], str]
) -> Iterator[Shape]:
    x, y = leaf.x + bay.left, leaf.foot + row.bottom
    if row.infill in (Infill.SHEET_FULL, Infill.PERFORATED):
        role = "perforated" if row.infill is Infill.PERFORATED else "sheet"
        yield rectangle(role, _mark(marks, "sheet", bay.width), x, y, bay.width, row.height)
    if row.brace is not None:
        yield _brace(gate, leaf, bay, row, _mark(marks, "brace", row.brace))
    if row.bars is not None:
        mark = _mark(marks, "bar", row.bars.length)
        yield from _bars(gate, row.bars, row.infill is Infill.HORIZONTAL, (x, y), mark)


def _bars(
    gate: GateGeometry, bars: Bars, is_horizontal: bool, corner: tuple[float, float], mark: str
) -> Iterator[Shape]:
    x, y = corner
    face = gate.bar.face_mm
    for number in range(bars.count):
        offset = bars.void + number * (face + bars.void)
        if is_horizontal:
            yield rectangle("bar", mark, x, y + offset, bars.length, face)
        else:
            yield rectangle("bar", mark, x + offset, y, face, bars.length)


def _brace(gate: GateGeometry, leaf: Leaf, bay: Bay, row: Row, mark: str) -> Shape:
    left, right = leaf.x + bay.left, leaf.x + bay.left + bay.width
    low, high = leaf.foot + row.bottom, leaf.foot + row.bottom + row.height
    start, end = (left, right) if is_hinged_left(leaf) else (right, left)
    run, rise = end - start, high - low
    half = gate.brace.face_mm / 2 * hypot(run, rise)
    flat, steep = half / rise * (1 if run > 0 else -1), half / abs(run)
    return polygon(
        "brace",
        mark,
        (start, low),
        (start + flat, low),
        (end, high - steep),
        (end, high),
        (end - flat, high),
        (start, low + steep),
    )


def _hinges(leaf: Leaf, bill: Bill) -> Iterator[Shape]:
    items = [item for item in bill.hardware if item.key.endswith("hinge")]
    count = 3 if items and items[0].quantity % 3 == 0 else 2
    x = leaf.x - HINGE_WIDTH + 6 if is_hinged_left(leaf) else leaf.x + leaf.width - 6
    low = leaf.foot + 150.0 - HINGE_HEIGHT / 2
    reach = leaf.height - 300.0
    for number in range(count):
        y = low + reach * number / (count - 1)
        yield rectangle("hinge", "", x, y, HINGE_WIDTH, HINGE_HEIGHT)


def _lock(gate: GateGeometry, leaf: Leaf) -> Shape:
    width = gate.frame.face_mm
    x = leaf.x + leaf.width - width if is_hinged_left(leaf) else leaf.x
    middle = min(LOCK_MIDDLE, leaf.foot + leaf.height / 2 + 100)
    return rectangle("lock", "", x, middle - LOCK_HEIGHT / 2, width, LOCK_HEIGHT)


def _dimension_lines(gate: GateGeometry) -> Iterator[DimensionLine]:
    for leaf in gate.leaves:
        yield _line(Side.BELOW, 1, leaf.x, leaf.x + leaf.width, on_drawing(leaf.width))
    yield _line(Side.BELOW, 2, 0.0, gate.opening, on_drawing(gate.opening))
    leaf = gate.leaves[0]
    yield _line(Side.LEFT, 1, leaf.foot, leaf.foot + leaf.height, on_drawing(leaf.height))
    yield _line(Side.LEFT, 2, 0.0, gate.height, on_drawing(gate.height))
    last = gate.leaves[-1]
    for row in last.bays[-1].rows:
        low = last.foot + row.bottom
        yield _line(Side.RIGHT, 1, low, low + row.height, on_drawing(row.height))
    yield from _bar_dimension(gate)


def _bar_dimension(gate: GateGeometry) -> Iterator[DimensionLine]:
    leaf = gate.largest
    for bay in leaf.bays:
        top_row = bay.rows[-1]
        if top_row.bars is not None and top_row.infill is Infill.BARS:
            bars, face = top_row.bars, readable(gate.bar.face_mm)
            voids = f"{bars.count + 1} × {readable(bars.void)}"
            text = f"{on_drawing(bay.width)} = {bars.count} × {face} + {voids}"
            start = leaf.x + bay.left
            yield _line(Side.ABOVE, 1, start, start + bay.width, text)


def _line(side: Side, rank: int, start: float, end: float, text: str) -> DimensionLine:
    return DimensionLine(side=side, rank=rank, start=round(start, 2), end=round(end, 2), text=text)


def _labels(
    gate: GateGeometry, parts: tuple[Part, ...], marks: dict[tuple[str, float], str]
) -> Iterator[MarkLabel]:
    """Yield each mark once, where it can be read without hiding a line."""
    face = gate.frame.face_mm
    seen: set[str] = set()
    for leaf in gate.leaves:
        bay = leaf.bays[0]
        middle = leaf.x + leaf.width / 2
        spots = [
            (_mark(marks, "rail", leaf.width), middle, leaf.foot + leaf.height - face / 2),
            (
                _mark(marks, "stile", leaf.height),
                leaf.x + face / 2,
                leaf.foot + leaf.height * 0.22,
            ),
        ]
        for row in bay.rows[1:]:
            y = leaf.foot + row.bottom - face / 2
            spots.append((_mark(marks, "mid_rail", bay.width), middle, y))
        spots += _panel_spots(gate, leaf, marks)
        for mark, x, y in spots:
            if mark and mark not in seen:
                seen.add(mark)
                yield MarkLabel(mark=mark, x=round(x, 2), y=round(y, 2))


def _panel_spots(
    gate: GateGeometry, leaf: Leaf, marks: dict[tuple[str, float], str]
) -> Iterator[tuple[str, float, float]]:
    for bay in leaf.bays:
        for row in bay.rows:
            x, y = leaf.x + bay.left, leaf.foot + row.bottom
            if row.bars is not None and row.bars.count:
                spot_x, spot_y = _bar_spot(gate, row, row.bars)
                yield _mark(marks, "bar", row.bars.length), x + spot_x, y + spot_y
            if row.brace is not None:
                along = 0.62 if is_hinged_left(leaf) else 0.38
                yield _mark(marks, "brace", row.brace), x + bay.width * along, y + row.height * 0.62
            if row.infill in (Infill.SHEET_FULL, Infill.PERFORATED):
                yield _mark(marks, "sheet", bay.width), x + bay.width * 0.25, y + row.height / 2


def _bar_spot(gate: GateGeometry, row: Row, bars: Bars) -> tuple[float, float]:
    """Return a point on a bar a quarter of the way, from the corner of the panel."""
    number = bars.count // 4
    across = bars.void + number * (bars.void + gate.bar.face_mm) + gate.bar.face_mm / 2
    if row.infill is Infill.HORIZONTAL:
        return bars.length * 0.25, across
    return across, bars.length / 2


def _note(spec: GateSpec, gate: GateGeometry) -> Bilingual:
    leaf, bars = gate.largest, gate.first_bars
    bars_fr = (
        f" {bars.count} barreaux par rangée, vide de {readable(bars.void)} mm." if bars else ""
    )
    bars_en = f" {bars.count} bars in each row, {readable(bars.void)} mm apart." if bars else ""
    sizes = f"{on_drawing(leaf.width)} × {on_drawing(leaf.height)} mm"
    return Bilingual(
        fr=f"Vue de face, passage {readable(gate.opening)} mm, hauteur {readable(gate.height)} mm, "
        f"{counted(len(gate.leaves), 'vantail', 'vantaux')} de {sizes}.{bars_fr}",
        en=f"Front view, opening {readable(gate.opening)} mm, height {readable(gate.height)} mm, "
        f"{counted(len(gate.leaves), 'leaf', 'leaves')} of {sizes}.{bars_en}",
    )
