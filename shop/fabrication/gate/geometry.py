"""Where every piece of a gate stands; all lengths in millimetres."""

from dataclasses import dataclass
from math import atan2, degrees, hypot

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.materials import rounded, step_value
from shop.fabrication.domain.spacing import spread_bars
from shop.fabrication.domain.steel import Section
from shop.fabrication.gate.spec import GateSpec, GateType, Hand, Infill, Split

LEFT_SHARE = {Split.EQUAL: 0.5, Split.SIXTY_FORTY: 0.6, Split.TWO_THIRDS: 0.67}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars side by side in one panel, and the equal void left between them."""

    count: int
    void: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One panel of a bay between two rails; `bottom` is measured from the foot of the leaf."""

    bottom: float
    height: float
    infill: Infill | None
    bars: Bars | None
    brace: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bay:
    """The space between two stiles; `left` is measured from the left edge of the leaf."""

    left: float
    width: float
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One leaf: `x` from the left pillar, `foot` above the ground on the hinge side."""

    x: float
    foot: float
    width: float
    height: float
    hand: Hand
    bays: tuple[Bay, ...]

    @property
    def area_m2(self) -> float:
        return self.width * self.height / 1_000_000

    @property
    def diagonal(self) -> float:
        return hypot(self.width, self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateGeometry:
    """The whole gate; `largest` is the leaf that rules the choices."""

    opening: float
    height: float
    frame: Section
    bar: Section
    brace: Section
    leaves: tuple[Leaf, ...]

    @property
    def largest(self) -> Leaf:
        return max(self.leaves, key=lambda leaf: leaf.width)

    @property
    def first_bars(self) -> Bars | None:
        """Return the bars of the lowest panel that has some."""
        rows = (row for leaf in self.leaves for bay in leaf.bays for row in bay.rows)
        return next((row.bars for row in rows if row.bars is not None), None)


def bar_layout(clear: float, bar: float, max_void: float, length: float) -> Bars:
    """Return the fewest bars that keep every void at or under the rule, and their length."""
    spread = spread_bars(clear, bar, max_void)
    return Bars(count=spread.count, void=spread.void, length=rounded(length))


def leaf_widths(spec: GateSpec, rules: RuleSet) -> tuple[float, ...]:
    """Return the widths of the leaves from left to right."""
    opening = spec.opening
    if spec.type is GateType.SLIDING_CANTILEVER:
        return (rounded(opening * rules.number("gate.cantilever_ratio")),)
    if spec.type is GateType.SLIDING_RAIL:
        overlap = rules.number("gate.sliding_reception") + rules.number("gate.sliding_guide")
        return (rounded(opening + overlap),)
    free = opening - 2 * spec.hinge_gap - (spec.leaf_count - 1) * spec.mid_gap
    if spec.leaf_count == 1:
        return (rounded(free),)
    left = rounded(free * LEFT_SHARE[spec.split])
    return (left, rounded(free - left))


def slide_space(spec: GateSpec, leaf_width: float, rules: RuleSet) -> float:
    """Return the free length that a sliding gate needs beside the opening, to open whole."""
    if spec.type is GateType.SLIDING_CANTILEVER:
        return rounded(spec.opening * rules.number("gate.cantilever_space"))
    return rounded(leaf_width + rules.number("gate.sliding_space"))


def leaf_height(spec: GateSpec, rules: RuleSet) -> float:
    """Return the height of every leaf; a slope lifts the foot by slope × largest leaf."""
    return rounded(spec.height - leaf_foot(spec, rules))


def leaf_foot(spec: GateSpec, rules: RuleSet) -> float:
    """Return the distance from the level ground to the foot of the leaves."""
    rise = 0.0 if spec.is_sliding else spec.slope / 100 * max(leaf_widths(spec, rules))
    return spec.ground_gap + rise


def frame_for(spec: GateSpec, width: float, rules: RuleSet) -> str:
    """Return the section the customer asked for, or the one the leaf width calls for."""
    return spec.frame or lightest_frame(width, rules)


def lightest_frame(width: float, rules: RuleSet) -> str:
    """Return the lightest frame the rule allows for a leaf of this width."""
    steps = rules.text("gate.frame")
    return step_value(steps, width) or steps.rpartition("=")[2].strip()


def mid_rail_count(spec: GateSpec) -> int:
    """Return the rails between top and bottom; a low sheet needs at least one."""
    return max(1, spec.mid_rails) if spec.infill is Infill.SHEET_LOW else spec.mid_rails


def panel_heights(spec: GateSpec, height: float, face: float) -> tuple[float, ...]:
    """Return the heights of the panels from the bottom up."""
    rails = mid_rail_count(spec)
    free = height - 2 * face - rails * face
    if spec.infill is Infill.SHEET_LOW:
        upper = rounded((free - spec.sheet_height) / rails)
        return (rounded(spec.sheet_height), *((upper,) * rails))
    return (rounded(free / (rails + 1)),) * (rails + 1)


def lay_out_gate(spec: GateSpec, rules: RuleSet, tables: Tables) -> GateGeometry:
    """Place every piece of a wish that the validation let through."""
    widths = leaf_widths(spec, rules)
    frame = tables.sections.get_section(frame_for(spec, max(widths), rules))
    bar = tables.sections.get_section(spec.bar)
    brace = tables.sections.get_section(rules.text("gate.brace_section"))
    leaves = tuple(_leaf(spec, rules, frame, bar, place, widths) for place in range(len(widths)))
    return GateGeometry(
        opening=spec.opening,
        height=spec.height,
        frame=frame,
        bar=bar,
        brace=brace,
        leaves=leaves,
    )


def _leaf(
    spec: GateSpec,
    rules: RuleSet,
    frame: Section,
    bar: Section,
    place: int,
    widths: tuple[float, ...],
) -> Leaf:
    height = leaf_height(spec, rules)
    width = widths[place]
    is_braced = width > rules.number("gate.brace_ratio") * height
    heights = panel_heights(spec, height, frame.face_mm)
    bays = tuple(
        Bay(
            left=left,
            width=clear,
            rows=_rows(spec, frame, bar, clear, heights, is_filled, is_braced),
        )
        for left, clear, is_filled in _bays(spec, rules, width, frame.face_mm)
    )
    return Leaf(
        x=_leaf_x(spec, rules, place, widths),
        foot=rounded(leaf_foot(spec, rules)),
        width=width,
        height=height,
        hand=_hand(spec, place),
        bays=bays,
    )


def _hand(spec: GateSpec, place: int) -> Hand:
    if spec.type is GateType.SWING_2:
        return Hand.LEFT if place == 0 else Hand.RIGHT
    return spec.hand


def _leaf_x(spec: GateSpec, rules: RuleSet, place: int, widths: tuple[float, ...]) -> float:
    if spec.is_sliding:
        reception = rules.number("gate.sliding_reception")
        behind = widths[0] - spec.opening - reception
        return rounded(-behind if spec.hand is Hand.LEFT else -reception)
    before = sum(widths[:place]) + place * spec.mid_gap
    return rounded(spec.hinge_gap + before)


def _bays(
    spec: GateSpec, rules: RuleSet, width: float, face: float
) -> tuple[tuple[float, float, bool], ...]:
    """Return left edge, clear width and whether it is filled; only a cantilever has a tail."""
    if spec.type is not GateType.SLIDING_CANTILEVER:
        return ((face, rounded(width - 2 * face), True),)
    filled = spec.opening + rules.number("gate.sliding_reception") - 2 * face
    tail = rounded(width - 3 * face - filled)
    if spec.hand is Hand.LEFT:
        return ((face, tail, False), (2 * face + tail, filled, True))
    return ((face, filled, True), (2 * face + filled, tail, False))


def _rows(
    spec: GateSpec,
    frame: Section,
    bar: Section,
    clear: float,
    heights: tuple[float, ...],
    is_filled: bool,
    is_braced: bool,
) -> tuple[Row, ...]:
    rows = []
    bottom = frame.face_mm
    for place, height in enumerate(heights):
        infill = row_infill(spec.infill, place) if is_filled else None
        rows.append(
            Row(
                bottom=rounded(bottom),
                height=height,
                infill=infill,
                bars=_row_bars(infill, clear, height, bar.face_mm, spec.max_void),
                brace=rounded(hypot(clear, height)) if is_braced else None,
            )
        )
        bottom += height + frame.face_mm
    return tuple(rows)


def row_infill(infill: Infill, place: int) -> Infill:
    """Return what fills a panel, counted from the bottom."""
    if infill is Infill.SHEET_LOW:
        return Infill.SHEET_FULL if place == 0 else Infill.BARS
    return infill


def _row_bars(
    infill: Infill | None, clear: float, height: float, bar: float, max_void: float
) -> Bars | None:
    if infill is Infill.BARS:
        return bar_layout(clear, bar, max_void, height)
    if infill is Infill.HORIZONTAL:
        return bar_layout(height, bar, max_void, clear)
    return None


def brace_angle(clear: float, height: float) -> float:
    """Return degrees between the brace and the ground."""
    return round(degrees(atan2(height, clear)), 1)
