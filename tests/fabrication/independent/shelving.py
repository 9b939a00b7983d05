"""A second calculation of shelving, written apart from the engine: it loads until it yields.

It imports nothing of the shop. `python -m tests.fabrication.independent.shelving` writes its
table again.
"""

import math
import random
from typing import Any

from tests.fabrication.independent.tables import Wish, make_rows, write_table

SEED, ROWS = 20263, 70
# kg per metre, modulus in cm³ and inertia in cm⁴, the lightest first.
BEAMS = (
    ("TUBE RECT 40x20x2", 1.677, 2.025, 4.049),
    ("TUBE RECT 40x27x2", 1.897, 2.531, 5.061),
    ("TUBE RECT 50x30x2", 2.305, 3.814, 9.536),
    ("TUBE RECT 60x30x2", 2.619, 5.015, 15.046),
    ("TUBE RECT 50x30x3", 3.303, 5.132, 12.830),
    ("TUBE RECT 60x40x3", 4.245, 8.459, 25.378),
    ("TUBE RECT 80x40x3", 5.187, 13.062, 52.248),
    ("TUBE RECT 100x50x3", 6.600, 21.291, 106.453),
)
# kg per metre, area in mm², inertia in cm⁴, side in mm; the usual one first, then heavier ones.
POSTS = (
    ("TUBE CARRE 40x40x2", 2.305, 293.7, 6.940, 40),
    ("TUBE CARRE 50x50x2", 2.933, 373.7, 14.147, 50),
    ("TUBE CARRE 40x40x3", 3.303, 420.8, 9.320, 40),
    ("TUBE CARRE 50x50x3", 4.245, 540.8, 19.470, 50),
)
TIE_KG, FLAT_KG = 1.677, 0.706
DECKS = {"SHEET": 15.7, "GRATING": 24.0, "WOOD": 15.0, "NONE": 0.0}
CARRIED_TO_600 = ("SHEET", "WOOD")
BROUGHT_BY_THE_SCHOOL = ("SHEET", "GRATING")


def draw(rng: random.Random) -> Wish:
    """Draw one wish; a tyre rack has no deck."""
    return {
        "bays": rng.randrange(1, 11),
        "span": rng.randrange(600, 3001, 10),
        "depth": rng.randrange(300, 1201, 10),
        "height": rng.randrange(1750, 3001, 10),
        "levels": rng.choice((rng.randrange(2, 9), rng.randrange(2, 9), 8)),
        "load": rng.choice((rng.randrange(50, 501, 10), rng.randrange(500, 1001, 50), 1000)),
        "preset": rng.choice(("SHELF", "SHELF", "SHELF", "TYRE_RACK")),
        "deck": rng.choice(tuple(DECKS)),
        "has_back_brace": rng.choice(("", "1")),
        "tyre_width": rng.choice((185, 205, 225)),
        "tyre_diameter": rng.choice((600, 630, 670)),
    }


def carries(beam: tuple[str, float, float, float], span: float, kilos: float) -> bool:
    """Tell whether two beams bear this spread load: stress under 235 / 1.5, sag under L / 200."""
    _, own, modulus, inertia = beam
    newtons_per_mm = (kilos / span / 2 + own / 1000) * 9.81
    stress = newtons_per_mm * span**2 / 8 / (modulus * 1000)
    sag = 5 * newtons_per_mm * span**4 / (384 * 210000 * inertia * 10000)
    return stress <= 235 / 1.5 and sag <= span / 200


def capacity(beam: tuple[str, float, float, float], span: float) -> int:
    """Add ten kilograms at a time until the beams refuse."""
    kilos = 0
    while carries(beam, span, kilos + 10):
        kilos += 10
    return kilos


def sign(kilos: int, deck: float, asked: float) -> int:
    """Write nine tenths of what is left for goods, little more than was asked."""
    written = 0
    while written + 10 <= (kilos - deck) * 0.9 and written + 10 <= asked * 1.2 + 1e-9:
        written += 10
    return written


def holds(post: tuple[str, float, float, float, int], height: float, push: float) -> bool:
    """Tell whether an upright bears 1.2 times this push, 1.5 times over, without buckling."""
    _, _, area, inertia, _ = post
    buckling = math.pi**2 * 210000 * inertia * 10000 / (1.5 * height) ** 2
    return 1.2 * 1.5 * push <= min(buckling / 1.5, area * 235)


def spaced(span: float) -> int:
    """Add supports until none is more than 600 mm from the next."""
    supports = 0
    while span / (supports + 1) > 600:
        supports += 1
    return supports


def side_by_side(span: float, width: float) -> int:
    """Add tyres until the next one has no room."""
    tyres = 0
    while (tyres + 1) * (width + 15) <= span:
        tyres += 1
    return tyres


def expect(wish: Wish) -> dict[str, Any]:
    """Return what is expected of a wish."""
    is_rack = wish["preset"] == "TYRE_RACK"
    span, depth, levels, bays = wish["span"], wish["depth"], wish["levels"], wish["bays"]
    kind = "NONE" if is_rack else wish["deck"]
    deck = DECKS[kind] * span * depth / 1e6
    beam = next(b for b in BEAMS if sign(capacity(b, span), deck, wish["load"]) >= wish["load"])
    push = levels * (wish["load"] + deck) * 9.81 / 2
    post = next((p for p in POSTS if holds(p, wish["height"] / levels, push)), POSTS[-1])
    supports = spaced(span) if kind in CARRIED_TO_600 else 0
    pitch = (wish["height"] - 150) / levels
    flats = [math.hypot(span + post[4], pitch * (levels - 1))] if wish["has_back_brace"] else []
    crosses = len(range(0, bays, 3))
    posts, beams = 2 * (bays + 1), 2 * bays * levels
    ties = (bays + 1) * levels + supports * bays * levels
    grams = posts * wish["height"] * post[1] + beams * span * beam[1]
    grams += ties * (depth - 2 * post[4]) * TIE_KG + 2 * crosses * sum(flats) * FLAT_KG
    laid = deck * bays * levels if kind in BROUGHT_BY_THE_SCHOOL else 0.0
    return {
        "beam": beam[0],
        "post": post[0],
        "capacity_kg": capacity(beam, span),
        "sign_kg": sign(capacity(beam, span), deck, wish["load"]),
        "posts": posts,
        "beams": beams,
        "ties": ties,
        "tie_length": depth - 2 * post[4],
        "total_width": bays * span + (bays + 1) * post[4],
        "pitch": f"{pitch:.2f}",
        "tyres_per_level": side_by_side(span, wish["tyre_width"]) if is_rack else 0,
        "brace_length": f"{sum(flats):.2f}",
        "mass_kg": f"{grams / 1000 + laid:.2f}",
    }


def rows() -> list[dict[str, str]]:
    """Return the whole table, the same each time."""
    return make_rows(SEED, ROWS, draw, expect)


if __name__ == "__main__":
    write_table("shelving", rows())
