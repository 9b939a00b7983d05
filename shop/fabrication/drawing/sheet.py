"""A sheet of paper: format, standard scale, and the views in European projection (first angle)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from shop.fabrication.domain.elevation import Side
from shop.fabrication.domain.views import DrawingSet, ViewKind
from shop.fabrication.drawing.exploded import explode
from shop.fabrication.drawing.views import PaperView
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

# ISO 5455; the largest that fits is taken.
SCALES = tuple(Fraction(1, part) for part in (1, 2, 5, 10, 20, 50, 100))
BINDING, EDGE = 20.0, 10.0  # margins of ISO 5457
TITLE_WIDTH, TITLE_HEIGHT = 180.0, 34.0  # ISO 7200 wants 180 mm
HEADING, BETWEEN = 6.0, 2.0
SMALLEST_ON_A4 = Fraction(1, 20)
SMALLEST_PICTURE = 20.0
NOTICE = 6.0  # the line at the foot of the sheet
LIST_SHARE = 0.5  # of the second sheet, for the list of parts


class SheetFormat(StrEnum):
    A4 = "a4"
    A3 = "a3"


SIZES = {SheetFormat.A4: (297.0, 210.0), SheetFormat.A3: (420.0, 297.0)}


class TooLargeForPaper(Refusal):
    """A product that no standard scale brings onto the sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedView:
    """A view on the sheet, in millimetres from its upper left corner; headings stand above."""

    title: str
    note: str
    svg: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingSheet:
    """One sheet, landscape. `scale` is exact for all views but the isometric one."""

    format: SheetFormat
    scale: float
    width: float
    height: float
    views: tuple[PlacedView, ...]
    exploded: PlacedView

    @property
    def written_scale(self) -> str:
        """Return the scale as the title block says it."""
        return f"1:{round(1 / self.scale)}"


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


def lay_out_sheet(drawings: DrawingSet, wanted: SheetFormat | None = None) -> DrawingSheet:
    """Return the sheet; without a wish, A4 unless it would draw smaller than 1:20."""
    views = {view.kind: PaperView.of(drawings, view) for view in drawings.views}
    if wanted is None:
        scale = _scale_on(views, SheetFormat.A4)
        is_small = scale is None or scale < SMALLEST_ON_A4
        wanted = SheetFormat.A3 if is_small else SheetFormat.A4
    scale = _scale_on(views, wanted)
    if scale is None:
        raise TooLargeForPaper(
            N_("Ce dessin ne tient pas sur la feuille, même à l’échelle 1:100. Prenez le DXF.")
        )
    width, height = SIZES[wanted]
    boxes = _arranged(views, float(scale))
    placed = tuple(_placed(views[kind], kind, box, float(scale)) for kind, box in boxes.items())
    return DrawingSheet(
        format=wanted,
        scale=float(scale),
        width=width,
        height=height,
        views=(*placed, *_pictured(views, _largest_free(boxes, _room(wanted)))),
        exploded=_exploded(drawings, _room(wanted)),
    )


def _room(wanted: SheetFormat) -> _Box:
    """Return the place for views: the frame less the title block."""
    width, height = SIZES[wanted]
    return _Box(BINDING, EDGE, width - BINDING - EDGE, height - 2 * EDGE - TITLE_HEIGHT)


def _scale_on(views: Mapping[ViewKind, PaperView], wanted: SheetFormat) -> Fraction | None:
    """Return the largest standard scale at which the views fit, None when none does."""
    room = _room(wanted)
    for scale in SCALES:
        if all(_fits(box, room) for box in _arranged(views, float(scale)).values()):
            return scale
    return None


def _fits(box: _Box, room: _Box) -> bool:
    """Tell whether a view stands above the title block, or on its left."""
    if box.bottom <= room.bottom:
        return box.right <= room.right
    is_beside = box.right <= room.right - TITLE_WIDTH
    return is_beside and box.bottom <= room.bottom + TITLE_HEIGHT - NOTICE


