"""The front view of a gate, from the geometry that is cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
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
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.marking import Known, Marks
from shop.fabrication.gate.bill import usable_length
from shop.fabrication.gate.geometry import Bars, Bay, GateGeometry, Leaf, Row
from shop.fabrication.gate.materials import (
    frame_pieces,
    in_order,
    inside_pieces,
    is_hinged_left,
    length_count,
    row_pieces,
    sheet_size,
)
from shop.fabrication.gate.spec import GateSpec, Infill
from shop.kernel.text import Bilingual

PILLAR_WIDTH = 220.0
HINGE_WIDTH, HINGE_HEIGHT = 34.0, 90.0
LOCK_HEIGHT, LOCK_MIDDLE = 170.0, 1000.0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A gate and the marks of what it is made of."""

    spec: GateSpec
    gate: GateGeometry
    bill: Bill
    basis: Basis
    marks: Marks

    @property
    def usable_mm(self) -> float:
        return usable_length(self.gate, self.basis.rules)

    def lengths(self, marks: tuple[str, ...], length: float) -> tuple[str, ...]:
        """Return the mark of each length of a member, from end to end."""
        return in_order(marks, length_count(length, self.usable_mm))

    def frame(self, leaf: Leaf) -> Known:
        return self.marks.by_role(frame_pieces(leaf, self.gate, self.usable_mm))

    def inside(self, leaf: Leaf, bay: Bay) -> Known:
        """Return the marks of the middle rails of a bay, and of a stile between two bays."""
        pieces = inside_pieces(leaf, bay, self.gate, self.usable_mm)
        return self.marks.by_role(
            piece for piece in pieces if piece.role != "stile" or bay is not leaf.bays[0]
        )

    def row(self, bay: Bay, row: Row) -> Known:
        """Return the marks of what fills a panel."""
        known = self.marks.by_role(row_pieces(bay, row, self.gate, self.usable_mm))
        if row.infill in (Infill.SHEET_FULL, Infill.PERFORATED):
            size = sheet_size(bay, row, self.basis.rules)
            known["sheet"] = (self.marks.of_plate("sheet", size),)
        return known


def draw_gate(
    spec: GateSpec, gate: GateGeometry, bill: Bill, basis: Basis, title: Bilingual
) -> Elevation:
    """Return shapes, dimensions and marks in millimetres, ground at zero."""
    drawn = _Drawn(spec, gate, bill, basis, Marks(bill.parts, bill.plates))
    supports = tuple(_supports(drawn))
    left, right = _extent(gate)
    side = supports[0].points[2] - supports[0].points[0]
    return Elevation(
        title=title,
        note=_note(spec, gate),
        left=min(left, -side),
        right=max(right, gate.opening + side),
        top=gate.height,
        shapes=(*supports, *(shape for leaf in gate.leaves for shape in _leaf_shapes(drawn, leaf))),
        dimension_lines=tuple(_dimension_lines(gate)),
        marks=tuple(_labels(drawn)),
    )


def _extent(gate: GateGeometry) -> tuple[float, float]:
    first, last = gate.leaves[0], gate.leaves[-1]
    return first.x, last.x + last.width


def _supports(drawn: _Drawn) -> Iterator[Shape]:
    """Yield what stands on both sides: masonry, or our posts above the ground."""
    gate = drawn.gate
    post = next((part for part in drawn.bill.parts if part.role == "post"), None)
    side, role, mark = PILLAR_WIDTH, "pillar", ""
    if post is not None:
        side = drawn.basis.tables.sections.get_section(post.section).face_mm
        role, mark = "post", post.mark
    for x in (-side, gate.opening):
        yield rectangle(role, mark, x, 0.0, side, gate.height)


