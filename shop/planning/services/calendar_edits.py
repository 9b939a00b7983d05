"""What the direction changes of the calendar: the places follow at once, the act is kept."""

from datetime import date, time

from sqlalchemy import delete, select

from shop.accounts.queries import list_groups
from shop.accounts.services import record_act
from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.planning.domain.calendar import ClosedPeriod
from shop.planning.domain.sessions import GroupSession
from shop.planning.models import ClosedPeriodRow, GroupSessionRow, ResourceKindRow
from shop.planning.queries import list_appointments
from shop.planning.services.places import open_coming_days
from shop.planning.services.settings import close_days, set_group_session
from shop.planning.timetable import list_sessions

LONGEST_CLOSURE_DAYS = 100
MOST_UNITS = 20


def add_closure(scope: Scope, period: ClosedPeriod) -> int:
    """Close the school over a period; return how many appointments already stand in it.

    They are not cancelled: somebody calls these customers.
    """
    if period.last_day < period.first_day:
        raise Refusal(N_("Le dernier jour vient après le premier."), field="last_day")
    if (period.last_day - period.first_day).days > LONGEST_CLOSURE_DAYS:
        raise Refusal(N_("C’est plus de 100 jours : vérifiez les dates."), field="last_day")
    if period.last_day < paris_day(scope.now):
        raise Refusal(N_("Cette période est passée."), field="last_day")
    close_days(scope, period)
    open_coming_days(scope)
    span = f"{period.first_day.isoformat()} {period.last_day.isoformat()}"
    record_act(scope, "planning.closed", f"{period.label} {span}")
    return len(list_appointments(scope.session, period.first_day, period.last_day))


def remove_closure(scope: Scope, first_day: date, label: str) -> None:
    """Open these days again; a second time changes nothing."""
    gone = scope.session.scalars(
        delete(ClosedPeriodRow)
        .where(ClosedPeriodRow.first_day == first_day, ClosedPeriodRow.label == label)
        .returning(ClosedPeriodRow.id)
    ).all()
    if gone:
        open_coming_days(scope)
        record_act(scope, "planning.opened", f"{label} {first_day.isoformat()}")


def add_session(scope: Scope, group_id: int, weekday: int, starts: time, ends: time) -> None:
    """Give a group weekly hours in its workshop; refused when they run into its other hours."""
    group = next((one for one in list_groups(scope.session) if one.id == group_id), None)
    if group is None:
        raise NotFound(N_("Ce groupe n’existe pas."))
    if ends <= starts:
        raise Refusal(N_("La fin vient après le début."), field="ends")
    for known in list_sessions(scope.session, group_id=group_id):
        if known.weekday == weekday and known.starts < ends and starts < known.ends:
            raise Refusal(
                N_("Ce groupe a déjà des heures à ce moment-là : retirez-les d’abord."),
                field="starts",
            )
    set_group_session(
        scope,
        GroupSession(
            group_id=group.id,
            group_name=group.name,
            section=group.section,
            weekday=weekday,
            starts=starts,
            ends=ends,
            students=len(group.student_ids),
        ),
    )
    open_coming_days(scope)
    record_act(scope, "planning.hours", f"{group.name} {weekday} {starts:%H:%M} {ends:%H:%M}")


def remove_session(scope: Scope, group_name: str, weekday: int, starts: time) -> None:
    """Take weekly hours away from a group; a second time changes nothing."""
    gone = scope.session.scalars(
        delete(GroupSessionRow)
        .where(
            GroupSessionRow.group_name == group_name,
            GroupSessionRow.weekday == weekday,
            GroupSessionRow.starts == starts,
        )
        .returning(GroupSessionRow.id)
    ).all()
    if gone:
        open_coming_days(scope)
        record_act(scope, "planning.hours_removed", f"{group_name} {weekday} {starts:%H:%M}")


def set_units(scope: Scope, code: str, units: int) -> None:
    """Say how many units of a resource work; what is already taken stays taken."""
    row = scope.session.scalars(
        select(ResourceKindRow).where(ResourceKindRow.code == code)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("Cet équipement n’existe pas."))
    if not 0 <= units <= MOST_UNITS:
        raise Refusal(N_("Écrivez un nombre de 0 à 20."), field="units")
    row.units = units
    scope.session.flush()
    open_coming_days(scope)
    record_act(scope, "planning.units", f"{code} = {units}")
