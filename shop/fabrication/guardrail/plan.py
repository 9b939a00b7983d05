"""A guardrail with its corners as they stand on site: from above and in perspective."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, radians, sin

from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.elevation import DimensionLine, Side
from shop.fabrication.domain.views import Solid, View, ViewKind, measured
from shop.fabrication.guardrail.geometry import GuardrailGeometry, Post, Run
from shop.kernel.text import Bilingual

RAIL_ROLE, POST_ROLE = "plan_rail", "plan_post"
PLAN_ROLES = (RAIL_ROLE, POST_ROLE)
PLACED = "site_"  # begins the role of a piece set where it stands, beside the unrolled one
HAIR = 0.01


@dataclass(frozen=True, slots=True)
class Leg:
    """One run on the plan: where it begins and where it heads, degrees to the left of x."""

    run: Run
    x: float
    y: float
    heading: float

    @property
    def end(self) -> tuple[float, float]:
        turned = radians(self.heading)
        return self.x + self.run.length * cos(turned), self.y + self.run.length * sin(turned)


def legs_of(rail: GuardrailGeometry) -> tuple[Leg, ...]:
    """Return the runs one after the other, each from the end of the one before."""
    legs: list[Leg] = []
    x = y = heading = 0.0
    for run in rail.runs:
        leg = Leg(run, round(x, 2), round(y, 2), heading)
        legs.append(leg)
        x, y = leg.end
        heading += run.segment.turn
    return tuple(legs)


def is_bent(rail: GuardrailGeometry) -> bool:
    """Tell whether a plan shows more than a straight line."""
    return any(run.segment.turn for run in rail.runs)


def plan_solids(rail: GuardrailGeometry) -> Iterator[Solid]:
    """Yield handrails and posts where they stand; only the plan shows them."""
    half = rail.handrail.face_mm / 2
    for leg in legs_of(rail):
        yield _solid(RAIL_ROLE, leg, (0.0, leg.run.length), half, rail.handrail.depth_mm)
    across, along = rail.post.face_mm / 2, rail.post.depth_mm / 2
    for post in rail.posts:
        leg, place = _leg_of(post, rail)
        yield _solid(POST_ROLE, leg, (place - along, place + along), across, -post.length)


def _leg_of(post: Post, rail: GuardrailGeometry) -> tuple[Leg, float]:
    """Return the first run a post stands on, and how far along it."""
    leg = _leg_at(post.x, legs_of(rail))
    return leg, post.x - leg.run.x


def _solid(role: str, leg: Leg, span: tuple[float, float], half: float, height: float) -> Solid:
    left, right = (round(value, 2) for value in span)
    low, high = min(0.0, height), max(0.0, height)
    return Solid(
        role=role, mark="", points=(left, low, right, low, right, high, left, high),
        near=-half, far=half, turn=leg.heading, at_x=leg.x, at_y=leg.y,
    )  # fmt: skip


def place_solids(solids: Iterable[Solid], rail: GuardrailGeometry) -> Iterator[Solid]:
    """Yield unrolled pieces where they stand on site, under the roles of `PLACED`."""
    legs = legs_of(rail)
    for solid in solids:
        across = solid.points[::2]
        leg = _leg_at((min(across) + max(across)) / 2, legs)
        moved = tuple(
            value if place % 2 else round(value - leg.run.x, 2)
            for place, value in enumerate(solid.points)
        )
        yield replace(
            solid, role=PLACED + solid.role, points=moved,
            turn=leg.heading, at_x=leg.x, at_y=leg.y,
        )  # fmt: skip


def _leg_at(x: float, legs: tuple[Leg, ...]) -> Leg:
    """Return the first run that reaches so far: a corner post stands at the end of one."""
    return next((leg for leg in legs if x <= leg.run.x + leg.run.length + HAIR), legs[-1])


def plan_view(rail: GuardrailGeometry, left_out: tuple[str, ...]) -> View:
    """Return the view from above; `left_out` are the roles drawn unrolled elsewhere."""
    lengths = " + ".join(readable(run.length) for run in rail.runs)
    corners = ", ".join(
        f"{readable(abs(run.segment.turn))}°" for run in rail.runs if run.segment.turn
    )
    return View(
        kind=ViewKind.PLAN,
        title=Bilingual("Vue de dessus", "Plan"),
        note=Bilingual(
            f"Vue de dessus : côtés de {lengths} mm, angles de {corners}.",
            f"Plan: sides of {lengths} mm, corners of {corners}.",
        ),
        dimension_lines=tuple(_dimensions(legs_of(rail))),
        left_out=left_out,
    )


def _dimensions(legs: tuple[Leg, ...]) -> Iterator[DimensionLine]:
    """Yield the length of each side that is square to the sheet, outside of the outline."""
    middle_x = _middle([x for leg in legs for x in (leg.x, leg.end[0])])
    middle_y = _middle([y for leg in legs for y in (leg.y, leg.end[1])])
    for leg in legs:
        end_x, end_y = leg.end
        if abs(end_y - leg.y) < HAIR:
            side = Side.BELOW if leg.y <= middle_y else Side.ABOVE
            yield measured(side, 1, min(leg.x, end_x), max(leg.x, end_x))
        elif abs(end_x - leg.x) < HAIR:
            side = Side.RIGHT if leg.x >= middle_x else Side.LEFT
            yield measured(side, 1, min(leg.y, end_y), max(leg.y, end_y))


def _middle(values: list[float]) -> float:
    return (min(values) + max(values)) / 2
