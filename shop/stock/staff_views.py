"""Pages of the rack of offcuts."""

from collections.abc import Sequence
from typing import cast

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.stock import services
from shop.stock.domain import OffcutView
from shop.stock.forms import CorrectionForm, OffcutForm, UseForm
from shop.stock.permissions import can_keep_rack, can_read_rack
from shop.stock.queries import PAGE_SIZE, get_offcut, list_offcuts, list_rack_sections
from shop.web.access import requires
from shop.web.navigation import Link, Place, offer_links
from shop.web.pagination import read_key
from shop.web.scope import actor, scope, session, transactional

bp = Blueprint("stock_staff", __name__, url_prefix="/ecole/chutes")
LONGEST_NAME = 60


def register(app: Flask) -> None:
    """Open the rack and offer it in the menu."""
    app.register_blueprint(bp)
    offer_links(app, Place.SCHOOL, _links)


def _links() -> list[Link]:
    if not can_read_rack(actor()):
        return []
    return [Link(_("Chutes"), url_for("stock_staff.rack"), "slice")]


@bp.get("")
@requires(can_read_rack)
def rack() -> str:
    """List what lies on the rack, the latest first."""
    return _rack_page(OffcutForm(formdata=None))


@bp.post("")
@requires(can_keep_rack)
@transactional
def add() -> ResponseReturnValue:
    """Put an offcut on the rack."""
    form = OffcutForm()
    if form.validate():
        with form.refusals():
            added = services.add_offcut(
                scope(),
                designation=str(form.designation.data),
                length_mm=int(form.length.data),
                place=str(form.place.data or ""),
                origin=str(form.origin.data or ""),
                known=_known_sections(),
            )
    if form.problems:
        return _rack_page(form)
    flash(
        _("%(reference)s : écrivez ce numéro sur la chute.", reference=added.reference), "success"
    )
    return redirect(url_for("stock_staff.rack"), code=303)


@bp.route("/<int:offcut_id>", methods=["GET", "POST"])
@requires(can_keep_rack)
@transactional
def offcut(offcut_id: int) -> ResponseReturnValue:
    """Show one offcut and correct its length and place."""
    found = get_offcut(session(), offcut_id)
    form = CorrectionForm(
        data={"length": found.length_mm, "place": found.place, "version": found.version}
    )
    if request.method == "POST" and form.validate():
        with form.refusals():
            services.correct_offcut(
                scope(),
                offcut_id,
                seen_version=form.seen_version,
                length_mm=int(form.length.data),
                place=str(form.place.data or ""),
            )
        if not form.problems:
            return _done(_("C’est corrigé."))
    return _offcut_page(found, form, UseForm(formdata=None, data={"version": found.version}))


@bp.post("/<int:offcut_id>/utiliser")
@requires(can_keep_rack)
@transactional
def use(offcut_id: int) -> ResponseReturnValue:
    """Take an offcut off the rack."""
    found, form = get_offcut(session(), offcut_id), UseForm()
    if form.validate():
        with form.refusals():
            services.use_offcut(
                scope(),
                offcut_id,
                seen_version=form.seen_version,
                purpose=str(form.purpose.data or ""),
            )
    if form.problems:
        known = {"length": found.length_mm, "place": found.place, "version": found.version}
        return _offcut_page(found, CorrectionForm(formdata=None, data=known), form)
    return _done(_("%(reference)s n’est plus sur le râtelier.", reference=found.reference))


def _rack_page(form: OffcutForm) -> str:
    wanted = request.args.get("profile", "")[:LONGEST_NAME]
    before = read_key(request.args.get("avant"))
    found = list_offcuts(session(), designation=wanted, before_id=before, limit=PAGE_SIZE + 1)
    return render_template(
        "stock/rack.html",
        offcuts=found[:PAGE_SIZE],
        next_key=found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
        before=before,
        wanted=wanted,
        sections=list_rack_sections(session()),
        known=_known_sections(),
        form=form,
        may_keep=can_keep_rack(actor()),
    )


def _offcut_page(found: OffcutView, correction: CorrectionForm, use: UseForm) -> str:
    return render_template("stock/offcut.html", offcut=found, correction=correction, use=use)


def _known_sections() -> Sequence[str]:
    """Return the sections of the school's steel table, which a room above has read."""
    return cast("Sequence[str]", current_app.extensions["steel_sections"])


def _done(sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("stock_staff.rack"), code=303)
