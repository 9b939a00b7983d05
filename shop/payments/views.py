"""Public pages of payments: pay, come back, messages of the card company, demonstration."""

from datetime import timedelta
from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from shop.documents.qr import qr_svg
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.orders.access import issue_link
from shop.orders.domain import OrderView
from shop.orders.queries import find_order_by_token, find_order_of_expired_link
from shop.payments.demo_gateway import DemoGateway
from shop.payments.domain.attempts import AttemptView, CheckoutRequest
from shop.payments.domain.ledger import due_now
from shop.payments.domain.transfers import TransferOrder, creditor_reference
from shop.payments.gateway import NO_SUCH_PAGE, CardGateway, GatewayUnreachable, SignatureRefused
from shop.payments.queries import balance_of, find_attempt_of_session, get_attempt
from shop.payments.services.checkout import (
    OrderNotVisible,
    fulfil_checkout,
    open_attempt,
    remember_session,
)
from shop.payments.services.ledger import ENDED
from shop.payments.services.webhooks import speaks_of_session, take_event
from shop.school.queries import find_identity
from shop.web.access import anyone
from shop.web.addresses import absolute_url
from shop.web.csrf import exempt_from_csrf
from shop.web.language import speaking
from shop.web.scope import now, perform, session

bp = Blueprint("payments", __name__)
DEAD_LINK = N_("Ce lien ne marche plus. Demandez-en un nouveau par e-mail.")
WAITS_UNTIL_READY = N_("Il n’y a rien à payer pour le moment.")
SALT = "checkout attempt"
RETURN_LIFE = timedelta(days=1)  # who comes back later asks for the link of the order by e-mail
TOO_OLD = N_("Cette page de paiement est trop ancienne. Ouvrez le lien de votre commande.")


def register(app: Flask) -> None:
    """Add the pages that lead to a payment and back."""
    app.register_blueprint(bp)


@bp.after_request
def _keep_private(response: Response) -> Response:
    """Addresses of payments carry secrets: nobody keeps them."""
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/payer/<token>")
@anyone
def pay(token: str) -> ResponseReturnValue:
    """Show what is due and the ways of paying it."""
    order = find_order_by_token(session(), token, now())
    if order is None and find_order_of_expired_link(session(), token) is None:
        raise NotFound(DEAD_LINK)
    amount = _due(order) if order else None
    if order is None or not amount:  # that page also offers a fresh link to who has an old one
        return redirect(url_for("order_page.show", token=token), code=303)
    return render_template(
        "payments/pay.html",
        order=order,
        amount=amount,
        token=token,
        takes_cards=find_gateway() is not None,
        transfer=_transfer(order, amount),
    )


@bp.get("/payer/<token>/virement.svg")
@anyone
def transfer_code(token: str) -> ResponseReturnValue:
    """Draw the transfer for banking applications, apart: it takes longer than its page."""
    order = _order_of(token)
    amount = _due(order)
    asked = _transfer(order, amount) if amount else None
    if asked is None:
        raise NotFound(WAITS_UNTIL_READY)
    return Response(qr_svg(asked.qr_payload, scale=3), mimetype="image/svg+xml")


@bp.post("/payer/<token>/carte")
@anyone
def card(token: str) -> ResponseReturnValue:
    """Open a payment page; the customer leaves for it from our own page, as the policy asks.

    Two short transactions around the call: nothing is locked while the company answers, and
    a double click gets the same page by its key.
    """
    order, gateway = _order_of(token), _require_gateway()
    attempt = perform(lambda scope: open_attempt(scope, order.id))
    try:
        started = gateway.start_checkout(_request_of(order, attempt))
    except GatewayUnreachable:
        flash(_("Le paiement par carte ne répond pas. Réessayez dans un instant."), "error")
        return redirect(url_for("payments.pay", token=token), code=303)
    perform(lambda scope: remember_session(scope, attempt.id, started))
    address = url_for("payments.leave", token=token, attempt_id=attempt.id)
    return redirect(address, code=303)


@bp.get("/payer/<token>/carte/<int:attempt_id>")
@anyone
def leave(token: str, attempt_id: int) -> ResponseReturnValue:
    """Lead to the payment page by a link."""
    order, attempt = _order_of(token), get_attempt(session(), attempt_id)
    if attempt.order_id != order.id or not attempt.url:
        raise NotFound(NO_SUCH_PAGE)
    return render_template("payments/leave.html", order=order, attempt=attempt, token=token)


@bp.get("/paiement/retour")
@anyone
def come_back() -> ResponseReturnValue:
    """Take the payment into account when the customer comes back: a GET that writes."""
    gateway = _require_gateway()
    try:
        facts = gateway.read_session(request.args.get("session_id", "")[:200])
        order_id = perform(lambda scope: fulfil_checkout(scope, facts, gateway.provider))
    except (GatewayUnreachable, OrderNotVisible):
        return render_template("payments/later.html")
    if order_id is None:
        raise NotFound(NO_SUCH_PAGE)
    if facts.is_paid:
        flash(_("Merci, votre paiement est arrivé."), "success")
    else:
        flash(_("Votre paiement n’est pas encore confirmé. Cette page vous le dira."), "info")
    _refuse_old(find_attempt_of_session(session(), facts.session_id))
    token = perform(lambda scope: issue_link(scope, order_id))
    return redirect(url_for("order_page.show", token=token), code=303)


