"""What waits for the decision of a workshop, without names."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from shop.catalogue.domain import Family, section_of
from shop.jobs.domain.drafting import draft_of
from shop.kernel.actor import Section
from shop.kernel.money import Money, total
from shop.kernel.text import Bilingual
from shop.orders.domain import CustomerKind, OrderLineView, OrderStatus
from shop.orders.models import Order, OrderLine
from shop.planning.models import Hold
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.quotes.domain.lines import QuoteLine
from shop.quotes.models import Quote, QuoteRequest, QuoteVersion
from shop.workspace.domain.proposals import Proposal, ProposalKind
from shop.workspace.queries.waiting import asked_since

MOST_SHOWN = 30
SUPPLIES = ("material", "hardware", "surface")


def list_proposals(session: Session, sections: Collection[Section]) -> list[Proposal]:
    """Return the purchases and quotes these workshops decide on, oldest first.

    At most the thirty oldest of each; two statements.
    """
    found = [*_purchases(session, sections), *_quotes(session, sections)]
    return sorted(found, key=lambda one: (one.asked_at, one.kind, one.id))


def _purchases(session: Session, sections: Collection[Section]) -> Iterator[Proposal]:
    ours = exists().where(OrderLine.order_id == Order.id, OrderLine.section.in_(sections))
    oldest = (
        select(Order.id)
        .where(Order.status == OrderStatus.PLACED, Order.submitted_at.is_not(None), ours)
        .order_by(Order.submitted_at, Order.id)
        .limit(MOST_SHOWN)
        .subquery()
    )
    statement = (
        select(Order, OrderLine, Hold.starts_at)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .outerjoin(Hold, Hold.holder_key == Order.holder_key)
        .where(Order.id.in_(select(oldest.c.id)))
        .order_by(Order.id, OrderLine.id)
    )
    lines: dict[int, list[OrderLine]] = {}
    orders: dict[int, tuple[Order, datetime | None]] = {}
    for order, line, meets_at in session.execute(statement):
        orders[order.id] = (order, meets_at)
        lines.setdefault(order.id, []).append(line)
    for found, place in orders.values():
        yield _purchase(found, lines[found.id], place)


def _purchase(order: Order, rows: Sequence[OrderLine], meets_at: datetime | None) -> Proposal:
    kind = CustomerKind(order.customer_kind)
    every = [_line_of(row) for row in rows]
    lines = [line for line in every if line.parent_id is None]
    assert order.submitted_at is not None  # noqa: S101 - the statement asked for it
    return Proposal(
        kind=ProposalKind.PURCHASE,
        id=order.id,
        version=order.version,
        reference=order.reference,
        section=lines[0].section,
        labels=tuple(line.label for line in lines),
        contents=tuple(draft_of(line, kind, is_drawn=False) for line in lines),
        customer_kind=kind,
        town=str(order.customer.get("city", "")),
        asked_at=order.submitted_at,
        wish_due_on=order.wish_due_on,
        due_on=order.due_on,
        outside_days=_outside_days(line.result for line in lines),
        price=total(line.unit_net * line.quantity for line in every),
        supplies=_supplies(every),
        meets_at=meets_at,
    )


def _outside_days(results: Iterable[Mapping[str, Any]]) -> int:
    return max((int(one.get("load", {}).get("outside_days", 0)) for one in results), default=0)


def _supplies(lines: Iterable[OrderLineView | QuoteLine]) -> Money | None:
    """Return what metal, hardware and surface cost the school, as the lines were priced."""
    priced = [(line.result["price"], line.quantity) for line in lines if "price" in line.result]
    if not priced:
        return None
    return total(Money(price[part]) * quantity for price, quantity in priced for part in SUPPLIES)


def _line_of(row: OrderLine) -> OrderLineView:
    return OrderLineView(
        id=row.id,
        parent_id=row.parent_id,
        family=Family(row.family),
        section=Section(row.section),
        label=Bilingual.from_data(row.label),
        quantity=row.quantity,
        unit_net=row.unit_net,
        unit_gross=row.unit_gross,
        vat_rate=row.vat_rate,
        spec=row.spec,
        result=row.result,
        product_key=row.product_key,
        withdrawal_exempt=row.withdrawal_exempt,
    )


def _quotes(session: Session, sections: Collection[Section]) -> Iterator[Proposal]:
    families = [family.value for family in Family if section_of(family) in sections]
    since = asked_since()
    statement = (
        select(QuoteRequest, QuoteVersion, since)
        .join(Quote, Quote.request_id == QuoteRequest.id)
        .join(QuoteVersion, QuoteVersion.quote_id == Quote.id)
        .where(
            QuoteRequest.status == RequestStatus.PRICED,
            QuoteVersion.status == VersionStatus.DRAFT,
            QuoteRequest.family.in_(families),
        )
        .order_by(since, QuoteRequest.id)
        .limit(MOST_SHOWN)
    )
    for request, version, asked_at in session.execute(statement):
        yield _quote(request, version, asked_at)


def _quote(request: QuoteRequest, version: QuoteVersion, asked_at: datetime) -> Proposal:
    kind = CustomerKind(request.customer["kind"])
    known = [QuoteLine.from_data(line) for line in version.lines]
    lines = [_line_of_quote(line) for line in known if not line.parent]
    return Proposal(
        kind=ProposalKind.QUOTE,
        id=request.id,
        version=request.version,
        reference=request.reference,
        section=section_of(Family(request.family)),
        labels=tuple(line.label for line in lines),
        contents=tuple(draft_of(line, kind, is_drawn=False) for line in lines),
        customer_kind=kind,
        town=str(request.site.get("city") or request.customer.get("city", "")),
        asked_at=asked_at,
        wish_due_on=request.wish_due_on,
        due_on=version.due_on,
        outside_days=_outside_days(line.result for line in lines),
        price=total(line.net for line in known),
        supplies=_supplies(known),
    )


def _line_of_quote(line: QuoteLine) -> OrderLineView:
    return OrderLineView(
        id=0,
        parent_id=None,
        family=Family(line.family),
        section=section_of(Family(line.family)),
        label=line.label,
        quantity=line.quantity,
        unit_net=line.unit_net,
        unit_gross=None,
        vat_rate=line.vat_rate,
        spec=line.spec,
        result=line.result,
        product_key="",
        withdrawal_exempt=line.is_made_to_measure,
    )
