"""Chromium on a real demonstration: SQLite at two widths, without JavaScript, PostgreSQL."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.databases import postgres_database, start_postgres
from tests.e2e.servers import copy_of_filled, fill, serve
from tests.packing import is_on_postgresql

PHONE, DESKTOP = (360, 740), (1280, 860)
PATIENCE_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a journey is walked."""

    database: str
    size: tuple[int, int]
    script: bool = True

    @property
    def name(self) -> str:
        return f"{self.database}-{self.size[0]}{'' if self.script else '-noscript'}"


SETTINGS = (
    Setting("sqlite", PHONE),
    Setting("sqlite", DESKTOP),
    Setting("sqlite", DESKTOP, script=False),
    Setting("postgresql", DESKTOP),
)

# What a gate by quote shares with the other families is walked with it in every setting; their
# own pages are walked on a phone with script and on a desk without.
IN_TWO_SETTINGS = pytest.mark.parametrize(
    "visit", (SETTINGS[0], SETTINGS[2]), ids=lambda setting: setting.name, indirect=True
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser on the demonstration; each person gets a context of their own."""

    browser: Browser
    address: str
    setting: Setting

    def someone(self) -> BrowserContext:
        """Open a new person's browser: no cookie, the width and script of the setting."""
        width, height = self.setting.size
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            java_script_enabled=self.setting.script,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        return context

    def page(self) -> Page:
        return self.someone().new_page()


@pytest.fixture(scope="session")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("demo-sqlite")
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp()
    url = copy_of_filled(shared if alone else shared.parent, folder)
    with serve(url, folder) as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("demo-postgresql")
    with postgres_database(start_postgres(), "e2e") as url:
        fill(url, folder)
        with serve(url, folder) as address:
            yield address


@pytest.fixture(params=SETTINGS, ids=lambda setting: setting.name)
def visit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visit]:
    """Every journey is walked in every setting."""
    setting: Setting = request.param
    address: str = request.getfixturevalue(f"{setting.database}_demo")
    opened = Visit(browser, address, setting)
    yield opened
    for context in browser.contexts:
        context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walk in Chromium first: what takes longest must not begin last."""
    walks = [item for item in items if "tests/e2e" in str(item.path)]
    for item in walks:
        item.add_marker(pytest.mark.e2e)
    others = [item for item in items if item not in set(walks)]
    items[:] = [*sorted(walks, key=lambda walk: not is_on_postgresql(walk.nodeid)), *others]
