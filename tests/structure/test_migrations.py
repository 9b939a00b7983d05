"""The migrations are one line, and lead to the models on both databases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade

from shop.app import create_app
from shop.db import Base, db
from shop.settings import read_settings
from tests.databases import ENGINES, postgres_database, sqlite_url, start_postgres
from tests.structure.sources import ROOT, import_every_model

VERSIONS = ROOT / "migrations" / "versions"


@pytest.fixture(params=ENGINES)
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    if request.param == "sqlite":
        yield _app(sqlite_url(tmp_path), tmp_path)
    else:
        with postgres_database(start_postgres(), "migrations") as url:
            yield _app(url, tmp_path)


def _app(url: str, folder: Path) -> Flask:
    import_every_model()
    return create_app(read_settings({"ETABLI_DATABASE_URL": url, "ETABLI_DATA_DIR": str(folder)}))


def test_migrations_make_exactly_the_tables_of_the_models(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            options = {"compare_type": True}
            found = compare_metadata(
                MigrationContext.configure(connection, opts=options), Base.metadata
            )
        db.engine.dispose()
    assert found == []


def test_migrations_are_numbered_in_one_line() -> None:
    names = sorted(path.stem for path in VERSIONS.glob("*.py"))
    parents = {name: _down_revision(name) for name in names}

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert [parents[name] for name in names] == [None, *names[:-1]]
    assert (ROOT / "migrations" / "HEAD").read_text().strip() == names[-1]


def _down_revision(name: str) -> str | None:
    source = (VERSIONS / f"{name}.py").read_text()
    found = re.search(r'^down_revision: str \| None = (?:None|"(\w+)")$', source, re.MULTILINE)
    assert found, name
    return found.group(1)
