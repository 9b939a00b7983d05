"""Holding a place is all or nothing, once per key, and giving it back happens once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.db import Scope
from shop.kernel.refusals import NotFound, Refusal
from shop.planning.domain.appointments import AppointmentKind, HoldView, SlotTaken
from shop.planning.models import CapacityCell, HeldCell, Hold
from shop.planning.queries import find_hold
from shop.planning.services.holds import (
    extend_hold,
    hand_over_hold,
    hold_slot,
    release_expired_holds,
    release_hold,
)
from tests.builders.planning import QUARTER, TUESDAY_EIGHT, build_cell, build_open_hours
from tests.conftest import NOW

NEEDS = {"bay": 1, "instructor": 1}
LATER = NOW + timedelta(minutes=40)


def used(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(CapacityCell.resource_kind, func.sum(CapacityCell.used)).group_by(
            CapacityCell.resource_kind
        )
    )
    return {kind: int(total) for kind, total in rows}


def hold(scope: Scope, key: str = "booking-1", quarters: int = 0, minutes: int = 60) -> HoldView:
    return hold_slot(
        scope,
        holder_key=key,
        needs=NEEDS,
        starts_at=TUESDAY_EIGHT + QUARTER * quarters,
        minutes=minutes,
        expires_at=LATER,
    )


@pytest.fixture(autouse=True)
def _open_hours(scope: Scope) -> None:
    build_open_hours(scope.session)


def test_a_hold_takes_every_resource_of_every_quarter(scope: Scope):
    held = hold(scope)

    assert held == HoldView(
        holder_key="booking-1",
        kind=AppointmentKind.TYRE,
        starts_at=TUESDAY_EIGHT,
        ends_at=TUESDAY_EIGHT + timedelta(hours=1),
        expires_at=LATER,
    )
    assert find_hold(scope.session, "booking-1") == held
    assert used(scope.session) == {"bay": 4, "instructor": 4}


def test_the_same_key_and_start_again_takes_nothing_more(scope: Scope):
    first, second = hold(scope), hold(scope)

    assert first == second
    assert used(scope.session) == {"bay": 4, "instructor": 4}


def test_another_start_moves_the_hold_even_over_its_own_place(scope: Scope):
    hold(scope)
    moved = hold(scope, quarters=2)

    assert moved.starts_at == TUESDAY_EIGHT + 2 * QUARTER
    assert used(scope.session) == {"bay": 4, "instructor": 4}
    assert scope.session.scalar(select(func.count()).select_from(Hold)) == 1


def test_a_taken_place_is_refused_and_nothing_is_kept(scope: Scope):
    hold(scope, quarters=3)

    with pytest.raises(SlotTaken, match="vient d’être pris"):
        hold(scope, "booking-2")

    assert used(scope.session) == {"bay": 4, "instructor": 4}
    assert find_hold(scope.session, "booking-2") is None


def test_a_hold_that_cannot_move_keeps_its_place(scope: Scope):
    hold(scope)
    hold(scope, "booking-2", quarters=4)

    with pytest.raises(SlotTaken):
        hold(scope, quarters=2)

    kept = find_hold(scope.session, "booking-1")
    assert kept is not None and kept.starts_at == TUESDAY_EIGHT
    assert used(scope.session) == {"bay": 8, "instructor": 8}


@pytest.mark.parametrize("quarters", [-1, 13, 16])
def test_a_place_outside_the_opening_is_refused(scope: Scope, quarters: int):
    with pytest.raises(SlotTaken, match="pas ouvert"):
        hold(scope, quarters=quarters)


def test_a_start_against_the_rules_is_refused(scope: Scope):
    early = replace(scope, now=TUESDAY_EIGHT - timedelta(hours=23))

    with pytest.raises(Refusal, match="au moins 24 heures"):
        hold(early)


def test_without_rules_nothing_is_booked(scope: Scope):
    with pytest.raises(NotFound, match="pas encore ouverts"):
        hold_slot(
            scope,
            holder_key="visit-1",
            needs=NEEDS,
            starts_at=TUESDAY_EIGHT,
            minutes=60,
            expires_at=LATER,
            kind=AppointmentKind.MEASURE,
        )


def test_a_place_is_given_back_once(scope: Scope):
    hold(scope)

    assert release_hold(scope, "booking-1")
    assert not release_hold(scope, "booking-1")
    assert used(scope.session) == {"bay": 0, "instructor": 0}
    assert scope.session.scalar(select(func.count()).select_from(HeldCell)) == 0


def test_a_hold_is_extended_and_never_shortened(scope: Scope):
    hold(scope)

    assert extend_hold(scope, "booking-1", LATER + QUARTER).expires_at == LATER + QUARTER
    assert extend_hold(scope, "booking-1", NOW).expires_at == LATER + QUARTER


def test_what_was_given_back_cannot_be_extended(scope: Scope):
    with pytest.raises(Refusal, match="plus réservé"):
        extend_hold(scope, "booking-1", LATER)


def test_a_hold_changes_hands(scope: Scope):
    hold(scope)
    hand_over_hold(scope, "booking-1", "order-7")

    assert find_hold(scope.session, "booking-1") is None
    assert release_hold(scope, "order-7")
    assert used(scope.session) == {"bay": 0, "instructor": 0}


def test_holds_whose_time_is_over_are_given_back(scope: Scope):
    hold(scope)
    hold(scope, "order-1", quarters=4)
    hold(scope, "booking-2", quarters=8)
    extend_hold(scope, "booking-2", LATER + timedelta(hours=1))

    assert release_expired_holds(replace(scope, now=LATER - QUARTER)) == 0
    assert release_expired_holds(replace(scope, now=LATER), "booking-") == 1
    assert find_hold(scope.session, "order-1") is not None
    assert release_expired_holds(replace(scope, now=LATER)) == 1
    assert used(scope.session) == {"bay": 4, "instructor": 4}


def test_a_prefix_is_taken_to_the_letter(scope: Scope):
    hold(scope, "bookingX1")

    assert release_expired_holds(replace(scope, now=LATER), "booking_") == 0


def test_two_units_of_a_resource_are_taken_together_or_not(scope: Scope):
    build_cell(scope.session, resource_kind="lift", capacity=3, used=2)

    with pytest.raises(SlotTaken):
        hold_slot(
            scope,
            holder_key="booking-1",
            needs={"lift": 2},
            starts_at=TUESDAY_EIGHT,
            minutes=15,
            expires_at=LATER,
        )
