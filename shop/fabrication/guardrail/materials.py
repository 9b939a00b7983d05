"""The pieces, sheets and hardware of a guardrail."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, radians, tan

from shop.fabrication.domain.codec import NO_TEXT
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Tables
from shop.fabrication.domain.materials import SQUARE_CUT, Piece, rounded
from shop.fabrication.domain.result import HardwareItem, Plate
from shop.fabrication.domain.tariff import Tariff
from shop.fabrication.guardrail.geometry import GuardrailGeometry, Post, Run
from shop.fabrication.guardrail.spec import Fixing, GuardrailSpec, Infill
from shop.fabrication.guardrail.strength import check_post, plate_side
from shop.kernel.text import Bilingual

OPEN_ENDS = 2

POST = Bilingual("Poteau", "Post")
HANDRAIL = Bilingual("Main courante", "Handrail")
LOW_RAIL = Bilingual("Lisse basse", "Low rail")
BAR = Bilingual("Barreau", "Bar")
KNEE_RAIL = Bilingual("Lisse intermédiaire", "Knee rail")
TOE_PLATE = Bilingual("Plinthe", "Toe plate")
BASE_PLATE = Bilingual("Platine", "Base plate")
SHEET = Bilingual("Tôle", "Sheet")
ANCHOR = Bilingual("Scellement chimique M12", "M12 chemical anchor")
CAP = Bilingual("Bouchon de main courante", "Handrail cap")
SPLICED = Bilingual("À abouter par soudure", "To be butt-welded")


def guardrail_pieces(
    spec: GuardrailSpec, rail: GuardrailGeometry, usable_mm: float
) -> tuple[Piece, ...]:
    """Return the bar pieces: posts first, then each run with what fills it."""
    return (
        *(post_piece(rail, post) for post in rail.posts),
        *(piece for place in range(len(rail.runs)) for piece in run_pieces(
            spec, rail, place, usable_mm)),
    )  # fmt: skip


def post_piece(rail: GuardrailGeometry, post: Post) -> Piece:
    """Return one post, with what reaches below the floor."""
    return Piece(
        role="post", letter="P", name=POST, section=rail.post, length_mm=post.length + rail.drop,
    )  # fmt: skip


def run_pieces(
    spec: GuardrailSpec, rail: GuardrailGeometry, place: int, usable_mm: float
) -> Iterator[Piece]:
    """Yield the pieces of one run, its posts not included."""
    run = rail.runs[place]
    yield from _handrail(rail, run, _end_angles(spec, place), usable_mm)
    if spec.infill is Infill.KNEE_RAILS:
        yield _between_posts(run, "knee_rail", "I", KNEE_RAIL, rail, run.infill.count)
        yield _between_posts(run, "toe_plate", "K", TOE_PLATE, rail, 1)
        return
    yield _between_posts(run, "low_rail", "T", LOW_RAIL, rail, 1)
    if spec.has_bars:
        cut = _rake_angle(run)
        yield Piece(
            role="bar", letter="B", name=BAR, section=rail.bar, length_mm=run.panel_height,
            quantity=run.bays * run.infill.count, angle_left=cut, angle_right=cut,
        )  # fmt: skip


def _rake_angle(run: Run) -> float:
    return round(SQUARE_CUT - abs(run.slope), 1)


def _end_angles(spec: GuardrailSpec, place: int) -> tuple[float, float]:
    return _end_angle(spec, place - 1, place), _end_angle(spec, place, place)


def _end_angle(spec: GuardrailSpec, corner: int, place: int) -> float:
    """Return the cut of a handrail at a corner: a mitre when level, else an upright cut."""
    segments = spec.segments
    if not 0 <= corner < len(segments) - 1:
        return SQUARE_CUT
    is_level = not segments[corner].is_raked and not segments[corner + 1].is_raked
    turned = abs(segments[corner].turn) / 2 if is_level else abs(segments[place].slope)
    return round(SQUARE_CUT - turned, 1)


def _handrail(
    rail: GuardrailGeometry, run: Run, ends: tuple[float, float], usable_mm: float
) -> Iterator[Piece]:
    """Yield the handrail; one longer than a bar of stock comes in equal lengths to weld."""
    length = handrail_length(rail, run, ends)
    count = ceil(length / usable_mm)
    left, right = ends
    for number in range(count):
        yield Piece(
            role="handrail", letter="M", name=HANDRAIL, section=rail.handrail,
            length_mm=rounded(length / count),
            angle_left=left if number == 0 else SQUARE_CUT,
            angle_right=right if number == count - 1 else SQUARE_CUT,
            note=SPLICED if count > 1 else NO_TEXT,
        )  # fmt: skip


def handrail_length(rail: GuardrailGeometry, run: Run, ends: tuple[float, float]) -> float:
    """Return the length to saw: along the axis, plus half a width at each mitre."""
    if run.segment.is_raked:
        return run.along(run.length)
    return rounded(run.length + sum(_mitre(rail, angle) for angle in ends))


def _mitre(rail: GuardrailGeometry, angle: float) -> float:
    """Return what a mitre adds to the axis: w / 2 · tan(90° − angle)."""
    return rail.handrail.face_mm / 2 * tan(radians(SQUARE_CUT - angle))


def handrail_spans(
    spec: GuardrailSpec, rail: GuardrailGeometry, place: int, count: int
) -> tuple[tuple[float, float], ...]:
    """Return where the lengths of a handrail begin and end on the axis of its run, level."""
    run, ends = rail.runs[place], _end_angles(spec, place)
    if run.segment.is_raked:
        joints = [run.length * number / count for number in range(1, count)]
    else:
        each = handrail_length(rail, run, ends) / count
        joints = [each * number - _mitre(rail, ends[0]) for number in range(1, count)]
    places = (0.0, *joints, run.length)
    return tuple(pairwise(places))


def splice_count(spec: GuardrailSpec, rail: GuardrailGeometry, usable_mm: float) -> int:
    """Return the butt joints of handrails longer than a bar of stock."""
    joints = 0
    for place, run in enumerate(rail.runs):
        joints += ceil(handrail_length(rail, run, _end_angles(spec, place)) / usable_mm) - 1
    return joints


def _between_posts(
    run: Run, role: str, letter: str, name: Bilingual, rail: GuardrailGeometry, per_bay: int
) -> Piece:
    section = {
        "low_rail": rail.low_rail,
        "knee_rail": rail.knee_rail,
        "toe_plate": rail.toe_plate,
    }[role]
    cut = _rake_angle(run)
    return Piece(
        role=role, letter=letter, name=name, section=section, length_mm=run.along(run.clear),
        quantity=run.bays * per_bay, angle_left=cut, angle_right=cut,
    )  # fmt: skip


def guardrail_plates(
    spec: GuardrailSpec, rail: GuardrailGeometry, rules: RuleSet, tables: Tables
) -> tuple[Plate, ...]:
    """Return one base plate for each post, then the sheets that fill the bays."""
    widest = rail.widest
    moment = check_post(rail.support, widest.spacing, widest.slope, rules).moment_nm
    side = plate_side(moment, rules)
    height = rules.number("guardrail.side_plate") if spec.fixing is Fixing.SIDE else side
    name = rules.text("guardrail.plate")
    base = _plate("F1", "base_plate", BASE_PLATE, name, (side, height), len(rail.posts), tables)
    return (base, *_sheets(spec, rail, rules, tables))


def _sheets(
    spec: GuardrailSpec, rail: GuardrailGeometry, rules: RuleSet, tables: Tables
) -> Iterator[Plate]:
    if spec.infill is not Infill.SHEET:
        return
    counts: dict[tuple[float, float, float], int] = {}
    for run in rail.runs:
        width, height = sheet_size(run, rules)
        lean = _lean(run, width)
        counts[width, height, lean] = counts.get((width, height, lean), 0) + run.bays
    name = rules.text("guardrail.sheet")
    for number, ((width, height, lean), count) in enumerate(counts.items(), start=1):
        yield _plate(
            f"S{number}", "sheet", SHEET, name, (width, height), count, tables, _leaning(lean)
        )


def sheet_size(run: Run, rules: RuleSet) -> tuple[float, float]:
    """Return the level width and the upright height of the sheet of one bay."""
    clearance = rules.number("guardrail.sheet_clearance")
    return rounded(run.clear - clearance), rounded(run.panel_height - clearance)


def sheet_note(run: Run, rules: RuleSet) -> Bilingual:
    """Return what the shear must know of the sheets of a run."""
    return _leaning(_lean(run, sheet_size(run, rules)[0]))


def _lean(run: Run, width: float) -> float:
    return rounded(width * tan(radians(abs(run.slope))))


def _leaning(lean: float) -> Bilingual:
    """Say that a sheet of a rake is a parallelogram: its area is the one of the rectangle."""
    if not lean:
        return NO_TEXT
    return Bilingual(
        f"Parallélogramme : les côtés droits sont décalés de {lean:.1f} mm".replace(".", ","),
        f"Parallelogram: the upright sides are {lean:.1f} mm apart in height",
    )


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


def anchor_count(rail: GuardrailGeometry, rules: RuleSet) -> int:
    """Return the anchors of all base plates."""
    return len(rail.posts) * int(rules.number("guardrail.anchors_per_post"))


def guardrail_hardware(
    rail: GuardrailGeometry, rules: RuleSet, tariff: Tariff
) -> tuple[HardwareItem, ...]:
    """Return what is bought ready made, with today's prices; a flat handrail has no cap."""
    counts = {
        "guardrail.anchor": (ANCHOR, anchor_count(rail, rules)),
        "guardrail.cap": (CAP, OPEN_ENDS if rail.handrail.is_hollow else 0),
    }
    return tuple(
        HardwareItem(key=key, name=name, quantity=count, unit_price=tariff.hardware_price(key))
        for key, (name, count) in counts.items()
        if count
    )
