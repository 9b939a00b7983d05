"""Texts with named holes filled by a card's numbers and words: plain replacement, nothing run."""

import re
from collections.abc import Mapping

from shop.curriculum.domain.french import SPACE, french_number

Facts = Mapping[str, float | str]

_HOLE = re.compile(r"\{(?P<name>\w+)(?::(?P<shape>\d+|02|y|€))?\}")
_UNIT = re.compile(
    r"(?<=\d) (?=(?:mm²?|cm[²³]?|m²|m³|m|kg/m³|kg/m|kg|km/h|km|kPa|g|bar|psi|N·m|N|h|min|L|€|%"
    r"|°C|dB|Pa)(?!\w))"
)
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_BEFORE = re.compile(r" (?=[:;?!»%])")
_AFTER = re.compile(r"(?<=«) ")


def holes(text: str) -> frozenset[str]:
    """Return the names of the holes of a text."""
    return frozenset(match["name"] for match in _HOLE.finditer(text))


def fill(text: str, facts: Facts) -> str:
    """Fill the holes: numbers the French way, words as they are; a missing name is a KeyError.

    `{x}` keeps at most 2 decimals, `{x:3}` at most 3, `{x:€}` shows cents when there are any,
    `{x:02}` writes a whole number on two figures, `{x:y}` a year without spaces.
    """
    return typeset(
        _HOLE.sub(lambda match: shape_number(facts[match["name"]], match["shape"]), text)
    )


def typeset(text: str) -> str:
    """Put no-break spaces where French wants them: in numbers, before units and double signs."""
    for pattern in (_UNIT, _THOUSANDS, _BEFORE, _AFTER):
        text = pattern.sub(SPACE, text)
    return text


def shape_number(value: float | str, shape: str | None) -> str:
    """Write one value in the shape a hole asks for, the default one when None."""
    if isinstance(value, str):
        return value
    if shape == "02":
        return f"{int(value):02d}"
    if shape == "y":
        return str(int(value))
    if shape == "€":
        whole = round(value * 100) % 100 == 0
        return french_number(value, 0 if whole else 2, fixed=True)
    return french_number(value, 2 if shape is None else int(shape))