@bp.get("/paiement/abandon/<signed>")
@anyone
def give_up(signed: str) -> ResponseReturnValue:
    """Bring back a customer who left the payment page without paying."""
    try:
        attempt = get_attempt(session(), int(_signer().loads(signed)))
    except BadSignature:
        raise NotFound(NO_SUCH_PAGE) from None
    _refuse_old(attempt)
    token = perform(lambda scope: issue_link(scope, attempt.order_id))
    flash(_("Vous n’avez pas payé. Votre commande vous attend encore un moment."), "info")
    return redirect(url_for("payments.pay", token=token), code=303)


@bp.post("/webhooks/stripe")
@anyone
@exempt_from_csrf
def hear() -> ResponseReturnValue:
    """Take a message of the card company into account.

    400: not from them. 409: its order cannot be seen yet, send it again. 503: they do not
    answer our question about it, send it again.
    """
    gateway = find_gateway()
    if gateway is None:
        raise NotFound(NO_SUCH_PAGE)
    try:
        event = gateway.read_event(request.get_data(), request.headers.get("Stripe-Signature", ""))
        if event.is_live != _is_live(gateway):
            return {"status": "other mode"}, 200
        facts = gateway.read_session(event.object_id) if speaks_of_session(event) else None
        perform(lambda scope: take_event(scope, event, facts, gateway.provider))
    except SignatureRefused:
        return {"status": "refused"}, 400
    except OrderNotVisible:
        return {"status": "not yet"}, 409
    except GatewayUnreachable:
        return {"status": "later"}, 503
    return {"status": "ok"}, 200


@bp.route("/paiement/demonstration/<session_id>", methods=["GET", "POST"])
@anyone
def demonstration(session_id: str) -> ResponseReturnValue:
    """Stand for the card company where no key is set: no card, no money."""
    gateway = find_gateway()
    if not isinstance(gateway, DemoGateway):
        raise NotFound(NO_SUCH_PAGE)
    page = gateway.read_page(session_id)
    choice = request.form.get("choice")
    if choice == "pay":
        gateway.pay(session_id)
    if choice in {"pay", "abandon"}:
        return redirect(_path_of(page.success_url if choice == "pay" else page.cancel_url), 303)
    refused = choice == "refuse"
    return render_template("payments/demonstration.html", page=page, refused=refused)


def find_gateway() -> CardGateway | None:
    """Return who takes cards for the school, if anybody does."""
    return cast("CardGateway | None", current_app.extensions["card_gateway"])


def _require_gateway() -> CardGateway:
    gateway = find_gateway()
    if gateway is None:
        raise NotFound(N_("L’école ne prend pas la carte sur ce site : payez d’une autre façon."))
    return gateway


def _refuse_old(attempt: AttemptView | None) -> None:
    """Keep the addresses a card company remembers from opening an order for ever."""
    if attempt is None or attempt.created_at + RETURN_LIFE <= now():
        raise NotFound(TOO_OLD)


def _is_live(gateway: CardGateway) -> bool:
    return bool(getattr(gateway, "is_live", False))


def _order_of(token: str) -> OrderView:
    order = find_order_by_token(session(), token, now())
    if order is None:
        raise NotFound(DEAD_LINK)
    return order


def _due(order: OrderView) -> Money:
    if order.status in ENDED:
        return Money(0)
    paid = balance_of(session(), order.id).paid
    return due_now(order.schedule, paid, is_ready=order.ready_at is not None)


def _request_of(order: OrderView, attempt: AttemptView) -> CheckoutRequest:
    """Build what the company is asked; the same try always gives the same request."""
    stamp = f"{attempt.created_at:%Y%m%d%H%M%S%f}"  # numbers begin again in a new database
    signed = _signer().dumps(attempt.id)
    with speaking(order.language):
        return CheckoutRequest(
            key=f"{order.reference}-{attempt.number}-{stamp}",
            attempt_id=attempt.id,
            reference=order.reference,
            label=_label(order, attempt.amount),
            amount=attempt.amount,
            email=order.customer.email,
            language=order.language,
            success_url=absolute_url("/paiement/retour?session_id={CHECKOUT_SESSION_ID}"),
            cancel_url=absolute_url(f"/paiement/abandon/{signed!s}"),
            expires_at=attempt.expires_at,
        )


def _label(order: OrderView, amount: Money) -> str:
    sentence = _("Solde – commande %(reference)s", reference=order.reference)
    if amount == order.payable:
        sentence = _("Commande %(reference)s", reference=order.reference)
    elif order.ready_at is None:
        sentence = _("Acompte – commande %(reference)s", reference=order.reference)
    return str(sentence)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)


def _transfer(order: OrderView, amount: Money) -> TransferOrder | None:
    """Return what a transfer needs; None when the school takes none."""
    seller = find_identity(session())
    if seller is None or not seller.has_transfer_account:
        return None
    return TransferOrder(
        beneficiary=seller.legal_name,
        iban=seller.iban,
        bic=seller.bic,
        amount=amount,
        reference=creditor_reference(order.reference),
    )


def _path_of(address: str) -> str:
    """Return the address without its host: the demonstration never leaves this site."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
