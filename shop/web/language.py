"""Languages: French at the root, English under `/en`: an address says its language."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain, force_locale

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LANGUAGES = ("fr", "en")
ENGLISH_PREFIX = "/en"
KEY = "etabli.language"
CATALOGUES = Path(__file__).parents[1] / "translations"
_chosen: ContextVar[str | None] = ContextVar("language", default=None)


class LanguagePrefix:
    """Moves a leading `/en` from the path to the script name: links then keep it."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == ENGLISH_PREFIX or path.startswith(ENGLISH_PREFIX + "/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + ENGLISH_PREFIX
            environ["PATH_INFO"] = path.removeprefix(ENGLISH_PREFIX) or "/"
            environ[KEY] = "en"
        return self._application(environ, start)


class Words(Domain):
    """Finds the catalogue by the language in hand, without asking anything else of the request."""

    def get_translations(self) -> NullTranslations:
        return catalogue(current_language())


class SourceTexts(NullTranslations):
    """French, the source: a text stands for itself, and zero is singular as one is."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2

    ungettext = ngettext


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the texts of a language; French, the source, has none of its own."""
    if language == LANGUAGES[0]:
        return SourceTexts()
    return Translations.load(CATALOGUES, [language])


def speak(app: Flask) -> None:
    """Set the translations up and tell templates which language they are in."""
    app.config.update(BABEL_DEFAULT_LOCALE="fr", BABEL_DEFAULT_TIMEZONE="Europe/Paris")
    babel = Babel(app, locale_selector=current_language, configure_jinja=False)
    babel.domain_instance = Words()
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[assignment] # any WSGI callable
    app.jinja_env.globals.update(
        language=current_language,
        other_language_url=other_language_url,
        localised=lambda text: text.in_language(current_language()),
    )


def current_language() -> str:
    """Return `fr` or `en` for the request in hand; French outside any request."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    return str(request.environ.get(KEY, "fr")) if has_request_context() else "fr"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write in this language for a while, as an e-mail to a customer needs."""
    token = _chosen.set(language if language in LANGUAGES else "fr")
    try:
        with force_locale(current_language()):
            yield
    finally:
        _chosen.reset(token)


def other_language_url() -> str:
    """Return the address of this same page in the other language."""
    root = request.environ.get("SCRIPT_NAME", "")
    target = request.full_path.rstrip("?")
    if current_language() == "en":
        return str(root).removesuffix(ENGLISH_PREFIX) + target
    return f"{root}{ENGLISH_PREFIX}{target}"
