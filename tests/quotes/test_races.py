"""Two answers to one quote, really at once, on both databases.

The first act is stopped in the middle while the second runs. With our locks the second waits;
each test has a control that takes the locks away and sees the damage.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event as Signal
from threading import Thread
from types import ModuleType

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

import shop.db
from shop.db import WRITING, Base, Scope, db, writing_scope
from shop.files.gateway import FolderStore
from shop.kernel.events import Bus
from shop.kernel.refusals import Refusal
from shop.orders.models import Order
from shop.quotes.domain.life import VersionStatus
from shop.quotes.models import Acceptance, QuoteVersion
from shop.quotes.services import answering, rows, sending
from shop.quotes.services.answering import accept_version, expire_quotes
from shop.quotes.services.drafting import start_version
from tests.builders.configurations import build_basis
from tests.builders.quotes import days_later
from tests.builders.school import build_identity
from tests.conftest import NOW
from tests.quotes.conftest import SentQuote, agree, ask_for_gate, send

PATIENCE = 1.0
Act = Callable[[Scope], object]


@dataclass
class Pause:
    """Stops the first thread that comes by, until the other has ended or waited enough."""

    reached: Signal
    other_ended: Signal
    used: bool = False

    def here(self) -> None:
        if not self.used:
            self.used = True
            self.reached.set()
            self.other_ended.wait(PATIENCE)


@dataclass(frozen=True)
class Outcome:
    """What is left when both have ended."""

    ends: list[str]
    orders: int
    acceptances: int
    versions: list[str]


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def quote(engine: Engine, store: FolderStore) -> SentQuote:
    """A quote at its customer's, committed."""
    with Session(engine) as session, writing_scope(session, Bus(), now=NOW) as scope:
        build_basis(scope)
        build_identity(session)
        asked = ask_for_gate(scope, store)
        agree(scope, asked.id)
        return send(scope, store, asked.id)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read rows without locking them, and let SQLite begin as readers do."""

    def careless(session: Session, model: type[Base], row_id: int) -> Base:
        return session.get_one(model, row_id)

    def begin(session: Session) -> None:
        session.info[WRITING] = True

    monkeypatch.setattr(rows, "lock", careless)
    monkeypatch.setattr(shop.db, "begin_writing", begin)


def interleave(
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    first: Act,
    second: Act,
    stop_before: tuple[ModuleType, str],
) -> Outcome:
    """Run the first act up to a function, then the second, then let the first go on."""
    pause, ends = Pause(Signal(), Signal()), []
    module, name = stop_before
    original = getattr(module, name)

    def stopping(*args: object, **kwargs: object) -> object:
        pause.here()
        return original(*args, **kwargs)

    monkeypatch.setattr(module, name, stopping)

    def run(act: Act) -> None:
        with Session(engine) as session:
            try:
                with writing_scope(session, Bus(), now=NOW) as scope:
                    act(scope)
                ends.append("done")
            except Refusal:
                ends.append("refused")
            except Exception as error:
                ends.append(type(error).__name__)

    def run_second() -> None:
        pause.reached.wait(10)
        run(second)
        pause.other_ended.set()

    threads = [Thread(target=run, args=(first,)), Thread(target=run_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcome(engine, sorted(ends))


def outcome(engine: Engine, ends: list[str]) -> Outcome:
    with Session(engine) as session:
        return Outcome(
            ends=ends,
            orders=session.scalar(select(func.count()).select_from(Order)) or 0,
            acceptances=session.scalar(select(func.count()).select_from(Acceptance)) or 0,
            versions=list(
                session.scalars(select(QuoteVersion.status).order_by(QuoteVersion.number))
            ),
        )


def accept_twice(engine: Engine, quote: SentQuote, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    def accept(scope: Scope) -> None:
        accept_version(scope, quote.token, 1, quote.signed())

    return interleave(engine, monkeypatch, accept, accept, (answering, "_keep_signature"))


ACCEPTED_ONCE = Outcome(["done", "done"], 1, 1, [VersionStatus.ACCEPTED])


def test_two_acceptances_at_once_give_both_the_same_order(
    engine: Engine, quote: SentQuote, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert accept_twice(engine, quote, monkeypatch) == ACCEPTED_ONCE


@pytest.mark.usefixtures("without_locks")
def test_without_locks_the_second_acceptance_fails(
    engine: Engine, quote: SentQuote, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert accept_twice(engine, quote, monkeypatch) != ACCEPTED_ONCE


def replace_while_accepting(
    engine: Engine, quote: SentQuote, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> Outcome:
    with Session(engine) as session, writing_scope(session, Bus(), now=NOW) as scope:
        start_version(scope, quote.request_id)
        agree(scope, quote.request_id)

    return interleave(
        engine,
        monkeypatch,
        lambda scope: sending.send_quote(scope, store, quote.request_id),
        lambda scope: accept_version(scope, quote.token, 1, quote.signed()),
        (sending, "_freeze"),
    )


REPLACED_FIRST = Outcome(["done", "refused"], 0, 0, [VersionStatus.REPLACED, VersionStatus.SENT])


def test_a_version_being_replaced_can_no_longer_be_accepted(
    engine: Engine, quote: SentQuote, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replace_while_accepting(engine, quote, store, monkeypatch) == REPLACED_FIRST


@pytest.mark.usefixtures("without_locks")
def test_without_locks_an_old_version_is_accepted_meanwhile(
    engine: Engine, quote: SentQuote, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replace_while_accepting(engine, quote, store, monkeypatch) != REPLACED_FIRST


def accept_while_expiring(
    engine: Engine, quote: SentQuote, monkeypatch: pytest.MonkeyPatch, *, accept_first: bool
) -> Outcome:
    """Sign on the last evening while the nightly task lets the offer lapse."""

    def accept(scope: Scope) -> None:
        accept_version(scope, quote.token, 1, quote.signed())

    def expire(scope: Scope) -> None:
        expire_quotes(days_later(scope, 31), {})

    acts = (accept, expire) if accept_first else (expire, accept)
    stop = "_keep_signature" if accept_first else "take_version"
    return interleave(engine, monkeypatch, *acts, (answering, stop))


EXPIRED_FIRST = Outcome(["done", "refused"], 0, 0, [VersionStatus.EXPIRED])


def test_a_version_being_accepted_does_not_lapse(
    engine: Engine, quote: SentQuote, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = accept_while_expiring(engine, quote, monkeypatch, accept_first=True)

    assert ended == ACCEPTED_ONCE


def test_a_version_that_lapses_can_no_longer_be_accepted(
    engine: Engine, quote: SentQuote, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = accept_while_expiring(engine, quote, monkeypatch, accept_first=False)

    assert ended == EXPIRED_FIRST


@pytest.mark.usefixtures("without_locks")
@pytest.mark.parametrize(
    ("accept_first", "wanted"), [(True, ACCEPTED_ONCE), (False, EXPIRED_FIRST)]
)
def test_without_locks_a_version_is_accepted_and_lapses_at_once(
    engine: Engine,
    quote: SentQuote,
    monkeypatch: pytest.MonkeyPatch,
    accept_first: bool,
    wanted: Outcome,
) -> None:
    ended = accept_while_expiring(engine, quote, monkeypatch, accept_first=accept_first)

    assert ended != wanted
