"""The templates' surroundings: what every page would pay again and again is paid once."""

from collections import ChainMap
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from shop.web.language import catalogue, current_language

TEXTS = 8192  # more than all texts in all languages; an odd one may fall out


class ShopEnvironment(Environment):
    """Shares one plain dict of globals among all templates.

    Jinja chains a dict of its own before it for each template. Nobody fills that one here, and
    every page and every imported macro paid for copying the chain and comparing its names.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return ChainMap(d, self.globals) if d else self.globals


def prepare_templates(app: Flask) -> None:
    """Take our environment for templates, and let `_` and `ngettext` speak in them."""
    app.jinja_environment = ShopEnvironment
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_=say, gettext=say, ngettext=say_count)
    app.jinja_env.filters["said_if_ours"] = said_if_ours


@pass_eval_context
def say(context: EvalContext, text: str, **values: object) -> str:
    """Say a text in the language in hand; what is filled in is escaped where pages are.

    `%%` is a percent sign whether or not anything is filled in.
    """
    language = current_language()
    if not values:
        return _plain(language, text, context.autoescape)
    return _safe(catalogue(language).gettext(text), context.autoescape) % values


@pass_eval_context
def say_count(context: EvalContext, one: str, many: str, num: int, **values: object) -> str:
    """Say one or many; `%(num)s` holds the count."""
    words = catalogue(current_language()).ngettext(one, many, num)
    return _safe(words, context.autoescape) % {"num": num, **values}


def said_if_ours(text: str) -> str:
    """Say a stored sentence that is ours or somebody's, who typed it.

    Ours is translated; what was typed is shown as it is, and escaped like anything typed.
    """
    return catalogue(current_language()).gettext(text) if text else ""


@lru_cache(maxsize=TEXTS)
def _plain(language: str, text: str, escapes: bool) -> str:
    return _safe(catalogue(language).gettext(text), escapes) % {}


def _safe(words: str, escapes: bool) -> str:
    return Markup(words) if escapes else words  # noqa: S704 - our own texts, not what is typed
