"""What waits is counted once, for the right people."""

from datetime import date, timedelta
from typing import Any

from shop.db import Scope
from shop.jobs.domain.state import CardState
from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.orders.domain import Author, OrderStatus
from shop.orders.models import Order
from shop.payments.models import BankLine, MoneyCheck
from shop.quotes.domain.life import RequestStatus
from shop.tasks.models import Task
from shop.workspace.domain.waiting import OFFICE_WORK, Waiting, Work
from shop.workspace.queries.waiting import count_waiting
from tests.builders.jobs import build_job_card
from tests.builders.orders import build_order, build_order_line, build_order_message
from tests.builders.quotes import build_request
from tests.conftest import NOW

TODAY = date(2026, 11, 20)
BOTH = tuple(Section)


def an_order(
    scope: Scope,
    reference: str,
    section: Section = Section.METALWORK,
    **columns: Any,  # noqa: ANN401 - any column
) -> Order:
    order = build_order(reference=reference, **columns)
    scope.session.add(order)
    scope.session.flush()
    scope.session.add(build_order_line(order.id, section=section))
    scope.session.flush()
    return order


def a_check(key: str, **columns: Any) -> MoneyCheck:  # noqa: ANN401 - any column
    known = {"kind": "too_much", "amount": Money(100), "detail": "", "opened_at": NOW}
    return MoneyCheck(unique_key=key, **{**known, **columns})


def a_transfer(key: str, **columns: Any) -> BankLine:  # noqa: ANN401 - any column
    known = {"booked_on": TODAY, "label": "ROUX", "amount": Money(100), "imported_at": NOW}
    return BankLine(fingerprint=key, **{**known, **columns})


def a_task(**columns: Any) -> Task:  # noqa: ANN401 - any column
    known = {"kind": "send_email", "payload": {}, "run_at": NOW, "created_at": NOW}
    return Task(**{**known, **columns})


def test_nothing_waits_in_an_empty_school(scope: Scope) -> None:
    found = count_waiting(scope.session, OFFICE_WORK, BOTH, TODAY)

    assert {waiting.count for waiting in found.values()} == {0}
    assert list(found) == list(dict.fromkeys(found))
    assert count_waiting(scope.session, (), BOTH, TODAY) == {}


def test_messages_of_one_order_wait_as_one(scope: Scope) -> None:
    order = an_order(scope, "CO-2026-0001")
    later = build_order_message(order.id, "Alors ?")
    later.posted_at = NOW + timedelta(hours=1)
    answered = build_order_message(order.id, "Merci")
    answered.answered_at = NOW
    ours = build_order_message(order.id, "Bientôt")
    ours.author = Author.SCHOOL
    scope.session.add_all([build_order_message(order.id), later, answered, ours])
    scope.session.flush()

    found = count_waiting(scope.session, [Work.MESSAGES], BOTH, TODAY)

    assert found == {Work.MESSAGES: Waiting(Work.MESSAGES, 1, NOW)}


def test_an_order_is_late_after_its_day_and_until_it_is_ready(scope: Scope) -> None:
    accepted = {"status": OrderStatus.ACCEPTED, "accepted_at": NOW}
    an_order(scope, "CO-2026-0001", due_on=TODAY, **accepted)
    an_order(scope, "CO-2026-0002", due_on=TODAY - timedelta(days=1), **accepted)
    an_order(scope, "CO-2026-0003", due_on=date(2026, 11, 2), ready_at=NOW, **accepted)
    an_order(scope, "CO-2026-0004", due_on=date(2026, 11, 2))

    found = count_waiting(scope.session, [Work.LATE, Work.READY], BOTH, TODAY)

    assert [(w.work, w.count) for w in found.values()] == [(Work.LATE, 1), (Work.READY, 1)]


def test_a_purchase_waits_for_the_teacher_of_its_workshop_once_it_is_paid(scope: Scope) -> None:
    an_order(scope, "CO-2026-0001", submitted_at=NOW)
    an_order(scope, "CO-2026-0002", Section.TYRES, submitted_at=NOW)
    an_order(scope, "CO-2026-0003", Section.TYRES)

    def purchases(*sections: Section) -> int:
        return count_waiting(scope.session, [Work.PURCHASES], sections, TODAY)[Work.PURCHASES].count

    assert (purchases(Section.METALWORK), purchases(Section.TYRES), purchases(*BOTH)) == (1, 1, 2)


def test_money_transfers_and_sendings_wait_until_they_are_settled(scope: Scope) -> None:
    scope.session.add_all(
        [
            a_check("open"),
            a_check("closed", closed_at=NOW),
            a_transfer("new"),
            a_transfer("gift", set_aside_at=NOW),
            a_task(failed_at=NOW),
            a_task(failed_at=NOW, done_at=NOW),
            a_task(),
        ]
    )
    scope.session.flush()

    found = count_waiting(scope.session, [Work.MONEY, Work.TRANSFERS, Work.TASKS], BOTH, TODAY)

    assert [waiting.count for waiting in found.values()] == [1, 1, 1]


def test_cards_wait_to_be_prepared_then_to_be_signed(scope: Scope) -> None:
    build_job_card(scope, reference="FT-2026-0001")
    given = build_job_card(scope, reference="FT-2026-0002")
    given.state, given.due_on = CardState.PUBLISHED, date(2026, 11, 2)
    scope.session.flush()
    works = [Work.TO_PREPARE, Work.TO_SIGN, Work.LATE_CARDS, Work.AT_WORK]

    metal = count_waiting(scope.session, works, [Section.METALWORK], TODAY)
    tyres = count_waiting(scope.session, works, [Section.TYRES], TODAY)

    assert [waiting.count for waiting in metal.values()] == [1, 1, 1, 1]
    assert [waiting.count for waiting in tyres.values()] == [0, 0, 0, 0]


def test_requests_wait_for_the_office_or_the_teacher_by_their_state(scope: Scope) -> None:
    statuses = (
        RequestStatus.RECEIVED,
        RequestStatus.PRICED,
        RequestStatus.AGREED,
        RequestStatus.ANSWERED,
    )
    for number, status in enumerate(statuses, start=1):
        build_request(scope, reference=f"DE-2026-000{number}", status=status)
    works = [Work.REQUESTS, Work.TO_AGREE, Work.QUOTES_TO_SEND]

    metal = count_waiting(scope.session, works, [Section.METALWORK], TODAY)
    tyres = count_waiting(scope.session, works, [Section.TYRES], TODAY)

    assert [waiting.count for waiting in metal.values()] == [1, 1, 1]
    assert [waiting.count for waiting in tyres.values()] == [1, 0, 1]
