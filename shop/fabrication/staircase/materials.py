"""The pieces, sheets and hardware of a staircase."""

from collections.abc import Iterator

from shop.fabrication.domain.codec import NO_TEXT
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Basis, Tables
from shop.fabrication.domain.materials import Piece, rounded
from shop.fabrication.domain.result import HardwareItem, Plate
from shop.fabrication.domain.tariff import Tariff
from shop.fabrication.staircase.geometry import Flight, Landing, StaircaseGeometry
from shop.fabrication.staircase.rails import SideRail
from shop.fabrication.staircase.spec import StaircaseSpec, Tread
from shop.kernel.text import Bilingual

SIDES = 2
LEGS = 4

STRINGER = Bilingual("Limon", "Stringer")
CLEAT = Bilingual("Cornière de marche", "Tread cleat")
TREAD = Bilingual("Marche", "Tread")
LANDING_SIDE = Bilingual("Longueur du cadre de palier", "Long side of the landing frame")
LANDING_CROSS = Bilingual("Traverse du cadre de palier", "Cross member of the landing frame")
LANDING_FLOOR = Bilingual("Plancher de palier", "Landing floor")
LEG = Bilingual("Pied de palier", "Landing leg")
PLATE = Bilingual("Platine", "Fixing plate")
ANCHOR = Bilingual("Scellement M12", "M12 anchor")
BOLT = Bilingual("Boulon M12", "M12 bolt")
CAP = Bilingual("Bouchon de main courante", "Handrail cap")
TO_FOLD = Bilingual("Développé, à plier", "Cut flat, to be folded")
TO_FIT = Bilingual("À ajuster au montage, aux deux bouts", "To be fitted at both ends")


def staircase_pieces(
    stair: StaircaseGeometry, rails: tuple[SideRail, ...], basis: Basis
) -> tuple[Piece, ...]:
    """Return the bar pieces: each flight, then the landing, then the rails."""
    return (
        *(piece for flight in stair.flights for piece in flight_pieces(stair, flight, basis.rules)),
        *(landing_pieces(stair.landing) if stair.landing else ()),
        *(piece for rail in rails for piece in rail.pieces(basis)),
    )


def order_length(flight: Flight, rules: RuleSet) -> float:
    """Return the length to saw of a stringer: its axis and some more at each end."""
    return rounded(flight.axis + SIDES * rules.number("staircase.stringer_overlength"))


def flight_pieces(stair: StaircaseGeometry, flight: Flight, rules: RuleSet) -> Iterator[Piece]:
    """Yield two stringers and two cleats under each tread."""
    yield Piece(
        role="stringer", letter="L", name=STRINGER, section=stair.stringer.section,
        length_mm=order_length(flight, rules), quantity=SIDES, note=TO_FIT,
    )  # fmt: skip
    yield Piece(
        role="cleat", letter="C", name=CLEAT, section=stair.cleat,
        length_mm=stair.cleat_length, quantity=SIDES * flight.treads,
    )  # fmt: skip


def landing_pieces(landing: Landing) -> Iterator[Piece]:
    """Yield the frame of the landing and its legs."""
    between = rounded(landing.width - SIDES * landing.frame.depth_mm)
    yield Piece(
        role="landing_side", letter="U", name=LANDING_SIDE, section=landing.frame,
        length_mm=landing.length, quantity=SIDES,
    )  # fmt: skip
    yield Piece(
        role="landing_cross", letter="V", name=LANDING_CROSS, section=landing.frame,
        length_mm=between, quantity=SIDES + landing.cross_members,
    )  # fmt: skip
    yield Piece(
        role="leg", letter="D", name=LEG, section=landing.leg,
        length_mm=landing.leg_length, quantity=LEGS,
    )  # fmt: skip


