"""An order as the office reads it in a list and in full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shop.catalogue.domain import Family
from shop.jobs.domain.state import CardState
from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_, Bilingual
from shop.orders.domain import OrderStatus, OrderView, PaymentMeans
from shop.payments.domain.ledger import Balance, PaymentState

HANDED_OVER = frozenset({CardState.READY, CardState.DELIVERED, CardState.REVIEWED})


class Shelf(StrEnum):
    """Where the office looks for an order."""

    OPEN = "open"
    TO_ACCEPT = "to_accept"
    IN_PROGRESS = "in_progress"
    LATE = "late"
    READY = "ready"
    CLOSED = "closed"
    ENDED = "ended"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """What the office wants to see of the orders."""

    shelf: Shelf = Shelf.OPEN
    family: Family | None = None
    unpaid: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An order in the list of the office."""

    id: int
    reference: str
    status: OrderStatus
    title: str
    town: str
    means: PaymentMeans
    placed_at: datetime
    due_on: date | None
    is_ready: bool
    is_late: bool
    balance: Balance
    labels: tuple[Bilingual, ...] = ()
    families: tuple[Family, ...] = ()

    @property
    def money_state(self) -> PaymentState | None:
        """Return how far it is paid; None when nothing is asked for or it has ended."""
        ended = self.status in {OrderStatus.CANCELLED, OrderStatus.DECLINED}
        if self.balance.asked == ZERO or (ended and self.balance.paid == ZERO):
            return None
        return self.balance.state


class FactKind(StrEnum):
    """What a line of the story of an order is about."""

    PAYMENT = "payment"
    REFUND = "refund"
    MESSAGE = "message"
    DOCUMENT = "document"
    STEP = "step"
    CARD = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known of an order: `name` is who or what, `code` its state, `text` its words."""

    kind: FactKind
    id: int
    at: datetime
    amount: Money
    name: str
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFile:
    """All the office needs of one order."""

    order: OrderView
    balance: Balance
    facts: tuple[Fact, ...]

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """Return what is known of one kind, oldest first."""
        return tuple(fact for fact in self.facts if fact.kind is kind)

    @property
    def unsigned_cards(self) -> tuple[Fact, ...]:
        """Return the cards that keep the order from being handed over."""
        return unsigned_cards(self.facts)

    @property
    def has_unanswered(self) -> bool:
        """Tell whether the customer wrote last."""
        messages = self.of(FactKind.MESSAGE)
        return bool(messages) and messages[-1].code == "customer"


def unsigned_cards(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the cards no adult has signed before delivery; cancelled ones do not count."""
    over = HANDED_OVER | {CardState.CANCELLED}
    return tuple(fact for fact in facts if fact.kind is FactKind.CARD and fact.code not in over)


def refuse_unsigned(facts: Iterable[Fact]) -> None:
    """Refuse to hand an order over while a card still waits for its signature."""
    waiting = unsigned_cards(facts)
    if waiting:
        raise Refusal(
            N_(
                "L’atelier doit d’abord signer « avant remise » sur %(cards)s. "
                "Prévenez le maître professionnel."
            ),
            cards=", ".join(fact.name for fact in waiting),
        )
