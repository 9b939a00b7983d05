"""Extracts of the tables of the trade, printed beside the questions that ask to read them."""

from collections.abc import Iterable, Mapping

from shop.curriculum.domain.french import SPACE, french_number
from shop.exercises.domain.exercise import HelpTable
from shop.exercises.domain.templates import Value
from shop.tyres.domain.ratings import list_loads, list_speeds

AROUND = 3
COMMON_SPEEDS = ("Q", "R", "S", "T", "U", "H", "V", "W", "Y")


def help_tables(names: Iterable[str], values: Mapping[str, Value]) -> tuple[HelpTable, ...]:
    """Return the tables a template names, cut around the value to look up."""
    return tuple(_load_table(values) if name == "load_index" else _speed_table() for name in names)


def _load_table(values: Mapping[str, Value]) -> HelpTable:
    wanted = int(values["li"])
    rows = [(index, load) for index, load in list_loads() if abs(index - wanted) <= AROUND]
    return HelpTable(
        title="Indices de charge",
        head=("Indice", "Charge maxi"),
        rows=tuple((str(index), f"{french_number(load)}{SPACE}kg") for index, load in rows),
    )


def _speed_table() -> HelpTable:
    return HelpTable(
        title="Indices de vitesse",
        head=("Lettre", "Vitesse maxi"),
        rows=tuple(
            (symbol.code, f"{symbol.max_kmh}{SPACE}km/h")
            for symbol in list_speeds()
            if symbol.code in COMMON_SPEEDS
        ),
    )
