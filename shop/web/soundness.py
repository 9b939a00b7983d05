"""What no page can read is refused at the door: control characters, numbers beyond any row."""

import re
from collections.abc import Iterable, Iterator

from flask import Flask, current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

LARGEST_ID = 2**31 - 1  # what an `integer` column of PostgreSQL holds
UNREADABLE = re.compile("[\x00\ud800-\udfff]")


class Unreadable(Refusal):
    """A request with characters no text has; a person never sends them."""

    status_code = 400


class RowConverter(IntegerConverter):
    """The number of a row in an address: one beyond any row is an address that does not exist."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **options})  # type: ignore[arg-type] # as Werkzeug's


def read_only_sound_requests(app: Flask) -> None:
    """Install both before any route is added."""
    app.url_map.converters["int"] = RowConverter
    app.before_request(_refuse_unreadable)


def is_readable(text: str) -> bool:
    """Tell whether every database can keep this text: no NUL, no half of a surrogate pair."""
    return UNREADABLE.search(text) is None


def _refuse_unreadable() -> None:
    if not all(map(is_readable, _texts())):
        raise Unreadable(N_("Cette page a reçu des caractères illisibles. Rechargez-la."))


def _texts() -> Iterator[str]:
    yield request.path
    yield from _words(request.args)
    view = current_app.view_functions.get(request.endpoint or "")
    # a signed body is read by its own view alone; without a type there is no form
    if request.content_type and not getattr(view, "csrf_exempt", False):
        yield from _words(request.form)


def _words(fields: "MultiDict[str, str]") -> Iterable[str]:
    for name, value in fields.items(multi=True):
        yield name
        yield value
