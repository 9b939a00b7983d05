"""Wrong tries cost a wait that grows; twenty at once are twenty."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.accounts.domain.throttling import (
    ADDRESS,
    STUDENT_PIN,
    Limit,
    Tries,
    spend,
    wait_after,
    wait_left,
)
from shop.accounts.models import Throttle
from shop.accounts.sign_in import forgive_tries, give_back_try, spend_try
from shop.db import Scope, db, writing_scope
from shop.kernel.events import Bus
from tests.builders.accounts import build_throttle
from tests.conftest import NOW

SECOND = timedelta(seconds=1)
KEYS = {"student:7": STUDENT_PIN}


def test_the_wait_doubles_from_the_fifth_wrong_try_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(count, STUDENT_PIN) // SECOND for count in range(1, 12)]

    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]


@given(st.integers(1, 10_000), st.integers(1, 50))
def test_a_wait_never_shrinks_and_never_passes_the_longest(count: int, free: int) -> None:
    limit = Limit(free=free)

    assert wait_after(count, limit) <= wait_after(count + 1, limit) <= limit.longest_wait


def test_a_quiet_time_forgets_the_tries() -> None:
    tries = Tries(9, NOW, None)

    assert spend(tries, STUDENT_PIN, NOW + timedelta(hours=12)).count == 1
    assert spend(tries, STUDENT_PIN, NOW + timedelta(hours=11)).count == 10


def test_what_is_left_of_a_wait_is_told() -> None:
    assert wait_left(Tries(5, NOW, NOW + 30 * SECOND), NOW + 10 * SECOND) == 20 * SECOND
    assert wait_left(Tries(5, NOW, NOW + 30 * SECOND), NOW + 30 * SECOND) == timedelta(0)


def test_five_tries_are_free_and_the_sixth_waits(scope: Scope) -> None:
    waits = [spend_try(scope, KEYS) for _ in range(6)]

    assert waits == [timedelta(0)] * 5 + [30 * SECOND]


def test_a_blocked_try_is_not_counted(scope: Scope) -> None:
    build_throttle(scope.session, key="student:7", count=5, blocked_until=NOW + 30 * SECOND)

    spend_try(scope, KEYS)

    assert _count(scope, "student:7") == 5


def test_one_blocked_key_blocks_the_try_of_all(scope: Scope) -> None:
    build_throttle(scope.session, key="device:a", count=9, blocked_until=NOW + 90 * SECOND)

    assert spend_try(scope, {**KEYS, "device:a": STUDENT_PIN}) == 90 * SECOND
    assert _count(scope, "student:7") == 0


def test_after_the_wait_one_more_try_is_allowed_then_the_wait_is_longer(scope: Scope) -> None:
    for _ in range(5):
        spend_try(scope, KEYS)
    later = replace(scope, now=NOW + 31 * SECOND)

    assert spend_try(later, KEYS) == timedelta(0)
    assert spend_try(later, KEYS) == 60 * SECOND


def test_the_right_secret_forgets_the_tries(scope: Scope) -> None:
    for _ in range(4):
        spend_try(scope, KEYS)
    forgive_tries(scope, KEYS)

    assert spend_try(scope, KEYS) == timedelta(0)
    assert _count(scope, "student:7") == 1


def test_a_shared_address_gets_one_try_back(scope: Scope) -> None:
    for _ in range(3):
        spend_try(scope, {"address:x": ADDRESS})

    give_back_try(scope, "address:x")

    scope.session.expire_all()
    assert _count(scope, "address:x") == 2


def test_twenty_tries_at_once_are_all_counted(app: Flask) -> None:
    def one_try(_: int) -> bool:
        with app.app_context(), writing_scope(db.session(), Bus(), now=NOW) as scope:
            return not spend_try(scope, KEYS)

    with ThreadPoolExecutor(20) as pool:
        allowed = sum(pool.map(one_try, range(20)))

    assert allowed == STUDENT_PIN.free


def test_without_its_lock_the_counter_loses_tries_on_postgresql(
    app: Flask, scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above; SQLite writers still wait for one another."""
    build_throttle(scope.session, key="student:7", count=4, last_at=NOW)
    scope.session.commit()
    is_postgresql = scope.session.get_bind().dialect.name == "postgresql"
    everybody_has_read = Barrier(6, timeout=20)

    def read_without_lock(session: Session, model: type[Throttle], row_id: int) -> Throttle:
        row = session.get_one(model, row_id)
        if is_postgresql:
            everybody_has_read.wait()
        return row

    monkeypatch.setattr("shop.accounts.sign_in.lock", read_without_lock)

    def one_try(_: int) -> bool:
        with app.app_context(), writing_scope(db.session(), Bus(), now=NOW) as own:
            return not spend_try(own, KEYS)

    with ThreadPoolExecutor(6) as pool:
        allowed = sum(pool.map(one_try, range(6)))

    assert allowed == (6 if is_postgresql else 1)


def _count(scope: Scope, key: str) -> int:
    return scope.session.scalars(select(Throttle.count).where(Throttle.key == key)).one()
