"""What a load index and a speed symbol allow."""

from dataclasses import dataclass
from functools import cache

from shop.tyres.domain.tables import read_table


@dataclass(frozen=True, slots=True)
class SpeedSymbol:
    """A speed symbol. Compare by `rank`: H (210 km/h) comes after U (200 km/h).

    `max_kmh` is None for `(Y)`: above 300 km/h, the maker says how much.
    """

    code: str
    max_kmh: int | None
    rank: int


@cache
def _loads() -> dict[int, int]:
    return {int(row["load_index"]): int(row["max_load_kg"]) for row in read_table("load_index")}


@cache
def _speeds() -> dict[str, SpeedSymbol]:
    return {
        row["symbol"]: SpeedSymbol(
            row["symbol"], int(row["max_speed_kmh"] or 0) or None, int(row["rank"])
        )
        for row in read_table("speed_symbols")
    }


def find_load_kg(load_index: int) -> int | None:
    """Return the load in kg one tyre carries; None outside the table (60 to 126)."""
    return _loads().get(load_index)


def find_speed(code: str) -> SpeedSymbol | None:
    """Return a speed symbol by its code, `V` or `(Y)`; None when there is none."""
    return _speeds().get(code.upper())


def list_loads() -> tuple[tuple[int, int], ...]:
    """List (load index, kg) pairs in rising order."""
    return tuple(sorted(_loads().items()))


def list_speeds() -> tuple[SpeedSymbol, ...]:
    """List the speed symbols from the slowest to the fastest."""
    return tuple(sorted(_speeds().values(), key=lambda symbol: symbol.rank))
