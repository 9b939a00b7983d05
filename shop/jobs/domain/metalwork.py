"""From the frozen result of the made-to-measure engine to the draft of a card."""

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal

from shop.curriculum.domain.french import french_number
from shop.fabrication.domain.checking import TAPE
from shop.fabrication.domain.operations import PlannedOperation
from shop.fabrication.domain.result import BomKind, FabricationResult, PlannedCheck
from shop.fabrication.domain.spacing import HAIR
from shop.fabrication.domain.views import DrawingSet, ViewKind
from shop.fabrication.drawing.bars import draw_cut_plan
from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.drawing.exploded import explode
from shop.fabrication.drawing.views import draw_view
from shop.jobs.domain.content import (
    BarPiece,
    CardBar,
    CardCheck,
    CardContent,
    CardDrawing,
    CardOperation,
    CutRow,
    Demander,
    KeyDimension,
    MaterialLine,
    SheetRow,
)
from shop.jobs.domain.finishing import written_finish
from shop.jobs.domain.learning import (
    METALWORK_ROLES,
    TRANSFERS,
    competencies_for,
    questions_for,
)
from shop.jobs.domain.workshop import BEFORE_THE_STOP, CONFIRMED_BY_TEACHER
from shop.kernel.actor import Section

ONCE_PER_ORDER = frozenset({"ETU"})
CHECKED_AFTER = {
    "after_cutting": ("DEB",),
    "after_welding": ("CTL",),
    "before_handover": ("FER", "PEI", "CTL"),
}
STEP = 10
# The reading guides count in words a student meets on the plan.
READING_NAMES = {
    "nodes": "node_count",
    "cuts": "cut_count",
    "holes": "hole_count",
    "leaf_diagonal_mm": "diagonal_mm",
}


def from_fabrication(
    result: FabricationResult,
    *,
    demander: Demander,
    quantity: int = 1,
    is_drawn: bool = True,
) -> CardContent:
    """Return the complete draft of a made-to-measure line, for the whole quantity ordered.

    Amounts of money in the result are left behind: students read the card.
    """
    operations = _operations(result, quantity)
    return CardContent(
        family=result.family,
        section=Section.METALWORK,
        title=result.title.fr,
        demander=demander,
        quantity=quantity,
        purpose=f"Le client est {demander.label}.",
        quality=_quality(result),
        finish=written_finish(result.spec),
        mass_kg=round(result.mass_kg * quantity, 1),
        dimensions=tuple(
            KeyDimension(label=d.label.fr, value=d.value, unit=d.unit) for d in result.dimensions
        ),
        drawings=tuple(_drawings(result)) if is_drawn else (),
        drawing_set=result.drawings,
        materials=_materials(result, quantity),
        cut_rows=_cut_rows(result, quantity),
        sheet_rows=_sheet_rows(result, quantity),
        bars=tuple(_bars(result, quantity)),
        operations=operations,
        checks=(*_vent_checks(result, operations), *_checks(result.checks, operations)),
        competencies=competencies_for(operations),
        questions=questions_for(result.family),
        roles=METALWORK_ROLES,
        transfer=TRANSFERS.get(result.family, ""),
        facts=_facts(result),
        words=_words(result),
    )


def _operations(result: FabricationResult, quantity: int) -> tuple[CardOperation, ...]:
    keys = {op.code: f"{place * STEP:03d}-{op.code}" for place, op in _numbered(result)}
    return tuple(_operation(op, keys, quantity) for _, op in _numbered(result))


def _numbered(result: FabricationResult) -> Iterator[tuple[int, PlannedOperation]]:
    return iter(enumerate(result.operations, start=1))


def _operation(op: PlannedOperation, keys: Mapping[str, str], quantity: int) -> CardOperation:
    times = 1 if op.code in ONCE_PER_ORDER else quantity
    return CardOperation(
        key=keys[op.code],
        code=op.code,
        label=op.label.fr,
        minutes=math.ceil(op.student_minutes * times),
        workstation=op.workstation,
        machine=op.machine,
        adult_only=op.is_adult_only,
        ppe=op.ppe,
        hazards=op.hazards,
        after=tuple(keys[code] for code in op.predecessors if code in keys),
        behind_stop=op.code not in BEFORE_THE_STOP,
        needs_teacher=op.code in CONFIRMED_BY_TEACHER,
    )


def _quality(result: FabricationResult) -> tuple[str, ...]:
    named = (part for check in result.checks for part in check.source.split(", "))
    sources = dict.fromkeys(part for part in named if part)
    first = f"{len(result.checks)} contrôles à faire, tous dans la tolérance"
    norms = f"Règles : {', '.join(sources)}" if sources else ""
    return tuple(line for line in (first if result.checks else "", norms) if line)


def _materials(result: FabricationResult, quantity: int) -> tuple[MaterialLine, ...]:
    return tuple(
        MaterialLine(
            name=line.name.fr,
            designation="" if line.kind is BomKind.HARDWARE else line.designation,
            quantity=round(line.quantity * quantity, 3),
            unit=line.unit,
            mass_kg=round(line.mass_kg * quantity, 2),
        )
        for line in result.bom
    )


def _cut_rows(result: FabricationResult, quantity: int) -> tuple[CutRow, ...]:
    return tuple(
        CutRow(
            mark=line.mark,
            name=line.name.fr,
            section=line.section,
            length_mm=line.length_mm,
            quantity=line.quantity * quantity,
            angle_left=line.angle_left,
            angle_right=line.angle_right,
            note=line.note.fr,
        )
        for line in result.cut_lines
    )


