"""Formulas of the guardrail exercises G01 to G15; lengths in mm unless the prompt says metres."""

import math
from collections.abc import Mapping
from typing import Final

from shop.exercises.domain.formulas.formula import Formula, Params, ceiling, floor, yes_no

YIELD: Final = 235  # N/mm², steel S235
DISPLACEMENT_RATIO: Final = 40  # the top of a post moves by its height over this, at most
PULLING_ANCHORS: Final = 2


def _bars_in_one(p: Params) -> int:
    """Return the pieces one bar gives: the last needs no saw cut behind it."""
    return floor((p["B"] + p["k"]) / (p["x"] + p["k"]))


SHAPE: Mapping[str, Formula] = {
    "G01": Formula(
        answer=lambda p: p["n"] + 1,
        mistakes={"as_many_as_bays": lambda p: p["n"], "two_for_each_bay": lambda p: 2 * p["n"]},
    ),
    "G02": Formula(
        answer=lambda p: p["L"] / p["n"],
        mistakes={
            "divided_by_posts": lambda p: p["L"] / (p["n"] + 1),
            "one_bay_less": lambda p: p["L"] / (p["n"] - 1),
        },
        allows=lambda p: p["n"] >= 2 and 300 < p["L"] / p["n"] <= 1500,
    ),
    "G03": Formula(
        answer=lambda p: ceiling((p["c"] - p["e"]) / (p["d"] + p["e"])),
        mistakes={
            "rounded_down": lambda p: floor((p["c"] - p["e"]) / (p["d"] + p["e"])),
            "no_last_void": lambda p: ceiling(p["c"] / (p["d"] + p["e"])),
            "no_bar_width": lambda p: ceiling(p["c"] / p["e"]),
        },
        parts={
            "rest": lambda p: p["c"] - p["e"],
            "pitch": lambda p: p["d"] + p["e"],
            "raw": lambda p: (p["c"] - p["e"]) / (p["d"] + p["e"]),
        },
        # A void of exactly the limit is refused: floor and ceiling would agree.
        allows=lambda p: p["c"] > 2 * p["e"] and (p["c"] - p["e"]) % (p["d"] + p["e"]) > 1,
    ),
    "G04": Formula(
        answer=lambda p: (p["c"] - p["n"] * p["d"]) / (p["n"] + 1),
        mistakes={
            "as_many_voids_as_bars": lambda p: (p["c"] - p["n"] * p["d"]) / p["n"],
            "bars_forgotten": lambda p: p["c"] / (p["n"] + 1),
            "one_void_less": lambda p: (p["c"] - p["n"] * p["d"]) / (p["n"] - 1),
        },
        parts={
            "steel": lambda p: p["n"] * p["d"],
            "free": lambda p: p["c"] - p["n"] * p["d"],
            "voids": lambda p: p["n"] + 1,
        },
        allows=lambda p: p["n"] >= 2 and 40 < (p["c"] - p["n"] * p["d"]) / (p["n"] + 1) < 160,
    ),
    "G05": Formula(
        answer=lambda p: p["m"] - p["r"],
        mistakes={"added": lambda p: p["m"] + p["r"], "wrong_way": lambda p: p["r"] - p["m"]},
        second=lambda p: yes_no(p["m"] >= p["r"]),
        allows=lambda p: p["m"] != p["r"],
    ),
    "G06": Formula(
        answer=lambda p: p["h"] - p["t"] - p["b"] - p["j"],
        mistakes={
            "gap_forgotten": lambda p: p["h"] - p["t"] - p["b"],
            "handrail_twice": lambda p: p["h"] - 2 * p["t"] - p["b"] - p["j"],
        },
        parts={"away": lambda p: p["t"] + p["b"] + p["j"]},
    ),
    "G10": Formula(
        answer=lambda p: math.hypot(p["l"], p["h"]),
        mistakes={
            "sum_of_sides": lambda p: p["l"] + p["h"],
            "no_root": lambda p: p["l"] ** 2 + p["h"] ** 2,
        },
        parts={
            "l2": lambda p: p["l"] ** 2,
            "h2": lambda p: p["h"] ** 2,
            "sum": lambda p: p["l"] ** 2 + p["h"] ** 2,
        },
    ),
    "G11": Formula(
        answer=lambda p: math.degrees(math.atan(p["h"] / p["l"])),
        mistakes={
            "angle_to_the_vertical": lambda p: math.degrees(math.atan(p["l"] / p["h"])),
            "tangent_only": lambda p: p["h"] / p["l"],
        },
        parts={"tangent": lambda p: p["h"] / p["l"]},
    ),
}

