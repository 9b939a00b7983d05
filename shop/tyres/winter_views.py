"""The direction keeps the list of communes where winter equipment is compulsory."""

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from shop.kernel.clock import paris_day
from shop.school.permissions import can_edit_settings
from shop.tyres import queries
from shop.tyres.domain.winter import read_communes
from shop.tyres.forms import WinterListForm
from shop.tyres.services import winter
from shop.web.access import requires
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor, now, scope, session, transactional

bp = Blueprint("tyres_winter_staff", __name__, url_prefix="/ecole/reglages/communes-montagne")


def register(app: Flask) -> None:
    """Add the page of the list, and its tab among the settings."""
    app.register_blueprint(bp)
    offer_links(app, Place.SETTINGS, _tab)


def _tab() -> list[Link]:
    if not can_edit_settings(actor()):
        return []
    return [Link(_("Montagne"), url_for("tyres_winter_staff.communes"))]


@bp.route("", methods=["GET", "POST"])
@requires(can_edit_settings)
@transactional
def communes() -> ResponseReturnValue:
    """Show the list with its sources, and put communes on it from a day on."""
    form = WinterListForm()
    today = paris_day(now())
    if not form.is_submitted():
        form.valid_from.data = today
    elif form.validate():
        with form.refusals():
            count = winter.load_winter_communes(
                scope(),
                read_communes(form.communes.data or ""),
                form.source.data or "",
                form.to_day(),
                replaces=bool(form.replaces.data),
            )
        if not form.problems:
            written = ngettext(
                "%(num)d commune enregistrée.", "%(num)d communes enregistrées.", count
            )
            flash(written, "success")
            return redirect(url_for("tyres_winter_staff.communes"), code=303)
    listed = [
        commune
        for commune in queries.list_winter_communes(session())
        if commune.valid_to is None or commune.valid_to >= today
    ]
    return render_template("tyres/communes.html", form=form, listed=listed, today=today)


@bp.post("/<insee_code>/retirer")
@requires(can_edit_settings)
@transactional
def end(insee_code: str) -> ResponseReturnValue:
    """Take one commune off the list after today."""
    winter.end_winter_commune(scope(), insee_code, paris_day(now()))
    flash(_("La commune quitte la liste ce soir."), "success")
    return redirect(url_for("tyres_winter_staff.communes"), code=303)
