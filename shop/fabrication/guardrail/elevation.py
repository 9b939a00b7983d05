"""The front view of a guardrail, unrolled along its way, from the geometry that is cut."""

from collections.abc import Iterator
from dataclasses import dataclass

from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.bounds import counted, on_drawing, readable
from shop.fabrication.domain.dated import RuleSet
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
from shop.fabrication.domain.result import Plate
from shop.fabrication.guardrail.bill import usable_length
from shop.fabrication.guardrail.geometry import GuardrailGeometry, Post, Run
from shop.fabrication.guardrail.materials import (
    handrail_spans,
    post_piece,
    run_pieces,
    sheet_note,
    sheet_size,
)
from shop.fabrication.guardrail.spec import GuardrailSpec, Infill
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A guardrail and the marks of what it is made of; `usable_mm` is what a bar gives."""

    spec: GuardrailSpec
    rail: GuardrailGeometry
    rules: RuleSet
    base: Plate
    marks: Marks
    usable_mm: float

    def of_run(self, place: int) -> Known:
        """Return the marks of the pieces of a run, by their role."""
        run = self.rail.runs[place]
        pieces = run_pieces(self.spec, self.rail, place, self.usable_mm)
        marks = self.marks.by_role(pieces)
        if self.spec.infill is Infill.SHEET:
            size, note = sheet_size(run, self.rules), sheet_note(run, self.rules)
            marks["sheet"] = (self.marks.of_plate("sheet", size, note),)
        return marks

    def of_post(self, post: Post) -> str:
        return self.marks.of(post_piece(self.rail, post))


def draw_guardrail(
    spec: GuardrailSpec, rail: GuardrailGeometry, bill: Bill, basis: Basis, title: Bilingual
) -> Elevation:
    """Return shapes, dimensions and marks in millimetres; the lowest point is at zero."""
    marks = Marks(bill.parts, bill.plates)
    drawn = _Drawn(spec, rail, basis.rules, bill.plates[0], marks, usable_length(rail, basis))
    shapes = [
        *_floors(rail),
        *(shape for place in range(len(rail.runs)) for shape in _run_shapes(drawn, place)),
    ]
    for post in rail.posts:
        shapes += _post_shapes(drawn, post)
    last = rail.runs[-1]
    return Elevation(
        title=title,
        note=_note(spec, rail),
        left=0.0,
        right=last.x + last.length,
        top=rail.drop + max(_end_heights(rail)),
        shapes=tuple(shapes),
        dimension_lines=tuple(_dimension_lines(spec, rail)),
        marks=tuple(_labels(drawn)),
    )


def _end_heights(rail: GuardrailGeometry) -> Iterator[float]:
    for run in rail.runs:
        yield run.z + run.height
        yield run.z + run.rise + run.height


def _floors(rail: GuardrailGeometry) -> Iterator[Shape]:
    """Yield what the guardrail stands on where the ground line does not show it."""
    for run in rail.runs:
        low, high = rail.drop + run.z, rail.drop + run.z + run.rise
        right = run.x + run.length
        if low > 0 or high > 0:
            yield polygon("pillar", "", (run.x, 0.0), (right, 0.0), (right, high), (run.x, low))


def _leaning(
    rail: GuardrailGeometry, run: Run, role: str, mark: str,
    span: tuple[float, float], heights: tuple[float, float],
) -> Shape:  # fmt: skip
    """Return a member that follows the floor: level distances, heights above the floor."""
    (left, right), (low, high) = span, heights
    start, end = rail.drop + run.floor_at(left), rail.drop + run.floor_at(right)
    return polygon(
        role, mark, (run.x + left, start + low), (run.x + right, end + low),
        (run.x + right, end + high), (run.x + left, start + high),
    )  # fmt: skip


def _run_shapes(drawn: _Drawn, place: int) -> Iterator[Shape]:
    spec, rail, run = drawn.spec, drawn.rail, drawn.rail.runs[place]
    marks = drawn.of_run(place)
    top = run.panel_foot + run.panel_height
    for left in _bay_starts(rail, run):
        span = (left, left + run.clear)
        if spec.infill is Infill.KNEE_RAILS:
            yield from _knee_shapes(rail, run, span, marks)
            continue
        low = run.panel_foot - run.upright(rail.low_rail.depth_mm)
        yield _leaning(rail, run, "mid_rail", marks["low_rail"][0], span, (low, run.panel_foot))
        if spec.infill is Infill.SHEET:
            yield _sheet(drawn, run, left, marks["sheet"][0])
        elif run.infill.count:
            yield from _bars(rail, run, left, marks["bar"][0])
    lengths = marks["handrail"]
    spans = handrail_spans(spec, rail, place, len(lengths))
    for mark, span in zip(lengths, spans, strict=True):
        yield _leaning(rail, run, "rail", mark, span, (top, run.height))


def _sheet(drawn: _Drawn, run: Run, left: float, mark: str) -> Shape:
    """Return the sheet of a bay, with its play on all sides."""
    width, height = sheet_size(run, drawn.rules)
    across, up = (run.clear - width) / 2, (run.panel_height - height) / 2
    span = (left + across, left + across + width)
    heights = (run.panel_foot + up, run.panel_foot + up + height)
    return _leaning(drawn.rail, run, "sheet", mark, span, heights)


def _bay_starts(rail: GuardrailGeometry, run: Run) -> Iterator[float]:
    for number in range(run.bays):
        yield run.start + number * run.spacing + rail.post.depth_mm / 2


def _knee_shapes(
    rail: GuardrailGeometry,
    run: Run,
    span: tuple[float, float],
    marks: Known,
) -> Iterator[Shape]:
    toe = run.upright(rail.toe_plate.face_mm)
    yield _leaning(
        rail, run, "sheet", marks["toe_plate"][0], span,
        (run.panel_foot - toe, run.panel_foot),
    )  # fmt: skip
    thickness = run.upright(rail.knee_rail.depth_mm)
    for number in range(run.infill.count):
        low = run.panel_foot + run.infill.void + number * (thickness + run.infill.void)
        yield _leaning(rail, run, "mid_rail", marks["knee_rail"][0], span, (low, low + thickness))


def _bars(rail: GuardrailGeometry, run: Run, left: float, mark: str) -> Iterator[Shape]:
    face = rail.bar.face_mm
    heights = (run.panel_foot, run.panel_foot + run.panel_height)
    for number in range(run.infill.count):
        start = left + run.infill.void + number * (face + run.infill.void)
        yield _leaning(rail, run, "bar", mark, (start, start + face), heights)


def _post_shapes(drawn: _Drawn, post: Post) -> Iterator[Shape]:
    rail, base = drawn.rail, drawn.base
    face, height = rail.post.depth_mm, post.length + rail.drop
    yield rectangle("post", drawn.of_post(post), post.x - face / 2, post.z, face, height)
    left = post.x - base.width_mm / 2
    tall = base.height_mm if rail.drop else base.thickness_mm
    yield rectangle("foot", base.mark, left, post.z, base.width_mm, tall)


def _dimension_lines(spec: GuardrailSpec, rail: GuardrailGeometry) -> Iterator[DimensionLine]:
    for run in rail.runs:
        for number in range(run.bays):
            start = run.x + run.start + number * run.spacing
            yield _line(Side.BELOW, 1, start, start + run.spacing, on_drawing(run.spacing))
        if len(rail.runs) > 1:
            yield _line(Side.BELOW, 2, run.x, run.x + run.length, on_drawing(run.length))
    rank = 3 if len(rail.runs) > 1 else 2
    yield _line(Side.BELOW, rank, 0.0, spec.length, on_drawing(spec.length))
    first, last = rail.first, rail.runs[-1]
    floor = rail.drop + first.z
    yield _line(Side.LEFT, 1, floor, floor + first.height, on_drawing(first.height))
    if last.height != first.height:
        floor = rail.drop + last.z + last.rise
        yield _line(Side.RIGHT, 1, floor, floor + last.height, on_drawing(last.height))
    climb = last.z + last.rise - first.z
    if climb:
        low, high = sorted((rail.drop + first.z, rail.drop + last.z + last.rise))
        yield _line(Side.RIGHT, 2, low, high, on_drawing(abs(climb)))
    yield from _infill_dimension(spec, rail)


def _infill_dimension(spec: GuardrailSpec, rail: GuardrailGeometry) -> Iterator[DimensionLine]:
    run = rail.first
    if spec.has_bars and run.infill.count:
        voids = f"{run.infill.count + 1} × {readable(run.infill.void)}"
        bars = f"{run.infill.count} × {readable(rail.bar.face_mm)}"
        start = run.x + run.start + rail.post.depth_mm / 2
        text = f"{on_drawing(run.clear)} = {bars} + {voids}"
        yield _line(Side.ABOVE, 1, start, start + run.clear, text)


def _line(side: Side, rank: int, start: float, end: float, text: str) -> DimensionLine:
    return DimensionLine(side=side, rank=rank, start=round(start, 2), end=round(end, 2), text=text)


def _labels(drawn: _Drawn) -> Iterator[MarkLabel]:
    """Yield each mark once, where it can be read without hiding a line."""
    rail = drawn.rail
    seen: set[str] = set()
    spots: list[tuple[str, float, float]] = []
    for post in rail.posts:
        spots.append((drawn.of_post(post), post.x, rail.drop + post.z + post.length * 0.55))
    for place in range(len(rail.runs)):
        spots += _handrail_spots(drawn, place)
        spots += _run_spots(drawn, place)
    for mark, x, y in spots:
        if mark not in seen:
            seen.add(mark)
            yield MarkLabel(mark=mark, x=round(x, 2), y=round(y, 2))


def _handrail_spots(drawn: _Drawn, place: int) -> Iterator[tuple[str, float, float]]:
    """Yield a place on each length of a handrail: over a bay, or in its own middle."""
    rail, run = drawn.rail, drawn.rail.runs[place]
    marks = drawn.of_run(place)["handrail"]
    for mark, (left, right) in zip(
        marks, handrail_spans(drawn.spec, rail, place, len(marks)), strict=True
    ):
        over_bay = run.start + rail.post.depth_mm / 2 + run.clear / 2
        across = over_bay if left <= over_bay <= right else (left + right) / 2
        floor = rail.drop + run.floor_at(across)
        yield mark, run.x + across, floor + run.height - run.upright(rail.handrail.depth_mm) / 2


def _run_spots(drawn: _Drawn, place: int) -> Iterator[tuple[str, float, float]]:
    spec, rail, run = drawn.spec, drawn.rail, drawn.rail.runs[place]
    marks = drawn.of_run(place)
    left = run.start + rail.post.depth_mm / 2
    middle = left + run.clear / 2
    floor = rail.drop + run.floor_at(middle)
    if spec.infill is Infill.KNEE_RAILS:
        toe = run.upright(rail.toe_plate.face_mm) / 2
        yield marks["toe_plate"][0], run.x + middle, floor + run.panel_foot - toe
        if run.infill.count:
            knee = run.panel_foot + run.infill.void + run.upright(rail.knee_rail.depth_mm) / 2
            yield marks["knee_rail"][0], run.x + middle, floor + knee
        return
    yield marks["low_rail"][0], run.x + middle, floor + run.panel_foot
    centre = floor + run.panel_foot + run.panel_height * 0.5
    if spec.infill is Infill.SHEET:
        yield marks["sheet"][0], run.x + middle, centre
    elif run.infill.count:
        number = run.infill.count * 3 // 4
        pitch = rail.bar.face_mm + run.infill.void
        across = left + run.infill.void + number * pitch + rail.bar.face_mm / 2
        spot = rail.drop + run.floor_at(across) + run.panel_foot + run.panel_height * 0.4
        yield marks["bar"][0], run.x + across, spot


def _note(spec: GuardrailSpec, rail: GuardrailGeometry) -> Bilingual:
    posts, run = len(rail.posts), rail.first
    size = f"{readable(spec.length)} mm"
    bars_fr = bars_en = ""
    if spec.has_bars:
        bars = run.infill.count
        void = readable(run.infill.void)
        bars_fr = f" {bars} barreaux par travée, vide de {void} mm."
        bars_en = f" {bars} bars in each bay, {void} mm apart."
    fr = counted(len(rail.runs), "segment", "segments")
    en = counted(len(rail.runs), "segment", "segments")
    height = readable(run.height)
    return Bilingual(
        fr=f"Vue de face déroulée, {fr}, longueur {size}, hauteur {height} mm, "
        f"{posts} poteaux à {on_drawing(run.spacing)} mm.{bars_fr}",
        en=f"Unrolled front view, {en}, length {size}, height {height} mm, "
        f"{posts} posts {on_drawing(run.spacing)} mm apart.{bars_en}",
    )
