"""Refusals and errors, answered as pages a person understands."""

from flask import Flask, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from shop.kernel.refusals import Refusal
from shop.web.sentences import sentence_of

PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500})


def answer_errors(app: Flask) -> None:
    """Turn refusals into a message on the page they come from, and errors into pages."""
    app.register_error_handler(Refusal, _answer_refusal)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(InternalServerError, _answer_http_error)


def wants_json() -> bool:
    """Tell whether a script of ours asked, rather than a person."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" and not request.accept_mimetypes["text/html"]


def _answer_refusal(refusal: Refusal) -> ResponseReturnValue:
    sentence = sentence_of(refusal)
    if wants_json():
        return jsonify(message=sentence), refusal.status_code
    if request.method == "POST" and refusal.status_code == 409 and _came_from_here():
        flash(sentence, "error")
        return redirect(str(request.referrer), code=303)
    return _page(refusal.status_code, sentence)


def _came_from_here() -> bool:
    return bool(request.referrer) and str(request.referrer).startswith(request.host_url)


def _answer_http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if error.response is not None:
        return error.response
    if wants_json():
        return jsonify(message=error.name), code
    return _page(code, None)


def _page(code: int, sentence: str | None) -> ResponseReturnValue:
    known = code if code in PAGES else (500 if code >= 500 else 400)
    return render_template("web/error.html", code=known, sentence=sentence), code
