"""Whatever breaks while an order is accepted, there is the order with its card, or neither."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, sessionmaker

from shop.db import Base, Scope, db, writing_scope
from shop.jobs.models import JobCard
from shop.kernel.events import Bus
from shop.notifications.models import OutboxMessage
from shop.orders.domain import OrderStatus, PaymentMeans
from shop.orders.models import Order
from shop.orders.services import accept_order
from tests.builders.orders import place
from tests.builders.school import build_identity
from tests.conftest import NOW


class Crash(Exception):
    """The program stops here."""


@dataclass(slots=True)
class Fuse:
    """Lets so many statements through, then breaks."""

    left: int

    def __call__(self, *_: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise Crash


def test_a_crash_at_any_statement_of_an_acceptance_leaves_nothing_half_done(
    app: Flask, scope: Scope
) -> None:
    build_identity(scope.session)
    order_id = place(scope, means=PaymentMeans.ON_SITE)
    scope.session.commit()
    bus: Bus = app.extensions["bus"]
    open_session = sessionmaker(db.engine)
    before = _state(open_session, order_id)
    assert before[0] == OrderStatus.PLACED

    crashed = 0
    while _crashes_after(open_session, bus, order_id, crashed):
        assert _state(open_session, order_id) == before, f"after statement {crashed}"
        crashed += 1

    status, cards, letters = _state(open_session, order_id)
    assert crashed > 8
    assert (status, cards) == (OrderStatus.ACCEPTED, 1)
    assert letters == before[2] + 1


def _crashes_after(open_session: Callable[[], Session], bus: Bus, order_id: int, n: int) -> bool:
    fuse = Fuse(n)
    session = open_session()
    try:
        with writing_scope(session, bus, now=NOW) as scope:
            event.listen(db.engine, "before_cursor_execute", fuse)
            accept_order(scope, order_id)
    except Crash:
        return True
    finally:
        event.remove(db.engine, "before_cursor_execute", fuse)
        session.close()
    return False


def _state(open_session: Callable[[], Session], order_id: int) -> tuple[str, int, int]:
    with open_session() as session:
        return (
            session.scalars(select(Order.status).where(Order.id == order_id)).one(),
            _count(session, JobCard),
            _count(session, OutboxMessage),
        )


def _count(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0
