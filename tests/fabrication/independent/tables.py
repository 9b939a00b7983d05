"""Where the tables of the second calculations lie, and how they are written."""

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
Wish = dict[str, Any]


def joined(value: Any) -> str:  # noqa: ANN401 - a number, a word or a list of them
    """Write a list as the tables do."""
    return ";".join(str(item) for item in value) if isinstance(value, list) else str(value)


def floats(text: str) -> tuple[float, ...]:
    """Read such a list of numbers again."""
    return tuple(float(part) for part in text.split(";") if part)


def shown(values: Sequence[float]) -> str:
    """Write lengths to the hundredth."""
    return joined([f"{value:.2f}" for value in values])


def make_rows(
    seed: int,
    count: int,
    draw: Callable[[random.Random], Wish],
    expect: Callable[[Wish], Mapping[str, Any]],
) -> list[dict[str, str]]:
    """Return wishes with what is expected of them, the same each time."""
    rng = random.Random(seed)  # noqa: S311 - wishes of a test, nothing secret
    wishes = [draw(rng) for _ in range(count)]
    return [{k: joined(v) for k, v in {**wish, **expect(wish)}.items()} for wish in wishes]


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table as they are written."""
    with (DATA / f"{name}_independent.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_table(name: str, rows: Sequence[Mapping[str, str]]) -> None:
    """Write a table again."""
    path = DATA / f"{name}_independent.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
