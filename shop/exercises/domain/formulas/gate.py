"""Formulas of the gate exercises P01 to P24; lengths in mm unless the prompt says metres."""

import math
from collections.abc import Mapping
from typing import Final

from shop.exercises.domain.formulas.formula import (
    GRAVITY,
    STEEL_DENSITY,
    Formula,
    ceiling,
    floor,
    yes_no,
)

EXPANSION: Final = 12e-6  # steel, per °C

SHAPE: Mapping[str, Formula] = {
    "P01": Formula(
        answer=lambda p: p["L"] / 1000,
        mistakes={"divided_by_100": lambda p: p["L"] / 100, "multiplied": lambda p: p["L"] * 1000},
    ),
    "P02": Formula(
        answer=lambda p: 2 * (p["l"] + p["h"]) / 1000,
        mistakes={
            "two_sides": lambda p: (p["l"] + p["h"]) / 1000,
            "area": lambda p: p["l"] * p["h"] / 1e6,
        },
        parts={
            "half": lambda p: p["l"] + p["h"],
            "whole": lambda p: 2 * (p["l"] + p["h"]),
        },
    ),
    "P03": Formula(
        answer=lambda p: math.hypot(p["l"], p["h"]),
        mistakes={
            "sum_of_sides": lambda p: p["l"] + p["h"],
            "no_root": lambda p: p["l"] ** 2 + p["h"] ** 2,
            "subtracted": lambda p: math.sqrt(abs(p["l"] ** 2 - p["h"] ** 2)),
        },
        parts={
            "l2": lambda p: p["l"] ** 2,
            "h2": lambda p: p["h"] ** 2,
            "sum": lambda p: p["l"] ** 2 + p["h"] ** 2,
        },
    ),
    "P04": Formula(
        answer=lambda p: abs(p["d1"] - p["d2"]),
        mistakes={"added": lambda p: p["d1"] + p["d2"]},
        parts={
            "large": lambda p: max(p["d1"], p["d2"]),
            "small": lambda p: min(p["d1"], p["d2"]),
        },
        second=lambda p: yes_no(abs(p["d1"] - p["d2"]) <= p["tol"]),
        allows=lambda p: p["d1"] != p["d2"],
    ),
    "P05": Formula(
        answer=lambda p: ceiling((p["Li"] - p["e"]) / (p["b"] + p["e"])),
        mistakes={
            "rounded_down": lambda p: floor((p["Li"] - p["e"]) / (p["b"] + p["e"])),
            "bars_equal_gaps": lambda p: ceiling(p["Li"] / (p["b"] + p["e"])),
            "no_bar_width": lambda p: ceiling(p["Li"] / p["e"]),
        },
        parts={
            "rest": lambda p: p["Li"] - p["e"],
            "pitch": lambda p: p["b"] + p["e"],
            "raw": lambda p: (p["Li"] - p["e"]) / (p["b"] + p["e"]),
        },
        # A gap of exactly the limit is refused: floor and ceiling would agree.
        allows=lambda p: p["Li"] > 2 * p["e"] and (p["Li"] - p["e"]) % (p["b"] + p["e"]) > 1,
    ),
    "P06": Formula(
        answer=lambda p: (p["Li"] - p["n"] * p["b"]) / (p["n"] + 1),
        mistakes={
            "as_many_gaps_as_bars": lambda p: (p["Li"] - p["n"] * p["b"]) / p["n"],
            "bars_forgotten": lambda p: p["Li"] / (p["n"] + 1),
            "one_gap_less": lambda p: (p["Li"] - p["n"] * p["b"]) / (p["n"] - 1),
        },
        parts={
            "steel": lambda p: p["n"] * p["b"],
            "free": lambda p: p["Li"] - p["n"] * p["b"],
            "gaps": lambda p: p["n"] + 1,
        },
        allows=lambda p: p["n"] >= 2 and 40 < (p["Li"] - p["n"] * p["b"]) / (p["n"] + 1) < 160,
    ),
    "P07": Formula(
        answer=lambda p: p["e"] - p["v"],
        mistakes={
            "added": lambda p: p["e"] + p["v"],
            "wrong_way": lambda p: p["v"] - p["e"],
        },
        second=lambda p: yes_no(p["v"] <= p["e"]),
        allows=lambda p: abs(p["e"] - p["v"]) > 0.15,
    ),
    "P08": Formula(
        answer=lambda p: p["v"] + p["b"],
        mistakes={
            "two_whole_bars": lambda p: p["v"] + 2 * p["b"],
            "half_a_bar": lambda p: p["v"] + p["b"] / 2,
        },
        parts={"half": lambda p: p["b"] / 2},
    ),
    "P09": Formula(
        answer=lambda p: math.hypot(p["a"], p["c"]),
        mistakes={"sum_of_sides": lambda p: p["a"] + p["c"]},
        parts={
            "a2": lambda p: p["a"] ** 2,
            "c2": lambda p: p["c"] ** 2,
            "sum": lambda p: p["a"] ** 2 + p["c"] ** 2,
        },
    ),
    "P10": Formula(
        answer=lambda p: math.degrees(math.atan(p["c"] / p["a"])),
        mistakes={
            "angle_to_the_vertical": lambda p: math.degrees(math.atan(p["a"] / p["c"])),
            "tangent_only": lambda p: p["c"] / p["a"],
        },
        parts={"tangent": lambda p: p["c"] / p["a"]},
    ),
    "P20": Formula(
        answer=lambda p: math.pi * p["l"] ** 2 / 4,
        mistakes={
            "whole_disc": lambda p: math.pi * p["l"] ** 2,
            "length_for_area": lambda p: math.pi * p["l"] / 2,
        },
        parts={"square": lambda p: p["l"] ** 2, "disc": lambda p: math.pi * p["l"] ** 2},
    ),
    "P21": Formula(
        answer=lambda p: p["l"] * p["p"],
        mistakes={"divided": lambda p: p["l"] / p["p"] * 100},
        parts={"cm": lambda p: p["l"] * 100},
    ),
    "P23": Formula(
        answer=lambda p: p["x"] * p["e"],
        mistakes={"divided": lambda p: p["x"] / p["e"]},
    ),
    "P24": Formula(
        answer=lambda p: p["c"] + p["t"],
        mistakes={
            "whole_band": lambda p: p["c"] + 2 * p["t"],
            "least": lambda p: p["c"] - p["t"],
        },
        parts={"least": lambda p: p["c"] - p["t"]},
        second=lambda p: yes_no(abs(p["x"] - p["c"]) <= p["t"] + 1e-9),
    ),
}

