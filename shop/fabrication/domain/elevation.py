"""What a drawing shows, in real millimetres: x to the right, y up from the ground."""

from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.kernel.text import Bilingual


class Side(StrEnum):
    BELOW = "below"
    ABOVE = "above"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Data):
    """A part seen from the front: the corners of a polygon, x and y in turn."""

    role: str
    mark: str
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionLine(Data):
    """A measured distance drawn outside the outline; rank 1 is the nearest to it."""

    side: Side
    rank: int
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkLabel(Data):
    """The mark of a part, written where the part is."""

    mark: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Elevation(Data):
    """The front view. `note` says what the picture shows, for those who hear it."""

    title: Bilingual
    note: Bilingual
    left: float
    right: float
    top: float
    shapes: tuple[Shape, ...]
    dimension_lines: tuple[DimensionLine, ...]
    marks: tuple[MarkLabel, ...]


def rectangle(role: str, mark: str, x: float, y: float, width: float, height: float) -> Shape:
    """Return a shape from its lower left corner."""
    right, top = x + width, y + height
    corners = (x, y, right, y, right, top, x, top)
    return Shape(role=role, mark=mark, points=tuple(round(value, 2) for value in corners))


def polygon(role: str, mark: str, *corners: tuple[float, float]) -> Shape:
    """Return a shape from its corners in order."""
    flat = tuple(round(value, 2) for corner in corners for value in corner)
    return Shape(role=role, mark=mark, points=flat)
