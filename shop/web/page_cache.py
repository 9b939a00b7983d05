"""Anonymous pages kept whole: as long as what they were made from has not changed.

An anonymous page sets no cookie and reads none, so it depends on its address, its language and
the data of the shop. That data has a version, read once per request; the page made from it is
served again, bytes and all, until the version changes.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import ParamSpec, cast

from flask import Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from shop.web.language import current_language

P = ParamSpec("P")
VersionLoader = Callable[[], tuple[object, ...]]
CAPACITY = 512
LONGEST_QUERY = 300
GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it leaves, plain and compressed."""

    body: bytes
    compressed: bytes
    etag: str


class PageCache:
    """The latest pages of this process; an old version of a page is simply never asked again."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._pages: OrderedDict[object, KeptPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> KeptPage | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: object, page: KeptPage) -> None:
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._capacity:
                self._pages.popitem(last=False)


def cacheable(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Serve the kept page to visitors without a cookie, while its data has not changed."""

    @wraps(view)
    def cached(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if request.cookies or len(request.query_string) > LONGEST_QUERY:
            return view(*args, **kwargs)
        cache = cast("PageCache", current_app.extensions["page_cache"])
        version = cast("VersionLoader", current_app.extensions["content_version"])()
        key = (request.path, request.query_string, current_language(), version)
        page = cache.get(key)
        if page is None:
            answer = make_response(view(*args, **kwargs))
            if answer.status_code != 200 or "Set-Cookie" in answer.headers:
                return answer
            page = _keep(answer.get_data())
            cache.put(key, page)
        return _serve(page)

    return cached


def _keep(body: bytes) -> KeptPage:
    compressed = gzip.compress(body, GZIP_LEVEL, mtime=0)
    return KeptPage(body, compressed, sha256(body).hexdigest()[:20])


def _serve(page: KeptPage) -> Response:
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(page.compressed if zipped else page.body, mimetype="text/html")
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.set_etag(page.etag + ("-gz" if zipped else ""))
    response.make_conditional(request)
    return response
