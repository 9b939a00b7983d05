"""From posted or stored data to numbers and choices, with a sentence when it cannot be read."""

from collections.abc import Mapping
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from shop.fabrication.domain.findings import ASK_FOR_A_QUOTE, Finding, Level
from shop.kernel.text import N_

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)
TRUE_WORDS = frozenset({"1", "true", "on", "yes", "oui", "y"})


class Reader:
    """Reads one mapping and collects what it could not read."""

    def __init__(self, data: Mapping[str, Any], family: str) -> None:
        self._data = data
        self._family = family
        self.findings: list[Finding] = []

    def number(self, name: str, default: float) -> float:
        """Return a finite number; a comma or spaces are accepted, NaN and words are not."""
        return self._to_number(name, self._data.get(name, default), default)

    def numbers(self, name: str) -> tuple[float, ...]:
        """Return one number or a list of numbers."""
        raw = self._data.get(name, ())
        values = raw if isinstance(raw, list | tuple) else (raw,)
        return tuple(self._to_number(name, value, 0.0) for value in values)

    def whole(self, name: str, default: int) -> int:
        value = self.number(name, default)
        if value != int(value):
            self._refuse(name, N_("Indiquez un nombre entier."))
            return default
        return int(value)

    def choice(self, name: str, kind: type[ChoiceT], default: ChoiceT | None = None) -> ChoiceT:
        """Return a member of the enum; without a default the first one stands in for errors."""
        raw = self._data.get(name, default)
        try:
            return kind(str(raw))
        except ValueError:
            self._refuse(name, N_("Choisissez une des propositions."))
            return next(iter(kind))

    def flag(self, name: str, default: bool) -> bool:
        raw = self._data.get(name, default)
        return raw if isinstance(raw, bool) else str(raw).strip().lower() in TRUE_WORDS

    def text(self, name: str, default: str) -> str:
        return str(self._data.get(name, default)).strip()[:60]

    def _to_number(self, name: str, raw: object, default: float) -> float:
        if isinstance(raw, str):
            raw = raw.replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
            raw = raw.replace(",", ".")
        try:
            value = float(raw) if isinstance(raw, str | int | float) else float("nan")
        except (ValueError, OverflowError):
            value = float("nan")
        if not isfinite(value) or isinstance(raw, bool):
            self._refuse(name, N_("Indiquez un nombre en chiffres, sans unité."))
            return default
        return value

    def _refuse(self, name: str, message: str) -> None:
        self.findings.append(
            Finding(
                level=Level.REFUSE,
                code=f"{self._family}.unreadable",
                field=name,
                message=message,
                what_to_do=ASK_FOR_A_QUOTE,
            )
        )
