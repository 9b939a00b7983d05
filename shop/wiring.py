"""Who listens to which event and who does which task, on one screen."""

from collections.abc import Iterable, Mapping

from shop.accounts.emails import send_password_changed, send_sign_in_link, send_staff_password
from shop.accounts.events import (
    PasswordChanged,
    SignInLinkAsked,
    StaffPasswordAsked,
    StudentPurged,
)
from shop.accounts.forgetting import FORGET_ACCESS, forget_access
from shop.accounts.services import PURGE_STUDENTS, purge_students_task, record_settings_change
from shop.exercises.services import drop_sheets_of_student
from shop.files.gateway import FileStore
from shop.files.services import DROP_BYTES, drop_bytes_with
from shop.jobs.events import CardDone
from shop.jobs.services.opening import (
    cancel_job_cards,
    hand_over_cards,
    move_due_date,
    open_job_cards,
    redraw_cards,
)
from shop.jobs.services.sawing import PLAN_BARS, plan_bars_task
from shop.jobs.services.wheel_reports import (
    ISSUE_WHEEL_SHEET,
    issue_wheel_sheet_with,
    queue_wheel_sheet,
)
from shop.kernel.events import Event, Handler
from shop.notifications.gateway import Mailer
from shop.notifications.services import (
    FORGET_MESSAGES,
    SEND_EMAIL,
    forget_messages,
    send_with,
)
from shop.orders.access import FORGET_LINKS as FORGET_ORDER_LINKS
from shop.orders.access import forget_links as forget_order_links
from shop.orders.basket.purge import FORGET_BASKETS, forget_baskets_task
from shop.orders.emails import (
    send_appointment_reminder,
    send_due_date_moved,
    send_fresh_link,
    send_message,
    send_order_accepted,
    send_order_cancelled,
    send_order_declined,
    send_order_placed,
)
from shop.orders.events import (
    AppointmentNear,
    DueDateMoved,
    MessagePosted,
    OrderAccepted,
    OrderAmended,
    OrderCancelled,
    OrderClosed,
    OrderDeclined,
    OrderLinkAsked,
    OrderPlaced,
    OrderReady,
)
from shop.orders.reminders import REMIND_APPOINTMENTS, remind_appointments
from shop.payments.demo_gateway import DemoGateway
from shop.payments.emails import (
    send_order_ready,
    send_payment_received,
    send_payment_reminder,
    send_refund_done,
)
from shop.payments.events import PaymentLate, ReceiptIssued, RefundDone
from shop.payments.gateway import CardGateway
from shop.payments.services.expiry import (
    EXPIRE_UNPAID,
    FIND_UNPAID,
    expire_unpaid_with,
    find_unpaid,
)
from shop.payments.services.ledger import ISSUE_RECEIPT
from shop.payments.services.receipts import issue_receipt_with
from shop.payments.services.refunds import (
    SEND_REFUND,
    look_at_cancelled_order,
    refund_declined_order,
    send_refund_with,
)
from shop.payments.services.reminders import (
    REMIND_PAYMENT,
    REMIND_PAYMENTS,
    remind_payment,
    remind_payments,
)
from shop.payments.stripe_gateway import StripeGateway
from shop.planning.services.places import OPEN_PLACES, open_places_task
from shop.quotes import emails as quotes
from shop.quotes.events import (
    AgreementAsked,
    ChangeAsked,
    QuoteAccepted,
    QuoteDeclined,
    QuoteEnding,
    QuoteLinkAsked,
    QuoteRequested,
    QuoteSent,
    VisitPlanned,
)
from shop.quotes.services.answering import EXPIRE_QUOTES, expire_quotes
from shop.quotes.services.forgetting import FORGET_REQUESTS, forget_requests
from shop.quotes.services.links import FORGET_LINKS as FORGET_QUOTE_LINKS
from shop.quotes.services.links import forget_links as forget_quote_links
from shop.school.events import SettingsChanged
from shop.settings import Settings
from shop.storefront.visits import FREE_UNUSED_PLACES, free_unused_places_task
from shop.tasks.services import FORGET_DONE, forget_done
from shop.tasks.worker import Periodic, TaskHandler
from shop.tyres.services.bookings import FORGET_VISITS, forget_visits_task

