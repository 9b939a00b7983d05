"""Sums and schedules: displayed prices are kept, VAT is rounded once per rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shop.kernel.money import ZERO, Money, total
from shop.kernel.vat import TaxedAmount, TaxedTotals, share_of, taxed_totals


class ScheduleKind(StrEnum):
    """What a row of the payment schedule asks for."""

    DEPOSIT = "deposit"
    BALANCE = "balance"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class PricedLine:
    """What the sum of a document needs of a line."""

    quantity: int
    unit_net: Money
    vat_rate: Decimal
    unit_gross: Money | None = None

    @property
    def net(self) -> Money:
        """Return the line's amount before tax, as shown; the document rounds per rate."""
        if self.unit_gross is None:
            return self.unit_net * self.quantity
        return closest_net(self.unit_gross * self.quantity, self.vat_rate)

    @property
    def gross(self) -> Money:
        """Return the line's amount with tax, as shown."""
        if self.unit_gross is not None:
            return self.unit_gross * self.quantity
        return TaxedAmount(self.net, self.vat_rate).gross


@dataclass(frozen=True, slots=True)
class OrderTotals:
    """Totals per rate and the rounding amount (EN 16931 BT-114) that keeps displayed prices."""

    taxed: TaxedTotals
    rounding: Money = ZERO

    @property
    def payable(self) -> Money:
        return self.taxed.gross + self.rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """One payment the order asks for, tax included; `due_on` None means at hand-over."""

    kind: ScheduleKind
    amount: Money
    due_on: date | None = None


def closest_net(gross: Money, vat_rate: Decimal) -> Money:
    """Return the net whose gross is `gross`, or is one cent away when no net gives it."""
    guess = Money(gross.cents).scaled(1 / (1 + vat_rate))
    near = (guess, guess - Money(1), guess + Money(1))
    return min(near, key=lambda net: abs(TaxedAmount(net, vat_rate).gross.cents - gross.cents))


def totals_of(lines: Iterable[PricedLine]) -> OrderTotals:
    """Add lines up: VAT once per rate, and a document that equals the displayed prices.

    Net-priced lines of a rate are added before tax is computed; fixed prices with tax are
    added as displayed. When no net of that rate gives their sum, the missing cent is the
    rounding amount.
    """
    priced = tuple(lines)
    nets, wanted = [], []
    for rate in {line.vat_rate for line in priced}:
        of_rate = [line for line in priced if line.vat_rate == rate]
        net = total(line.net for line in of_rate if line.unit_gross is None)
        fixed = total(line.gross for line in of_rate if line.unit_gross is not None)
        target = TaxedAmount(net, rate).gross + fixed
        nets.append(TaxedAmount(closest_net(target, rate) if fixed else net, rate))
        wanted.append(target)
    taxed = taxed_totals(nets)
    return OrderTotals(taxed, total(wanted) - taxed.gross)


def pay_at_once(totals: OrderTotals, due_on: date | None) -> tuple[ScheduleRow, ...]:
    """Ask for everything in one payment; nothing to pay asks for nothing."""
    if totals.payable <= ZERO:
        return ()
    return (ScheduleRow(kind=ScheduleKind.TOTAL, amount=totals.payable, due_on=due_on),)


def pay_with_deposit(totals: OrderTotals, share: Decimal, due_on: date) -> tuple[ScheduleRow, ...]:
    """Ask for a share of each rate now and for the rest at hand-over; nothing is lost between.

    Source: EN 16931 per-rate arithmetic, balance = total − deposits.
    """
    deposit = share_of(totals.taxed, share).gross
    rest = totals.payable - deposit
    if deposit <= ZERO or rest <= ZERO:
        return pay_at_once(totals, due_on)
    return (
        ScheduleRow(kind=ScheduleKind.DEPOSIT, amount=deposit, due_on=due_on),
        ScheduleRow(kind=ScheduleKind.BALANCE, amount=rest, due_on=None),
    )
