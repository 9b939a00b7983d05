"""The search box of the school side."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from shop.web.access import requires
from shop.web.scope import actor, session
from shop.workspace.permissions import can_search, is_office
from shop.workspace.queries.search import Thing, search_school
from shop.workspace.staff_views.blueprint import bp


@bp.get("/recherche")
@requires(can_search)
def search() -> ResponseReturnValue:
    """Find by number, code or, for the office, by the name of a customer."""
    words = request.args.get("q", "")[:120].strip()
    sees_names = is_office(actor())
    found = search_school(session(), words, with_names=sees_names)
    return render_template(
        "workspace/search.html", words=words, found=found, things=Thing, sees_names=sees_names
    )
