"""The first page of the school side: what to do now."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from shop.accounts.permissions import is_of_school, is_student
from shop.kernel.clock import paris_day
from shop.web.access import requires
from shop.web.scope import actor, now, session
from shop.workspace.domain.waiting import WORK_OF
from shop.workspace.permissions import sections_of
from shop.workspace.queries.waiting import count_waiting
from shop.workspace.staff_views.blueprint import bp
from shop.workspace.staff_views.menu import menu_links


@bp.get("/")
@requires(is_of_school)
def home() -> ResponseReturnValue:
    """Show what waits for this role; a student goes to the bench."""
    who = actor()
    if is_student(who):
        return redirect(request.script_root + "/ecole/atelier", code=303)
    today = paris_day(now())
    waiting = count_waiting(session(), WORK_OF.get(who.role, ()), sections_of(who), today)
    return render_template(
        "workspace/home.html",
        waiting=[found for found in waiting.values() if found.count],
        calm=[found for found in waiting.values() if not found.count],
        pages=menu_links(),
        today=today,
        moment=now(),
    )
