"""How much work a gate is: joints, welds, holes, hours."""

from dataclasses import dataclass
from math import ceil

from shop.fabrication.domain.adults import adult_steps
from shop.fabrication.domain.bill import Bill
from shop.fabrication.domain.family import Basis, Handover
from shop.fabrication.domain.materials import SQUARE_CUT
from shop.fabrication.domain.result import Part, Plate, VentHole
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.domain.steel import SectionTable
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.domain.welding import welds_of
from shop.fabrication.gate.geometry import GateGeometry, Leaf
from shop.fabrication.gate.materials import has_drop_bolt, sheet_panels
from shop.fabrication.gate.spec import GateSpec

LOCK_HOLES = 4
DROP_BOLT_HOLES = 2
LETTER_SLOT_HOLES = 4
CORNERS = 4
FRAME_ROLES = frozenset({"rail", "stile", "mid_rail"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """Counted joints of a gate and the metres of weld they take."""

    frame: int
    bars: int
    braces: int
    sheets: int
    weld_m: float

    @property
    def count(self) -> int:
        return self.frame + self.bars + self.braces + self.sheets


def count_joints(gate: GateGeometry, basis: Basis) -> Joints:
    """Count joints; a joint is welded on the share of its perimeter that can be reached."""
    rules = basis.rules
    usable = gate.frame.stock_length_mm - rules.number("cut.trim")
    rows = [row for leaf in gate.leaves for bay in leaf.bays for row in bay.rows]
    frame = sum(_frame_joints(leaf) for leaf in gate.leaves) + _splices(gate, usable)
    bars = 2 * sum(row.bars.count for row in rows if row.bars is not None)
    braces = 2 * sum(row.brace is not None for row in rows)
    panels = list(sheet_panels(gate))
    outline = sum(2 * (bay.width + row.height) / 1000 for bay, row in panels)
    reached = rules.number("weld.perimeter_ratio")
    weld = reached * (
        frame * gate.frame.paint_area_m2_per_m
        + bars * gate.bar.paint_area_m2_per_m
        + braces * gate.brace.paint_area_m2_per_m
    )
    return Joints(
        frame=frame,
        bars=bars,
        braces=braces,
        sheets=4 * len(panels),
        weld_m=round(weld + outline * rules.number("gate.sheet_weld_ratio"), 4),
    )


def _frame_joints(leaf: Leaf) -> int:
    inner_stiles = 2 * (len(leaf.bays) - 1)
    mid_rails = sum(2 * (len(bay.rows) - 1) for bay in leaf.bays)
    return CORNERS + inner_stiles + mid_rails


def _splices(gate: GateGeometry, usable_mm: float) -> int:
    """Return the butt joints of members longer than a bar of stock."""
    members: list[tuple[float, int]] = []
    for leaf in gate.leaves:
        members += [(leaf.width, 2), (leaf.height, 2)]
        for bay in leaf.bays:
            members.append((bay.width, len(bay.rows) - 1))
            members += [(row.brace or 0.0, 1) for row in bay.rows]
            members += [(row.bars.length, row.bars.count) for row in bay.rows if row.bars]
    return sum((max(1, ceil(length / usable_mm)) - 1) * count for length, count in members)


def measure_work(
    spec: GateSpec, gate: GateGeometry, bill: Bill, joints: Joints, basis: Basis
) -> WorkQuantities:
    """Return what drives the minutes of this gate."""
    minutes, parts = basis.minutes, bill.parts
    small_cuts, large_cuts = _cuts(parts, basis)
    small_holes, large_holes = _holes(spec, bill.vents, basis)
    leaves = len(gate.leaves)
    people = int(minutes.coefficient("POS.people"))
    is_fitted = spec.handover is Handover.FITTING
    return WorkQuantities(
        sections=len({part.section for part in parts}),
        small_cuts=small_cuts,
        large_cuts=large_cuts,
        mitre_ends=sum(_mitre_ends(part) for part in parts),
        sheet_cut_m=sum(_outline_m(plate) for plate in bill.plates),
        nodes=joints.count,
        small_holes=small_holes,
        large_holes=large_holes,
        weld_m=joints.weld_m,
        welds=welds_of(bill.parts, _hosts(gate), basis),
        frame_m=frame_length_m(parts),
        prepared_m2=0.0 if _is_prepared_outside(spec.finish) else bill.area_m2,
        painted_coats_m2=bill.area_m2 * _coats(spec.finish, basis),
        fitting_minutes=minutes.coefficient("FER.leaf") * leaves
        + minutes.coefficient("FER.lock") * int(spec.lock),
        mass_kg=bill.mass_kg,
        site_minutes=minutes.coefficient("POS.leaf") * leaves * people if is_fitted else 0.0,
        site_people=people,
        adult_only=adult_steps(bill.heaviest_part_kg, 0.0, basis.rules),
    )


def frame_length_m(parts: tuple[Part, ...]) -> float:
    """Return metres of frame members, posts and bars not included."""
    return sum(part.length_mm * part.quantity for part in parts if part.role in FRAME_ROLES) / 1000


def _hosts(gate: GateGeometry) -> dict[str, float]:
    """Return the wall that the pieces of each role are welded on."""
    return dict.fromkeys(("rail", "stile", "mid_rail", "bar", "brace"), gate.frame.thickness_mm)


def _cuts(parts: tuple[Part, ...], basis: Basis) -> tuple[int, int]:
    limit = basis.minutes.coefficient("DEB.small_up_to_mm")
    sections: SectionTable = basis.tables.sections
    small = sum(
        part.quantity for part in parts if sections.get_section(part.section).face_mm <= limit
    )
    return small, sum(part.quantity for part in parts) - small


def _mitre_ends(part: Part) -> int:
    ends = (part.angle_left, part.angle_right)
    return part.quantity * sum(angle != SQUARE_CUT for angle in ends)


def _outline_m(plate: Plate) -> float:
    return 2 * (plate.width_mm + plate.height_mm) / 1000 * plate.quantity


def _holes(spec: GateSpec, vents: tuple[VentHole, ...], basis: Basis) -> tuple[int, int]:
    limit = basis.minutes.coefficient("PER.small_up_to_mm")
    fixed = LOCK_HOLES * spec.lock + DROP_BOLT_HOLES * has_drop_bolt(spec)
    fixed += LETTER_SLOT_HOLES * spec.letter_slot
    small = sum(vent.quantity for vent in vents if vent.diameter_mm <= limit)
    large = sum(vent.quantity for vent in vents if vent.diameter_mm > limit)
    return fixed + small, large


def _is_prepared_outside(finish: Finish) -> bool:
    return finish in (Finish.RAW, Finish.GALVA, Finish.DUPLEX)


def _coats(finish: Finish, basis: Basis) -> float:
    if finish in (Finish.PRIMER, Finish.PAINT):
        return basis.rules.number(f"finish.{finish}.coats")
    return 0.0
