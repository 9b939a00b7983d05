"""The pieces, sheets and hardware of a gate."""

from collections.abc import Iterator
from math import ceil

from shop.fabrication.domain.codec import NO_TEXT
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.materials import SQUARE_CUT, Piece, rounded, step_value
from shop.fabrication.domain.result import HardwareItem, Plate
from shop.fabrication.domain.steel import Section
from shop.fabrication.domain.tariff import Tariff
from shop.fabrication.gate.geometry import Bay, GateGeometry, Leaf, Row, brace_angle
from shop.fabrication.gate.spec import GateSpec, Hand, Infill, Motor
from shop.kernel.text import Bilingual

MITRE = 45.0

RAIL = Bilingual("Traverse", "Rail")
STILE = Bilingual("Montant", "Stile")
INNER_STILE = Bilingual("Montant intermédiaire", "Middle stile")
MID_RAIL = Bilingual("Traverse intermédiaire", "Middle rail")
BAR = Bilingual("Barreau", "Bar")
BRACE = Bilingual("Écharpe", "Brace")
POST = Bilingual("Poteau", "Post")
SHEET = Bilingual("Tôle", "Sheet")
MOTOR_PLATE = Bilingual("Renfort pour moteur", "Plate for a motor")
SPLICED = Bilingual("À abouter par soudure", "To be butt-welded")


def leaf_pieces(leaf: Leaf, gate: GateGeometry, usable_mm: float) -> tuple[Piece, ...]:
    """Return the bar pieces of one leaf; members longer than a bar come in equal lengths."""
    return (
        *frame_pieces(leaf, gate, usable_mm),
        *(_inner_stile(leaf, gate) for _ in leaf.bays[1:]),
        *(piece for bay in leaf.bays for piece in _mid_rails(bay, gate, usable_mm)),
        *(
            piece
            for bay in leaf.bays
            for row in bay.rows
            for piece in row_pieces(bay, row, gate, usable_mm)
        ),
    )


def frame_pieces(leaf: Leaf, gate: GateGeometry, usable_mm: float) -> tuple[Piece, ...]:
    """Return the two rails and the two stiles that make the outline of a leaf."""
    return (
        *_member("rail", "T", RAIL, gate.frame, leaf.width, usable_mm, MITRE, 2),
        *_member("stile", "M", STILE, gate.frame, leaf.height, usable_mm, MITRE, 2),
    )


def inside_pieces(leaf: Leaf, bay: Bay, gate: GateGeometry, usable_mm: float) -> tuple[Piece, ...]:
    """Return the stile before a bay that is not the first, and the rails across the bay."""
    return (_inner_stile(leaf, gate), *_mid_rails(bay, gate, usable_mm))


def length_count(length: float, usable_mm: float) -> int:
    """Return in how many equal lengths a member is cut."""
    return ceil(length / usable_mm)


