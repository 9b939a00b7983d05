"""Serve an application under gunicorn and read what its processes cost."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Served:
    """A running application: where it answers, and its processes."""

    address: str
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Return the processor time its workers have used so far."""
        times = [child.cpu_times() for child in self.process.children()]
        return sum(spent.user + spent.system for spent in times)

    def megabytes_per_worker(self) -> float:
        """Return the memory of the largest worker, shared pages counted by share."""
        sizes = [child.memory_full_info().pss for child in self.process.children()]
        return max(sizes) / 1024**2


@contextmanager
def serve(application: str, environment: Mapping[str, str]) -> Iterator[Served]:
    """Run gunicorn with two workers on a free port of this machine, and stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--threads", "4"]
    command += ["--worker-class", "gthread", "--bind", f"127.0.0.1:{port}"]
    command += ["--keep-alive", "60", "--log-level", "error", application]
    program = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        _wait(f"http://127.0.0.1:{port}/")
        yield Served(f"http://127.0.0.1:{port}", psutil.Process(program.pid))
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(timeout=20)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError:
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer")
