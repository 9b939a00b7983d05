"""Families, products and what is true of them on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_, Bilingual
from shop.kernel.vat import TaxedAmount, net_of_gross

MAX_PRICE = Money(100_000_00)
MOST_TIMES = 10
LONGEST_NUMBER = 12


class Family(StrEnum):
    """A kind of thing the school makes or does."""

    GATE = "gate"
    STAIRCASE = "staircase"
    SHELVING = "shelving"
    GUARDRAIL = "guardrail"
    WALKWAY = "walkway"
    SERIES = "series"
    TYRES = "tyres"


class OrderMode(StrEnum):
    """How a family is ordered."""

    CONFIGURE = "configure"
    BUY = "buy"
    QUOTE = "quote"
    BOOK = "book"


class CoefficientKind(StrEnum):
    """Which set of dated values a coefficient belongs to."""

    TARIFF = "tariff"
    RULE = "rule"
    MINUTES = "minutes"


def section_of(family: Family) -> Section:
    """Return the workshop that makes this family."""
    return Section.TYRES if family is Family.TYRES else Section.METALWORK


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family as the shop shows it."""

    family: Family
    slug: str
    name: Bilingual
    teaser: Bilingual
    learned: Bilingual
    mode: OrderMode
    from_gross: Money | None


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product with its price of the day; `spec` is what the engine makes it from."""

    id: int
    slug: str
    family: Family
    name: Bilingual
    description: Bilingual
    included: Bilingual
    excluded: Bilingual
    learned: Bilingual
    gross: Money
    vat_rate: Decimal
    spec: Mapping[str, Any]

    @property
    def price(self) -> TaxedAmount:
        return TaxedAmount(net_of_gross(self.gross, self.vat_rate), self.vat_rate)


@dataclass(frozen=True, slots=True)
class DatedPrice:
    """A price, taxes included, from one day on."""

    gross: Money
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedItem:
    """A thing or a service with all its prices, oldest first, for who sets them."""

    key: str
    name: Bilingual
    is_listed: bool
    prices: tuple[DatedPrice, ...]

    def price_on(self, day: date) -> DatedPrice | None:
        """Return the price of a day: the latest that has begun."""
        begun = [price for price in self.prices if price.valid_from <= day]
        return begun[-1] if begun else None

    def coming_after(self, day: date) -> tuple[DatedPrice, ...]:
        """Return the prices that have not begun yet."""
        return tuple(price for price in self.prices if price.valid_from > day)


@dataclass(frozen=True, slots=True)
class Dated:
    """A value from one day on."""

    key: str
    value: str
    unit: str
    valid_from: date
    source: str
    status: str = ""
    set_by: str = ""

    @property
    def written(self) -> str:
        """The value as French pages write it: a number with a comma."""
        return self.value if _as_number(self.value) is None else self.value.replace(".", ",")

    def as_row(self) -> dict[str, str]:
        """Return the row the fabrication engine reads."""
        return {
            "key": self.key,
            "value": self.value,
            "unit": self.unit,
            "valid_from": self.valid_from.isoformat(),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHistory:
    """One coefficient with all its values, oldest first."""

    kind: CoefficientKind
    key: str
    values: tuple[Dated, ...]

    def current(self, day: date) -> Dated | None:
        """Return the value of a day: the latest that has begun."""
        begun = [value for value in self.values if value.valid_from <= day]
        return begun[-1] if begun else None

    def coming(self, day: date) -> tuple[Dated, ...]:
        """Return the values that have not begun yet."""
        return tuple(value for value in self.values if value.valid_from > day)


def check_value(known: str, typed: str) -> str:
    """Return a value of the same nature as the known one, with a decimal point.

    Refused: words for a number, a number below zero, or ten times more or less than before,
    which is nearly always a slip of the keyboard.
    """
    before, after = _as_number(known), _as_number(typed.replace(",", ".").replace(" ", ""))
    if before is None:
        if not typed.strip():
            raise Refusal(N_("Écrivez la nouvelle valeur."), field="value")
        return typed.strip()
    if after is None:
        raise Refusal(N_("Écrivez un nombre, par exemple 1,70."), field="value")
    if after < 0 <= before:
        raise Refusal(N_("Cette valeur n’est jamais négative."), field="value")
    if before and not abs(before) / MOST_TIMES <= abs(after) <= abs(before) * MOST_TIMES:
        raise Refusal(
            N_("C’est plus de dix fois plus ou moins que %(known)s : vérifiez la virgule."),
            field="value",
            known=known.replace(".", ","),
        )
    return f"{after:f}"


def _as_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.adjusted() < LONGEST_NUMBER else None


def in_force(values: Iterable[Dated], on: date) -> list[Dated]:
    """Keep, for each key, the value in force that day: the latest one that has begun."""
    kept: dict[str, Dated] = {}
    for value in sorted(values, key=lambda one: one.valid_from):
        if value.valid_from <= on:
            kept[value.key] = value
    return [kept[key] for key in sorted(kept)]


def check_first_day(day: date, today: date) -> None:
    """Refuse to change what was already sold: a value begins today or later."""
    if day < today:
        raise Refusal(
            N_("Choisissez aujourd’hui ou un jour à venir : le passé a déjà servi."),
            field="valid_from",
        )


def check_price(gross: Money, vat_rate: Decimal) -> None:
    """Refuse a price that no net amount gives, and name the two nearest that work.

    At 20 % a gross whose cents are 3 modulo 6 has no net in whole cents.
    """
    if not Money(0) <= gross <= MAX_PRICE:
        raise Refusal(N_("Ce prix doit être entre 0 € et 100 000 €."), field="gross")
    try:
        net_of_gross(gross, vat_rate)
    except ValueError:
        lower, higher = _nearest(gross, vat_rate, -1), _nearest(gross, vat_rate, 1)
        raise Refusal(
            N_("Aucun prix HT ne donne ce prix TTC. Choisissez %(lower)s € ou %(higher)s €."),
            field="gross",
            lower=write_amount(lower),
            higher=write_amount(higher),
        ) from None


def write_amount(amount: Money) -> str:
    """Write an amount within a sentence, `99,98`, where no page can format it."""
    return f"{amount.euros:.2f}".replace(".", ",")


def _nearest(gross: Money, vat_rate: Decimal, step: int) -> Money:
    cents = gross.cents + step
    while True:
        try:
            net_of_gross(Money(cents), vat_rate)
        except ValueError:
            cents += step
        else:
            return Money(cents)
