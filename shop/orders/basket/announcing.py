"""The week a purchase is announced for before it is ordered: what the pages of products say."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from shop.configurations.queries import basis_at, delay_of_all
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.registry import FAMILIES
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.orders.basket.domain import BasketView


def announced_week(session: Session, basket: BasketView, now: datetime) -> date | None:
    """Return the Monday of the week in which everything would be made, one thing after another.

    None when the engine does not know one of the products, or the calendar has no room.
    """
    if any(one.product.family not in FAMILIES or not one.product.spec for one in basket.items):
        return None
    basis = basis_at(session, paris_day(now))
    wanted: list[tuple[FabricationResult, int]] = []
    for item in basket.items:
        engine = FAMILIES[item.product.family]
        try:
            result = engine.fabricate(engine.parse(item.product.spec), basis)
        except Refusal:
            return None
        wanted.append((result, item.quantity))
    delay = delay_of_all(session, wanted, now)
    return None if delay is None else delay.week
