"""How much work a staircase is: joints, welds, bends, holes, hours."""

from dataclasses import dataclass

from shop.fabrication.domain.adults import adult_steps
from shop.fabrication.domain.bill import ZINC_FINISHES, Bill
from shop.fabrication.domain.family import Basis, Handover
from shop.fabrication.domain.materials import SQUARE_CUT
from shop.fabrication.domain.result import Part, Plate
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.welding import welds_of
from shop.fabrication.staircase.bill import WELDED_TREADS
from shop.fabrication.staircase.geometry import StaircaseGeometry
from shop.fabrication.staircase.materials import anchor_count, bolt_count
from shop.fabrication.staircase.spec import StaircaseSpec, Tread

ENDS = 2
FOLDS = 2
ENDED_ROLES = frozenset({"cleat", "landing_cross", "leg", "post", "low_rail", "bar"})
RAIL_ROLES = frozenset({"knee_rail", "toe_plate"})
FRAME_ROLES = frozenset({"stringer", "landing_side", "landing_cross", "handrail", "low_rail"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """Counted joints and the metres of weld they take."""

    bars: int
    plates: int
    treads: int
    weld_m: float

    @property
    def count(self) -> int:
        return self.bars + self.plates + self.treads


def count_joints(spec: StaircaseSpec, bill: Bill, basis: Basis) -> Joints:
    """Count joints; a bar is welded on the share of its perimeter that can be reached.

    A cleat has one joint, along the stringer. A tread of sheet is tacked at both ends; a
    grating is bolted, wood is the customer's.
    """
    number, sections = basis.rules.number, basis.tables.sections
    ends = {part.mark: _ends(part) * part.quantity for part in bill.parts}
    reached_m = sum(
        ends[part.mark] * sections.get_section(part.section).paint_area_m2_per_m
        for part in bill.parts
    )
    plates = sum(plate.quantity for plate in bill.plates if plate.role == "fixing_plate")
    treads = sum(plate.quantity for plate in bill.plates if plate.role == "tread")
    welded = ENDS * treads if spec.tread in WELDED_TREADS else 0
    ratio = number("weld.perimeter_ratio")
    outline = sum(_outline_m(plate) for plate in bill.plates if plate.role == "fixing_plate")
    weld = ratio * (reached_m + outline) + welded * number("staircase.tread_weld") / 1000
    return Joints(bars=sum(ends.values()), plates=plates, treads=welded, weld_m=round(weld, 4))


def _ends(part: Part) -> int:
    """Return the welded ends of one piece of this role."""
    if part.role == "cleat":
        return 1
    return ENDS if part.role in ENDED_ROLES | RAIL_ROLES else 0


def measure_work(
    spec: StaircaseSpec, stair: StaircaseGeometry, bill: Bill, joints: Joints, basis: Basis
) -> WorkQuantities:
    """Return what drives the minutes of this staircase."""
    minutes, rules = basis.minutes, basis.rules
    small_cuts, large_cuts = _cuts(bill.parts, basis)
    small_holes, large_holes = _holes(spec, stair, bill, basis)
    people = int(minutes.coefficient("POS.people"))
    site = minutes.coefficient("POS.stairs") + minutes.coefficient("POS.tread") * stair.tread_count
    bolts = bolt_count(spec, stair, rules) + anchor_count(stair, rules)
    return WorkQuantities(
        sections=len({part.section for part in bill.parts}),
        small_cuts=small_cuts,
        large_cuts=large_cuts,
        mitre_ends=sum(_mitre_ends(part) for part in bill.parts),
        sheet_cut_m=sum(_outline_m(plate) for plate in bill.plates if not _is_grating(plate)),
        nodes=joints.count,
        small_holes=small_holes,
        large_holes=large_holes,
        weld_m=joints.weld_m,
        welds=welds_of(bill.parts, _hosts(stair, bill, basis), basis),
        frame_m=_frame_length_m(bill.parts),
        prepared_m2=0.0 if _is_prepared_outside(spec.finish) else bill.area_m2,
        painted_coats_m2=bill.area_m2 * _coats(spec.finish, basis),
        fitting_minutes=minutes.coefficient("FER.bolt") * bolts,
        mass_kg=bill.mass_kg,
        site_minutes=site * people if spec.handover is Handover.FITTING else 0.0,
        site_people=people,
        bends=FOLDS * stair.tread_count if spec.tread is Tread.FOLDED_SHEET else 0,
        adult_only=adult_steps(bill.heaviest_part_kg, stair.height, rules),
    )


def _is_grating(plate: Plate) -> bool:
    return plate.sheet.startswith("CAILLEBOTIS")


def _frame_length_m(parts: tuple[Part, ...]) -> float:
    return sum(part.length_mm * part.quantity for part in parts if part.role in FRAME_ROLES) / 1000


def _hosts(stair: StaircaseGeometry, bill: Bill, basis: Basis) -> dict[str, float]:
    """Return the wall that the pieces of each role are welded on."""
    plate, stringer = bill.plates[0].thickness_mm, stair.stringer.section.thickness_mm
    post, handrail = (
        basis.tables.sections.get_section(basis.rules.text(key)).thickness_mm
        for key in ("staircase.rail_post", "staircase.rail_handrail")
    )
    hosts = {"stringer": plate, "cleat": stringer, "post": stringer, "bar": handrail}
    hosts |= dict.fromkeys(("handrail", "low_rail", "knee_rail", "toe_plate"), post)
    if stair.landing is not None:
        frame = stair.landing.frame.thickness_mm
        hosts |= dict.fromkeys(("landing_side", "landing_cross", "leg"), frame)
    return hosts


def _cuts(parts: tuple[Part, ...], basis: Basis) -> tuple[int, int]:
    limit = basis.minutes.coefficient("DEB.small_up_to_mm")
    sections = basis.tables.sections
    small = sum(
        part.quantity for part in parts if sections.get_section(part.section).face_mm <= limit
    )
    return small, sum(part.quantity for part in parts) - small


def _mitre_ends(part: Part) -> int:
    ends = (part.angle_left, part.angle_right)
    return part.quantity * sum(angle != SQUARE_CUT for angle in ends)


def _outline_m(plate: Plate) -> float:
    return 2 * (plate.width_mm + plate.height_mm) / 1000 * plate.quantity


def _holes(
    spec: StaircaseSpec, stair: StaircaseGeometry, bill: Bill, basis: Basis
) -> tuple[int, int]:
    """Count holes for bolts and anchors, and those that let zinc in; small and large ones."""
    limit, rules = basis.minutes.coefficient("PER.small_up_to_mm"), basis.rules
    holes = [
        (rules.number("staircase.bolt_hole"), bolt_count(spec, stair, rules)),
        (rules.number("staircase.anchor_hole"), anchor_count(stair, rules)),
        *((vent.diameter_mm, vent.quantity) for vent in bill.vents),
    ]
    small = sum(count for diameter, count in holes if diameter <= limit)
    return small, sum(count for _, count in holes) - small


def _is_prepared_outside(finish: Finish) -> bool:
    return finish is Finish.RAW or finish in ZINC_FINISHES


def _coats(finish: Finish, basis: Basis) -> float:
    if finish in (Finish.PRIMER, Finish.PAINT):
        return basis.rules.number(f"finish.{finish}.coats")
    return 0.0
