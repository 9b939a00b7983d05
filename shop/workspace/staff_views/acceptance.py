"""What the workshop is asked to take on, and its answer."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.kernel.clock import paris_day
from shop.quotes.permissions import can_agree_request
from shop.web.access import requires
from shop.web.scope import actor, now, scope, session, transactional
from shop.workspace import services
from shop.workspace.domain.proposals import WEEKS_AHEAD, Weighed, weigh
from shop.workspace.forms import AgreeForm, DeclineForm, ReturnForm, VersionedForm
from shop.workspace.permissions import can_agree, sections_of
from shop.workspace.queries.load import list_practice, read_load
from shop.workspace.queries.proposals import list_proposals
from shop.workspace.staff_views.blueprint import bp


@bp.get("/a-accepter")
@requires(can_agree)
def to_accept() -> ResponseReturnValue:
    """Show each purchase and quote with its load and what it would teach."""
    return render_template(
        "workspace/to_accept.html",
        weighed=_weigh_all(),
        can_agree_quotes=can_agree_request(actor()),
        today=paris_day(now()),
        moment=now(),
    )


@bp.post("/a-accepter/achats/<int:order_id>/accepter")
@requires(can_agree)
@transactional
def accept_purchase(order_id: int) -> ResponseReturnValue:
    """Take a purchase on."""
    services.agree_purchase(scope(), order_id, seen_version=VersionedForm().seen_version)
    return _decided(_("Achat accepté : la fiche de travail est créée, le client est prévenu."))


@bp.route("/a-accepter/achats/<int:order_id>/refuser", methods=["GET", "POST"])
@requires(can_agree)
@transactional
def decline_purchase(order_id: int) -> ResponseReturnValue:
    """Say no to a purchase, kindly."""
    form = DeclineForm()
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.decline_purchase(
                scope(), order_id, form.reason, seen_version=form.seen_version
            )
        if not form.problems:
            return _decided(_("Achat refusé : le client lit votre raison et il est remboursé."))
    return _ask("workspace/decline.html", form)


@bp.post("/a-accepter/devis/<int:request_id>/accord")
@requires(can_agree)
@transactional
def agree_quote(request_id: int) -> ResponseReturnValue:
    """Agree to a quote."""
    form = AgreeForm()
    services.agree_quote(
        scope(), request_id, form.learning.data or "", seen_version=form.seen_version
    )
    return _decided(_("Accord donné : le secrétariat peut envoyer le devis."))


@bp.route("/a-accepter/devis/<int:request_id>/rendre", methods=["GET", "POST"])
@requires(can_agree)
@transactional
def return_quote(request_id: int) -> ResponseReturnValue:
    """Give a quote back to the office."""
    form = ReturnForm()
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.return_quote(
                scope(), request_id, form.words.data or "", seen_version=form.seen_version
            )
        if not form.problems:
            return _decided(_("Devis rendu au secrétariat avec vos mots."))
    return _ask("workspace/return.html", form)


def _weigh_all() -> list[Weighed]:
    sections, today = sections_of(actor()), paris_day(now())
    proposals = list_proposals(session(), sections)
    if not proposals:
        return []
    load = read_load(session(), sections, WEEKS_AHEAD, today)
    groups = list_practice(session(), sections)
    return [
        weigh(one, load.weeks.get(one.section, ()), load.calendar, groups, today)
        for one in proposals
    ]


def _ask(template: str, form: DeclineForm | ReturnForm) -> ResponseReturnValue:
    if not form.is_submitted():
        form.version.data = request.args.get("version", "")
    return render_template(template, form=form), 409 if form.problems else 200


def _decided(told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("workspace_staff.to_accept"), code=303)
