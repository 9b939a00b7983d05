"""Offcuts on the rack."""

from shop.db import Scope
from shop.stock.models import Offcut
from tests.conftest import NOW

TUBE = "TUBE CARRE 40x40x2"


def build_offcut(
    scope: Scope,
    length_mm: int = 1500,
    *,
    reference: str = "CH-2026-0001",
    designation: str = TUBE,
    place: str = "B3",
    holder: str = "",
) -> Offcut:
    """Lay an offcut on the rack, free unless a holder is named."""
    row = Offcut(
        reference=reference,
        designation=designation,
        length_mm=length_mm,
        place=place,
        origin="FT-2026-0001, barre 2",
        entered_at=NOW,
        entered_by_name="Mme Perrin",
        holder=holder,
        held_for="Débit FT-2026-0002" if holder else "",
    )
    scope.session.add(row)
    scope.session.flush()
    return row
