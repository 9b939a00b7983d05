"""The vehicle a customer brings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

HIGHEST_ODOMETER_KM = 1_999_999


class RimKind(StrEnum):
    """What the rims are made of."""

    ALLOY = "alloy"
    STEEL = "steel"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """What the workshop must know of a vehicle before it is on the lift.

    `tyre_front` and `tyre_rear` are markings as written on the door plate.
    `torque_nm` and the pressures come from the documentation of the vehicle; None until
    an adult has looked them up.
    """

    make: str = ""
    model: str = ""
    year: int | None = None
    plate: str = ""
    is_foreign_plate: bool = False
    tyre_front: str = ""
    tyre_rear: str = ""
    is_van: bool = False
    is_electric: bool = False
    has_tpms: bool = False
    has_locking_nuts: bool = False
    has_run_flat: bool = False
    rims: RimKind = RimKind.UNKNOWN
    odometer_km: int | None = None
    torque_nm: int | None = None
    pressure_front_bar: Decimal | None = None
    pressure_rear_bar: Decimal | None = None

    @property
    def title(self) -> str:
        """Make and model, or nothing when neither is known."""
        return " ".join(part for part in (self.make, self.model) if part)

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON values; decimals become text."""
        return {
            key: str(value) if isinstance(value, Decimal) else value
            for key, value in asdict(self).items()
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Vehicle":
        """Build back what `to_data` gave."""
        known = dict(data)
        known["rims"] = RimKind(known.get("rims", RimKind.UNKNOWN))
        for key in ("pressure_front_bar", "pressure_rear_bar"):
            known[key] = None if known.get(key) is None else Decimal(known[key])
        return cls(**known)


def check_odometer(km: int, last_known_km: int | None, *, confirmed: bool = False) -> int:
    """Return the reading, refused when impossible, or lower than the last and not confirmed."""
    if not 0 <= km <= HIGHEST_ODOMETER_KM:
        raise Refusal(
            N_("Le compteur va de 0 à 1 999 999 km. Vérifiez le nombre."), field="odometer_km"
        )
    if last_known_km is not None and km < last_known_km and not confirmed:
        raise Refusal(
            N_(
                "La dernière fois, le compteur marquait %(last)s km."
                " Corrigez, ou confirmez que %(km)s km est juste."
            ),
            field="odometer_km",
            last=last_known_km,
            km=km,
        )
    return km
