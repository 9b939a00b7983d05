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
from shop.planning.services.places import OPEN_PLACES, open_places_task
from shop.school.events import SettingsChanged
from shop.storefront.visits import FREE_UNUSED_PLACES, free_unused_places_task
from shop.tasks.worker import Periodic, TaskHandler
from shop.tyres.services.bookings import FORGET_VISITS, forget_visits_task

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

PERIODIC: tuple[Periodic, ...] = (
    Periodic(PURGE_STUDENTS, 24 * 3600),
    Periodic(OPEN_PLACES, 6 * 3600),
    Periodic(FREE_UNUSED_PLACES, 60),
    Periodic(FORGET_VISITS, 24 * 3600),
)


def task_handlers(mailer: Mailer, store: FileStore) -> dict[str, TaskHandler]:
    """Return what to do for each kind of task."""
    return {
        SEND_EMAIL: send_with(mailer, store),
        PURGE_STUDENTS: purge_students_task,
        OPEN_PLACES: open_places_task,
        FREE_UNUSED_PLACES: free_unused_places_task,
        FORGET_VISITS: forget_visits_task,
    }
