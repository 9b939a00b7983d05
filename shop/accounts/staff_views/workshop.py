"""The shared tablet of the workshop: made known once; then group, picture, PIN."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.accounts import login
from shop.accounts.domain.people import GroupView, StudentView, TabletView
from shop.accounts.domain.signing import Account, safe_target
from shop.accounts.domain.throttling import STUDENT_PIN
from shop.accounts.forms import PinForm, TabletForm
from shop.accounts.permissions import can_manage_students
from shop.accounts.queries import (
    find_student_secret,
    get_group,
    get_student,
    list_groups,
    list_tablets,
)
from shop.accounts.queries import list_students as list_students_of
from shop.accounts.staff_views.blueprint import bp
from shop.accounts.tablets import enrol_tablet, note_tablet_seen, withdraw_tablet
from shop.kernel.clock import paris_day
from shop.web.access import anyone, requires
from shop.web.scope import now, perform, scope, session, transactional

P = ParamSpec("P")
TabletPage = Callable[Concatenate[TabletView, P], ResponseReturnValue]


def on_known_tablet(view: TabletPage[P]) -> Callable[P, ResponseReturnValue]:
    """Show who is in a group on the school's own devices only; elsewhere say how to get there."""

    @wraps(view)
    def on_tablet(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        tablet = login.known_tablet()
        if tablet is None:
            return render_template("accounts/workshop_unknown.html"), 403
        return view(tablet, *args, **kwargs)

    return on_tablet


@bp.get("/atelier/connexion")
@anyone
@on_known_tablet
def workshop(tablet: TabletView) -> ResponseReturnValue:
    """Choose one's group."""
    groups = [group for group in list_groups(session()) if group.student_ids]
    answer = make_response(render_template("accounts/workshop_groups.html", groups=groups))
    if tablet.seen_on != paris_day(now()):
        perform(lambda opened: note_tablet_seen(opened, tablet.id))
        login.keep_tablet_key(answer, request.cookies[login.TABLET_COOKIE])
    return answer


@bp.get("/atelier/connexion/<int:group_id>")
@anyone
@on_known_tablet
def workshop_group(_tablet: TabletView, group_id: int) -> ResponseReturnValue:
    """Choose one's picture."""
    return render_template(
        "accounts/workshop_people.html",
        group=get_group(session(), group_id),
        students=list_students_of(session(), group_id, paris_day(now())),
    )


@bp.route("/atelier/connexion/<int:group_id>/<int:student_id>", methods=["GET", "POST"])
@anyone
@on_known_tablet
def workshop_pin(tablet: TabletView, group_id: int, student_id: int) -> ResponseReturnValue:
    """Type one's PIN."""
    group = get_group(session(), group_id)
    student = get_student(session(), student_id, paris_day(now()))
    form = PinForm(next=request.args.get("next"))
    if form.is_submitted() and form.validate():
        attempt = _try_pin(tablet, student_id, form.pin.data or "")
        if attempt.account:
            return _enter(attempt.account, form.next.data)
        form.pin.errors = [attempt.sentence or _("Ce code n’est pas le bon. Essaie encore.")]
    return _ask_pin(form, group, student)


@bp.route("/atelier/tablettes", methods=["GET", "POST"])
@requires(can_manage_students)
def tablets() -> ResponseReturnValue:
    """List the tablets; make this device one, and leave it ready for students."""
    form = TabletForm()
    if form.is_submitted() and form.validate():
        name = form.name.data or ""
        key = perform(lambda opened: enrol_tablet(opened, name))
        login.close_browser()
        return login.keep_tablet_key(redirect(url_for("accounts_staff.workshop"), code=303), key)
    return render_template(
        "accounts/tablets.html",
        form=form,
        tablets=list_tablets(session()),
        here=login.known_tablet(),
    )


@bp.post("/atelier/tablettes/<int:tablet_id>/retirer")
@requires(can_manage_students)
@transactional
def forget_tablet(tablet_id: int) -> ResponseReturnValue:
    """Make a tablet unknown again."""
    withdraw_tablet(scope(), tablet_id)
    flash(_("Cette tablette ne montre plus les groupes."), "success")
    return redirect(url_for("accounts_staff.tablets"), code=303)


def _ask_pin(form: PinForm, group: GroupView, student: StudentView) -> ResponseReturnValue:
    return render_template("accounts/workshop_pin.html", form=form, group=group, student=student)


def _try_pin(tablet: TabletView, student_id: int, typed: str) -> login.Attempt:
    limits = {f"student:{student_id}": STUDENT_PIN, **login.tablet_limits(tablet)}
    return login.try_secret(limits, lambda: find_student_secret(session(), student_id), typed)


def _enter(account: Account, wanted: str | None) -> ResponseReturnValue:
    login.open_browser(account)
    target = safe_target(wanted, under="/ecole") or "/ecole/atelier"
    return redirect(request.script_root + target, code=303)
