"""One's own account: password, running sign-ins, telephone."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.accounts import login
from shop.accounts import sign_in as signing
from shop.accounts.domain.throttling import PASSWORD
from shop.accounts.forms import NewPasswordForm
from shop.accounts.gateway import matches
from shop.accounts.permissions import is_staff
from shop.accounts.queries import find_password_hash, get_staff, list_sign_ins
from shop.accounts.staff_views.blueprint import bp
from shop.web.access import requires
from shop.web.scope import now, scope, session, transactional


@bp.route("/compte", methods=["GET", "POST"])
@requires(is_staff)
def own_account() -> ResponseReturnValue:
    """Show one's account and change one's password."""
    form, account = NewPasswordForm(), login.current_account()
    if form.is_submitted() and form.validate():
        sentence = _refuse_current(form.current.data or "")
        if sentence:
            form.current.errors = [sentence]
        else:
            _change_password(form)
        if not form.problems:
            flash(
                _("Votre mot de passe est changé. Vos autres connexions sont fermées."), "success"
            )
            return redirect(url_for("accounts_staff.own_account"), code=303)
    return render_template(
        "accounts/own_account.html",
        form=form,
        person=get_staff(session(), account.id),
        sign_ins=list_sign_ins(session(), account, now()),
    )


@bp.post("/compte/deconnexion-partout")
@requires(is_staff)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in of this person, this one included."""
    _end_sign_ins()
    login.close_browser()
    return redirect(url_for("accounts_staff.sign_in"), code=303)


def _refuse_current(typed: str) -> str | None:
    """Return why the present password is refused, or None when it is right."""
    account = login.current_account()
    limits = {f"change:{account}": PASSWORD}
    wait = login.spend(limits)
    if wait:
        return login.wait_sentence(wait)
    if not matches(find_password_hash(session(), account), typed):
        return str(_("Ce n’est pas votre mot de passe actuel."))
    login.forgive(limits)
    return None


@transactional
def _change_password(form: NewPasswordForm) -> None:
    with form.refusals():
        signing.change_staff_password(
            scope(),
            login.current_account().id,
            form.password.data or "",
            key=login.current_key(),
        )


@transactional
def _end_sign_ins() -> None:
    signing.end_sign_ins(scope(), login.current_account())
