"""Each role opens on what waits for it, with a short menu."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope
from shop.kernel.actor import Role, Section
from shop.workspace.staff_views.wording import write_age, write_days_until
from tests.builders.configurations import build_configuration
from tests.builders.jobs import build_job_card
from tests.builders.orders import build_order_message
from tests.conftest import NOW
from tests.workspace.conftest import SignIn
from tests.workspace.test_waiting import an_order

MENU = re.compile(r'<nav class="menu".*?</nav>', re.DOTALL)
STAFF = (Role.OFFICE, Role.WORKSHOP_TEACHER, Role.GENERAL_TEACHER, Role.DIRECTOR, Role.ADMIN)


def menu_of(client: FlaskClient) -> list[str]:
    found = MENU.search(client.get("/ecole/").text)
    assert found is not None
    return re.findall(r"</svg>([^<]+)</a>", found.group())


@pytest.mark.parametrize("role", STAFF)
def test_a_calm_day_says_that_nothing_waits(sign_in: SignIn, role: Role) -> None:
    page = sign_in(role).get("/ecole/")

    assert page.status_code == 200
    assert "Rien n’attend" in page.text


def test_the_office_opens_on_what_waits_with_its_age(scope: Scope, sign_in: SignIn) -> None:
    order = an_order(scope, "CO-2026-0001")
    message = build_order_message(order.id)
    message.posted_at = datetime.now(UTC) - timedelta(days=3)
    scope.session.add(message)
    scope.session.commit()

    page = sign_in(Role.OFFICE).get("/ecole/").text

    assert "Messages sans réponse" in page
    assert "attend depuis 3 jours" in page


def test_a_teacher_sees_the_work_of_one_workshop_only(scope: Scope, sign_in: SignIn) -> None:
    build_job_card(scope)
    scope.session.commit()

    metal = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK).get("/ecole/").text
    tyres = sign_in(Role.WORKSHOP_TEACHER, Section.TYRES).get("/ecole/").text

    assert "Fiches à préparer" in metal
    assert "Rien n’attend" in tyres


def test_a_student_goes_to_the_bench(sign_in: SignIn) -> None:
    answer = sign_in(Role.STUDENT).get("/ecole/")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/ecole/atelier")


@pytest.mark.parametrize("role", STAFF)
def test_home_counts_in_one_statement(
    app: Flask, sign_in: SignIn, count_queries: Callable[[], Any], role: Role
) -> None:
    client = sign_in(role)

    with count_queries() as statements:
        client.get("/ecole/")

    assert len(statements) <= (3 if role is Role.WORKSHOP_TEACHER else 2)  # the menu counts too


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.OFFICE, ["Bureau", "Commandes", "Messages"]),
        (Role.DIRECTOR, ["Direction", "Bureau", "À accepter", "Semaine"]),
        (Role.ADMIN, ["Réglages", "Comptes"]),
    ],
)
def test_the_menu_is_short_and_each_page_is_there_once(
    sign_in: SignIn, role: Role, pages: list[str]
) -> None:
    menu = menu_of(sign_in(role))

    assert [label for label in menu if label in pages] == pages
    assert len(menu) == len(set(menu)) <= 11


@pytest.mark.parametrize("role", STAFF)
def test_every_page_of_the_menu_opens(sign_in: SignIn, role: Role) -> None:
    client = sign_in(role, *Section)
    menu = MENU.search(client.get("/ecole/").text)
    assert menu is not None

    pages = set(re.findall(r'<a href="([^"]+)"', menu.group())) - {"/ecole/compte"}
    answers = {page: client.get(page).status_code for page in pages}

    assert set(answers.values()) == {200}, answers


def test_the_search_finds_by_number_name_and_code(scope: Scope, sign_in: SignIn) -> None:
    card = build_job_card(scope)
    build_configuration(scope)
    scope.session.commit()
    office = sign_in(Role.OFFICE)

    def found(words: str) -> str:
        return office.get("/ecole/recherche", query_string={"q": words}).text

    assert "Ana Roux" in found("ana")
    assert f"/ecole/fiches/{card.id}" in found("ft-2026-0001")
    assert "K7M-2QX" in found("k7m 2qx")
    assert "Rien ne correspond" in found("introuvable")
    assert "Que cherchez-vous" in found("")


def test_a_teacher_finds_no_name_of_a_customer(scope: Scope, sign_in: SignIn) -> None:
    build_job_card(scope)
    scope.session.commit()
    teacher = sign_in(Role.WORKSHOP_TEACHER, Section.METALWORK)

    by_name = teacher.get("/ecole/recherche?q=roux").text
    by_order = teacher.get("/ecole/recherche?q=CO-2026-0001").text

    assert "Rien ne correspond" in by_name
    assert "FT-2026-0001" in by_order
    assert "Ana Roux" not in by_order


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (NOW, "1 min"),
        (NOW - timedelta(minutes=40), "40 min"),
        (NOW - timedelta(hours=3), "3 h"),
        (NOW - timedelta(hours=20), "1 jour"),
        (NOW - timedelta(days=9), "9 jours"),
        (NOW - timedelta(days=21), "3 semaines"),
        (NOW - timedelta(days=90), "90 jours"),
        (date(2026, 11, 18), "2 jours"),
    ],
)
def test_an_age_is_written_as_people_say_it(app: Flask, since: datetime, words: str) -> None:
    with app.test_request_context():
        assert write_age(since, NOW) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [(20, "aujourd’hui"), (21, "demain"), (25, "dans 5 jours"), (18, "depuis 2 jours")],
)
def test_a_day_is_told_from_today(app: Flask, day: int, words: str) -> None:
    with app.test_request_context():
        assert write_days_until(date(2026, 11, day), date(2026, 11, 20)) == words
