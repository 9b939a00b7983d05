"""A visit being prepared: services, vehicle, slot, before any order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.domain.wheel_choice import WrongFitting, find_wrong_fitting

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
    def wrong_fitting(self) -> WrongFitting | None:
        """The tyre of the vehicle that the services chosen do not fit, if there is one."""
        if self.vehicle is None or self.taken_at is not None:
            return None
        return find_wrong_fitting(self.quantities, self.vehicle)

    @property
    def next_step(self) -> BookingStep:
        """Return the first step that is not done; a vehicle whose tyres need other services than
        those chosen is one, until an order has taken the visit over."""
        if self.vehicle is None or self.wrong_fitting is not None:
            return BookingStep.VEHICLE
        if self.starts_at is None:
            return BookingStep.SLOT
        return BookingStep.CUSTOMER if self.customer is None else BookingStep.CHECK
