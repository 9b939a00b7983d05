"""Where every piece of a guardrail stands, unrolled from its first end; millimetres."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, cos, radians, tan

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.materials import rounded
from shop.fabrication.domain.spacing import HAIR, Spread, spread_bars
from shop.fabrication.domain.steel import Section
from shop.fabrication.guardrail.spec import Corner, Fixing, GuardrailSpec, Infill, Segment
from shop.fabrication.guardrail.strength import Support, spacing_on_slope, support_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One segment: `bays` equal bays of `spacing` between post axes, `start` and `end` before
    the first axis and after the last one.

    `x` and `z` are where it begins, along the way and above the lowest floor. `panel_height` is
    the vertical room between low rail, or toe plate, and handrail. All widths are level and not
    rounded, so that bays add up; all heights are upright; `slope` turns them into lengths along
    the rake.
    """

    segment: Segment
    height: float
    x: float
    z: float
    start: float
    end: float
    bays: int
    spacing: float
    clear: float
    infill: Spread
    panel_foot: float
    panel_height: float

    @property
    def length(self) -> float:
        return self.segment.length

    @property
    def slope(self) -> float:
        return self.segment.slope

    @property
    def rise(self) -> float:
        """Return how much higher the end is than the beginning."""
        return rounded(self.length * tan(radians(self.slope)))

    def along(self, level: float) -> float:
        """Return the length on the rake of a length measured level: L / cos α."""
        return rounded(level / cos(radians(self.slope)))

    def upright(self, thickness: float) -> float:
        """Return the vertical room a member of this thickness takes on the rake."""
        return thickness / cos(radians(self.slope))

    def floor_at(self, level: float) -> float:
        """Return the height of the floor, or of the nosing line, at a level distance."""
        return rounded(self.z + level * tan(radians(self.slope)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post: its axis along the way, the floor under it, and its length over the floor."""

    x: float
    z: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailGeometry:
    """The whole guardrail; `drop` is what posts fixed on the side reach below the floor."""

    support: Support
    handrail: Section
    low_rail: Section
    bar: Section
    knee_rail: Section
    toe_plate: Section
    drop: float
    runs: tuple[Run, ...]
    posts: tuple[Post, ...]

    @property
    def post(self) -> Section:
        return self.support.post

    @property
    def first(self) -> Run:
        return self.runs[0]

    @property
    def widest(self) -> Run:
        """Return the run whose posts carry most."""
        return max(self.runs, key=lambda run: run.along(run.spacing))

    @property
    def bay_count(self) -> int:
        return sum(run.bays for run in self.runs)


def lay_out_guardrail(spec: GuardrailSpec, rules: RuleSet, tables: Tables) -> GuardrailGeometry:
    """Place every piece of a wish that the validation let through."""
    sections = tables.sections
    support = support_of(spec, rules, tables)
    frame = _Members(
        handrail=sections.get_section(spec.handrail),
        low_rail=sections.get_section(rules.text("guardrail.low_rail")),
        bar=sections.get_section(spec.bar),
        knee_rail=sections.get_section(rules.text("guardrail.knee_rail")),
        toe_plate=sections.get_section(rules.text("guardrail.toe_plate")),
    )
    runs = tuple(_runs(spec, support, frame, rules))
    drop = rules.number("guardrail.side_drop") if spec.fixing is Fixing.SIDE else 0.0
    return GuardrailGeometry(
        support=support,
        handrail=frame.handrail,
        low_rail=frame.low_rail,
        bar=frame.bar,
        knee_rail=frame.knee_rail,
        toe_plate=frame.toe_plate,
        drop=drop,
        runs=runs,
        posts=tuple(_posts(spec, runs, frame.handrail)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Members:
    handrail: Section
    low_rail: Section
    bar: Section
    knee_rail: Section
    toe_plate: Section


def is_doubled(spec: GuardrailSpec, place: int) -> bool:
    """Tell whether the corner at the end of a segment stands on two posts."""
    return spec.corner is Corner.DOUBLE and spec.segments[place].turn != 0


def _runs(spec: GuardrailSpec, support: Support, frame: _Members, rules: RuleSet) -> Iterator[Run]:
    x, z = 0.0, _lowest_start(spec)
    for place, segment in enumerate(spec.segments):
        start = _setback(spec, support, place - 1, rules)
        end = _setback(spec, support, place, rules)
        yield _run(spec, support, frame, rules, segment, (x, z, start, end))
        x = rounded(x + segment.length)
        z = rounded(z + _rise(segment))


def _rise(segment: Segment) -> float:
    return rounded(segment.length * tan(radians(segment.slope)))


def _lowest_start(spec: GuardrailSpec) -> float:
    """Return the height of the first end when the lowest point of the floor is at zero."""
    heights = [0.0]
    for segment in spec.segments:
        heights.append(heights[-1] + _rise(segment))
    return rounded(-min(heights))


def _setback(spec: GuardrailSpec, support: Support, place: int, rules: RuleSet) -> float:
    """Return the distance from the end of a segment to the axis of its last post.

    A corner post stands on the corner. Two posts stand back from it, far enough not to touch
    at a right angle, near enough for the void between them.
    """
    offset = rules.number("guardrail.end_offset")
    if not 0 <= place < len(spec.lengths) - 1:
        return offset
    if not is_doubled(spec, place):
        return 0.0
    width = support.post.depth_mm
    return rounded(max(width, min(offset, (spec.max_void + width) / 2)))


def _run(
    spec: GuardrailSpec,
    support: Support,
    frame: _Members,
    rules: RuleSet,
    segment: Segment,
    place: tuple[float, float, float, float],
) -> Run:
    x, z, start, end = place
    between = segment.length - start - end
    bays = max(1, ceil(between / spacing_on_slope(support.allowed, segment.slope) - HAIR))
    spacing = between / bays
    clear = spacing - support.post.depth_mm
    foot, room = _panel(spec, frame, rules, segment)
    return Run(
        segment=segment,
        height=spec.height_of(segment),
        x=x,
        z=z,
        start=start,
        end=end,
        bays=bays,
        spacing=spacing,
        clear=clear,
        infill=_infill(spec, frame, rules, segment, clear, room),
        panel_foot=foot,
        panel_height=room,
    )


def _panel(
    spec: GuardrailSpec, frame: _Members, rules: RuleSet, segment: Segment
) -> tuple[float, float]:
    """Return where the panel begins above the floor, and its upright height."""
    tilt = cos(radians(segment.slope))
    if spec.infill is Infill.KNEE_RAILS:
        foot = rules.number("guardrail.toe_gap") + frame.toe_plate.face_mm / tilt
    else:
        foot = spec.low_gap + frame.low_rail.depth_mm / tilt
    room = spec.height_of(segment) - frame.handrail.depth_mm / tilt - foot
    return rounded(foot), rounded(room)


def _infill(
    spec: GuardrailSpec,
    frame: _Members,
    rules: RuleSet,
    segment: Segment,
    clear: float,
    room: float,
) -> Spread:
    """Return bars across the bay, or knee rails up the panel; a sheet needs neither."""
    if spec.infill is Infill.SHEET:
        return Spread(0, clear)
    if spec.infill is Infill.KNEE_RAILS:
        rail = frame.knee_rail.depth_mm / cos(radians(segment.slope))
        return spread_bars(room, rail, rules.number("guardrail.knee_void"))
    return spread_bars(clear, frame.bar.face_mm, spec.max_void)


def _posts(spec: GuardrailSpec, runs: tuple[Run, ...], handrail: Section) -> Iterator[Post]:
    """Yield the posts in order; a shared one is as tall as the taller of its neighbours."""
    for place, run in enumerate(runs):
        reach = _reach(run, handrail)
        is_shared = place > 0 and not is_doubled(spec, place - 1)
        for number in range(1 if is_shared else 0, run.bays + 1):
            level = run.start + number * (run.length - run.start - run.end) / run.bays
            tallest = reach
            if number == run.bays and place + 1 < len(runs) and not is_doubled(spec, place):
                tallest = max(reach, _reach(runs[place + 1], handrail))
            yield Post(x=rounded(run.x + level), z=run.floor_at(level), length=tallest)


def _reach(run: Run, handrail: Section) -> float:
    return rounded(run.height - run.upright(handrail.depth_mm))
