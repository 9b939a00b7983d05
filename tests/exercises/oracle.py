"""The documented expressions of the templates, evaluated here and only here."""

from collections.abc import Mapping
from math import asin, atan, ceil, cos, degrees, floor, pi, radians, sqrt
from typing import Any

from shop.exercises.domain.formulas.formula import bars_by_first_fit
from shop.tyres.domain.ratings import list_loads, list_speeds


def _near_floor(value: float) -> int:
    return floor(round(value, 9))


def _near_ceil(value: float) -> int:
    return ceil(round(value, 9))


NAMES: dict[str, Any] = {
    "__builtins__": {},
    "sqrt": sqrt,
    "atan": atan,
    "asin": asin,
    "cos": cos,
    "pi": pi,
    "degrees": degrees,
    "radians": radians,
    "abs": abs,
    "max": max,
    "len": len,
    "floor": _near_floor,
    "ceil": _near_ceil,
    "dia": lambda w, s, r: 25.4 * r + 2 * w * s / 100,
    "ffd": bars_by_first_fit,
    "LI": dict(list_loads()),
    "SI": {symbol.code: symbol.max_kmh for symbol in list_speeds()},
}


def documented(expression: str, values: Mapping[str, Any]) -> float:
    """Evaluate what a template documents with these values."""
    whole = {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in values.items()}
    return float(eval(expression, {**NAMES, **whole}))  # noqa: S307 - our own data, in a test
