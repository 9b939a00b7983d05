"""Where every part of a staircase stands, unrolled along the way up; millimetres."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan, ceil, cos, degrees, hypot, radians, tan

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.materials import rounded
from shop.fabrication.domain.steel import Section
from shop.fabrication.staircase.solver import Steps
from shop.fabrication.staircase.spec import Arrival, Rails, StaircaseSpec, Tread
from shop.fabrication.staircase.strength import Stringer, stringer_of

RAILED_SIDES = {Rails.BOTH: 2, Rails.LEFT: 1, Rails.RIGHT: 1, Rails.NONE: 0}
Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """One run of equal steps; `x` along the way and `z` above the floor are where it begins.

    The floor or the landing above is its last step, unless it has a tread for every riser.
    """

    x: float
    z: float
    risers: int
    treads: int
    rise: float
    going: float

    @property
    def run(self) -> float:
        return self.treads * self.going

    @property
    def climb(self) -> float:
        return self.risers * self.rise

    @property
    def pitch(self) -> float:
        """Return the angle of the nosings in degrees."""
        return degrees(atan(self.rise / self.going))

    @property
    def axis(self) -> float:
        """Return the length of the stringer on its axis: the square root of H² + run²."""
        return rounded(hypot(self.climb, self.run))

    @property
    def nosing_line(self) -> float:
        """Return the length over the nosings, which a handrail follows."""
        return rounded(hypot(self.climb - self.rise, self.run))

    def nosing_at(self, along: float) -> float:
        """Return the height of the nosing line at a level distance from the first riser."""
        return self.z + self.rise + along * self.rise / self.going

    def tread_tops(self) -> Iterator[tuple[float, float]]:
        """Yield where each tread begins and how high it lies."""
        for number in range(self.treads):
            yield self.x + number * self.going, self.z + (number + 1) * self.rise


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """The flat between two flights: `x` and `z` are its near edge and its top."""

    x: float
    z: float
    length: float
    width: float
    frame: Section
    leg: Section
    cross_members: int

    @property
    def leg_length(self) -> float:
        """Return the height under the frame."""
        return rounded(self.z - self.frame.face_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaircaseGeometry:
    """All flights, from the lowest; `tread_depth` is what is bought or cut, before folding.

    `clear_width` lies between the stringers, `passage` between the handrails above them.
    """

    steps: Steps
    flights: tuple[Flight, ...]
    landing: Landing | None
    stringer: Stringer
    cleat: Section
    clear_width: float
    passage: float
    cleat_length: float
    tread_depth: float
    tread_sheet: str

    @property
    def longest(self) -> Flight:
        """Return the flight whose stringers carry most."""
        return max(self.flights, key=lambda flight: flight.run)

    @property
    def tread_count(self) -> int:
        return sum(flight.treads for flight in self.flights)

    @property
    def length(self) -> float:
        """Return the whole length along the way, landing included."""
        return rounded(self.steps.run)

    @property
    def height(self) -> float:
        return rounded(self.steps.risers * self.steps.rise)


def lay_out_staircase(
    spec: StaircaseSpec, steps: Steps, rules: RuleSet, tables: Tables
) -> StaircaseGeometry:
    """Place every part of a wish that the validation let through, with these steps."""
    flights, landing = _flights(spec, steps), None
    if spec.has_landing:
        landing = _landing(spec, flights[0], rules, tables)
    longest = max(flights, key=lambda flight: flight.run)
    stringer = stringer_of(spec, longest.run, longest.pitch, rules, tables)
    sheet, depth = tread_of(spec.tread, steps.going, rules)
    handrail = tables.sections.get_section(rules.text("staircase.rail_handrail"))
    return StaircaseGeometry(
        steps=steps,
        flights=flights,
        landing=landing,
        stringer=stringer,
        cleat=tables.sections.get_section(rules.text("staircase.cleat")),
        clear_width=rounded(spec.width - 2 * stringer.section.depth_mm),
        passage=_passage(spec, stringer.section, handrail),
        cleat_length=rounded(steps.going - rules.number("staircase.cleat_shorter")),
        tread_depth=rounded(depth),
        tread_sheet=sheet,
    )


def _passage(spec: StaircaseSpec, stringer: Section, handrail: Section) -> float:
    """Return what is free to walk through: handrails stand on the middle of their stringer."""
    railed = RAILED_SIDES[spec.rails]
    taken = max(stringer.depth_mm, (stringer.depth_mm + handrail.face_mm) / 2)
    return rounded(spec.width - railed * taken - (2 - railed) * stringer.depth_mm)


def tread_of(tread: Tread, going: float, rules: RuleSet) -> tuple[str, float]:
    """Return the sheet of a tread and the depth to cut: a folded one is cut unfolded."""
    overlap = rules.number("staircase.overlap")
    if tread is Tread.FOLDED_SHEET:
        folds = 2 * rules.number("staircase.fold")
        return rules.text("staircase.folded_sheet"), going + overlap + folds
    if tread is Tread.WOOD:
        return "", going + overlap
    key = "staircase.grating" if tread is Tread.GRATING else "staircase.tread_plate"
    return rules.text(key), going + overlap


def _flights(spec: StaircaseSpec, steps: Steps) -> tuple[Flight, ...]:
    last_has_tread = spec.arrival is Arrival.STEP
    lower = Flight(
        x=0.0,
        z=0.0,
        risers=steps.lower_risers,
        treads=steps.lower_risers - (0 if last_has_tread and not spec.has_landing else 1),
        rise=steps.rise,
        going=steps.going,
    )
    if not spec.has_landing:
        return (lower,)
    risers = steps.risers - steps.lower_risers
    upper = Flight(
        x=lower.run + spec.landing_length,
        z=lower.climb,
        risers=risers,
        treads=risers - (0 if last_has_tread else 1),
        rise=steps.rise,
        going=steps.going,
    )
    return (lower, upper)


def _landing(spec: StaircaseSpec, lower: Flight, rules: RuleSet, tables: Tables) -> Landing:
    length, sections = spec.landing_length, tables.sections
    return Landing(
        x=lower.run,
        z=lower.climb,
        length=length,
        width=spec.width,
        frame=sections.get_section(rules.text("staircase.landing_frame")),
        leg=sections.get_section(rules.text("staircase.landing_leg")),
        cross_members=max(0, ceil(length / rules.number("staircase.landing_bays")) - 1),
    )


def stringer_outline(flight: Flight, stringer: Stringer, cover: float) -> Corners:
    """Return the side of a stringer: a band under the nosings, cut level on what it stands on
    and upright against what it leads to; `cover` is how far it reaches above the nosings.
    """
    slope = tan(radians(flight.pitch))
    upright = stringer.section.face_mm / cos(radians(flight.pitch))
    roof = flight.z + flight.climb + cover
    top = flight.nosing_at(0.0) + cover
    under = _Edge(flight, top - upright, slope, flight.z, roof - stringer.section.face_mm)
    over = _Edge(flight, top, slope, flight.z, roof)
    return tuple((rounded(x), rounded(z)) for x, z in (*under.points(), *reversed(over.points())))


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge that rises along a flight and stays level below `floor` and above `roof`."""

    flight: Flight
    start: float
    slope: float
    floor: float
    roof: float

    def points(self) -> list[tuple[float, float]]:
        """Return the ends of the edge and its bends, in the order of the climb."""
        left, right = self.flight.x, self.flight.x + self.flight.run
        bends = (left + (level - self.start) / self.slope for level in (self.floor, self.roof))
        places = [left, *(x for x in bends if left < x < right), right]
        return [(x, self._height(x)) for x in places]

    def _height(self, x: float) -> float:
        rising = self.start + (x - self.flight.x) * self.slope
        return min(max(rising, self.floor), max(self.floor, self.roof))
