"""Formulas of the exercises every workshop shares: noise, loads, planned and actual time."""

from collections.abc import Mapping

from shop.exercises.domain.formulas.formula import Formula

WORKSHOP: Mapping[str, Formula] = {
    "S01": Formula(
        answer=lambda p: p["b"] - p["s"],
        mistakes={"added": lambda p: p["b"] + p["s"]},
        second=lambda _: "M003",
        allows=lambda p: p["b"] > p["s"],
    ),
    "S02": Formula(
        answer=lambda p: p["p"] * p["q"] / 100,
        mistakes={"subtracted": lambda p: p["p"] - p["q"], "rate_as_kilos": lambda p: p["q"]},
        parts={"tenth": lambda p: p["p"] / 10},
    ),
    "S06": Formula(
        answer=lambda p: (p["b"] - p["a"]) / p["a"] * 100,
        mistakes={
            "of_the_actual": lambda p: (p["b"] - p["a"]) / p["b"] * 100,
            "hours": lambda p: p["b"] - p["a"],
        },
        parts={"gap": lambda p: p["b"] - p["a"]},
        allows=lambda p: p["a"] > 0 and p["b"] > p["a"],
    ),
}