MATTER: Mapping[str, Formula] = {
    "P11": Formula(
        answer=lambda p: p["L"] * p["mu"],
        mistakes={"divided": lambda p: p["mu"] / p["L"], "added": lambda p: p["L"] + p["mu"]},
    ),
    "P12": Formula(
        answer=lambda p: STEEL_DENSITY * p["a"] * p["c"] * p["e"] / 1e9,
        mistakes={
            "wrong_metres": lambda p: STEEL_DENSITY * p["a"] * p["c"] * p["e"] / 1e6,
            "volume_for_mass": lambda p: p["a"] * p["c"] * p["e"] / 1000,
        },
        parts={
            "am": lambda p: p["a"] / 1000,
            "cm": lambda p: p["c"] / 1000,
            "em": lambda p: p["e"] / 1000,
            "volume": lambda p: p["a"] * p["c"] * p["e"] / 1e9,
        },
    ),
    "P13": Formula(
        answer=lambda p: (p["a"] ** 2 - (p["a"] - 2 * p["e"]) ** 2) * STEEL_DENSITY / 1e6,
        mistakes={
            "one_wall": lambda p: (p["a"] ** 2 - (p["a"] - p["e"]) ** 2) * STEEL_DENSITY / 1e6,
            "solid": lambda p: p["a"] ** 2 * STEEL_DENSITY / 1e6,
        },
        parts={
            "inner": lambda p: p["a"] - 2 * p["e"],
            "outer2": lambda p: p["a"] ** 2,
            "inner2": lambda p: (p["a"] - 2 * p["e"]) ** 2,
            "section": lambda p: p["a"] ** 2 - (p["a"] - 2 * p["e"]) ** 2,
        },
        allows=lambda p: p["a"] > 4 * p["e"],
    ),
    "P14": Formula(
        answer=lambda p: 4 * p["a"] / 1000 * p["L"],
        mistakes={
            "one_face": lambda p: p["a"] / 1000 * p["L"],
            "not_converted": lambda p: 4 * p["a"] * p["L"],
        },
        parts={"am": lambda p: p["a"] / 1000, "around": lambda p: 4 * p["a"] / 1000},
    ),
    "P15": Formula(
        answer=lambda p: p["S"] * p["n"] / p["r"],
        mistakes={
            "one_coat": lambda p: p["S"] / p["r"],
            "multiplied": lambda p: p["S"] * p["n"] * p["r"],
        },
        parts={"total": lambda p: p["S"] * p["n"]},
        allows=lambda p: p["n"] >= 2,
    ),
    "P16": Formula(
        answer=lambda p: p["p"] * (1 + p["tva"] / 100),
        mistakes={
            "vat_only": lambda p: p["p"] * p["tva"] / 100,
            "rate_as_euros": lambda p: p["p"] + p["tva"],
        },
        parts={"vat": lambda p: p["p"] * p["tva"] / 100},
    ),
    "P17": Formula(
        answer=lambda p: p["ttc"] / (1 + p["tva"] / 100),
        mistakes={"taken_off": lambda p: p["ttc"] * (1 - p["tva"] / 100)},
        parts={"factor": lambda p: 1 + p["tva"] / 100},
    ),
    "P18": Formula(
        answer=lambda p: p["ttc"] * (1 - p["ac"] / 100),
        mistakes={"deposit": lambda p: p["ttc"] * p["ac"] / 100},
        parts={"deposit": lambda p: p["ttc"] * p["ac"] / 100},
        allows=lambda p: 0 < p["ac"] < 100 and p["ac"] != 50,
    ),
    "P19": Formula(
        answer=lambda p: p["m"] * GRAVITY * p["l"] / 2 / p["d"],
        mistakes={
            "whole_width": lambda p: p["m"] * GRAVITY * p["l"] / p["d"],
            "weight": lambda p: p["m"] * GRAVITY,
        },
        parts={"weight": lambda p: p["m"] * GRAVITY, "half": lambda p: p["l"] / 2},
    ),
    "P22": Formula(
        answer=lambda p: EXPANSION * p["L"] * 1000 * (p["t2"] - p["t1"]),
        mistakes={"no_difference": lambda p: EXPANSION * p["L"] * 1000 * p["t2"]},
        parts={"dt": lambda p: p["t2"] - p["t1"], "mm": lambda p: p["L"] * 1000},
        allows=lambda p: p["t1"] >= 5 and p["t2"] > p["t1"],
    ),
}

GATE: Mapping[str, Formula] = {**SHAPE, **MATTER}