def _arranged(views: Mapping[ViewKind, PaperView], scale: float) -> dict[ViewKind, _Box]:
    """Place the elevation, the plan below it, the section on its right, edge to edge."""
    front = views[ViewKind.ELEVATION]
    plan, section = views.get(ViewKind.PLAN), views.get(ViewKind.SECTION)
    x, y = front.margins[Side.LEFT], HEADING + front.margins[Side.ABOVE]
    if plan is not None:
        x = max(x, plan.margins[Side.LEFT] + (front.frame.left - plan.frame.left) * scale)
    if section is not None:
        drop = (front.frame.top - section.frame.top) * scale
        y = max(y, HEADING + section.margins[Side.ABOVE] - drop)
    boxes = {ViewKind.ELEVATION: _box(front, BINDING + x, EDGE + y, scale)}
    first = boxes[ViewKind.ELEVATION]
    if plan is not None:
        below = first.bottom + BETWEEN + HEADING + plan.margins[Side.ABOVE]
        across = BINDING + x + (plan.frame.left - front.frame.left) * scale
        boxes[ViewKind.PLAN] = _box(plan, across, below, scale)
    if section is not None:
        beside = first.right + BETWEEN + section.margins[Side.LEFT]
        boxes[ViewKind.SECTION] = _box(section, beside, EDGE + y + drop, scale)
    return boxes


def _box(view: PaperView, x: float, y: float, scale: float) -> _Box:
    """Return the box of a view whose outline begins at a point."""
    width, height = view.size(scale)
    return _Box(x - view.margins[Side.LEFT], y - view.margins[Side.ABOVE], width, height)


def _placed(view: PaperView, kind: ViewKind, box: _Box, scale: float) -> PlacedView:
    words = view.projection.view
    return PlacedView(
        title=words.title.fr,
        note=words.note.fr,
        svg=view.draw(scale, key=f"sheet-{kind}"),
        x=round(box.x, 3),
        y=round(box.y, 3),
        width=round(box.width, 3),
        height=round(box.height, 3),
    )


def _largest_free(boxes: Mapping[ViewKind, _Box], room: _Box) -> _Box:
    """Return the free corner that is best for the isometric view."""
    right = max(box.right for box in boxes.values()) + BETWEEN
    bottom = max(box.bottom for box in boxes.values()) + BETWEEN
    corners = [
        _Box(right, room.y, room.right - right, room.height),
        _Box(room.x, bottom, room.width, room.bottom - bottom),
    ]
    if bottom <= room.bottom:
        wide = room.width - TITLE_WIDTH - BETWEEN
        corners.append(_Box(room.x, room.bottom, wide, TITLE_HEIGHT - NOTICE))
    if ViewKind.PLAN in boxes and ViewKind.SECTION in boxes:
        x = boxes[ViewKind.PLAN].right + BETWEEN
        above = (boxes[ViewKind.ELEVATION].bottom, boxes[ViewKind.SECTION].bottom)
        y = max(above) + BETWEEN
        corners.append(_Box(x, y, room.right - x, room.bottom - y))
    return max(corners, key=lambda box: min(box.width, box.height - HEADING))


def _pictured(views: Mapping[ViewKind, PaperView], free: _Box) -> Iterator[PlacedView]:
    """Yield the isometric view where there is room to see something of it."""
    view = views.get(ViewKind.ISOMETRIC)
    if view is not None and min(free.width, free.height - HEADING) >= SMALLEST_PICTURE:
        yield _filling(view, free)


def _exploded(drawings: DrawingSet, room: _Box) -> PlacedView:
    """Return the exploded view for the second sheet, beside the list of parts."""
    apart = explode(drawings)
    left = room.width * LIST_SHARE
    free = _Box(room.x + left, room.y, room.width - left, room.height)
    return _filling(PaperView.of(apart, apart.views[0]), free)


def _filling(view: PaperView, free: _Box) -> PlacedView:
    """Return a view as large as a free place, without a scale."""
    margins = view.margins
    wide = free.width - margins[Side.LEFT] - margins[Side.RIGHT]
    high = free.height - HEADING - margins[Side.ABOVE] - margins[Side.BELOW]
    scale = min(wide / view.frame.width, high / view.frame.height)
    width, height = view.size(scale)
    x = free.x + (free.width - width) / 2
    return _placed(view, ViewKind.ISOMETRIC, _Box(x, free.y + HEADING, width, height), scale)
