"""The drawing of a card on paper: the sheet, its title block, the list of its parts."""

from dataclasses import dataclass
from datetime import date

from shop.curriculum.domain.french import french_number
from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.drawing.sheet import DrawingSheet, SheetFormat, lay_out_sheet
from shop.jobs.domain.content import CardContent, CutRow, SheetRow
from shop.jobs.domain.views import CardView
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_

STEEL = "Acier S235"
WELDED, CUT = "ISO 13920-", "ISO 2768-m"
USUAL_CLASSES = "BF"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """All that a drawing says in words; `scale` is as people write it.

    `sign` is what to engrave on the plate fixed on the product; empty when it has none. `welds`
    gives the throat of each weld, by section.
    """

    sheet: DrawingSheet
    scale: str
    number: str
    revision: str
    date: str
    title: str
    material: str
    finish: str
    mass: str
    tolerances: str
    parts: tuple[tuple[str, ...], ...]
    sign: tuple[str, ...] = ()
    welds: tuple[str, ...] = ()


def drawing_set_of(card: CardView) -> DrawingSet:
    """Return the set the group works from; cards older than drawing sets have none."""
    found = card.content.drawing_set
    if found is None:
        raise NotFound(N_("Cette fiche n’a pas de plan à l’échelle."))
    return found


def plan_sheet(card: CardView, made_on: date, wanted: SheetFormat | None = None) -> PlanSheet:
    """Return the drawing of what the group has: the last revision, or the draft before it."""
    content, head = card.content, card.head
    drawings = drawing_set_of(card)
    sheet = lay_out_sheet(drawings, wanted)
    mass = content.mass_kg / max(1, content.quantity)
    return PlanSheet(
        sheet=sheet,
        scale=sheet.written_scale,
        number=head.reference,
        revision=str(head.revision) if head.revision else "brouillon",
        date=f"{made_on:%d/%m/%Y}",
        title=content.title,
        material=STEEL,
        finish=content.finish or content.words.get("colour", ""),
        mass=f"{french_number(mass, 1)} kg",
        tolerances=_tolerances(content),
        parts=(
            *(_part(row, content.quantity) for row in content.cut_rows),
            *(_sheet_part(row, content.quantity) for row in content.sheet_rows),
        ),
        sign=_sign(drawings, head.reference),
        welds=_welds(content),
    )


def _tolerances(content: CardContent) -> str:
    """Return the general tolerances of the title block: the classes that the checks are in."""
    found = {
        check.source.removeprefix(WELDED)
        for check in content.checks
        if check.source.startswith(WELDED)
    }
    classes = "".join(sorted(one for one in found if len(one) == 1))
    return f"{WELDED}{classes or USUAL_CLASSES}, {CUT}"


def _welds(content: CardContent) -> tuple[str, ...]:
    """Return the least throat of each weld, as the checks of the card ask for it."""
    return tuple(
        f"{check.label} : {french_number(float(check.nominal), 1)} mm"
        for check in content.checks
        if check.key.startswith("weld.throat") and check.nominal is not None
    )


def _sign(drawings: DrawingSet, reference: str) -> tuple[str, ...]:
    """Return the lines of the plate with its serial number; the date is engraved by hand."""
    if not drawings.sign:
        return ()
    lines = (line.fr for line in drawings.sign)
    return (*lines, f"N° de série : {reference}", "Fabriqué le : ………………")


def _part(row: CutRow, quantity: int) -> tuple[str, ...]:
    """Return one line of the list, for one product: cards count all that were ordered."""
    return (
        row.mark,
        row.name,
        row.section,
        french_number(row.length_mm, 1),
        str(row.quantity // max(1, quantity)),
        f"{french_number(row.angle_left, 1)}° / {french_number(row.angle_right, 1)}°",
    )


def _sheet_part(row: SheetRow, quantity: int) -> tuple[str, ...]:
    """Return one line of the list for a piece of sheet, its two sides in one cell."""
    return (
        row.mark,
        row.name,
        row.sheet,
        f"{french_number(row.width_mm, 1)} × {french_number(row.height_mm, 1)}",
        str(row.quantity // max(1, quantity)),
        "",
    )
