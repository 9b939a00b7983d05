"""Formulas of the tyre exercises T01 to T28."""

import math
from collections.abc import Mapping

from shop.exercises.domain.formulas.formula import GRAVITY, Formula, Params, ceiling, yes_no
from shop.tyres.domain.ratings import find_load_kg, find_speed

INCH = 25.4  # mm
PSI_PER_BAR = 14.5
KELVIN = 273


def wheel_diameter(width: float, aspect: float, rim: float) -> float:
    """Return the outer diameter in mm of a tyre such as 205/55 R16."""
    return INCH * rim + 2 * width * aspect / 100


def load_of(index: float) -> int:
    """Return the load in kg of a load index the table knows."""
    found = find_load_kg(int(index))
    if found is None:
        raise KeyError(index)
    return found


def speed_of(symbol: str) -> int:
    """Return the highest speed in km/h of a speed symbol the table knows."""
    found = find_speed(symbol)
    if found is None or found.max_kmh is None:
        raise KeyError(symbol)
    return found.max_kmh


def _first(p: Params) -> float:
    return wheel_diameter(p["w1"], p["s1"], p["r1"])


def _second(p: Params) -> float:
    return wheel_diameter(p["w2"], p["s2"], p["r2"])


SIZES: Mapping[str, Formula] = {
    "T01": Formula(
        answer=lambda p: p["r"],
        mistakes={"width": lambda p: p["w"], "aspect": lambda p: p["s"]},
    ),
    "T02": Formula(
        answer=lambda p: p["w"] * p["s"] / 100,
        mistakes={"subtracted": lambda p: p["w"] - p["s"], "percentage": lambda p: p["s"]},
    ),
    "T03": Formula(
        answer=lambda p: p["r"] * INCH,
        mistakes={"centimetres": lambda p: p["r"] * INCH / 10},
    ),
    "T04": Formula(
        answer=lambda p: wheel_diameter(p["w"], p["s"], p["r"]),
        mistakes={
            "one_wall": lambda p: p["r"] * INCH + p["w"] * p["s"] / 100,
            "whole_width": lambda p: p["r"] * INCH + 2 * p["w"],
        },
        parts={
            "rim": lambda p: p["r"] * INCH,
            "wall": lambda p: p["w"] * p["s"] / 100,
            "walls": lambda p: 2 * p["w"] * p["s"] / 100,
        },
    ),
    "T05": Formula(
        answer=lambda p: math.pi * p["D"] / 1000,
        mistakes={
            "area": lambda p: math.pi * p["D"] ** 2 / 4e6,
            "twice": lambda p: 2 * math.pi * p["D"] / 1000,
        },
        parts={"mm": lambda p: math.pi * p["D"]},
    ),
    "T06": Formula(
        answer=lambda p: 1000 / p["c"],
        mistakes={"multiplied": lambda p: 1000 * p["c"]},
    ),
    "T07": Formula(
        answer=lambda p: (_second(p) - _first(p)) / _first(p) * 100,
        mistakes={
            "millimetres": lambda p: _second(p) - _first(p),
            "rims_only": lambda p: (p["r2"] - p["r1"]) / p["r1"] * 100,
        },
        parts={
            "D1": _first,
            "D2": _second,
            "gap": lambda p: _second(p) - _first(p),
        },
        allows=lambda p: 0.3 < abs((_second(p) - _first(p)) / _first(p) * 100) < 8,
    ),
    "T08": Formula(
        answer=lambda p: p["v"] * p["D2"] / p["D1"],
        mistakes={"upside_down": lambda p: p["v"] * p["D1"] / p["D2"]},
        parts={"ratio": lambda p: p["D2"] / p["D1"]},
        allows=lambda p: p["D1"] != p["D2"],
    ),
    "T09": Formula(
        answer=lambda p: p["k"] * (1 + p["p"] / 100),
        mistakes={
            "difference": lambda p: p["k"] * p["p"] / 100,
            "rate_as_km": lambda p: p["k"] + p["p"],
        },
        parts={"more": lambda p: p["k"] * p["p"] / 100},
    ),
    "T10": Formula(
        answer=lambda p: p["v"] / 3.6 / p["c"] * 60,
        mistakes={
            "not_converted": lambda p: p["v"] / p["c"] * 60,
            "per_second": lambda p: p["v"] / 3.6 / p["c"],
        },
        parts={"ms": lambda p: p["v"] / 3.6, "turns": lambda p: p["v"] / 3.6 / p["c"]},
    ),
    "T22": Formula(
        answer=lambda p: 2000 + p["an"],
        mistakes={"week": lambda p: 2000 + p["sem"]},
        parts={"year": lambda p: 2000 + p["an"]},
        # Codes of four figures began in 2000; a week that reads like the year teaches nothing.
        allows=lambda p: 1 <= p["sem"] <= 53 and 0 <= p["an"] <= 99 and p["sem"] != p["an"],
    ),
}

