"""One box to find an order, a card, a request or a configuration."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from shop.configurations.models import Configuration
from shop.jobs.models import JobCard
from shop.kernel.references import read_short_code
from shop.orders.models import Order
from shop.quotes.models import QuoteRequest

MOST_FOUND = 12
MOST_WORDS = 4
SHORTEST_WORDS, LONGEST_WORDS = 2, 120


class Thing(StrEnum):
    """What was found."""

    ORDER = "order"
    REQUEST = "request"
    CARD = "card"
    CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True)
class Found:
    """One answer: what it is, its key, its number and words about it."""

    thing: Thing
    id: int
    reference: str
    words: str
    state: str


def search_school(session: Session, words: str, *, with_names: bool) -> list[Found]:
    """Return what bears this number, code or name; names of customers only when allowed.

    At most a dozen of each, the latest first; one statement.
    """
    typed = " ".join(words.split())[:LONGEST_WORDS]
    if len(typed) < SHORTEST_WORDS:
        return []
    parts = [_cards(typed), _configurations(typed)]
    if with_names:
        parts.extend((_orders(typed), _requests(typed)))
    rows = session.execute(union_all(*(select(part.subquery()) for part in parts)))
    found = [
        Found(Thing(thing), number, reference, told, state)
        for thing, number, reference, told, state in rows
    ]
    order = tuple(Thing)
    return sorted(found, key=lambda one: (order.index(one.thing), -one.id))


Rows = Select[str, int, str, str, str]


def _number(typed: str) -> str:
    return typed.replace(" ", "").upper()


def _orders(typed: str) -> Rows:
    named = [
        func.lower(Order.title).contains(word.lower(), autoescape=True)
        | Order.email.contains(word.lower(), autoescape=True)
        for word in typed.split()[:MOST_WORDS]
    ]
    return (
        select(
            literal(Thing.ORDER.value).label("thing"),
            Order.id.label("id"),
            Order.reference.label("reference"),
            Order.title.label("told"),
            Order.status.label("state"),
        )
        .where(or_(Order.reference.contains(_number(typed), autoescape=True), and_(*named)))
        .order_by(Order.id.desc())
        .limit(MOST_FOUND)
    )


def _requests(typed: str) -> Rows:
    named = [
        func.lower(QuoteRequest.customer_name).contains(word.lower(), autoescape=True)
        | QuoteRequest.email.contains(word.lower(), autoescape=True)
        for word in typed.split()[:MOST_WORDS]
    ]
    numbered = QuoteRequest.reference.contains(_number(typed), autoescape=True)
    return (
        select(
            literal(Thing.REQUEST.value).label("thing"),
            QuoteRequest.id.label("id"),
            QuoteRequest.reference.label("reference"),
            QuoteRequest.customer_name.label("told"),
            QuoteRequest.status.label("state"),
        )
        .where(or_(numbered, and_(*named)))
        .order_by(QuoteRequest.id.desc())
        .limit(MOST_FOUND)
    )


def _cards(typed: str) -> Rows:
    """A card is found by its number and by that of its order."""
    number = _number(typed)
    return (
        select(
            literal(Thing.CARD.value).label("thing"),
            JobCard.id.label("id"),
            JobCard.reference.label("reference"),
            JobCard.title.label("told"),
            JobCard.state.label("state"),
        )
        .where(
            or_(
                JobCard.reference.contains(number, autoescape=True),
                JobCard.order_reference.contains(number, autoescape=True),
            )
        )
        .order_by(JobCard.id.desc())
        .limit(MOST_FOUND)
    )


def _configurations(typed: str) -> Rows:
    return select(
        literal(Thing.CONFIGURATION.value).label("thing"),
        Configuration.id.label("id"),
        Configuration.code.label("reference"),
        Configuration.family.label("told"),
        literal("").label("state"),
    ).where(Configuration.code == (read_short_code(typed) or ""))
