"""A visit being prepared: services, vehicle, slot, before any order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from shop.tyres.domain.vehicles import Vehicle

HOLD_MINUTES = 40


class BookingStep(StrEnum):
    """What the customer still has to say."""

    VEHICLE = "vehicle"
    SLOT = "slot"
    CUSTOMER = "customer"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreBooking:
    """A visit being prepared. `holder_key` names its held place in planning.

    `customer` is the plain data of the room of orders; `taken_at` is when an order took
    the visit over: from then on it is only read.
    """

    id: int
    holder_key: str
    quantities: Mapping[str, int]
    vehicle: Vehicle | None
    customer: Mapping[str, Any] | None
    starts_at: datetime | None
    ends_at: datetime | None
    made_at: datetime
    taken_at: datetime | None

    @property
    def next_step(self) -> BookingStep:
        """Return the first step that is not done."""
        if self.vehicle is None:
            return BookingStep.VEHICLE
        if self.starts_at is None:
            return BookingStep.SLOT
        return BookingStep.CUSTOMER if self.customer is None else BookingStep.CHECK
