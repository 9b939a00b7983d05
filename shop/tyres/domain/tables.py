"""Reads the tables of the trade that are shipped as data files beside the code."""

import csv
from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/<name>.csv`, one mapping of column to text a row."""
    source = files("shop.tyres.data").joinpath(f"{name}.csv")
    with source.open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))
