"""Money in whole cents of euro."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

CENT = Decimal("0.01")


def round_half_up(value: Decimal, step: Decimal = CENT) -> Decimal:
    """Round to a multiple of `step`, halves away from zero."""
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole cents of euro; negative amounts are credits."""

    cents: int

    @classmethod
    def from_euros(cls, euros: Decimal | int | str) -> Self:
        """Build from euros, rounded half up to the cent. A float is refused by its type."""
        return cls(int(round_half_up(Decimal(euros)) * 100))

    @property
    def euros(self) -> Decimal:
        return Decimal(self.cents) / 100

    def scaled(self, factor: Decimal) -> Self:
        """Multiply by a factor, rounded half up to the cent."""
        return type(self)(int(round_half_up(Decimal(self.cents) * factor, Decimal(1))))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.cents + other.cents)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.cents - other.cents)

    def __neg__(self) -> Self:
        return type(self)(-self.cents)

    def __mul__(self, count: int) -> Self:
        return type(self)(self.cents * count)

    def __bool__(self) -> bool:
        return self.cents != 0


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """Add amounts; nothing gives zero."""
    return sum(amounts, start=ZERO)
