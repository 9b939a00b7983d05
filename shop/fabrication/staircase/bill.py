"""Everything a staircase is made of, weighed and measured."""

from collections.abc import Iterable

from shop.fabrication.domain.bill import Bill, weigh_bill
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import Piece, mark_parts
from shop.fabrication.domain.result import Plate
from shop.fabrication.staircase.geometry import Flight, Landing, StaircaseGeometry
from shop.fabrication.staircase.materials import (
    flight_pieces,
    landing_pieces,
    order_length,
    staircase_hardware,
    staircase_pieces,
    staircase_plates,
)
from shop.fabrication.staircase.rails import SideRail
from shop.fabrication.staircase.spec import StaircaseSpec, Tread

WELDED_TREADS = frozenset({Tread.FOLDED_SHEET, Tread.TREAD_PLATE})


def bill_staircase(
    spec: StaircaseSpec, stair: StaircaseGeometry, rails: tuple[SideRail, ...], basis: Basis
) -> Bill:
    """List and weigh all parts; the heaviest to lift is a flight or the landing."""
    plates = staircase_plates(spec, stair, basis.rules, basis.tables)
    lifted = [_flight_kg(spec, stair, flight, plates, basis) for flight in stair.flights]
    if stair.landing:
        lifted.append(_landing_kg(spec, stair.landing, plates))
    return weigh_bill(
        parts=mark_parts(staircase_pieces(stair, rails, basis)),
        plates=plates,
        hardware=staircase_hardware(spec, stair, rails, basis.rules, basis.tariff),
        finish=spec.finish,
        heaviest_part_kg=max(lifted),
        basis=basis,
    )


def _flight_kg(
    spec: StaircaseSpec,
    stair: StaircaseGeometry,
    flight: Flight,
    plates: tuple[Plate, ...],
    basis: Basis,
) -> float:
    """Return the mass of a flight as it leaves the workshop, rails apart.

    Treads that are bolted or the customer's own leave two bare stringers.
    """
    if spec.tread not in WELDED_TREADS:
        return stair.stringer.section.mass_kg(order_length(flight, basis.rules))
    bars = _mass_of(flight_pieces(stair, flight, basis.rules))
    tread = next(plate.mass_kg for plate in plates if plate.role == "tread")
    return bars + flight.treads * tread


def _landing_kg(spec: StaircaseSpec, landing: Landing, plates: tuple[Plate, ...]) -> float:
    """Return the mass of the landing on its legs; a grating is bolted on when it stands."""
    floor = next(plate.mass_kg for plate in plates if plate.role == "landing_floor")
    return _mass_of(landing_pieces(landing)) + (0.0 if spec.tread is Tread.GRATING else floor)


def _mass_of(pieces: Iterable[Piece]) -> float:
    return sum(piece.section.mass_kg(piece.length_mm) * piece.quantity for piece in pieces)
