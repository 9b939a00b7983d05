"""Staff sign in: password, then the telephone; invitation and forgotten password."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.accounts import login, second_factor
from shop.accounts import sign_in as signing
from shop.accounts.domain.signing import PENDING_LIFE, Account, Kind, needs_totp, safe_target
from shop.accounts.domain.throttling import LINK, PASSWORD
from shop.accounts.forms import CodeForm, InvitationForm, LinkForm, PasswordForm
from shop.accounts.gateway import totp_address
from shop.accounts.permissions import is_staff
from shop.accounts.queries import find_staff_secret, find_totp_secret, get_staff
from shop.accounts.staff_views.blueprint import bp
from shop.documents.qr import qr_svg
from shop.kernel.actor import STAFF_ROLES, Role
from shop.settings import Settings
from shop.web.access import anyone, requires
from shop.web.navigation import school_card
from shop.web.scope import actor, now, scope, session, transactional

PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody whose password was right and who still owes a code."""

    staff_id: int
    target: str | None


@bp.route("/connexion", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Sign a person of the staff in by address and password."""
    form = PasswordForm(next=request.args.get("next"))
    if form.is_submitted() and form.validate():
        email = form.email.data or ""
        attempt = login.try_secret(
            {login.email_key("staff", email): PASSWORD},
            lambda: find_staff_secret(session(), email),
            form.password.data or "",
        )
        if attempt.account:
            return _go_on(attempt.account, form.next.data)
        form.form_errors.append(attempt.sentence or _wrong_password())
    return render_template("accounts/staff_sign_in.html", form=form)


@bp.route("/connexion/code", methods=["GET", "POST"])
@anyone
def code() -> ResponseReturnValue:
    """Ask for the code of the telephone, or a recovery code."""
    pending, form = _read_pending(), CodeForm()
    if pending is None:
        return redirect(url_for("accounts_staff.sign_in"), code=303)
    if form.is_submitted() and form.validate():
        sentence = _try_code(pending.staff_id, form.code.data or "")
        if sentence is None:
            return _enter(Account(Kind.STAFF, pending.staff_id), pending.target)
        form.code.errors = [sentence]
    return render_template("accounts/code.html", form=form)


@bp.route("/connexion/telephone", methods=["GET", "POST"])
@anyone
def telephone() -> ResponseReturnValue:
    """Register a telephone: show the secret as a QR code, confirm it by a first code."""
    pending, form = _read_pending(), CodeForm()
    staff_id = pending.staff_id if pending else _own_id()
    secret = find_totp_secret(session(), staff_id) if staff_id else None
    if staff_id is None or secret is None:
        return redirect(url_for("accounts_staff.sign_in"), code=303)
    if form.is_submitted() and form.validate():
        codes = _confirm(staff_id, form.code.data or "")
        if codes:
            return _show_recovery_codes(staff_id, codes, pending)
        form.code.errors = [_("Ce code n’est pas le bon. Prenez celui qui s’affiche maintenant.")]
    return render_template("accounts/telephone.html", form=form, secret=secret, qr=_qr(staff_id))


@bp.post("/compte/telephone")
@requires(is_staff)
def add_telephone() -> ResponseReturnValue:
    """Start registering a telephone from one's own account page."""
    _prepare_totp(login.current_account().id)
    return redirect(url_for("accounts_staff.telephone"), code=303)


@bp.route("/invitation", methods=["GET", "POST"])
@bp.route("/invitation/<code>", methods=["GET", "POST"])
@anyone
def invitation(code: str = "") -> ResponseReturnValue:
    """Let a person choose a password with the code received."""
    form = InvitationForm(code=code)
    if form.is_submitted() and form.validate():
        wait = login.spend({})
        if wait:
            form.form_errors.append(login.wait_sentence(wait))
        else:
            _choose_password(form)
        if not form.problems:
            flash(_("Votre mot de passe est choisi. Connectez-vous."), "success")
            return redirect(url_for("accounts_staff.sign_in"), code=303)
    return render_template("accounts/invitation.html", form=form)


@bp.route("/connexion/oubli", methods=["GET", "POST"])
@anyone
def forgotten() -> ResponseReturnValue:
    """Send a code for a new password; the answer is the same for an unknown address."""
    form = LinkForm()
    if not form.is_submitted() or not form.validate():
        return render_template("accounts/forgotten.html", form=form)
    email = form.email.data or ""
    wait = login.spend({login.email_key("forgotten", email): LINK})
    if wait:
        form.form_errors.append(login.wait_sentence(wait))
        return render_template("accounts/forgotten.html", form=form)
    _ask_password(email)
    return render_template("accounts/code_sent.html", email=email)


@bp.post("/deconnexion")
@anyone
def sign_out() -> ResponseReturnValue:
    """Sign this browser out; a shared tablet goes back to the choice of the group."""
    was_student = actor().role is Role.STUDENT
    login.close_browser()
    endpoint = "accounts_staff.workshop" if was_student else "accounts_staff.sign_in"
    return redirect(url_for(endpoint), code=303)


def _go_on(account: Account, wanted: str | None) -> ResponseReturnValue:
    """Ask for the telephone where it is needed, or let in."""
    person = get_staff(session(), account.id)
    settings: Settings = current_app.config["SETTINGS"]
    target = safe_target(wanted, under="/ecole")
    if not needs_totp(person.role, is_production=settings.is_production, has_totp=person.has_totp):
        return _enter(account, target)
    cookie[PENDING] = {"staff": account.id, "at": now().timestamp(), "target": target}
    if person.has_totp:
        return redirect(url_for("accounts_staff.code"), code=303)
    _prepare_totp(account.id)
    return redirect(url_for("accounts_staff.telephone"), code=303)


def _enter(account: Account, target: str | None) -> ResponseReturnValue:
    login.open_browser(account)
    login.greet(actor())
    return redirect(request.script_root + (target or "/ecole/"), code=303)


def _read_pending() -> Pending | None:
    """Return who owes a code, while the password is fresh; the cookie is signed."""
    found = cookie.get(PENDING)
    if not isinstance(found, dict):
        return None
    if now().timestamp() - float(found["at"]) > PENDING_LIFE.total_seconds():
        cookie.pop(PENDING)
        return None
    return Pending(int(found["staff"]), found["target"])


def _own_id() -> int | None:
    return actor().account_id if actor().role in STAFF_ROLES else None


def _try_code(staff_id: int, typed: str) -> str | None:
    """Return None for the right code, or what to say."""
    limits = {f"code:{staff_id}": PASSWORD}
    wait = login.spend(limits)
    if wait:
        return login.wait_sentence(wait)
    if not _use_code(staff_id, typed):
        return str(_("Ce code n’est pas le bon. Prenez celui qui s’affiche maintenant."))
    login.forgive(limits)
    return None


@transactional
def _use_code(staff_id: int, typed: str) -> bool:
    return second_factor.use_totp(scope(), staff_id, typed) or second_factor.use_recovery_code(
        scope(), staff_id, typed
    )


def _confirm(staff_id: int, typed: str) -> list[str] | None:
    if login.spend({f"code:{staff_id}": PASSWORD}) > timedelta(0):
        return None
    return _confirm_totp(staff_id, typed)


@transactional
def _confirm_totp(staff_id: int, typed: str) -> list[str] | None:
    return second_factor.confirm_totp(scope(), staff_id, typed)


@transactional
def _prepare_totp(staff_id: int) -> None:
    second_factor.prepare_totp(scope(), staff_id)


@transactional
def _choose_password(form: InvitationForm) -> None:
    with form.refusals():
        signing.choose_staff_password(scope(), form.code.data or "", form.password.data or "")


@transactional
def _ask_password(email: str) -> None:
    signing.ask_staff_password(scope(), email)


def _show_recovery_codes(
    staff_id: int, codes: list[str], pending: Pending | None
) -> ResponseReturnValue:
    if pending is not None:
        login.open_browser(Account(Kind.STAFF, staff_id))
    target = request.script_root + ((pending and pending.target) or "/ecole/")
    return render_template("accounts/recovery_codes.html", codes=codes, target=target)


def _qr(staff_id: int) -> str:
    secret = find_totp_secret(session(), staff_id) or ""
    email = get_staff(session(), staff_id).email
    return qr_svg(totp_address(secret, name=email, issuer=school_card().name))


def _wrong_password() -> str:
    return str(_("Cette adresse et ce mot de passe ne vont pas ensemble."))
