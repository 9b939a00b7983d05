"""What pages, documents and other rooms read of a request and its quote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.catalogue.domain import Family
from shop.kernel.money import ZERO, Money
from shop.kernel.vat import TaxedTotals
from shop.orders.domain import CustomerDetails, DeliveryKind
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.lines import QuoteLine, deposit_of, totals_of_lines
from shop.quotes.domain.measuring import MeasuredSizes, is_unmeasured, made_line, measured_line


class Author(StrEnum):
    """Which side wrote."""

    CUSTOMER = "customer"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the thing goes; empty when it is the customer's own address."""

    address_lines: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        town = f"{self.postcode} {self.city}".strip()
        return tuple(line for line in (*self.address_lines, town) if line)

    def to_data(self) -> dict[str, Any]:
        return {
            "address_lines": list(self.address_lines),
            "postcode": self.postcode,
            "city": self.city,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Site":
        return cls(tuple(data["address_lines"]), data["postcode"], data["city"])


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """A request as the customer wrote it."""

    family: Family
    customer: CustomerDetails
    site: Site
    message: str
    one_time_key: str
    handover: DeliveryKind = DeliveryKind.PICK_UP
    company_reference: str = ""
    wish_due_on: date | None = None
    code: str = ""
    photos: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    id: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    author: Author
    author_name: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """What the teacher agreed to."""

    staff_name: str
    agreed_at: datetime
    student_hours: Decimal
    due_on: date | None
    learning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceView:
    """Who signed what and when; `sentences` are the words that were ticked."""

    name: str
    accepted_at: datetime
    pdf_digest: str
    sentences: tuple[str, ...]
    order_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    id: int
    starts_at: datetime
    ends_at: datetime
    planned_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    staff_name: str
    measured_at: datetime
    sizes: MeasuredSizes
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version of a quote with all it holds."""

    id: int
    number: int
    status: VersionStatus
    lines: tuple[QuoteLine, ...]
    customer: CustomerDetails
    site: Site
    handover: DeliveryKind
    language: str
    note: str
    due_on: date | None
    is_certified: bool
    deposit_share: Decimal | None
    issued_on: date | None
    valid_until: date | None
    terms_version: str
    pdf_file_id: int | None
    pdf_digest: str
    sent_at: datetime | None
    version: int
    agreement: AgreementView | None = None
    acceptance: AcceptanceView | None = None

    @property
    def totals(self) -> TaxedTotals:
        return totals_of_lines(self.lines)

    @property
    def deposit(self) -> Money:
        """Return the deposit with its VAT; nothing before the version was sent."""
        return deposit_of(self.totals, self.deposit_share) if self.deposit_share else ZERO

    @property
    def root_lines(self) -> tuple[QuoteLine, ...]:
        return tuple(line for line in self.lines if not line.parent)

    def children_of(self, key: str) -> tuple[QuoteLine, ...]:
        return tuple(line for line in self.lines if line.parent == key)

    @property
    def made(self) -> QuoteLine | None:
        """Return the line the engine computed, if there is one."""
        return made_line(self.lines)

    @property
    def measured(self) -> QuoteLine | None:
        """Return the line whose sizes a visit reads, if there is one."""
        return measured_line(self.lines)

    @property
    def rests_on_estimate(self) -> bool:
        """Tell whether the dimensions are still the customer's doubtful ones."""
        return is_unmeasured(self.lines)

    @property
    def student_hours(self) -> Decimal:
        """Return the student hours of the computed lines, for the calendar."""
        hours = sum(
            (
                Decimal(str(line.result["load"]["student_hours"])) * line.quantity
                for line in self.lines
                if line.is_computed
            ),
            start=Decimal(0),
        )
        return round(hours, 2)

    def has_expired(self, today: date) -> bool:
        """Tell whether the offer has lapsed, even before the nightly task has noted it."""
        return self.valid_until is not None and today > self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """A request with the whole life of its quote, oldest version first."""

    id: int
    quote_id: int
    reference: str
    status: RequestStatus
    family: Family
    customer: CustomerDetails
    site: Site
    handover: DeliveryKind
    message: str
    company_reference: str
    language: str
    received_at: datetime
    wish_due_on: date | None
    configuration_code: str
    shown_low: Money | None
    shown_high: Money | None
    reason: str
    order_id: int | None
    version: int
    photo_ids: tuple[int, ...]
    versions: tuple[VersionView, ...]
    messages: tuple[MessageView, ...]
    visits: tuple[VisitView, ...]
    measures: tuple[MeasureView, ...]

    @property
    def draft(self) -> VersionView | None:
        """Return the version the office is writing."""
        return next((v for v in self.versions if v.status is VersionStatus.DRAFT), None)

    @property
    def latest_sent(self) -> VersionView | None:
        """Return the newest version the customer has received."""
        return self.sent[-1] if self.sent else None

    @property
    def sent(self) -> tuple[VersionView, ...]:
        """Return the versions the customer may see."""
        return tuple(v for v in self.versions if v.sent_at is not None)

    @property
    def current(self) -> VersionView:
        """Return the draft, or the newest version."""
        return self.draft or self.versions[-1]

    @property
    def next_visit(self) -> VisitView | None:
        return self.visits[-1] if self.visits else None

    @property
    def title(self) -> str:
        return self.customer.title

    @property
    def place(self) -> tuple[str, ...]:
        """Return where the thing goes: the site, or else the customer's own address."""
        home = Site(self.customer.address_lines, self.customer.postcode, self.customer.city)
        return self.site.lines or home.lines

    @property
    def needs_measure(self) -> bool:
        return self.current.rests_on_estimate and not self.measures


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSummary:
    """One row of the office's list: how old, for whom, what to do next."""

    id: int
    reference: str
    status: RequestStatus
    family: Family
    title: str
    received_at: datetime
    waits_since: datetime
    wish_due_on: date | None
