"""How much work a shelving is: joints, welds, holes, hours."""

from shop.fabrication.domain.adults import adult_steps
from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.family import Basis, Handover
from shop.fabrication.domain.result import Part, VentHole
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.welding import welds_of
from shop.fabrication.shelving.bill import FLATS_PER_CROSS
from shop.fabrication.shelving.geometry import ShelvingGeometry
from shop.fabrication.shelving.spec import ShelvingSpec

ENDS = 2
HOLES_PER_CROSS = 10  # both ends and the middle of two flats, then four in the uprights


def measure_work(
    spec: ShelvingSpec, rack: ShelvingGeometry, bill: Bill, basis: Basis
) -> WorkQuantities:
    """Return what drives the minutes: ties and beam brackets are welded, beams are bolted."""
    minutes = basis.minutes
    counts = {part.role: part.quantity for part in bill.parts}
    small_cuts, large_cuts = _cuts(bill.parts, basis)
    small_holes, large_holes = _holes(counts, bill.vents, basis)
    people = int(minutes.coefficient("POS.people"))
    is_fitted = spec.handover is Handover.FITTING
    return WorkQuantities(
        sections=len({part.section for part in bill.parts}),
        small_cuts=small_cuts,
        large_cuts=large_cuts,
        mitre_ends=0,
        sheet_cut_m=sum(
            2 * (plate.width_mm + plate.height_mm) / 1000 * plate.quantity for plate in bill.plates
        ),
        nodes=ENDS * (counts["tie"] + counts["beam"]),
        small_holes=small_holes,
        large_holes=large_holes,
        weld_m=_weld_m(rack, counts, basis),
        welds=welds_of(bill.parts, _hosts(rack), basis),
        frame_m=sum(p.length_mm * p.quantity for p in bill.parts if p.role == "upright") / 1000,
        prepared_m2=bill.area_m2 if _is_prepared_here(spec.finish) else 0.0,
        painted_coats_m2=bill.area_m2 * _coats(spec.finish, basis),
        fitting_minutes=minutes.coefficient("FER.beam") * counts["beam"]
        + minutes.coefficient("FER.bolt") * counts.get("brace", 0) * ENDS,
        mass_kg=bill.mass_kg,
        site_minutes=minutes.coefficient("POS.bay") * spec.bays * people if is_fitted else 0.0,
        site_people=people,
        is_repeat=True,
        adult_only=adult_steps(bill.heaviest_part_kg, 0.0, basis.rules),
    )


def _weld_m(rack: ShelvingGeometry, counts: dict[str, int], basis: Basis) -> float:
    reached = basis.rules.number("weld.perimeter_ratio")
    ties = counts["tie"] * rack.tie.paint_area_m2_per_m
    beams = counts["beam"] * rack.beam.paint_area_m2_per_m
    return round(reached * ENDS * (ties + beams), 4)


def _hosts(rack: ShelvingGeometry) -> dict[str, float]:
    """Return the wall that the pieces of each role are welded on; a beam, on its bracket."""
    post, tie = rack.post.thickness_mm, rack.tie.thickness_mm
    return {"upright": tie, "tie": post, "beam": post}


def _cuts(parts: tuple[Part, ...], basis: Basis) -> tuple[int, int]:
    limit = basis.minutes.coefficient("DEB.small_up_to_mm")
    sections = basis.tables.sections
    small = sum(
        part.quantity for part in parts if sections.get_section(part.section).face_mm <= limit
    )
    return small, sum(part.quantity for part in parts) - small


def _holes(counts: dict[str, int], vents: tuple[VentHole, ...], basis: Basis) -> tuple[int, int]:
    """Return small and large holes: bolts of beams and braces, then vents for the zinc."""
    limit = basis.minutes.coefficient("PER.small_up_to_mm")
    bolts = int(basis.rules.number("shelving.holes_per_beam")) * counts["beam"]
    bolts += HOLES_PER_CROSS * counts.get("brace", 0) // FLATS_PER_CROSS
    small = sum(vent.quantity for vent in vents if vent.diameter_mm <= limit)
    large = sum(vent.quantity for vent in vents if vent.diameter_mm > limit)
    return bolts + small, large


def _is_prepared_here(finish: Finish) -> bool:
    return finish in (Finish.PRIMER, Finish.PAINT, Finish.POWDER)


def _coats(finish: Finish, basis: Basis) -> float:
    if finish in (Finish.PRIMER, Finish.PAINT):
        return basis.rules.number(f"finish.{finish}.coats")
    return 0.0
