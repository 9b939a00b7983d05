"""How much work a guardrail is: joints, welds, holes, hours."""

from dataclasses import dataclass

from shop.fabrication.domain.adults import adult_steps
from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.family import Basis, Handover
from shop.fabrication.domain.materials import SQUARE_CUT
from shop.fabrication.domain.result import Part, Plate, VentHole
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.welding import welds_of
from shop.fabrication.guardrail.bill import usable_length
from shop.fabrication.guardrail.geometry import GuardrailGeometry
from shop.fabrication.guardrail.materials import anchor_count, splice_count
from shop.fabrication.guardrail.spec import GuardrailSpec

ENDS = 2
SHEET_TACKS = 4
FRAME_ROLES = frozenset({"handrail", "low_rail", "knee_rail", "toe_plate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """Counted joints of a guardrail and the metres of weld they take."""

    posts: int
    rails: int
    bars: int
    sheets: int
    handrails: int
    weld_m: float

    @property
    def count(self) -> int:
        return self.posts + self.rails + self.bars + self.sheets + self.handrails


def count_joints(spec: GuardrailSpec, rail: GuardrailGeometry, bill: Bill, basis: Basis) -> Joints:
    """Count joints; a joint is welded on the share of its perimeter that can be reached.

    A post has two, on its plate and under the handrail; handrails join at corners and splices.
    """
    counts = {role: _count(bill.parts, role) for role in ("low_rail", "knee_rail", "toe_plate")}
    perimeters = {
        "low_rail": rail.low_rail.paint_area_m2_per_m,
        "knee_rail": rail.knee_rail.paint_area_m2_per_m,
        "toe_plate": rail.toe_plate.paint_area_m2_per_m,
    }
    posts, bars = ENDS * len(rail.posts), ENDS * _count(bill.parts, "bar")
    handrails = len(rail.runs) - 1 + splice_count(spec, rail, usable_length(rail, basis))
    rails_m = sum(ENDS * counts[role] * perimeters[role] for role in counts)
    reached = basis.rules.number("weld.perimeter_ratio")
    weld = reached * (
        posts * rail.post.paint_area_m2_per_m
        + bars * rail.bar.paint_area_m2_per_m
        + handrails * rail.handrail.paint_area_m2_per_m
        + rails_m
    )
    sheets = [plate for plate in bill.plates if plate.role == "sheet"]
    ratio = basis.rules.number("guardrail.sheet_weld_ratio")
    return Joints(
        posts=posts,
        rails=ENDS * sum(counts.values()),
        bars=bars,
        sheets=SHEET_TACKS * sum(plate.quantity for plate in sheets),
        handrails=handrails,
        weld_m=round(weld + ratio * sum(_outline_m(plate) for plate in sheets), 4),
    )


def _count(parts: tuple[Part, ...], role: str) -> int:
    return sum(part.quantity for part in parts if part.role == role)


def measure_work(
    spec: GuardrailSpec, rail: GuardrailGeometry, bill: Bill, joints: Joints, basis: Basis
) -> WorkQuantities:
    """Return what drives the minutes of this guardrail."""
    minutes = basis.minutes
    small_cuts, large_cuts = _cuts(bill.parts, basis)
    small_holes, large_holes = _holes(rail, bill.vents, basis)
    people = int(minutes.coefficient("POS.people"))
    is_fitted = spec.handover is Handover.FITTING
    site = minutes.coefficient("POS.guardrail_m") * spec.length / 1000 * people
    return WorkQuantities(
        sections=len({part.section for part in bill.parts}),
        small_cuts=small_cuts,
        large_cuts=large_cuts,
        mitre_ends=sum(_mitre_ends(part) for part in bill.parts),
        sheet_cut_m=sum(_outline_m(plate) for plate in bill.plates),
        nodes=joints.count,
        small_holes=small_holes,
        large_holes=large_holes,
        weld_m=joints.weld_m,
        welds=welds_of(bill.parts, _hosts(rail, bill), basis),
        frame_m=frame_length_m(bill.parts),
        prepared_m2=0.0 if _is_prepared_outside(spec.finish) else bill.area_m2,
        painted_coats_m2=bill.area_m2 * _coats(spec.finish, basis),
        fitting_minutes=minutes.coefficient("FER.guardrail") * len(rail.runs),
        mass_kg=bill.mass_kg,
        site_minutes=site if is_fitted else 0.0,
        site_people=people,
        adult_only=adult_steps(bill.heaviest_part_kg, spec.fall_height, basis.rules),
    )


def frame_length_m(parts: tuple[Part, ...]) -> float:
    """Return metres of rails, posts and bars not included."""
    return sum(part.length_mm * part.quantity for part in parts if part.role in FRAME_ROLES) / 1000


def _hosts(rail: GuardrailGeometry, bill: Bill) -> dict[str, float]:
    """Return the wall that the pieces of each role are welded on."""
    thin = min(rail.handrail.thickness_mm, rail.low_rail.thickness_mm)
    across = dict.fromkeys(FRAME_ROLES, rail.post.thickness_mm)
    return {**across, "post": bill.plates[0].thickness_mm, "bar": thin}


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


def _holes(rail: GuardrailGeometry, vents: tuple[VentHole, ...], basis: Basis) -> tuple[int, int]:
    limit = basis.minutes.coefficient("PER.small_up_to_mm")
    anchors = anchor_count(rail, basis.rules)
    is_small = basis.rules.number("guardrail.anchor_hole") <= limit
    small = sum(vent.quantity for vent in vents if vent.diameter_mm <= limit)
    large = sum(vent.quantity for vent in vents if vent.diameter_mm > limit)
    return (small + anchors, large) if is_small else (small, large + anchors)


def _is_prepared_outside(finish: Finish) -> bool:
    return finish in (Finish.RAW, Finish.GALVA, Finish.DUPLEX)


def _coats(finish: Finish, basis: Basis) -> float:
    if finish in (Finish.PRIMER, Finish.PAINT):
        return basis.rules.number(f"finish.{finish}.coats")
    return 0.0