STRENGTH: Mapping[str, Formula] = {
    "G07": Formula(
        answer=lambda p: p["q"] * p["s"],
        mistakes={
            "divided": lambda p: p["q"] / p["s"],
            "millimetres": lambda p: p["q"] * p["s"] * 1000,
        },
        allows=lambda p: p["s"] > 0,
    ),
    "G08": Formula(
        answer=lambda p: p["F"] * p["h"],
        mistakes={
            "divided": lambda p: p["F"] / p["h"],
            "millimetres": lambda p: p["F"] * p["h"] * 1000,
        },
    ),
    "G09": Formula(
        answer=lambda p: p["k"] * p["M"] / YIELD,
        mistakes={
            "no_safety": lambda p: p["M"] / YIELD,
            "divided_twice": lambda p: p["M"] / p["k"] / YIELD,
        },
        parts={"safe": lambda p: p["k"] * p["M"]},
        second=lambda p: yes_no(p["w"] >= p["k"] * p["M"] / YIELD),
        allows=lambda p: abs(p["w"] - p["k"] * p["M"] / YIELD) > 0.02,
    ),
    "G13": Formula(
        answer=lambda p: p["M"] * 1000 / p["d"] / PULLING_ANCHORS,
        mistakes={
            "one_anchor": lambda p: p["M"] * 1000 / p["d"],
            "four_anchors": lambda p: p["M"] * 1000 / p["d"] / 4,
            "metres_and_millimetres": lambda p: p["M"] / p["d"] / PULLING_ANCHORS,
        },
        parts={
            "millimetric": lambda p: p["M"] * 1000,
            "pull": lambda p: p["M"] * 1000 / p["d"],
        },
    ),
    "G15": Formula(
        answer=lambda p: p["h"] / DISPLACEMENT_RATIO,
        mistakes={
            "multiplied": lambda p: p["h"] * DISPLACEMENT_RATIO,
            "divided_by_4": lambda p: p["h"] / 4,
        },
        second=lambda p: yes_no(p["f"] <= p["h"] / DISPLACEMENT_RATIO),
        allows=lambda p: abs(p["f"] - p["h"] / DISPLACEMENT_RATIO) > 0.1,
    ),
}

MATTER: Mapping[str, Formula] = {
    "G12": Formula(
        answer=lambda p: p["m"] / p["L"],
        mistakes={
            "multiplied": lambda p: p["m"] * p["L"],
            "upside_down": lambda p: p["L"] / p["m"],
        },
    ),
    "G14": Formula(
        answer=lambda p: ceiling(p["n"] / _bars_in_one(p)),
        mistakes={
            "rounded_down": lambda p: floor(p["n"] / _bars_in_one(p)),
            "metres_only": lambda p: ceiling(p["n"] * p["x"] / p["B"]),
        },
        parts={
            "one": lambda p: p["x"] + p["k"],
            "each": _bars_in_one,
            "raw": lambda p: p["n"] / _bars_in_one(p),
        },
        allows=lambda p: p["x"] < p["B"] and p["n"] % _bars_in_one(p) != 0,
    ),
}

GUARDRAIL: Mapping[str, Formula] = {**SHAPE, **STRENGTH, **MATTER}
