"""The drawing set of a staircase: every part stands where it really stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.bounds import on_drawing, readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.elevation import DimensionLine, Elevation, Shape, Side, rectangle
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.marking import Marks
from shop.fabrication.domain.views import (
    DrawingSet,
    Solid,
    View,
    ViewKind,
    cutting_plane,
    isometric_view,
    measured,
)
from shop.fabrication.guardrail.spec import Infill
from shop.fabrication.staircase.elevation import (
    THICKNESS,
    flight_shapes,
    landing_shapes,
    tread_shapes,
    unrolled_runs,
)
from shop.fabrication.staircase.geometry import Flight, Landing, StaircaseGeometry
from shop.fabrication.staircase.materials import flight_pieces, landing_pieces, plate_size
from shop.fabrication.staircase.railing import RailRun
from shop.fabrication.staircase.rails import Hand, SideRail
from shop.fabrication.staircase.spec import StaircaseSpec
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class Stand:
    """Where what is drawn along the way up really stands: moved by `back`, turned, moved."""

    turn: float = 0.0
    at_x: float = 0.0
    at_y: float = 0.0
    back: float = 0.0

    def solids(self, shapes: Iterable[Shape], near: float, far: float) -> Iterator[Solid]:
        """Yield the shapes between two depths measured from the right-hand side of the way."""
        for shape in shapes:
            moved = tuple(
                round(value - self.back, 2) if place % 2 == 0 else value
                for place, value in enumerate(shape.points)
            )
            yield Solid(
                role=shape.role, mark=shape.mark, points=moved, near=round(near, 2),
                far=round(far, 2), turn=self.turn, at_x=self.at_x, at_y=self.at_y,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """The staircase on the ground: x along the lower flight, y to the left of it."""

    spec: StaircaseSpec
    stair: StaircaseGeometry

    @property
    def edge(self) -> float:
        """Return where the landing ends along the lower flight."""
        landing = self.stair.landing
        return landing.x + landing.length if landing else self.stair.length

    def stand_of(self, flight: Flight) -> Stand:
        """Return where a flight stands; the upper one leaves the landing at its corner."""
        if flight is self.stair.flights[0] or not self.spec.turn:
            return Stand()
        return self._round_the_corner(flight.x, self.spec.width)

    def outer_edge(self) -> Stand:
        """Return where the far edge of a corner landing stands, begun at the outer corner."""
        return self._round_the_corner(0.0, 0.0)

    def _round_the_corner(self, back: float, width: float) -> Stand:
        if self.spec.turn > 0:
            return Stand(90.0, self.edge, width, back)
        return Stand(-90.0, self.edge - self.spec.width, self.spec.width - width, back)


def staircase_drawings(
    spec: StaircaseSpec,
    stair: StaircaseGeometry,
    rails: tuple[SideRail, ...],
    bill: Bill,
    basis: Basis,
    elevation: Elevation,
) -> DrawingSet:
    """Return elevation, plan, section and isometric view; y = 0 is the right-hand side."""
    plan, marks, rules = Plan(spec, stair), Marks(bill.parts, bill.plates), basis.rules
    cut = round(stair.flights[0].going * (stair.flights[0].treads // 2 + 0.5), 2)
    return DrawingSet(
        solids=(
            *(s for flight in stair.flights for s in _flight_solids(plan, flight, marks, rules)),
            *_landing_solids(plan, marks),
            *_plate_solids(plan, marks, basis),
            *(solid for rail in rails for solid in _rail_solids(plan, rail, marks, basis)),
        ),
        views=(
            _elevation(plan, elevation, cut),
            _plan(plan),
            _section(plan, cut),
            isometric_view(elevation.title),
        ),
    )


def _flight_solids(plan: Plan, flight: Flight, marks: Marks, rules: RuleSet) -> Iterator[Solid]:
    spec, stair, stand = plan.spec, plan.stair, plan.stand_of(flight)
    thick, width = stair.stringer.section.depth_mm, spec.width
    stringer = next(flight_shapes(spec, stair, flight, marks, rules))
    yield from stand.solids([stringer], 0.0, thick)
    yield from stand.solids([stringer], width - thick, width)
    yield from stand.solids(tread_shapes(spec, stair, flight, marks), thick, width - thick)
    mark = marks.by_role(flight_pieces(stair, flight, rules))["cleat"][0]
    cleats, leg = list(_cleats(plan, flight, mark)), stair.cleat.face_mm
    yield from stand.solids(cleats, thick, thick + leg)
    yield from stand.solids(cleats, width - thick - leg, width - thick)


def _cleats(plan: Plan, flight: Flight, mark: str) -> Iterator[Shape]:
    cleat, length = plan.stair.cleat, plan.stair.cleat_length
    for x, top in flight.tread_tops():
        low = top - THICKNESS[plan.spec.tread] - cleat.face_mm
        yield rectangle("cleat", mark, x + (flight.going - length) / 2, low, length, cleat.face_mm)


def _landing_solids(plan: Plan, marks: Marks) -> Iterator[Solid]:
    landing, stand = plan.stair.landing, Stand()
    if landing is None:
        return
    shapes = list(landing_shapes(plan.spec, plan.stair, marks))
    by_role = {
        role: [shape for shape in shapes if shape.role == role]
        for role in ("leg", "landing_frame", "landing")
    }
    width, leg, frame = landing.width, landing.leg.depth_mm, landing.frame.depth_mm
    for role, depth in (("leg", leg), ("landing_frame", frame)):
        yield from stand.solids(by_role[role], 0.0, depth)
        yield from stand.solids(by_role[role], width - depth, width)
    crosses = _cross_members(landing, marks.by_role(landing_pieces(landing))["landing_cross"][0])
    yield from stand.solids(crosses, frame, width - frame)
    yield from stand.solids(by_role["landing"], 0.0, width)


def _plate_solids(plan: Plan, marks: Marks, basis: Basis) -> Iterator[Solid]:
    """Yield two plates at the foot and at the head of each flight, and one under each leg."""
    stair, size = plan.stair, plate_size(basis.rules)
    long, wide = size
    mark = marks.of_plate("fixing_plate", size)
    thick = basis.tables.sheets.get_sheet(basis.rules.text("staircase.plate")).thickness_mm
    for flight in stair.flights:
        head = flight.x + flight.run - thick
        roof = flight.z + flight.climb
        ends = [
            rectangle("foot", mark, flight.x, flight.z, long, thick),
            rectangle("foot", mark, head, roof - long, thick, long),
        ]
        for near in (0.0, plan.spec.width - wide):
            yield from plan.stand_of(flight).solids(ends, near, near + wide)
    landing = stair.landing
    if landing is None:
        return
    inner = landing.x + landing.length - long
    feet = [rectangle("foot", mark, x, 0.0, long, thick) for x in (landing.x, inner)]
    for near in (0.0, landing.width - wide):
        yield from Stand().solids(feet, near, near + wide)


def _cross_members(landing: Landing, mark: str) -> Iterator[Shape]:
    frame, spaces = landing.frame, landing.cross_members + 1
    reach = landing.length - frame.depth_mm
    for number in range(spaces + 1):
        x = landing.x + reach * number / spaces
        low = landing.z - frame.face_mm
        yield rectangle("landing_frame", mark, x, low, frame.depth_mm, frame.face_mm)


def _rail_solids(plan: Plan, rail: SideRail, marks: Marks, basis: Basis) -> Iterator[Solid]:
    """Yield the rail of one side over its stringer, around the corner as well."""
    half = plan.stair.stringer.section.depth_mm / 2
    middle = half if rail.hand is Hand.RIGHT else plan.spec.width - half
    for run, stand in _standing_runs(plan, rail):
        for shape in run.shapes(marks, basis):
            deep = _depth(rail, shape.role) / 2
            yield from stand.solids([shape], middle - deep, middle + deep)


def _standing_runs(plan: Plan, rail: SideRail) -> Iterator[tuple[RailRun, Stand]]:
    stair = plan.stair
    runs = list(unrolled_runs(stair, rail))
    for run in runs:
        is_upper = run is runs[-1] and len(runs) > 1
        yield run, plan.stand_of(stair.flights[-1]) if is_upper else Stand()
    if stair.landing and len(rail.geometry.runs) > len(runs):
        yield RailRun(rail, 2, 0.0, stair.landing.z), plan.outer_edge()


def _depth(rail: SideRail, role: str) -> float:
    geometry = rail.geometry
    has_knees = rail.spec.infill is Infill.KNEE_RAILS
    across = geometry.knee_rail if has_knees else geometry.low_rail
    return {
        "post": geometry.post.face_mm,
        "rail": geometry.handrail.face_mm,
        "mid_rail": across.face_mm,
        "bar": geometry.bar.depth_mm,
        "sheet": geometry.toe_plate.thickness_mm,
    }[role]


def _elevation(plan: Plan, elevation: Elevation, cut: float) -> View:
    view = View(
        kind=ViewKind.ELEVATION,
        title=Bilingual("Élévation", "Elevation"),
        note=elevation.note,
        dimension_lines=elevation.dimension_lines,
        marks=elevation.marks,
        lines=(cutting_plane(cut, elevation.top),),
    )
    if not plan.spec.turn:
        return view
    lower = plan.stair.flights[0]
    return replace(
        view,
        marks=tuple(mark for mark in elevation.marks if mark.x <= plan.edge),
        dimension_lines=(
            measured(Side.BELOW, 1, 0.0, lower.run),
            measured(Side.BELOW, 1, lower.run, plan.edge),
            measured(Side.BELOW, 2, 0.0, plan.edge),
            *(line for line in elevation.dimension_lines if line.side is not Side.BELOW),
        ),
    )


def _plan(plan: Plan) -> View:
    width = readable(plan.spec.width)
    run = on_drawing(plan.stair.length)
    return View(
        kind=ViewKind.PLAN,
        title=Bilingual("Vue de dessus", "Plan"),
        note=Bilingual(
            f"Vue de dessus : {plan.stair.tread_count} marches, largeur {width} mm, "
            f"longueur du chemin {run} mm.",
            f"Seen from above: {plan.stair.tread_count} treads, {width} mm wide, "
            f"{run} mm along the way.",
        ),
        dimension_lines=tuple(_plan_dimensions(plan)),
    )


def _plan_dimensions(plan: Plan) -> Iterator[DimensionLine]:
    lower, upper = plan.stair.flights[0], plan.stair.flights[-1]
    yield measured(Side.LEFT, 1, 0.0, plan.spec.width)
    yield measured(Side.BELOW, 1, 0.0, lower.run)
    if plan.stair.landing is None:
        return
    yield measured(Side.BELOW, 1, lower.run, plan.edge)
    if not plan.spec.turn:
        yield measured(Side.BELOW, 1, upper.x, upper.x + upper.run)
    elif plan.spec.turn > 0:
        yield measured(Side.RIGHT, 1, plan.spec.width, plan.spec.width + upper.run)
    else:
        yield measured(Side.RIGHT, 1, -upper.run, 0.0)


def _section(plan: Plan, cut: float) -> View:
    width, stringer = plan.spec.width, plan.stair.stringer.section.depth_mm
    return View(
        kind=ViewKind.SECTION,
        title=Bilingual("Coupe A-A", "Section A-A"),
        note=Bilingual(
            f"Coupe de haut en bas à {readable(cut)} mm de la première marche.",
            f"Cut from top to bottom, {readable(cut)} mm from the first riser.",
        ),
        dimension_lines=(
            measured(Side.BELOW, 1, -width, -width + stringer),
            measured(Side.BELOW, 1, -width + stringer, -stringer),
            measured(Side.BELOW, 1, -stringer, 0.0),
            measured(Side.BELOW, 2, -width, 0.0),
        ),
        cut_x=cut,
    )
