"""Calendar and weekly hours read together are those read one by one."""

from collections.abc import Callable
from typing import Any

import pytest

from shop.db import Scope
from shop.kernel.actor import Section
from shop.planning.timetable import get_calendar, list_sessions, read_timetable
from tests.builders.planning import build_closed_period, build_group_session


@pytest.fixture
def school(scope: Scope) -> Scope:
    """Two workshops and a holiday."""
    build_closed_period(scope.session)
    for section in (Section.METALWORK, Section.TYRES):
        build_group_session(scope.session, group_name=f"Groupe {section}", section=section)
    return scope


def test_the_timetable_is_the_calendar_and_the_hours(
    school: Scope, count_queries: Callable[[], Any]
) -> None:
    session = school.session
    with count_queries() as statements:
        calendar, sessions = read_timetable(session)

    assert len(statements) == 1
    assert calendar == get_calendar(session)
    assert sessions == list_sessions(session)
    assert len(sessions) == 2
    assert calendar.closed_periods


def test_the_timetable_of_another_workshop_keeps_the_calendar(school: Scope) -> None:
    calendar, sessions = read_timetable(school.session, Section.TYRES)

    assert calendar == get_calendar(school.session)
    assert sessions == list_sessions(school.session, Section.TYRES)
    assert [one.section for one in sessions] == [Section.TYRES]


def test_an_empty_school_has_an_empty_timetable(scope: Scope) -> None:
    calendar, sessions = read_timetable(scope.session)

    assert (calendar.closed_periods, sessions) == ((), ())
