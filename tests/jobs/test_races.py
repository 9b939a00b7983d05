"""Several tablets at once: one tick, one signature, one clock; and the lock that makes it so."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.db import Base, Scope, db, writing_scope
from shop.jobs.domain.state import StopKind
from shop.jobs.models import CardStop, JobCard, OperationProgress
from shop.jobs.services import records
from shop.jobs.services.making import tick_operation
from shop.jobs.services.signing import sign_stop
from shop.kernel.actor import Actor
from tests.builders.jobs import as_student, as_teacher, build_job_card, open_group, publish
from tests.conftest import NOW

TABLETS = 5


def _together(app: Flask, who: Actor, act: Callable[[Scope], None]) -> None:
    """Do the same act from several tablets, each in a transaction of its own."""
    barrier = threading.Barrier(TABLETS)

    def run() -> None:
        with app.app_context(), suppress(Exception):
            barrier.wait()
            with writing_scope(db.session(), app.extensions["bus"], now=NOW, actor=who) as scope:
                act(scope)

    threads = [threading.Thread(target=run) for _ in range(TABLETS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _prepared(app: Flask) -> tuple[int, Actor, Actor]:
    with (
        app.app_context(),
        writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope,
    ):
        group_id = open_group(scope)
        card_id = publish(scope, build_job_card(scope), group_id=group_id)
        return card_id, as_student(scope, group_id, "saw").actor, as_teacher(scope).actor


def _count(app: Flask, model: type[Base]) -> int:
    with app.app_context():
        return db.session().scalar(select(func.count()).select_from(model)) or 0


def test_five_tablets_tick_one_step_once(app: Flask) -> None:
    card_id, student, _ = _prepared(app)

    _together(app, student, lambda scope: tick_operation(scope, card_id, "010-ETU"))

    assert _count(app, OperationProgress) == 1


def test_five_signatures_are_one(app: Flask) -> None:
    card_id, _, teacher = _prepared(app)

    _together(app, teacher, lambda scope: sign_stop(scope, card_id, StopKind.BEFORE_MAKING))

    assert _count(app, CardStop) == 1


def test_without_its_lock_the_same_step_is_ticked_several_times(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        return  # one writer at a time, whatever the row lock
    card_id, student, _ = _prepared(app)
    meeting = threading.Barrier(TABLETS)

    def unlocked(session: Session, model: type[JobCard], row_id: int) -> JobCard:
        row = session.get_one(model, row_id)
        meeting.wait(timeout=5)
        return row

    monkeypatch.setattr(records, "lock", unlocked)

    _together(app, student, lambda scope: tick_operation(scope, card_id, "010-ETU"))

    assert _count(app, OperationProgress) > 1
