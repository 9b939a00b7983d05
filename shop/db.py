"""The database: declarative base, column types, engine set-up, scope of a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON as SQL_JSON
from sqlalchemy import BigInteger, DateTime, Engine, Integer, MetaData, event, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator, TypeEngine

from shop.kernel.actor import SYSTEM, Actor
from shop.kernel.events import Bus, Event
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WRITING = "etabli_writing"

BigId = BigInteger().with_variant(Integer, "sqlite")
JSON: TypeEngine[Any] = SQL_JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept and given back in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MoneyType(TypeDecorator[Money]):
    """`Money` kept as whole cents."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.cents

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(value)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """What every table derives from: constructors take keywords only."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this attribute as it is
        datetime: UtcDateTime(),
        Money: MoneyType(),
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


db = SQLAlchemy(metadata=Base.metadata)

RowT = TypeVar("RowT", bound=Base)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a use case works in: one open transaction, the bus, the time and who acts."""

    session: Session
    bus: Bus
    now: datetime
    actor: Actor = SYSTEM

    def announce(self, fact: Event) -> None:
        """Tell the rooms above, in this same transaction."""
        self.bus.publish(fact, self)


def begin_writing(session: Session) -> None:
    """Open the transaction of this session as a writer.

    SQLite takes its write lock at once (`BEGIN IMMEDIATE`): a transaction that reads and
    then writes would otherwise fail with "database is locked" whatever the busy timeout.
    A transaction that only read is closed first, since nothing in it can be lost.
    """
    if not session.info.get(WRITING):
        session.rollback()
        session.connection(execution_options={WRITING: True})
        session.info[WRITING] = True


def end_writing(session: Session) -> None:
    """Forget that this session writes; the caller has committed or rolled back."""
    session.info.pop(WRITING, None)


@contextmanager
def writing_scope(
    session: Session, bus: Bus, *, now: datetime, actor: Actor = SYSTEM
) -> Iterator[Scope]:
    """Give a scope that commits at the end, or rolls back when an exception leaves it."""
    begin_writing(session)
    try:
        yield Scope(session=session, bus=bus, now=now, actor=actor)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        end_writing(session)


def lock(session: Session, model: type[RowT], row_id: int) -> RowT:
    """Lock one row until the end of the transaction and read it afresh.

    `populate_existing` matters: without it a row the session already holds keeps its old
    values and the lock protects nothing. SQLite is already serialised by `BEGIN IMMEDIATE`.
    Raises NotFound when the row is gone.
    """
    statement = (
        select(model)
        .where(model.__table__.c.id == row_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise NotFound(N_("Cet élément n’existe pas ou n’existe plus."))
    return row


def prepare_engine(engine: Engine) -> None:
    """Set SQLite up for several processes; other engines need nothing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_sqlite_pragmas)
        event.listen(engine, "begin", _begin_sqlite)


def _set_sqlite_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # `_begin_sqlite` begins
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "busy_timeout = 15000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:  # noqa: ANN401 - an event gives no type
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@event.listens_for(Session, "before_flush")
def _refuse_to_write_while_reading(session: Session, *_: object) -> None:
    if not session.info.get(WRITING):
        raise RuntimeError("a page that only reads tried to write: mark it @transactional")
