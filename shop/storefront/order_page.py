"""The page of an order for its customer: where it is, what is due, gathered from the rooms."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from shop.jobs.queries.cards import count_steps_of_order
from shop.kernel.clock import paris_day
from shop.kernel.money import ZERO, Money
from shop.orders.domain import DocumentView, MessageView, OrderStatus, OrderView, Step, StepView
from shop.orders.talk import read_talk
from shop.orders.visits import vehicle_of
from shop.payments.domain.ledger import (
    Balance,
    PaymentView,
    RefundView,
    balance_from,
    due_now,
)
from shop.payments.queries import list_money
from shop.storefront.visit_changes import may_cancel_visit
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.queries import get_change_hours
from shop.web.filters import write_clock, write_day, write_instant, write_week

ENDED_BADLY = frozenset({OrderStatus.CANCELLED, OrderStatus.DECLINED})


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the order's story: `state` is done, now, late or next."""

    state: str
    what: str
    when: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """Everything the page shows."""

    order: OrderView
    stages: list[Stage]
    balance: Balance
    due: Money
    payments: list[PaymentView]
    refunds: list[RefundView]
    messages: list[MessageView]
    documents: list[DocumentView]
    vehicle: Vehicle | None
    may_cancel: bool


def show_order(session: Session, order: OrderView, now: datetime) -> OrderPage:
    """Gather the page of an order."""
    today = paris_day(now)
    payments, refunds = list_money(session, order.id)
    talk = read_talk(session, order.id)
    balance = balance_from(order.schedule, payments, refunds)
    ended = order.status in ENDED_BADLY
    ready = order.ready_at is not None
    return OrderPage(
        order=order,
        stages=tell_story(order, balance, talk.steps, _made(session, order), today),
        balance=balance,
        due=ZERO if ended else due_now(order.schedule, balance.paid, is_ready=ready),
        payments=payments,
        refunds=refunds,
        messages=talk.messages,
        documents=talk.documents,
        vehicle=vehicle_of(order),
        may_cancel=order.appointment is not None
        and may_cancel_visit(order, now, get_change_hours(session, today)),
    )


def tell_story(
    order: OrderView,
    balance: Balance,
    steps: list[StepView],
    made: tuple[int, int],
    today: date,
) -> list[Stage]:
    """Say in plain words where the order is; `made` counts (steps done, steps)."""
    story = [Stage("done", _("Commande reçue"), write_instant(order.placed_at))]
    if order.status in ENDED_BADLY:
        return [*story, _end(order)]
    story.append(_answer(order, balance))
    if order.appointment is not None:
        story.append(_appointment(order, today))
    else:
        story.append(_making(order, made))
    story.append(_ready(order, steps, today))
    story.append(_handed(order))
    return story


def _end(order: OrderView) -> Stage:
    when = write_instant(order.ended_at) if order.ended_at else ""
    if order.status is OrderStatus.DECLINED:
        return Stage("late", _("L’école ne peut pas faire cette commande"), when, order.reason)
    return Stage("late", _("Commande annulée"), when, _(order.reason) if order.reason else "")


def _answer(order: OrderView, balance: Balance) -> Stage:
    if order.accepted_at is not None:
        return Stage("done", _("Commande acceptée par l’école"), write_instant(order.accepted_at))
    if order.submitted_at is None:
        told = _("L’école la regarde dès que le paiement est arrivé.")
        return Stage("now", _("Paiement attendu"), "", told)
    told = _("Vous recevez la réponse par e-mail. Si c’est non, vous êtes remboursé en entier.")
    return Stage("now", _("L’école regarde votre commande"), "", told if balance.paid else "")


def _appointment(order: OrderView, today: date) -> Stage:
    assert order.appointment is not None  # noqa: S101 - the caller looked
    starts = order.appointment.starts_at
    when = f"{write_day(starts)}, {write_clock(starts)}"
    if order.ready_at is not None or order.ended_at is not None:
        return Stage("done", _("Rendez-vous à l’école"), when)
    is_today = paris_day(starts) == today
    return Stage("now" if is_today else "next", _("Rendez-vous à l’école"), when)


def _making(order: OrderView, made: tuple[int, int]) -> Stage:
    done, steps = made
    if order.ready_at is not None:
        return Stage("done", _("Fabriquée par les élèves"))
    if order.accepted_at is None or not done:
        return Stage("next", _("Fabrication par les élèves"))
    told = _("%(done)s étapes faites sur %(steps)s", done=done, steps=steps)
    return Stage("now", _("En fabrication à l’atelier"), "", told)


def _ready(order: OrderView, steps: list[StepView], today: date) -> Stage:
    if order.ready_at is not None:
        return Stage("done", _("Prête"), write_day(order.ready_at))
    delays = [step.detail for step in steps if step.step is Step.DELAYED]
    note = _("Date déplacée : %(reason)s", reason=delays[-1]) if delays else ""
    if order.announced_week is not None:
        told = _("L’école confirme la date quand elle accepte.")
        when = _("vers la %(week)s", week=write_week(order.announced_week))
        return Stage("next", _("Prête"), when, told)
    if order.due_on is None:
        return Stage("next", _("Prête"), "", _("La date est donnée quand l’école accepte."))
    if order.due_on < today:
        told = note or _(
            "Nous sommes en retard : appelez-nous, nous vous disons où nous en sommes."
        )
        return Stage("late", _("Prête"), _("prévue %(day)s", day=write_day(order.due_on)), told)
    return Stage("next", _("Prête"), _("prévue %(day)s", day=write_day(order.due_on)), note)


def _handed(order: OrderView) -> Stage:
    if order.status is OrderStatus.CLOSED and order.ended_at is not None:
        return Stage("done", _("Remise"), write_day(order.ended_at))
    return Stage("now" if order.ready_at is not None else "next", _("Remise"))


def _made(session: Session, order: OrderView) -> tuple[int, int]:
    if order.accepted_at is None:
        return 0, 0
    steps, done = count_steps_of_order(session, order.id)
    return done, steps
