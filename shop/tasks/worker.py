"""The loop that does the waiting tasks."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Event as Signal
from typing import Any

from sqlalchemy.orm import Session

from shop.db import Scope, writing_scope
from shop.kernel.events import Bus
from shop.tasks.domain import ClaimedTask
from shop.tasks.services import LeaseLost, claim, enqueue, finish, put_off

TaskHandler = Callable[[Scope, Mapping[str, Any]], None]
log = logging.getLogger("etabli.worker")


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work to do again and again: one task for each span of so many seconds."""

    kind: str
    every_seconds: int


@dataclass(frozen=True, slots=True)
class Worker:
    """Takes tasks one by one; several may run, in several processes."""

    open_session: Callable[[], Session]
    bus: Bus
    handlers: Mapping[str, TaskHandler]
    clock: Callable[[], datetime]
    periodic: tuple[Periodic, ...] = ()

    def run_one(self) -> bool:
        """Do one task; False when none waits. A failure is written down and tried later."""
        task = self._claim()
        if task is None:
            return False
        try:
            self._perform(task)
        except LeaseLost:
            log.warning("lease lost", extra={"facts": {"task": task.id, "kind": task.kind}})
        except Exception as error:
            log.exception("task failed", extra={"facts": {"task": task.id, "kind": task.kind}})
            self._put_off(task, f"{type(error).__name__}: {error}")
        return True

    def run_all(self, limit: int = 1000) -> int:
        """Do the waiting tasks, at most so many, and return how many were tried."""
        done = 0
        while done < limit and self.run_one():
            done += 1
        return done

    def run_until(self, stop: Signal, *, pause: float = 1.0) -> None:
        """Work until told to stop, resting when nothing waits."""
        while not stop.is_set():
            try:
                self.plan_periodic()
                idle = not self.run_one()
            except Exception:
                log.exception("worker could not reach its tasks")
                idle = True
            if idle:
                stop.wait(pause)

    def plan_periodic(self) -> None:
        """Write the periodic tasks of the present span; others may have done so already."""
        if not self.periodic:
            return
        now = self.clock()
        with self.open_session() as session, writing_scope(session, self.bus, now=now) as scope:
            for work in self.periodic:
                span = int(now.timestamp()) // work.every_seconds
                enqueue(scope, work.kind, {}, unique_key=f"{work.kind}:{span}")

    def _claim(self) -> ClaimedTask | None:
        with self.open_session() as session:
            now = self.clock()
            with writing_scope(session, self.bus, now=now):
                return claim(session, now=now)

    def _perform(self, task: ClaimedTask) -> None:
        handler = self.handlers[task.kind]
        with self.open_session() as session:
            now = self.clock()
            with writing_scope(session, self.bus, now=now) as scope:
                finish(session, task, now=now)
                handler(scope, task.payload)

    def _put_off(self, task: ClaimedTask, error: str) -> None:
        with self.open_session() as session:
            now = self.clock()
            with writing_scope(session, self.bus, now=now):
                put_off(session, task, error, now=now)
