"""An accepted order opens its cards, exactly once, or neither exists."""

import threading
from collections.abc import Callable
from dataclasses import replace
from math import ceil

import pytest
from flask import Flask
from sqlalchemy import func, select

from shop.catalogue.domain import Family
from shop.db import Scope, db, writing_scope
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.content import CardContent
from shop.jobs.domain.drafting import is_measured
from shop.jobs.domain.load import hours_needed
from shop.jobs.domain.state import CardState
from shop.jobs.models import JobCard
from shop.jobs.queries.cards import get_card, list_cards
from shop.jobs.services.opening import open_job_cards
from shop.kernel.events import Bus
from shop.kernel.refusals import Refusal
from shop.kernel.text import Bilingual
from shop.orders.domain import NewLine, OrderStatus, PaymentMeans
from shop.orders.events import OrderAccepted
from shop.orders.models import Order
from shop.orders.queries import get_order
from shop.orders.services import (
    accept_order,
    announce_delay,
    cancel_order,
    hand_over,
)
from shop.planning.domain.load import Bottleneck
from shop.planning.models import HourReservation
from tests.builders.fabrication import build_gate_spec
from tests.builders.jobs import (
    build_job_card_revision,
    build_result,
    build_tyre_plan,
    cards_of_order,
)
from tests.builders.orders import a_line, place
from tests.conftest import NOW


def gate_result(width: float = 3500.0) -> FabricationResult:
    return GateEngine().fabricate(build_gate_spec(widths=(width,)), starting_basis())


def gate_line(width: float = 3500.0) -> NewLine:
    result = gate_result(width)
    return a_line(family=Family.GATE, label=result.title, spec=result.spec, result=result.to_data())


def _drafts(scope: Scope, order_id: int) -> list[CardContent]:
    cards = cards_of_order(scope, order_id)
    return [get_card(scope.session, card.id, NOW).draft for card in cards]


def _accepted(scope: Scope, *lines: NewLine, key: str = "key-1") -> int:
    order_id = place(scope, lines=list(lines), means=PaymentMeans.TRANSFER, one_time_key=key)
    accept_order(scope, order_id)
    return order_id


def test_accepting_opens_one_card_per_root_line(scope: Scope) -> None:
    valve = a_line(family=Family.TYRES, label=Bilingual("Valve", "Valve"))
    tyres = a_line(
        family=Family.TYRES,
        label=Bilingual("Montage de 4 pneus", "Four tyres fitted"),
        result=build_tyre_plan().to_data(),
        children=(valve,),
    )
    order_id = _accepted(scope, gate_line(), tyres)

    assert [(c.reference, c.title, c.state) for c in cards_of_order(scope, order_id)] == [
        ("FT-2026-0001", "Portail battant, 2 vantaux, 3500 × 1600 mm", CardState.DRAFT),
        ("FT-2026-0002", "Montage de 4 pneus", CardState.DRAFT),
    ]


def test_add_ons_are_among_the_demands_of_their_parent(scope: Scope) -> None:
    delivery = a_line(label=Bilingual("Livraison à Dole", "Delivery"), quantity=2)
    order_id = _accepted(scope, replace(gate_line(), children=(delivery,)))

    (draft,) = _drafts(scope, order_id)
    assert draft.quality[-1] == "Avec : Livraison à Dole × 2"


def test_several_wheels_are_counted_in_the_title(scope: Scope) -> None:
    line = a_line(
        family=Family.TYRES,
        label=Bilingual("Montage d’un pneu", "A tyre fitted"),
        quantity=4,
        result=build_tyre_plan().to_data(),
    )

    (draft,) = _drafts(scope, _accepted(scope, line))
    assert (draft.title, draft.quantity) == ("Montage d’un pneu × 4", 1)


def test_a_card_remembers_order_section_and_promised_day(scope: Scope) -> None:
    order_id = _accepted(scope, gate_line())
    order = get_order(scope.session, order_id)

    (head,) = list_cards(scope.session)
    assert (head.order_reference, head.section, head.due_on) == (
        order.reference,
        order.lines[0].section,
        order.due_on,
    )


def test_a_family_without_engine_gives_a_card_to_compose(scope: Scope) -> None:
    order_id = _accepted(scope, a_line(family=Family.STAIRCASE, quantity=2))

    (draft,) = _drafts(scope, order_id)
    assert draft.quantity == 2
    assert draft.minutes == 0
    assert draft.operations[0].code == "ETU"


