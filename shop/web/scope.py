"""The transaction, the clock and the person of the request in hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import current_app, g
from sqlalchemy.orm import Session

from shop.db import Scope, db, end_writing, writing_scope
from shop.kernel.actor import ANONYMOUS, Actor
from shop.kernel.events import Bus

P = ParamSpec("P")
R = TypeVar("R")
ActorLoader = Callable[[], Actor]


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def actor() -> Actor:
    """Return who makes this request; loaded once, by the room of accounts."""
    if "actor" not in g:
        g.actor = cast("ActorLoader", current_app.extensions["actor_loader"])()
    return cast("Actor", g.actor)


def session() -> Session:
    """Return the database session of this request, for reading."""
    return db.session()


def bus() -> Bus:
    """Return the bus the wiring has filled."""
    return cast("Bus", current_app.extensions["bus"])


def scope() -> Scope:
    """Return the writing scope `@transactional` opened, or one that can only read."""
    if "scope" in g:
        return cast("Scope", g.scope)
    return Scope(session=session(), bus=bus(), now=now(), actor=actor())


def transactional(view: Callable[P, R]) -> Callable[P, R]:
    """Open one writing transaction for the view; commit its answer, roll back its refusal."""

    @wraps(view)
    def in_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        who = actor()
        with writing_scope(session(), bus(), now=now(), actor=who) as opened:
            g.scope = opened
            try:
                return view(*args, **kwargs)
            finally:
                g.pop("scope", None)

    in_transaction.is_transactional = True  # type: ignore[attr-defined] # read by structure tests
    return in_transaction


def perform(use_case: Callable[[Scope], R]) -> R:
    """Do one use case in a writing transaction of its own.

    For the rare view that must speak to the outside world between two transactions: no lock
    is held while it waits for an answer.
    """
    with writing_scope(session(), bus(), now=now(), actor=actor()) as opened:
        return use_case(opened)


def anonymous_loader() -> Actor:
    """Take everybody for a passer-by: used until a room of accounts says better."""
    return ANONYMOUS


def forget_session(_: BaseException | None = None) -> None:
    """Close the session at the end of the request."""
    end_writing(db.session())
    db.session.remove()
