"""Workers killed in mid-task by a real SIGKILL: nothing lost, no effect doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from shop.db import Scope
from shop.settings import Settings
from shop.tasks.domain import LEASE
from shop.tasks.models import Task
from shop.tasks.services import enqueue
from tests.structure.sources import ROOT

TASKS = 150
WORKERS = 3
KILLS = 3
PATIENCE_SECONDS = 60


def start_worker(
    settings: Settings, folder: Path, *, shift_seconds: float
) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.tasks.doomed", settings.database_url]
    environment = {**os.environ, "DOOMED_DIR": str(folder)}
    return subprocess.Popen([*command, str(shift_seconds)], cwd=ROOT, env=environment)


def count_done(scope: Scope) -> int:
    scope.session.rollback()
    statement = select(func.count()).where(Task.kind == "work", Task.done_at.is_not(None))
    return scope.session.scalars(statement).one()


def wait_until(scope: Scope, least: int) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while count_done(scope) < least:
        assert time.monotonic() < limit, f"only {count_done(scope)} of {least} tasks were done"
        time.sleep(0.05)


@pytest.mark.slow
def test_killed_workers_lose_nothing_and_double_nothing(
    scope: Scope, settings: Settings, tmp_path: Path
) -> None:
    for number in range(TASKS):
        enqueue(scope, "work", {"number": number}, unique_key=f"work:{number}")
    scope.session.commit()
    chance = random.Random(7)  # noqa: S311 - any order will do, the same each time
    workers = [start_worker(settings, tmp_path, shift_seconds=60) for _ in range(WORKERS)]
    try:
        for kill in range(KILLS):
            wait_until(scope, 10 + kill * 20)
            doomed = workers.pop(chance.randrange(len(workers)))
            doomed.send_signal(signal.SIGKILL)
            doomed.wait()
            workers.append(start_worker(settings, tmp_path, shift_seconds=60))
        # The leases of the killed run out: a later clock takes their tasks up again.
        late = LEASE.total_seconds() + 120
        workers.append(start_worker(settings, tmp_path, shift_seconds=late))
        wait_until(scope, TASKS)
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()

    scope.session.rollback()
    effects = scope.session.scalars(select(Task).where(Task.kind == "effect")).all()
    counted = Counter(effect.payload["of"] for effect in effects)
    assert counted == Counter(range(TASKS))
