"""Turns held places into appointments, moves and cancels them."""

from datetime import datetime, timedelta

from sqlalchemy import select

from shop.db import Scope, lock
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.planning.domain.appointments import AppointmentKind, AppointmentView, HoldView
from shop.planning.domain.capacity import Needs
from shop.planning.events import AppointmentCancelled, AppointmentConfirmed, AppointmentMoved
from shop.planning.models import Appointment
from shop.planning.queries import appointment_view
from shop.planning.services.holds import hold_slot, keep_hold, release_hold

LONGEST_SUBJECT = 160


def confirm_hold(scope: Scope, holder_key: str, subject: str) -> AppointmentView:
    """Make an appointment of a held place; twice gives the same one. Announces it.

    A hold that is late but still there is confirmed: its place is nobody else's. Refused
    when the place was given back.
    """
    hold = keep_hold(scope, holder_key)
    known = _find(scope, holder_key)
    if known is not None and known.cancelled_at is None:
        return appointment_view(known)
    row = known or _new_appointment(scope, hold)
    row.starts_at, row.ends_at = hold.starts_at, hold.ends_at
    row.subject, row.cancelled_at = subject[:LONGEST_SUBJECT], None
    scope.session.flush()
    scope.announce(AppointmentConfirmed(row.id, holder_key, row.starts_at))
    return appointment_view(row)


def _new_appointment(scope: Scope, hold: HoldView) -> Appointment:
    row = Appointment(
        kind=hold.kind,
        holder_key=hold.holder_key,
        starts_at=hold.starts_at,
        ends_at=hold.ends_at,
        subject="",
        confirmed_at=scope.now,
    )
    scope.session.add(row)
    return row


def book_appointment(
    scope: Scope,
    *,
    holder_key: str,
    kind: AppointmentKind,
    needs: Needs,
    starts_at: datetime,
    minutes: int,
    subject: str,
) -> AppointmentView:
    """Hold and confirm in one go, as a measuring visit does."""
    hold_slot(
        scope,
        holder_key=holder_key,
        needs=needs,
        starts_at=starts_at,
        minutes=minutes,
        expires_at=scope.now + timedelta(minutes=1),
        kind=kind,
    )
    return confirm_hold(scope, holder_key, subject)


def _find(scope: Scope, holder_key: str) -> Appointment | None:
    return scope.session.scalars(
        select(Appointment).where(Appointment.holder_key == holder_key)
    ).one_or_none()


def cancel_appointment(scope: Scope, appointment_id: int) -> AppointmentView:
    """Cancel an appointment and free its place; a second time changes nothing. Announces it."""
    row = lock(scope.session, Appointment, appointment_id)
    if row.cancelled_at is not None:
        return appointment_view(row)
    row.cancelled_at = scope.now
    row.revision += 1
    scope.session.flush()
    release_hold(scope, row.holder_key)
    scope.announce(AppointmentCancelled(row.id, row.holder_key))
    return appointment_view(row)


def move_appointment(
    scope: Scope, appointment_id: int, *, needs: Needs, starts_at: datetime
) -> AppointmentView:
    """Move an appointment to another free start of the same length. Announces it.

    Refused when it was cancelled, or the new place is taken: the old one is then kept.
    """
    row = lock(scope.session, Appointment, appointment_id)
    if row.cancelled_at is not None:
        raise Refusal(N_("Ce rendez-vous est annulé. Prenez-en un nouveau."))
    minutes = appointment_view(row).minutes
    hold = hold_slot(
        scope,
        holder_key=row.holder_key,
        needs=needs,
        starts_at=starts_at,
        minutes=minutes,
        expires_at=scope.now,
        kind=AppointmentKind(row.kind),
    )
    if row.starts_at != hold.starts_at:
        row.starts_at, row.ends_at = hold.starts_at, hold.ends_at
        row.revision += 1
        scope.session.flush()
        scope.announce(AppointmentMoved(row.id, row.holder_key, row.starts_at))
    return appointment_view(row)