def test_changing_one_dimension_changes_drawing_cut_list_and_minutes(scope: Scope) -> None:
    (narrow,) = _drafts(scope, _accepted(scope, gate_line(3500.0)))
    (wide,) = _drafts(scope, _accepted(scope, gate_line(3900.0), key="key-2"))

    assert narrow.drawings[0].svg != wide.drawings[0].svg
    assert narrow.drawings[1].svg != wide.drawings[1].svg
    assert narrow.cut_rows[0].length_mm + 200 == wide.cut_rows[0].length_mm
    assert narrow.minutes < wide.minutes
    assert narrow.facts["leaf_width_mm"] != wide.facts["leaf_width_mm"]


def test_accepting_is_announced_twice_and_opens_once(scope: Scope) -> None:
    order_id = _accepted(scope, gate_line())

    open_job_cards(OrderAccepted(order_id, NOW), scope)

    assert len(cards_of_order(scope, order_id)) == 1


def test_a_crash_while_opening_leaves_neither_order_nor_card(app: Flask) -> None:
    def crash(event: OrderAccepted, scope: Scope) -> None:
        raise RuntimeError("power cut")

    bus = Bus({OrderAccepted: [open_job_cards, crash]})
    with app.app_context():
        with pytest.raises(RuntimeError), writing_scope(db.session(), bus, now=NOW) as scope:
            _accepted(scope, gate_line())

        assert db.session.scalar(select(func.count(Order.id))) == 0
        assert db.session.scalar(select(func.count(JobCard.id))) == 0


def test_two_teachers_accept_at_once_and_one_card_exists(app: Flask) -> None:
    bus = app.extensions["bus"]
    with app.app_context(), writing_scope(db.session(), bus, now=NOW) as scope:
        order_id = place(scope, lines=[gate_line()], means=PaymentMeans.TRANSFER)
    outcomes: list[str] = []
    _together(4, lambda: outcomes.append(_try_to_accept(app, order_id)))

    with app.app_context():
        assert sorted(outcomes) == ["accepted", "refused", "refused", "refused"]
        assert db.session.scalar(select(func.count(JobCard.id))) == 1


def _try_to_accept(app: Flask, order_id: int) -> str:
    with app.app_context():
        try:
            with writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
                accept_order(scope, order_id)
        except Refusal:
            return "refused"
        finally:
            db.session.remove()
        return "accepted"


def _together(count: int, act: Callable[[], None]) -> None:
    barrier = threading.Barrier(count)

    def run() -> None:
        barrier.wait()
        act()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_cancelling_the_order_closes_its_cards(scope: Scope) -> None:
    order_id = _accepted(scope, gate_line())

    cancel_order(scope, order_id, "Le client renonce")

    assert [p.state for p in cards_of_order(scope, order_id)] == [CardState.CANCELLED]


def test_a_new_promised_day_reaches_the_card(scope: Scope) -> None:
    order_id = _accepted(scope, gate_line())

    later = NOW.date().replace(month=12, day=18)
    announce_delay(scope, order_id, later, "Acier en retard")

    assert [p.due_on for p in cards_of_order(scope, order_id)] == [later]


def test_handing_the_order_over_delivers_published_cards(scope: Scope) -> None:
    order_id = _accepted(scope, gate_line())
    card = scope.session.scalars(select(JobCard)).one()
    card.revision = 1
    scope.session.add(build_job_card_revision(card))
    scope.session.flush()

    hand_over(scope, order_id)

    assert get_order(scope.session, order_id).status is OrderStatus.CLOSED
    assert [p.state for p in cards_of_order(scope, order_id)] == [CardState.DELIVERED]


def test_an_estimate_waits_for_the_measuring_visit(scope: Scope) -> None:
    estimate = replace(build_result(), price_kind="estimate").to_data()
    order_id = _accepted(scope, a_line(result=estimate))
    (line,) = get_order(scope.session, order_id).lines

    assert not is_measured(line.result)
    assert is_measured({**estimate, "price_kind": "firm"})
    assert is_measured({**estimate, "spec": {"is_measured_by_school": True}})


def test_accepted_work_takes_hours_before_anybody_gives_it_a_week(scope: Scope) -> None:
    order_id = _accepted(scope, gate_line())

    (card,) = cards_of_order(scope, order_id)
    promised = scope.session.scalar(
        select(func.sum(HourReservation.minutes)).where(
            HourReservation.holder_key == f"card:{card.id}",
            HourReservation.bottleneck == Bottleneck.STUDENT,
        )
    )
    needed = hours_needed(get_card(scope.session, card.id, NOW).draft)[Bottleneck.STUDENT]

    assert promised == ceil(needed * 60)
