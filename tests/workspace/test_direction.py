"""The director reads real figures on one page, and says what a year costs."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shop.db import Scope
from shop.demonstration.workspace import seed_workspace
from shop.kernel.actor import Role, Section
from shop.kernel.money import Money
from shop.kernel.refusals import Forbidden, Refusal
from shop.orders.domain import OrderStatus
from shop.planning.domain.load import Bottleneck, WeekLoad
from shop.school.models import RunningCosts
from shop.workspace import services
from shop.workspace.domain.figures import Leavers, TightWeek, YearFigures, cover, tightest
from shop.workspace.domain.teaching import GroupPractice
from shop.workspace.queries.figures import list_late_orders, list_leavers, read_year
from tests.builders.accounts import build_student, build_student_group
from tests.builders.orders import build_due_date_change
from tests.builders.planning import build_group_session
from tests.builders.quotes import as_actor
from tests.builders.school import build_running_costs
from tests.conftest import NOW
from tests.workspace.conftest import SignIn, a_person, send
from tests.workspace.test_orders import a_payment, a_refund, a_whole_order
from tests.workspace.test_waiting import TODAY

DIRECTOR = a_person(Role.DIRECTOR)


def test_sales_are_those_of_the_year_that_still_stand(scope: Scope) -> None:
    ours = a_whole_order(scope, "CO-2026-0001", accepted_at=NOW)
    a_whole_order(scope, "CO-2026-0002", accepted_at=NOW, status=OrderStatus.CANCELLED)
    a_whole_order(scope, "CO-2025-0003", accepted_at=datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    new_year = datetime(2025, 12, 31, 23, 0, tzinfo=UTC)
    a_whole_order(scope, "CO-2026-0004", accepted_at=new_year, status=OrderStatus.CLOSED)
    payment = a_payment(ours.id, 18000)
    scope.session.add(payment)
    scope.session.flush()
    scope.session.add(a_refund(ours.id, payment.id, 3000))
    build_running_costs(scope.session, amount=Money(999))
    build_running_costs(scope.session, amount=Money(60000))
    build_running_costs(scope.session, year=2025)

    found = read_year(scope.session, 2026)

    assert found == YearFigures(
        year=2026,
        sold=Money(30000),
        orders=2,
        received=Money(15000),
        costs=Money(60000),
        costs_entered_at=NOW,
    )
    assert found.share == Decimal("0.5")


def test_a_year_without_costs_has_no_share(scope: Scope) -> None:
    found = read_year(scope.session, 2026)

    assert (found.sold, found.orders, found.costs, found.share) == (Money(0), 0, None, None)


def test_late_orders_tell_the_last_reason(scope: Scope) -> None:
    late = a_whole_order(scope, "CO-2026-0001", due_on=date(2026, 11, 10))
    a_whole_order(scope, "CO-2026-0002", due_on=date(2026, 11, 9))
    for reason in ("Acier", "Gel"):
        change = build_due_date_change(late.id, date(2026, 11, 10))
        change.reason = reason
        scope.session.add(change)
        scope.session.flush()

    found = list_late_orders(scope.session, TODAY)

    assert [(one.reference, one.reason) for one in found] == [
        ("CO-2026-0002", ""),
        ("CO-2026-0001", "Gel"),
    ]


def test_leavers_are_counted_without_names(scope: Scope) -> None:
    group = build_student_group(scope.session)
    for name, picture in (("Chat", "cat"), ("Chien", "dog")):
        student = build_student(scope.session, group_id=group.id, pseudonym=name, picture=picture)
        student.leaves_on = date(2027, 7, 2)
    gone = build_student(scope.session, group_id=group.id, pseudonym="Lune", picture="moon")
    gone.leaves_on, gone.purged_at = date(2027, 7, 2), NOW
    scope.session.flush()

    assert list_leavers(scope.session, TODAY) == [Leavers(date(2027, 7, 2), group.name, 2)]


def test_coverage_puts_what_is_least_practised_first() -> None:
    welders = GroupPractice(group_id=1, name="A", section=Section.METALWORK, done={"SOU135": 4})
    others = GroupPractice(group_id=2, name="B", section=Section.TYRES)

    found = cover(Section.METALWORK, [welders, others])

    assert found.groups == (welders,)
    assert found.rows[0].times == (0,)
    assert found.rows[-1].times == (4,)
    assert cover(Section.TYRES, []).groups == ()


def test_a_week_is_told_by_what_runs_short_first() -> None:
    week = WeekLoad(
        week=date(2026, 11, 23),
        capacity={Bottleneck.STUDENT: 600, Bottleneck.WELDING: 120, Bottleneck.LIFT: 0},
        reserved={Bottleneck.STUDENT: 300, Bottleneck.WELDING: 90},
    )
    closed = WeekLoad(week=date(2026, 12, 21), capacity={Bottleneck.STUDENT: 0}, reserved={})

    assert tightest([week, closed]) == (
        TightWeek(date(2026, 11, 23), Bottleneck.WELDING, Decimal(2), Decimal("1.5")),
    )


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_whatever_it_counts(
    scope: Scope, sign_in: SignIn, count_queries: Callable[[], Any], count: int
) -> None:
    group = build_student_group(scope.session)
    build_group_session(scope.session, section=Section.METALWORK, group_id=group.id)
    for number in range(count):
        a_whole_order(scope, f"CO-2026-{number:04d}", due_on=TODAY - timedelta(days=400))
    scope.session.commit()
    client = sign_in(Role.DIRECTOR)

    with count_queries() as statements:
        page = client.get("/ecole/direction")

    assert page.status_code == 200
    assert len(statements) <= 8


def test_an_empty_school_shows_nothing_invented(sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR).get("/ecole/direction").text

    for words in (
        "à saisir",
        "Aucune commande n’est en retard",
        "Aucun élève n’est inscrit",
        "Aucun groupe cette année",
    ):
        assert words in page
    assert "couvrent" not in page


def test_the_director_says_what_the_year_costs(scope: Scope, sign_in: SignIn) -> None:
    scope.session.commit()
    client = sign_in(Role.DIRECTOR)
    page = "/ecole/direction/charges"

    nothing = send(client, page, year="2026", amount="0")
    send(client, page, year="2026", amount="512 000,50")

    assert "au-dessus de zéro" in nothing.text
    assert scope.session.query(RunningCosts).one().amount == Money(51_200_050)
    assert "Les ventes couvrent" in client.get("/ecole/direction").text


def test_only_the_director_enters_costs(scope: Scope) -> None:
    with pytest.raises(Forbidden):
        services.say_running_costs(as_actor(scope, a_person(Role.ADMIN)), 2026, Money(1))
    with pytest.raises(Refusal, match="année"):
        services.say_running_costs(as_actor(scope, DIRECTOR), 1999, Money(1))


def test_the_demonstration_has_its_costs_once(scope: Scope) -> None:
    seed_workspace(scope)
    seed_workspace(scope)

    assert [row.year for row in scope.session.query(RunningCosts)] == [2025, 2026]
