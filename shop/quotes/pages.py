"""What the pages of both sides share: the store of files, the bytes of a document."""

from typing import cast

from flask import Response, current_app

from shop.files.gateway import FileStore
from shop.files.queries import get_file
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.quotes.domain.readings import RequestView
from shop.web.scope import session


def file_store() -> FileStore:
    """Return where the bytes lie."""
    return cast("FileStore", current_app.extensions["file_store"])


def document_response(found: RequestView, number: int) -> Response:
    """Answer with the PDF of a sent version, byte for byte; 404 when there is none."""
    for version in found.sent:
        if version.number == number and version.pdf_file_id is not None:
            return stored_response(version.pdf_file_id)
    raise NotFound(N_("Ce document n’existe pas."))


def stored_response(file_id: int) -> Response:
    """Answer with the bytes of a stored file, shown in the browser."""
    file = get_file(session(), file_id)
    response = Response(file_store().get(file.digest), mimetype=file.media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{file.name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
