"""The office opens what a customer sees, by its short code."""

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue

from shop.configurations import queries, services
from shop.configurations.forms.shared import CodeForm
from shop.configurations.permissions import can_open_configurations
from shop.configurations.wording import address_of, drawing_of, measures_of
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.web.access import requires
from shop.web.scope import now, session

bp = Blueprint("configurations_staff", __name__, url_prefix="/ecole/bureau")


def register(app: Flask) -> None:
    """Add the page that opens a configuration by its code."""
    app.register_blueprint(bp)


@bp.get("/configurations")
@requires(can_open_configurations)
def find() -> ResponseReturnValue:
    """Ask for a code, or show what is under it with the detail of its price."""
    form = CodeForm(request.args)
    if not form.code.data:
        return render_template("configurations/find.html", form=form, saved=None)
    try:
        saved = queries.get_configuration(session(), form.code.data)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return render_template("configurations/find.html", form=form, saved=None), 404
    preview = services.preview(session(), saved.wish, paris_day(now()))
    return render_template(
        "configurations/find.html",
        form=form,
        saved=saved,
        preview=preview,
        drawing=drawing_of(preview.result) if preview.result else "",
        measures=measures_of(saved.wish, preview.result),
        change_url=address_of(saved.wish),
    )
