"""Formulas of the shelving exercises R01 to R14."""

import math
from collections.abc import Mapping

from shop.exercises.domain.formulas.formula import (
    GRAVITY,
    Formula,
    Params,
    bars_by_first_fit,
    ceiling,
    floor,
)


def _bars_needed(p: Params) -> int:
    pieces = [p["x"]] * int(p["a"]) + [p["y"]] * int(p["b"])
    return len(bars_by_first_fit(pieces, p["B"], p["k"]))


def _total(p: Params) -> float:
    return float(p["a"] * p["x"] + p["b"] * p["y"])


LOADS: Mapping[str, Formula] = {
    "R01": Formula(
        answer=lambda p: p["n"] * p["m"],
        mistakes={"added": lambda p: p["n"] + p["m"]},
    ),
    "R02": Formula(
        answer=lambda p: p["m"] * GRAVITY,
        mistakes={"divided": lambda p: p["m"] / GRAVITY, "mass": lambda p: p["m"]},
    ),
    "R03": Formula(
        answer=lambda p: floor(p["L"] / p["w"]),
        mistakes={"rounded_up": lambda p: ceiling(p["L"] / p["w"])},
        parts={"raw": lambda p: p["L"] / p["w"]},
        allows=lambda p: p["L"] % p["w"] > 0 and p["L"] > p["w"],
    ),
    "R09": Formula(
        answer=lambda p: p["m"] * GRAVITY / p["n"] / (p["a"] / 100) ** 2,
        mistakes={
            "not_shared": lambda p: p["m"] * GRAVITY / (p["a"] / 100) ** 2,
            "square_centimetres": lambda p: p["m"] * GRAVITY / p["n"] / p["a"] ** 2,
        },
        parts={
            "weight": lambda p: p["m"] * GRAVITY,
            "force": lambda p: p["m"] * GRAVITY / p["n"],
            "am": lambda p: p["a"] / 100,
            "area": lambda p: (p["a"] / 100) ** 2,
        },
    ),
    "R10": Formula(
        answer=lambda p: math.hypot(p["l"], p["h"]),
        mistakes={"sum_of_sides": lambda p: p["l"] + p["h"]},
        parts={
            "l2": lambda p: p["l"] ** 2,
            "h2": lambda p: p["h"] ** 2,
            "sum": lambda p: p["l"] ** 2 + p["h"] ** 2,
        },
    ),
    "R11": Formula(
        answer=lambda p: (p["H"] - p["b"] - p["t"]) / (p["n"] - 1),
        mistakes={"as_many_gaps": lambda p: (p["H"] - p["b"] - p["t"]) / p["n"]},
        parts={
            "rest": lambda p: p["H"] - p["b"] - p["t"],
            "gaps": lambda p: p["n"] - 1,
        },
        allows=lambda p: p["n"] >= 2 and p["H"] - p["b"] - p["t"] > 200 * (p["n"] - 1),
    ),
    "R13": Formula(
        answer=lambda p: (p["n"] - p["k"]) / p["n"] * 100,
        mistakes={"bad_ones": lambda p: p["k"] / p["n"] * 100},
        parts={"good": lambda p: p["n"] - p["k"]},
        allows=lambda p: 0 < p["k"] < p["n"] / 3,
    ),
    "R14": Formula(
        answer=lambda p: (p["m1"] + p["m2"] + p["m3"] + p["m4"] + p["m5"]) / 5,
        mistakes={"sum": lambda p: p["m1"] + p["m2"] + p["m3"] + p["m4"] + p["m5"]},
        parts={"sum": lambda p: p["m1"] + p["m2"] + p["m3"] + p["m4"] + p["m5"]},
    ),
}

CUTTING: Mapping[str, Formula] = {
    "R04": Formula(
        answer=lambda p: p["a"] * p["h"] + p["b"] * p["l"],
        mistakes={"mixed_up": lambda p: (p["a"] + p["b"]) * (p["h"] + p["l"])},
        parts={"posts": lambda p: p["a"] * p["h"], "beams": lambda p: p["b"] * p["l"]},
    ),
    "R05": Formula(
        answer=lambda p: ceiling(p["T"] / p["B"]),
        mistakes={"rounded_down": lambda p: floor(p["T"] / p["B"])},
        parts={"raw": lambda p: p["T"] / p["B"]},
        allows=lambda p: p["T"] > p["B"] and p["T"] % p["B"] > 0.05,
    ),
    "R06": Formula(
        answer=_bars_needed,
        mistakes={
            "glued_offcuts": lambda p: floor(_total(p) / p["B"]),
            "metres_only": lambda p: ceiling(_total(p) / p["B"]),
        },
        parts={"total": _total, "theory": lambda p: _total(p) / p["B"]},
        allows=lambda p: max(p["x"], p["y"]) <= p["B"] and p["x"] != p["y"],
    ),
    "R07": Formula(
        answer=lambda p: p["B"] - p["n"] * (p["x"] + p["k"]),
        mistakes={
            "no_kerf": lambda p: p["B"] - p["n"] * p["x"],
            "one_piece": lambda p: p["B"] - p["x"],
        },
        parts={
            "one": lambda p: p["x"] + p["k"],
            "used": lambda p: p["n"] * (p["x"] + p["k"]),
        },
        allows=lambda p: p["n"] >= 2 and p["n"] * (p["x"] + p["k"]) <= p["B"],
    ),
    "R08": Formula(
        answer=lambda p: (p["A"] - p["U"]) / p["A"] * 100,
        mistakes={
            "of_the_useful": lambda p: (p["A"] - p["U"]) / p["U"] * 100,
            "used_share": lambda p: p["U"] / p["A"] * 100,
        },
        parts={"waste": lambda p: p["A"] - p["U"]},
        allows=lambda p: 0.55 * p["A"] < p["U"] < p["A"],
    ),
    "R12": Formula(
        answer=lambda p: p["n"] * p["p"] * (1 - p["r"] / 100),
        mistakes={
            "no_discount": lambda p: p["n"] * p["p"],
            "rate_as_euros": lambda p: p["n"] * p["p"] - p["r"],
            "discount_only": lambda p: p["n"] * p["p"] * p["r"] / 100,
        },
        parts={
            "full": lambda p: p["n"] * p["p"],
            "discount": lambda p: p["n"] * p["p"] * p["r"] / 100,
        },
        allows=lambda p: p["r"] > 0,
    ),
}

SHELVING: Mapping[str, Formula] = {**LOADS, **CUTTING}
