"""What an exercise knows of a job card: its named numbers, its words, its operations."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from shop.fabrication.domain.codec import Data


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOperation(Data):
    """One operation of the card, in the order of the making; protection in ISO 7010 codes."""

    code: str
    label: str
    minutes: float = 0.0
    protection: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardForExercises(Data):
    """A frozen picture of one job card, in French.

    `family` is gate, staircase, shelving, guardrail or tyre; anything else is generic.
    `numbers` holds the engine's facts under their own names (leaf_width_mm, void_mm,
    tyre_width_mm, pressure_bar…) and, for exercises about money only, net_price, gross_price,
    vat_percent and deposit_percent. `words` holds article (« un portail »), due
    (« le mardi 4 mars »), customer_kind and speed_symbol when they are known.
    `revision` lets a changed card be told apart from the one an exercise was made from.
    """

    card_id: int
    reference: str
    family: str
    title: str
    revision: int = 1
    numbers: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    operations: tuple[CardOperation, ...] = ()

    @property
    def known(self) -> Mapping[str, float]:
        """Return the numbers of the card and those that follow from them."""
        return {**derived_numbers(self.numbers), **self.numbers}


def derived_numbers(numbers: Mapping[str, float]) -> dict[str, float]:
    """Return the numbers an exercise needs and a card only implies; mm, m and degrees."""
    found: dict[str, float] = {}
    for name, needed, calculation in _DERIVATIONS:
        if all(numbers.get(one) for one in needed):
            found[name] = round(calculation(*(numbers[one] for one in needed)), 4)
    return found


def _tyre_diameter(width: float, aspect: float, rim: float) -> float:
    return 25.4 * rim + 2 * width * aspect / 100


_DERIVATIONS = (
    ("leaf_diagonal_mm", ("leaf_width_mm", "leaf_height_mm"), math.hypot),
    # The width the bars of the card really share, whichever leaf they stand in.
    (
        "infill_width_mm",
        ("bar_count_per_row", "bar_face_mm", "void_mm"),
        lambda count, face, void: round(count * face + (count + 1) * void, 1),
    ),
    ("usable_bar_mm", ("stock_length_mm", "trim_mm"), lambda stock, trim: stock - trim),
    (
        "wheel_diameter_mm",
        ("tyre_width_mm", "tyre_aspect", "rim_inch"),
        lambda width, aspect, rim: round(_tyre_diameter(width, aspect, rim)),
    ),
    (
        "circumference_m",
        ("tyre_width_mm", "tyre_aspect", "rim_inch"),
        lambda width, aspect, rim: round(math.pi * _tyre_diameter(width, aspect, rim) / 1000, 3),
    ),
    ("leaf_on_plan_mm", ("leaf_width_mm", "plan_scale"), lambda width, scale: width / scale),
    # How high the panel of the brace is: a gate may have panels of several heights.
    (
        "brace_rise_mm",
        ("brace_length_mm", "inner_width_mm"),
        lambda length, width: math.sqrt(max(0.0, length**2 - width**2)),
    ),
    ("about_rise_mm", ("rise_mm",), lambda rise: 5 * round(rise / 5)),
    (
        "bays_of_straight",
        ("bays_of_segment", "segment_count"),
        lambda bays, segments: bays if segments == 1 else 0,
    ),
    (
        "full_mass_kg",
        ("mass_kg", "sign_per_bay_kg", "bays"),
        lambda mass, sign, bays: mass + sign * bays,
    ),
    ("level_count", ("levels",), float),
    ("tread_left_mm", ("tread_mm", "tread_limit_mm"), lambda x, limit: round(x - limit, 1)),
    ("tread_worn_mm", ("new_tread_mm", "tread_mm"), lambda new, x: round(new - x, 1)),
)
