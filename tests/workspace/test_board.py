"""Who is at the workshop today, and the cards of a week under their groups."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shop.db import Scope
from shop.jobs.domain.state import CardState
from shop.jobs.models import JobCard
from shop.kernel.actor import Role, Section
from shop.kernel.clock import PARIS, monday_of, paris_day
from shop.kernel.refusals import Forbidden, Stale
from shop.planning.domain.calendar import ClosedPeriod, SchoolCalendar
from shop.planning.domain.sessions import GroupSession
from shop.workspace import services
from shop.workspace.domain.board import (
    BoardCard,
    Group,
    coming_weeks,
    lay_out,
    next_open_day,
    reference_in,
    who_is_in,
)
from shop.workspace.queries.board import read_week
from tests.builders.accounts import build_student_group
from tests.builders.jobs import build_job_card, publish
from tests.builders.planning import (
    build_appointment,
    build_group_session,
    build_hour_reservation,
)
from tests.builders.quotes import as_actor
from tests.workspace.conftest import SignIn, a_person, send
from tests.workspace.test_waiting import TODAY

WEEK = date(2026, 11, 16)
METAL = Group(id=1, name="Métallerie 1", section=Section.METALWORK)
CLOSED = ClosedPeriod(first_day=date(2026, 12, 19), last_day=date(2027, 1, 3), label="Noël")


def a_card(number: int, **changes: Any) -> BoardCard:  # noqa: ANN401 - any field
    known: dict[str, Any] = {
        "id": number,
        "reference": f"FT-2026-{number:04d}",
        "title": "Portail",
        "section": Section.METALWORK,
        "state": CardState.PUBLISHED,
        "version": 1,
        "group_id": 1,
        "week": WEEK,
        "due_on": None,
        "minutes": 120,
        "waits_for_signature": False,
    }
    return BoardCard(**{**known, **changes})


def a_session(weekday: int = 4, **changes: Any) -> GroupSession:  # noqa: ANN401 - any field
    known: dict[str, Any] = {
        "group_id": None,
        "group_name": "Métallerie 1",
        "section": Section.METALWORK,
        "weekday": weekday,
        "starts": time(8),
        "ends": time(12),
        "students": 10,
    }
    return GroupSession(**{**known, **changes})


def test_cards_lie_under_their_group_or_beside() -> None:
    cards = [
        a_card(1),
        a_card(2, group_id=None),
        a_card(3, week=None, group_id=None),
        a_card(4, week=WEEK - timedelta(days=7)),
        a_card(5, state=CardState.READY),
        a_card(6, week=WEEK - timedelta(days=7), state=CardState.DELIVERED),
    ]

    board = lay_out(WEEK, [METAL], cards, [a_session(), a_session(1)], SchoolCalendar())

    (column,) = board.columns
    assert [card.id for card in column.cards] == [1, 5]
    assert (column.capacity, column.promised) == (Decimal(80), Decimal(4))
    assert [card.id for card in board.left_over] == [4]
    assert [card.id for card in board.unplanned] == [2, 3]
    assert not board.is_empty


def test_a_week_of_holidays_has_no_hours() -> None:
    board = lay_out(date(2026, 12, 21), [METAL], [], [a_session()], SchoolCalendar((CLOSED,)))

    assert (board.is_school_week, board.columns[0].sessions, board.is_empty) == (False, (), True)


def test_today_shows_each_group_with_its_cards_in_hand() -> None:
    cards = [a_card(1), a_card(2, state=CardState.READY)]
    sessions = [a_session(), a_session(3), a_session(group_id=7)]
    board = lay_out(WEEK, [METAL], cards, sessions, SchoolCalendar())

    def present(hour: int) -> list[tuple[list[int], bool]]:
        moment = datetime(2026, 11, 20, hour, 0, tzinfo=UTC)
        found = who_is_in(board, sessions, SchoolCalendar(), moment, TODAY)
        return [([card.id for card in one.cards], one.is_now) for one in found]

    assert present(9) == [([1], True), ([], True)]
    assert present(11) == [([1], False), ([], False)]


def test_a_card_moves_to_school_weeks_only() -> None:
    calendar = SchoolCalendar((CLOSED,))

    weeks = coming_weeks(calendar, date(2026, 12, 18), date(2026, 12, 21))

    assert weeks[:3] == (date(2026, 12, 14), date(2026, 12, 21), date(2027, 1, 4))
    assert date(2026, 12, 28) not in weeks
    assert coming_weeks(calendar, TODAY, date(2026, 1, 5))[0] == WEEK


def test_the_next_day_skips_closures() -> None:
    assert next_open_day(SchoolCalendar((CLOSED,)), date(2026, 12, 18)) == date(2027, 1, 4)
    assert next_open_day(SchoolCalendar(), TODAY) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("subject", "found"),
    [("CO-2026-0042 – Ana Roux", "CO-2026-0042"), ("Ana Roux", ""), ("", "")],
)
def test_only_the_number_of_an_appointment_is_kept(subject: str, found: str) -> None:
    assert reference_in(subject) == found


def this_week(scope: Scope, count: int = 1) -> list[JobCard]:
    """Cards of one group in the week of the real today."""
    group = build_student_group(scope.session)
    monday = monday_of(paris_day(datetime.now(UTC)))
    cards = []
    for number in range(1, count + 1):
        card = build_job_card(scope, reference=f"FT-2026-{number:04d}")
        card.group_id, card.week, card.state = group.id, monday, CardState.PUBLISHED
        cards.append(card)
    for weekday in range(7):
        build_group_session(
            scope.session,
            section=Section.METALWORK,
            group_id=group.id,
            group_name=group.name,
            weekday=weekday,
        )
    scope.session.flush()
    return cards


def test_the_week_reads_steps_hours_and_signatures(scope: Scope) -> None:
    group = build_student_group(scope.session)
    card = build_job_card(scope)
    publish(scope, card, group_id=group.id)
    build_hour_reservation(scope.session, holder_key="card:999", minutes=60)

    board = read_week(scope.session, [Section.METALWORK], date(2026, 11, 23)).board

    ((found,),) = [column.cards for column in board.columns]
    assert (found.steps, found.steps_done, found.minutes) == (3, 0, 120)
    assert found.waits_for_signature
    assert read_week(scope.session, [Section.TYRES], date(2026, 11, 23)).board.columns == ()


@pytest.mark.parametrize("page", ["/ecole/semaine", "/ecole/aujourdhui"])
@pytest.mark.parametrize("count", [1, 40])
def test_the_board_costs_the_same_for_few_and_many(
    scope: Scope, sign_in: SignIn, count_queries: Callable[[], Any], page: str, count: int
) -> None:
    this_week(scope, count)
    scope.session.commit()
    client = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK)

    with count_queries() as statements:
        answer = client.get(page)

    assert answer.status_code == 200
    assert len(statements) <= 8


def test_a_card_is_moved_by_a_plain_form(scope: Scope, sign_in: SignIn) -> None:
    (card,) = this_week(scope)
    number, group_id = card.id, card.group_id
    later = monday_of(paris_day(datetime.now(UTC))) + timedelta(days=28)
    scope.session.commit()
    client = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK)

    moved = send(
        client,
        "/ecole/semaine",
        f"/ecole/semaine/fiches/{number}/deplacer",
        group=str(group_id),
        week=later.isoformat(),
    )

    scope.session.rollback()
    assert moved.status_code == 303
    assert scope.session.get_one(JobCard, number).week == later
    assert "Portail à un vantail" in client.get(f"/ecole/semaine?semaine={later}").text
    assert "Portail à un vantail" not in client.get("/ecole/semaine").text


def test_a_card_moved_meanwhile_or_of_another_workshop_stays(scope: Scope) -> None:
    card = build_job_card(scope)
    metal = as_actor(scope, a_person(Role.WORKSHOP_TEACHER, Section.METALWORK))
    tyres = as_actor(scope, a_person(Role.WORKSHOP_TEACHER, Section.TYRES))

    with pytest.raises(Stale):
        services.move_card(metal, card.id, group_id=None, week=WEEK, seen_version=9)
    with pytest.raises(Forbidden):
        services.move_card(tyres, card.id, group_id=None, week=WEEK, seen_version=1)


def test_only_the_workshop_teacher_sees_the_form(scope: Scope, sign_in: SignIn) -> None:
    this_week(scope)
    scope.session.commit()

    teacher = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK).get("/ecole/semaine").text
    director = sign_in(Role.DIRECTOR).get("/ecole/semaine?atelier=metalwork").text

    assert "Déplacer la fiche" in teacher
    assert "Déplacer la fiche" not in director
    assert "Portail à un vantail" in director


def test_today_names_no_customer_to_a_teacher(scope: Scope, sign_in: SignIn) -> None:
    this_week(scope)
    noon = datetime.now(PARIS).replace(hour=12, minute=0).astimezone(UTC)
    build_appointment(scope.session, subject="CO-2026-0042 – Ana Roux", starts_at=noon)
    scope.session.commit()

    teacher = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK).get("/ecole/aujourdhui").text
    office = sign_in(Role.OFFICE).get("/ecole/aujourdhui").text

    assert "CO-2026-0042" in teacher
    assert "Ana Roux" not in teacher
    assert "Ana Roux" in office


@pytest.mark.parametrize(
    "page",
    [
        "/ecole/semaine",
        "/ecole/aujourdhui",
        "/ecole/semaine?semaine=x&atelier=y",
        "/ecole/semaine?semaine=9999-12-31",
    ],
)
def test_an_empty_school_says_what_to_do_first(sign_in: SignIn, page: str) -> None:
    answer = sign_in(Role.GENERAL_TEACHER).get(page)

    assert answer.status_code == 200
    assert 'class="empty"' in answer.text
