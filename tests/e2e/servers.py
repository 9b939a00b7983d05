"""A real demonstration for the browser: migrated, seeded, served, with its worker."""

import fcntl
import os
import shutil
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


DATABASE = "demo.sqlite3"


def fill(database_url: str, folder: Path) -> None:
    """Migrate and seed an empty database; the files it speaks of go into the folder."""
    for command in ("upgrade-database", "seed"):
        _run([*FLASK, command], _environment(database_url, folder))


def copy_of_filled(shared: Path, folder: Path) -> str:
    """Return a SQLite demonstration of one's own; all processes of a run copy the same one."""
    pattern = shared / "demonstration"
    pattern.mkdir(exist_ok=True)
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (pattern / "whole").exists():
            fill(f"sqlite:///{pattern / DATABASE}", pattern)
            (pattern / "whole").touch()
    shutil.copytree(pattern, folder, dirs_exist_ok=True)
    return f"sqlite:///{folder / DATABASE}"


def _environment(database_url: str, folder: Path, address: str = "") -> dict[str, str]:
    return {
        **os.environ,
        "ETABLI_DEMO": "yes",
        "ETABLI_DATA_DIR": str(folder / "data"),
        "ETABLI_DATABASE_URL": database_url,
        "ETABLI_PUBLIC_URL": address or "http://127.0.0.1",
        "ETABLI_LOG_LEVEL": "ERROR",
    }


@contextmanager
def serve(database_url: str, folder: Path) -> Iterator[str]:
    """Serve a demonstration on a free port of this machine; stop both processes afterwards."""
    address = f"http://127.0.0.1:{_free_port()}"
    environment = _environment(database_url, folder, address)
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
