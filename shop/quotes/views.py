"""What a customer sees: ask for a quote, read it, have it changed, accept it."""

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.configurations import queries as configurations
from shop.configurations.domain.wishes import SavedConfiguration
from shop.kernel.clock import paris_day
from shop.quotes import queries
from shop.quotes.domain.life import VersionStatus
from shop.quotes.domain.readings import RequestView, VersionView
from shop.quotes.domain.sentences import BUTTON
from shop.quotes.forms import AcceptForm, ActForm, ChangeForm, RequestForm
from shop.quotes.pages import document_response, file_store
from shop.quotes.services import answering, asked, links, requests
from shop.web.access import anyone
from shop.web.scope import now, scope, session, transactional

bp = Blueprint("quotes", __name__)


def register(app: Flask) -> None:
    """Add the pages of customers."""
    app.register_blueprint(bp)


@bp.get("/devis/demander")
@anyone
def ask() -> str:
    """Show the form, with the configuration or the family it starts from."""
    form = RequestForm(formdata=None)
    for name in ("code", "family", "message"):
        given = request.args.get(name, "")[:4000]
        if given:
            form[name].data = given
    saved = _saved(form)
    form.start_from(
        audience=saved.wish.audience if saved else request.args.get("audience", ""),
        handover=saved.wish.spec.handover if saved else request.args.get("handover", ""),
    )
    return _ask_page(form, saved)


@bp.post("/devis/demander")
@anyone
@transactional
def send_request() -> ResponseReturnValue:
    """Keep the request; a second click finds the first one."""
    form = RequestForm()
    if form.validate():
        with form.refusals():
            requests.receive_request(scope(), file_store(), form.to_request())
    if form.problems:
        return _ask_page(form, _saved(form)), 422
    return redirect(url_for("quotes.received", key=form.one_time_key), code=303)


@bp.get("/devis/demande/<key>")
@anyone
def received(key: str) -> str:
    """Confirm a request: its number, what happens next, whom to call."""
    found = queries.get_asked_by_key(session(), key)
    product = asked.product_of(session(), found)
    return render_template("quotes/received.html", received=found, product=product)


@bp.get("/devis/<token>")
@anyone
def show(token: str) -> ResponseReturnValue:
    """Show the newest version to the holder of the private link."""
    found = queries.find_request_by_token(session(), token, now())
    if found is None or found.latest_sent is None:
        return render_template(
            "quotes/old_link.html", token=token, form=ActForm(formdata=None)
        ), 404
    return _quote_page(token, found, found.latest_sent)


@bp.get("/devis/<token>/<int:number>.pdf")
@anyone
def document(token: str, number: int) -> Response:
    """Give the very bytes that were sent."""
    found = queries.get_request_by_token(session(), token, now())
    return document_response(found, number)


@bp.post("/devis/<token>/<int:number>/accepter")
@anyone
@transactional
def accept(token: str, number: int) -> ResponseReturnValue:
    """Sign a version, and go on to the order."""
    form = AcceptForm()
    placed = None
    if form.validate():
        with form.refusals():
            placed = answering.accept_version(scope(), token, number, form.to_signature())
    if placed is None:
        found = queries.get_request_by_token(session(), token, now())
        return _quote_page(token, found, found.latest_sent, accept_form=form), 422
    told = _("Merci. Votre commande %(reference)s est enregistrée.", reference=placed.reference)
    flash(told, "success")
    return redirect(f"{request.script_root}/commande/{placed.token}", code=303)


@bp.post("/devis/<token>/changer")
@anyone
@transactional
def change(token: str) -> ResponseReturnValue:
    """Keep what the customer would like otherwise."""
    form = ChangeForm()
    if form.validate():
        with form.refusals():
            answering.ask_for_change(
                scope(), token, form.text.data or "", one_time_key=form.one_time_key
            )
    if form.problems:
        found = queries.get_request_by_token(session(), token, now())
        return _quote_page(token, found, found.latest_sent, change_form=form), 422
    flash(_("Votre message est arrivé. Nous préparons une nouvelle version."), "success")
    return redirect(url_for("quotes.show", token=token), code=303)


@bp.post("/devis/<token>/<int:number>/refuser")
@anyone
@transactional
def refuse(token: str, number: int) -> ResponseReturnValue:
    """Note that the customer does not want it."""
    answering.refuse_version(scope(), token, number)
    flash(_("C’est noté. Merci de nous l’avoir dit."), "success")
    return redirect(url_for("quotes.show", token=token), code=303)


@bp.post("/devis/<token>/nouveau-lien")
@anyone
@transactional
def fresh_link(token: str) -> ResponseReturnValue:
    """Send a fresh link to the address we know, and say the same to everybody."""
    links.ask_fresh_link(scope(), token)
    return redirect(url_for("quotes.link_sent"), code=303)


@bp.get("/devis/lien-envoye")
@anyone
def link_sent() -> str:
    """Tell to look at the e-mails."""
    return render_template("quotes/link_sent.html")


def _saved(form: RequestForm) -> SavedConfiguration | None:
    return configurations.find_configuration(session(), str(form.code.data or ""))


def _ask_page(form: RequestForm, saved: SavedConfiguration | None) -> str:
    product = None if saved is None else asked.product_shown(session(), saved, paris_day(now()))
    return render_template("quotes/ask.html", form=form, saved=saved, product=product)


def _quote_page(
    token: str,
    found: RequestView,
    version: VersionView | None,
    *,
    accept_form: AcceptForm | None = None,
    change_form: ChangeForm | None = None,
) -> str:
    assert version is not None  # noqa: S101 - the caller looked
    today = paris_day(now())
    sentences = answering.wanted_sentences(version)
    if accept_form is not None:
        accept_form.point_at_unticked(sentences)
    is_open = version.status is VersionStatus.SENT and not version.has_expired(today)
    return render_template(
        "quotes/show.html",
        token=token,
        request_view=found,
        version=version,
        is_open=is_open,
        has_expired=version.has_expired(today),
        sentences=sentences,
        button=BUTTON,
        form=accept_form or change_form,
        accept_form=accept_form or _accept_form(version),
        change_form=change_form or ChangeForm(formdata=None),
        refuse_form=ActForm(formdata=None),
    )


def _accept_form(version: VersionView) -> AcceptForm:
    form = AcceptForm(formdata=None)
    form.digest.data = version.pdf_digest
    return form
