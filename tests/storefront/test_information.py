"""The pages every foot links to, and what they say of the school."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from shop.db import Scope
from shop.kernel.actor import Section
from shop.storefront.portrait import (
    SALES_SHARE,
    Closing,
    WorkshopFigures,
    draw_portrait,
    list_closings,
)
from tests.builders.planning import build_closed_period, build_group_session
from tests.builders.school import build_identity, build_legal_param
from tests.conftest import NOW

FOOT = (
    "/ecole-et-atelier",
    "/aide",
    "/contact",
    "/mentions-legales",
    "/confidentialite",
    "/accessibilite",
)
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", FOOT)
def test_a_page_of_the_foot_opens_before_the_school_has_said_anything(
    client: FlaskClient, path: str, language: str
) -> None:
    answer = client.get(language + path)

    assert answer.status_code == 200
    assert "tel:" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_every_page_links_to_the_pages_of_the_foot(client: FlaskClient) -> None:
    page = client.get("/en/").text

    assert [path for path in FOOT if f'href="/en{path}"' not in page] == []


@pytest.mark.parametrize("path", FOOT)
def test_a_page_of_the_foot_asks_little_of_the_database(
    scope: Scope, client: FlaskClient, count_queries: Callable[[], Any], path: str
) -> None:
    build_identity(scope.session, stamp=f"queries{path}")
    scope.session.commit()
    client.get("/recherche")  # the telephone and the menu are kept in memory

    with count_queries() as statements:
        client.get(path)

    assert len(statements) <= 8, statements


def test_the_legal_notice_says_who_sells_and_hides_what_is_not_given(
    scope: Scope, client: FlaskClient
) -> None:
    build_identity(scope.session, legal_name="Association des Essais", stamp="notice")
    scope.session.commit()

    page = client.get("/mentions-legales").text

    assert "Association des Essais" in page
    assert "SIRET" not in page


def test_a_group_is_counted_once_however_often_it_comes(scope: Scope) -> None:
    for weekday in (0, 1, 3):
        build_group_session(scope.session, group_name="Pneus 1", weekday=weekday, students=8)
    build_group_session(scope.session, group_name="Pneus 2", weekday=2, students=7)
    build_group_session(scope.session, group_name="Métal", section=Section.METALWORK, students=9)

    workshops = draw_portrait(scope.session, TODAY).workshops

    assert set(workshops) == {
        WorkshopFigures(Section.METALWORK, 1, 9),
        WorkshopFigures(Section.TYRES, 2, 15),
    }


def test_a_share_shows_once_the_school_has_entered_it(scope: Scope, client: FlaskClient) -> None:
    assert draw_portrait(scope.session, TODAY).sales_share is None
    build_identity(scope.session, stamp="share")
    build_legal_param(scope.session, key=SALES_SHARE, value="60", unit="%")
    scope.session.commit()

    page = client.get("/ecole-et-atelier").text

    assert "60 %" in page


def test_closings_are_those_of_the_coming_months(scope: Scope, client: FlaskClient) -> None:
    past = (date(2026, 10, 17), date(2026, 11, 1))
    soon = (date(2026, 12, 19), date(2027, 1, 3))
    far = (date(2027, 7, 3), date(2027, 8, 31))
    for first, last in (past, soon, far):
        build_closed_period(scope.session, first_day=first, last_day=last)
    scope.session.commit()

    assert list_closings(scope.session, TODAY) == [Closing(*soon)]
    with time_machine.travel(NOW, tick=False):
        assert "samedi 19 décembre 2026" in client.get("/contact").text
