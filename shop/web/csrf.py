"""Protection against forged requests.

Anonymous pages carry no cookie, hence no token: their forms are protected by the `Origin`
and `Sec-Fetch-Site` headers every current browser sends. Signed-in forms need a token too.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from markupsafe import Markup
from wtforms.validators import ValidationError

from shop.kernel.actor import ANONYMOUS
from shop.kernel.refusals import Forbidden
from shop.kernel.text import N_
from shop.web.scope import actor

ViewT = TypeVar("ViewT", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORGED = N_("Cette page n’a pas été envoyée depuis notre site. Rechargez-la et recommencez.")


def protect(app: Flask) -> None:
    """Check every unsafe request and offer `csrf_field()` to templates."""
    app.before_request(_refuse_forged_request)
    app.jinja_env.globals["csrf_field"] = csrf_field


def exempt_from_csrf(view: ViewT) -> ViewT:
    """Leave a view to its own protection, such as the signature of a webhook."""
    view.csrf_exempt = True  # type: ignore[attr-defined] # read below
    return view


def csrf_field() -> Markup:
    """Return the hidden token of a signed-in form; nothing for an anonymous one."""
    if actor() == ANONYMOUS:
        return Markup("")
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _refuse_forged_request() -> None:
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    if getattr(current_app.view_functions.get(request.endpoint), "csrf_exempt", False):
        return
    if not _is_same_origin():
        raise Forbidden(FORGED)
    if actor() != ANONYMOUS:
        _check_token()


def _is_same_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin" or (site == "none" and "Origin" not in request.headers)
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    return sender is not None and urlsplit(sender).netloc == request.host


def _check_token() -> None:
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRF-Token"))
    except ValidationError:
        raise Forbidden(
            N_("La page est restée ouverte trop longtemps. Rechargez-la et recommencez.")
        ) from None
