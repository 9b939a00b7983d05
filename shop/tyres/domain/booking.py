"""A visit being prepared: services, vehicle, slot, before any order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shop.tyres.domain.vehicles import Vehicle

HOLD_MINUTES = 40


class BookingStep(StrEnum):
    """What the customer still has to say."""

    VEHICLE = "vehicle"
    SLOT = "slot"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreBooking:
    """A visit being prepared. `holder_key` names its held place in planning.

    `taken_at` is when an order took it over; from then on it is only read.
    """

    id: int
    holder_key: str
    quantities: Mapping[str, int]
    vehicle: Vehicle | None
    starts_at: datetime | None
    ends_at: datetime | None
    made_at: datetime
    taken_at: datetime | None

    @property
    def next_step(self) -> BookingStep:
        """Return the first step that is not done."""
        if self.vehicle is None:
            return BookingStep.VEHICLE
        return BookingStep.SLOT if self.starts_at is None else BookingStep.CHECK
