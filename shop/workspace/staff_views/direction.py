"""The one page of the director."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.web.access import requires
from shop.web.scope import actor, now, scope, session, transactional
from shop.workspace import services
from shop.workspace.domain.figures import cover, tightest
from shop.workspace.forms import CostsForm
from shop.workspace.permissions import can_enter_costs, can_read_figures
from shop.workspace.queries.figures import list_late_orders, list_leavers, read_year
from shop.workspace.queries.load import list_practice, read_load
from shop.workspace.staff_views.blueprint import bp

WEEKS_SHOWN = 6


@bp.get("/direction")
@requires(can_read_figures)
def direction() -> ResponseReturnValue:
    """Show sales, load, delays, what groups have practised and who leaves."""
    today = paris_day(now())
    load = read_load(session(), tuple(Section), WEEKS_SHOWN, today)
    practices = list_practice(session(), tuple(Section))
    return render_template(
        "workspace/direction.html",
        figures=read_year(session(), today.year),
        weeks={section: tightest(loads) for section, loads in load.weeks.items()},
        late=list_late_orders(session(), today),
        coverage=[cover(section, practices) for section in Section],
        leavers=list_leavers(session(), today),
        may_enter_costs=can_enter_costs(actor()),
        today=today,
    )


@bp.route("/direction/charges", methods=["GET", "POST"])
@requires(can_enter_costs)
@transactional
def costs() -> ResponseReturnValue:
    """Enter what a year costs the school."""
    form = CostsForm()
    if not form.is_submitted():
        form.year.data = paris_day(now()).year
    elif form.validate():
        with form.refusals():
            services.say_running_costs(scope(), *form.to_costs())
        if not form.problems:
            flash(_("Charges enregistrées."), "success")
            return redirect(url_for("workspace_staff.direction"), code=303)
    return render_template("workspace/costs.html", form=form), 409 if form.problems else 200
