"""Which pages search engines may show: those that say so, in both languages."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request

from shop.web.addresses import absolute_url
from shop.web.language import LANGUAGES

P = ParamSpec("P")
R = TypeVar("R")


def offer_indexing(app: Flask) -> None:
    """Offer `is_indexed()` and `language_versions()` to the head of every page."""
    app.jinja_env.globals.update(is_indexed=is_indexed, language_versions=language_versions)


def indexed(view: Callable[P, R]) -> Callable[P, R]:
    """Let search engines show this page; all others ask to be left out."""
    view.is_indexed = True  # type: ignore[attr-defined] # read below
    return view


def is_indexed() -> bool:
    """Tell whether the page in hand may be shown by search engines."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "is_indexed", False))


def language_versions() -> dict[str, str]:
    """Return the whole address of this page in each language, without what was asked of it."""
    return {language: absolute_url(request.path, language) for language in LANGUAGES}
