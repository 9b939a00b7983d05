"""Numbers of law: dated, sourced, never overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_


class SourceStatus(StrEnum):
    """How sure the school is of a number."""

    SOURCED = "sourced"
    TO_CONFIRM = "to_confirm"
    RECALLED = "recalled"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalParam:
    """One value of one parameter for a span of days; both ends are included.

    Without `valid_from` it has always held, without `valid_to` it holds until a later one.
    """

    key: str
    label: str
    value: str
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    status: SourceStatus = SourceStatus.ENTERED
    source: str = ""
    comment: str = ""

    def is_in_force(self, at: date) -> bool:
        """Tell whether this row holds on that day."""
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_to is None or at <= self.valid_to)

    def to_decimal(self) -> Decimal:
        """Return the number; ValueError for a day or a text."""
        try:
            return Decimal(self.value)
        except InvalidOperation:
            raise ValueError(f"{self.key} is not a number: {self.value!r}") from None

    def to_day(self) -> date:
        """Return the day; ValueError for a number or a text."""
        return date.fromisoformat(self.value)


def pick_in_force(rows: Iterable[LegalParam], at: date) -> LegalParam | None:
    """Return the row that holds on that day: the latest begun, None when all have ended."""
    holding = [row for row in rows if row.is_in_force(at)]
    return max(holding, key=lambda row: row.valid_from or date.min, default=None)


def refuse_unusable(param: LegalParam) -> None:
    """Refuse a row that ends before it begins, says nothing or does not fit its unit."""
    if not param.value:
        raise Refusal(N_("Donnez la nouvelle valeur."), field="value")
    if param.valid_from and param.valid_to and param.valid_to < param.valid_from:
        raise Refusal(N_("La fin vient après le début."), field="valid_to")
    _refuse_wrong_kind(param)


def missing_param(key: str, at: date) -> NotFound:
    """Return the refusal of a calculation that needs a number nobody has entered."""
    return NotFound(
        N_("Le chiffre « %(key)s » manque à la date du %(at)s. Complétez-le dans les réglages."),
        key=key,
        at=at.strftime("%d/%m/%Y"),
    )


def _refuse_wrong_kind(param: LegalParam) -> None:
    try:
        if param.unit == "date":
            date.fromisoformat(param.value)
        elif param.unit and param.unit != "MM-DD":
            Decimal(param.value)
    except (ValueError, InvalidOperation):
        raise Refusal(
            N_("Cette valeur ne convient pas à l’unité « %(unit)s »."),
            field="value",
            unit=param.unit,
        ) from None
