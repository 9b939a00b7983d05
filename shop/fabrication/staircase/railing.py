"""The rails of a staircase as shapes, one run of posts, handrail and bars at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import radians, tan

from shop.fabrication.domain.elevation import Shape, polygon, rectangle
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.marking import Known, Marks
from shop.fabrication.guardrail.geometry import Post, Run
from shop.fabrication.guardrail.materials import handrail_spans, post_piece
from shop.fabrication.guardrail.spec import Infill
from shop.fabrication.staircase.rails import SideRail


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

    def shapes(self, marks: Marks, basis: Basis) -> Iterator[Shape]:
        """Yield handrail, rails, bars, then the posts over them."""
        geometry, run = self.rail.geometry, self.run
        known = marks.by_role(self.rail.run_pieces(self.place, basis))
        for bay in range(run.bays):
            left = run.start + bay * run.spacing + geometry.post.depth_mm / 2
            yield from self._bay(left, known)
        lengths, top = known["handrail"], run.panel_foot + run.panel_height
        spans = handrail_spans(self.rail.spec, geometry, self.place, len(lengths))
        for mark, span in zip(lengths, spans, strict=True):
            yield self._leaning("rail", mark, span, (top, run.height))
        for along, post in self.posts():
            face, mark = geometry.post.depth_mm, marks.of(post_piece(geometry, post))
            yield rectangle(
                "post", mark, self.x + along - face / 2, self.z + along * self.slope,
                face, post.length,
            )  # fmt: skip

    def _bay(self, left: float, known: Known) -> Iterator[Shape]:
        geometry, run = self.rail.geometry, self.run
        span, foot = (left, left + run.clear), run.panel_foot
        if self.rail.spec.infill is Infill.KNEE_RAILS:
            toe = run.upright(geometry.toe_plate.face_mm)
            yield self._leaning("sheet", known["toe_plate"][0], span, (foot - toe, foot))
            thick = run.upright(geometry.knee_rail.depth_mm)
            for number in range(run.infill.count):
                low = foot + run.infill.void + number * (thick + run.infill.void)
                yield self._leaning("mid_rail", known["knee_rail"][0], span, (low, low + thick))
            return
        low = foot - run.upright(geometry.low_rail.depth_mm)
        yield self._leaning("mid_rail", known["low_rail"][0], span, (low, foot))
        face = geometry.bar.face_mm
        for number in range(run.infill.count):
            start = left + run.infill.void + number * (face + run.infill.void)
            heights = (foot, foot + run.panel_height)
            yield self._leaning("bar", known["bar"][0], (start, start + face), heights)

    def _leaning(
        self, role: str, mark: str, span: tuple[float, float], heights: tuple[float, float]
    ) -> Shape:
        (left, right), (low, high) = span, heights
        start, end = self.z + left * self.slope, self.z + right * self.slope
        return polygon(
            role, mark, (self.x + left, start + low), (self.x + right, end + low),
            (self.x + right, end + high), (self.x + left, start + high),
        )  # fmt: skip
