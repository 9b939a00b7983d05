"""Request ids, logs as JSON lines, and the two addresses a supervisor asks."""

import json
import logging
import re
import secrets
from datetime import UTC, datetime
from time import perf_counter

from flask import Blueprint, Flask, Response, g, has_request_context, jsonify, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from shop.web.access import anyone
from shop.web.scope import session

bp = Blueprint("health", __name__)
log = logging.getLogger("etabli.request")


class JsonFormatter(logging.Formatter):
    """Writes one JSON object a line, with the request id when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if has_request_context() and "request_id" in g:
            entry["request_id"] = g.request_id
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


def observe(app: Flask, *, level: str) -> None:
    """Log every request once, with its duration, and answer the supervisor."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger("etabli")
    root.handlers, root.propagate = [handler], False
    root.setLevel(level)
    app.before_request(_start)
    app.after_request(_finish)
    app.register_blueprint(bp)


def _start() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if re.fullmatch(r"[\w.-]{8,64}", given) else secrets.token_hex(8)
    g.started = perf_counter()


def _finish(response: Response) -> Response:
    if "request_id" not in g:
        return response
    response.headers["X-Request-ID"] = g.request_id
    if request.endpoint not in {"static", "health.healthz", "health.readyz"}:
        facts = {
            "method": request.method,
            "endpoint": request.endpoint,  # never the path: it may hold a private link
            "status": response.status_code,
            "ms": round((perf_counter() - g.started) * 1000, 1),
        }
        log.info("request", extra={"facts": facts})
    return response


@bp.get("/healthz")
@anyone
def healthz() -> Response:
    """Say that the process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@anyone
def readyz() -> tuple[Response, int]:
    """Say whether the database answers."""
    try:
        session().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="database unavailable"), 503
    return jsonify(status="ok"), 200
