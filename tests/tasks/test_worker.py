"""The task table: done once, tried again, given up, never twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from shop.db import Scope, db, writing_scope
from shop.kernel.events import Bus
from shop.tasks.domain import LEASE
from shop.tasks.models import Task
from shop.tasks.services import LeaseLost, claim, enqueue, finish
from shop.tasks.worker import Periodic, TaskHandler, Worker
from tests.conftest import NOW


def build_worker(
    handlers: Mapping[str, TaskHandler], now: datetime = NOW, periodic: tuple[Periodic, ...] = ()
) -> Worker:
    return Worker(db.session, Bus(), handlers, lambda: now, periodic)


def test_a_task_is_done_once(scope: Scope) -> None:
    done: list[Any] = []
    enqueue(scope, "note", {"word": "portail"})
    scope.session.commit()
    worker = build_worker({"note": lambda _scope, payload: done.append(payload["word"])})

    assert worker.run_all() == 1
    assert worker.run_all() == 0
    assert done == ["portail"]


def test_two_tasks_with_one_key_are_one(scope: Scope) -> None:
    enqueue(scope, "note", {}, unique_key="k")
    enqueue(scope, "note", {}, unique_key="k")

    assert len(scope.session.scalars(select(Task)).all()) == 1


def test_a_failing_task_leaves_no_effect_and_is_tried_again_later(scope: Scope) -> None:
    enqueue(scope, "note", {})
    scope.session.commit()

    def half_done(inner: Scope, _: Mapping[str, Any]) -> None:
        enqueue(inner, "effect", {})
        inner.session.flush()
        raise ValueError("no")

    build_worker({"note": half_done}).run_all()

    task = scope.session.scalars(select(Task)).one()
    assert (task.kind, task.done_at, task.last_error) == ("note", None, "ValueError: no")
    assert task.run_at == NOW + timedelta(minutes=1)


def test_a_task_that_always_fails_is_given_up(scope: Scope) -> None:
    enqueue(scope, "note", {})
    scope.session.commit()
    later = NOW
    for _ in range(12):
        build_worker({}, now=later).run_all()
        later += timedelta(days=1)

    task = scope.session.scalars(select(Task)).one()
    assert (task.attempts, task.done_at) == (8, None)
    assert task.failed_at is not None


def test_a_lost_worker_frees_its_task_when_the_lease_ends(scope: Scope) -> None:
    enqueue(scope, "note", {})
    scope.session.commit()
    with writing_scope(scope.session, scope.bus, now=NOW):
        first = claim(scope.session, now=NOW)
    later = NOW + LEASE + timedelta(seconds=1)
    with writing_scope(scope.session, scope.bus, now=later):
        assert claim(scope.session, now=NOW + timedelta(minutes=1)) is None
        second = claim(scope.session, now=later)
    assert first is not None
    assert second is not None

    with pytest.raises(LeaseLost), writing_scope(scope.session, scope.bus, now=later):
        finish(scope.session, first, now=later)


def test_periodic_work_is_planned_once_a_span(scope: Scope, app: Flask) -> None:
    worker = build_worker({}, periodic=(Periodic("tick", 60),))

    worker.plan_periodic()
    worker.plan_periodic()

    assert len(scope.session.scalars(select(Task)).all()) == 1
