"""The office's page about money: one list for each doubt, one button for each line."""

from datetime import time

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from shop.accounts.permissions import is_office
from shop.accounts.services import record_act
from shop.kernel.clock import at_paris, paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.orders.queries import find_order_id
from shop.payments.domain.ledger import Provider
from shop.payments.forms import HandForm, StatementForm
from shop.payments.gateway import CardGateway, GatewayUnreachable
from shop.payments.money_page import CHECK_SENTENCES, show_money
from shop.payments.queries import list_open_attempts
from shop.payments.services.bank import ImportedStatement, import_statement, match_line, set_aside
from shop.payments.services.cash import record_by_hand
from shop.payments.services.checkout import fulfil_checkout
from shop.payments.services.checks import close_check
from shop.payments.services.refunds import confirm_refund_by_hand
from shop.web.access import requires
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor, now, perform, scope, session, transactional

bp = Blueprint("payments_staff", __name__, url_prefix="/ecole/bureau/argent")


def register(app: Flask) -> None:
    """Add the page and its link for the office."""
    app.register_blueprint(bp)
    offer_links(app, Place.SCHOOL, _money_link)


def _money_link() -> list[Link]:
    if not is_office(actor()):
        return []
    return [Link(_("Argent"), url_for("payments_staff.money"), "credit-card")]


def _page(statement: StatementForm | None = None, hand: HandForm | None = None) -> str:
    return render_template(
        "payments/money.html",
        page=show_money(session(), now()),
        sentences=CHECK_SENTENCES,
        form=hand if hand is not None and hand.problems else statement,
        statement=statement or StatementForm(formdata=None),
        hand=hand or HandForm(formdata=None, received_on=paris_day(now())),
    )


@bp.get("")
@requires(is_office)
def money() -> ResponseReturnValue:
    """Show what about money waits for somebody."""
    return _page()


@bp.post("/releve")
@requires(is_office)
@transactional
def statement() -> ResponseReturnValue:
    """Read a bank statement: what names its order is matched at once."""
    form = StatementForm()
    if form.validate():
        with form.refusals():
            read = import_statement(scope(), form.to_content())
            record_act(scope(), "payments.statement_imported", f"{read.matched}+{read.to_match}")
            flash(_told(read), "success")
            for line in read.unread:
                flash(_("Ligne %(line)s du fichier illisible : vérifiez-la.", line=line), "error")
            return redirect(url_for("payments_staff.money"), code=303)
    return _page(statement=form)


def _told(read: ImportedStatement) -> str:
    """Say what became of the lines of a statement: what there is none of is left out."""
    counts = (
        (
            read.matched,
            ngettext("%(num)d virement rapproché", "%(num)d virements rapprochés", read.matched),
        ),
        (read.to_match, ngettext("%(num)d à voir", "%(num)d à voir", read.to_match)),
        (read.known, ngettext("%(num)d déjà connu", "%(num)d déjà connus", read.known)),
    )
    told = ", ".join(words for count, words in counts if count)
    return f"{told}." if told else str(_("Aucun virement reçu dans ce relevé."))


@bp.post("/virements/<int:line_id>")
@requires(is_office)
@transactional
def match(line_id: int) -> ResponseReturnValue:
    """Say which order a transfer pays, or that it pays none."""
    why = request.form.get("why", "")
    if "aside" in request.form:
        set_aside(scope(), line_id, why)
        record_act(scope(), "payments.transfer_set_aside", f"{line_id}: {why[:80]}")
    else:
        reference = request.form.get("reference", "")
        match_line(scope(), line_id, reference)
        record_act(scope(), "payments.transfer_matched", f"{line_id}: {reference[:24]}")
    return redirect(url_for("payments_staff.money"), code=303)


@bp.post("/a-regarder/<int:check_id>")
@requires(is_office)
@transactional
def settle(check_id: int) -> ResponseReturnValue:
    """Write what was done about some money; a refund by hand is then done."""
    refund_id = close_check(scope(), check_id, request.form.get("outcome", ""))
    if refund_id is not None:
        confirm_refund_by_hand(scope(), refund_id)
    record_act(scope(), "payments.check_settled", str(check_id))
    return redirect(url_for("payments_staff.money"), code=303)


@bp.post("/cartes")
@requires(is_office)
def ask_cards() -> ResponseReturnValue:
    """Ask the card company what became of every page still open here."""
    gateway: CardGateway | None = current_app.extensions["card_gateway"]
    found = 0
    try:
        for _reference, attempt in list_open_attempts(session(), now()) if gateway else []:
            found += _ask_one(gateway, attempt.session_id or "") if gateway else 0
    except GatewayUnreachable:
        raise Refusal(N_("Le service de carte ne répond pas : réessayez plus tard.")) from None
    flash(ngettext("%(num)d paiement retrouvé.", "%(num)d paiements retrouvés.", found), "success")
    return redirect(url_for("payments_staff.money"), code=303)


def _ask_one(gateway: CardGateway, session_id: str) -> bool:
    """Tell whether a page turns out to be paid; one the company has forgotten is not."""
    try:
        facts = gateway.read_session(session_id)
    except NotFound:
        return False
    perform(lambda opened: fulfil_checkout(opened, facts, gateway.provider))
    return facts.is_paid


@bp.post("/encaisser")
@requires(is_office)
@transactional
def receive() -> ResponseReturnValue:
    """Write coins, notes or a cheque received at the office."""
    form = HandForm()
    if form.validate():
        with form.refusals():
            _receive(form)
            flash(_("C’est noté. Le reçu part par e-mail."), "success")
            return redirect(url_for("payments_staff.money"), code=303)
    return _page(hand=form)


def _receive(form: HandForm) -> None:
    order_id = find_order_id(session(), form.reference.data or "")
    if order_id is None:
        raise Refusal(
            N_("Aucune commande ne porte ce numéro. Exemple : CO-2026-0042."), field="reference"
        )
    record_by_hand(
        scope(),
        order_id,
        provider=Provider(form.provider.data),
        amount=form.to_amount(),
        received_at=at_paris(form.to_day(), time(12)),
        one_time_key=form.one_time_key,
    )
    record_act(
        scope(), "payments.received_by_hand", f"{form.reference.data}: {form.to_amount().cents}"
    )
