"""Reminds of tomorrow's appointments, each once."""

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


def remind_appointments(scope: Scope, _: Mapping[str, Any]) -> None:
    """Announce the appointments of tomorrow; a second run announces none again."""
    tomorrow = paris_day(scope.now) + timedelta(days=1)
    begins, ends = at_paris(tomorrow, time(0)), at_paris(tomorrow + timedelta(days=1), time(0))
    for order_id in list_orders_expected(scope.session, begins, ends):
        lock_order(scope, order_id)
        if not any(step.step is Step.REMINDED for step in list_steps(scope.session, order_id)):
            note(scope, order_id, Step.REMINDED)
            scope.announce(AppointmentNear(order_id))
