"""Accounts of the staff: list, invitation, roles, closing, trail of acts."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.accounts import second_factor, services
from shop.accounts import sign_in as signing
from shop.accounts.forms import STAFF_ROLE_LABELS, StaffEditForm, StaffForm
from shop.accounts.permissions import can_manage_staff, can_read_trail
from shop.accounts.queries import get_staff, list_acts, list_staff
from shop.accounts.staff_views.blueprint import bp
from shop.web.access import requires
from shop.web.pagination import read_key
from shop.web.scope import scope, session, transactional


@bp.get("/comptes")
@requires(can_manage_staff)
def staff() -> ResponseReturnValue:
    """List who works at the school."""
    return render_template(
        "accounts/staff.html", people=list_staff(session()), roles=dict(STAFF_ROLE_LABELS)
    )


@bp.route("/comptes/nouveau", methods=["GET", "POST"])
@requires(can_manage_staff)
@transactional
def new_staff() -> ResponseReturnValue:
    """Open an account and show the one-time code to give in person."""
    form = StaffForm()
    if form.is_submitted() and form.validate():
        with form.refusals():
            staff_id = services.create_staff(
                scope(),
                name=form.name.data or "",
                email=form.email.data or "",
                role=form.role.data,
                sections=form.sections.data or (),
            )
        if not form.problems:
            return _show_code(staff_id)
    return render_template("accounts/new_staff.html", form=form)


@bp.route("/comptes/<int:staff_id>", methods=["GET", "POST"])
@requires(can_manage_staff)
@transactional
def staff_member(staff_id: int) -> ResponseReturnValue:
    """Show and change one person of the staff."""
    person = get_staff(session(), staff_id)
    form = StaffEditForm(name=person.name, role=person.role, sections=sorted(person.sections))
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.update_staff(
                scope(),
                staff_id,
                name=form.name.data or "",
                role=form.role.data,
                sections=form.sections.data or (),
            )
        if not form.problems:
            return _saved(staff_id)
    return render_template("accounts/staff_member.html", form=form, person=person)


@bp.post("/comptes/<int:staff_id>/inviter")
@requires(can_manage_staff)
@transactional
def invite(staff_id: int) -> ResponseReturnValue:
    """Send a new code and show it."""
    return _show_code(staff_id)


@bp.post("/comptes/<int:staff_id>/fermer")
@requires(can_manage_staff)
@transactional
def close(staff_id: int) -> ResponseReturnValue:
    """Close an account: signed out everywhere."""
    signing.close_staff(scope(), staff_id)
    return _saved(staff_id)


@bp.post("/comptes/<int:staff_id>/rouvrir")
@requires(can_manage_staff)
@transactional
def reopen(staff_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    signing.reopen_staff(scope(), staff_id)
    return _saved(staff_id)


@bp.post("/comptes/<int:staff_id>/telephone")
@requires(can_manage_staff)
@transactional
def forget_telephone(staff_id: int) -> ResponseReturnValue:
    """Forget a lost telephone."""
    second_factor.reset_totp(scope(), staff_id)
    return _saved(staff_id)


@bp.get("/comptes/journal")
@requires(can_read_trail)
def trail() -> ResponseReturnValue:
    """Read who did what, the latest first."""
    before = read_key(request.args.get("avant"))
    acts = list_acts(session(), before)
    return render_template("accounts/trail.html", acts=acts, is_first=before is None)


def _show_code(staff_id: int) -> ResponseReturnValue:
    code = signing.invite_staff(scope(), staff_id)
    person = get_staff(session(), staff_id)
    return render_template("accounts/staff_code.html", person=person, code=code)


def _saved(staff_id: int) -> ResponseReturnValue:
    flash(_("C’est enregistré."), "success")
    return redirect(url_for("accounts_staff.staff_member", staff_id=staff_id), code=303)
