"""What the office and the workshop see: requests, drafts, agreements, visits."""

from collections.abc import Callable

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.kernel.transitions import can_take
from shop.quotes import queries
from shop.quotes.desk import (
    DECLINE,
    PLANS,
    RETURN,
    desk_context,
    free_visits,
    line_form,
    measure_form_class,
)
from shop.quotes.domain.life import REQUEST_LIFE, RequestAction, RequestStatus
from shop.quotes.forms import (
    FAMILIES,
    ActForm,
    AgreeForm,
    CodeForm,
    LineForm,
    ReasonForm,
    TermsForm,
    VersionedForm,
    VisitForm,
)
from shop.quotes.pages import document_response, file_store, stored_response
from shop.quotes.permissions import (
    can_agree_request,
    can_handle_requests,
    can_measure,
    can_read_requests,
)
from shop.quotes.services import agreeing, drafting, measuring, requests, sending
from shop.web.access import requires
from shop.web.pagination import read_key
from shop.web.scope import actor, scope, session, transactional

bp = Blueprint("quotes_staff", __name__, url_prefix="/ecole/bureau/demandes")
LISTS = {
    "en-cours": (_l("En cours"), queries.OPEN),
    "a-accepter": (_l("À accepter par l’atelier"), (RequestStatus.PRICED,)),
    "closes": (_l("Closes"), (RequestStatus.CLOSED, RequestStatus.DECLINED)),
}


def register(app: Flask) -> None:
    """Add the pages of the school."""
    app.register_blueprint(bp)


@bp.get("")
@requires(can_read_requests)
def index() -> str:
    """List the requests, the newest first, by key."""
    chosen = request.args.get("liste", "en-cours")
    known = chosen if chosen in LISTS else "en-cours"
    rows = queries.list_requests(
        session(), statuses=LISTS[known][1], before_id=read_key(request.args.get("avant"))
    )
    full = len(rows) == queries.PAGE_SIZE
    return render_template(
        "quotes/requests.html",
        rows=rows,
        lists=[(name, label) for name, (label, _statuses) in LISTS.items()],
        chosen=known,
        plans=PLANS,
        families=FAMILIES,
        next_key=rows[-1].id if full else None,
    )


@bp.get("/<int:request_id>")
@requires(can_read_requests)
def show(request_id: int) -> str:
    """Show a request with its draft, its versions and what may be done now."""
    return _desk(request_id)


@bp.get("/<int:request_id>/photos/<int:position>")
@requires(can_read_requests)
def photo(request_id: int, position: int) -> Response:
    """Show a photo of the customer."""
    ids = queries.photo_file_ids(session(), request_id)
    if not 1 <= position <= len(ids):
        raise NotFound(N_("Cette photo n’existe pas."))
    return stored_response(ids[position - 1])


@bp.get("/<int:request_id>/version-<int:number>.pdf")
@requires(can_read_requests)
def document(request_id: int, number: int) -> Response:
    """Give the very bytes that were sent."""
    return document_response(queries.get_request(session(), request_id), number)


@bp.get("/<int:request_id>/ligne")
@requires(can_handle_requests)
def line(request_id: int) -> str:
    """Show the form of a new line, or of the one to change."""
    view = queries.get_request(session(), request_id)
    form = line_form(view, request.args.get("cle", ""))
    return render_template("quotes/line.html", form=form, request_view=view)


@bp.post("/<int:request_id>/ligne")
@requires(can_handle_requests)
@transactional
def put_line(request_id: int) -> ResponseReturnValue:
    """Add a line to the draft, or change one."""
    view = queries.get_request(session(), request_id)
    form = LineForm().hang_on(view.current.lines)
    if form.validate():
        with form.refusals():
            drafting.put_line(scope(), request_id, form.to_line(), seen_version=form.seen_version)
    if form.problems:
        return render_template("quotes/line.html", form=form, request_view=view), 422
    return _back(request_id)


@bp.post("/<int:request_id>/ligne/<key>/retirer")
@requires(can_handle_requests)
@transactional
def remove_line(request_id: int, key: str) -> ResponseReturnValue:
    """Take a line out of the draft."""
    drafting.remove_line(scope(), request_id, key, seen_version=ActForm().seen_version)
    return _back(request_id)


@bp.post("/<int:request_id>/conditions")
@requires(can_handle_requests)
@transactional
def set_terms(request_id: int) -> ResponseReturnValue:
    """Set the deadline, the note and the certified rate."""
    form = TermsForm()
    return _try(
        request_id,
        form,
        lambda: drafting.set_terms(
            scope(), request_id, form.to_terms(), seen_version=form.seen_version
        ),
        terms_form=form,
    )


@bp.post("/<int:request_id>/configuration")
@requires(can_handle_requests)
@transactional
def use_configuration(request_id: int) -> ResponseReturnValue:
    """Put the gate of a code in the draft."""
    form = CodeForm()
    return _try(
        request_id,
        form,
        lambda: drafting.use_configuration(
            scope(), request_id, form.code.data or "", seen_version=form.seen_version
        ),
        code_form=form,
    )


