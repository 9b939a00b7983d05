"""The style sheet: small hand-kept files, sent as one."""

import gzip
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

from shop.web.access import anyone

FOR_EVER = "public, max-age=31536000, immutable"
PARTS = (
    "tokens",
    "base",
    "components",
    "forms",
    "drawing",
    "head-and-foot",
    "school",
    "bench",
    "storefront",
    "tyres",
    "workspace",
    "jobs",
    "print",
)


def serve_stylesheet(app: Flask) -> None:
    """Send `static/web/styles/*.css` as one file; addresses in it start from `static/web/`."""
    app.add_url_rule("/static/web/site.css", "stylesheet", _stylesheet)
    app.jinja_env.globals["stylesheet_url"] = stylesheet_url


def stylesheet_url() -> str:
    """Return the address of the style sheet with the hash of its content."""
    return url_for("stylesheet", v=_digest(_folder()))


@cache
def joined_styles(folder: str) -> str:
    """Return the parts one after another, without comments and indentation."""
    text = "".join((Path(folder) / f"{part}.css").read_text("utf-8") for part in PARTS)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


@anyone
def _stylesheet() -> Response:
    response = Response(mimetype="text/css")
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOR_EVER
    if request.accept_encodings["gzip"] > 0:
        response.headers["Content-Encoding"] = "gzip"
        response.set_data(_compressed(_folder()))
    else:
        response.set_data(joined_styles(_folder()))
    return response


@cache
def _compressed(folder: str) -> bytes:
    return gzip.compress(joined_styles(folder).encode(), mtime=0)


@cache
def _digest(folder: str) -> str:
    return sha256(joined_styles(folder).encode()).hexdigest()[:12]


def _folder() -> str:
    return str(Path(str(current_app.static_folder)) / "web" / "styles")
