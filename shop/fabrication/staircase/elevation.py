"""The side view of a staircase, unrolled along the way up, from the geometry that is cut."""

from collections.abc import Iterator

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
from shop.fabrication.domain.marking import Marks
from shop.fabrication.domain.views import measured
from shop.fabrication.staircase.geometry import (
    Flight,
    Landing,
    StaircaseGeometry,
    stringer_outline,
)
from shop.fabrication.staircase.materials import (
    flight_pieces,
    floor_size,
    landing_pieces,
    tread_note,
)
from shop.fabrication.staircase.railing import RailRun
from shop.fabrication.staircase.rails import SideRail
from shop.fabrication.staircase.spec import StaircaseSpec, Tread
from shop.kernel.text import Bilingual

THICKNESS = {
    Tread.FOLDED_SHEET: 40.0, Tread.TREAD_PLATE: 6.0, Tread.GRATING: 30.0, Tread.WOOD: 40.0,
}  # fmt: skip


def draw_staircase(
    spec: StaircaseSpec,
    stair: StaircaseGeometry,
    rails: tuple[SideRail, ...],
    bill: Bill,
    basis: Basis,
    title: Bilingual,
) -> Elevation:
    """Return shapes, dimensions and marks in millimetres; the lower floor is at zero."""
    marks, rules = Marks(bill.parts, bill.plates), basis.rules
    shown = max(reversed(rails), key=lambda rail: len(rail.geometry.runs), default=None)
    shapes = (
        *(shape for run in unrolled_runs(stair, shown) for shape in run.shapes(marks, basis)),
        *landing_shapes(spec, stair, marks),
        *(s for flight in stair.flights for s in flight_shapes(spec, stair, flight, marks, rules)),
    )
    return Elevation(
        title=title,
        note=_note(spec, stair),
        left=0.0,
        right=stair.length,
        top=max(point for shape in shapes for point in shape.points[1::2]),
        shapes=shapes,
        dimension_lines=tuple(_dimension_lines(stair)),
        marks=tuple(_labels(spec, stair, rules, marks)),
    )


def unrolled_runs(stair: StaircaseGeometry, rail: SideRail | None) -> Iterator[RailRun]:
    """Yield the runs of one side along flights and landing, a second edge of it left out."""
    if rail is None:
        return
    lower, upper = stair.flights[0], stair.flights[-1]
    last = len(rail.geometry.runs) - 1
    yield RailRun(rail, 0, lower.x, lower.nosing_at(0.0))
    if stair.landing is not None:
        if last > 1:
            yield RailRun(rail, 1, stair.landing.x, stair.landing.z)
        yield RailRun(rail, last, upper.x, upper.nosing_at(0.0))


def flight_shapes(
    spec: StaircaseSpec, stair: StaircaseGeometry, flight: Flight, marks: Marks, rules: RuleSet
) -> Iterator[Shape]:
    """Yield one stringer and the treads before it."""
    cover = rules.number("staircase.stringer_cover")
    mark = marks.by_role(flight_pieces(stair, flight, rules))["stringer"][0]
    yield polygon("stringer", mark, *stringer_outline(flight, stair.stringer, cover))
    yield from tread_shapes(spec, stair, flight, marks)


def tread_shapes(
    spec: StaircaseSpec, stair: StaircaseGeometry, flight: Flight, marks: Marks
) -> Iterator[Shape]:
    """Yield the treads from the side."""
    thick, mark = THICKNESS[spec.tread], tread_mark(spec, stair, marks)
    for x, top in flight.tread_tops():
        yield rectangle("tread", mark, x, top - thick, flight.going, thick)


def tread_mark(spec: StaircaseSpec, stair: StaircaseGeometry, marks: Marks) -> str:
    """Return the mark of a tread; wood has none, it is not ours."""
    if not stair.tread_sheet:
        return ""
    return marks.of_plate("tread", (stair.clear_width, stair.tread_depth), tread_note(spec))


def landing_shapes(spec: StaircaseSpec, stair: StaircaseGeometry, marks: Marks) -> Iterator[Shape]:
    """Yield the floor of the landing, its frame and its legs from the side."""
    landing = stair.landing
    if landing is None:
        return
    floor = min(THICKNESS[spec.tread], landing.frame.face_mm)
    known = marks.by_role(landing_pieces(landing))
    for x in leg_places(landing):
        yield rectangle("leg", known["leg"][0], x, 0.0, landing.leg.face_mm, landing.leg_length)
    frame, mark = known["landing_side"][0], marks.of_plate("landing_floor", floor_size(landing))
    low = landing.z - landing.frame.face_mm
    yield rectangle("landing_frame", frame, landing.x, low, landing.length, landing.frame.face_mm)
    yield rectangle("landing", mark, landing.x, landing.z - floor, landing.length, floor)


def leg_places(landing: Landing) -> tuple[float, float]:
    """Return where the legs begin along the way."""
    return landing.x, landing.x + landing.length - landing.leg.face_mm


def _dimension_lines(stair: StaircaseGeometry) -> Iterator[DimensionLine]:
    steps, lower = stair.steps, stair.flights[0]
    yield DimensionLine(
        side=Side.BELOW, rank=1, start=0.0, end=round(lower.going, 1), text=on_drawing(lower.going)
    )
    for flight in stair.flights:
        yield measured(Side.BELOW, 2, flight.x, flight.x + flight.run)
    if stair.landing:
        yield measured(Side.BELOW, 2, stair.landing.x, stair.landing.x + stair.landing.length)
        yield measured(Side.BELOW, 3, 0.0, stair.length)
        yield measured(Side.RIGHT, 1, 0.0, stair.landing.z)
    yield DimensionLine(
        side=Side.LEFT, rank=1, start=0.0, end=round(steps.rise, 1), text=on_drawing(steps.rise)
    )
    yield measured(Side.LEFT, 2, 0.0, stair.height)


def _labels(
    spec: StaircaseSpec, stair: StaircaseGeometry, rules: RuleSet, marks: Marks
) -> Iterator[MarkLabel]:
    """Yield each mark once, where it can be read without hiding a line."""
    seen: set[str] = set()
    for flight in stair.flights:
        middle = flight.treads // 2
        x = flight.x + (middle + 0.5) * flight.going
        mark = marks.by_role(flight_pieces(stair, flight, rules))["stringer"][0]
        nosing = flight.nosing_at(middle * flight.going)
        tread = tread_mark(spec, stair, marks)
        spots = ((mark, x, nosing - flight.rise), (tread, x, nosing - 15))
        for name, across, up in spots:
            if name and name not in seen:
                seen.add(name)
                yield MarkLabel(mark=name, x=round(across, 2), y=round(up, 2))


def _note(spec: StaircaseSpec, stair: StaircaseGeometry) -> Bilingual:
    steps = stair.steps
    rise, going = on_drawing(steps.rise), on_drawing(steps.going)
    run, pitch = on_drawing(stair.length), readable(round(steps.pitch, 1))
    flights_fr = counted(len(stair.flights), "volée", "volées")
    flights_en = counted(len(stair.flights), "flight", "flights")
    return Bilingual(
        fr=f"Vue de côté, {flights_fr} : {steps.risers} hauteurs de {rise} mm, "
        f"giron de {going} mm, longueur au sol {run} mm, pente de {pitch}°.",
        en=f"Side view, {flights_en}: {steps.risers} risers of {rise} mm, "
        f"going of {going} mm, {run} mm long on the floor, pitch of {pitch}°.",
    )
