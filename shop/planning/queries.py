"""What planning knows: calendar, free places, appointments, load."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.kernel.actor import Section
from shop.kernel.clock import at_paris, monday_of
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_, Bilingual
from shop.planning.domain.appointments import AppointmentKind, AppointmentView, HoldView
from shop.planning.domain.capacity import CellKey, Needs, ResourceKind
from shop.planning.domain.load import (
    Bottleneck,
    Delay,
    WeekLoad,
    WorkshopMeans,
    earliest_delivery_week,
    week_capacity,
)
from shop.planning.domain.slots import BookingRules, SlotDay, offer_slots
from shop.planning.models import (
    Appointment,
    BookingRuleRow,
    BottleneckPost,
    CapacityCell,
    Hold,
    HourReservation,
    ResourceKindRow,
)
from shop.planning.timetable import get_calendar, read_timetable

DELAY_WEEKS = 52


def list_resource_kinds(session: Session) -> tuple[ResourceKind, ...]:
    """List the kinds of resources appointments need."""
    rows = session.scalars(select(ResourceKindRow).order_by(ResourceKindRow.id))
    return tuple(
        ResourceKind(
            code=row.code,
            label=Bilingual.from_data(row.label),
            section=Section(row.section),
            units=row.units,
            works_each=row.works_each,
        )
        for row in rows
    )


def get_booking_rules(session: Session, kind: AppointmentKind, day: date) -> BookingRules:
    """Read the rules in force on a day; NotFound when the school has set none."""
    row = session.scalars(
        select(BookingRuleRow)
        .where(BookingRuleRow.kind == kind, BookingRuleRow.valid_from <= day)
        .order_by(BookingRuleRow.valid_from.desc())
        .limit(1)
    ).first()
    if row is None:
        raise NotFound(N_("Les rendez-vous ne sont pas encore ouverts. Appelez l’école."))
    return BookingRules(lead_hours=row.lead_hours, horizon_days=row.horizon_days)


def read_cells(
    session: Session, kinds: Iterable[str], begin: datetime, end: datetime
) -> tuple[dict[CellKey, int], dict[CellKey, int]]:
    """Read (capacity, free units) of the cells of a span, its end left out: one query."""
    rows = session.execute(
        select(
            CapacityCell.resource_kind,
            CapacityCell.starts_at,
            CapacityCell.capacity,
            CapacityCell.used,
        ).where(
            CapacityCell.starts_at >= begin,
            CapacityCell.starts_at < end,
            CapacityCell.resource_kind.in_(sorted(kinds)),
        )
    ).all()
    capacities = {(kind, starts_at): capacity for kind, starts_at, capacity, _ in rows}
    free = {(kind, starts_at): capacity - used for kind, starts_at, capacity, used in rows}
    return capacities, free


def list_free_slots(
    session: Session,
    needs: Needs,
    minutes: int,
    from_day: date,
    days: int,
    now: datetime,
    *,
    kind: AppointmentKind = AppointmentKind.TYRE,
) -> tuple[SlotDay, ...]:
    """List the days with starts a visit could take, full ones marked: two queries.

    Keeps the lead time and the horizon of the kind of appointment.
    """
    rules = get_booking_rules(session, kind, from_day)
    last_day = min(from_day + timedelta(days=days), rules.latest_day(now) + timedelta(days=1))
    begin, end = at_paris(from_day, time(0)), at_paris(last_day, time(0))
    wanted = {code: units for code, units in needs.items() if units > 0}
    capacities, free = read_cells(session, wanted, begin, end)
    return offer_slots(capacities, free, wanted, minutes, not_before=rules.earliest(now))


def find_hold(session: Session, holder_key: str) -> HoldView | None:
    """Read a held place by its key; None once it was given back."""
    row = session.scalars(select(Hold).where(Hold.holder_key == holder_key)).one_or_none()
    return None if row is None else hold_view(row)


def hold_view(row: Hold) -> HoldView:
    """Make the read model of a hold."""
    return HoldView(
        holder_key=row.holder_key,
        kind=AppointmentKind(row.kind),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        expires_at=row.expires_at,
    )


def appointment_view(row: Appointment) -> AppointmentView:
    """Make the read model of an appointment."""
    return AppointmentView(
        id=row.id,
        kind=AppointmentKind(row.kind),
        holder_key=row.holder_key,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        subject=row.subject,
        confirmed_at=row.confirmed_at,
        cancelled_at=row.cancelled_at,
        revision=row.revision,
    )


def find_appointment(session: Session, holder_key: str) -> AppointmentView | None:
    """Read an appointment by the key of its hold."""
    row = session.scalars(
        select(Appointment).where(Appointment.holder_key == holder_key)
    ).one_or_none()
    return None if row is None else appointment_view(row)


def get_appointment(session: Session, appointment_id: int) -> AppointmentView:
    """Read an appointment; NotFound when there is none."""
    row = session.get(Appointment, appointment_id)
    if row is None:
        raise NotFound(N_("Ce rendez-vous n’existe pas."))
    return appointment_view(row)


def list_appointments(
    session: Session,
    first_day: date,
    last_day: date,
    kinds: Sequence[AppointmentKind] = tuple(AppointmentKind),
) -> tuple[AppointmentView, ...]:
    """List the appointments that stand between two days, both included, in order."""
    rows = session.scalars(
        select(Appointment)
        .where(
            Appointment.starts_at >= at_paris(first_day, time(0)),
            Appointment.starts_at < at_paris(last_day + timedelta(days=1), time(0)),
            Appointment.kind.in_(kinds),
            Appointment.cancelled_at.is_(None),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return tuple(appointment_view(row) for row in rows)


def list_expired_holds(session: Session, now: datetime, key_prefix: str = "") -> tuple[str, ...]:
    """List the keys of the holds whose time is over, oldest first."""
    statement = (
        select(Hold.holder_key)
        .where(Hold.expires_at.is_not(None), Hold.expires_at <= now)
        .order_by(Hold.id)
    )
    if key_prefix:
        statement = statement.where(Hold.holder_key.startswith(key_prefix, autoescape=True))
    return tuple(session.scalars(statement))


def workshop_load(
    session: Session, section: Section, weeks: int, today: date
) -> tuple[WeekLoad, ...]:
    """Read the load of the next school weeks, the current one first: three queries."""
    calendar, sessions = read_timetable(session, section)
    mondays = calendar.next_school_weeks(today, weeks)
    means = _means(session, section)
    reserved = _reserved_minutes(session, section, mondays)
    return tuple(
        WeekLoad(
            week=monday,
            capacity=week_capacity(monday, sessions, means, calendar, today),
            reserved=reserved.get(monday, {}),
        )
        for monday in mondays
    )


def _means(session: Session, section: Section) -> WorkshopMeans:
    rows = session.scalars(select(BottleneckPost).where(BottleneckPost.section == section))
    return WorkshopMeans(
        section=section, posts={Bottleneck(row.bottleneck): row.posts for row in rows}
    )


def _reserved_minutes(
    session: Session, section: Section, mondays: Sequence[date]
) -> Mapping[date, Mapping[Bottleneck, int]]:
    if not mondays:
        return {}
    rows = session.execute(
        select(HourReservation.week, HourReservation.bottleneck, func.sum(HourReservation.minutes))
        .where(
            HourReservation.section == section,
            HourReservation.week.between(mondays[0], mondays[-1]),
        )
        .group_by(HourReservation.week, HourReservation.bottleneck)
    )
    found: dict[date, dict[Bottleneck, int]] = {}
    for week, bottleneck, minutes in rows:
        found.setdefault(week, {})[Bottleneck(bottleneck)] = int(minutes)
    return found


def current_delay(
    session: Session,
    section: Section,
    extra: Mapping[Bottleneck, int],
    today: date,
    *,
    least_weeks: int = 0,
) -> Delay | None:
    """Tell in which school week new work of so many minutes would be done; None after a year."""
    loads = workshop_load(session, section, DELAY_WEEKS, today)
    calendar = get_calendar(session)
    return earliest_delivery_week(loads, extra, calendar, today, least_weeks=least_weeks)


def list_reserved_weeks(session: Session, holder_key: str) -> tuple[date, ...]:
    """List the weeks in which a job has hours reserved."""
    return tuple(
        session.scalars(
            select(HourReservation.week)
            .where(HourReservation.holder_key == holder_key)
            .distinct()
            .order_by(HourReservation.week)
        )
    )


def is_school_week(session: Session, day: date) -> bool:
    """Tell whether students are at school in the week of a day."""
    return get_calendar(session).is_school_week(monday_of(day))