def in_order(marks: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return the mark of each length of a member from end to end: the ends are alike."""
    if count == 1:
        return marks[:1]
    return (marks[0], *marks[1:2] * (count - 2), marks[0])


def _member(
    role: str,
    letter: str,
    name: Bilingual,
    section: Section,
    length: float,
    usable_mm: float,
    end_angle: float,
    count: int,
) -> Iterator[Piece]:
    lengths = length_count(length, usable_mm)
    if lengths == 1:
        yield Piece(
            role=role, letter=letter, name=name, section=section, length_mm=length,
            quantity=count, angle_left=end_angle, angle_right=end_angle,
        )  # fmt: skip
        return
    each = rounded(length / lengths)
    yield Piece(
        role=role, letter=letter, name=name, section=section, length_mm=each,
        quantity=2 * count, angle_left=end_angle, angle_right=SQUARE_CUT, note=SPLICED,
    )  # fmt: skip
    yield Piece(
        role=role, letter=letter, name=name, section=section, length_mm=each,
        quantity=(lengths - 2) * count, note=SPLICED,
    )  # fmt: skip


def _inner_stile(leaf: Leaf, gate: GateGeometry) -> Piece:
    return Piece(
        role="stile", letter="M", name=INNER_STILE, section=gate.frame,
        length_mm=leaf.height - 2 * gate.frame.face_mm,
    )  # fmt: skip


def _mid_rails(bay: Bay, gate: GateGeometry, usable_mm: float) -> Iterator[Piece]:
    count = len(bay.rows) - 1
    if count:
        yield from _member(
            "mid_rail", "I", MID_RAIL, gate.frame, bay.width, usable_mm, SQUARE_CUT, count
        )


def row_pieces(bay: Bay, row: Row, gate: GateGeometry, usable_mm: float) -> Iterator[Piece]:
    """Yield what fills one panel, sheets not included."""
    if row.bars is not None and row.bars.count:
        yield from _member(
            "bar", "B", BAR, gate.bar, row.bars.length, usable_mm, SQUARE_CUT, row.bars.count
        )
    if row.brace is not None:
        angle = brace_angle(bay.width, row.height)
        yield from _member("brace", "E", BRACE, gate.brace, row.brace, usable_mm, angle, 1)


def post_section(leaf_mass: float, rules: RuleSet) -> str | None:
    """Return the post for a leaf of this mass, or None when an engineer must choose it."""
    return step_value(rules.text("gate.post"), leaf_mass)


def post_pieces(spec: GateSpec, section: Section, rules: RuleSet) -> tuple[Piece, ...]:
    """Return two posts, with the length that stands in the concrete."""
    if not spec.posts:
        return ()
    length = spec.height + rules.number("gate.post_embedded")
    return (
        Piece(role="post", letter="P", name=POST, section=section, length_mm=length, quantity=2),
    )


def gate_plates(
    spec: GateSpec, gate: GateGeometry, rules: RuleSet, tables: Tables
) -> tuple[Plate, ...]:
    """Return the sheets of the panels, equal ones together, and plates that await a motor."""
    counts: dict[tuple[str, float, float], int] = {}
    for bay, row in sheet_panels(gate):
        name = sheet_name(row.infill, rules)
        key = (name, *sheet_size(bay, row, rules))
        counts[key] = counts.get(key, 0) + 1
    plates = [
        _plate(f"S{number}", "sheet", SHEET, name, width, height, count, tables)
        for number, ((name, width, height), count) in enumerate(counts.items(), start=1)
    ]
    if spec.motor is not Motor.NONE:
        side = rules.number("gate.motor_plate_side")
        name = rules.text("gate.motor_plate")
        count = len(gate.leaves)
        plates.append(_plate("R1", "motor_plate", MOTOR_PLATE, name, side, side, count, tables))
    return tuple(plates)


def sheet_panels(gate: GateGeometry) -> Iterator[tuple[Bay, Row]]:
    """Yield the panels that take a sheet."""
    for leaf in gate.leaves:
        for bay in leaf.bays:
            for row in bay.rows:
                if row.infill in (Infill.SHEET_FULL, Infill.PERFORATED):
                    yield bay, row


def sheet_size(bay: Bay, row: Row, rules: RuleSet) -> tuple[float, float]:
    """Return the width and the height of the sheet of a panel: the panel less its play."""
    clearance = rules.number("gate.sheet_clearance")
    return rounded(bay.width - clearance), rounded(row.height - clearance)


def sheet_name(infill: Infill | None, rules: RuleSet) -> str:
    """Return the sheet the workshop keeps for this infill, by its row of the rules."""
    key = "gate.sheet_perforated" if infill is Infill.PERFORATED else "gate.sheet_full"
    return rules.text(key)


def _plate(
    mark: str,
    role: str,
    name: Bilingual,
    sheet_designation: str,
    width: float,
    height: float,
    count: int,
    tables: Tables,
) -> Plate:
    sheet = tables.sheets.get_sheet(sheet_designation)
    return Plate(
        mark=mark,
        role=role,
        name=name,
        sheet=sheet_designation,
        width_mm=width,
        height_mm=height,
        thickness_mm=sheet.thickness_mm,
        quantity=count,
        mass_kg=round(sheet.mass_kg_per_m2 * width * height / 1_000_000, 4),
        note=NO_TEXT,
    )


HARDWARE_NAMES = {
    "gate.hinge": Bilingual("Gond réglable à souder, avec patte", "Adjustable weld-on hinge"),
    "gate.rising_hinge": Bilingual("Gond montant", "Rising hinge"),
    "gate.lock": Bilingual("Serrure et gâche", "Lock and striker"),
    "gate.handle": Bilingual("Béquille double", "Pair of handles"),
    "gate.drop_bolt": Bilingual("Verrou de sol", "Drop bolt"),
    "gate.ground_stop": Bilingual("Butée de sol", "Ground stop"),
    "gate.wheel": Bilingual("Roue à gorge", "Grooved wheel"),
    "gate.ground_rail_m": Bilingual("Rail de sol, au mètre", "Ground rail, per metre"),
    "gate.guide": Bilingual("Guide haut à rouleaux", "Upper roller guide"),
    "gate.reception": Bilingual("Réception", "Receiver"),
    "gate.sliding_lock": Bilingual("Serrure à crochet", "Hook lock"),
    "gate.carriage": Bilingual("Chariot d’autoportant", "Cantilever carriage"),
    "gate.letter_slot": Bilingual("Fente à lettres", "Letter slot"),
    "gate.post_cap": Bilingual("Bouchon de poteau", "Post cap"),
}


def hinges_per_leaf(leaf_mass: float, rules: RuleSet) -> int:
    """Return two hinges, three for a heavy leaf."""
    return 3 if leaf_mass > rules.number("gate.third_hinge_over") else 2


def gate_hardware(
    spec: GateSpec, gate: GateGeometry, leaf_mass: float, rules: RuleSet, tariff: Tariff
) -> tuple[HardwareItem, ...]:
    """Return what is bought ready made, with today's prices."""
    counts = _sliding_counts(spec, gate) if spec.is_sliding else {}
    if not spec.is_sliding:
        counts = _swing_counts(spec, len(gate.leaves) * hinges_per_leaf(leaf_mass, rules), rules)
    counts["gate.letter_slot"] = int(spec.letter_slot)
    counts["gate.post_cap"] = 2 * int(spec.posts)
    return tuple(
        HardwareItem(
            key=key,
            name=HARDWARE_NAMES[key],
            quantity=count,
            unit_price=tariff.hardware_price(key),
        )
        for key, count in counts.items()
        if count
    )


def _swing_counts(spec: GateSpec, hinges: int, rules: RuleSet) -> dict[str, int]:
    is_steep = spec.slope > rules.number("gate.rising_hinge_slope")
    return {
        "gate.rising_hinge" if is_steep else "gate.hinge": hinges,
        "gate.lock": int(spec.lock),
        "gate.handle": int(spec.lock),
        "gate.drop_bolt": int(has_drop_bolt(spec)),
        "gate.ground_stop": int(spec.ground_stop),
    }


def _sliding_counts(spec: GateSpec, gate: GateGeometry) -> dict[str, int]:
    counts = {"gate.guide": 2, "gate.reception": 1, "gate.sliding_lock": int(spec.lock)}
    if len(gate.leaves[0].bays) > 1:
        return {"gate.carriage": 2, **counts}
    rail_m = ceil(2 * spec.opening / 1000)
    return {"gate.wheel": 2, "gate.ground_rail_m": rail_m, **counts}


def has_drop_bolt(spec: GateSpec) -> bool:
    """Say whether a second leaf is bolted to the ground."""
    return spec.drop_bolt and spec.leaf_count == 2


def is_hinged_left(leaf: Leaf) -> bool:
    """Tell on which side the hinges are, seen from the street."""
    return leaf.hand is Hand.LEFT