def _leaf_shapes(drawn: _Drawn, leaf: Leaf) -> Iterator[Shape]:
    for bay in leaf.bays:
        for row in bay.rows:
            yield from _infill_shapes(drawn, leaf, bay, row)
    yield from _frame_shapes(drawn, leaf)
    if not drawn.spec.is_sliding:
        yield from _hinges(leaf, drawn.bill)
    if drawn.spec.lock and leaf is drawn.gate.leaves[0]:
        yield _lock(drawn.gate, leaf)


def _frame_shapes(drawn: _Drawn, leaf: Leaf) -> Iterator[Shape]:
    face, known = drawn.gate.frame.face_mm, drawn.frame(leaf)
    x, y, right, top = leaf.x, leaf.foot, leaf.x + leaf.width, leaf.foot + leaf.height
    stile, rails = known["stile"][0], drawn.lengths(known["rail"], leaf.width)
    inner = (x + face, y + face, right - face, top - face)
    yield from _mitred_rail(rails, (x, right), face, y, inner[1])
    yield from _mitred_rail(rails, (x, right), face, top, inner[3])
    yield polygon("stile", stile, (x, y), (x, top), (inner[0], inner[3]), inner[0:2])
    yield polygon("stile", stile, (right, y), (right, top), inner[2:4], (inner[2], inner[1]))
    for bay in leaf.bays:
        yield from _inside_shapes(drawn, leaf, bay)


def _mitred_rail(
    lengths: tuple[str, ...], span: tuple[float, float], face: float, outer: float, inner: float
) -> Iterator[Shape]:
    """Yield a rail, or its equal lengths end to end, with a mitre at its two ends."""
    start, end = span
    each, last = (end - start) / len(lengths), len(lengths) - 1
    for number, mark in enumerate(lengths):
        left, right = start + number * each, start + (number + 1) * each
        cut_left, cut_right = face * (number == 0), face * (number == last)
        yield polygon(
            "rail", mark,
            (left, outer), (right, outer), (right - cut_right, inner), (left + cut_left, inner),
        )  # fmt: skip


def _inside_shapes(drawn: _Drawn, leaf: Leaf, bay: Bay) -> Iterator[Shape]:
    face, known = drawn.gate.frame.face_mm, drawn.inside(leaf, bay)
    for row in bay.rows[1:]:
        low = leaf.foot + row.bottom - face
        rails = drawn.lengths(known["mid_rail"], bay.width)
        yield from _lengths("mid_rail", rails, (leaf.x + bay.left, low), (bay.width, face))
    if "stile" in known:
        x, height = leaf.x + bay.left - face, leaf.height - 2 * face
        yield rectangle("stile", known["stile"][0], x, leaf.foot + face, face, height)


def _lengths(
    role: str, lengths: tuple[str, ...], corner: tuple[float, float], size: tuple[float, float]
) -> Iterator[Shape]:
    """Yield a level member, or its equal lengths end to end."""
    (x, y), (width, height) = corner, size
    each = width / len(lengths)
    for number, mark in enumerate(lengths):
        yield rectangle(role, mark, x + number * each, y, each, height)


def _infill_shapes(drawn: _Drawn, leaf: Leaf, bay: Bay, row: Row) -> Iterator[Shape]:
    x, y = leaf.x + bay.left, leaf.foot + row.bottom
    known = drawn.row(bay, row)
    if "sheet" in known:
        role = "perforated" if row.infill is Infill.PERFORATED else "sheet"
        width, height = sheet_size(bay, row, drawn.basis.rules)
        left, low = x + (bay.width - width) / 2, y + (row.height - height) / 2
        yield rectangle(role, known["sheet"][0], left, low, width, height)
    if "brace" in known:
        yield from _brace(drawn, leaf, bay, row)
    if "bar" in known and row.bars is not None:
        lengths = drawn.lengths(known["bar"], row.bars.length)
        is_level = row.infill is Infill.HORIZONTAL
        yield from _bars(drawn.gate, row.bars, is_level, (x, y), lengths)


