"""The shared tablet of the workshop: group, picture, PIN."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.accounts import login
from shop.accounts.domain.people import GroupView, StudentView
from shop.accounts.domain.signing import Account, safe_target
from shop.accounts.domain.throttling import STUDENT_PIN
from shop.accounts.forms import PinForm
from shop.accounts.queries import find_student_secret, get_group, get_student, list_groups
from shop.accounts.queries import list_students as list_students_of
from shop.accounts.staff_views.blueprint import bp
from shop.kernel.clock import paris_day
from shop.web.access import anyone
from shop.web.scope import now, session


@bp.get("/atelier/connexion")
@anyone
def workshop() -> ResponseReturnValue:
    """Choose one's group."""
    groups = [group for group in list_groups(session()) if group.student_ids]
    return render_template("accounts/workshop_groups.html", groups=groups)


@bp.get("/atelier/connexion/<int:group_id>")
@anyone
def workshop_group(group_id: int) -> ResponseReturnValue:
    """Choose one's picture."""
    return render_template(
        "accounts/workshop_people.html",
        group=get_group(session(), group_id),
        students=list_students_of(session(), group_id, paris_day(now())),
    )


@bp.route("/atelier/connexion/<int:group_id>/<int:student_id>", methods=["GET", "POST"])
@anyone
def workshop_pin(group_id: int, student_id: int) -> ResponseReturnValue:
    """Type one's PIN."""
    login.know_tablet()
    group = get_group(session(), group_id)
    student = get_student(session(), student_id, paris_day(now()))
    form = PinForm(next=request.args.get("next"))
    if form.is_submitted() and form.validate():
        attempt = _try_pin(student_id, form.pin.data or "")
        if attempt.account:
            return _enter(attempt.account, form.next.data)
        form.pin.errors = [attempt.sentence or _("Ce code n’est pas le bon. Essaie encore.")]
    return _ask_pin(form, group, student)


def _ask_pin(form: PinForm, group: GroupView, student: StudentView) -> ResponseReturnValue:
    return render_template("accounts/workshop_pin.html", form=form, group=group, student=student)


def _try_pin(student_id: int, typed: str) -> login.Attempt:
    limits = {f"student:{student_id}": STUDENT_PIN, **login.tablet_limits()}
    return login.try_secret(limits, lambda: find_student_secret(session(), student_id), typed)


def _enter(account: Account, wanted: str | None) -> ResponseReturnValue:
    login.open_browser(account)
    target = safe_target(wanted, under="/ecole") or "/ecole/atelier"
    return redirect(request.script_root + target, code=303)
