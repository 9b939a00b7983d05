"""What goes into a plan of the saw: pieces to make, offcuts on the rack."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SawPiece:
    """One piece to saw; `owner` says for which job when several share one plan."""

    mark: str
    section: str
    length_mm: float
    angle_left: float = 90.0
    angle_right: float = 90.0
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RackBar:
    """One offcut with clean ends, known by `key`: it loses no trim."""

    key: str
    section: str
    length_mm: float
