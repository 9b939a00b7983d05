"""The door of money: once, never refused, in the same transaction as what follows."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from shop.catalogue.domain import Family
from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.events import Bus, Event
from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import Refusal
from shop.orders.domain import OrderStatus, PaymentMeans
from shop.orders.events import OrderAccepted, OrderCancelled, OrderDeclined
from shop.orders.queries import get_order, list_orders_to_accept
from shop.orders.services import cancel_order, decline_order, mark_ready
from shop.payments.domain.attempts import (
    SESSION_LIFE,
    AttemptStatus,
    SessionFacts,
    SessionState,
    StartedCheckout,
)
from shop.payments.domain.ledger import CheckKind, PaymentState, Provider, RefundStatus
from shop.payments.events import PaymentReceived, RefundDone
from shop.payments.models import Payment, Refund
from shop.payments.queries import (
    balance_of,
    get_attempt,
    list_attempts,
    list_bank_lines_to_match,
    list_checks,
    list_payments,
    list_refunds,
    list_unpaid_card_orders,
    webhooks_are_silent,
)
from shop.payments.services.bank import import_statement, match_line, set_aside
from shop.payments.services.cash import record_by_hand
from shop.payments.services.checkout import (
    OrderNotVisible,
    fulfil_checkout,
    open_attempt,
    remember_session,
)
from shop.payments.services.checks import close_check
from shop.payments.services.expiry import EXPIRE_UNPAID, expire_unpaid_with, find_unpaid
from shop.payments.services.refunds import (
    confirm_refund_by_hand,
    look_at_cancelled_order,
    refund_declined_order,
    refund_everything,
    refund_part,
)
from shop.planning.services.holds import release_hold
from shop.tasks.models import Task
from tests.builders.orders import a_line, build_order_policy, hold_place, place
from tests.builders.payments import FULL, build_webhook_event, facts_of, paid_order, pay
from tests.builders.school import build_legal_param
from tests.conftest import NOW


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def listening(scope: Scope, heard: list[Event]) -> Iterator[Scope]:
    """A scope whose bus writes down what it hears and does what payments do."""
    note = [lambda event, _scope: heard.append(event)]
    bus = Bus(
        {
            PaymentReceived: note,
            RefundDone: note,
            OrderAccepted: note,
            OrderDeclined: [refund_declined_order],
            OrderCancelled: [look_at_cancelled_order],
        }
    )
    yield replace(scope, bus=bus)


def kinds(scope: Scope) -> list[CheckKind]:
    return [check.kind for check in list_checks(scope.session)]


def test_a_payment_is_recorded_once(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)

    assert pay(listening, order_id)
    assert not pay(listening, order_id)

    (payment,) = list_payments(listening.session, order_id)
    assert heard == [PaymentReceived(order_id, FULL, payment.id)]
    assert balance_of(listening.session, order_id).paid == FULL


def test_a_payment_asks_for_its_receipt(listening: Scope) -> None:
    paid_order(listening)

    kinds_of_tasks = listening.session.scalars(select(Task.kind)).all()
    assert kinds_of_tasks == ["issue_receipt"]


def test_no_payment_is_nothing_or_less(listening: Scope) -> None:
    with pytest.raises(Refusal, match="au-dessus de zéro"):
        pay(listening, place(listening), ZERO)


def test_a_purchase_paid_in_full_goes_before_the_school(listening: Scope) -> None:
    order_id = place(listening)
    pay(listening, order_id, Money(10000), external_ref="a")
    assert list_orders_to_accept(listening.session) == []

    pay(listening, order_id, Money(8000), external_ref="b")

    assert [order.id for order in list_orders_to_accept(listening.session)] == [order_id]


def test_a_paid_booking_accepts_itself(listening: Scope, heard: list[Event]) -> None:
    listening.session.add(build_order_policy(Section.TYRES))
    hold_place(listening, "hold-1")
    order_id = place(listening, lines=[a_line(family=Family.TYRES)], holder_key="hold-1")

    pay(listening, order_id)

    assert heard[0] == OrderAccepted(order_id, NOW, by_itself=True)
    assert get_order(listening.session, order_id).status is OrderStatus.ACCEPTED


def test_money_for_a_lost_place_is_kept_and_the_office_is_told(listening: Scope) -> None:
    listening.session.add(build_order_policy(Section.TYRES))
    hold_place(listening, "hold-1")
    order_id = place(listening, lines=[a_line(family=Family.TYRES)], holder_key="hold-1")
    release_hold(listening, "hold-1")

    pay(listening, order_id)

    assert balance_of(listening.session, order_id).paid == FULL
    assert get_order(listening.session, order_id).status is OrderStatus.PLACED
    assert kinds(listening) == [CheckKind.LATE]
    (told,) = list_checks(listening.session)
    assert "%(" not in told.detail


def test_money_for_a_cancelled_order_is_kept_and_the_office_is_told(listening: Scope) -> None:
    order_id = place(listening)
    cancel_order(listening, order_id, "Pas payée à temps")

    pay(listening, order_id)

    assert balance_of(listening.session, order_id).paid == FULL
    assert kinds(listening) == [CheckKind.LATE]


def test_too_much_money_is_kept_and_the_office_is_told(listening: Scope) -> None:
    order_id = paid_order(listening)
    pay(listening, order_id, Money(500), external_ref="again")

    assert balance_of(listening.session, order_id).state is PaymentState.OVERPAID
    (check,) = list_checks(listening.session)
    assert (check.kind, check.amount) == (CheckKind.TOO_MUCH, Money(500))
    assert check.order_reference == "CO-2026-0001"


def test_a_check_is_closed_with_words(listening: Scope) -> None:
    order_id = paid_order(listening)
    pay(listening, order_id, Money(500), external_ref="again")
    (check,) = list_checks(listening.session)

    with pytest.raises(Refusal):
        close_check(listening, check.id, " ")
    close_check(listening, check.id, "Remboursé au guichet")
    assert list_checks(listening.session) == []


def test_declining_gives_everything_back(listening: Scope) -> None:
    order_id = place(listening)
    pay(listening, order_id, Money(10000), provider=Provider.CARD, external_ref="pi_1")
    pay(listening, order_id, Money(8000), external_ref="transfer")

    decline_order(listening, order_id, "Atelier complet")

    refunds = list_refunds(listening.session, order_id)
    assert [refund.amount for refund in refunds] == [Money(10000), Money(8000)]
    assert {refund.status for refund in refunds} == {RefundStatus.REQUESTED}
    assert balance_of(listening.session, order_id).paid == ZERO
    assert kinds(listening) == [CheckKind.REFUND_BY_HAND]
    sent = listening.session.scalars(select(Task.kind).where(Task.kind == "send_refund")).all()
    assert len(sent) == 1


def test_everything_goes_back_once(listening: Scope) -> None:
    order_id = paid_order(listening)

    assert refund_everything(listening, order_id, "x") == FULL
    assert refund_everything(listening, order_id, "x") == ZERO


def test_a_refund_by_hand_is_done_when_the_office_says_so(
    listening: Scope, heard: list[Event]
) -> None:
    order_id = paid_order(listening)
    refund_everything(listening, order_id, "Trop perçu")
    (check,) = list_checks(listening.session)

    refund_id = close_check(listening, check.id, "Virement fait ce jour")
    assert refund_id is not None
    confirm_refund_by_hand(listening, refund_id)
    confirm_refund_by_hand(listening, refund_id)

    assert list_refunds(listening.session, order_id)[0].status is RefundStatus.DONE
    assert heard.count(RefundDone(order_id, FULL, refund_id)) == 1


def test_part_of_the_money_goes_back_latest_payment_first(listening: Scope) -> None:
    order_id = place(listening)
    pay(listening, order_id, Money(10000), external_ref="a")
    pay(listening, order_id, Money(8000), external_ref="b")

    for _ in range(2):
        refund_part(listening, order_id, Money(9000), "Geste", one_time_key="form-1")

    amounts = [refund.amount for refund in list_refunds(listening.session, order_id)]
    assert amounts == [Money(8000), Money(1000)]


@pytest.mark.parametrize("cents", [0, -5, 18001])
def test_no_more_goes_back_than_came_in(listening: Scope, cents: int) -> None:
    order_id = paid_order(listening)

    with pytest.raises(Refusal, match="plus que"):
        refund_part(listening, order_id, Money(cents), "Geste", one_time_key="form-1")


def test_cancelling_a_paid_order_asks_the_office(listening: Scope) -> None:
    order_id = paid_order(listening)

    cancel_order(listening, order_id, "Le client renonce")

    assert kinds(listening) == [CheckKind.CANCELLED_PAID]


def test_a_double_click_opens_one_try(listening: Scope) -> None:
    order_id = place(listening)

    first = open_attempt(listening, order_id)
    assert open_attempt(listening, order_id) == first
    assert (first.number, first.amount, first.expires_at) == (1, FULL, NOW + SESSION_LIFE)


def test_an_expired_page_is_followed_by_the_next_number(listening: Scope) -> None:
    order_id = place(listening)
    first = open_attempt(listening, order_id)
    remember_session(listening, first.id, StartedCheckout("cs_1", "/pay"))

    later = replace(listening, now=NOW + SESSION_LIFE)
    second = open_attempt(later, order_id)

    assert second.number == 2
    assert get_attempt(listening.session, first.id).status is AttemptStatus.EXPIRED


def test_a_try_whose_page_never_opened_is_followed_by_the_next(listening: Scope) -> None:
    order_id = place(listening)
    open_attempt(listening, order_id)

    assert open_attempt(replace(listening, now=NOW + timedelta(minutes=5)), order_id).number == 2


def test_nothing_due_opens_no_try(listening: Scope) -> None:
    with pytest.raises(Refusal, match="rien à payer"):
        open_attempt(listening, paid_order(listening))


def test_an_ended_order_opens_no_try(listening: Scope) -> None:
    order_id = place(listening)
    cancel_order(listening, order_id, "x")

    with pytest.raises(Refusal, match="terminée"):
        open_attempt(listening, order_id)


def test_a_ready_order_asks_for_its_balance(listening: Scope) -> None:
    listening.session.add(build_order_policy(Section.TYRES))
    hold_place(listening, "hold-1")
    order_id = place(
        listening,
        lines=[a_line(family=Family.TYRES)],
        holder_key="hold-1",
        means=PaymentMeans.ON_SITE,
    )
    with pytest.raises(Refusal, match="rien à payer"):
        open_attempt(listening, order_id)
    mark_ready(listening, order_id)

    assert open_attempt(listening, order_id).amount == FULL


def fulfil(scope: Scope, facts: SessionFacts) -> int | None:
    return fulfil_checkout(scope, facts, Provider.CARD)


def test_a_paid_page_settles_its_order_however_often_it_is_told(listening: Scope) -> None:
    order_id = place(listening)
    attempt = open_attempt(listening, order_id)
    remember_session(listening, attempt.id, StartedCheckout("cs_1", "/pay"))

    for _ in range(3):
        assert fulfil(listening, facts_of("cs_1", attempt_id=attempt.id)) == order_id

    assert balance_of(listening.session, order_id).paid == FULL
    assert get_attempt(listening.session, attempt.id).status is AttemptStatus.PAID
    assert kinds(listening) == []


def test_a_page_our_crash_forgot_is_found_by_what_was_written_in_it(listening: Scope) -> None:
    order_id = place(listening)
    attempt = open_attempt(listening, order_id)

    assert fulfil(listening, facts_of("cs_9", attempt_id=attempt.id)) == order_id
    assert list_attempts(listening.session, order_id)[0].session_id == "cs_9"


def test_a_message_before_its_order_must_come_back(listening: Scope) -> None:
    with pytest.raises(OrderNotVisible):
        fulfil(listening, facts_of("cs_9", attempt_id=404))


def test_money_without_any_order_goes_to_the_office(listening: Scope) -> None:
    assert fulfil(listening, facts_of("cs_9")) is None
    assert kinds(listening) == [CheckKind.NO_ORDER]


def test_another_amount_is_kept_as_it_came(listening: Scope) -> None:
    order_id = place(listening)
    attempt = open_attempt(listening, order_id)

    fulfil(listening, facts_of("cs_1", attempt_id=attempt.id, amount=Money(100)))

    assert balance_of(listening.session, order_id).paid == Money(100)
    assert kinds(listening) == [CheckKind.OTHER_AMOUNT]


def test_another_currency_never_enters_the_ledger(listening: Scope) -> None:
    order_id = place(listening)
    attempt = open_attempt(listening, order_id)

    fulfil(listening, facts_of("cs_1", attempt_id=attempt.id, currency="usd"))

    assert balance_of(listening.session, order_id).paid == ZERO
    assert kinds(listening) == [CheckKind.OTHER_AMOUNT]


def test_an_expired_page_can_still_turn_out_to_be_paid(listening: Scope) -> None:
    order_id = place(listening)
    attempt = open_attempt(listening, order_id)
    remember_session(listening, attempt.id, StartedCheckout("cs_1", "/pay"))
    fulfil(listening, facts_of("cs_1", is_paid=False, state=SessionState.EXPIRED))
    assert get_attempt(listening.session, attempt.id).status is AttemptStatus.EXPIRED

    fulfil(listening, facts_of("cs_1"))

    assert get_attempt(listening.session, attempt.id).status is AttemptStatus.PAID


def test_only_abandoned_card_purchases_run_out(listening: Scope) -> None:
    hold_place(listening, "hold-1")
    booked = place(listening, one_time_key="a", holder_key="hold-1")
    shelf = place(listening, one_time_key="b")
    place(listening, one_time_key="c", means=PaymentMeans.TRANSFER)
    paid_order(listening, key="d")

    def run_out(minutes: int, patience: int = 48 * 60) -> list[int]:
        now = NOW + timedelta(minutes=minutes)
        before = now - timedelta(minutes=patience)
        return list_unpaid_card_orders(listening.session, before=before, now=now)

    assert run_out(44) == []
    assert run_out(46) == [booked]
    assert run_out(49 * 60) == [booked, shelf]


def test_each_purchase_that_runs_out_is_ended_by_a_task_of_its_own(listening: Scope) -> None:
    orders = [place(listening, one_time_key=key) for key in ("a", "b")]
    late = replace(listening, now=NOW + timedelta(days=30))
    listening.session.add(build_order_policy(Section.METALWORK))

    for _ in range(2):
        find_unpaid(late, {})

    kinds_and_ids = select(Task.payload).where(Task.kind == EXPIRE_UNPAID).order_by(Task.id)
    planned = [payload["order_id"] for payload in listening.session.scalars(kinds_and_ids)]
    assert sorted(planned) == sorted(orders)
    expire_unpaid_with(None)(late, {"order_id": orders[0]})
    states = [get_order(listening.session, order_id).status for order_id in orders]
    assert states == [OrderStatus.CANCELLED, OrderStatus.PLACED]


STATEMENT = """Date;Libellé;Débit;Crédit
20/11/2026;VIR ROUX CO-2026-0001;;180,00
20/11/2026;VIR PETIT SANS NUMERO;;45,00
20/11/2026;VIR CO-2026-0999;;1,00
"""


def test_a_statement_pays_the_orders_it_names_and_lists_the_rest(listening: Scope) -> None:
    order_id = place(listening, means=PaymentMeans.TRANSFER)

    first = import_statement(listening, STATEMENT.encode())
    again = import_statement(listening, STATEMENT.encode())

    assert (first.known, first.matched, first.to_match) == (0, 1, 2)
    assert (again.known, again.matched, again.to_match) == (3, 0, 0)
    assert balance_of(listening.session, order_id).paid == FULL
    waiting = list_bank_lines_to_match(listening.session)
    assert [line.label for line in waiting] == ["VIR PETIT SANS NUMERO", "VIR CO-2026-0999"]


def test_a_transfer_is_matched_by_hand_once(listening: Scope) -> None:
    order_id = place(listening, means=PaymentMeans.TRANSFER)
    import_statement(listening, "Date;Libellé;Crédit\n20/11/2026;VIR ROUX;180,00".encode())
    (line,) = list_bank_lines_to_match(listening.session)
    assert line.suggestion == "CO-2026-0001"

    for _ in range(2):
        match_line(listening, line.id, "co-2026-0001")

    assert balance_of(listening.session, order_id).paid == FULL
    assert list_bank_lines_to_match(listening.session) == []
    with pytest.raises(Refusal, match="déjà rapproché"):
        set_aside(listening, line.id, "don")


def test_a_paid_order_is_not_suggested_again(listening: Scope) -> None:
    paid_order(listening, means=PaymentMeans.TRANSFER)
    import_statement(listening, "Date;Libellé;Crédit\n20/11/2026;VIR ROUX;180,00".encode())

    assert [line.suggestion for line in list_bank_lines_to_match(listening.session)] == [""]


def test_a_credit_that_is_no_order_is_set_aside_with_a_word(listening: Scope) -> None:
    import_statement(listening, "Date;Libellé;Crédit\n20/11/2026;REGION;9000,00".encode())
    (line,) = list_bank_lines_to_match(listening.session)

    with pytest.raises(Refusal, match="CO-2026"):
        match_line(listening, line.id, "CO-2026-0404")
    with pytest.raises(Refusal):
        set_aside(listening, line.id, "")
    set_aside(listening, line.id, "subvention")
    assert list_bank_lines_to_match(listening.session) == []


def by_hand(scope: Scope, order_id: int, cents: int, provider: Provider, key: str) -> None:
    record_by_hand(
        scope,
        order_id,
        provider=provider,
        amount=Money(cents),
        received_at=NOW,
        one_time_key=key,
    )


def test_coins_have_a_legal_limit_and_cheques_have_none(listening: Scope) -> None:
    build_legal_param(listening.session, key="cash_limit_resident", value="1000")
    order_id = place(listening, lines=[a_line(quantity=10)])
    by_hand(listening, order_id, 90000, Provider.CASH, "a")
    by_hand(listening, order_id, 90000, Provider.CASH, "a")
    with pytest.raises(Refusal, match="1000 €"):
        by_hand(listening, order_id, 10001, Provider.CASH, "b")
    by_hand(listening, order_id, 90000, Provider.CHEQUE, "c")

    assert balance_of(listening.session, order_id).paid == Money(180000)


def test_money_by_hand_is_coins_or_a_cheque(listening: Scope) -> None:
    with pytest.raises(Refusal, match="espèces ou chèque"):
        by_hand(listening, place(listening), 100, Provider.CARD, "a")


def test_silence_of_the_card_company_is_noticed_only_when_cards_paid(listening: Scope) -> None:
    assert not webhooks_are_silent(listening.session, NOW)
    order_id = place(listening)
    pay(listening, order_id, provider=Provider.CARD, external_ref="pi_1")
    assert webhooks_are_silent(listening.session, NOW)

    listening.session.add(build_webhook_event())
    listening.session.flush()
    assert not webhooks_are_silent(listening.session, NOW)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from("pra"), st.integers(1, 20000)), max_size=12))
def test_no_sequence_gives_back_more_than_came_in(
    listening: Scope, acts: list[tuple[str, int]]
) -> None:
    savepoint = listening.session.begin_nested()
    order_id = place(listening)
    for number, (act, cents) in enumerate(acts):
        with suppress(Refusal):
            if act == "p":
                pay(listening, order_id, Money(cents), external_ref=f"ref-{number}")
            elif act == "r":
                key = f"form-{number}"
                refund_part(listening, order_id, Money(cents), "Geste", one_time_key=key)
            else:
                refund_everything(listening, order_id, "Tout")
        balance = balance_of(listening.session, order_id)
        assert ZERO <= balance.refunded <= balance.received
        assert ZERO <= balance.paid <= balance.received
    savepoint.rollback()


def test_the_ledger_never_gives_more_than_it_got(listening: Scope) -> None:
    order_id = paid_order(listening)
    refund_part(listening, order_id, Money(10000), "a", one_time_key="a")
    refund_everything(listening, order_id, "b")

    got = listening.session.scalar(select(func.sum(Payment.amount)))
    given = listening.session.scalar(select(func.sum(Refund.amount)))
    assert got == given == FULL
