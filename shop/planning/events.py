"""Facts announced by planning."""

from dataclasses import dataclass
from datetime import datetime

from shop.kernel.events import Event


@dataclass(frozen=True, slots=True)
class AppointmentConfirmed(Event):
    """A held place became an appointment."""

    appointment_id: int
    holder_key: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class AppointmentMoved(Event):
    """An appointment has another start; its old place is free again."""

    appointment_id: int
    holder_key: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(Event):
    """An appointment will not take place; its place is free again."""

    appointment_id: int
    holder_key: str
