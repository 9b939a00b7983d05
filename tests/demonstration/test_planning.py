"""The demonstration opens places that can be booked."""

from datetime import date

from shop.accounts.queries import list_groups
from shop.db import Scope
from shop.demonstration.planning import CLOSED, seed_planning
from shop.kernel.actor import Section
from shop.planning.domain.load import Bottleneck
from shop.planning.domain.slots import find_first_free
from shop.planning.queries import list_free_slots, workshop_load
from shop.planning.timetable import get_calendar, list_sessions
from tests.conftest import NOW

TODAY = date(2026, 11, 20)
FITTING = {"bay": 1, "tyre_changer": 1, "balancer": 1, "instructor": 1}


def test_tyres_can_be_fitted_from_the_next_workshop_day(scope: Scope):
    seed_planning(scope)

    days = list_free_slots(scope.session, FITTING, 75, TODAY, 60, NOW)

    assert days[0].day == date(2026, 11, 24)
    assert find_first_free(days) is not None
    closed = [day.day for day in days if date(2026, 12, 19) <= day.day <= date(2027, 1, 3)]
    assert closed == []


def test_metalwork_has_hours_every_school_week(scope: Scope):
    seed_planning(scope)

    loads = workshop_load(scope.session, Section.METALWORK, 6, TODAY)

    assert all(load.capacity[Bottleneck.STUDENT] > 0 for load in loads)
    assert all(load.capacity[Bottleneck.WELDING] > 0 for load in loads)


def test_seeding_twice_changes_nothing(scope: Scope):
    seed_planning(scope)
    seed_planning(scope)

    assert len(get_calendar(scope.session).closed_periods) == len(CLOSED)
    assert len({s.group_name for s in list_sessions(scope.session)}) == 3


def test_hours_are_linked_to_their_groups(scope: Scope):
    seed_planning(scope)

    for group in list_groups(scope.session):
        hours = list_sessions(scope.session, group_id=group.id)
        assert {(h.group_name, h.section) for h in hours} == {(group.name, group.section)}
        assert {h.students for h in hours} == {len(group.student_ids)}
