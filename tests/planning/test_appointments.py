"""Held places become appointments, which move and end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from shop.db import Scope
from shop.kernel.events import Bus, Event
from shop.kernel.refusals import NotFound, Refusal
from shop.planning.domain.appointments import AppointmentKind, AppointmentView, SlotTaken
from shop.planning.events import AppointmentCancelled, AppointmentConfirmed, AppointmentMoved
from shop.planning.queries import (
    find_appointment,
    find_hold,
    get_appointment,
    list_appointments,
    list_free_slots,
)
from shop.planning.services.appointments import (
    book_appointment,
    cancel_appointment,
    confirm_hold,
    move_appointment,
)
from shop.planning.services.holds import hold_slot, release_expired_holds, release_hold
from tests.builders.planning import QUARTER, TUESDAY_EIGHT, build_appointment, build_open_hours
from tests.conftest import NOW

NEEDS = {"bay": 1, "instructor": 1}
DAY = TUESDAY_EIGHT.date()


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def listening(scope: Scope, heard: list[Event]) -> Iterator[Scope]:
    build_open_hours(scope.session)
    kinds = (AppointmentConfirmed, AppointmentMoved, AppointmentCancelled)
    yield replace(scope, bus=Bus({kind: [lambda event, _: heard.append(event)] for kind in kinds}))


def confirmed(scope: Scope, key: str = "booking-1") -> AppointmentView:
    hold_slot(
        scope,
        holder_key=key,
        needs=NEEDS,
        starts_at=TUESDAY_EIGHT,
        minutes=60,
        expires_at=NOW + timedelta(minutes=40),
    )
    return confirm_hold(scope, key, "Clio, 2 pneus")


def is_free(scope: Scope, quarters: int = 0) -> bool:
    days = list_free_slots(scope.session, NEEDS, 60, DAY, 1, NOW)
    start = TUESDAY_EIGHT + QUARTER * quarters
    return any(slot.starts_at == start and slot.is_free for day in days for slot in day.slots)


def test_a_held_place_becomes_an_appointment_that_does_not_expire(
    listening: Scope, heard: list[Event]
):
    made = confirmed(listening)

    assert made == AppointmentView(
        id=made.id,
        kind=AppointmentKind.TYRE,
        holder_key="booking-1",
        starts_at=TUESDAY_EIGHT,
        ends_at=TUESDAY_EIGHT + timedelta(hours=1),
        subject="Clio, 2 pneus",
        confirmed_at=NOW,
        cancelled_at=None,
        revision=0,
    )
    assert heard == [AppointmentConfirmed(made.id, "booking-1", TUESDAY_EIGHT)]
    assert release_expired_holds(replace(listening, now=NOW + timedelta(days=9))) == 0
    assert find_appointment(listening.session, "booking-1") == made
    assert get_appointment(listening.session, made.id) == made


def test_confirming_twice_gives_one_appointment(listening: Scope, heard: list[Event]):
    assert confirmed(listening) == confirm_hold(listening, "booking-1", "Clio, 2 pneus")
    assert len(heard) == 1


def test_a_place_given_back_cannot_be_confirmed(listening: Scope):
    with pytest.raises(Refusal, match="plus réservé"):
        confirm_hold(listening, "booking-1", "Clio")


def test_a_late_hold_that_is_still_there_is_confirmed(listening: Scope):
    hold_slot(
        listening,
        holder_key="booking-1",
        needs=NEEDS,
        starts_at=TUESDAY_EIGHT,
        minutes=60,
        expires_at=NOW,
    )

    late = replace(listening, now=NOW + timedelta(hours=1))
    assert not confirm_hold(late, "booking-1", "Clio").is_cancelled


def test_cancelling_frees_the_place_once(listening: Scope, heard: list[Event]):
    made = confirmed(listening)
    assert not is_free(listening)

    cancelled = cancel_appointment(listening, made.id)
    again = cancel_appointment(listening, made.id)

    assert cancelled.cancelled_at == NOW
    assert again == cancelled
    assert heard[1:] == [AppointmentCancelled(made.id, "booking-1")]
    assert is_free(listening)
    assert find_hold(listening.session, "booking-1") is None


def test_a_cancelled_appointment_may_be_taken_again_under_its_key(listening: Scope):
    made = confirmed(listening)
    cancel_appointment(listening, made.id)

    again = confirmed(listening)

    assert (again.id, again.is_cancelled, again.revision) == (made.id, False, 1)


def test_moving_frees_the_old_place_and_takes_the_new(listening: Scope, heard: list[Event]):
    made = confirmed(listening)

    moved = move_appointment(listening, made.id, needs=NEEDS, starts_at=TUESDAY_EIGHT + 4 * QUARTER)

    assert (moved.starts_at, moved.minutes) == (TUESDAY_EIGHT + 4 * QUARTER, 60)
    assert moved.revision == 1
    assert heard[1:] == [AppointmentMoved(made.id, "booking-1", moved.starts_at)]
    assert is_free(listening)
    assert not is_free(listening, 4)


def test_moving_onto_a_taken_place_keeps_the_old_one(listening: Scope):
    made = confirmed(listening)
    book_appointment(
        listening,
        holder_key="booking-2",
        kind=AppointmentKind.TYRE,
        needs=NEEDS,
        starts_at=TUESDAY_EIGHT + 4 * QUARTER,
        minutes=60,
        subject="Twingo",
    )

    with pytest.raises(SlotTaken):
        move_appointment(listening, made.id, needs=NEEDS, starts_at=TUESDAY_EIGHT + 4 * QUARTER)

    assert get_appointment(listening.session, made.id).starts_at == TUESDAY_EIGHT


def test_a_cancelled_appointment_does_not_move(listening: Scope):
    made = confirmed(listening)
    cancel_appointment(listening, made.id)

    with pytest.raises(Refusal, match="est annulé"):
        move_appointment(listening, made.id, needs=NEEDS, starts_at=TUESDAY_EIGHT + QUARTER)


def test_an_appointment_that_does_not_exist_is_not_found(listening: Scope):
    with pytest.raises(NotFound):
        get_appointment(listening.session, 999)
    with pytest.raises(NotFound):
        cancel_appointment(listening, 999)


def test_the_list_of_a_day_leaves_out_what_is_cancelled(listening: Scope):
    made = confirmed(listening)
    other = build_appointment(listening.session, holder_key="visit-1", kind=AppointmentKind.MEASURE)

    assert [a.id for a in list_appointments(listening.session, DAY, DAY)] == [made.id, other.id]
    tyres = list_appointments(listening.session, DAY, DAY, [AppointmentKind.TYRE])
    assert [a.id for a in tyres] == [made.id]
    cancel_appointment(listening, made.id)
    release_hold(listening, "visit-1")
    assert [a.id for a in list_appointments(listening.session, DAY, DAY)] == [other.id]
    assert list_appointments(listening.session, DAY + timedelta(days=1), DAY) == ()
