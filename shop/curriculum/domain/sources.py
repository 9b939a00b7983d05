"""The data files of this room, read once."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of `shop/curriculum/data/<name>.json`; never change them."""
    return list(json.loads(_text(name)))


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return the named parts of `shop/curriculum/data/<name>.json`; never change them."""
    return dict(json.loads(_text(name)))


def _text(name: str) -> str:
    found = resources.files("shop.curriculum").joinpath("data", f"{name}.json")
    return found.read_text(encoding="utf-8")
