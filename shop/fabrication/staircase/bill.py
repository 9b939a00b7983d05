"""Everything a staircase is made of, weighed and measured."""

from shop.fabrication.domain.bill import Bill, weigh_bill
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import mark_parts
from shop.fabrication.domain.result import Plate
from shop.fabrication.staircase.geometry import Flight, StaircaseGeometry
from shop.fabrication.staircase.materials import (
    flight_pieces,
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
    """List and weigh all parts; the heaviest to lift is a welded flight, or a bare stringer."""
    plates = staircase_plates(spec, stair, basis.rules, basis.tables)
    return weigh_bill(
        parts=mark_parts(staircase_pieces(stair, rails, basis)),
        plates=plates,
        hardware=staircase_hardware(spec, stair, rails, basis.rules, basis.tariff),
        finish=spec.finish,
        heaviest_part_kg=max(
            _lifted_kg(spec, stair, flight, plates, basis) for flight in stair.flights
        ),
        basis=basis,
    )


def _lifted_kg(
    spec: StaircaseSpec,
    stair: StaircaseGeometry,
    flight: Flight,
    plates: tuple[Plate, ...],
    basis: Basis,
) -> float:
    """Return the mass of a flight as it leaves the workshop, rails apart."""
    if spec.tread not in WELDED_TREADS:
        return stair.stringer.section.mass_kg(order_length(flight, basis.rules))
    bars = sum(
        piece.section.mass_kg(piece.length_mm) * piece.quantity
        for piece in flight_pieces(stair, flight, basis.rules)
    )
    tread = next(plate.mass_kg for plate in plates if plate.role == "tread")
    return bars + flight.treads * tread
