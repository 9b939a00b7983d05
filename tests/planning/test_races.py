"""The last place and twenty buyers, really at once, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from shop.db import Scope, db, writing_scope
from shop.kernel.events import Bus
from shop.planning.domain.appointments import SlotTaken
from shop.planning.models import CapacityCell, HeldCell, Hold
from shop.planning.services import holds
from tests.builders.planning import TUESDAY_EIGHT, build_open_hours
from tests.conftest import NOW

BUYERS = 20
NEEDS = {"bay": 1, "instructor": 1}
Act = Callable[[Scope, int], object]


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def one_place(engine: Engine) -> None:
    """One bay free on Tuesday at eight, and teachers enough."""
    with Session(engine) as session, writing_scope(session, Bus(), now=NOW) as scope:
        build_open_hours(scope.session, cells=4, capacities={"bay": 1, "instructor": BUYERS})


def all_at_once(engine: Engine, act: Act, count: int = BUYERS) -> list[str]:
    """Run an act in as many threads, each in its own transaction; return how each ended."""
    barrier, ends = Barrier(count), []

    def run(number: int) -> None:
        with Session(engine) as session:
            barrier.wait(timeout=30)
            try:
                with writing_scope(session, Bus(), now=NOW) as scope:
                    act(scope, number)
                ends.append("done")
            except SlotTaken:
                ends.append("refused")
            except Exception as error:
                ends.append(repr(error))

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ends)


def buy(scope: Scope, number: int) -> object:
    return holds.hold_slot(
        scope,
        holder_key=f"booking-{number}",
        needs=NEEDS,
        starts_at=TUESDAY_EIGHT,
        minutes=60,
        expires_at=NOW + timedelta(minutes=40),
    )


def used_bays(engine: Engine) -> int:
    with Session(engine) as session:
        statement = select(func.sum(CapacityCell.used)).where(CapacityCell.resource_kind == "bay")
        return int(session.scalar(statement) or 0)


def count(engine: Engine, model: type[Hold] | type[HeldCell]) -> int:
    with Session(engine) as session:
        return int(session.scalar(select(func.count()).select_from(model)) or 0)


@pytest.mark.usefixtures("one_place")
def test_of_twenty_buyers_of_the_last_place_one_wins_and_the_others_are_told(engine: Engine):
    assert all_at_once(engine, buy) == ["done"] + ["refused"] * (BUYERS - 1)
    assert used_bays(engine) == 4
    assert (count(engine, Hold), count(engine, HeldCell)) == (1, 8)


@pytest.mark.usefixtures("one_place")
def test_without_the_conditional_update_the_place_is_sold_many_times(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    with Session(engine) as session:
        read_before = {row.id: row.used for row in session.scalars(select(CapacityCell))}

    def read_then_write(scope: Scope, cell_id: int, units: int) -> bool:
        """What a careless shop does: trust what was read when the page was shown."""
        cell = scope.session.get_one(CapacityCell, cell_id)
        if read_before[cell_id] + units > cell.capacity:
            return False
        scope.session.execute(
            update(CapacityCell)
            .where(CapacityCell.id == cell_id)
            .values(used=read_before[cell_id] + units)
        )
        return True

    monkeypatch.setattr(holds, "take_units", read_then_write)

    ends = all_at_once(engine, buy)

    assert ends.count("done") > 1
    assert count(engine, Hold) > used_bays(engine) / 4


@pytest.mark.usefixtures("one_place")
def test_the_same_click_many_times_at_once_holds_one_place(engine: Engine):
    ends = all_at_once(engine, lambda scope, _: buy(scope, 1))

    assert ends == ["done"] * BUYERS
    assert used_bays(engine) == 4
    assert (count(engine, Hold), count(engine, HeldCell)) == (1, 8)


@pytest.mark.usefixtures("one_place")
def test_a_place_given_back_many_times_at_once_is_free_once(engine: Engine):
    with Session(engine) as session, writing_scope(session, Bus(), now=NOW) as scope:
        buy(scope, 1)
    given: list[bool] = []

    ends = all_at_once(
        engine, lambda scope, _: given.append(holds.release_hold(scope, "booking-1"))
    )

    assert ends == ["done"] * BUYERS
    assert given.count(True) == 1
    assert used_bays(engine) == 0


@pytest.mark.usefixtures("one_place")
def test_buying_and_giving_back_at_once_never_counts_wrong(engine: Engine):
    with Session(engine) as session, writing_scope(session, Bus(), now=NOW) as scope:
        buy(scope, 0)

    def act(scope: Scope, number: int) -> object:
        return holds.release_hold(scope, "booking-0") if number == 0 else buy(scope, number)

    ends = all_at_once(engine, act)

    assert set(ends) <= {"done", "refused"}
    assert used_bays(engine) == 4 * count(engine, Hold)
    assert count(engine, Hold) <= 1