def _bars(
    gate: GateGeometry,
    bars: Bars,
    is_horizontal: bool,
    corner: tuple[float, float],
    lengths: tuple[str, ...],
) -> Iterator[Shape]:
    x, y = corner
    face = gate.bar.face_mm
    for number in range(bars.count):
        offset = bars.void + number * (face + bars.void)
        if is_horizontal:
            yield from _lengths("bar", lengths, (x, y + offset), (bars.length, face))
        else:
            yield rectangle("bar", lengths[0], x + offset, y, face, bars.length)


def _brace(drawn: _Drawn, leaf: Leaf, bay: Bay, row: Row) -> Iterator[Shape]:
    """Yield a brace from corner to corner, or its equal lengths end to end."""
    left, right = leaf.x + bay.left, leaf.x + bay.left + bay.width
    low, high = leaf.foot + row.bottom, leaf.foot + row.bottom + row.height
    start, end = (left, right) if is_hinged_left(leaf) else (right, left)
    run, rise = end - start, high - low
    length, half = hypot(run, rise), drawn.gate.brace.face_mm / 2
    way = 1 if run > 0 else -1
    flat, steep = half * length / rise * way, half * length / abs(run)
    across, down = way * half * rise / length, way * half * run / length
    marks = drawn.lengths(drawn.row(bay, row)["brace"], length)
    middles = [
        (start + run * number / len(marks), low + rise * number / len(marks))
        for number in range(1, len(marks))
    ]
    cuts = [
        ((start, low + steep), (start, low), (start + flat, low)),
        *(((x - across, z + down), (x + across, z - down)) for x, z in middles),
        ((end - flat, high), (end, high), (end, high - steep)),
    ]
    for mark, (first, last) in zip(marks, pairwise(cuts), strict=True):
        yield polygon("brace", mark, *first, *reversed(last))


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


def _labels(drawn: _Drawn) -> Iterator[MarkLabel]:
    """Yield each mark once, where it can be read without hiding a line."""
    seen: set[str] = set()
    for leaf in drawn.gate.leaves:
        spots = (*_frame_spots(drawn, leaf), *_panel_spots(drawn, leaf))
        for mark, x, y in spots:
            if mark not in seen:
                seen.add(mark)
                yield MarkLabel(mark=mark, x=round(x, 2), y=round(y, 2))


def _frame_spots(drawn: _Drawn, leaf: Leaf) -> Iterator[tuple[str, float, float]]:
    face, known = drawn.gate.frame.face_mm, drawn.frame(leaf)
    top = leaf.foot + leaf.height - face / 2
    rails = drawn.lengths(known["rail"], leaf.width)
    for number, mark in enumerate(rails):
        yield mark, leaf.x + leaf.width * (number + 0.5) / len(rails), top
    yield known["stile"][0], leaf.x + face / 2, leaf.foot + leaf.height * 0.22
    for bay in leaf.bays:
        inside = drawn.inside(leaf, bay)
        middle = leaf.x + bay.left + bay.width / 2
        for row in bay.rows[1:]:
            yield inside["mid_rail"][0], middle, leaf.foot + row.bottom - face / 2
        if "stile" in inside:
            x = leaf.x + bay.left - face / 2
            yield inside["stile"][0], x, leaf.foot + leaf.height * 0.22


def _panel_spots(drawn: _Drawn, leaf: Leaf) -> Iterator[tuple[str, float, float]]:
    for bay in leaf.bays:
        for row in bay.rows:
            known = drawn.row(bay, row)
            x, y = leaf.x + bay.left, leaf.foot + row.bottom
            if "bar" in known and row.bars is not None:
                spot_x, spot_y = _bar_spot(drawn.gate, row, row.bars)
                yield known["bar"][0], x + spot_x, y + spot_y
            if "brace" in known:
                along = 0.62 if is_hinged_left(leaf) else 0.38
                yield known["brace"][0], x + bay.width * along, y + row.height * 0.62
            if "sheet" in known:
                yield known["sheet"][0], x + bay.width * 0.25, y + row.height / 2


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
