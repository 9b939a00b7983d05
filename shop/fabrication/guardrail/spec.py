"""What a customer wishes for a guardrail, in millimetres and degrees, frozen."""

from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish

GUARDRAIL_SCHEMA = 2
RIGHT_ANGLE = 90.0


class Context(StrEnum):
    """Who leans on it: decides of the load and of the height."""

    PRIVATE = "PRIVATE"
    PUBLIC = "PUBLIC"
    INDUSTRIAL = "INDUSTRIAL"


class Place(StrEnum):
    """Where it stands; several places need a person to look at them."""

    HOME = "HOME"
    WORKPLACE = "WORKPLACE"
    ERP = "ERP"
    COLLECTIVE = "COLLECTIVE"
    SCHOOL = "SCHOOL"
    STANDS = "STANDS"


class Fixing(StrEnum):
    """FLOOR: plates on the floor. SIDE: against the edge of the floor, « à l’anglaise »."""

    FLOOR = "FLOOR"
    SIDE = "SIDE"


class Infill(StrEnum):
    """KNEE_RAILS: knee rail and toe plate of industrial places."""

    BARS = "BARS"
    SHEET = "SHEET"
    KNEE_RAILS = "KNEE_RAILS"
    CABLE = "CABLE"
    HORIZONTAL = "HORIZONTAL"
    GLASS = "GLASS"


class Corner(StrEnum):
    """SHARED: one post in the corner. DOUBLE: two posts, one on each side."""

    SHARED = "SHARED"
    DOUBLE = "DOUBLE"


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight run: `turn` is the corner at its end, `slope` the rake; degrees, 0 for none."""

    length: float
    turn: float
    slope: float

    @property
    def is_raked(self) -> bool:
        return self.slope != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailSpec(Data):
    """One wish. `lengths` are measured level, on plan, from end to corner to end.

    `turns` are the corners between segments (90 when not given, positive to the left), `slopes`
    the rakes (0 when not given). An empty `post` lets the resistance choose the section.
    `rake_height` is measured above the nosings of the steps. A `max_void` of zero leaves it to
    the rule. `permit_on` is the day the building permit was filed, as an ISO date; empty when it
    is not known, as in all wishes of schema 1.
    """

    lengths: tuple[float, ...]
    turns: tuple[float, ...] = ()
    slopes: tuple[float, ...] = ()
    context: Context = Context.PRIVATE
    height: float = 1020.0
    rake_height: float = 900.0
    post: str = ""
    fixing: Fixing = Fixing.FLOOR
    corner: Corner = Corner.SHARED
    handrail: str = "TUBE CARRE 40x40x3"
    infill: Infill = Infill.BARS
    bar: str = "ROND 12"
    max_void: float = 0.0
    low_gap: float = 80.0
    finish: Finish = Finish.POWDER
    colour: str = "RAL 7016"
    usage: Place = Place.HOME
    fall_height: float = 2500.0
    permit_on: str = ""
    is_sure: bool = True
    is_measured_by_school: bool = False
    handover: Handover = Handover.PICKUP
    distance: float = 0.0
    has_own_drawing: bool = False
    schema: int = GUARDRAIL_SCHEMA

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return the runs in order; the last one has no corner."""
        last = len(self.lengths) - 1
        return tuple(
            Segment(
                length,
                0.0 if place == last else _at(self.turns, place, RIGHT_ANGLE),
                _at(self.slopes, place, 0.0),
            )
            for place, length in enumerate(self.lengths)
        )

    @property
    def length(self) -> float:
        """Return the whole length measured on plan."""
        return sum(self.lengths)

    @property
    def has_bars(self) -> bool:
        """Tell whether it is drawn and priced with bars, if only as an indication."""
        return self.infill not in (Infill.SHEET, Infill.KNEE_RAILS)

    def height_of(self, segment: Segment) -> float:
        """Return the height over the floor, or over the nosings of a stair."""
        return self.rake_height if segment.is_raked else self.height


def _at(values: tuple[float, ...], place: int, usual: float) -> float:
    return values[place] if place < len(values) else usual
