"""Fixtures every test shares: both databases, the application, a scope, golden files."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy import event
from sqlalchemy.orm import Session

from shop.app import create_app
from shop.configurations.queries import forget_loads
from shop.db import Base, Scope, begin_writing, db, end_writing
from shop.kernel.actor import SYSTEM
from shop.settings import Settings, read_settings
from tests.browsers import open_chromium
from tests.databases import ENGINES, Traces, postgres_database, sqlite_url, start_postgres
from tests.packing import ByFile
from tests.structure.sources import import_every_model
from tests.translations import compile_catalogue

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden"


class LonelyClient(FlaskClient):
    """Runs each request in a context of its own, as a server does.

    A test may hold an application context: sharing it would share `g`, hence the language
    and the person of the first request.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Werkzeug's own signature
        if "headers" not in kwargs:
            kwargs["headers"] = {"Sec-Fetch-Site": "same-origin"}
        return Context().run(super().open, *args, **kwargs)


@pytest.fixture(scope="session", params=ENGINES)
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path_factory.mktemp("database"))
        return
    with postgres_database(start_postgres()) as url:
        yield url


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a test: nothing leaves this machine."""
    return read_settings(
        {
            "ETABLI_ENVIRONMENT": "test",
            "ETABLI_DEMO": "yes",
            "ETABLI_DATABASE_URL": database_url,
            "ETABLI_DATA_DIR": str(tmp_path_factory.mktemp("data")),
            "ETABLI_PUBLIC_URL": "http://localhost",
            "ETABLI_LOG_LEVEL": "ERROR",
        }
    )


@pytest.fixture(scope="session")
def prepared_app(settings: Settings) -> Iterator[tuple[Flask, Traces]]:
    """The application on a database with its tables; shared by the tests of one process."""
    import_every_model()
    compile_catalogue()
    app = create_app(settings)
    app.config["TESTING"] = True
    app.test_client_class = LonelyClient
    with app.app_context():
        Base.metadata.create_all(db.engine)
        traces = Traces(db.engine)
    yield app, traces
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(prepared_app: tuple[Flask, Traces]) -> Iterator[Flask]:
    """The application; the tables it writes to are emptied afterwards."""
    application, traces = prepared_app
    yield application
    traces.wipe()
    forget_loads()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def scope(app: Flask) -> Iterator[Scope]:
    """A writing scope at `NOW`. Commit its session before using the client."""
    with app.app_context():
        session = db.session()
        begin_writing(session)
        yield Scope(session=session, bus=app.extensions["bus"], now=NOW, actor=SYSTEM)
        session.rollback()
        end_writing(session)


@pytest.fixture
def session(scope: Scope) -> Session:
    """The session of the scope, for tests that only read."""
    return scope.session


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], Any]:
    """Counts the statements sent to the database within a `with` block."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_c: object, _cu: object, statement: str, *_: object) -> None:
            if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
                statements.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for a process."""
    with open_chromium() as opened:
        yield opened


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/<name>`; `./dev golden` accepts what changed."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("ETABLI_GOLDEN") == "accept":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{name} is not in tests/golden: accept it with ./dev golden"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:  # noqa: ANN401 - xdist's own object
    """Share the suite between processes."""
    return ByFile(config, log)


def pytest_terminal_summary(terminalreporter: Any) -> None:  # noqa: ANN401 - pytest's own object
    """Say how many tests passed on each database."""
    passed = Counter(
        engine
        for report in terminalreporter.stats.get("passed", [])
        for engine in ENGINES
        if f"[{engine}" in report.nodeid
    )
    if passed:
        counts = ", ".join(f"{engine} {passed[engine]}" for engine in ENGINES)
        terminalreporter.write_line(f"Tests passed per database: {counts}")
