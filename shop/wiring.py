"""Who listens to which event and who does which task, on one screen."""

from collections.abc import Iterable, Mapping

from shop.files.gateway import FileStore
from shop.jobs.services.opening import (
    cancel_job_cards,
    hand_over_cards,
    move_due_date,
    open_job_cards,
)
from shop.kernel.events import Event, Handler
from shop.notifications.gateway import Mailer
from shop.notifications.services import SEND_EMAIL, send_with
from shop.orders.events import DueDateMoved, OrderAccepted, OrderCancelled, OrderClosed
from shop.tasks.worker import Periodic, TaskHandler

HANDLERS: Mapping[type[Event], Iterable[Handler]] = {
    OrderAccepted: [open_job_cards],
    OrderCancelled: [cancel_job_cards],
    OrderClosed: [hand_over_cards],
    DueDateMoved: [move_due_date],
}

PERIODIC: tuple[Periodic, ...] = ()


def task_handlers(mailer: Mailer, store: FileStore) -> dict[str, TaskHandler]:
    """Return what to do for each kind of task."""
    return {SEND_EMAIL: send_with(mailer, store)}
