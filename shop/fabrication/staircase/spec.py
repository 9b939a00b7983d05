"""What a customer wishes for a staircase, in millimetres, frozen."""

from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish

STAIRCASE_SCHEMA = 1


class Context(StrEnum):
    """Who climbs it: decides of the steps, the width and the loads.

    RENOVATION is the owner's own house, where the customer signs what differs from habit.
    """

    HOME = "HOME"
    COLLECTIVE = "COLLECTIVE"
    PUBLIC_NEW = "PUBLIC_NEW"
    PUBLIC_EXISTING = "PUBLIC_EXISTING"
    INDUSTRIAL = "INDUSTRIAL"
    RENOVATION = "RENOVATION"


class Flights(StrEnum):
    """One straight flight, two in line with a landing, or two around a corner landing."""

    STRAIGHT = "STRAIGHT"
    LANDING = "LANDING"
    QUARTER_LEFT = "QUARTER_LEFT"
    QUARTER_RIGHT = "QUARTER_RIGHT"
    WINDERS = "WINDERS"
    HELIX = "HELIX"


class Arrival(StrEnum):
    """FLUSH: the floor above is the last step. STEP: a last tread lies level with it."""

    FLUSH = "FLUSH"
    STEP = "STEP"


class Tread(StrEnum):
    """WOOD: the customer's own treads lie on steel supports."""

    FOLDED_SHEET = "FOLDED_SHEET"
    TREAD_PLATE = "TREAD_PLATE"
    GRATING = "GRATING"
    WOOD = "WOOD"


class Rails(StrEnum):
    """On which side there is a rail, seen by one who climbs."""

    BOTH = "BOTH"
    LEFT = "LEFT"
    RIGHT = "RIGHT"
    NONE = "NONE"


class Purpose(StrEnum):
    """What the building asks of the staircase."""

    ACCESS = "ACCESS"
    STRUCTURAL = "STRUCTURAL"
    ESCAPE = "ESCAPE"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaircaseSpec(Data):
    """One wish; zero stands for what the customer leaves to us.

    `height` goes from finished floor to finished floor. `run` is the length on the floor below,
    landing included; at a corner, that of the lower flight with the landing. `risers` chooses
    among the staircases found. `opening` is the hole in the floor above, along the way, from the
    edge of the floor on which one arrives. An empty `stringer` lets the resistance
    choose the section.
    """

    height: float = 2800.0
    width: float = 900.0
    run: float = 0.0
    context: Context = Context.HOME
    flights: Flights = Flights.STRAIGHT
    arrival: Arrival = Arrival.FLUSH
    risers: int = 0
    landing: float = 0.0
    tread: Tread = Tread.FOLDED_SHEET
    stringer: str = ""
    rails: Rails = Rails.BOTH
    opening: float = 0.0
    floor_thickness: float = 200.0
    is_outdoors: bool = False
    finish: Finish = Finish.POWDER
    colour: str = "RAL 7016"
    purpose: Purpose = Purpose.ACCESS
    is_sure: bool = True
    is_measured_by_school: bool = False
    handover: Handover = Handover.PICKUP
    distance: float = 0.0
    has_own_drawing: bool = False
    schema: int = STAIRCASE_SCHEMA

    @property
    def has_landing(self) -> bool:
        """Tell whether there are two flights."""
        return self.flights is not Flights.STRAIGHT

    @property
    def turn(self) -> float:
        """Return the corner between both flights in degrees, positive to the left."""
        return {Flights.QUARTER_LEFT: 90.0, Flights.QUARTER_RIGHT: -90.0}.get(self.flights, 0.0)

    @property
    def landing_length(self) -> float:
        """Return how long the landing is; at a corner it is as long as the stair is wide."""
        if not self.has_landing:
            return 0.0
        return self.width if self.turn or not self.landing else self.landing
