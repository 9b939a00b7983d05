"""The private page of an order: story, payment, messages, documents, calendar."""

from typing import cast

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shop.files.gateway import FileStore
from shop.files.queries import get_file
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.orders.access import ask_fresh_link
from shop.orders.domain import Author, OrderView
from shop.orders.forms import LinkForm, MessageForm
from shop.orders.queries import (
    find_order_by_token,
    find_order_id,
    find_order_of_expired_link,
    get_order,
    list_documents,
)
from shop.orders.services import post_message
from shop.planning.domain.calendar_file import CalendarEvent, write_calendar_file
from shop.storefront.order_page import show_order
from shop.storefront.visit_changes import cancel_visit
from shop.web.access import anyone
from shop.web.addresses import absolute_url
from shop.web.forms import ShopForm
from shop.web.navigation import school_card
from shop.web.scope import now, scope, session, transactional

bp = Blueprint("order_page", __name__, url_prefix="/commande")
NO_DOCUMENT = N_("Ce document n’existe pas ou n’est plus conservé.")


class LinkExpired(NotFound):
    """The private link is wrong or too old: the page offers a fresh one."""


def register(app: Flask) -> None:
    """Add the private page of orders."""
    app.register_blueprint(bp)


@bp.after_request
def _keep_private(response: Response) -> Response:
    """The address is the key of the page: nobody keeps it or passes it on."""
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.errorhandler(LinkExpired)
def _offer_fresh_link(_: LinkExpired) -> ResponseReturnValue:
    return render_template("storefront/order_link.html", form=LinkForm()), 404


@bp.get("/<token>")
@anyone
def show(token: str) -> ResponseReturnValue:
    """Show where the order is, what is due, messages and documents."""
    page = show_order(session(), _order_of(token), now())
    return render_template("storefront/order.html", page=page, form=MessageForm(), token=token)


@bp.post("/<token>/message")
@anyone
@transactional
def write(token: str) -> ResponseReturnValue:
    """Write to the school."""
    order, form = _order_of(token), MessageForm()
    if form.validate():
        with form.refusals():
            post_message(
                scope(),
                order.id,
                form.text.data or "",
                Author.CUSTOMER,
                author_name=order.customer.name,
                one_time_key=form.one_time_key,
            )
        if not form.problems:
            flash(_("Votre message est envoyé. La réponse vous arrive par e-mail."), "success")
            return redirect(url_for("order_page.show", token=token), code=303)
    page = show_order(session(), order, now())
    return render_template("storefront/order.html", page=page, form=form, token=token)


@bp.get("/<token>/documents/<int:file_id>")
@anyone
def document(token: str, file_id: int) -> ResponseReturnValue:
    """Give one document of the order, and no other."""
    order = _order_of(token)
    if file_id not in {found.file_id for found in list_documents(session(), order.id)}:
        raise NotFound(NO_DOCUMENT)
    file = get_file(session(), file_id)
    store = cast("FileStore", current_app.extensions["file_store"])
    response = Response(store.get(file.digest), mimetype=file.media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{file.name}"'
    return response


@bp.get("/<token>/annuler")
@anyone
def ask_cancel(token: str) -> ResponseReturnValue:
    """Ask once more before a visit is given up."""
    page = show_order(session(), _order_of(token), now())
    return render_template("storefront/cancel.html", page=page, form=ShopForm(), token=token)


@bp.post("/<token>/annuler")
@anyone
@transactional
def cancel(token: str) -> ResponseReturnValue:
    """Give up a visit; a second click changes nothing."""
    order, form = _order_of(token), ShopForm()
    with form.refusals():
        cancel_visit(scope(), order.id)
    if form.problems:
        page = show_order(session(), order, now())
        return render_template("storefront/cancel.html", page=page, form=form, token=token)
    flash(_("Votre rendez-vous est annulé. Ce que vous avez payé vous est rendu."), "success")
    return redirect(url_for("order_page.show", token=token), code=303)


@bp.get("/<token>/rendez-vous.ics")
@anyone
def calendar(token: str) -> ResponseReturnValue:
    """Give the appointment as a calendar file."""
    order, card = _order_of(token), school_card()
    if order.appointment is None:
        raise NotFound(N_("Cette commande n’a pas de rendez-vous."))
    event = CalendarEvent(
        uid=f"{order.reference}@etabli",
        starts_at=order.appointment.starts_at,
        ends_at=order.appointment.ends_at,
        title=_("Rendez-vous – %(name)s", name=card.name),
        description=_(
            "Commande %(reference)s. Téléphone : %(phone)s",
            reference=order.reference,
            phone=card.phone,
        ),
        place=", ".join(card.address),
        address=absolute_url(f"/commande/{token}"),
        revision=order.version,
    )
    response = Response(write_calendar_file(event, made_at=now()), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{order.reference}.ics"'
    return response


@bp.post("/<token>/lien")
@anyone
@transactional
def renew(token: str) -> ResponseReturnValue:
    """Send a fresh link to the address of the order an old link once opened."""
    order_id = find_order_of_expired_link(session(), token)
    if order_id is not None:
        ask_fresh_link(scope(), order_id)
    return _say_sent()


@bp.route("/lien", methods=["GET", "POST"])
@anyone
@transactional
def find() -> ResponseReturnValue:
    """Send a fresh link to who knows number and address; the answer is always the same."""
    form = LinkForm()
    if not form.is_submitted() or not form.validate():
        return render_template("storefront/order_link.html", form=form)
    order_id = find_order_id(session(), form.reference.data or "")
    typed = (form.email.data or "").strip().lower()
    if order_id is not None and get_order(session(), order_id).customer.email.lower() == typed:
        ask_fresh_link(scope(), order_id)
    return _say_sent()


def _say_sent() -> Response:
    flash(_("Si cette commande existe, son lien vient de partir à son adresse e-mail."), "success")
    return redirect(url_for("order_page.find"), code=303)


def _order_of(token: str) -> OrderView:
    order = find_order_by_token(session(), token, now())
    if order is None:
        raise LinkExpired(N_("Ce lien ne marche plus. Demandez-en un nouveau par e-mail."))
    return order
