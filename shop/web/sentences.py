"""Refusals written in the language of the request."""

from flask_babel import gettext as translate

from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import Bilingual
from shop.web.filters import write_money
from shop.web.language import current_language


def sentence_of(refusal: Refusal) -> str:
    """Return the refusal in the language of the request, with what it speaks of."""
    sentence = str(translate(refusal.message))
    if not refusal.params:
        return sentence
    return sentence % {name: _write(value) for name, value in refusal.params.items()}


def _write(value: object) -> object:
    """Write an amount and a text of the school as pages do; leave the rest as it is."""
    if isinstance(value, Money):
        return write_money(value)
    return value.in_language(current_language()) if isinstance(value, Bilingual) else value
