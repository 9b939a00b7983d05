"""The starts a customer may choose among."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shop.kernel.clock import paris_day, require_aware
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.planning.domain.capacity import CellKey, Needs, is_feasible
from shop.planning.domain.cells import is_cell_start

EVERY_MINUTES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRules:
    """How early and how far ahead an appointment may be taken."""

    lead_hours: int
    horizon_days: int

    def earliest(self, now: datetime) -> datetime:
        return require_aware(now) + timedelta(hours=self.lead_hours)

    def latest_day(self, now: datetime) -> date:
        return paris_day(now) + timedelta(days=self.horizon_days)


@dataclass(frozen=True, slots=True)
class Slot:
    """A start that is offered, free or full."""

    starts_at: datetime
    is_free: bool


@dataclass(frozen=True, slots=True)
class SlotDay:
    """The slots of one day, in order."""

    day: date
    slots: tuple[Slot, ...]

    @property
    def is_full(self) -> bool:
        return not any(slot.is_free for slot in self.slots)


def check_start(starts_at: datetime, now: datetime, rules: BookingRules) -> datetime:
    """Return the start in UTC; refused when past, too soon, too far or between two cells."""
    start = require_aware(starts_at)
    if start <= require_aware(now):
        raise Refusal(N_("Ce créneau est passé. Choisissez-en un autre."), field="starts_at")
    if start < rules.earliest(now):
        raise Refusal(
            N_("Ce créneau est trop proche : réservez au moins %(hours)s heures à l’avance."),
            field="starts_at",
            hours=rules.lead_hours,
        )
    if paris_day(start) > rules.latest_day(now):
        raise Refusal(
            N_("Ce créneau est trop loin : réservez au plus %(days)s jours à l’avance."),
            field="starts_at",
            days=rules.horizon_days,
        )
    if not is_cell_start(start):
        raise Refusal(N_("Choisissez une heure de la liste."), field="starts_at")
    return start


def offer_slots(
    capacities: Mapping[CellKey, int],
    free: Mapping[CellKey, int],
    needs: Needs,
    minutes: int,
    *,
    not_before: datetime,
) -> tuple[SlotDay, ...]:
    """List the starts of each day: those the empty workshop could take, full ones included.

    Starts come every half hour from the opening of the day, and are never before `not_before`.
    """
    days: dict[date, list[Slot]] = {}
    for start in _possible_starts(capacities, needs, minutes):
        if start >= require_aware(not_before):
            slot = Slot(start, is_feasible(free, needs, start, minutes))
            days.setdefault(paris_day(start), []).append(slot)
    return tuple(SlotDay(day, tuple(slots)) for day, slots in sorted(days.items()))


def _possible_starts(
    capacities: Mapping[CellKey, int], needs: Needs, minutes: int
) -> Iterable[datetime]:
    starts = sorted({cell for _, cell in capacities if cell.minute % EVERY_MINUTES == 0})
    return (start for start in starts if is_feasible(capacities, needs, start, minutes))


def find_first_free(days: Iterable[SlotDay]) -> Slot | None:
    """Return the first free slot, or None when everything is full."""
    return next((slot for day in days for slot in day.slots if slot.is_free), None)
