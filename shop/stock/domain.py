"""An offcut of the rack: a length of a section, at a place, free or set aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import floor

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

SHORTEST_MM, LONGEST_MM = 10, 20_000
LONGEST_PLACE, LONGEST_ORIGIN = 40, 160


class OffcutTaken(Refusal):
    """Somebody else set the offcut aside or used it first."""


class OffcutState(StrEnum):
    """Free, set aside for a plan of the saw, or no longer on the rack."""

    FREE = "free"
    HELD = "held"
    USED = "used"


@dataclass(frozen=True, slots=True, kw_only=True)
class OffcutView:
    """One offcut; `holder` is the opaque name of what it is set aside for."""

    id: int
    reference: str
    designation: str
    length_mm: int
    place: str
    origin: str
    entered_at: datetime
    entered_by: str
    holder: str
    held_for: str
    used_at: datetime | None
    used_for: str
    version: int

    @property
    def state(self) -> OffcutState:
        if self.used_at is not None:
            return OffcutState.USED
        return OffcutState.HELD if self.holder else OffcutState.FREE


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """What is left of a bar after the saw, and which bar of which plan it was."""

    designation: str
    length_mm: float
    origin: str

    @property
    def whole_mm(self) -> int:
        """Return the length written on the rack: whole millimetres, rounded down."""
        return floor(self.length_mm)


def read_designation(typed: str, known: Sequence[str]) -> str:
    """Return the section as the table of the school writes it, or refuse in words."""
    wanted = _plain(typed)
    found = next((name for name in known if _plain(name) == wanted), None)
    if found is None:
        raise Refusal(
            N_("Le profilé « %(designation)s » n’est pas dans notre table : choisissez-le."),
            field="designation",
            designation=typed[:60],
        )
    return found


def _plain(designation: str) -> str:
    return "".join(designation.upper().replace("×", "X").replace(",", ".").split())


def refuse_odd_length(length_mm: int) -> None:
    """Refuse a length that no rack holds."""
    if not SHORTEST_MM <= length_mm <= LONGEST_MM:
        raise Refusal(
            N_("Une chute mesure de %(least)s à %(most)s mm."),
            field="length",
            least=SHORTEST_MM,
            most=LONGEST_MM,
        )


def metres(offcuts: Iterable[OffcutView]) -> float:
    """Return the length of these offcuts together, in metres."""
    return sum(offcut.length_mm for offcut in offcuts) / 1000