def staircase_plates(
    spec: StaircaseSpec, stair: StaircaseGeometry, rules: RuleSet, tables: Tables
) -> tuple[Plate, ...]:
    """Return fixing plates, then treads, then the floor of the landing."""
    name = rules.text("staircase.plate")
    return (
        _plate("F1", "fixing_plate", PLATE, name, plate_size(rules), plate_count(stair), tables),
        *_treads(spec, stair, tables),
        *_landing_floor(stair, rules, tables),
    )


def plate_size(rules: RuleSet) -> tuple[float, float]:
    """Return the sides of a fixing plate, the longer one first."""
    return rules.number("staircase.plate_width"), rules.number("staircase.plate_height")


def plate_count(stair: StaircaseGeometry) -> int:
    """Return two plates at each end of a flight, and one under each leg."""
    return SIDES * SIDES * len(stair.flights) + (LEGS if stair.landing else 0)


def _treads(spec: StaircaseSpec, stair: StaircaseGeometry, tables: Tables) -> Iterator[Plate]:
    if not stair.tread_sheet:
        return
    size = (stair.clear_width, stair.tread_depth)
    note = tread_note(spec)
    yield _plate("G1", "tread", TREAD, stair.tread_sheet, size, stair.tread_count, tables, note)


def tread_note(spec: StaircaseSpec) -> Bilingual:
    """Return what the shear must know of a tread."""
    return TO_FOLD if spec.tread is Tread.FOLDED_SHEET else NO_TEXT


def _landing_floor(stair: StaircaseGeometry, rules: RuleSet, tables: Tables) -> Iterator[Plate]:
    if stair.landing is None:
        return
    size = floor_size(stair.landing)
    name = stair.tread_sheet or rules.text("staircase.tread_plate")
    yield _plate("G2", "landing_floor", LANDING_FLOOR, name, size, 1, tables)


def floor_size(landing: Landing) -> tuple[float, float]:
    """Return the length and the width of the floor of a landing."""
    return landing.length, landing.width


def _plate(
    mark: str,
    role: str,
    name: Bilingual,
    sheet_name: str,
    size: tuple[float, float],
    count: int,
    tables: Tables,
    note: Bilingual = NO_TEXT,
) -> Plate:
    sheet = tables.sheets.get_sheet(sheet_name)
    width, height = size
    return Plate(
        mark=mark,
        role=role,
        name=name,
        sheet=sheet_name,
        width_mm=width,
        height_mm=height,
        thickness_mm=sheet.thickness_mm,
        quantity=count,
        mass_kg=round(sheet.mass_kg_per_m2 * width * height / 1_000_000, 4),
        note=note,
    )


def bolt_count(spec: StaircaseSpec, stair: StaircaseGeometry, rules: RuleSet) -> int:
    """Return the bolts of gratings, which are not welded to their cleats."""
    if spec.tread is not Tread.GRATING:
        return 0
    return stair.tread_count * int(rules.number("staircase.bolts_per_grating"))


def anchor_count(stair: StaircaseGeometry, rules: RuleSet) -> int:
    """Return the anchors of all plates on floors, walls and landing."""
    return plate_count(stair) * int(rules.number("staircase.anchors_per_plate"))


def staircase_hardware(
    spec: StaircaseSpec,
    stair: StaircaseGeometry,
    rails: tuple[SideRail, ...],
    rules: RuleSet,
    tariff: Tariff,
) -> tuple[HardwareItem, ...]:
    """Return what is bought ready made, with today's prices."""
    capped = [rail for rail in rails if rail.geometry.handrail.is_hollow]
    counts = {
        "staircase.anchor": (ANCHOR, anchor_count(stair, rules)),
        "staircase.bolt": (BOLT, bolt_count(spec, stair, rules)),
        "staircase.cap": (CAP, SIDES * len(capped)),
    }
    return tuple(
        HardwareItem(key=key, name=name, quantity=count, unit_price=tariff.hardware_price(key))
        for key, (name, count) in counts.items()
        if count
    )