def _sheet_rows(result: FabricationResult, quantity: int) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow(
            mark=plate.mark,
            name=plate.name.fr,
            sheet=plate.sheet,
            width_mm=plate.width_mm,
            height_mm=plate.height_mm,
            quantity=plate.quantity * quantity,
            note=plate.note.fr,
        )
        for plate in result.plates
    )


def _bars(result: FabricationResult, quantity: int) -> Iterator[CardBar]:
    """Repeat the plan of one piece: bars are sawn piece by piece, offcuts wait between."""
    plan = [bar for section in result.cut_plan.sections for bar in section.bars]
    for place, bar in enumerate(plan * quantity, start=1):
        yield CardBar(
            number=place,
            section=bar.section,
            stock_mm=bar.stock_mm,
            trim_mm=bar.trim_mm,
            pieces=tuple(BarPiece(mark=cut.mark, length_mm=cut.length_mm) for cut in bar.cuts),
            kerf_mm=bar.kerf_mm,
            offcut_mm=bar.offcut_mm,
            is_offcut_kept=bar.is_offcut_kept,
        )


def _checks(
    planned: tuple[PlannedCheck, ...], operations: tuple[CardOperation, ...]
) -> tuple[CardCheck, ...]:
    keys = {operation.code: operation.key for operation in operations}
    return tuple(
        CardCheck(
            key=check.key,
            label=check.label.fr,
            unit=check.unit,
            nominal=_decimal(check.nominal),
            lowest=_bounds(check)[0],
            highest=_bounds(check)[1],
            instrument=check.instrument.fr,
            operation=_where(check.stage, keys),
            source=check.source,
        )
        for check in planned
    )


def _vent_checks(
    result: FabricationResult, operations: tuple[CardOperation, ...]
) -> Iterator[CardCheck]:
    """Yield, before anything goes to the zinc bath, the holes of each hollow section: a closed
    tube bursts in it. An adult answers.
    """
    drilling = next((one.key for one in operations if one.code == "PER"), "")
    for number, holes in enumerate(result.vent_holes, start=1):
        size = french_number(holes.diameter_mm, 1)
        yield CardCheck(
            key=f"vents.{number}",
            label=f"Trous d’évent percés : {holes.quantity} trous de {size} mm dans "
            f"{holes.section}, 2 par pièce, un à chaque bout, en diagonale",
            operation=drilling,
            adult_only=True,
            source="EN ISO 14713-2",
        )


def _bounds(check: PlannedCheck) -> tuple[Decimal, Decimal]:
    """Return the good values; those read on a tape lie on its half millimetres, never beyond
    the tolerance.
    """
    low, high = check.nominal - check.minus, check.nominal + check.plus
    if check.instrument.fr == TAPE.fr:
        on_tape = math.ceil(low * 2 - HAIR) / 2, math.floor(high * 2 + HAIR) / 2
        low, high = on_tape if on_tape[0] <= on_tape[1] else (low, high)
    return _decimal(low), _decimal(high)


def _where(stage: str, keys: Mapping[str, str]) -> str:
    found = (keys[code] for code in CHECKED_AFTER.get(stage, ()) if code in keys)
    return next(found, "")


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 2))).normalize() + 0


def _drawings(result: FabricationResult) -> Iterator[CardDrawing]:
    yield CardDrawing(
        key="elevation",
        title=result.elevation.title.fr,
        note=result.elevation.note.fr,
        svg=draw_elevation(result.elevation, key="card-elevation", with_marks=True),
    )
    if result.drawings is not None:
        yield from _views(result.drawings)
    if result.cut_plan.sections:
        yield CardDrawing(
            key="cuts",
            title="Plan de débit",
            note="Chaque barre avec ses pièces, puis la chute.",
            svg=draw_cut_plan(result.cut_plan, key="card-cuts"),
        )


def _views(drawings: DrawingSet) -> Iterator[CardDrawing]:
    """Yield plan and section, then the pieces pulled apart, each with its mark."""
    apart = explode(drawings)
    found = [(drawings, drawings.view(kind)) for kind in (ViewKind.PLAN, ViewKind.SECTION)]
    for shown, view in (*found, (apart, apart.views[0])):
        if view is not None:
            yield CardDrawing(
                key=view.title.en.lower(),
                title=view.title.fr,
                note=view.note.fr,
                svg=draw_view(shown, view, key=f"card-{view.kind}", with_marks=True),
            )


def _facts(result: FabricationResult) -> dict[str, float]:
    """Return the numbers of one piece; the reading guides count those of all of them."""
    facts: dict[str, float] = {**result.facts, "mass_kg": round(result.mass_kg, 1)}
    facts["paint_area_m2"] = round(result.paint_area_m2, 2)
    for name, known_as in READING_NAMES.items():
        if name in result.facts:
            facts[known_as] = round(result.facts[name], 1)
    pieces = sum(line.quantity for line in result.cut_lines)
    if pieces:
        facts["piece_count"] = pieces
        facts.setdefault("cut_count", pieces)
    lengths = {line.length_mm for line in result.cut_lines}
    if len(lengths) == 1:
        facts["length_mm"] = lengths.pop()
    return facts


def _words(result: FabricationResult) -> dict[str, str]:
    words = {"product": result.title.fr}
    sections = {line.section for line in result.cut_lines}
    if len(sections) == 1:
        words["section"] = sections.pop()
    colour = result.spec.get("colour")
    return {**words, "colour": str(colour)} if colour else words
