"""What the workshop can take, teachers included."""

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kernel.actor import Section
from shop.kernel.text import Bilingual
from shop.planning.domain.calendar import ClosedPeriod, SchoolCalendar
from shop.planning.domain.capacity import (
    ResourceKind,
    capacities_of_day,
    capacity_of,
    cells_needed,
    count_of_teachers,
    free_units,
    is_feasible,
)
from shop.planning.domain.cells import CELL
from shop.planning.domain.sessions import GroupSession

TUESDAY = date(2026, 11, 24)
EIGHT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
BAY = ResourceKind(code="bay", label=Bilingual("Pont", ""), section=Section.TYRES, units=2)
TEACHER = ResourceKind(
    code="instructor", label=Bilingual("Maître", ""), section=Section.TYRES, works_each=2
)
POST = ResourceKind(
    code="welding", label=Bilingual("Poste", ""), section=Section.METALWORK, units=4
)
MORNING = GroupSession(
    group_id=1,
    group_name="Pneus 1",
    section=Section.TYRES,
    weekday=1,
    starts=time(8),
    ends=time(12),
    students=8,
)
OPEN = SchoolCalendar()


def test_a_session_opens_the_resources_of_its_section_for_its_hours():
    capacities = capacities_of_day(TUESDAY, [BAY, TEACHER, POST], [MORNING], OPEN)

    cells = sorted({cell for _, cell in capacities})
    assert {kind for kind, _ in capacities} == {"bay", "instructor"}
    assert (cells[0], len(cells)) == (EIGHT, 16)
    assert all(after - before == CELL for before, after in pairwise(cells))
    assert set(capacities.values()) == {2}


def test_two_groups_at_once_bring_two_teachers_and_no_second_pair_of_bays():
    assert capacity_of(TEACHER, [MORNING, MORNING]) == 4
    assert capacity_of(BAY, [MORNING, MORNING]) == 2
    assert capacity_of(BAY, []) == 0


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 12, 22)])
def test_nothing_opens_without_a_session_or_on_a_closed_day(day: date):
    holiday = ClosedPeriod(first_day=date(2026, 12, 19), last_day=date(2027, 1, 3), label="Noël")

    assert capacities_of_day(day, [BAY], [MORNING], SchoolCalendar((holiday,))) == {}


@given(st.integers(0, 40), st.integers(1, 6), st.integers(0, 8))
def test_the_teacher_counter_says_the_same_as_the_rounded_up_division(
    used: int, works_each: int, teachers: int
):
    assert (count_of_teachers(used, works_each) <= teachers) is (used <= teachers * works_each)


def test_a_visit_fits_when_every_kind_is_free_in_every_cell():
    capacities = capacities_of_day(TUESDAY, [BAY, TEACHER], [MORNING], OPEN)
    needs = {"bay": 1, "instructor": 1}

    assert is_feasible(capacities, needs, EIGHT, 240)
    assert not is_feasible(capacities, needs, EIGHT, 255)
    assert not is_feasible(capacities, needs, EIGHT - CELL, 60)
    assert not is_feasible(capacities, needs | {"balancer": 1}, EIGHT, 60)
    busy = free_units(capacities, {("bay", EIGHT + CELL): 2})
    assert not is_feasible(busy, needs, EIGHT, 60)
    assert is_feasible(busy, needs, EIGHT + 2 * CELL, 60)
    assert is_feasible(busy, {"instructor": 1}, EIGHT, 60)


def test_a_visit_without_needs_or_time_fits_nowhere():
    capacities = capacities_of_day(TUESDAY, [BAY], [MORNING], OPEN)

    assert not is_feasible(capacities, {}, EIGHT, 60)
    assert not is_feasible(capacities, {"bay": 1}, EIGHT, 0)


def test_the_cells_of_a_visit_leave_out_needs_of_zero():
    assert cells_needed({"bay": 1, "balancer": 0}, EIGHT, 30) == (
        ("bay", EIGHT),
        ("bay", EIGHT + CELL),
    )
