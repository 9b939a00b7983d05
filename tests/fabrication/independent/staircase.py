"""A second calculation of staircases, written apart from the engine: it counts step by step.

It imports nothing of the shop. `python -m tests.fabrication.independent.staircase` writes its
table again.
"""

import math
import random
from typing import Any

from tests.fabrication.independent.tables import make_rows, shown, write_table

SEED, ROWS = 20262, 60

# Highest riser, shortest going, shortest and longest stride, narrowest width.
RULES = {
    "HOME": (180, 240, 600, 640, 800),
    "COLLECTIVE": (170, 280, 600, 640, 1000),
    "PUBLIC_NEW": (160, 280, 600, 640, 1200),
    "PUBLIC_EXISTING": (170, 280, 600, 640, 1000),
    "INDUSTRIAL": (225, 210, 600, 660, 600),
    "RENOVATION": (210, 210, 600, 640, 700),
}
# Thickness, section modulus in cm³ (b·h²/6 of a flat), kilograms a metre.
STRINGERS = {
    "LARGE PLAT 200x8": (8, 200**2 * 8 / 6000, 200 * 8 * 7.85e-3),
    "LARGE PLAT 250x10": (10, 250**2 * 10 / 6000, 250 * 10 * 7.85e-3),
}
LOADS = {"HOME": 2.5, "RENOVATION": 2.5, "INDUSTRIAL": 5}  # kN/m², 4 elsewhere
LONGEST = 5990 - 100
HEADROOMS = {"HOME": 1900, "RENOVATION": 1900, "PUBLIC_NEW": 2200, "INDUSTRIAL": 2300}  # or 2000


def draw(rng: random.Random) -> dict[str, Any]:
    """Draw wishes until one can be climbed."""
    while True:
        context = rng.choice(tuple(RULES))
        wish = {
            "height": rng.randrange(600, 3001, 5),
            "width": rng.randrange(RULES[context][4], 1601, 10),
            "run": rng.choice((0, rng.randrange(800, 6001, 10), rng.randrange(800, 6001, 10))),
            "context": context,
            "flights": rng.choice(("STRAIGHT", "STRAIGHT", "LANDING", "QUARTER_LEFT")),
            "arrival": rng.choice(("FLUSH", "FLUSH", "STEP")),
            "stringer": rng.choice(tuple(STRINGERS)),
            "tread": rng.choice(("FOLDED_SHEET", "TREAD_PLATE", "GRATING")),
            "opening": rng.choice(
                (0, rng.randrange(1500, 7001, 50), rng.randrange(3000, 7001, 50))
            ),
            "floor_thickness": rng.choice((160, 200, 260)),
        }
        best = climb(wish)
        if best and max(best["axes"]) <= LONGEST:
            return wish


def climb(wish: dict[str, Any]) -> dict[str, Any] | None:
    """Try every number of risers and keep the most comfortable."""
    found = [one for risers in range(2, 30) if (one := attempt(wish, risers))]
    return min(found, key=lambda one: (round(one["score"], 6), one["risers"]), default=None)


def attempt(wish: dict[str, Any], risers: int) -> dict[str, Any] | None:
    """Lay the steps one after the other; None when a rule says no."""
    highest, shortest, least, most, passage = RULES[wish["context"]]
    if wish["width"] - 2 * STRINGERS[wish["stringer"]][0] < passage:
        return None  # no rails in this table: people walk between the stringers
    rise = wish["height"] / risers
    has_landing = wish["flights"] != "STRAIGHT"
    if not 130 <= rise <= highest + 1e-9 or (has_landing and risers < 4):
        return None
    below = -(-risers // 2) if has_landing else risers
    treads = [below - 1] if has_landing or wish["arrival"] == "FLUSH" else [below]
    if has_landing:
        treads.append(risers - below - (1 if wish["arrival"] == "FLUSH" else 0))
    landing = wish["width"] if has_landing else 0
    measured = treads[0] if wish["flights"] == "QUARTER_LEFT" else sum(treads)
    going = max(shortest, 630 - 2 * rise)
    if wish["run"]:
        going = (wish["run"] - landing) / measured
    stride = 2 * rise + going
    if going < shortest - 1e-9 or not least - 1e-9 <= stride <= most + 1e-9:
        return None
    if not 20 - 1e-9 <= math.degrees(math.atan2(rise, going)) <= 45 + 1e-9:
        return None
    left = headroom(wish, rise, going, treads, landing)
    if left is not None and left < HEADROOMS.get(wish["context"], 2000) - 1e-6:
        return None
    flights = list(zip([below, risers - below], treads, strict=False))
    return {
        "risers": risers,
        "rise": rise,
        "going": going,
        "treads": treads,
        "run": sum(treads) * going + landing,
        "axes": [math.hypot(count * rise, goings * going) for count, goings in flights],
        "headroom": left,
        "score": abs(stride - 630) + abs(rise - 172) / 2,
    }


def headroom(
    wish: dict[str, Any], rise: float, going: float, treads: list[int], landing: float
) -> float | None:
    """Walk down from the floor above, one tread after the other, until its other edge."""
    if not wish["opening"]:
        return None
    level, along = wish["height"], 0.0
    if wish["arrival"] == "STEP":
        along += going  # the last tread lies level with the floor
    flights = [*reversed(treads)]
    for number, count in enumerate(flights):
        for _ in range(count - (1 if wish["arrival"] == "STEP" and number == 0 else 0)):
            if along + going >= wish["opening"]:
                down = max(0.0, wish["opening"] - along) * rise / going
                return wish["height"] - level + down - wish["floor_thickness"]
            along, level = along + going, level - rise
        level -= rise  # the first step of a flight stands on what is below
        if number + 1 < len(flights):
            along += landing
        if along >= wish["opening"]:
            break
    return wish["height"] - level - wish["floor_thickness"]


def expect(wish: dict[str, Any]) -> dict[str, Any]:
    """Return what the staircase measures and weighs."""
    best = climb(wish)
    assert best is not None
    thick, modulus, kilos = STRINGERS[wish["stringer"]]
    clear = wish["width"] - 2 * thick
    depth = best["going"] + (90 if wish["tread"] == "FOLDED_SHEET" else 10)
    sheet = {"FOLDED_SHEET": 31.4, "TREAD_PLATE": 43.7, "GRATING": 24.0}[wish["tread"]]
    longest = max(best["treads"]) * best["going"]
    load = LOADS.get(wish["context"], 4) * wish["width"] / 2000 + 0.35
    moment = load * longest**2 / 8e6
    return {
        "risers": best["risers"],
        "rise": f"{best['rise']:.3f}",
        "going": f"{best['going']:.3f}",
        "run_found": f"{best['run']:.2f}",
        "treads": best["treads"],
        "axes": shown(best["axes"]),
        "clear": clear,
        "depth": f"{depth:.2f}",
        "tread_kg": f"{sheet * clear * depth / 1e6:.3f}",
        "stringers_kg": f"{2 * kilos * sum(axis + 100 for axis in best['axes']) / 1000:.2f}",
        "headroom": "" if best["headroom"] is None else f"{best['headroom']:.2f}",
        "moment": f"{moment:.3f}",
        "stress": f"{1.5 * moment * 1000 / modulus:.2f}",
    }


def rows() -> list[dict[str, str]]:
    """Return wishes and what they give."""
    return make_rows(SEED, ROWS, draw, expect)


if __name__ == "__main__":
    write_table("staircase", rows())
