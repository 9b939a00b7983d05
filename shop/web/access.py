"""Who may use a route: every view says so, and a test reads them all."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from shop.kernel.actor import ANONYMOUS, Actor, Role
from shop.kernel.refusals import Forbidden
from shop.kernel.text import N_
from shop.web.scope import actor

P = ParamSpec("P")
R = TypeVar("R")
Predicate = Callable[[Actor], bool]


def anyone(view: Callable[P, R]) -> Callable[P, R]:
    """Open this route to everybody, on purpose."""
    view.access_rule = "anyone"  # type: ignore[attr-defined] # read by the guard and its test
    view.access_predicate = _everybody  # type: ignore[attr-defined] # asked for every role by a test
    return view


def requires(allowed: Predicate) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Let in only the actors the predicate allows.

    Nobody signed in is sent to the sign-in page of the side the route belongs to; a known
    person without the right gets a sentence (403).
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            if allowed(actor()):
                return view(*args, **kwargs)
            if actor() == ANONYMOUS:
                return redirect(_sign_in_address())
            raise Forbidden(N_("Votre compte ne permet pas d’ouvrir cette page."))

        guarded.access_rule = allowed.__name__  # type: ignore[attr-defined] # as above
        guarded.access_predicate = allowed  # type: ignore[attr-defined] # as above
        return guarded

    return decorate


def _everybody(_: Actor) -> bool:
    return True


def is_signed_in(who: Actor) -> bool:
    """Allow anybody who is known, on either side."""
    return who.role is not Role.ANONYMOUS


def _sign_in_address() -> str:
    endpoint = "accounts_staff.sign_in" if is_school_side() else "accounts.sign_in"
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return url_for(endpoint, next=wanted)


def is_school_side() -> bool:
    """Tell whether this request is for the school's own pages."""
    return request.path == "/ecole" or request.path.startswith("/ecole/")
