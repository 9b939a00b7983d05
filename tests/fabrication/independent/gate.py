"""A second calculation of gates, written apart from the engine: it walks, it does not divide up.

It imports nothing of the shop. `python -m tests.fabrication.independent.gate` writes its table
again.
"""

import math
import random
from typing import Any

from tests.fabrication.independent.tables import Wish, make_rows, shown, write_table

SEED, ROWS = 20262, 90
TYPES = ("SWING_1", "SWING_2", "SLIDING_RAIL", "SLIDING_CANTILEVER", "WICKET")
INFILLS = ("BARS", "SHEET_FULL", "SHEET_LOW", "PERFORATED", "HORIZONTAL")
OPENINGS = {
    "SWING_1": (900, 3000),
    "SWING_2": (2400, 6000),
    "SLIDING_RAIL": (1800, 6000),
    "SLIDING_CANTILEVER": (1800, 6000),
    "WICKET": (800, 1500),
}
SHARES = {"50/50": 0.5, "60/40": 0.6, "67/33": 0.67}
# Width of leaf up to which a frame serves, its face in mm, its kg per metre.
FRAMES = (
    (1200, "TUBE CARRE 40x40x2", 40, 2.305),
    (1800, "TUBE CARRE 50x50x3", 50, 4.245),
    (2500, "TUBE CARRE 60x60x3", 60, 5.187),
    (math.inf, "TUBE RECT 80x40x3", 80, 5.187),
)
BARS = {"CARRE 16": (16, 2.010), "CARRE 20": (20, 3.140), "ROND 14": (14, 1.208)}
BRACE_KG, SHEET_KG, PERFORATED_KG = 1.677, 15.70, 9.37


def draw(rng: random.Random) -> Wish:
    """Draw one wish."""
    kind = TYPES[rng.randrange(len(TYPES))]
    low, high = OPENINGS[kind]
    first = rng.randrange(low, high - 20, 5)
    return {
        "type": kind,
        "infill": rng.choice(INFILLS),
        "widths": [first + shift for shift in rng.choice(((0,), (0, 3), (0, 4, 15)))],
        "height": rng.randrange(1100, 2201, 10),
        "split": rng.choice(tuple(SHARES)),
        "hinge_gap": rng.choice((25, 30, 45)),
        "mid_gap": rng.choice((8, 12, 20)),
        "ground_gap": rng.choice((30, 50, 100)),
        "slope": rng.choice((0, 0, 2, 3.5)),
        "bar": rng.choice(tuple(BARS)),
        "max_void": rng.choice((90, 100, 110)),
        "mid_rails": rng.choice((0, 1, 2)),
        "sheet_height": rng.choice((200, 300, 400)),
    }


def is_sliding(wish: Wish) -> bool:
    return bool(wish["type"].startswith("SLIDING"))


def leaves(wish: Wish) -> list[float]:
    """Return the widths of the leaves: a sliding one covers more than the widest passage."""
    if wish["type"] == "SLIDING_RAIL":
        return [max(wish["widths"]) + 50 + 150]
    if wish["type"] == "SLIDING_CANTILEVER":
        return [max(wish["widths"]) * 1.45]
    passage = min(wish["widths"])
    for_leaves = passage - wish["hinge_gap"] - wish["hinge_gap"]
    if wish["type"] != "SWING_2":
        return [for_leaves]
    for_leaves -= wish["mid_gap"]
    return [for_leaves * SHARES[wish["split"]], for_leaves * (1 - SHARES[wish["split"]])]


def frame(widest: float) -> tuple[str, float, float]:
    """Return name, face and mass of the first frame that serves this width."""
    for limit, name, face, mass in FRAMES:
        if widest <= limit:
            return name, face, mass
    raise AssertionError(widest)


def panels(wish: Wish, height: float, face: float) -> list[float]:
    """Stack rails and panels from the bottom up; a low sheet keeps the height it was given."""
    rails = max(1, wish["mid_rails"]) if wish["infill"] == "SHEET_LOW" else wish["mid_rails"]
    free = height - (2 + rails) * face
    if wish["infill"] == "SHEET_LOW":
        return [wish["sheet_height"]] + [(free - wish["sheet_height"]) / rails] * rails
    return [free / (rails + 1)] * (rails + 1)


def bars(room: float, face: float, void: float) -> tuple[int, float]:
    """Add bars one by one until no void passes the rule."""
    count = 0
    while (room - count * face) / (count + 1) > void + 1e-9:
        count += 1
    return count, (room - count * face) / (count + 1)


def bays(wish: Wish, width: float, face: float) -> list[tuple[float, bool]]:
    """Return the clear widths and whether something fills them: a cantilever has an open tail."""
    if wish["type"] != "SLIDING_CANTILEVER":
        return [(width - 2 * face, True)]
    filled = max(wish["widths"]) + 50 - 2 * face
    return [(filled, True), (width - 3 * face - filled, False)]


def weigh_panel(wish: Wish, place: int, width: float, height: float) -> tuple[float, list[Any]]:
    """Return the mass of what fills one panel, and its bars as (count, void, length)."""
    kind = wish["infill"]
    face, mass = BARS[wish["bar"]]
    if kind == "SHEET_FULL" or (kind == "SHEET_LOW" and place == 0):
        return SHEET_KG * (width - 2) * (height - 2) / 1e6, []
    if kind == "PERFORATED":
        return PERFORATED_KG * (width - 2) * (height - 2) / 1e6, []
    across, along = (height, width) if kind == "HORIZONTAL" else (width, height)
    count, void = bars(across, face, wish["max_void"])
    return mass * count * along / 1000, [count, void, along]


def expect(wish: Wish) -> dict[str, Any]:
    """Return what is expected of a wish."""
    widths = leaves(wish)
    widest = max(widths)
    lift = 0 if is_sliding(wish) else wish["slope"] * widest / 100
    height = wish["height"] - wish["ground_gap"] - lift
    name, face, kilos = frame(widest)
    rows = panels(wish, height, face)
    steel, filled, counts, voids, braces = 0.0, 0.0, [], [], []
    for width in widths:
        cleared = bays(wish, width, face)
        steel += 2 * width + 2 * height + (len(cleared) - 1) * (height - 2 * face)
        for clear, has_infill in cleared:
            steel += (len(rows) - 1) * clear
            for place, row in enumerate(rows):
                if has_infill:
                    mass, laid = weigh_panel(wish, place, clear, row)
                    filled += mass
                    counts += laid[:1]
                    voids += laid[1:2]
                if width > 1.3 * height:
                    braces.append(math.hypot(clear, row))
    return {
        "leaf_widths": shown(widths),
        "leaf_height": f"{height:.2f}",
        "frame": name,
        "panels": shown(rows),
        "bar_counts": counts,
        "voids": shown(voids),
        "braces": shown(sorted(braces)),
        "mass_kg": f"{steel * kilos / 1000 + filled + BRACE_KG * sum(braces) / 1000:.2f}",
    }


def rows() -> list[dict[str, str]]:
    """Return the whole table, the same each time."""
    return make_rows(SEED, ROWS, draw, expect)


if __name__ == "__main__":
    write_table("gate", rows())
