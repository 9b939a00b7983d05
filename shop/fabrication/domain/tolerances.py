"""General tolerances of welded and of cut parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class ToleranceRow:
    over_mm: float
    up_to_mm: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class ToleranceTable:
    """Bands by (table, class), such as `("welded-linear", "B")`; values in millimetres."""

    bands: Mapping[tuple[str, str], tuple[ToleranceRow, ...]]

    @classmethod
    def from_rows(
        cls, welded: Iterable[Mapping[str, str]], cut: Iterable[Mapping[str, str]]
    ) -> Self:
        """Read the rows of `iso13920.csv` and `iso2768.csv`."""
        bands: dict[tuple[str, str], list[ToleranceRow]] = {}
        for prefix, rows in (("ISO 13920", welded), ("ISO 2768", cut)):
            for row in rows:
                key = (f"{prefix} {row['table']}", row["class"])
                bands.setdefault(key, []).append(_band(row))
        return cls({key: tuple(rows) for key, rows in bands.items()})

    def tolerance(self, table: str, grade: str, nominal_mm: float) -> float:
        """Return the tolerance of a length, the last band for what is longer than the table."""
        rows = self.bands[(table, grade)]
        for row in rows:
            if nominal_mm <= row.up_to_mm:
                return row.tolerance
        return rows[-1].tolerance

    def welded_linear(self, nominal_mm: float, grade: str = "B") -> float:
        """Return ± mm of ISO 13920 table 1."""
        return self.tolerance("ISO 13920 1-linear", grade, nominal_mm)

    def welded_flatness(self, nominal_mm: float, grade: str = "F") -> float:
        """Return mm of ISO 13920 table 3: straightness, flatness, parallelism."""
        return self.tolerance("ISO 13920 3-straightness-flatness-parallelism", grade, nominal_mm)

    def cut_linear(self, nominal_mm: float, grade: str = "m") -> float:
        """Return ± mm of ISO 2768-1."""
        return self.tolerance("ISO 2768 linear", grade, nominal_mm)


def _band(row: Mapping[str, str]) -> ToleranceRow:
    return ToleranceRow(
        float(row["over_mm"]), float(row["up_to_mm"] or "inf"), float(row["tolerance"])
    )
