"""What a customer wishes for a gate, in millimetres, frozen."""

from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish

GATE_SCHEMA = 1


class GateType(StrEnum):
    SWING_1 = "SWING_1"
    SWING_2 = "SWING_2"
    SLIDING_RAIL = "SLIDING_RAIL"
    SLIDING_CANTILEVER = "SLIDING_CANTILEVER"
    WICKET = "WICKET"


SLIDING_TYPES = frozenset({GateType.SLIDING_RAIL, GateType.SLIDING_CANTILEVER})


class Split(StrEnum):
    """Share of the width between two leaves, the left one first."""

    EQUAL = "50/50"
    SIXTY_FORTY = "60/40"
    TWO_THIRDS = "67/33"


class Infill(StrEnum):
    BARS = "BARS"
    SHEET_FULL = "SHEET_FULL"
    SHEET_LOW = "SHEET_LOW"
    PERFORATED = "PERFORATED"
    HORIZONTAL = "HORIZONTAL"


class Hand(StrEnum):
    """The side of the hinges, or the side to which a sliding gate opens, seen from the street."""

    LEFT = "LEFT"
    RIGHT = "RIGHT"


class Motor(StrEnum):
    NONE = "NONE"
    READY = "READY"
    MOTOR = "MOTOR"


class Usage(StrEnum):
    HOME = "HOME"
    BUSINESS = "BUSINESS"
    POOL = "POOL"
    SCHOOL = "SCHOOL"
    PUBLIC_ROAD = "PUBLIC_ROAD"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSpec(Data):
    """One wish. `widths` are one to three measures of the passage: bottom, middle, top.

    An empty `frame` lets the rule choose the section. `is_sure` is false for « pas sûre ».
    A `max_void` of zero leaves it to the rule.
    """

    type: GateType
    widths: tuple[float, ...]
    height: float = 1600.0
    is_sure: bool = True
    is_measured_by_school: bool = False
    split: Split = Split.EQUAL
    hand: Hand = Hand.LEFT
    hinge_gap: float = 30.0
    mid_gap: float = 12.0
    ground_gap: float = 50.0
    slope: float = 0.0
    infill: Infill = Infill.BARS
    bar: str = "CARRE 16"
    frame: str = ""
    max_void: float = 0.0
    mid_rails: int = 1
    sheet_height: float = 500.0
    finish: Finish = Finish.POWDER
    colour: str = "RAL 7016"
    posts: bool = False
    lock: bool = True
    drop_bolt: bool = True
    ground_stop: bool = True
    letter_slot: bool = False
    motor: Motor = Motor.NONE
    usage: Usage = Usage.HOME
    handover: Handover = Handover.PICKUP
    distance: float = 0.0
    has_own_drawing: bool = False
    schema: int = GATE_SCHEMA

    @property
    def is_sliding(self) -> bool:
        return self.type in SLIDING_TYPES

    @property
    def leaf_count(self) -> int:
        return 2 if self.type is GateType.SWING_2 else 1

    @property
    def opening(self) -> float:
        """Return the width that counts: the smallest for a swing gate, the largest to slide."""
        return max(self.widths) if self.is_sliding else min(self.widths)

    @property
    def spread(self) -> float:
        return max(self.widths) - min(self.widths)
