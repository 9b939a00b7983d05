"""The rails of a staircase as shapes, one run of posts, handrail and bars at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import radians, tan

from shop.fabrication.domain.elevation import Shape, polygon, rectangle
from shop.fabrication.domain.materials import rounded
from shop.fabrication.domain.result import Part
from shop.fabrication.guardrail.geometry import Post, Run
from shop.fabrication.guardrail.spec import Infill
from shop.fabrication.staircase.rails import SideRail


class Marks:
    """Finds the mark of a piece by role and length; a spliced one goes by its role."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self._known: dict[tuple[str, float], str] = {}
        for part in parts:
            self._known.setdefault((part.role, part.length_mm), part.mark)
            self._known.setdefault((part.role, 0.0), part.mark)

    def of(self, role: str, length: float) -> str:
        return self._known.get((role, rounded(length)), self._known.get((role, 0.0), ""))


@dataclass(frozen=True, slots=True)
class RailRun:
    """A run of a rail where it stands: `x` is its start, `z` the floor or nosing there."""

    rail: SideRail
    place: int
    x: float
    z: float

    @property
    def run(self) -> Run:
        return self.rail.geometry.runs[self.place]

    @property
    def slope(self) -> float:
        return tan(radians(self.run.slope))

    def posts(self) -> Iterator[tuple[float, Post]]:
        """Yield the posts that this run brings, with how far along it they stand."""
        for post in self.rail.geometry.posts:
            along = post.x - self.run.x
            starts_here = along > 0 or self.place == 0
            if starts_here and -0.01 <= along <= self.run.length + 0.01:
                yield along, post

    def shapes(self, marks: Marks) -> Iterator[Shape]:
        """Yield handrail, rails, bars, then the posts over them."""
        geometry, run = self.rail.geometry, self.run
        top = run.panel_foot + run.panel_height
        for bay in range(run.bays):
            left = run.start + bay * run.spacing + geometry.post.depth_mm / 2
            yield from self._bay(left, top, marks)
        handrail = marks.of("handrail", run.along(run.length))
        yield self._leaning("rail", handrail, (0.0, run.length), (top, run.height))
        for along, post in self.posts():
            face = geometry.post.depth_mm
            yield rectangle(
                "post", marks.of("post", post.length), self.x + along - face / 2,
                self.z + along * self.slope, face, post.length,
            )  # fmt: skip

    def _bay(self, left: float, top: float, marks: Marks) -> Iterator[Shape]:
        geometry, run = self.rail.geometry, self.run
        span, length = (left, left + run.clear), run.along(run.clear)
        if self.rail.spec.infill is Infill.KNEE_RAILS:
            toe = run.upright(geometry.toe_plate.face_mm)
            foot = run.panel_foot
            yield self._leaning("sheet", marks.of("toe_plate", length), span, (foot - toe, foot))
            thick = run.upright(geometry.knee_rail.depth_mm)
            for number in range(run.infill.count):
                low = foot + run.infill.void + number * (thick + run.infill.void)
                mark = marks.of("knee_rail", length)
                yield self._leaning("mid_rail", mark, span, (low, low + thick))
            return
        low = run.panel_foot - run.upright(geometry.low_rail.depth_mm)
        yield self._leaning("mid_rail", marks.of("low_rail", length), span, (low, run.panel_foot))
        face, mark = geometry.bar.face_mm, marks.of("bar", run.panel_height)
        for number in range(run.infill.count):
            start = left + run.infill.void + number * (face + run.infill.void)
            yield self._leaning("bar", mark, (start, start + face), (run.panel_foot, top))

    def _leaning(
        self, role: str, mark: str, span: tuple[float, float], heights: tuple[float, float]
    ) -> Shape:
        (left, right), (low, high) = span, heights
        start, end = self.z + left * self.slope, self.z + right * self.slope
        return polygon(
            role, mark, (self.x + left, start + low), (self.x + right, end + low),
            (self.x + right, end + high), (self.x + left, start + high),
        )  # fmt: skip
