"""A second calculation of guardrails, written apart from the engine: it counts step by step.

It imports nothing of the shop. `python -m tests.fabrication.independent.guardrail` writes its
table again.
"""

import math
import random
from typing import Any

from tests.fabrication.independent.tables import make_rows, shown, write_table

SEED, ROWS = 20261, 50

# Width along the way and depth across it in mm, wall in mm, solid or hollow, round or not.
POSTS = {
    "TUBE CARRE 40x40x3": (40, 4.662, 9.323),
    "TUBE CARRE 50x50x3": (50, 7.787, 19.466),
    "TUBE CARRE 50x50x4": (50, 9.494, 23.734),
    "TUBE RECT 60x40x3": (40, 8.459, 25.378),
    "PLAT 60x12": (12, 60**2 * 12 / 6000, 60**3 * 12 / 120000),
    "PLAT 60x15": (15, 60**2 * 15 / 6000, 60**3 * 15 / 120000),
}
BARS = {"ROND 12": 12, "ROND 16": 16, "CARRE 14": 14}
LOADS = {"PRIVATE": 60, "PUBLIC": 100, "INDUSTRIAL": 60}  # daN on each metre
HANDRAIL, LOW_RAIL, END = 40, 20, 40


LEAST_RAKE = {"INDUSTRIAL": 1100}  # mm above the nosings


def draw(rng: random.Random) -> dict[str, Any]:
    """Draw one wish."""
    count = rng.choice((1, 1, 2, 3, 4))
    context = rng.choice(tuple(LOADS))
    return {
        "lengths": [rng.randrange(500, 6001, 5) for _ in range(count)],
        "turns": [rng.choice((0, 90, -90, 45)) for _ in range(count - 1)],
        "slopes": [rng.choice((0, 0, 0, 28, 32.5, 38, -35)) for _ in range(count)],
        "context": context,
        "height": rng.randrange(1100 if context == "INDUSTRIAL" else 1000, 1201, 10),
        "rake_height": max(rng.randrange(900, 1001, 10), LEAST_RAKE.get(context, 0)),
        "post": rng.choice(tuple(POSTS)),
        "corner": rng.choice(("SHARED", "DOUBLE")),
        "bar": rng.choice(tuple(BARS)),
        "max_void": rng.choice((80, 95, 100, 110)),
        "low_gap": rng.choice((50, 80, 100)),
        "fixing": rng.choice(("FLOOR", "FLOOR", "SIDE")),
    }


def furthest(wish: dict[str, Any]) -> int:
    """Walk up ten by ten millimetres until the post bends too much or yields."""
    _, modulus, inertia = POSTS[wish["post"]]
    newtons_per_mm = LOADS[wish["context"]] * 10 / 1000
    heights = [wish["rake_height"] if slope else wish["height"] for slope in wish["slopes"]]
    arm = max(heights) + (60 if wish["fixing"] == "SIDE" else 0)
    spacing = 0
    while spacing < 1500:
        force = newtons_per_mm * (spacing + 10)
        stress = 1.5 * force * arm / (modulus * 1000)
        bend = force * arm**3 / (3 * 210000 * inertia * 10000)
        if stress > 235 or bend > arm / 40:
            break
        spacing += 10
    return spacing


def setbacks(wish: dict[str, Any], place: int) -> tuple[float, float]:
    """Return how far the first and the last post stand from the ends of a segment."""
    width = POSTS[wish["post"]][0]
    pair = max(width, min(END, (wish["max_void"] + width) / 2))

    def at(corner: int) -> float:
        if corner < 0 or corner >= len(wish["turns"]):
            return END
        is_pair = wish["corner"] == "DOUBLE" and wish["turns"][corner] != 0
        return pair if is_pair else 0

    return at(place - 1), at(place)


def segment(wish: dict[str, Any], place: int, limit: int) -> dict[str, Any]:
    """Add bays, then bars, one by one until the rule is met."""
    length, slope = wish["lengths"][place], math.radians(wish["slopes"][place])
    before, after = setbacks(wish, place)
    room, width, bar = length - before - after, POSTS[wish["post"]][0], BARS[wish["bar"]]
    bays = 1
    while math.hypot(room / bays, room / bays * math.tan(slope)) > limit + 1e-9:
        bays += 1
    clear = room / bays - width
    bars = 0
    while (clear - bars * bar) / (bars + 1) > wish["max_void"] + 1e-9:
        bars += 1
    height = wish["rake_height"] if wish["slopes"][place] else wish["height"]
    steel = math.hypot(1, math.tan(slope)) * (HANDRAIL + LOW_RAIL)
    return {
        "bays": bays,
        "spacing": room / bays,
        "bars": bars,
        "void": (clear - bars * bar) / (bars + 1),
        "bar_length": height - steel - wish["low_gap"],
        "handrail": handrail(wish, place, length, slope),
    }


def handrail(wish: dict[str, Any], place: int, length: float, slope: float) -> float:
    """Return the length to saw: on the slope, or with half a width at each mitre."""
    if slope:
        return math.hypot(length, length * math.tan(slope))
    sawn = length
    for corner, other in ((place - 1, place - 1), (place, place + 1)):
        if 0 <= corner < len(wish["turns"]) and not wish["slopes"][other]:
            sawn += HANDRAIL / 2 * math.tan(math.radians(abs(wish["turns"][corner]) / 2))
    return sawn


def expect(wish: dict[str, Any]) -> dict[str, Any]:
    """Return what is expected of a wish."""
    limit = furthest(wish)
    runs = [segment(wish, place, limit) for place in range(len(wish["lengths"]))]
    doubled = sum(wish["corner"] == "DOUBLE" and turn != 0 for turn in wish["turns"])
    heights = [wish["rake_height"] if slope else wish["height"] for slope in wish["slopes"]]
    arm = (max(heights) + (60 if wish["fixing"] == "SIDE" else 0)) / 1000
    slopes = [math.cos(math.radians(slope)) for slope in wish["slopes"]]
    carried = max(run["spacing"] / tilt for run, tilt in zip(runs, slopes, strict=True)) / 1000
    return {
        "max_spacing": limit,
        "posts": sum(run["bays"] for run in runs) + 1 + doubled,
        "bays": [run["bays"] for run in runs],
        "spacings": shown([run["spacing"] for run in runs]),
        "bars_per_bay": [run["bars"] for run in runs],
        "voids": shown([run["void"] for run in runs]),
        "bar_lengths": shown([run["bar_length"] for run in runs]),
        "handrails": shown([run["handrail"] for run in runs]),
        "moment_nm": f"{1.5 * LOADS[wish['context']] * 10 * carried * arm:.1f}",
    }


def rows() -> list[dict[str, str]]:
    """Return the whole table, the same each time."""
    return make_rows(SEED, ROWS, draw, expect)


if __name__ == "__main__":
    write_table("guardrail", rows())
