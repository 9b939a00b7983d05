"""The demonstration under attack: web processes, and workers that can be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.ground import environment, prepare
from tests.bench.served import ROOT, serve
from tests.bench.visitor import Visitor

WORK = [sys.executable, "-m", "flask", "--app", "shop.app:create_app", "work"]


@dataclass(slots=True)
class Ground:
    """Where the shop answers, where its e-mails land, and its workers."""

    address: str
    folder: Path
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def stranger(self) -> Visitor:
        return Visitor(self.address)

    @property
    def letters(self) -> list[Path]:
        """Return the e-mails that have left."""
        return list((self.folder / "data" / "mail").glob("*.eml"))

    def start_worker(self) -> None:
        keys = {**os.environ, **environment(self.folder), "ETABLI_LOG_LEVEL": "CRITICAL"}
        self.workers.append(subprocess.Popen(WORK, cwd=ROOT, env=keys))

    def kill_worker(self) -> None:
        """End the oldest worker at once, in the middle of whatever it does."""
        doomed = self.workers.pop(0)
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()


@contextmanager
def stand_up(folder: Path) -> Iterator[Ground]:
    """Seed and serve a demonstration on this machine; stop all of it afterwards."""
    keys = prepare(folder, products=3)
    with serve("shop.app:create_app()", keys) as served:
        ground = Ground(served.address, folder)
        ground.start_worker()
        try:
            yield ground
        finally:
            while ground.workers:
                ground.kill_worker()
