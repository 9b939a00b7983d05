"""A worker process that may be killed at any moment: `python -m tests.tasks.doomed URL SHIFT`.

Each `work` task writes one `effect` row, slowly, so that a kill falls in the middle of it.
"""

import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from threading import Event as Signal
from typing import Any

from shop.app import create_app
from shop.db import Scope, db
from shop.kernel.events import Bus
from shop.settings import read_settings
from shop.tasks.services import enqueue
from shop.tasks.worker import Worker

NEVER = timedelta(days=3650)
SLOWNESS_SECONDS = 0.004


def write_effect(scope: Scope, payload: Mapping[str, Any]) -> None:
    """Leave a row that nobody will ever run, then rest: a kill falls before the commit."""
    enqueue(scope, "effect", {"of": payload["number"]}, run_at=scope.now + NEVER)
    scope.session.flush()
    time.sleep(SLOWNESS_SECONDS)


def main(url: str, shift_seconds: float) -> None:
    """Work until killed, on a clock moved forward by so many seconds."""
    keys = {"ETABLI_DATABASE_URL": url, "ETABLI_LOG_LEVEL": "CRITICAL"}
    app = create_app(read_settings({**keys, "ETABLI_DATA_DIR": os.environ["DOOMED_DIR"]}))
    shift = timedelta(seconds=shift_seconds)
    worker = Worker(
        open_session=db.session,
        bus=Bus(),
        handlers={"work": write_effect},
        clock=lambda: datetime.now(UTC) + shift,
    )
    with app.app_context():
        worker.run_until(Signal(), pause=0.02)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
