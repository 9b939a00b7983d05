"""What an order is: customer, lines, totals, schedule, commercial life."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.catalogue.domain import Family
from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.kernel.vat import TaxedTotals
from shop.orders.pricing import OrderTotals, PricedLine, ScheduleRow, totals_of


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


class Step(StrEnum):
    """What the history of an order tells."""

    PLACED = "placed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    DELAYED = "delayed"
    READY = "ready"
    CLOSED = "closed"
    REMINDED = "reminded"


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

    family: Family
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineView:
    """One line of an order; `parent_id` is None for a root line, which becomes a job card."""

    id: int
    parent_id: int | None
    family: Family
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
    agreed_sentences: tuple[str, ...]
    quote_reference: str
    holder_key: str | None
    appointment: Appointment | None
    wish_due_on: date | None
    due_on: date | None
    placed_at: datetime
    submitted_at: datetime | None
    accepted_at: datetime | None
    ready_at: datetime | None
    ended_at: datetime | None
    reason: str

    @property
    def announced_week(self) -> date | None:
        """The week a purchase was announced for when it was placed, until a day is promised."""
        is_open = self.status is OrderStatus.PLACED and self.due_on is None
        return self.wish_due_on if is_open and self.origin is Origin.BASKET else None

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


def flatten(lines: Iterable[NewLine]) -> tuple[PricedLine, ...]:
    """Return every line and add-on of a tree, ready to be summed."""
    found: list[PricedLine] = []
    for line in lines:
        found.append(PricedLine(line.quantity, line.unit_net, line.vat_rate, line.unit_gross))
        found.extend(flatten(line.children))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class StepView:
    """One fact of the history of an order."""

    step: Step
    at: datetime
    detail: str
    actor_name: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message as both sides read it."""

    id: int
    order_id: int
    author: Author
    author_name: str
    text: str
    posted_at: datetime
    is_answered: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document the customer may open."""

    file_id: int
    kind: str
    label: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSummary:
    """An order in a list."""

    id: int
    reference: str
    status: OrderStatus
    origin: Origin
    title: str
    payable: Money
    placed_at: datetime
    due_on: date | None
    is_ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a section takes orders: its delays, and whether a held place is enough.

    `unpaid_hours` is how long a card purchase without a held place may stay unpaid.
    """

    section: Section
    accepts_itself: bool
    purchase_days: int
    transfer_days: int
    unpaid_hours: int


def may_accept_itself(order: OrderView, policies: Iterable[Policy]) -> bool:
    """Tell whether a purchase needs no teacher: capacity is held and its sections allow it."""
    allowing = {policy.section for policy in policies if policy.accepts_itself}
    return (
        order.status is OrderStatus.PLACED
        and order.origin is not Origin.QUOTE
        and order.holder_key is not None
        and order.sections <= allowing
    )
