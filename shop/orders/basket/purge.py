"""Forgets baskets: those nobody came back to, and those that became an order."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, delete, or_, select

from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.orders.models import Basket, BasketLine
from shop.school.queries import find_legal_param

FORGET_BASKETS = "orders.forget_baskets"
KEPT_DAYS = "basket_days"


def forget_old_baskets(scope: Scope) -> int:
    """Delete what nobody has touched for as long as its cookie lives; returns how many.

    They hold a name and an address. One just ordered stays a while: a second click needs it.
    Nothing is deleted while the settings do not say how long.
    """
    days = find_legal_param(scope.session, KEPT_DAYS, paris_day(scope.now))
    if days is None:
        return 0
    old = _is_old(scope, timedelta(days=int(days.to_decimal())))
    scope.session.execute(
        delete(BasketLine)
        .where(BasketLine.basket_id.in_(select(Basket.id).where(old)))
        .execution_options(synchronize_session=False)
    )
    gone = scope.session.execute(
        delete(Basket).where(old).execution_options(synchronize_session=False)
    )
    assert isinstance(gone, CursorResult)  # noqa: S101 - tells the type of a DELETE
    return gone.rowcount


def forget_baskets_task(scope: Scope, _: Mapping[str, Any]) -> None:
    """Do the periodic forgetting of baskets."""
    forget_old_baskets(scope)


def _is_old(scope: Scope, kept: timedelta) -> ColumnElement[bool]:
    yesterday = scope.now - timedelta(days=1)
    return or_(Basket.touched_at < scope.now - kept, Basket.ordered_at < yesterday)
