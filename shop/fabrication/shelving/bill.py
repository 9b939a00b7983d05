"""The pieces, sheets and hardware of a shelving, and the work they are."""

from shop.fabrication.domain.bill import Bill, weigh_bill
from shop.fabrication.domain.family import Basis, Handover
from shop.fabrication.domain.materials import Piece, mark_parts
from shop.fabrication.domain.result import HardwareItem, Plate
from shop.fabrication.domain.routing import WorkQuantities
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.shelving.geometry import ShelvingGeometry
from shop.fabrication.shelving.spec import Preset, ShelvingSpec
from shop.kernel.text import Bilingual

UPRIGHT = Bilingual("Montant", "Upright")
BEAM = Bilingual("Longeron", "Beam")
TIE = Bilingual("Traverse de profondeur", "Depth tie")
DECK = Bilingual("Tablette", "Shelf")
FOOT = Bilingual("Platine de pied", "Foot plate")
ANCHOR = Bilingual("Cheville d’ancrage", "Floor anchor")
SIGN = Bilingual("Plaque de charge", "Load sign")


def bill_shelving(spec: ShelvingSpec, rack: ShelvingGeometry, basis: Basis) -> Bill:
    """List and weigh all parts; the heaviest part to lift is one end frame."""
    frame_mass = 2 * rack.post.mass_kg(spec.height)
    frame_mass += spec.levels * rack.tie.mass_kg(rack.tie_length)
    return weigh_bill(
        parts=mark_parts(_pieces(spec, rack)),
        plates=_plates(spec, basis),
        hardware=_hardware(spec, basis),
        finish=spec.finish,
        heaviest_part_kg=frame_mass,
        basis=basis,
    )


def _pieces(spec: ShelvingSpec, rack: ShelvingGeometry) -> tuple[Piece, ...]:
    frames = spec.bays + 1
    ties = frames * spec.levels + rack.supports_per_level * spec.bays * spec.levels
    return (
        Piece(
            role="upright", letter="M", name=UPRIGHT, section=rack.post,
            length_mm=spec.height, quantity=2 * frames,
        ),
        Piece(
            role="beam", letter="L", name=BEAM, section=rack.beam,
            length_mm=spec.span, quantity=2 * spec.bays * spec.levels,
        ),
        Piece(
            role="tie", letter="D", name=TIE, section=rack.tie,
            length_mm=rack.tie_length, quantity=ties,
        ),
    )  # fmt: skip


def _plates(spec: ShelvingSpec, basis: Basis) -> tuple[Plate, ...]:
    if spec.preset is Preset.TYRE_RACK:
        return ()
    sheet = basis.tables.sheets.get_sheet(basis.rules.text("shelving.deck_sheet"))
    deck = Plate(
        mark="S1",
        role="deck",
        name=DECK,
        sheet=sheet.designation,
        width_mm=spec.span,
        height_mm=spec.depth,
        thickness_mm=sheet.thickness_mm,
        quantity=spec.bays * spec.levels,
        mass_kg=round(sheet.mass_kg_per_m2 * spec.span * spec.depth / 1_000_000, 4),
    )
    return (deck,)


def _hardware(spec: ShelvingSpec, basis: Basis) -> tuple[HardwareItem, ...]:
    feet = 2 * (spec.bays + 1)
    return tuple(
        HardwareItem(
            key=key, name=name, quantity=count, unit_price=basis.tariff.hardware_price(key)
        )
        for key, name, count in (
            ("shelving.foot", FOOT, feet),
            ("shelving.anchor", ANCHOR, feet),
            ("shelving.load_sign", SIGN, 1),
        )
    )


def measure_work(
    spec: ShelvingSpec, rack: ShelvingGeometry, bill: Bill, basis: Basis
) -> WorkQuantities:
    """Return what drives the minutes: ties and beam brackets are welded, beams are bolted."""
    minutes, rules = basis.minutes, basis.rules
    counts = {part.role: part.quantity for part in bill.parts}
    limit = minutes.coefficient("DEB.small_up_to_mm")
    face = {
        part.role: basis.tables.sections.get_section(part.section).face_mm for part in bill.parts
    }
    small = sum(counts[role] for role in counts if face[role] <= limit)
    people = int(minutes.coefficient("POS.people"))
    reached = rules.number("weld.perimeter_ratio")
    weld = (
        reached
        * 2
        * (
            counts["tie"] * rack.tie.paint_area_m2_per_m
            + counts["beam"] * rack.beam.paint_area_m2_per_m
        )
    )
    is_fitted = spec.handover is Handover.FITTING
    frame_mm = sum(part.length_mm * part.quantity for part in bill.parts if part.role == "upright")
    coats = (
        rules.number(f"finish.{spec.finish}.coats")
        if spec.finish in (Finish.PRIMER, Finish.PAINT)
        else 0.0
    )
    is_prepared = spec.finish in (Finish.PRIMER, Finish.PAINT, Finish.POWDER)
    return WorkQuantities(
        sections=len({part.section for part in bill.parts}),
        small_cuts=small,
        large_cuts=sum(counts.values()) - small,
        mitre_ends=0,
        sheet_cut_m=sum(
            2 * (plate.width_mm + plate.height_mm) / 1000 * plate.quantity for plate in bill.plates
        ),
        nodes=2 * (counts["tie"] + counts["beam"]),
        small_holes=int(rules.number("shelving.holes_per_beam")) * counts["beam"],
        large_holes=0,
        weld_m=round(weld, 4),
        frame_m=frame_mm / 1000,
        prepared_m2=bill.area_m2 if is_prepared else 0.0,
        painted_coats_m2=bill.area_m2 * coats,
        fitting_minutes=minutes.coefficient("FER.beam") * counts["beam"],
        mass_kg=bill.mass_kg,
        site_minutes=minutes.coefficient("POS.bay") * spec.bays * people if is_fitted else 0.0,
        site_people=people,
        is_repeat=True,
    )
