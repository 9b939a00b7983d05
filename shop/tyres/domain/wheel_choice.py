"""Whether the fitting services chosen are those the tyres of the vehicle need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.fitment import fitting_code
from shop.tyres.domain.marking import TyreMarking
from shop.tyres.domain.vehicles import Vehicle

WHEELS_OF_AN_AXLE = 2
FITTING_CODES = ("ME1", "ME1L", "ME1U")


@dataclass(frozen=True, slots=True)
class WrongFitting:
    """A tyre that the services chosen do not fit: its field, its size and the code it needs."""

    field: str
    size: str
    needed: str


def find_wrong_fitting(quantities: Mapping[str, int], vehicle: Vehicle) -> WrongFitting | None:
    """Return the first tyre which shows that a fitting service was chosen too many times.

    A service may be chosen once for each wheel that needs it: two an axle, the rear tyres being
    those of the front when nothing else is said. A tyre nobody wrote is looked at on the spot.
    """
    axles = tuple(_read_axles(vehicle))
    for code in FITTING_CODES:
        others = [axle for axle in axles if axle[1] and fitting_code(axle[1]) != code]
        room = WHEELS_OF_AN_AXLE * (len(axles) - len(others))
        if others and quantities.get(code, 0) > room:
            field, marking = others[0]
            assert marking is not None  # noqa: S101 - kept above
            return WrongFitting(field, marking.size_text, fitting_code(marking))
    return None


def _read_axles(vehicle: Vehicle) -> Iterator[tuple[str, TyreMarking | None]]:
    """Give the field and the tyre of each axle, None when it cannot be read."""
    front = ("tyre_front", vehicle.tyre_front)
    rear = ("tyre_rear", vehicle.tyre_rear) if vehicle.tyre_rear else front
    for field, typed in (front, rear):
        read = decode_marking(typed) if typed else None
        yield field, read if isinstance(read, TyreMarking) else None
