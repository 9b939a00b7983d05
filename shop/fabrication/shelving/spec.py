"""What a customer wishes for a shelving, in millimetres and kilograms, frozen."""

from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish

SHELVING_SCHEMA = 2


class Preset(StrEnum):
    """SHELF: decks. TYRE_RACK: two rails, tyres standing."""

    SHELF = "SHELF"
    TYRE_RACK = "TYRE_RACK"


class Deck(StrEnum):
    """What closes a level. WOOD: boards that the customer lays. NONE: beams and ties alone."""

    SHEET = "SHEET"
    GRATING = "GRATING"
    WOOD = "WOOD"
    NONE = "NONE"


class Fixing(StrEnum):
    """FLOOR: an anchor through each foot plate. WALL: a bracket at the top of each frame."""

    FLOOR = "FLOOR"
    WALL = "WALL"
    NONE = "NONE"


class Usage(StrEnum):
    """Where it serves and what goes on it; several uses need a person to look at them."""

    HOME = "HOME"
    WORK = "WORK"
    PUBLIC = "PUBLIC"
    PALLETS = "PALLETS"
    WALKED_ON = "WALKED_ON"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvingSpec(Data):
    """One wish: `span` is the length of a beam, `load` the kilograms of one level of one bay.

    An empty `post` lets the resistance choose the section. Tyre sizes count for a tyre rack only.
    `place` is the free length between two walls, 0 when nothing stops the shelving.
    """

    bays: int
    span: float
    depth: float
    height: float
    levels: int
    load: float
    place: float = 0.0
    is_sure: bool = True
    is_measured_by_school: bool = False
    preset: Preset = Preset.SHELF
    deck: Deck = Deck.SHEET
    post: str = ""
    has_back_brace: bool = False
    fixing: Fixing = Fixing.FLOOR
    tyre_width: float = 225.0
    tyre_diameter: float = 650.0
    finish: Finish = Finish.POWDER
    colour: str = "RAL 7016"
    usage: Usage = Usage.HOME
    handover: Handover = Handover.PICKUP
    distance: float = 0.0
    has_own_drawing: bool = False
    schema: int = SHELVING_SCHEMA

    @property
    def is_rack(self) -> bool:
        return self.preset is Preset.TYRE_RACK

    @property
    def has_sheets(self) -> bool:
        """Tell whether the school cuts something to lay on the levels."""
        return not self.is_rack and self.deck in (Deck.SHEET, Deck.GRATING)

    @property
    def has_deck(self) -> bool:
        """Tell whether something lies on the beams, whoever brings it."""
        return not self.is_rack and self.deck is not Deck.NONE
