"""Two acts on one order, really at once, on both databases.

The first act is stopped in the middle while the second runs. With our locks the second waits;
each test has a control that takes the locks away and sees the damage.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event as Signal
from threading import Thread
from types import ModuleType

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

import shop.db
from shop.catalogue.domain import Family
from shop.db import WRITING, Base, Scope, db, writing_scope
from shop.kernel.actor import Section
from shop.kernel.events import Bus
from shop.kernel.refusals import Refusal
from shop.orders import life, places, services
from shop.orders.domain import OrderStatus, PaymentMeans
from shop.orders.events import OrderAccepted, OrderCancelled
from shop.orders.models import Order
from shop.orders.queries import get_order
from shop.payments.domain.attempts import StartedCheckout
from shop.payments.domain.ledger import CheckKind, Provider
from shop.payments.models import Payment
from shop.payments.queries import list_checks
from shop.payments.services import checkout, expiry, ledger
from shop.payments.services.refunds import look_at_cancelled_order
from tests.builders.orders import a_line, build_order_policy, hold_place, place
from tests.builders.payments import FULL, facts_of, pay
from tests.conftest import NOW

PATIENCE = 1.0
LATER = NOW + timedelta(hours=1)
Act = Callable[[Scope], object]
heard: list[OrderAccepted] = []
BUS = Bus(
    {
        OrderAccepted: [lambda event, _scope: heard.append(event)],
        OrderCancelled: [look_at_cancelled_order],
    }
)


@dataclass
class Pause:
    """Stops the first thread that comes by, until the other has ended or waited enough."""

    reached: Signal
    other_ended: Signal
    used: bool = False

    def here(self) -> None:
        if not self.used:
            self.used = True
            self.reached.set()
            self.other_ended.wait(PATIENCE)


@pytest.fixture
def engine(app: Flask) -> Engine:
    heard.clear()
    with app.app_context():
        return db.engine


@pytest.fixture
def order_id(engine: Engine) -> int:
    """A booked order of 180 €, paid by card, that accepts itself."""
    with Session(engine) as session, writing_scope(session, Bus(), now=NOW) as scope:
        session.add(build_order_policy(Section.TYRES))
        hold_place(scope, "hold-1")
        return place(scope, lines=[a_line(family=Family.TYRES)], holder_key="hold-1")


def interleave(
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    first: Act,
    second: Act,
    stop_before: tuple[ModuleType, str],
) -> list[str]:
    """Run the first act up to a function, then the second, then let the first go on."""
    pause, ends = Pause(Signal(), Signal()), []
    module, name = stop_before
    original = getattr(module, name)

    def stopping(*args: object, **kwargs: object) -> object:
        pause.here()
        return original(*args, **kwargs)

    monkeypatch.setattr(module, name, stopping)

    def run(act: Act) -> None:
        with Session(engine) as session:
            try:
                with writing_scope(session, BUS, now=LATER) as scope:
                    act(scope)
                ends.append("done")
            except Refusal:
                ends.append("refused")
            except Exception as error:
                ends.append(type(error).__name__)

    def run_second() -> None:
        pause.reached.wait(10)
        run(second)
        pause.other_ended.set()

    threads = [Thread(target=run, args=(first,)), Thread(target=run_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(ends)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read rows without locking them, and let SQLite begin as readers do."""

    def careless(session: Session, model: type[Base], row_id: int) -> Base:
        return session.get_one(model, row_id)

    def begin(session: Session) -> None:
        session.info[WRITING] = True

    for module in (life, places, services, checkout):
        monkeypatch.setattr(module, "lock", careless)
    monkeypatch.setattr(shop.db, "begin_writing", begin)


@dataclass(frozen=True)
class Outcome:
    """What is left when both have ended."""

    ends: list[str]
    status: OrderStatus
    payments: int
    accepted: int
    checks: frozenset[CheckKind]


def outcome(engine: Engine, order_id: int, ends: list[str]) -> Outcome:
    with Session(engine) as session:
        return Outcome(
            ends=ends,
            status=get_order(session, order_id).status,
            payments=session.scalar(select(func.count()).select_from(Payment)) or 0,
            accepted=len(heard),
            checks=frozenset(check.kind for check in list_checks(session)),
        )


def card_pays(order_id: int) -> Act:
    return lambda scope: pay(scope, order_id, provider=Provider.CARD, external_ref="pi_1")


# Two messages about one payment.


