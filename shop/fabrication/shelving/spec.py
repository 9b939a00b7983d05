"""What a customer wishes for a shelving, in millimetres and kilograms, frozen."""

from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish

SHELVING_SCHEMA = 1


class Preset(StrEnum):
    """SHELF: sheet decks. TYRE_RACK: two rails, tyres standing."""

    SHELF = "SHELF"
    TYRE_RACK = "TYRE_RACK"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvingSpec(Data):
    """One wish: `span` is the length of a beam, `load` the kilograms of one level of one bay."""

    bays: int
    span: float
    depth: float
    height: float
    levels: int
    load: float
    preset: Preset = Preset.SHELF
    tyre_width: float = 225.0
    tyre_diameter: float = 650.0
    finish: Finish = Finish.POWDER
    colour: str = "RAL 7016"
    handover: Handover = Handover.PICKUP
    is_in_public_place: bool = False
    schema: int = SHELVING_SCHEMA
