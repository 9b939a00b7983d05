"""Who listens to which event and who does which task, on one screen."""

from collections.abc import Iterable, Mapping

from shop.accounts.emails import send_password_changed, send_sign_in_link, send_staff_password
from shop.accounts.events import PasswordChanged, SignInLinkAsked, StaffPasswordAsked
from shop.accounts.services import PURGE_STUDENTS, purge_students_task, record_settings_change
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
from shop.school.events import SettingsChanged
from shop.tasks.worker import Periodic, TaskHandler

HANDLERS: Mapping[type[Event], Iterable[Handler]] = {
    OrderAccepted: [open_job_cards],
    OrderCancelled: [cancel_job_cards],
    OrderClosed: [hand_over_cards],
    DueDateMoved: [move_due_date],
    SettingsChanged: [record_settings_change],
    SignInLinkAsked: [send_sign_in_link],
    StaffPasswordAsked: [send_staff_password],
    PasswordChanged: [send_password_changed],
}

PERIODIC: tuple[Periodic, ...] = (Periodic(PURGE_STUDENTS, 24 * 3600),)


def task_handlers(mailer: Mailer, store: FileStore) -> dict[str, TaskHandler]:
    """Return what to do for each kind of task."""
    return {SEND_EMAIL: send_with(mailer, store), PURGE_STUDENTS: purge_students_task}
