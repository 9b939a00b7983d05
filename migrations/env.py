"""Runs the migrations on the application's database."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy import types as sa_types

from shop.db import MoneyType, UtcDateTime

engine = current_app.extensions["migrate"].db.engine
metadata = current_app.extensions["migrate"].db.metadata


def render_item(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Write our column types as plain ones: a migration must not depend on newer code."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, MoneyType):
        return "sa.BigInteger()"
    if isinstance(item, sa_types.JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run(connection: Connection) -> None:
    """Upgrade with foreign keys off on SQLite, where rebuilding a table would delete children."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        set_foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if sqlite:
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"rows without their parent after the migration: {broken[:5]}")
    connection.commit()
    if sqlite:
        set_foreign_keys(connection, "ON")


def set_foreign_keys(connection: Connection, state: str) -> None:
    """Switch them outside any transaction: SQLite ignores the pragma within one."""
    connection.rollback()
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys = {state}")
    cursor.close()


with engine.connect() as open_connection:
    run(open_connection)
