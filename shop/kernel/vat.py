"""Value added tax: one net amount and its rate, totals per rate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from shop.kernel.money import Money, total


@dataclass(frozen=True, slots=True)
class TaxedAmount:
    """A net amount and its VAT. `gross` is derived, so the three always agree."""

    net: Money
    vat_rate: Decimal  # 0.20 means 20 %

    @property
    def vat(self) -> Money:
        return self.net.scaled(self.vat_rate)

    @property
    def gross(self) -> Money:
        return self.net + self.vat


@dataclass(frozen=True, slots=True)
class TaxedTotals:
    """What a document adds up to: VAT is rounded once per rate, never per line.

    Source: EN 16931 BR-S-09; `domain.md` §4.4.
    """

    by_rate: tuple[TaxedAmount, ...]

    @property
    def net(self) -> Money:
        return total(amount.net for amount in self.by_rate)

    @property
    def vat(self) -> Money:
        return total(amount.vat for amount in self.by_rate)

    @property
    def gross(self) -> Money:
        return self.net + self.vat


def taxed_totals(lines: Iterable[TaxedAmount]) -> TaxedTotals:
    """Add the nets of each rate, highest rate first."""
    nets: Mapping[Decimal, list[Money]] = defaultdict(list)
    for line in lines:
        nets[line.vat_rate].append(line.net)
    return TaxedTotals(
        tuple(TaxedAmount(total(nets[rate]), rate) for rate in sorted(nets, reverse=True))
    )


def share_of(totals: TaxedTotals, share: Decimal) -> TaxedTotals:
    """Take a share of each rate's net, as a deposit does (0.30 means 30 %)."""
    return TaxedTotals(
        tuple(TaxedAmount(amount.net.scaled(share), amount.vat_rate) for amount in totals.by_rate)
    )


def net_of_gross(gross: Money, vat_rate: Decimal) -> Money:
    """Return the net whose gross is exactly `gross`.

    Raises ValueError when no net gives it: at 20 % that is every gross whose cents
    are 3 modulo 6, `domain.md` §4.4.
    """
    guess = int((Decimal(gross.cents) / (1 + vat_rate)).quantize(Decimal(1), ROUND_HALF_UP))
    for cents in (guess, guess - 1, guess + 1):
        if TaxedAmount(Money(cents), vat_rate).gross == gross:
            return Money(cents)
    raise ValueError(f"no net amount gives {gross.euros} at {vat_rate}")
