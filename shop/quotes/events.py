"""Facts announced by quotes."""

from dataclasses import dataclass

from shop.kernel.events import Event


@dataclass(frozen=True, slots=True)
class QuoteRequested(Event):
    """A customer asked for a quote."""

    request_id: int


@dataclass(frozen=True, slots=True)
class QuoteDeclined(Event):
    """The school cannot do it, and says so kindly."""

    request_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class AgreementAsked(Event):
    """The office has priced a version: the workshop teacher agrees, or gives it back."""

    request_id: int


@dataclass(frozen=True, slots=True)
class QuoteSent(Event):
    """A version left for its customer."""

    request_id: int
    number: int


@dataclass(frozen=True, slots=True)
class QuoteEnding(Event):
    """A version the customer has not answered will soon lapse."""

    request_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ChangeAsked(Event):
    """The customer asked for another version."""

    request_id: int
    text: str


@dataclass(frozen=True, slots=True)
class QuoteAccepted(Event):
    """The customer signed a version: it is an order now."""

    request_id: int
    number: int
    order_id: int


@dataclass(frozen=True, slots=True)
class QuoteLinkAsked(Event):
    """Somebody with an old link asked for a fresh one; it goes to the known address."""

    request_id: int


@dataclass(frozen=True, slots=True)
class VisitPlanned(Event):
    """An adult of the school will come and measure."""

    request_id: int
    visit_id: int
