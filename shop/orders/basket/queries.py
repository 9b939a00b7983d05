"""Reads of baskets."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, literal, select
from sqlalchemy.orm import Session

from shop.catalogue.queries import get_products
from shop.kernel.text import Bilingual
from shop.kernel.tokens import hash_token
from shop.orders.basket.domain import BasketItem, BasketView, DeliveryOffer
from shop.orders.domain import CustomerDetails, DeliveryKind, NewDelivery, PaymentMeans
from shop.orders.models import Basket, BasketLine, DeliveryRate


def find_basket(session: Session, token: str | None, on: date) -> BasketView | None:
    """Return the basket of a cookie, at the prices of the day; None once it is ordered."""
    if not token:
        return None
    found = Basket.token_hash == hash_token(token)
    rows = session.execute(_with_lines().where(found, Basket.ordered_at.is_(None))).all()
    return _basket_view(session, rows, on) if rows else None


def find_basket_id(
    session: Session, token: str | None, *, even_ordered: bool = False
) -> int | None:
    """Return the basket of a cookie; an ordered one only when a second click asks for it."""
    if not token:
        return None
    statement = select(Basket.id).where(Basket.token_hash == hash_token(token))
    if not even_ordered:
        statement = statement.where(Basket.ordered_at.is_(None))
    return session.scalars(statement).one_or_none()


def find_answers(session: Session, token: str | None) -> tuple[int, CustomerDetails | None] | None:
    """Return (basket, customer answered) of a cookie; None when it holds nothing to order."""
    if not token:
        return None
    statement = (
        select(Basket.id, Basket.answers)
        .join(BasketLine, BasketLine.basket_id == Basket.id)
        .where(Basket.token_hash == hash_token(token), Basket.ordered_at.is_(None))
        .limit(1)
    )
    row = session.execute(statement).first()
    if row is None:
        return None
    customer = row.answers.get("customer")
    return row.id, CustomerDetails.from_data(customer) if customer else None


def find_basket_line(session: Session, basket_id: int, product_id: int) -> BasketLine | None:
    """Return the line of a product in a basket."""
    statement = select(BasketLine).where(
        BasketLine.basket_id == basket_id, BasketLine.product_id == product_id
    )
    return session.scalars(statement).one_or_none()


def count_in_basket(session: Session, token: str) -> int:
    """Return how many things a basket holds, in one query."""
    statement = (
        select(func.sum(BasketLine.quantity))
        .join(Basket, Basket.id == BasketLine.basket_id)
        .where(Basket.token_hash == hash_token(token), Basket.ordered_at.is_(None))
    )
    return int(session.scalar(statement) or 0)


def get_basket(session: Session, basket_id: int, on: date) -> BasketView:
    """Return a basket; products that are no longer sold are left out."""
    rows = session.execute(_with_lines().where(Basket.id == basket_id)).all()
    return _basket_view(session, rows, on)


def _with_lines() -> Select[Basket, BasketLine]:
    return (
        select(Basket, BasketLine)
        .outerjoin(BasketLine, BasketLine.basket_id == Basket.id)
        .order_by(BasketLine.id)
    )


def _basket_view(session: Session, rows: Sequence[Row[Basket, BasketLine]], on: date) -> BasketView:
    basket: Basket = rows[0][0]
    lines: list[BasketLine] = [line for _, line in rows if line is not None]
    products = get_products(session, [line.product_id for line in lines], on) if lines else {}
    delivery = _delivery(basket.answers.get("delivery"))
    customer = basket.answers.get("customer")
    means = basket.answers.get("means")
    return BasketView(
        id=basket.id,
        items=tuple(
            BasketItem(products[line.product_id], line.quantity)
            for line in lines
            if line.product_id in products
        ),
        customer=CustomerDetails.from_data(customer) if customer else None,
        delivery=delivery,
        means=PaymentMeans(means) if means else None,
        offer=_offer_of(session, delivery, on),
        is_ordered=basket.ordered_at is not None,
    )


def find_delivery_offer(session: Session, postcode: str, on: date) -> DeliveryOffer | None:
    """Return what a delivery to a postcode costs: the longest known beginning wins."""
    statement = (
        select(DeliveryRate)
        .where(
            DeliveryRate.valid_from <= on,
            literal(postcode).startswith(DeliveryRate.postcode_prefix),
        )
        .order_by(func.length(DeliveryRate.postcode_prefix).desc(), DeliveryRate.valid_from.desc())
        .limit(1)
    )
    row = session.scalars(statement).one_or_none()
    if row is None:
        return None
    return DeliveryOffer(Bilingual.from_data(row.label), row.gross, row.vat_rate)


def delivers_somewhere(session: Session, on: date) -> bool:
    """Tell whether the school brings orders anywhere at all."""
    statement = select(DeliveryRate.id).where(DeliveryRate.valid_from <= on).limit(1)
    return session.scalars(statement).first() is not None


def _offer_of(session: Session, delivery: NewDelivery | None, on: date) -> DeliveryOffer | None:
    if delivery is None or delivery.kind is not DeliveryKind.DELIVERY:
        return None
    return find_delivery_offer(session, delivery.postcode, on)


def _delivery(data: dict[str, Any] | None) -> NewDelivery | None:
    if data is None:
        return None
    return NewDelivery(
        kind=DeliveryKind(data["kind"]),
        address_lines=tuple(data["address_lines"]),
        postcode=data["postcode"],
        city=data["city"],
        note=data["note"],
    )
