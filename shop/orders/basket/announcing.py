"""The week a purchase is announced for before it is ordered: what the pages of products say."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from shop.configurations.queries import delay_of_all
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.orders.basket.domain import BasketView
from shop.orders.basket.fabricated import fabricate_products


def announced_week(session: Session, basket: BasketView, now: datetime) -> date | None:
    """Return the Monday of the week in which everything would be made, one thing after another.

    None when the engine does not know one of the products, or the calendar has no room.
    """
    products = [item.product for item in basket.items]
    try:
        made = fabricate_products(session, products, paris_day(now))
    except Refusal:
        return None
    wanted = [
        (one.result, item.quantity) for one, item in zip(made, basket.items, strict=True) if one
    ]
    if len(wanted) < len(products):
        return None
    delay = delay_of_all(session, wanted, now)
    return None if delay is None else delay.week
