"""Places held for a while, and the appointments they become."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shop.kernel.refusals import Refusal


class AppointmentKind(StrEnum):
    """What people meet for."""

    TYRE = "tyre"
    MEASURE = "measure"
    PICKUP = "pickup"


class SlotTaken(Refusal):
    """The place is no longer, or was never, free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """A place held under an opaque key; `expires_at` is None once it is an appointment."""

    holder_key: str
    kind: AppointmentKind
    starts_at: datetime
    ends_at: datetime
    expires_at: datetime | None

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentView:
    """An appointment as other rooms read it."""

    id: int
    kind: AppointmentKind
    holder_key: str
    starts_at: datetime
    ends_at: datetime
    subject: str
    confirmed_at: datetime
    cancelled_at: datetime | None
    revision: int

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60
