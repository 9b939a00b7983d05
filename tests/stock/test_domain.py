"""What an offcut is, before any table."""

import pytest

from shop.kernel.actor import Actor, Role
from shop.kernel.refusals import Refusal
from shop.stock.domain import (
    LONGEST_MM,
    SHORTEST_MM,
    OffcutState,
    OffcutView,
    Remainder,
    metres,
    read_designation,
    refuse_odd_length,
)
from shop.stock.permissions import can_keep_rack, can_read_rack
from tests.conftest import NOW

KNOWN = ("TUBE CARRE 40x40x2", "PLAT 40x5", "TUBE CARRE 20x20x1.5")


def _view(**changes: object) -> OffcutView:
    fields: dict[str, object] = {
        "id": 1,
        "reference": "CH-2026-0001",
        "designation": KNOWN[0],
        "length_mm": 1500,
        "place": "B3",
        "origin": "",
        "entered_at": NOW,
        "entered_by": "Mme Perrin",
        "holder": "",
        "held_for": "",
        "used_at": None,
        "used_for": "",
        "version": 1,
    }
    return OffcutView(**{**fields, **changes})  # type: ignore[arg-type] # any field of the value


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, OffcutState.FREE),
        ({"holder": "card:1"}, OffcutState.HELD),
        ({"holder": "card:1", "used_at": NOW}, OffcutState.USED),
        ({"used_at": NOW}, OffcutState.USED),
    ],
)
def test_the_state_of_an_offcut(changes: dict[str, object], state: OffcutState) -> None:
    assert _view(**changes).state is state


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("TUBE CARRE 40x40x2", KNOWN[0]),
        ("tube carre 40 x 40 x 2", KNOWN[0]),
        ("Tube carre 40×40×2", KNOWN[0]),
        ("tube carre 20x20x1,5", KNOWN[2]),
        ("  plat 40x5 ", KNOWN[1]),
    ],
)
def test_a_section_is_found_however_it_is_typed(typed: str, name: str) -> None:
    assert read_designation(typed, KNOWN) == name


@pytest.mark.parametrize("typed", ["", "OR 24", "TUBE CARRE 40x40", "x" * 500])
def test_an_unknown_section_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Refusal, match="n’est pas dans notre table") as refused:
        read_designation(typed, KNOWN)
    assert refused.value.field == "designation"


@pytest.mark.parametrize("length", [-1, 0, SHORTEST_MM - 1, LONGEST_MM + 1])
def test_a_length_no_rack_holds_is_refused(length: int) -> None:
    with pytest.raises(Refusal, match="Une chute mesure"):
        refuse_odd_length(length)


@pytest.mark.parametrize("length", [SHORTEST_MM, LONGEST_MM])
def test_the_shortest_and_the_longest_are_taken(length: int) -> None:
    refuse_odd_length(length)


def test_a_remainder_is_written_in_whole_millimetres_rounded_down() -> None:
    rest = Remainder(designation=KNOWN[0], length_mm=1433.97, origin="FT-2026-0001, barre 1")

    assert rest.whole_mm == 1433


def test_offcuts_together_in_metres() -> None:
    assert metres([_view(), _view(length_mm=800)]) == 2.3


@pytest.mark.parametrize(
    ("role", "reads", "keeps"),
    [
        (Role.OFFICE, True, True),
        (Role.WORKSHOP_TEACHER, True, True),
        (Role.GENERAL_TEACHER, True, False),
        (Role.STUDENT, False, False),
        (Role.CUSTOMER, False, False),
        (Role.ANONYMOUS, False, False),
    ],
)
def test_who_looks_at_the_rack_and_who_keeps_it(role: Role, reads: bool, keeps: bool) -> None:
    actor = Actor(role=role)

    assert (can_read_rack(actor), can_keep_rack(actor)) == (reads, keeps)
