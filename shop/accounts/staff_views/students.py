"""Groups and students: pseudonyms, PINs on a sheet printed once, clearances."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.accounts import services
from shop.accounts.forms import AddStudentsForm, ClearanceForm, GroupForm, StudentForm
from shop.accounts.permissions import can_give_clearance, can_manage_students
from shop.accounts.queries import (
    get_group,
    get_student_account,
    list_groups,
    list_student_accounts,
)
from shop.accounts.staff_views.blueprint import bp
from shop.kernel.clock import paris_day
from shop.web.access import requires
from shop.web.forms import choices
from shop.web.scope import actor, now, scope, session, transactional


@bp.route("/groupes", methods=["GET", "POST"])
@requires(can_manage_students)
@transactional
def groups() -> ResponseReturnValue:
    """List the groups and open one."""
    form = GroupForm()
    form.offer_years(paris_day(now()))
    if form.is_submitted() and form.validate():
        with form.refusals():
            group_id = services.create_group(
                scope(),
                name=form.name.data or "",
                section=form.section.data,
                school_year=form.school_year.data,
            )
        if not form.problems:
            return redirect(url_for("accounts_staff.group", group_id=group_id), code=303)
    return render_template("accounts/groups.html", form=form, groups=list_groups(session()))


@bp.route("/groupes/<int:group_id>", methods=["GET", "POST"])
@requires(can_manage_students)
@transactional
def group(group_id: int) -> ResponseReturnValue:
    """Show a group and add students to it."""
    form = AddStudentsForm()
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.add_students(
                scope(),
                group_id,
                count=int(form.count.data),
                leaves_on=cast("date", form.leaves_on.data),
            )
        if not form.problems:
            flash(_("Les élèves sont ajoutés. Donnez-leur un code."), "success")
            return redirect(url_for("accounts_staff.group", group_id=group_id), code=303)
    return render_template(
        "accounts/group.html",
        form=form,
        group=get_group(session(), group_id),
        students=list_student_accounts(session(), group_id, paris_day(now())),
        machines=dict(_machines()),
    )


@bp.post("/groupes/<int:group_id>/codes")
@requires(can_manage_students)
@transactional
def give_missing_pins(group_id: int) -> ResponseReturnValue:
    """Draw a PIN for every student of the group who has none, and show the sheet once."""
    students = list_student_accounts(session(), group_id, paris_day(now()))
    return _sheet(group_id, [found.student.id for found in students if not found.has_pin])


@bp.post("/eleves/<int:student_id>/code")
@requires(can_manage_students)
@transactional
def give_pin(student_id: int) -> ResponseReturnValue:
    """Draw a new PIN for one student, and show it once."""
    found = get_student_account(session(), student_id, paris_day(now()))
    return _sheet(found.student.group_id, [student_id])


@bp.route("/eleves/<int:student_id>", methods=["GET", "POST"])
@requires(can_manage_students)
@transactional
def student(student_id: int) -> ResponseReturnValue:
    """Show a student and change how the student reads."""
    found = get_student_account(session(), student_id, paris_day(now()))
    form = StudentForm(
        reading_level=str(found.student.reading_level),
        simple_text=found.student.simple_text,
        leaves_on=found.leaves_on,
    )
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.update_student(
                scope(),
                student_id,
                reading_level=int(form.reading_level.data),
                simple_text=bool(form.simple_text.data),
                leaves_on=cast("date", form.leaves_on.data),
            )
        if not form.problems:
            return _saved(student_id)
    return render_template(
        "accounts/student.html",
        form=form,
        clearance_form=_clearance_form(),
        account=found,
        machines=dict(_machines()),
        today=paris_day(now()),
        may_clear=can_give_clearance(actor()),
    )


@bp.post("/eleves/<int:student_id>/machines")
@requires(can_give_clearance)
@transactional
def clear(student_id: int) -> ResponseReturnValue:
    """Let a student use a machine until a day."""
    form = _clearance_form()
    if not form.validate():
        flash(" ".join(text for _field, _label, text in form.problems), "error")
        return redirect(url_for("accounts_staff.student", student_id=student_id), code=303)
    services.give_clearance(
        scope(), student_id, form.machine.data, valid_until=form.valid_until.data
    )
    return _saved(student_id)


@bp.post("/eleves/<int:student_id>/machines/<machine>/retirer")
@requires(can_give_clearance)
@transactional
def withdraw(student_id: int, machine: str) -> ResponseReturnValue:
    """Stop a student from using a machine."""
    services.withdraw_clearance(scope(), student_id, machine)
    return _saved(student_id)


def _machines() -> Sequence[tuple[str, str]]:
    """Return (code, name) of the machines, given by the application: curriculum is above us."""
    return cast("Sequence[tuple[str, str]]", current_app.extensions["machines"])


def _clearance_form() -> ClearanceForm:
    form = ClearanceForm()
    form.machine.choices = choices(_machines())
    return form


def _sheet(group_id: int, student_ids: list[int]) -> ResponseReturnValue:
    pins = services.give_pins(scope(), student_ids)
    today = paris_day(now())
    students = [get_student_account(session(), found, today).student for found in pins]
    return render_template(
        "accounts/pin_sheet.html",
        group=get_group(session(), group_id),
        people=[(found, pins[found.id]) for found in students],
    )


def _saved(student_id: int) -> ResponseReturnValue:
    flash(_("C’est enregistré."), "success")
    return redirect(url_for("accounts_staff.student", student_id=student_id), code=303)
