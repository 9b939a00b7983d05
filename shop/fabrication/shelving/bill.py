"""Everything a shelving is made of, weighed and measured."""

from collections.abc import Iterator

from shop.fabrication.domain.bill import Bill, weigh_bill
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.materials import Piece, mark_parts
from shop.fabrication.domain.result import HardwareItem, Plate
from shop.fabrication.shelving.geometry import ShelvingGeometry
from shop.fabrication.shelving.spec import Deck, Fixing, ShelvingSpec
from shop.fabrication.shelving.strength import deck_sheet
from shop.kernel.text import Bilingual

BOLTS_PER_CROSS = 5  # four ends, and the middle where the flats meet
FLATS_PER_CROSS = 2

UPRIGHT = Bilingual("Montant", "Upright")
BEAM = Bilingual("Longeron", "Beam")
TIE = Bilingual("Traverse de profondeur", "Depth tie")
BRACE = Bilingual("Croix de dos", "Back brace")
DECK = Bilingual("Tablette", "Shelf")
GRATING = Bilingual("Caillebotis", "Grating")
FOOT = Bilingual("Platine de pied", "Foot plate")
ANCHOR = Bilingual("Cheville d’ancrage", "Floor anchor")
WALL_BRACKET = Bilingual("Patte murale avec cheville", "Wall bracket with anchor")
BRACE_BOLT = Bilingual("Boulon M8 de croix", "M8 bolt for a brace")
SIGN = Bilingual("Plaque de charge", "Load sign")


def bill_shelving(spec: ShelvingSpec, rack: ShelvingGeometry, basis: Basis) -> Bill:
    """List and weigh all parts; the heaviest part to lift is one end frame."""
    frame_mass = 2 * rack.post.mass_kg(spec.height)
    frame_mass += spec.levels * rack.tie.mass_kg(rack.tie_length)
    return weigh_bill(
        parts=mark_parts(_pieces(spec, rack)),
        plates=_plates(spec, basis),
        hardware=_hardware(spec, rack, basis),
        finish=spec.finish,
        heaviest_part_kg=frame_mass,
        basis=basis,
    )


def _pieces(spec: ShelvingSpec, rack: ShelvingGeometry) -> Iterator[Piece]:
    frames = spec.bays + 1
    ties = frames * spec.levels + rack.supports_per_level * spec.bays * spec.levels
    yield Piece(
        role="upright", letter="M", name=UPRIGHT, section=rack.post,
        length_mm=spec.height, quantity=2 * frames,
    )  # fmt: skip
    yield Piece(
        role="beam", letter="L", name=BEAM, section=rack.beam,
        length_mm=spec.span, quantity=2 * spec.bays * spec.levels,
    )  # fmt: skip
    yield Piece(
        role="tie", letter="D", name=TIE, section=rack.tie,
        length_mm=rack.tie_length, quantity=ties,
    )  # fmt: skip
    if rack.brace is not None:
        yield Piece(
            role="brace", letter="E", name=BRACE, section=rack.brace.section,
            length_mm=rack.brace.length, quantity=FLATS_PER_CROSS * len(rack.brace.bays),
        )  # fmt: skip


def _plates(spec: ShelvingSpec, basis: Basis) -> tuple[Plate, ...]:
    if not spec.has_sheets:
        return ()
    sheet = basis.tables.sheets.get_sheet(deck_sheet(spec.deck, basis.rules))
    deck = Plate(
        mark="S1",
        role="deck",
        name=GRATING if spec.deck is Deck.GRATING else DECK,
        sheet=sheet.designation,
        width_mm=spec.span,
        height_mm=spec.depth,
        thickness_mm=sheet.thickness_mm,
        quantity=spec.bays * spec.levels,
        mass_kg=round(sheet.mass_kg_per_m2 * spec.span * spec.depth / 1_000_000, 4),
    )
    return (deck,)


def _hardware(spec: ShelvingSpec, rack: ShelvingGeometry, basis: Basis) -> tuple[HardwareItem, ...]:
    """Return what is bought ready made; foot plates come cut and drilled."""
    frames = spec.bays + 1
    crosses = len(rack.brace.bays) if rack.brace is not None else 0
    counts = (
        ("shelving.foot", FOOT, 2 * frames),
        ("shelving.anchor", ANCHOR, 2 * frames if spec.fixing is Fixing.FLOOR else 0),
        ("shelving.wall_bracket", WALL_BRACKET, frames if spec.fixing is Fixing.WALL else 0),
        ("shelving.brace_bolt", BRACE_BOLT, BOLTS_PER_CROSS * crosses),
        ("shelving.load_sign", SIGN, 1),
    )
    return tuple(
        HardwareItem(
            key=key, name=name, quantity=count, unit_price=basis.tariff.hardware_price(key)
        )
        for key, name, count in counts
        if count
    )