def fulfil_twice(engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    with Session(engine) as session, writing_scope(session, Bus(), now=NOW) as scope:
        attempt = checkout.open_attempt(scope, order_id)
        checkout.remember_session(scope, attempt.id, StartedCheckout("cs_1", "/pay"))

    def told(scope: Scope) -> None:
        checkout.fulfil_checkout(scope, facts_of("cs_1"), Provider.CARD)

    ends = interleave(engine, monkeypatch, told, told, (ledger, "_submit_when_paid"))
    return outcome(engine, order_id, ends)


FULFILLED = Outcome(["done", "done"], OrderStatus.ACCEPTED, 1, 1, frozenset())


def test_return_page_and_webhook_settle_the_order_once(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fulfil_twice(engine, order_id, monkeypatch) == FULFILLED


@pytest.mark.usefixtures("without_locks")
def test_control_return_page_and_webhook_collide_without_the_one_door(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_then_write(
        scope: Scope, order_id: int, provider: Provider, ref: str, *rest: object
    ) -> int | None:
        if scope.session.scalar(select(func.count()).select_from(Payment)):
            return None
        ledger_row = Payment(
            order_id=order_id,
            provider=provider,
            external_ref=f"{ref}-{id(scope)}",  # no unique name for the money
            amount=FULL,
            received_at=NOW,
            recorded_at=NOW,
            recorded_by="",
        )
        scope.session.add(ledger_row)
        scope.session.flush()
        return ledger_row.id

    monkeypatch.setattr(ledger, "_insert_once", look_then_write)

    assert fulfil_twice(engine, order_id, monkeypatch) != FULFILLED


# A payment while the order runs out of time.


def pay_while_expiring(engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    def expire(scope: Scope) -> None:
        expiry.expire_order(scope, None, order_id)

    ends = interleave(engine, monkeypatch, expire, card_pays(order_id), (expiry, "cancel_order"))
    return outcome(engine, order_id, ends)


TOO_LATE = Outcome(["done", "done"], OrderStatus.CANCELLED, 1, 0, frozenset({CheckKind.LATE}))


def test_a_payment_during_expiry_is_kept_and_the_office_is_told(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pay_while_expiring(engine, order_id, monkeypatch) == TOO_LATE


@pytest.mark.usefixtures("without_locks")
def test_control_without_locks_a_paid_order_runs_out_in_silence(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pay_while_expiring(engine, order_id, monkeypatch) != TOO_LATE


def test_an_expiry_during_a_payment_finds_the_order_paid(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def expire(scope: Scope) -> None:
        assert not expiry.expire_order(scope, None, order_id)

    ends = interleave(
        engine, monkeypatch, card_pays(order_id), expire, (ledger, "_submit_when_paid")
    )

    assert outcome(engine, order_id, ends) == FULFILLED


# A payment while the order is cancelled.


def pay_while_cancelling(engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    def cancel(scope: Scope) -> None:
        services.cancel_order(scope, order_id, "Le client renonce")

    ends = interleave(engine, monkeypatch, cancel, card_pays(order_id), (services, "free_place"))
    return outcome(engine, order_id, ends)


def test_a_payment_during_a_cancellation_is_kept_and_the_office_is_told(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pay_while_cancelling(engine, order_id, monkeypatch) == TOO_LATE


@pytest.mark.usefixtures("without_locks")
def test_control_without_locks_a_payment_and_a_cancellation_do_not_see_each_other(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pay_while_cancelling(engine, order_id, monkeypatch) != TOO_LATE


# Two teachers accept.


def accept_twice(engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    def accept(scope: Scope) -> None:
        services.accept_order(scope, order_id)

    ends = interleave(engine, monkeypatch, accept, accept, (services, "confirm_place"))
    return outcome(engine, order_id, ends)


ACCEPTED_ONCE = Outcome(["done", "refused"], OrderStatus.ACCEPTED, 0, 1, frozenset())


def test_two_teachers_accept_an_order_once(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert accept_twice(engine, order_id, monkeypatch) == ACCEPTED_ONCE


@pytest.mark.usefixtures("without_locks")
def test_control_without_locks_an_order_is_accepted_twice(
    engine: Engine, order_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert accept_twice(engine, order_id, monkeypatch) != ACCEPTED_ONCE


# One form sent twice.


def place_twice(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int]:
    def order(scope: Scope) -> None:
        place(scope, means=PaymentMeans.CARD, one_time_key="form-1")

    ends = interleave(engine, monkeypatch, order, order, (services, "keep_place"))
    with Session(engine) as session:
        return ends, session.scalar(select(func.count()).select_from(Order)) or 0


def test_a_form_sent_twice_at_once_places_one_order(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place_twice(engine, monkeypatch) == (["done", "done"], 1)


@pytest.mark.usefixtures("without_locks")
def test_control_without_drawing_the_number_first_the_second_click_breaks(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(1, 9))
    monkeypatch.setattr(services, "next_reference", lambda *_: f"CO-2026-000{next(numbers)}")

    assert place_twice(engine, monkeypatch) != (["done", "done"], 1)
