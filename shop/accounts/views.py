"""A customer's account: sign in by link or password, orders, password."""

from collections.abc import Callable, Sequence
from typing import cast

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.accounts import login
from shop.accounts import sign_in as signing
from shop.accounts.domain.people import CustomerOrder
from shop.accounts.domain.signing import Account, safe_target
from shop.accounts.domain.throttling import LINK, PASSWORD
from shop.accounts.forms import LinkForm, NewPasswordForm, PasswordForm
from shop.accounts.gateway import matches
from shop.accounts.permissions import is_customer
from shop.accounts.queries import (
    find_customer_secret,
    find_password_hash,
    get_customer,
    has_come_by_link,
)
from shop.kernel.refusals import Refusal
from shop.web.access import anyone, requires
from shop.web.language import current_language
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor, now, scope, session, transactional
from shop.web.sentences import sentence_of

bp = Blueprint("accounts", __name__, url_prefix="/compte")
OrderLister = Callable[[str], Sequence[CustomerOrder]]


def register(app: Flask) -> None:
    """Open the customer's account; `customer_orders` is filled by the room of orders."""
    login.prepare_login(app)
    app.register_blueprint(bp)
    app.extensions.setdefault("customer_orders", lambda _email: ())
    offer_links(app, Place.TOOLS, _account_link)


@bp.get("")
@requires(is_customer)
def home() -> ResponseReturnValue:
    """Show the customer's orders and account."""
    customer = get_customer(session(), login.current_account().id)
    list_orders = cast("OrderLister", current_app.extensions["customer_orders"])
    orders = list_orders(customer.email)
    return render_template("accounts/home.html", customer=customer, orders=orders)


@bp.route("/connexion", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Send a link to the address given: the answer is the same whoever it belongs to."""
    form = LinkForm()
    if not form.is_submitted() or not form.validate():
        return render_template("accounts/sign_in.html", form=form)
    email = form.email.data or ""
    wait = login.spend({login.email_key("link", email): LINK})
    if wait:
        form.form_errors.append(login.wait_sentence(wait))
        return render_template("accounts/sign_in.html", form=form)
    _send_link(email)
    return render_template("accounts/link_sent.html", email=email)


@bp.route("/connexion/mot-de-passe", methods=["GET", "POST"])
@anyone
def sign_in_by_password() -> ResponseReturnValue:
    """Sign a customer in by address and password."""
    form = PasswordForm(next=request.args.get("next"))
    if form.is_submitted() and form.validate():
        email = form.email.data or ""
        attempt = login.try_secret(
            {login.email_key("customer", email): PASSWORD},
            lambda: find_customer_secret(session(), email),
            form.password.data or "",
        )
        if attempt.account:
            return _enter(attempt.account, form.next.data)
        form.form_errors.append(attempt.sentence or wrong_password())
    return render_template("accounts/password_sign_in.html", form=form)


@bp.get("/lien/<token>")
@anyone
def link(token: str) -> ResponseReturnValue:
    """Show the button that uses the link: programs that read e-mails open links too."""
    return render_template("accounts/link.html", token=token)


@bp.post("/lien/<token>")
@anyone
def use_link(token: str) -> ResponseReturnValue:
    """Use the link, once; a dead one leads back to where a new one is asked for."""
    try:
        return _enter(_use_link(token), None, by_link=True)
    except Refusal as refusal:
        flash(sentence_of(refusal), "error")
        return redirect(url_for("accounts.sign_in"), code=303)


@bp.route("/mot-de-passe", methods=["GET", "POST"])
@requires(is_customer)
def password() -> ResponseReturnValue:
    """Choose or change the password."""
    form, account = NewPasswordForm(), login.current_account()
    kept = find_password_hash(session(), account)
    asks_current = kept is not None and not has_come_by_link(session(), login.current_key(), now())
    if form.is_submitted() and form.validate():
        if asks_current and not _is_current(account, form.current.data or ""):
            form.current.errors = [wrong_password()]
        else:
            _change_password(form, account)
        if not form.problems:
            flash(_("Votre mot de passe est enregistré."), "success")
            return redirect(url_for("accounts.home"), code=303)
    return render_template("accounts/password.html", form=form, asks_current=asks_current)


@bp.post("/deconnexion")
@anyone
def sign_out() -> ResponseReturnValue:
    """Sign this browser out."""
    login.close_browser()
    return redirect(request.script_root + "/", code=303)


@bp.post("/deconnexion-partout")
@requires(is_customer)
@transactional
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in of this customer, this one included."""
    signing.end_sign_ins(scope(), login.current_account())
    return redirect(request.script_root + "/", code=303)


def wrong_password() -> str:
    """Return the one sentence for a wrong address and for a wrong password."""
    return str(_("Cette adresse et ce mot de passe ne vont pas ensemble."))


def _enter(account: Account, wanted: str | None, *, by_link: bool = False) -> ResponseReturnValue:
    login.open_browser(account, by_link=by_link)
    return redirect(target_or(wanted, url_for("accounts.home")), code=303)


def target_or(wanted: str | None, home_page: str) -> str:
    """Return where the person wanted to go, when it is a public page of ours."""
    found = safe_target(wanted, under="/")
    return request.script_root + found if found else home_page


@transactional
def _send_link(email: str) -> None:
    signing.ask_sign_in_link(scope(), email, language=current_language())


@transactional
def _use_link(token: str) -> Account:
    return signing.use_sign_in_link(scope(), token)


def _is_current(account: Account, typed: str) -> bool:
    limits = {f"change:{account}": PASSWORD}
    if login.spend(limits) or not matches(find_password_hash(session(), account), typed):
        return False
    login.forgive(limits)
    return True


@transactional
def _change_password(form: NewPasswordForm, account: Account) -> None:
    with form.refusals():
        signing.change_customer_password(
            scope(),
            account.id,
            form.password.data or "",
            key=login.current_key(),
            language=current_language(),
        )


def _account_link() -> list[Link]:
    label = _("Mon compte") if is_customer(actor()) else _("Se connecter")
    return [Link(label, url_for("accounts.home"), "user")]
