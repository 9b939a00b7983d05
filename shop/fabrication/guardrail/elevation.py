"""The front view of a guardrail, unrolled along its way, from the geometry that is cut."""

from collections.abc import Iterator

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
from shop.fabrication.guardrail.geometry import GuardrailGeometry, Post, Run
from shop.fabrication.guardrail.spec import GuardrailSpec, Infill
from shop.kernel.text import Bilingual

Marks = dict[tuple[str, float], str]


def draw_guardrail(
    spec: GuardrailSpec, rail: GuardrailGeometry, bill: Bill, title: Bilingual
) -> Elevation:
    """Return shapes, dimensions and marks in millimetres; the lowest point is at zero."""
    marks = _marks_by_piece(bill.parts)
    for run in rail.runs:
        marks["sheet", run.x] = _sheet_mark(bill, run)
    shapes = [
        *_floors(rail),
        *(s for run in rail.runs for s in _run_shapes(spec, rail, run, marks)),
    ]
    for post in rail.posts:
        shapes += _post_shapes(rail, bill, post, marks)
    last = rail.runs[-1]
    return Elevation(
        title=title,
        note=_note(spec, rail),
        left=0.0,
        right=last.x + last.length,
        top=rail.drop + max(_end_heights(rail)),
        shapes=tuple(shapes),
        dimension_lines=tuple(_dimension_lines(spec, rail)),
        marks=tuple(_labels(spec, rail, marks)),
    )


def _end_heights(rail: GuardrailGeometry) -> Iterator[float]:
    for run in rail.runs:
        yield run.z + run.height
        yield run.z + run.rise + run.height


def _marks_by_piece(parts: tuple[Part, ...]) -> Marks:
    """Find a mark by role and length; a spliced member keeps the mark of its role."""
    marks: Marks = {}
    for part in parts:
        marks.setdefault((part.role, part.length_mm), part.mark)
        marks.setdefault((part.role, 0.0), part.mark)
    return marks


def _sheet_mark(bill: Bill, run: Run) -> str:
    """Return the mark of the sheet cut for the bays of this run, the nearest in size."""
    sheets = [plate for plate in bill.plates if plate.role == "sheet"]
    nearest = min(
        sheets,
        key=lambda plate: abs(plate.width_mm - run.clear) + abs(plate.height_mm - run.panel_height),
        default=None,
    )
    return nearest.mark if nearest else ""


def _mark(marks: Marks, role: str, length: float) -> str:
    return marks.get((role, round(length, 2)), marks.get((role, 0.0), ""))


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


def _run_shapes(
    spec: GuardrailSpec, rail: GuardrailGeometry, run: Run, marks: Marks
) -> Iterator[Shape]:
    top = run.panel_foot + run.panel_height
    for left in _bay_starts(rail, run):
        span = (left, left + run.clear)
        if spec.infill is Infill.KNEE_RAILS:
            yield from _knee_shapes(rail, run, span, marks)
            continue
        low = run.panel_foot - run.upright(rail.low_rail.depth_mm)
        mark = _mark(marks, "low_rail", run.along(run.clear))
        yield _leaning(rail, run, "mid_rail", mark, span, (low, run.panel_foot))
        if spec.infill is Infill.SHEET:
            yield _leaning(rail, run, "sheet", marks["sheet", run.x], span, (run.panel_foot, top))
        else:
            yield from _bars(rail, run, left, marks)
    mark = _mark(marks, "handrail", run.along(run.length))
    yield _leaning(rail, run, "rail", mark, (0.0, run.length), (top, run.height))


def _bay_starts(rail: GuardrailGeometry, run: Run) -> Iterator[float]:
    for number in range(run.bays):
        yield run.start + number * run.spacing + rail.post.depth_mm / 2


def _knee_shapes(
    rail: GuardrailGeometry, run: Run, span: tuple[float, float], marks: Marks
) -> Iterator[Shape]:
    length = run.along(run.clear)
    toe = run.upright(rail.toe_plate.face_mm)
    yield _leaning(
        rail, run, "sheet", _mark(marks, "toe_plate", length), span,
        (run.panel_foot - toe, run.panel_foot),
    )  # fmt: skip
    thickness = run.upright(rail.knee_rail.depth_mm)
    for number in range(run.infill.count):
        low = run.panel_foot + run.infill.void + number * (thickness + run.infill.void)
        yield _leaning(
            rail, run, "mid_rail", _mark(marks, "knee_rail", length), span, (low, low + thickness)
        )


def _bars(rail: GuardrailGeometry, run: Run, left: float, marks: Marks) -> Iterator[Shape]:
    face, mark = rail.bar.face_mm, _mark(marks, "bar", run.panel_height)
    heights = (run.panel_foot, run.panel_foot + run.panel_height)
    for number in range(run.infill.count):
        start = left + run.infill.void + number * (face + run.infill.void)
        yield _leaning(rail, run, "bar", mark, (start, start + face), heights)


def _post_shapes(rail: GuardrailGeometry, bill: Bill, post: Post, marks: Marks) -> Iterator[Shape]:
    face, base = rail.post.depth_mm, bill.plates[0]
    mark = _mark(marks, "post", post.length + rail.drop)
    height = post.length + rail.drop
    yield rectangle("post", mark, post.x - face / 2, post.z, face, height)
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


def _labels(spec: GuardrailSpec, rail: GuardrailGeometry, marks: Marks) -> Iterator[MarkLabel]:
    """Yield each mark once, where it can be read without hiding a line."""
    seen: set[str] = set()
    spots: list[tuple[str, float, float]] = []
    for post in rail.posts:
        mark = _mark(marks, "post", post.length + rail.drop)
        spots.append((mark, post.x, rail.drop + post.z + post.length * 0.55))
    for run in rail.runs:
        spots += _run_spots(spec, rail, run, marks)
    for mark, x, y in spots:
        if mark and mark not in seen:
            seen.add(mark)
            yield MarkLabel(mark=mark, x=round(x, 2), y=round(y, 2))


def _run_spots(
    spec: GuardrailSpec, rail: GuardrailGeometry, run: Run, marks: Marks
) -> Iterator[tuple[str, float, float]]:
    left = run.start + rail.post.depth_mm / 2
    middle = left + run.clear / 2
    floor = rail.drop + run.floor_at(middle)
    length = run.along(run.clear)
    handrail = _mark(marks, "handrail", run.along(run.length))
    yield handrail, run.x + middle, floor + run.height - run.upright(rail.handrail.depth_mm) / 2
    if spec.infill is Infill.KNEE_RAILS:
        toe = run.upright(rail.toe_plate.face_mm) / 2
        yield _mark(marks, "toe_plate", length), run.x + middle, floor + run.panel_foot - toe
        knee = run.panel_foot + run.infill.void + run.upright(rail.knee_rail.depth_mm) / 2
        yield _mark(marks, "knee_rail", length), run.x + middle, floor + knee
        return
    yield _mark(marks, "low_rail", length), run.x + middle, floor + run.panel_foot
    centre = floor + run.panel_foot + run.panel_height * 0.5
    if spec.infill is Infill.SHEET:
        yield marks["sheet", run.x], run.x + middle, centre
    elif run.infill.count:
        number = run.infill.count * 3 // 4
        pitch = rail.bar.face_mm + run.infill.void
        across = left + run.infill.void + number * pitch + rail.bar.face_mm / 2
        spot = rail.drop + run.floor_at(across) + run.panel_foot + run.panel_height * 0.4
        yield _mark(marks, "bar", run.panel_height), run.x + across, spot


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
