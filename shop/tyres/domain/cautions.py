"""What a step of tyre work asks for on this vehicle: an adult, a cage, a limit of pressure."""

from dataclasses import dataclass
from decimal import Decimal

from shop.kernel.text import Bilingual
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import TyreMarking, TyreUse
from shop.tyres.domain.vehicles import Vehicle

STRONG_USES = frozenset({TyreUse.COMMERCIAL, TyreUse.LIGHT_TRUCK})
VAN_FITTING = "ME1U"

SEATING = Bilingual(
    fr="Pour mettre les talons en place : {seating} bar au plus, sauf si le fabricant dit plus.",
    en="To seat the beads: {seating} bar at most, unless the maker says more.",
)
CAGE = Bilingual(
    fr="Un adulte gonfle, et au-dessus de {cage} bar dans la cage. "
    "Pour mettre les talons en place : {seating} bar au plus, sauf si le fabricant dit plus.",
    en="An adult inflates, and above {cage} bar in the cage. "
    "To seat the beads: {seating} bar at most, unless the maker says more.",
)
HIGH_PRESSURE = Bilingual(
    fr="Plus de {cage} bar : un adulte règle la pression.",
    en="More than {cage} bar: an adult sets the pressure.",
)


@dataclass(frozen=True, slots=True)
class Caution:
    """What to respect during a step, and whether only an adult may do it."""

    sentence: Bilingual
    adult_only: bool


def find_caution(
    operation: str, services: frozenset[str], vehicle: Vehicle, limits: TyreLimits
) -> Caution | None:
    """Say what a step asks for on a vehicle; None when nothing special does.

    A van tyre (C or LT) is inflated by an adult, and so is any tyre above the pressure of the
    cage: its burst is the gravest danger of the workshop.
    """
    is_high = _is_above(limits.cage_pressure_bar, vehicle)
    if operation == "INFLATE":
        is_strong = is_high or VAN_FITTING in services or has_strong_tyres(vehicle)
        return Caution(_filled(CAGE if is_strong else SEATING, limits), adult_only=is_strong)
    if operation == "PRESSURE" and is_high:
        return Caution(_filled(HIGH_PRESSURE, limits), adult_only=True)
    return None


def has_strong_tyres(vehicle: Vehicle) -> bool:
    """Tell whether a vehicle has tyres of a van or of a pick-up, by their marking."""
    read = (decode_marking(text) for text in (vehicle.tyre_front, vehicle.tyre_rear))
    return any(isinstance(tyre, TyreMarking) and tyre.use in STRONG_USES for tyre in read)


def _is_above(limit: Decimal, vehicle: Vehicle) -> bool:
    targets = (vehicle.pressure_front_bar, vehicle.pressure_rear_bar)
    return any(target is not None and target > limit for target in targets)


def _filled(text: Bilingual, limits: TyreLimits) -> Bilingual:
    said = {
        "cage": f"{limits.cage_pressure_bar}",
        "seating": f"{limits.seating_pressure_bar}",
    }
    commas = {name: value.replace(".", ",") for name, value in said.items()}
    return Bilingual(fr=text.fr.format(**commas), en=text.en.format(**said))