HANDLERS: Mapping[type[Event], Iterable[Handler]] = {
    QuoteRequested: [quotes.tell_request_received],
    AgreementAsked: [quotes.tell_agreement_asked],
    QuoteSent: [quotes.tell_quote_sent],
    QuoteEnding: [quotes.tell_quote_ending],
    QuoteLinkAsked: [quotes.send_fresh_link],
    QuoteAccepted: [quotes.tell_quote_accepted],
    QuoteDeclined: [quotes.tell_quote_declined],
    ChangeAsked: [quotes.tell_change_asked],
    VisitPlanned: [quotes.tell_visit_planned],
    OrderPlaced: [send_order_placed],
    OrderAccepted: [open_job_cards, send_order_accepted],
    OrderAmended: [redraw_cards],
    OrderCancelled: [cancel_job_cards, look_at_cancelled_order, send_order_cancelled],
    OrderDeclined: [refund_declined_order, send_order_declined],
    OrderReady: [send_order_ready],
    MessagePosted: [send_message],
    OrderLinkAsked: [send_fresh_link],
    AppointmentNear: [send_appointment_reminder],
    ReceiptIssued: [send_payment_received],
    RefundDone: [send_refund_done],
    PaymentLate: [send_payment_reminder],
    CardDone: [queue_wheel_sheet],
    OrderClosed: [hand_over_cards],
    DueDateMoved: [move_due_date, send_due_date_moved],
    SettingsChanged: [record_settings_change],
    SignInLinkAsked: [send_sign_in_link],
    StaffPasswordAsked: [send_staff_password],
    PasswordChanged: [send_password_changed],
    StudentPurged: [drop_sheets_of_student],
}

PERIODIC: tuple[Periodic, ...] = (
    Periodic(EXPIRE_QUOTES, 3600),
    Periodic(PURGE_STUDENTS, 24 * 3600),
    Periodic(OPEN_PLACES, 6 * 3600),
    Periodic(FREE_UNUSED_PLACES, 60),
    Periodic(FORGET_REQUESTS, 24 * 3600),
    Periodic(FORGET_VISITS, 24 * 3600),
    Periodic(FORGET_BASKETS, 24 * 3600),
    Periodic(FIND_UNPAID, 5 * 60),
    Periodic(FORGET_DONE, 24 * 3600),
    Periodic(FORGET_ACCESS, 24 * 3600),
    Periodic(FORGET_ORDER_LINKS, 24 * 3600),
    Periodic(FORGET_QUOTE_LINKS, 24 * 3600),
    Periodic(REMIND_APPOINTMENTS, 3600),
    Periodic(REMIND_PAYMENTS, 6 * 3600),
    Periodic(FORGET_MESSAGES, 24 * 3600),
)


def choose_card_gateway(settings: Settings) -> CardGateway | None:
    """Return who takes cards: Stripe with its key, the demonstration without, but never live.

    In production a shop without a key takes no cards at all: nobody may order for nothing.
    """
    if settings.stripe_secret_key:
        return StripeGateway(
            settings.stripe_secret_key, settings.stripe_webhook_secret, settings.stripe_api_base
        )
    return None if settings.is_production else DemoGateway(settings.data_dir / "demo-payments")


def task_handlers(
    mailer: Mailer, store: FileStore, gateway: CardGateway | None
) -> dict[str, TaskHandler]:
    """Return what to do for each kind of task."""
    return {
        SEND_EMAIL: send_with(mailer, store),
        FORGET_MESSAGES: forget_messages,
        EXPIRE_QUOTES: expire_quotes,
        PURGE_STUDENTS: purge_students_task,
        OPEN_PLACES: open_places_task,
        FREE_UNUSED_PLACES: free_unused_places_task,
        FORGET_REQUESTS: forget_requests,
        DROP_BYTES: drop_bytes_with(store),
        FORGET_VISITS: forget_visits_task,
        FORGET_BASKETS: forget_baskets_task,
        ISSUE_RECEIPT: issue_receipt_with(store),
        ISSUE_WHEEL_SHEET: issue_wheel_sheet_with(store),
        SEND_REFUND: send_refund_with(gateway),
        FIND_UNPAID: find_unpaid,
        EXPIRE_UNPAID: expire_unpaid_with(gateway),
        FORGET_DONE: forget_done,
        FORGET_ACCESS: forget_access,
        FORGET_ORDER_LINKS: forget_order_links,
        FORGET_QUOTE_LINKS: forget_quote_links,
        REMIND_APPOINTMENTS: remind_appointments,
        REMIND_PAYMENTS: remind_payments,
        REMIND_PAYMENT: remind_payment,
        PLAN_BARS: plan_bars_task,
    }
