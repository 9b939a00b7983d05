"""Formulas of the staircase exercises E01 to E15."""

import math
from collections.abc import Mapping

from shop.exercises.domain.formulas.formula import (
    STEEL_DENSITY,
    Formula,
    ceiling,
    floor,
    half_up,
    yes_no,
)

COMFORT = (600, 640)  # 2h + g in mm, Blondel

STAIRCASE: Mapping[str, Formula] = {
    "E01": Formula(
        answer=lambda p: half_up(p["H"] / p["hc"]),
        mistakes={
            "goings": lambda p: half_up(p["H"] / p["hc"]) - 1,
            "one_more": lambda p: half_up(p["H"] / p["hc"]) + 1,
        },
        parts={"raw": lambda p: p["H"] / p["hc"]},
        # A quotient near one half would turn on how it is rounded.
        allows=lambda p: abs(p["H"] / p["hc"] % 1 - 0.5) > 0.02,
    ),
    "E02": Formula(
        answer=lambda p: p["H"] / p["n"],
        mistakes={"one_less": lambda p: p["H"] / (p["n"] - 1)},
        allows=lambda p: p["n"] > 2,
    ),
    "E03": Formula(
        answer=lambda p: p["n"] - 1,
        mistakes={"as_many": lambda p: p["n"], "one_more": lambda p: p["n"] + 1},
    ),
    "E04": Formula(
        answer=lambda p: 2 * p["h"] + p["g"],
        mistakes={
            "doubled_going": lambda p: p["h"] + 2 * p["g"],
            "rise_once": lambda p: p["h"] + p["g"],
        },
        parts={"double": lambda p: 2 * p["h"]},
        second=lambda p: yes_no(COMFORT[0] <= 2 * p["h"] + p["g"] <= COMFORT[1]),
        allows=lambda p: all(abs(2 * p["h"] + p["g"] - bound) > 1 for bound in COMFORT),
    ),
    "E05": Formula(
        answer=lambda p: p["M"] - 2 * p["h"],
        mistakes={
            "rise_once": lambda p: p["M"] - p["h"],
            "halved_going": lambda p: (p["M"] - p["h"]) / 2,
        },
        parts={"double": lambda p: 2 * p["h"]},
        allows=lambda p: p["M"] - 2 * p["h"] > 0,
    ),
    "E06": Formula(
        answer=lambda p: (p["n"] - 1) * p["g"],
        mistakes={"as_many": lambda p: p["n"] * p["g"]},
        parts={"goings": lambda p: p["n"] - 1},
    ),
    "E07": Formula(
        answer=lambda p: math.degrees(math.atan(p["h"] / p["g"])),
        mistakes={
            "upside_down": lambda p: math.degrees(math.atan(p["g"] / p["h"])),
            "sine": lambda p: math.degrees(math.asin(p["h"] / p["g"])),
        },
        parts={"tangent": lambda p: p["h"] / p["g"]},
        allows=lambda p: p["h"] < p["g"],
    ),
    "E08": Formula(
        answer=lambda p: math.hypot(p["H"], p["R"]),
        mistakes={"sum_of_sides": lambda p: p["H"] + p["R"]},
        parts={
            "H2": lambda p: p["H"] ** 2,
            "R2": lambda p: p["R"] ** 2,
            "sum": lambda p: p["H"] ** 2 + p["R"] ** 2,
        },
    ),
    "E09": Formula(
        answer=lambda p: 90 - p["a"],
        mistakes={"plumb_cut": lambda p: p["a"]},
        allows=lambda p: 20 <= p["a"] < 44,
    ),
    "E10": Formula(
        answer=lambda p: p["n"] * (p["g"] + 2 * p["p"]) / 1000,
        mistakes={
            "one_fold": lambda p: p["n"] * (p["g"] + p["p"]) / 1000,
            "no_fold": lambda p: p["n"] * p["g"] / 1000,
        },
        parts={
            "one": lambda p: p["g"] + 2 * p["p"],
            "whole": lambda p: p["n"] * (p["g"] + 2 * p["p"]),
        },
    ),
    "E11": Formula(
        answer=lambda p: p["n"] * p["L"] * p["w"] * p["e"] * STEEL_DENSITY / 1e9,
        mistakes={"one_tread": lambda p: p["L"] * p["w"] * p["e"] * STEEL_DENSITY / 1e9},
        parts={
            "volume": lambda p: p["L"] * p["w"] * p["e"] / 1e9,
            "one": lambda p: p["L"] * p["w"] * p["e"] * STEEL_DENSITY / 1e9,
        },
    ),
    "E12": Formula(
        answer=lambda p: ceiling((p["L"] - p["e"]) / (p["b"] + p["e"])),
        mistakes={
            "rounded_down": lambda p: floor((p["L"] - p["e"]) / (p["b"] + p["e"])),
            "bars_equal_gaps": lambda p: ceiling(p["L"] / (p["b"] + p["e"])),
        },
        parts={
            "rest": lambda p: p["L"] - p["e"],
            "pitch": lambda p: p["b"] + p["e"],
            "raw": lambda p: (p["L"] - p["e"]) / (p["b"] + p["e"]),
        },
        allows=lambda p: p["L"] > 2 * p["e"] and (p["L"] - p["e"]) % (p["b"] + p["e"]) > 1,
    ),
    "E13": Formula(
        answer=lambda p: max(0, p["h"] - p["x"]),
        mistakes={"added": lambda p: p["h"] + p["x"]},
        second=lambda p: yes_no(p["x"] >= p["h"]),
    ),
    "E14": Formula(
        answer=lambda p: p["R"] / math.cos(math.radians(p["a"])),
        mistakes={"multiplied": lambda p: p["R"] * math.cos(math.radians(p["a"]))},
        parts={"cosine": lambda p: math.cos(math.radians(p["a"]))},
        allows=lambda p: p["a"] >= 15,
    ),
    "E15": Formula(
        answer=lambda p: p["n"] * p["m"],
        mistakes={"added": lambda p: p["n"] + p["m"]},
    ),
}
