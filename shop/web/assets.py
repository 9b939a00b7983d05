"""Static files named with the hash of their content, so that browsers keep them for ever."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

FOR_EVER = "public, max-age=31536000, immutable"


def serve_assets(app: Flask) -> None:
    """Offer `asset(path)` to templates and let hashed addresses be cached for ever."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(_cache_hashed_assets)


def asset(path: str) -> str:
    """Return the address of a static file with the hash of its content."""
    return _address(request.script_root, str(current_app.static_folder), path)


@cache
def _address(root: str, folder: str, path: str) -> str:
    """Write an address once for each language: a page names its icons dozens of times."""
    return f"{root}/static/{quote(path)}?v={_digest(folder, path)}"


@cache
def _digest(folder: str, path: str) -> str:
    return sha256((Path(folder) / path).read_bytes()).hexdigest()[:12]


def _cache_hashed_assets(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = FOR_EVER
    return response
