"""What an order is: customer, lines, totals, schedule, commercial life."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.kernel.actor import Section
from shop.kernel.money import ZERO, Money, total
from shop.kernel.text import Bilingual
from shop.kernel.vat import TaxedAmount, TaxedTotals, share_of, taxed_totals


class CustomerKind(StrEnum):
    """Who buys; drives prices shown, withdrawal, late fees and e-invoicing."""

    CONSUMER = "consumer"
    PRO = "pro"
    PUBLIC = "public"
    ASSOCIATION = "association"


class Origin(StrEnum):
    """How the order came to be."""

    BASKET = "basket"
    TYRES = "tyre"
    QUOTE = "quote"


class PaymentMeans(StrEnum):
    """How the customer chose to pay."""

    CARD = "card"
    TRANSFER = "transfer"
    ON_SITE = "on_site"


class DeliveryKind(StrEnum):
    """How the customer gets what was ordered."""

    PICK_UP = "pick_up"
    DELIVERY = "delivery"
    FITTING = "fitting"


class OrderStatus(StrEnum):
    """The commercial life only: never the money, the making or the learning."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DECLINED = "declined"


class OrderAction(StrEnum):
    """What can happen to the commercial life of an order."""

    ACCEPT = "accept"
    DECLINE = "decline"
    CANCEL = "cancel"
    CLOSE = "close"


LIFE: Mapping[tuple[OrderStatus, OrderAction], OrderStatus] = {
    (OrderStatus.PLACED, OrderAction.ACCEPT): OrderStatus.ACCEPTED,
    (OrderStatus.PLACED, OrderAction.DECLINE): OrderStatus.DECLINED,
    (OrderStatus.PLACED, OrderAction.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.ACCEPTED, OrderAction.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.ACCEPTED, OrderAction.CLOSE): OrderStatus.CLOSED,
}


class ScheduleKind(StrEnum):
    """What a row of the payment schedule asks for."""

    DEPOSIT = "deposit"
    BALANCE = "balance"
    TOTAL = "total"


class Author(StrEnum):
    """Which side wrote a message."""

    CUSTOMER = "customer"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDetails:
    """The customer as written on the order: a snapshot, never changed afterwards."""

    kind: CustomerKind
    name: str
    email: str
    phone: str = ""
    address_lines: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    company: str = ""
    siret: str = ""
    language: str = "fr"

    @property
    def title(self) -> str:
        """Return who the order is for: the company when there is one."""
        return self.company or self.name

    def to_data(self) -> dict[str, Any]:
        return {**asdict(self), "kind": str(self.kind), "address_lines": list(self.address_lines)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "CustomerDetails":
        known = {**data, "kind": CustomerKind(data["kind"])}
        return cls(**{**known, "address_lines": tuple(data.get("address_lines", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line to order. Add-ons hang on it as children.

    `unit_net` is the price before tax. A fixed shop price gives `unit_gross` as well: the
    displayed price is then the master and the document adds up to it (`unit_net` is only
    its rounded image). `spec` and `result` are frozen as given; `product_key` names what
    was chosen in the catalogue.
    """

    family: str
    label: Bilingual
    quantity: int
    unit_net: Money
    vat_rate: Decimal
    unit_gross: Money | None = None
    spec: Mapping[str, Any] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)
    product_key: str = ""
    children: tuple["NewLine", ...] = ()
    withdrawal_exempt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """How the customer gets it; the address is empty when it is the customer's own."""

    kind: DeliveryKind = DeliveryKind.PICK_UP
    address_lines: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """What placing gives back; `token` opens the private page and is nowhere stored."""

    order_id: int
    reference: str
    token: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineView:
    """One line of an order; `parent_id` is None for a root line, which becomes a job card."""

    id: int
    parent_id: int | None
    family: str
    section: Section
    label: Bilingual
    quantity: int
    unit_net: Money
    unit_gross: Money | None
    vat_rate: Decimal
    spec: Mapping[str, Any]
    result: Mapping[str, Any]
    product_key: str
    withdrawal_exempt: bool

    @property
    def priced(self) -> PricedLine:
        return PricedLine(self.quantity, self.unit_net, self.vat_rate, self.unit_gross)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """When the customer is expected, as booked."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """An order as other rooms read it."""

    id: int
    reference: str
    version: int
    status: OrderStatus
    origin: Origin
    means: PaymentMeans
    customer: CustomerDetails
    delivery: NewDelivery
    language: str
    lines: tuple[OrderLineView, ...]
    schedule: tuple[ScheduleRow, ...]
    quote_reference: str
    holder_key: str | None
    appointment: Appointment | None
    wish_due_on: date | None
    due_on: date | None
    placed_at: datetime
    accepted_at: datetime | None
    ready_at: datetime | None
    ended_at: datetime | None
    reason: str

    @property
    def root_lines(self) -> tuple[OrderLineView, ...]:
        return tuple(line for line in self.lines if line.parent_id is None)

    def children_of(self, line_id: int) -> tuple[OrderLineView, ...]:
        return tuple(line for line in self.lines if line.parent_id == line_id)

    @property
    def sections(self) -> frozenset[Section]:
        return frozenset(line.section for line in self.root_lines)

    @property
    def summed(self) -> OrderTotals:
        return totals_of(line.priced for line in self.lines)

    @property
    def totals(self) -> TaxedTotals:
        return self.summed.taxed

    @property
    def payable(self) -> Money:
        return self.summed.payable


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


def flatten(lines: Iterable[NewLine]) -> tuple[PricedLine, ...]:
    """Return every line and add-on of a tree, ready to be summed."""
    found: list[PricedLine] = []
    for line in lines:
        found.append(PricedLine(line.quantity, line.unit_net, line.vat_rate, line.unit_gross))
        found.extend(flatten(line.children))
    return tuple(found)


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
