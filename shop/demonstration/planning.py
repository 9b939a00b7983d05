"""Planning of the demonstration: holidays of zone A, hours of the groups, bays and teachers."""

from datetime import date, time

from shop.accounts.queries import list_groups
from shop.db import Scope
from shop.demonstration.accounts import seed_accounts
from shop.kernel.actor import Section
from shop.kernel.text import Bilingual
from shop.planning.domain.appointments import AppointmentKind
from shop.planning.domain.calendar import ClosedPeriod, ClosureKind
from shop.planning.domain.capacity import TEACHER_KIND, ResourceKind
from shop.planning.domain.load import Bottleneck
from shop.planning.domain.sessions import GroupSession
from shop.planning.domain.slots import BookingRules
from shop.planning.services.places import open_coming_days
from shop.planning.services.settings import (
    close_days,
    set_booking_rules,
    set_bottleneck_posts,
    set_group_session,
    set_resource_kind,
)
from shop.planning.timetable import get_calendar

RULES_FROM = date(2026, 9, 1)
# School year 2026-2027, académie de Besançon (zone A): the first and the last day without class.
CLOSED = (
    ("Vacances de la Toussaint", date(2026, 10, 17), date(2026, 11, 1)),
    ("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3)),
    ("Vacances d’hiver", date(2027, 2, 13), date(2027, 2, 28)),
    ("Vacances de printemps", date(2027, 4, 10), date(2027, 4, 25)),
    ("Pont de l’Ascension", date(2027, 5, 7), date(2027, 5, 8)),
    ("Vacances d’été", date(2027, 7, 3), date(2027, 8, 31)),
)
MORNING, AFTERNOON = (time(8), time(12)), (time(13, 30), time(17))
# Half-days of each group of the demonstration as (weekday, hours); Monday is 0.
HOURS = {
    "Métallerie A": (
        (0, MORNING),
        (0, AFTERNOON),
        (1, MORNING),
        (3, MORNING),
        (3, AFTERNOON),
        (4, MORNING),
    ),
    "Métallerie B": (
        (0, AFTERNOON),
        (1, AFTERNOON),
        (2, MORNING),
        (2, AFTERNOON),
        (4, MORNING),
        (4, AFTERNOON),
    ),
    "Pneus": (
        (1, MORNING),
        (1, AFTERNOON),
        (2, MORNING),
        (2, AFTERNOON),
        (3, MORNING),
        (3, AFTERNOON),
        (4, MORNING),
    ),
}
RESOURCES = (
    ResourceKind(
        code="bay", label=Bilingual("Pont élévateur", "Lift"), section=Section.TYRES, units=2
    ),
    ResourceKind(
        code="tyre_changer",
        label=Bilingual("Démonte-pneus", "Tyre changer"),
        section=Section.TYRES,
        units=2,
    ),
    ResourceKind(
        code="balancer",
        label=Bilingual("Équilibreuse", "Balancer"),
        section=Section.TYRES,
        units=1,
    ),
    ResourceKind(
        code="diag_tool",
        label=Bilingual("Valise de diagnostic", "Diagnostic tool"),
        section=Section.TYRES,
        units=1,
    ),
    ResourceKind(
        code=TEACHER_KIND,
        label=Bilingual("Maître professionnel", "Workshop teacher"),
        section=Section.TYRES,
        works_each=2,
    ),
    ResourceKind(
        code="measurer",
        label=Bilingual("Visite de mesures", "Measuring visit"),
        section=Section.METALWORK,
        units=1,
    ),
    ResourceKind(
        code="pickup_desk",
        label=Bilingual("Retrait à l’atelier", "Pick-up at the workshop"),
        section=Section.METALWORK,
        units=2,
    ),
)
RULES = (
    (AppointmentKind.TYRE, BookingRules(lead_hours=24, horizon_days=60)),
    (AppointmentKind.MEASURE, BookingRules(lead_hours=48, horizon_days=60)),
    (AppointmentKind.PICKUP, BookingRules(lead_hours=24, horizon_days=30)),
)


def seed_planning(scope: Scope) -> None:
    """Write calendar, hours, resources and rules, then open the coming weeks."""
    seed_accounts(scope)  # the groups whose hours these are
    if not get_calendar(scope.session).closed_periods:
        _write_settings(scope)
    open_coming_days(scope)


def _write_settings(scope: Scope) -> None:
    for label, first_day, last_day in CLOSED:
        kind = ClosureKind.CLOSURE if "Pont" in label else ClosureKind.SCHOOL_HOLIDAY
        close_days(
            scope, ClosedPeriod(first_day=first_day, last_day=last_day, label=label, kind=kind)
        )
    _write_hours(scope)
    for resource in RESOURCES:
        set_resource_kind(scope, resource)
    set_bottleneck_posts(scope, Section.METALWORK, {Bottleneck.WELDING: 4})
    set_bottleneck_posts(scope, Section.TYRES, {Bottleneck.LIFT: 2})
    for meeting, rules in RULES:
        set_booking_rules(scope, meeting, rules, RULES_FROM)


def _write_hours(scope: Scope) -> None:
    for group in list_groups(scope.session):
        for weekday, (starts, ends) in HOURS[group.name]:
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
