"""The front view of a shelving."""

from collections.abc import Iterator

from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.bounds import counted, on_drawing
from shop.fabrication.domain.elevation import (
    DimensionLine,
    Elevation,
    MarkLabel,
    Shape,
    Side,
    polygon,
    rectangle,
)
from shop.fabrication.shelving.geometry import BackBrace, ShelvingGeometry
from shop.fabrication.shelving.spec import Deck, ShelvingSpec
from shop.kernel.text import Bilingual

FOOT_WIDTH, FOOT_HEIGHT = 80.0, 8.0
DECK_HEIGHT = 12.0  # drawn thicker than the sheet so that it can be seen
GRATING_HEIGHT, BOARD_HEIGHT = 30.0, 22.0


def draw_shelving(
    spec: ShelvingSpec, rack: ShelvingGeometry, bill: Bill, title: Bilingual
) -> Elevation:
    """Return shapes, dimensions and marks in millimetres, floor at zero."""
    marks = {part.role: part.mark for part in bill.parts}
    size = f"{on_drawing(rack.total_width)} × {on_drawing(spec.height)} mm"
    bays = counted(spec.bays, "travée", "travées")
    bays_en = counted(spec.bays, "bay", "bays")
    return Elevation(
        title=title,
        note=Bilingual(
            fr=f"Vue de face, {size}, {bays}, {spec.levels} niveaux.",
            en=f"Front view, {size}, {bays_en}, {spec.levels} levels.",
        ),
        left=0.0,
        right=rack.total_width,
        top=spec.height,
        shapes=tuple(_shapes(spec, rack, marks)),
        dimension_lines=tuple(_dimension_lines(spec, rack)),
        marks=tuple(_labels(spec, rack, marks)),
    )


def _bay_left(spec: ShelvingSpec, rack: ShelvingGeometry, bay: int) -> float:
    return rack.post.face_mm + bay * (spec.span + rack.post.face_mm)


def _shapes(spec: ShelvingSpec, rack: ShelvingGeometry, marks: dict[str, str]) -> Iterator[Shape]:
    face = rack.post.face_mm
    if rack.brace is not None:
        yield from _crosses(spec, rack.brace, face, marks["brace"])
    for bay in range(spec.bays):
        left = _bay_left(spec, rack, bay)
        for top in rack.level_tops:
            low = top - rack.beam.face_mm
            yield rectangle("beam", marks["beam"], left, low, spec.span, rack.beam.face_mm)
            yield from _laid(spec, rack, left, top)
    for frame in range(spec.bays + 1):
        x = frame * (spec.span + face)
        yield rectangle("upright", marks["upright"], x, 0.0, face, spec.height)
        yield rectangle("foot", "", x + face / 2 - FOOT_WIDTH / 2, 0.0, FOOT_WIDTH, FOOT_HEIGHT)


def _laid(spec: ShelvingSpec, rack: ShelvingGeometry, left: float, top: float) -> Iterator[Shape]:
    """Yield what lies on one level of one bay: tyres, the sheet, or the customer's own board."""
    if spec.is_rack:
        yield from _tyres(spec, rack, left, top)
    elif spec.has_sheets:
        height = GRATING_HEIGHT if spec.deck is Deck.GRATING else DECK_HEIGHT
        yield rectangle("deck", "S1", left, top, spec.span, height)
    elif spec.has_deck:
        yield rectangle("board", "", left, top, spec.span, BOARD_HEIGHT)


def _crosses(spec: ShelvingSpec, brace: BackBrace, face: float, mark: str) -> Iterator[Shape]:
    """Yield two flats for each braced bay, from bolt to bolt in the middle of the uprights."""
    foot, top = brace.foot, brace.foot + brace.height
    for bay in brace.bays:
        left = face / 2 + bay * (spec.span + face)
        right = left + brace.width
        yield _flat(mark, (left, foot), (right, top), brace)
        yield _flat(mark, (left, top), (right, foot), brace)


def _flat(
    mark: str, start: tuple[float, float], end: tuple[float, float], brace: BackBrace
) -> Shape:
    half = brace.section.face_mm / 2 / brace.length
    across, up = (start[1] - end[1]) * half, (end[0] - start[0]) * half
    return polygon(
        "brace", mark,
        (start[0] + across, start[1] + up), (end[0] + across, end[1] + up),
        (end[0] - across, end[1] - up), (start[0] - across, start[1] - up),
    )  # fmt: skip


def _tyres(spec: ShelvingSpec, rack: ShelvingGeometry, left: float, top: float) -> Iterator[Shape]:
    step = spec.span / max(1, rack.tyres_per_level)
    sunk = spec.tyre_diameter * 0.1  # a tyre on two rails hangs a little between them
    for number in range(rack.tyres_per_level):
        x = left + number * step + (step - spec.tyre_width) / 2
        yield _tyre(x, top - sunk, spec.tyre_width, spec.tyre_diameter)


def _tyre(x: float, y: float, width: float, height: float) -> Shape:
    """Return a tyre seen on its tread, shoulders cut."""
    cut = width * 0.18
    right, top = x + width, y + height
    return polygon(
        "tyre", "",
        (x + cut, y), (right - cut, y), (right, y + cut), (right, top - cut),
        (right - cut, top), (x + cut, top), (x, top - cut), (x, y + cut),
    )  # fmt: skip


def _dimension_lines(spec: ShelvingSpec, rack: ShelvingGeometry) -> Iterator[DimensionLine]:
    for bay in range(spec.bays):
        left = _bay_left(spec, rack, bay)
        yield _line(Side.BELOW, 1, left, left + spec.span)
    yield _line(Side.BELOW, 2, 0.0, rack.total_width)
    yield _line(Side.LEFT, 1, 0.0, spec.height)
    yield _line(Side.RIGHT, 2, 0.0, rack.level_tops[0])
    for low, high in zip(rack.level_tops, rack.level_tops[1:], strict=False):
        yield _line(Side.RIGHT, 1, low, high)


def _line(side: Side, rank: int, start: float, end: float) -> DimensionLine:
    return DimensionLine(
        side=side,
        rank=rank,
        start=round(start, 2),
        end=round(end, 2),
        text=on_drawing(round(end - start, 2)),
    )


def _labels(
    spec: ShelvingSpec, rack: ShelvingGeometry, marks: dict[str, str]
) -> Iterator[MarkLabel]:
    face = rack.post.face_mm
    top = rack.level_tops[-1]
    middle = face + spec.span / 2
    yield MarkLabel(mark=marks["upright"], x=face / 2, y=spec.height * 0.55)
    yield MarkLabel(mark=marks["beam"], x=middle, y=top - rack.beam.face_mm / 2)
    if rack.brace is not None:
        brace = rack.brace
        x, y = face / 2 + brace.width * 0.2, brace.foot + brace.height * 0.2
        yield MarkLabel(mark=marks["brace"], x=round(x, 2), y=round(y, 2))
    if spec.has_sheets:
        yield MarkLabel(mark="S1", x=face + spec.span * 0.25, y=top + DECK_HEIGHT)
