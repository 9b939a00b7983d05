"""The life of an order, from the customer's click to the hand-over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from shop.catalogue.domain import Family
from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.clock import monday_of, paris_day
from shop.kernel.events import Bus, Event
from shop.kernel.money import Money, total
from shop.kernel.refusals import NotFound, Refusal, Stale
from shop.kernel.text import Bilingual
from shop.kernel.transitions import TransitionRefused
from shop.notifications.queries import list_messages_to
from shop.orders.access import LINK_LIFE, ask_fresh_link, issue_link
from shop.orders.domain import Appointment, Author, OrderStatus, Origin, PaymentMeans, Step
from shop.orders.events import (
    DueDateMoved,
    MessagePosted,
    OrderAccepted,
    OrderCancelled,
    OrderClosed,
    OrderDeclined,
    OrderLinkAsked,
    OrderPlaced,
    OrderReady,
)
from shop.orders.models import Order
from shop.orders.pricing import ScheduleKind
from shop.orders.queries import (
    find_order_by_token,
    find_order_id,
    find_order_of_expired_link,
    get_order,
    list_messages,
    list_orders,
    list_orders_in_progress,
    list_orders_to_accept,
    list_steps,
    list_unanswered_messages,
)
from shop.orders.services import (
    accept_order,
    announce_delay,
    cancel_order,
    decline_order,
    hand_over,
    mark_ready,
    order_from_quote,
    place_order,
    post_message,
    submit_order,
)
from shop.planning.queries import find_appointment, find_hold
from tests.builders.orders import (
    STANDARD,
    a_customer,
    a_line,
    build_order_policy,
    hold_place,
    place,
)
from tests.conftest import NOW

ALL = (
    OrderPlaced,
    OrderAccepted,
    OrderDeclined,
    OrderCancelled,
    OrderClosed,
    OrderReady,
    OrderLinkAsked,
    DueDateMoved,
    MessagePosted,
)


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def listening(scope: Scope, heard: list[Event]) -> Iterator[Scope]:
    """A scope whose bus only writes down what it hears."""
    bus = Bus({kind: [lambda event, _scope: heard.append(event)] for kind in ALL})
    yield replace(scope, bus=bus)


def test_a_card_purchase_waits_for_its_payment(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)

    order = get_order(listening.session, order_id)
    assert (order.reference, order.status) == ("CO-2026-0001", OrderStatus.PLACED)
    assert order.submitted_at is None
    assert [(row.kind, row.amount) for row in order.schedule] == [
        (ScheduleKind.TOTAL, Money(18000))
    ]
    assert heard == [OrderPlaced(order_id)]
    assert list_orders_to_accept(listening.session) == []


def test_an_order_keeps_what_was_said(listening: Scope) -> None:
    valve = a_line(label=Bilingual("Valve", "Valve"), unit_net=Money(250), unit_gross=Money(300))
    order_id = place(
        listening,
        lines=[a_line(family=Family.TYRES, quantity=4, children=(valve,), spec={"size": "205"})],
        wish_due_on=date(2026, 12, 4),
    )

    order = get_order(listening.session, order_id)
    root, child = order.lines
    assert order.customer == a_customer()
    assert (root.family, root.section, root.quantity) == (Family.TYRES, Section.TYRES, 4)
    assert root.spec == {"size": "205"}
    assert child.parent_id == root.id
    assert order.children_of(root.id) == (child,)
    assert order.root_lines == (root,)
    assert order.payable == Money(4 * 18000 + 300)
    assert order.wish_due_on == date(2026, 12, 4)


def test_the_same_key_places_one_order(listening: Scope, heard: list[Event]) -> None:
    first = place(listening)
    second = place(listening)

    assert first == second
    assert heard == [OrderPlaced(first)]
    assert listening.session.scalar(select(func.count()).select_from(Order)) == 1


def test_a_repeated_placement_leaves_no_gap_in_the_numbers(listening: Scope) -> None:
    place(listening, one_time_key="a")
    place(listening, one_time_key="a")
    third = place(listening, one_time_key="b")

    assert get_order(listening.session, third).reference == "CO-2026-0002"


def test_an_empty_order_is_refused(listening: Scope) -> None:
    with pytest.raises(Refusal, match="panier est vide"):
        place(listening, lines=[])


def test_a_line_without_quantity_is_refused(listening: Scope) -> None:
    with pytest.raises(Refusal, match="quantité"):
        place(listening, lines=[a_line(quantity=0)])


def test_a_purchase_paid_on_site_reaches_the_school_at_once(listening: Scope) -> None:
    order_id = place(listening, means=PaymentMeans.ON_SITE)

    assert [order.id for order in list_orders_to_accept(listening.session)] == [order_id]
    assert list_orders_to_accept(listening.session, Section.TYRES) == []
    assert get_order(listening.session, order_id).schedule[0].due_on is None


def test_a_transfer_is_due_after_the_days_of_the_policy(listening: Scope) -> None:
    listening.session.add(build_order_policy(Section.METALWORK, transfer_days=7))
    order_id = place(listening, means=PaymentMeans.TRANSFER)

    assert get_order(listening.session, order_id).schedule[0].due_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("allowed", "holder_key", "expected"),
    [
        (True, "hold-1", OrderStatus.ACCEPTED),
        (True, None, OrderStatus.PLACED),
        (False, "hold-1", OrderStatus.PLACED),
    ],
)
def test_a_purchase_accepts_itself_when_capacity_is_held_and_allowed(
    listening: Scope, allowed: bool, holder_key: str | None, expected: OrderStatus
) -> None:
    listening.session.add(build_order_policy(Section.TYRES, accepts_itself=allowed))
    hold_place(listening, "hold-1")

    order_id = place(
        listening,
        lines=[a_line(family=Family.TYRES)],
        origin=Origin.TYRES,
        means=PaymentMeans.ON_SITE,
        holder_key=holder_key,
    )

    assert get_order(listening.session, order_id).status is expected


def test_a_paid_card_purchase_is_submitted_once(listening: Scope, heard: list[Event]) -> None:
    listening.session.add(build_order_policy(Section.TYRES))
    hold_place(listening, "hold-1")
    order_id = place(listening, lines=[a_line(family=Family.TYRES)], holder_key="hold-1")

    submit_order(listening, order_id)
    submit_order(listening, order_id)

    assert heard == [OrderPlaced(order_id), OrderAccepted(order_id, NOW, by_itself=True)]


def test_a_booked_order_keeps_its_place_until_it_is_paid_then_confirms_it(
    listening: Scope,
) -> None:
    hold_place(listening, "hold-1")
    order_id = place(listening, lines=[a_line(family=Family.TYRES)], holder_key="hold-1")
    held = find_hold(listening.session, "hold-1")
    assert held is not None
    assert held.expires_at == NOW + timedelta(minutes=45)

    accept_order(listening, order_id)

    order = get_order(listening.session, order_id)
    booked = find_appointment(listening.session, "hold-1")
    assert booked is not None
    assert booked.subject == "CO-2026-0001 – Ana Roux"
    assert order.due_on == booked.starts_at.date()
    assert order.appointment == Appointment(starts_at=booked.starts_at, ends_at=booked.ends_at)


def test_a_place_given_back_meanwhile_stops_the_order(listening: Scope) -> None:
    with pytest.raises(Refusal, match="créneau"):
        place(listening, lines=[a_line(family=Family.TYRES)], holder_key="gone")


def test_a_declined_or_cancelled_booking_gives_its_place_back(listening: Scope) -> None:
    for number, end in enumerate((decline_order, cancel_order)):
        key = f"hold-{number}"
        hold_place(listening, key)
        order_id = place(listening, one_time_key=key, holder_key=key)
        end(listening, order_id, "Atelier fermé")
        assert find_hold(listening.session, key) is None

    hold_place(listening, "hold-9")
    order_id = place(listening, one_time_key="c", holder_key="hold-9")
    accept_order(listening, order_id)
    cancel_order(listening, order_id, "Le client renonce")
    booked = find_appointment(listening.session, "hold-9")
    assert booked is not None
    assert booked.is_cancelled
    assert find_hold(listening.session, "hold-9") is None


def test_accepting_promises_the_day_of_the_policy(listening: Scope, heard: list[Event]) -> None:
    listening.session.add(build_order_policy(Section.METALWORK, purchase_days=21))
    order_id = place(listening, means=PaymentMeans.ON_SITE)

    accept_order(listening, order_id, seen_version=1)

    order = get_order(listening.session, order_id)
    assert (order.status, order.accepted_at, order.version) == (OrderStatus.ACCEPTED, NOW, 2)
    assert order.due_on == NOW.date() + timedelta(days=21)
    assert heard[-1] == OrderAccepted(order_id, NOW)
    steps = [row.step for row in list_steps(listening.session, order_id)]
    assert steps == [Step.PLACED, Step.SUBMITTED, Step.ACCEPTED]


def test_an_order_is_accepted_once(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)
    accept_order(listening, order_id)

    with pytest.raises(TransitionRefused):
        accept_order(listening, order_id)
    assert heard.count(OrderAccepted(order_id, NOW)) == 1


def test_a_stale_page_changes_nothing(listening: Scope) -> None:
    order_id = place(listening)
    accept_order(listening, order_id)

    with pytest.raises(Stale):
        hand_over(listening, order_id, seen_version=1)
    assert get_order(listening.session, order_id).status is OrderStatus.ACCEPTED


def test_declining_says_why(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)

    decline_order(listening, order_id, "  L’atelier est plein jusqu’en mars. ")

    order = get_order(listening.session, order_id)
    assert (order.status, order.ended_at) == (OrderStatus.DECLINED, NOW)
    assert heard[-1] == OrderDeclined(order_id, "L’atelier est plein jusqu’en mars.")


def test_declining_needs_a_reason(listening: Scope) -> None:
    with pytest.raises(Refusal, match="raison") as refused:
        decline_order(listening, place(listening), " ")
    assert refused.value.field == "reason"


def test_an_accepted_order_is_not_declined_any_more(listening: Scope) -> None:
    order_id = place(listening)
    accept_order(listening, order_id)

    with pytest.raises(TransitionRefused):
        decline_order(listening, order_id, "Trop tard")


def test_an_accepted_order_can_still_be_cancelled(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)
    accept_order(listening, order_id)

    cancel_order(listening, order_id, "Le client renonce")

    assert get_order(listening.session, order_id).status is OrderStatus.CANCELLED
    assert heard[-1] == OrderCancelled(order_id, "Le client renonce")


def test_a_quote_gives_an_accepted_order_with_its_deposit(
    listening: Scope, heard: list[Event]
) -> None:
    placed = order_from_quote(
        listening,
        customer=a_customer(),
        lines=[
            a_line(family=Family.GATE, unit_net=Money(248000), unit_gross=None),
            a_line(family=Family.GATE, unit_net=Money(3735), unit_gross=None, quantity=2),
            a_line(unit_net=Money(64000), unit_gross=None, vat_rate=Decimal("0.10")),
        ],
        deposit_share=Decimal("0.30"),
        quote_reference="DE-2026-0007",
        wish_due_on=date(2027, 2, 1),
        due_on=date(2027, 1, 29),
        language="fr",
    )

    order = get_order(listening.session, placed.order_id)
    assert (order.status, order.due_on) == (OrderStatus.ACCEPTED, date(2027, 1, 29))
    assert [(row.kind, row.amount) for row in order.schedule] == [
        (ScheduleKind.DEPOSIT, Money(113089)),
        (ScheduleKind.BALANCE, Money(263875)),
    ]
    assert total(row.amount for row in order.schedule) == order.payable
    assert heard == [OrderAccepted(placed.order_id, NOW)]


def test_a_quote_gives_one_order(listening: Scope, heard: list[Event]) -> None:
    def accept() -> int:
        return order_from_quote(
            listening,
            customer=a_customer(),
            lines=[a_line()],
            deposit_share=Decimal("0.30"),
            quote_reference="DE-2026-0007",
            wish_due_on=None,
            language="fr",
        ).order_id

    assert accept() == accept()
    assert len(heard) == 1


def test_a_moved_day_is_announced_with_its_reason(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)
    accept_order(listening, order_id)

    announce_delay(listening, order_id, date(2027, 1, 15), "L’acier arrive en retard.")

    assert get_order(listening.session, order_id).due_on == date(2027, 1, 15)
    assert heard[-1] == DueDateMoved(order_id, date(2027, 1, 15), "L’acier arrive en retard.")


@pytest.mark.parametrize(("weeks", "is_later"), [(1, False), (8, True)])
def test_no_day_is_promised_before_the_week_that_was_announced(
    listening: Scope, weeks: int, is_later: bool
) -> None:
    listening.session.add(build_order_policy(Section.METALWORK, purchase_days=21))
    today = paris_day(NOW)
    announced = monday_of(today) + timedelta(weeks=weeks)
    order_id = place(listening, wish_due_on=announced)

    accept_order(listening, order_id)

    friday, by_policy = announced + timedelta(days=4), today + timedelta(days=21)
    assert get_order(listening.session, order_id).due_on == (friday if is_later else by_policy)


def test_a_past_day_cannot_be_promised(listening: Scope) -> None:
    order_id = place(listening)
    accept_order(listening, order_id)

    with pytest.raises(Refusal, match="à venir"):
        announce_delay(listening, order_id, date(2026, 11, 19), "Retard")


def test_a_day_cannot_move_before_the_order_is_accepted(listening: Scope) -> None:
    with pytest.raises(Refusal, match="n’est pas en cours"):
        announce_delay(listening, place(listening), date(2027, 1, 15), "Retard")


def test_an_order_is_ready_once_then_handed_over(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)
    accept_order(listening, order_id)
    assert [order.id for order in list_orders_in_progress(listening.session)] == [order_id]

    mark_ready(listening, order_id)
    mark_ready(listening, order_id)
    hand_over(listening, order_id)

    assert heard[-2:] == [OrderReady(order_id), OrderClosed(order_id)]
    assert get_order(listening.session, order_id).status is OrderStatus.CLOSED
    assert list_orders_in_progress(listening.session) == []


def test_an_answer_marks_what_it_answers(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)
    post_message(listening, order_id, "Est-ce prêt ?", Author.CUSTOMER, author_name="Ana Roux")
    waiting = list_unanswered_messages(listening.session)
    assert [(reference, message.text) for reference, message in waiting] == [
        ("CO-2026-0001", "Est-ce prêt ?")
    ]

    post_message(listening, order_id, "Vendredi.", Author.SCHOOL)

    assert list_unanswered_messages(listening.session) == []
    texts = [(m.author, m.text) for m in list_messages(listening.session, order_id)]
    assert texts == [(Author.CUSTOMER, "Est-ce prêt ?"), (Author.SCHOOL, "Vendredi.")]
    assert len([event for event in heard if isinstance(event, MessagePosted)]) == 2


def test_a_message_sent_twice_is_written_once(listening: Scope) -> None:
    order_id = place(listening)
    for _ in range(2):
        post_message(listening, order_id, "Bonjour", Author.CUSTOMER, one_time_key="form-1")

    assert len(list_messages(listening.session, order_id)) == 1


@pytest.mark.parametrize("text", ["  ", "x" * 4001])
def test_an_empty_or_endless_message_is_refused(listening: Scope, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        post_message(listening, place(listening), text, Author.CUSTOMER)
    assert refused.value.field == "text"


def test_a_link_opens_its_order_until_it_expires(listening: Scope) -> None:
    order_id = place(listening)
    token = issue_link(listening, order_id)

    opened = find_order_by_token(listening.session, token, NOW)
    assert opened is not None
    assert opened.id == order_id
    later = NOW + LINK_LIFE + timedelta(seconds=1)
    assert find_order_by_token(listening.session, token, later) is None
    assert find_order_of_expired_link(listening.session, token) == order_id
    assert find_order_by_token(listening.session, "forged", NOW) is None


def test_the_link_of_the_placement_opens_the_order(listening: Scope) -> None:
    placed = place_order(
        listening,
        customer=a_customer(),
        lines=[a_line()],
        origin=Origin.BASKET,
        delivery=get_order(listening.session, place(listening)).delivery,
        one_time_key="key-2",
        language="en",
    )

    opened = find_order_by_token(listening.session, placed.token, NOW)
    assert opened is not None
    assert (opened.reference, opened.language) == (placed.reference, "en")


def test_a_fresh_link_is_asked_for(listening: Scope, heard: list[Event]) -> None:
    order_id = place(listening)
    heard.clear()

    ask_fresh_link(listening, order_id)

    assert heard == [OrderLinkAsked(order_id)]


ANA = "ana.roux@example.org"


def test_fresh_links_come_three_at_most_in_five_minutes(scope: Scope) -> None:
    order_id = place(scope)
    for seconds in range(5):
        ask_fresh_link(replace(scope, now=NOW + timedelta(seconds=seconds)), order_id)
    sent = [one for one in list_messages_to(scope.session, ANA) if one.template == "orders/link"]
    assert len(sent) == 3

    ask_fresh_link(replace(scope, now=NOW + timedelta(minutes=5, seconds=2)), order_id)
    sent = [one for one in list_messages_to(scope.session, ANA) if one.template == "orders/link"]
    assert len(sent) == 4


def test_orders_are_listed_latest_first_and_found_by_words(listening: Scope) -> None:
    first = place(listening, one_time_key="a")
    second = place(
        listening,
        one_time_key="b",
        lines=[a_line(family=Family.TYRES)],
        customer=a_customer(company="Garage Petit", email="garage@example.org"),
    )
    session = listening.session

    assert [row.id for row in list_orders(session)] == [second, first]
    assert [row.id for row in list_orders(session, before_id=second)] == [first]
    assert [row.id for row in list_orders(session, words="petit")] == [second]
    assert [row.id for row in list_orders(session, words="co-2026-0001")] == [first]
    assert [row.id for row in list_orders(session, section=Section.TYRES)] == [second]
    assert list_orders(session, status=OrderStatus.CLOSED) == []
    assert list_orders(session)[0].payable == Money(18000)


def test_an_order_is_found_by_its_reference_however_typed(listening: Scope) -> None:
    order_id = place(listening)

    assert find_order_id(listening.session, " co-2026- 0001") == order_id
    assert find_order_id(listening.session, "CO-2026-0002") is None


def test_an_unknown_order_is_not_found(listening: Scope) -> None:
    with pytest.raises(NotFound):
        get_order(listening.session, 404)


def test_the_asked_amount_equals_the_lines(listening: Scope) -> None:
    order = get_order(
        listening.session,
        place(listening, lines=[a_line(quantity=3), a_line(unit_gross=Money(9999))]),
    )

    assert total(row.amount for row in order.schedule) == order.payable == Money(63999)
    assert order.totals.by_rate[0].vat_rate == STANDARD
