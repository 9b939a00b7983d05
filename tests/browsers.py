"""The one Chromium of a test process."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium() -> str:
    """Return the browser; its absence is a failure, never a reason to skip."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("ETABLI_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "Chromium is missing: run the tests with ./dev test, which installs it."
    return found


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start Chromium without any service of its maker, and stop it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        yield opened
        opened.close()
