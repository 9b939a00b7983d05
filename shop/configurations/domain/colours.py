"""Colours of the RAL chart the school proposes; screen colours are approximate."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour; `screen` is close to it, never contractual."""

    code: str
    name: Bilingual
    screen: str


@cache
def ral_colours() -> tuple[Colour, ...]:
    """Return the colours proposed, in the order of the chart."""
    source = files("shop.configurations") / "data" / "ral_colours.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return tuple(
        Colour(f"RAL {row['ral']}", Bilingual(row["name_fr"], row["name_en"]), row["approx_hex"])
        for row in rows
    )
