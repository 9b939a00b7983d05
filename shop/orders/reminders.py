"""Reminds of the appointments of the coming two days, each once."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from shop.db import Scope
from shop.kernel.clock import at_paris, paris_day
from shop.orders.domain import Step
from shop.orders.events import AppointmentNear
from shop.orders.life import lock_order, note
from shop.orders.queries import list_orders_expected, list_steps

REMIND_APPOINTMENTS = "remind_appointments"
DAYS_BEFORE = 2


def remind_appointments(scope: Scope, _: Mapping[str, Any]) -> None:
    """Announce the appointments of tomorrow and the day after; a second run announces none again.

    Two days leave time to move one. Who booked today has just been told: no reminder yet.
    """
    today = paris_day(scope.now)
    begins = at_paris(today + timedelta(days=1), time(0))
    ends = at_paris(today + timedelta(days=DAYS_BEFORE + 1), time(0))
    for order_id in list_orders_expected(scope.session, begins, ends):
        order = lock_order(scope, order_id)
        if paris_day(order.placed_at) == today:
            continue
        if not any(step.step is Step.REMINDED for step in list_steps(scope.session, order_id)):
            note(scope, order_id, Step.REMINDED)
            scope.announce(AppointmentNear(order_id))
