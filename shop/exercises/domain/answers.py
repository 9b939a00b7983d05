"""Reading what a student wrote: comma or point, spaces in thousands, a unit or none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\t"))
_NUMBER = re.compile(r"(?P<sign>[-−–+]?)(?P<digits>\d+(?:[.,]\d+)?)(?P<unit>[^\d]*|[cm]?m2)")

# Factor to the first unit of each row: two units of one row can be converted.
_DIMENSIONS: tuple[Mapping[str, float], ...] = (
    {"mm": 1, "cm": 10, "m": 1000, "km": 1e6},
    {"mm²": 1, "cm²": 100, "m²": 1e6},
    {"g": 1, "kg": 1000, "t": 1e6},
    {"Pa": 1, "kPa": 1000, "bar": 1e5, "psi": 1e5 / 14.5},
    {"N": 1, "kN": 1000},
    {"min": 1, "h": 60},
    {"mL": 1, "cL": 10, "L": 1000},
    {"€": 1},
    {"°": 1},
    {"%": 1},
    {"dB": 1},
    {"km/h": 1},
    {"kg/m": 1},
    {"tr/min": 1},
)
_SPELLINGS = {
    "mm2": "mm²",
    "cm2": "cm²",
    "m2": "m²",
    "l": "L",
    "litre": "L",
    "litres": "L",
    "euro": "€",
    "euros": "€",
    "eur": "€",
    "degré": "°",
    "degrés": "°",
    "metre": "m",
    "mètre": "m",
    "mètres": "m",
    "kilo": "kg",
    "kilos": "kg",
    "bars": "bar",
    "minutes": "min",
    "minute": "min",
    "newton": "N",
    "newtons": "N",
    "kpa": "kPa",
    "pa": "Pa",
    "n": "N",
    "db": "dB",
    "ht": "",
    "ttc": "",
    "€ht": "€",
    "€ttc": "€",
}


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """A number as it was written and its unit, empty when none was given."""

    value: float
    unit: str


def read_answer(text: str) -> ReadAnswer | None:
    """Read one number and its unit, or None when there is no single number to read."""
    match = _NUMBER.fullmatch(text.translate(_SPACES).rstrip("."))
    if match is None:
        return None
    value = float(match["digits"].replace(",", "."))
    unit = match["unit"]
    return ReadAnswer(
        value=-value if match["sign"] in {"-", "−", "–"} else value,
        unit=_SPELLINGS.get(unit.lower(), unit),
    )


def convert(value: float, unit: str, wanted: str) -> float | None:
    """Convert between units of one dimension; None when they measure different things."""
    if unit == wanted:
        return value
    for dimension in _DIMENSIONS:
        if unit in dimension and wanted in dimension:
            return value * dimension[unit] / dimension[wanted]
    return None
