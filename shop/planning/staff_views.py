"""The direction sets when the workshop is open, for whom, and with what."""

from collections.abc import Sequence
from datetime import date, time

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from shop.accounts.queries import list_groups
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.planning.domain.holidays import public_holidays
from shop.planning.forms import WEEKDAYS, ClosureForm, SessionForm, UnitsForm
from shop.planning.permissions import can_edit_calendar
from shop.planning.queries import list_resource_kinds
from shop.planning.services import calendar_edits
from shop.planning.timetable import get_calendar, list_sessions
from shop.web.access import requires
from shop.web.forms import ShopForm
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor, now, scope, session, transactional

bp = Blueprint("planning_staff", __name__, url_prefix="/ecole/reglages/calendrier")
ODD = N_("Cette demande est incomplète : rechargez la page.")


def register(app: Flask) -> None:
    """Add the page of the calendar, and its tab among the settings."""
    app.register_blueprint(bp)
    offer_links(app, Place.SETTINGS, _tab)


def _tab() -> list[Link]:
    if not can_edit_calendar(actor()):
        return []
    return [Link(_("Calendrier"), url_for("planning_staff.calendar"))]


def _page(*tried: ShopForm, wrong_units: str = "") -> str:
    """Show everything; a form that was tried keeps what was typed and its sentences."""
    today = paris_day(now())
    known = {type(form): form for form in tried}
    hours = known.get(SessionForm) or SessionForm(formdata=None)
    _offer_groups(hours)
    periods = get_calendar(session()).closed_periods
    holidays = {**public_holidays(today.year), **public_holidays(today.year + 1)}
    return render_template(
        "planning/calendar.html",
        closures=[period for period in periods if period.last_day >= today],
        holidays=[(day, name) for day, name in sorted(holidays.items()) if day >= today],
        sessions=list_sessions(session()),
        kinds=list_resource_kinds(session()),
        weekdays=WEEKDAYS,
        closure_form=known.get(ClosureForm) or ClosureForm(formdata=None),
        session_form=hours,
        units_form=known.get(UnitsForm) or UnitsForm(formdata=None),
        wrong_units=wrong_units,
        act=ShopForm(formdata=None),
    )


def _offer_groups(form: SessionForm) -> None:
    groups: Sequence[tuple[int, str]] = [(one.id, one.name) for one in list_groups(session())]
    form.group.choices = list(groups)


def _done(sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("planning_staff.calendar"), code=303)


@bp.get("")
@requires(can_edit_calendar)
def calendar() -> ResponseReturnValue:
    """Show closed days, weekly hours and equipment."""
    return _page()


@bp.post("/fermetures")
@requires(can_edit_calendar)
@transactional
def close() -> ResponseReturnValue:
    """Close the school over a period; say how many customers have to be called."""
    form, standing = ClosureForm(), 0
    if form.validate():
        with form.refusals():
            standing = calendar_edits.add_closure(scope(), form.to_period())
    if form.problems:
        return _page(form)
    if not standing:
        return _done(_("Ces jours sont fermés."))
    return _done(
        ngettext(
            "Ces jours sont fermés. Un rendez-vous y est déjà pris : appelez ce client.",
            "Ces jours sont fermés. %(num)d rendez-vous y sont déjà pris : appelez ces clients.",
            standing,
        )
    )


@bp.post("/fermetures/retirer")
@requires(can_edit_calendar)
@transactional
def reopen() -> ResponseReturnValue:
    """Open days again."""
    calendar_edits.remove_closure(scope(), _read_day(), request.form.get("label", ""))
    return _done(_("Ces jours sont de nouveau ouverts."))


@bp.post("/heures")
@requires(can_edit_calendar)
@transactional
def add_hours() -> ResponseReturnValue:
    """Give a group weekly hours."""
    form = SessionForm()
    _offer_groups(form)
    if form.validate():
        with form.refusals():
            starts, ends = form.to_hours()
            calendar_edits.add_session(scope(), form.group.data, form.weekday.data, starts, ends)
    return _page(form) if form.problems else _done(_("Ces heures sont enregistrées."))


@bp.post("/heures/retirer")
@requires(can_edit_calendar)
@transactional
def remove_hours() -> ResponseReturnValue:
    """Take weekly hours away from a group."""
    weekday = request.form.get("weekday", type=int)
    if weekday is None:
        raise Refusal(ODD)
    group = request.form.get("group_name", "")
    calendar_edits.remove_session(scope(), group, weekday, _read_time())
    return _done(_("Ces heures sont retirées."))


@bp.post("/equipements/<code>")
@requires(can_edit_calendar)
@transactional
def set_units(code: str) -> ResponseReturnValue:
    """Say how many units of an equipment work."""
    if code not in {kind.code for kind in list_resource_kinds(session())}:
        raise NotFound(N_("Cet équipement n’existe pas."))
    form = UnitsForm()
    if form.validate():
        with form.refusals():
            calendar_edits.set_units(scope(), code, int(form.units.data))
    if form.problems:
        return _page(form, wrong_units=code)
    return _done(_("C’est enregistré. Les créneaux libres suivent."))


def _read_day() -> date:
    try:
        return date.fromisoformat(request.form.get("first_day", ""))
    except ValueError:
        raise Refusal(ODD) from None


def _read_time() -> time:
    try:
        return time.fromisoformat(request.form.get("starts", ""))
    except ValueError:
        raise Refusal(ODD) from None
