"""A second calculation of shelving, written apart from the engine: it loads until it yields.

It imports nothing of the shop. `python -m tests.fabrication.independent.shelving` writes its
table again.
"""

import random
from typing import Any

from tests.fabrication.independent.tables import Wish, make_rows, write_table

SEED, ROWS = 20263, 30
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
POST_KG, TIE_KG, POST_FACE, DECK_KG = 2.305, 1.677, 40, 15.7


def draw(rng: random.Random) -> Wish:
    """Draw one wish; a tyre rack has no sheets."""
    return {
        "bays": rng.randrange(1, 7),
        "span": rng.randrange(700, 2001, 10),
        "depth": rng.randrange(300, 1001, 10),
        "height": rng.randrange(1600, 3001, 10),
        "levels": rng.randrange(2, 6),
        "load": rng.choice((rng.randrange(50, 501, 10), 500)),
        "preset": rng.choice(("SHELF", "SHELF", "TYRE_RACK")),
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


def expect(wish: Wish) -> dict[str, Any]:
    """Return what is expected of a wish."""
    is_rack = wish["preset"] == "TYRE_RACK"
    span, depth, levels, bays = wish["span"], wish["depth"], wish["levels"], wish["bays"]
    deck = 0.0 if is_rack else DECK_KG * span * depth / 1e6
    beam = next(b for b in BEAMS if sign(capacity(b, span), deck, wish["load"]) >= wish["load"])
    supports = 0
    while not is_rack and span / (supports + 1) > 600:
        supports += 1
    tyres = 0
    while is_rack and (tyres + 1) * (wish["tyre_width"] + 15) <= span:
        tyres += 1
    posts, beams = 2 * (bays + 1), 2 * bays * levels
    ties = (bays + 1) * levels + supports * bays * levels
    metres = posts * wish["height"] * POST_KG + beams * span * beam[1]
    metres += ties * (depth - 2 * POST_FACE) * TIE_KG
    return {
        "beam": beam[0],
        "capacity_kg": capacity(beam, span),
        "sign_kg": sign(capacity(beam, span), deck, wish["load"]),
        "posts": posts,
        "beams": beams,
        "ties": ties,
        "tie_length": depth - 2 * POST_FACE,
        "total_width": bays * span + (bays + 1) * POST_FACE,
        "pitch": f"{(wish['height'] - 150) / levels:.2f}",
        "tyres_per_level": tyres,
        "mass_kg": f"{metres / 1000 + deck * bays * levels:.2f}",
    }


def rows() -> list[dict[str, str]]:
    """Return the whole table, the same each time."""
    return make_rows(SEED, ROWS, draw, expect)


if __name__ == "__main__":
    write_table("shelving", rows())
