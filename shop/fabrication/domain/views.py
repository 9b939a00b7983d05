"""A drawing set: the solids that are cut, and the views that an engineer takes of them.

A family says where its pieces stand, once, as prisms in real millimetres: x to the right, y away
from the eye that looks at the elevation, z up from the ground. Every view is a way to look at
these same prisms; `drawing/projection.py` computes what is seen and what is hidden. So no view
can disagree with another, nor with the elevation, whose shapes are the front of the prisms.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.bounds import on_drawing
from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.elevation import DimensionLine, MarkLabel, Shape, Side
from shop.kernel.text import Bilingual


class ViewKind(StrEnum):
    """ELEVATION: from the front. PLAN: from above. SECTION: cut at x, seen from the left."""

    ELEVATION = "elevation"
    PLAN = "plan"
    SECTION = "section"
    ISOMETRIC = "isometric"


class LineType(StrEnum):
    """Lines of ISO 128-2: wide continuous, narrow dashed, narrow and wide chain."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    CENTRE = "centre"
    CUTTING = "cutting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solid(Data):
    """A prism: corners x and z in turn, seen from the front, from the depth `near` to `far`.

    `wall` is the thickness of a tube, zero for what is full. `turn` degrees (seen from above,
    anticlockwise) then bring the prism about the vertical through x = 0, y = 0, and `at_x`, `at_y`
    move it: a guardrail after a corner, a flight after a quarter turn.
    """

    role: str
    mark: str
    points: tuple[float, ...]
    near: float
    far: float
    wall: float = 0.0
    turn: float = 0.0
    at_x: float = 0.0
    at_y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine(Data):
    """A line that is no edge of a piece, across and up in its view: an axis, a cutting plane.

    `text` is the letter of a cutting plane, written at both ends.
    """

    line: LineType
    points: tuple[float, ...]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Data):
    """One way to look at the solids; dimensions, marks and lines are across and up in the view.

    Across is x, except in a section, where it is -y: the front of the product is on the right,
    as European projection (first angle) wants it. Up is z, or y in a plan. `cut_x` is where a
    section cuts. Parts of the roles `left_out` are not drawn here.
    """

    kind: ViewKind
    title: Bilingual
    note: Bilingual
    dimension_lines: tuple[DimensionLine, ...] = ()
    marks: tuple[MarkLabel, ...] = ()
    lines: tuple[DrawnLine, ...] = ()
    cut_x: float = 0.0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingSet(Data):
    """All that is drawn of one product; frozen beside the result of a quote.

    `sign` is what a plate fixed on the product must say, such as the loads of a shelving.
    """

    solids: tuple[Solid, ...]
    views: tuple[View, ...]
    sign: tuple[Bilingual, ...] = ()

    def view(self, kind: ViewKind) -> View | None:
        """Return the view of this kind, or None when the family does not draw it."""
        return next((view for view in self.views if view.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep the parts of a role stand, and the wall of their tube."""

    near: float
    far: float
    wall: float = 0.0

    @classmethod
    def centred(cls, thickness: float, wall: float = 0.0) -> "Depth":
        """Return a depth on both sides of y = 0."""
        return cls(-thickness / 2, thickness / 2, wall)


def extrude(shapes: Iterable[Shape], depths: Mapping[str, Depth]) -> tuple[Solid, ...]:
    """Give depth to shapes seen from the front, by their role; roles without depth are left out."""
    return tuple(
        Solid(
            role=shape.role,
            mark=shape.mark,
            points=shape.points,
            near=round(depths[shape.role].near, 2),
            far=round(depths[shape.role].far, 2),
            wall=depths[shape.role].wall,
        )
        for shape in shapes
        if shape.role in depths
    )


def measured(side: Side, rank: int, start: float, end: float) -> DimensionLine:
    """Return a dimension that says its own length.

    Ends stand on tenths of a millimetre, so the links of a chain add up to the whole as written.
    """
    start, end = round(start, 1), round(end, 1)
    text = on_drawing(round(end - start, 1))
    return DimensionLine(side=side, rank=rank, start=start, end=end, text=text)


def cutting_plane(cut_x: float, top: float, beyond: float = 90.0) -> DrawnLine:
    """Return the line A-A of an elevation, a little longer than what it cuts."""
    return DrawnLine(line=LineType.CUTTING, points=(cut_x, -beyond, cut_x, top + beyond), text="A")


def isometric_view(title: Bilingual) -> View:
    """Return the view of the whole product, without a dimension: nobody measures on it."""
    return View(
        kind=ViewKind.ISOMETRIC,
        title=Bilingual("Vue en perspective", "Isometric view"),
        note=Bilingual(
            f"{title.fr}, vu de devant, de gauche et de dessus.",
            f"{title.en}, seen from the front, the left and above.",
        ),
    )
