"""Values that the school edits: rules and prices with their date, unit and source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Self

from shop.fabrication.domain.codec import Data
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

EARLIEST = "0001-01-01"


class MissingValue(Refusal):
    """A price or a rule that the dated tables do not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue(Data):
    """One row: a key, its value as text, and where it comes from."""

    key: str
    value: str
    unit: str = ""
    valid_from: str = EARLIEST
    source: str = ""

    @property
    def number(self) -> Decimal:
        """Return the value as a finite number, or refuse in words."""
        try:
            number = Decimal(self.value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise MissingValue(
                N_("La valeur « %(key)s » n’est pas un nombre : corrigez-la dans les réglages."),
                key=self.key,
            )
        return number


@dataclass(frozen=True, slots=True)
class DatedValues:
    """The rows in force on one day, by key."""

    rows: Mapping[str, DatedValue]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]], *, on: date | None = None) -> Self:
        """Keep, for each key, the latest row valid `on` that day (all rows when no day is given).

        A row has `key` and `value`, and may have `unit`, `valid_from` (ISO date) and `source`.
        """
        limit = on.isoformat() if on else "9999-12-31"
        kept: dict[str, DatedValue] = {}
        for row in rows:
            value = DatedValue(
                key=row["key"],
                value=row["value"],
                unit=row.get("unit", ""),
                valid_from=row.get("valid_from") or EARLIEST,
                source=row.get("source", ""),
            )
            older = kept.get(value.key)
            if value.valid_from <= limit and (
                older is None or older.valid_from <= value.valid_from
            ):
                kept[value.key] = value
        return cls(kept)

    @property
    def version(self) -> str:
        """Return the date of the newest row in force, the name of this set of values."""
        return max((row.valid_from for row in self.rows.values()), default=EARLIEST)

    def get_row(self, key: str) -> DatedValue:
        """Return the row, or refuse in words when the school has not set it."""
        try:
            return self.rows[key]
        except KeyError:
            raise MissingValue(
                N_("La valeur « %(key)s » manque : ajoutez-la dans les réglages."), key=key
            ) from None

    def decimal(self, key: str) -> Decimal:
        return self.get_row(key).number

    def number(self, key: str) -> float:
        return float(self.get_row(key).number)

    def text(self, key: str) -> str:
        return self.get_row(key).value

    def source(self, key: str) -> str:
        return self.get_row(key).source


class RuleSet(DatedValues):
    """Limits, voids, gaps and habits of construction, each with its source."""

    __slots__ = ()

    def choices(self, key: str) -> tuple[str, ...]:
        """Return a rule whose value is a list separated by `|`."""
        return tuple(choice.strip() for choice in self.text(key).split("|") if choice.strip())
