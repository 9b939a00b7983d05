"""Slots offered to a customer, and the starts that are refused."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from shop.kernel.actor import Section
from shop.kernel.refusals import Refusal
from shop.kernel.text import Bilingual
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.capacity import ResourceKind, capacities_of_day, free_units
from shop.planning.domain.cells import CELL, paris_time
from shop.planning.domain.sessions import GroupSession
from shop.planning.domain.slots import BookingRules, check_start, find_first_free, offer_slots

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
RULES = BookingRules(lead_hours=24, horizon_days=60)
BAY = ResourceKind(code="bay", label=Bilingual("Pont", ""), section=Section.TYRES, units=1)
MORNING = GroupSession(
    group_id=None,
    group_name="Pneus 1",
    section=Section.TYRES,
    weekday=1,
    starts=time(8),
    ends=time(10),
    students=8,
)
EIGHT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
CAPACITIES = capacities_of_day(date(2026, 11, 24), [BAY], [MORNING], SchoolCalendar())


def test_starts_come_every_half_hour_as_long_as_the_visit_ends_in_time():
    (day,) = offer_slots(CAPACITIES, CAPACITIES, {"bay": 1}, 60, not_before=NOW)

    assert day.day == date(2026, 11, 24)
    assert [paris_time(slot.starts_at) for slot in day.slots] == ["08:00", "08:30", "09:00"]
    assert not day.is_full


def test_a_taken_start_is_shown_full_and_the_next_free_one_is_found():
    free = free_units(CAPACITIES, {("bay", EIGHT + CELL * n): 1 for n in range(2)})
    days = offer_slots(CAPACITIES, free, {"bay": 1}, 60, not_before=NOW)

    assert [slot.is_free for slot in days[0].slots] == [False, True, True]
    first = find_first_free(days)
    assert first is not None and paris_time(first.starts_at) == "08:30"


def test_a_full_day_says_so():
    days = offer_slots(CAPACITIES, {}, {"bay": 1}, 60, not_before=NOW)

    assert days[0].is_full
    assert find_first_free(days) is None


def test_nothing_is_offered_before_the_lead_time():
    late = EIGHT + timedelta(minutes=31)

    (day,) = offer_slots(CAPACITIES, CAPACITIES, {"bay": 1}, 60, not_before=late)

    assert [paris_time(slot.starts_at) for slot in day.slots] == ["09:00"]


@pytest.mark.parametrize(
    ("starts_at", "sentence"),
    [
        (NOW - timedelta(minutes=15), "est passé"),
        (NOW, "est passé"),
        (NOW + timedelta(hours=23, minutes=45), "au moins 24 heures"),
        (NOW + timedelta(days=61), "au plus 60 jours"),
        (NOW + timedelta(days=3, minutes=7), "heure de la liste"),
    ],
)
def test_a_wrong_start_is_refused_in_words(starts_at: datetime, sentence: str):
    with pytest.raises(Refusal, match=sentence):
        check_start(starts_at, NOW, RULES)


def test_a_start_within_the_rules_is_kept_in_utc():
    assert check_start(EIGHT, NOW, RULES) == EIGHT
    assert check_start(NOW + timedelta(hours=24), NOW, RULES) == NOW + timedelta(hours=24)