@bp.post("/<int:request_id>/recalculer")
@requires(can_handle_requests)
@transactional
def reprice(request_id: int) -> ResponseReturnValue:
    """Compute the gate again with the values of today."""
    drafting.reprice(scope(), request_id, seen_version=ActForm().seen_version)
    return _back(request_id, _("Prix recalculé avec le tarif du jour."))


@bp.post("/<int:request_id>/demander-accord")
@requires(can_handle_requests)
@transactional
def submit(request_id: int) -> ResponseReturnValue:
    """Give the draft to the workshop teacher."""
    form = ActForm()
    return _try(
        request_id,
        form,
        lambda: drafting.submit_for_agreement(scope(), request_id, seen_version=form.seen_version),
        terms_form=None,
    )


@bp.post("/<int:request_id>/donner-accord")
@requires(can_agree_request)
@transactional
def agree(request_id: int) -> ResponseReturnValue:
    """Agree to the load, the deadline and the learning."""
    form = AgreeForm()
    return _try(
        request_id,
        form,
        lambda: agreeing.agree_request(
            scope(),
            request_id,
            learning=form.learning.data or "",
            seen_version=form.seen_version,
        ),
        agree_form=form,
    )


@bp.post("/<int:request_id>/rendre")
@requires(can_read_requests)
@transactional
def give_back(request_id: int) -> ResponseReturnValue:
    """Give the draft back to the office, with what to change."""
    form = ReasonForm(prefix=RETURN)
    return _try(
        request_id,
        form,
        lambda: agreeing.return_request(
            scope(), request_id, form.reason.data or "", seen_version=form.seen_version
        ),
        return_form=form,
    )


@bp.post("/<int:request_id>/decliner")
@requires(can_read_requests)
@transactional
def decline(request_id: int) -> ResponseReturnValue:
    """Say no to the customer, kindly."""
    form = ReasonForm(prefix=DECLINE)
    return _try(
        request_id,
        form,
        lambda: requests.decline_request(
            scope(), request_id, form.reason.data or "", seen_version=form.seen_version
        ),
        decline_form=form,
    )


@bp.post("/<int:request_id>/envoyer")
@requires(can_handle_requests)
@transactional
def send(request_id: int) -> ResponseReturnValue:
    """Freeze the version and send it with its document."""
    form = ActForm()
    sending.send_quote(scope(), file_store(), request_id, seen_version=form.seen_version)
    return _back(request_id, _("Le devis est parti, avec son document et le lien privé."))


@bp.post("/<int:request_id>/nouvelle-version")
@requires(can_handle_requests)
@transactional
def start_version(request_id: int) -> ResponseReturnValue:
    """Start the next version as a copy of the last one."""
    drafting.start_version(scope(), request_id, seen_version=ActForm().seen_version)
    return _back(request_id)


@bp.post("/<int:request_id>/visite")
@requires(can_measure)
@transactional
def plan_visit(request_id: int) -> ResponseReturnValue:
    """Plan the measuring visit and tell the customer."""
    form = VisitForm().offer(free_visits())
    return _try(
        request_id,
        form,
        lambda: measuring.plan_visit(
            scope(),
            request_id,
            starts_at=form.to_start(),
            minutes=int(form.minutes.data or 0),
            note=form.note.data or "",
        ),
        visit_form=form,
    )


@bp.post("/<int:request_id>/mesures")
@requires(can_measure)
@transactional
def measure(request_id: int) -> ResponseReturnValue:
    """Write the real dimensions, as read on the tape."""
    view = queries.get_request(session(), request_id)
    form = measure_form_class(view.current)()
    return _try(
        request_id,
        form,
        lambda: measuring.record_dimensions(
            scope(), request_id, form.to_sizes(), note=form.note.data or ""
        ),
        measure_form=form,
    )


def _try(
    request_id: int, form: VersionedForm, act: Callable[[], object], **forms: VersionedForm | None
) -> ResponseReturnValue:
    """Do an act of the desk, or show the desk again with what is wrong beside its field."""
    if form.validate():
        with form.refusals():
            act()
    if form.problems:
        return _desk(request_id, form=form, **forms), 422
    return _back(request_id)


def _back(request_id: int, told: str = "") -> ResponseReturnValue:
    if told:
        flash(told, "success")
    return redirect(url_for("quotes_staff.show", request_id=request_id), code=303)


def _desk(request_id: int, **forms: VersionedForm | None) -> str:
    view = queries.get_request(session(), request_id)
    may = {action.value: can_take(REQUEST_LIFE, view.status, action) for action in RequestAction}
    context = {**desk_context(view), **{k: v for k, v in forms.items() if v}}
    return render_template(
        "quotes/desk.html",
        request_view=view,
        may=may,
        is_office=can_handle_requests(actor()),
        is_workshop=can_agree_request(actor()),
        plans=PLANS,
        remove_url=lambda key: url_for("quotes_staff.remove_line", request_id=request_id, key=key),
        **context,
    )
