"""The workshop sees cost, load and learning, never a name, and decides once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shop.db import Scope
from shop.jobs.domain.state import ProgressAct
from shop.jobs.models import JobCard
from shop.kernel.actor import Role, Section
from shop.kernel.clock import monday_of
from shop.kernel.money import Money
from shop.kernel.refusals import Forbidden, Refusal, Stale
from shop.kernel.text import Bilingual
from shop.orders.domain import CustomerKind, OrderStatus
from shop.orders.models import Order
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.load import Bottleneck, WeekLoad
from shop.quotes.domain.life import RequestStatus
from shop.quotes.models import Agreement, QuoteRequest
from shop.web.filters import write_money
from shop.workspace import services
from shop.workspace.domain.proposals import LoadBar, Proposal, ProposalKind, weigh
from shop.workspace.domain.teaching import GroupPractice, competencies_of, teach
from shop.workspace.queries.load import list_practice, read_load
from shop.workspace.queries.proposals import list_proposals
from tests.builders.accounts import build_student_group
from tests.builders.jobs import (
    SAWING,
    build_content,
    build_job_card,
    build_job_operation,
    build_operation_progress,
)
from tests.builders.planning import (
    build_bottleneck_post,
    build_group_session,
    build_hour_reservation,
)
from tests.builders.quotes import (
    as_actor,
    build_gate_line,
    build_quote,
    build_request,
    build_version,
)
from tests.conftest import NOW
from tests.workspace.conftest import SignIn, a_person, send
from tests.workspace.test_orders import a_whole_order
from tests.workspace.test_waiting import TODAY

WELDING = replace(SAWING, key="030-SOU", code="SOU135", workstation="welding", minutes=120)
METAL = a_person(Role.WORKSHOP_TEACHER, Section.METALWORK)
TYRES = a_person(Role.WORKSHOP_TEACHER, Section.TYRES)
MONDAY = monday_of(TODAY)


def a_proposal(**changes: Any) -> Proposal:  # noqa: ANN401 - any field
    known: dict[str, Any] = {
        "kind": ProposalKind.PURCHASE,
        "id": 1,
        "version": 1,
        "reference": "CO-2026-0001",
        "section": Section.METALWORK,
        "labels": (Bilingual("Portail", "Gate"),),
        "price": Money(100_000),
        "supplies": None,
        "contents": (build_content(operations=(SAWING, WELDING)),),
        "customer_kind": CustomerKind.CONSUMER,
        "town": "Dole",
        "asked_at": NOW,
        "wish_due_on": None,
        "outside_days": 0,
        "due_on": None,
    }
    return Proposal(**{**known, **changes})


def a_week(monday: date, hours: int, promised: int = 0) -> WeekLoad:
    return WeekLoad(
        week=monday,
        capacity={Bottleneck.STUDENT: hours * 60, Bottleneck.WELDING: hours * 60},
        reserved={Bottleneck.WELDING: promised * 60},
    )


def a_group(name: str, **done: int) -> GroupPractice:
    return GroupPractice(group_id=1, name=name, section=Section.METALWORK, done=done)


def test_the_load_counts_every_week_until_the_one_wished_for() -> None:
    weeks = [
        a_week(date(2026, 11, 16), 3, 3),
        a_week(date(2026, 11, 23), 4),
        a_week(date(2026, 11, 30), 9),
    ]

    found = weigh(a_proposal(wish_due_on=date(2026, 11, 26)), weeks, SchoolCalendar(), [], TODAY)

    assert found.until == date(2026, 11, 23)
    assert found.bars[0] == LoadBar(Bottleneck.WELDING, Decimal(7), Decimal(3), Decimal(2))
    assert (found.bars[0].is_over, found.fits, found.fits_in) == (False, True, date(2026, 11, 23))


def test_work_that_is_wanted_too_soon_says_so() -> None:
    weeks = [a_week(date(2026, 11, 16), 1), a_week(date(2026, 11, 23), 9)]

    found = weigh(a_proposal(wish_due_on=date(2026, 11, 2)), weeks, SchoolCalendar(), [], TODAY)

    assert (found.until, found.fits) == (date(2026, 11, 16), False)
    assert found.bars[0].is_over


def test_work_without_hours_or_calendar_is_weighed_in_words() -> None:
    unknown = weigh(a_proposal(contents=()), [a_week(MONDAY, 1)], SchoolCalendar(), [], TODAY)
    nowhere = weigh(a_proposal(), [], SchoolCalendar(), [], TODAY)

    assert (unknown.bars, unknown.fits, unknown.summary) == ((), True, "")
    assert (nowhere.bars[0].capacity, nowhere.until, nowhere.fits_in) == (0, None, None)


def test_the_group_that_practised_least_comes_first() -> None:
    codes = competencies_of("SOU135")
    assert codes

    lessons = teach(codes, [a_group("B", SOU135=3), a_group("C", DEB=5), a_group("A", SOU135=1)])

    assert [one.group.name for one in lessons] == ["C", "A", "B"]
    assert [one.is_new for one in lessons] == [True, False, False]
    assert [one.needs_it_most for one in lessons] == [True, False, False]
    assert lessons[2].lessons[0].times == 3
    assert lessons[0].lessons[0].competency.code in codes


def test_no_group_is_singled_out_when_all_practised_alike() -> None:
    lessons = teach(competencies_of("SOU135"), [a_group("A"), a_group("B")])

    assert [one.needs_it_most for one in lessons] == [False, False]


def test_practice_counts_operations_that_are_done_and_not_reopened(scope: Scope) -> None:
    group = build_student_group(scope.session)
    card = build_job_card(scope)
    card.group_id = group.id
    for number, acts in enumerate(
        [(ProgressAct.TICK,), (ProgressAct.TICK, ProgressAct.REOPEN), (ProgressAct.START,)]
    ):
        operation = build_job_operation(card.id, key=f"0{number}0-DEB")
        scope.session.add(operation)
        scope.session.flush()
        for place, act in enumerate(acts):
            row = build_operation_progress(operation.id, act, client_key=f"{number}-{place}")
            row.student_id = None
            scope.session.add(row)
            scope.session.flush()

    (found,) = list_practice(scope.session, [Section.METALWORK])

    assert (found.group_id, found.section, found.done) == (group.id, Section.METALWORK, {"DEB": 1})
    assert list_practice(scope.session, [Section.TYRES]) == []


def test_the_load_of_a_workshop_adds_hours_posts_and_promises(scope: Scope) -> None:
    build_group_session(scope.session, section=Section.METALWORK, weekday=0)
    build_bottleneck_post(scope.session)
    build_hour_reservation(scope.session, week=date(2026, 11, 23), minutes=600)

    load = read_load(scope.session, [Section.METALWORK, Section.TYRES], 2, TODAY)

    metal = load.weeks[Section.METALWORK]
    assert [week.week for week in metal] == [date(2026, 11, 16), date(2026, 11, 23)]
    assert metal[1].capacity == {
        Bottleneck.STUDENT: 8 * 240,
        Bottleneck.ADULT: 240,
        Bottleneck.WELDING: 3 * 240,
    }
    assert (metal[0].reserved, metal[1].reserved) == ({}, {Bottleneck.STUDENT: 600})
    assert load.weeks[Section.TYRES][1].reserved == {}


def a_priced_request(scope: Scope, number: int = 1) -> QuoteRequest:
    request = build_request(scope, reference=f"DE-2026-{number:04d}", status=RequestStatus.PRICED)
    build_version(scope, build_quote(scope, request))
    return request


def a_purchase(scope: Scope, number: int = 1) -> Order:
    return a_whole_order(
        scope, f"CO-2026-{number:04d}", status=OrderStatus.PLACED, submitted_at=NOW
    )


def test_proposals_hold_what_the_workshop_needs_and_no_more(scope: Scope) -> None:
    request, order = a_priced_request(scope), a_purchase(scope)
    a_whole_order(scope, "CO-2026-0009", status=OrderStatus.PLACED)

    purchase, quote = list_proposals(scope.session, [Section.METALWORK])

    assert (purchase.id, purchase.kind, purchase.town) == (order.id, ProposalKind.PURCHASE, "Dole")
    assert (quote.id, quote.kind) == (request.id, ProposalKind.QUOTE)
    assert quote.hours[Bottleneck.WELDING] > 0
    assert list_proposals(scope.session, [Section.TYRES]) == []


def test_the_page_shows_what_the_work_costs_and_no_name(scope: Scope, sign_in: SignIn) -> None:
    request = a_priced_request(scope)
    name = request.customer_name
    a_purchase(scope)
    build_student_group(scope.session)
    scope.session.commit()

    page = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK).get("/ecole/a-accepter").text

    assert "Postes de soudage" in page
    assert "jamais fait" in page
    assert name not in page
    assert "Ana Roux" not in page
    for one in list_proposals(scope.session, [Section.METALWORK]):
        assert write_money(one.price) in page


def test_what_the_school_buys_counts_every_line_and_piece(scope: Scope) -> None:
    gates = replace(build_gate_line(), quantity=3)
    fitting = replace(gates, parent=gates.key, quantity=1, unit_net=Money(5000), result={})
    request = build_request(scope, reference="DE-2026-0001", status=RequestStatus.PRICED)
    build_version(scope, build_quote(scope, request), lines=(gates, fitting))

    (quote,) = list_proposals(scope.session, [Section.METALWORK])

    bought = [gates.result["price"][part] for part in ("material", "hardware", "surface")]
    assert quote.supplies == Money(3 * sum(bought))
    assert quote.price == gates.unit_net * 3 + Money(5000)


def test_work_without_a_breakdown_says_its_price_alone(scope: Scope, sign_in: SignIn) -> None:
    request = build_request(scope, reference="DE-2026-0001", status=RequestStatus.PRICED)
    line = replace(build_gate_line(), result={})
    build_version(scope, build_quote(scope, request), lines=(line,))
    scope.session.commit()

    page = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK).get("/ecole/a-accepter").text

    assert write_money(line.unit_net) in page
    assert "Matière et fournitures" not in page


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_for_one_or_many(
    scope: Scope, sign_in: SignIn, count_queries: Callable[[], Any], count: int
) -> None:
    for number in range(count):
        a_priced_request(scope, number)
        a_purchase(scope, number)
    scope.session.commit()
    client = sign_in(Role.DIRECTOR)

    with count_queries() as statements:
        page = client.get("/ecole/a-accepter")

    assert page.status_code == 200
    assert len(statements) <= 7


def test_accepting_a_purchase_opens_its_card(scope: Scope, sign_in: SignIn) -> None:
    order = a_purchase(scope)
    number = order.id
    scope.session.commit()
    client = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK)

    send(client, "/ecole/a-accepter", f"/ecole/a-accepter/achats/{number}/accepter")

    scope.session.rollback()
    assert scope.session.get_one(Order, number).status == OrderStatus.ACCEPTED
    assert scope.session.query(JobCard).filter_by(order_id=number).count() == 1
    assert "Rien à accepter" in client.get("/ecole/a-accepter").text


def test_a_purchase_is_declined_with_kind_words(scope: Scope, sign_in: SignIn) -> None:
    order = a_purchase(scope)
    number = order.id
    page = f"/ecole/a-accepter/achats/{number}/refuser?version=1"
    scope.session.commit()
    client = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK)

    silent = send(client, page, choice="other", words=" ")
    send(client, page, choice="full", words="À bientôt.")

    scope.session.rollback()
    declined = scope.session.get_one(Order, number)
    assert "Écrivez la raison" in silent.text
    assert declined.status == OrderStatus.DECLINED
    assert declined.reason.startswith("Notre atelier est complet")
    assert declined.reason.endswith("\nÀ bientôt.")


def test_a_reason_in_ones_own_words_needs_no_other(scope: Scope, sign_in: SignIn) -> None:
    order = a_purchase(scope)
    number = order.id
    page = f"/ecole/a-accepter/achats/{number}/refuser?version=1"
    scope.session.commit()
    client = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK)

    silent = send(client, page, words="")
    send(client, page, words="La passerelle de la mairie nous prend jusqu’en mars.")

    scope.session.rollback()
    assert "Choisissez une raison, ou écrivez la vôtre." in silent.text
    declined = scope.session.get_one(Order, number)
    assert declined.status == OrderStatus.DECLINED
    assert declined.reason == "La passerelle de la mairie nous prend jusqu’en mars."


def test_of_two_teachers_the_second_is_told(scope: Scope) -> None:
    order = a_purchase(scope)
    first = as_actor(scope, METAL)

    services.agree_purchase(first, order.id, seen_version=1)

    with pytest.raises(Stale):
        services.agree_purchase(first, order.id, seen_version=1)
    with pytest.raises(Refusal):
        services.decline_purchase(first, order.id, "Non", seen_version=2)


def test_another_workshop_or_role_takes_nothing_on(scope: Scope) -> None:
    order, request = a_purchase(scope), a_priced_request(scope)

    for person in (TYRES, a_person(Role.OFFICE), a_person(Role.GENERAL_TEACHER)):
        with pytest.raises(Forbidden):
            services.agree_purchase(as_actor(scope, person), order.id, seen_version=1)
        with pytest.raises(Forbidden):
            services.return_quote(as_actor(scope, person), request.id, "Non", seen_version=1)


def test_agreeing_to_a_quote_keeps_what_it_teaches(scope: Scope, sign_in: SignIn) -> None:
    request = a_priced_request(scope)
    number = request.id
    scope.session.commit()
    client = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK)

    send(
        client,
        "/ecole/a-accepter",
        f"/ecole/a-accepter/devis/{number}/accord",
        learning="Souder sans déformer",
    )

    scope.session.rollback()
    assert scope.session.get_one(QuoteRequest, number).status == RequestStatus.AGREED
    assert scope.session.query(Agreement).one().learning == "Souder sans déformer"


def test_a_quote_goes_back_to_the_office_with_words(scope: Scope, sign_in: SignIn) -> None:
    request = a_priced_request(scope)
    number = request.id
    scope.session.commit()
    client = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK)
    page = f"/ecole/a-accepter/devis/{number}/rendre?version=1"

    send(client, page, words="Deux semaines de plus")

    scope.session.rollback()
    returned = scope.session.get_one(QuoteRequest, number)
    assert (returned.status, returned.reason) == (RequestStatus.RECEIVED, "Deux semaines de plus")