SAFETY: Mapping[str, Formula] = {
    "T11": Formula(
        answer=lambda p: p["p"] * 100,
        mistakes={"thousand": lambda p: p["p"] * 1000, "divided": lambda p: p["p"] / 100},
    ),
    "T12": Formula(
        answer=lambda p: p["p"] * PSI_PER_BAR,
        mistakes={"divided": lambda p: p["p"] / PSI_PER_BAR},
    ),
    "T13": Formula(
        answer=lambda p: p["a"] - p["x"],
        mistakes={"added": lambda p: p["a"] + p["x"]},
        allows=lambda p: p["a"] - p["x"] >= 0.1,
    ),
    "T14": Formula(
        answer=lambda p: p["m"] * GRAVITY / (p["p"] * 1e5) * 1e4,
        mistakes={"mass_for_force": lambda p: p["m"] / (p["p"] * 1e5) * 1e4},
        parts={"force": lambda p: p["m"] * GRAVITY, "per_cm2": lambda p: p["p"] * 10},
    ),
    "T15": Formula(
        answer=lambda p: load_of(p["li"]),
        mistakes={"index": lambda p: p["li"], "next_row": lambda p: load_of(p["li"] + 1)},
    ),
    "T16": Formula(
        answer=lambda p: 2 * load_of(p["li"]) - p["m"],
        mistakes={"one_tyre": lambda p: load_of(p["li"]) - p["m"]},
        parts={"one": lambda p: load_of(p["li"]), "two": lambda p: 2 * load_of(p["li"])},
        second=lambda p: yes_no(2 * load_of(p["li"]) >= p["m"]),
        allows=lambda p: 2 * load_of(p["li"]) != p["m"],
    ),
    "T17": Formula(
        answer=lambda p: speed_of(p["c"]),
        mistakes={"row_above": lambda p: speed_of(p["other"])},
        allows=lambda p: p["c"] != p["other"],
    ),
    "T18": Formula(
        answer=lambda p: p["C"] / p["d"],
        mistakes={"multiplied": lambda p: p["C"] * p["d"]},
    ),
    "T19": Formula(
        answer=lambda p: p["x"] - p["l"],
        mistakes={"to_zero": lambda p: p["x"], "worn": lambda p: p["n"] - p["x"]},
        allows=lambda p: p["l"] + 0.2 <= p["x"] < p["n"],
    ),
    "T20": Formula(
        answer=lambda p: p["r"] * p["k"] / p["u"],
        mistakes={
            "upside_down": lambda p: p["u"] * p["k"] / p["r"],
            "not_divided": lambda p: p["r"] * p["k"],
        },
        parts={"per_mm": lambda p: p["k"] / p["u"]},
        allows=lambda p: p["u"] > 0 and p["r"] > 0 and p["r"] != p["u"],
    ),
    "T21": Formula(
        answer=lambda p: (p["a"] + p["b"] + p["c"]) / 3,
        mistakes={"sum": lambda p: p["a"] + p["b"] + p["c"]},
        parts={"sum": lambda p: p["a"] + p["b"] + p["c"]},
    ),
    "T26": Formula(
        answer=lambda p: (p["a"] + p["b"]) / p["u"],
        mistakes={"grams": lambda p: p["a"] + p["b"]},
        parts={"sum": lambda p: p["a"] + p["b"]},
        allows=lambda p: p["a"] % p["u"] == 0 and p["b"] % p["u"] == 0,
    ),
    "T28": Formula(
        answer=lambda p: (p["p"] + 1) * (KELVIN + p["t2"]) / (KELVIN + p["t1"]) - 1,
        mistakes={"celsius": lambda p: p["p"] * p["t2"] / p["t1"]},
        parts={
            "absolute": lambda p: p["p"] + 1,
            "k1": lambda p: KELVIN + p["t1"],
            "k2": lambda p: KELVIN + p["t2"],
            "hot": lambda p: (p["p"] + 1) * (KELVIN + p["t2"]) / (KELVIN + p["t1"]),
        },
        allows=lambda p: p["t1"] >= 5 and p["t2"] >= p["t1"] + 10,
    ),
}

TRADE: Mapping[str, Formula] = {
    "T23": Formula(
        answer=lambda p: p["n"] * (p["p"] + p["m"]) * (1 + p["tva"] / 100),
        mistakes={
            "fitted_once": lambda p: p["n"] * p["p"] + p["m"],
            "no_vat": lambda p: p["n"] * (p["p"] + p["m"]),
            "no_fitting": lambda p: p["n"] * p["p"] * (1 + p["tva"] / 100),
        },
        parts={
            "one": lambda p: p["p"] + p["m"],
            "net": lambda p: p["n"] * (p["p"] + p["m"]),
            "vat": lambda p: p["n"] * (p["p"] + p["m"]) * p["tva"] / 100,
        },
        allows=lambda p: p["n"] >= 2,
    ),
    "T24": Formula(
        answer=lambda p: p["pa"] / p["ka"] * 1000,
        mistakes={
            "upside_down": lambda p: p["ka"] / p["pa"],
            "other_tyre": lambda p: p["pb"] / p["kb"] * 1000,
        },
        parts={"cost_b": lambda p: p["pb"] / p["kb"] * 1000},
        second=lambda p: "A" if p["pa"] / p["ka"] < p["pb"] / p["kb"] else "B",
        allows=lambda p: abs(p["pa"] / p["ka"] - p["pb"] / p["kb"]) * 1000 > 0.05,
    ),
    "T25": Formula(
        answer=lambda p: p["g"] / (p["n"] + p["g"]) * 100,
        mistakes={"of_the_paid": lambda p: p["g"] / p["n"] * 100},
        parts={"all": lambda p: p["n"] + p["g"]},
    ),
    "T27": Formula(
        answer=lambda p: ceiling(p["n"] / p["p"]) * p["m"],
        mistakes={
            "one_bay": lambda p: p["n"] * p["m"],
            "half_a_round": lambda p: p["n"] * p["m"] / p["p"],
        },
        parts={"rounds": lambda p: ceiling(p["n"] / p["p"])},
        allows=lambda p: p["p"] >= 2 and p["n"] > p["p"],
    ),
}

TYRE: Mapping[str, Formula] = {**SIZES, **SAFETY, **TRADE}
