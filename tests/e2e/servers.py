"""A real demonstration for the browser: migrated, seeded, served, with its worker."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLASK = [sys.executable, "-m", "flask", "--app", "shop.app:create_app"]
PATIENCE_SECONDS = 40


@contextmanager
def serve(database_url: str, folder: Path) -> Iterator[str]:
    """Serve a demonstration on a free port of this machine; stop both processes afterwards."""
    address = f"http://127.0.0.1:{_free_port()}"
    environment = {
        **os.environ,
        "ETABLI_DEMO": "yes",
        "ETABLI_DATA_DIR": str(folder / "data"),
        "ETABLI_DATABASE_URL": database_url,
        "ETABLI_PUBLIC_URL": address,
        "ETABLI_LOG_LEVEL": "ERROR",
    }
    for command in ("upgrade-database", "seed"):
        _run([*FLASK, command], environment)
    log = (folder / "server.log").open("wb")
    programs = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        for command in (_web(address), [*FLASK, "work"])
    ]
    try:
        _wait(address, programs[0], folder / "server.log")
        yield address
    finally:
        _stop(programs)
        log.close()


def _web(address: str) -> list[str]:
    bind = address.removeprefix("http://")
    threads = ["--worker-class", "gthread", "--workers", "1", "--threads", "4"]
    gunicorn = [sys.executable, "-m", "gunicorn", *threads, "--bind", bind]
    return [*gunicorn, "--log-level", "warning", "shop.app:create_app()"]


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, program: "subprocess.Popen[bytes]", log: Path) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit and program.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the demonstration did not start: {log.read_text()[-3000:]}")


def _stop(programs: "list[subprocess.Popen[bytes]]") -> None:
    for program in programs:
        program.send_signal(signal.SIGTERM)
    for program in programs:
        try:
            program.wait(timeout=10)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
