"""The drawing on paper: true to scale in the PDF itself, sound in words, kept from no worker."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from shop.fabrication.domain.family import Wish
from shop.fabrication.domain.views import ViewKind
from shop.fabrication.drawing.exploded import explode
from shop.fabrication.drawing.sheet import (
    SIZES,
    TITLE_HEIGHT,
    TITLE_WIDTH,
    SheetFormat,
    TooLargeForPaper,
    lay_out_sheet,
)
from shop.fabrication.gate.spec import GateType
from shop.fabrication.registry import FAMILIES, freeze
from shop.fabrication.shelving.spec import Preset
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.content import CardContent, Demander
from shop.jobs.domain.metalwork import from_fabrication
from shop.jobs.domain.plan_sheet import drawing_set_of, plan_sheet
from shop.jobs.domain.views import CardView
from shop.jobs.services.printing import print_plan
from shop.kernel.refusals import NotFound
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
)
from tests.builders.jobs import build_content
from tests.conftest import NOW
from tests.jobs.test_document import _card

BASIS = starting_basis()
TODAY = date(2026, 11, 26)
POINTS_PER_MM = 72 / 25.4
STANDARD = {"1:1", "1:2", "1:5", "1:10", "1:20", "1:50", "1:100"}
SPECS: list[tuple[str, Wish, float]] = [
    ("gate", build_gate_spec(), 3500.0),
    ("gate", build_gate_spec(type=GateType.WICKET, widths=(1000.0,), posts=True), 1000.0),
    ("gate", build_gate_spec(type=GateType.SLIDING_CANTILEVER, widths=(3000.0,)), 3000.0),
    ("shelving", build_shelving_spec(), 5560.0),
    ("shelving", build_shelving_spec(bays=1, preset=Preset.TYRE_RACK), 1880.0),
    ("shelving", build_shelving_spec(bays=2, has_back_brace=True), 3720.0),
    ("guardrail", build_guardrail_spec(), 5000.0),
]

Segment = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


def content_of(family: str, spec: Wish, quantity: int = 1) -> CardContent:
    result = freeze(family, spec, BASIS)
    return from_fabrication(result, demander=Demander.CONSUMER, quantity=quantity)


def printed(card: CardView, wanted: SheetFormat | None = None) -> PdfReader:
    plan = plan_sheet(card, TODAY, wanted)
    return PdfReader(BytesIO(print_plan(plan, school="École", made_at=NOW)))


def segments(reader: PdfReader, page: int = 0) -> Iterator[Segment]:
    """Yield the straight lines of a page as a printer draws them, in millimetres of paper."""
    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    kept: list[Matrix] = []
    at = (0.0, 0.0)
    stream = ContentStream(reader.pages[page].get_contents(), reader)
    for operands, operator in stream.operations:
        if operator == b"q":
            kept.append(matrix)
        elif operator == b"Q":
            matrix = kept.pop()
        elif operator == b"cm":
            matrix = combined([float(value) for value in operands], matrix)
        elif operator in (b"m", b"l"):
            to = moved((float(operands[0]), float(operands[1])), matrix)
            if operator == b"l":
                yield (*at, *to)
            at = to


def combined(one: list[float], other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return (a * x + c * y + e) / POINTS_PER_MM, (b * x + d * y + f) / POINTS_PER_MM


def lengths_across(reader: PdfReader) -> set[float]:
    """Return the lengths of the level lines of the first page, in millimetres of paper."""
    return {abs(x2 - x1) for x1, y1, x2, y2 in segments(reader) if abs(y2 - y1) < 0.01}


@pytest.mark.parametrize("wanted", [None, *SheetFormat])
@pytest.mark.parametrize(("family", "spec", "known"), SPECS)
def test_a_known_length_is_true_to_scale_on_paper(
    family: str, spec: Wish, known: float, wanted: SheetFormat | None
):
    card = _card(content_of(family, spec))
    plan = plan_sheet(card, TODAY, wanted)
    expected = known / float(plan.scale.removeprefix("1:"))

    nearest = min(lengths_across(printed(card, wanted)), key=lambda got: abs(got - expected))
    assert nearest == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("wanted", SheetFormat)
@pytest.mark.parametrize(("family", "spec", "known"), SPECS)
def test_views_keep_inside_the_frame_and_apart(
    family: str, spec: Wish, known: float, wanted: SheetFormat
):
    sheet = lay_out_sheet(FAMILIES[family].draw(spec, BASIS), wanted)
    width, height = SIZES[wanted]

    assert sheet.written_scale in STANDARD
    for view in (*sheet.views, sheet.exploded):
        assert view.x >= 20 - 0.01 and view.y >= 10 - 0.01
        assert view.x + view.width <= width - 10 + 0.01
    for view in sheet.views:
        is_above = view.y + view.height <= height - 10 - TITLE_HEIGHT + 0.01
        is_beside = view.x + view.width <= width - 10 - TITLE_WIDTH + 0.01
        assert is_above or (is_beside and view.y + view.height <= height - 15.9)
    for place, one in enumerate(sheet.views):
        for other in sheet.views[place + 1 :]:
            assert (
                one.x + one.width <= other.x + 0.01
                or other.x + other.width <= one.x + 0.01
                or one.y + one.height <= other.y + 0.01
                or other.y + other.height <= one.y + 0.01
            ), (one.title, other.title)


def test_views_stand_edge_to_edge_in_first_angle():
    sheet = lay_out_sheet(FAMILIES["gate"].draw(build_gate_spec(), BASIS), SheetFormat.A3)
    by_title = {view.title: view for view in sheet.views}
    front, plan, section = (
        by_title[title] for title in ("Élévation", "Vue de dessus", "Coupe A-A")
    )

    assert plan.y >= front.y + front.height
    assert section.x >= front.x + front.width


def test_the_largest_standard_scale_that_fits_is_taken():
    small = build_shelving_spec(bays=1, span=600.0, depth=300.0, height=700.0, levels=2)
    drawings = FAMILIES["shelving"].draw(small, BASIS)

    assert lay_out_sheet(drawings, SheetFormat.A4).written_scale == "1:20"
    assert lay_out_sheet(drawings, SheetFormat.A3).written_scale == "1:5"


def test_a_small_product_takes_a4_and_a_long_one_a3():
    gate, rack = build_gate_spec(), build_shelving_spec()

    assert lay_out_sheet(FAMILIES["gate"].draw(gate, BASIS)).format is SheetFormat.A4
    assert lay_out_sheet(FAMILIES["shelving"].draw(rack, BASIS)).format is SheetFormat.A3


def test_what_no_scale_brings_onto_the_sheet_is_refused_in_words():
    drawings = FAMILIES["shelving"].draw(build_shelving_spec(), BASIS)
    huge = tuple(
        replace(solid, points=tuple(value * 100 for value in solid.points))
        for solid in drawings.solids
    )

    with pytest.raises(TooLargeForPaper):
        lay_out_sheet(replace(drawings, solids=huge))


def test_the_title_block_says_all_that_a_workshop_asks():
    reader = printed(_card(content_of("gate", build_gate_spec())))
    words = " ".join(reader.pages[0].extract_text().split())

    for expected in (
        "FT-2026-0001", "1:20", "26/11/2026", "ISO 13920-BF", "Acier S235", "RAL 7016",
        "Portail battant, 2 vantaux", "Projection", "Coupe A-A",
    ):  # fmt: skip
        assert expected in words
    assert "€" not in words


def test_the_second_sheet_lists_every_part_of_one_product():
    content = content_of("shelving", build_shelving_spec(), quantity=3)
    plan = plan_sheet(_card(content), TODAY)
    words = printed(_card(content)).pages[1].extract_text()

    assert [(part[0], part[4]) for part in plan.parts] == [
        ("M1", "8"), ("L1", "24"), ("D1", "40"), ("S1", "12"),
    ]  # fmt: skip
    for part in plan.parts:
        assert part[1] in words


def test_the_sheet_of_a_shelving_has_its_load_sign_and_the_classes_of_its_checks():
    card = _card(content_of("shelving", build_shelving_spec(has_back_brace=True)))
    reader = printed(card)
    words = reader.pages[1].extract_text()

    assert "ISO 13920-CG" in reader.pages[0].extract_text()
    for expected in (
        "Plaque de charge à graver", "Charge maxi par niveau : 360 kg",
        "N° de série : FT-2026-0001",
        "Fabriqué le", "Croix de dos",
    ):  # fmt: skip
        assert expected in words
    assert plan_sheet(_card(content_of("gate", build_gate_spec())), TODAY).sign == ()


def test_the_same_card_prints_the_same_bytes():
    card = _card(content_of("gate", build_gate_spec()))
    first, second = (
        print_plan(plan_sheet(card, TODAY), school="École", made_at=NOW) for _ in range(2)
    )

    assert first == second


def test_a_draft_says_that_it_is_one():
    card = _card(content_of("gate", build_gate_spec()))
    draft = replace(card, head=replace(card.head, revision=0))

    assert plan_sheet(draft, TODAY).revision == "brouillon"


def test_a_card_without_a_drawing_set_is_refused_in_words():
    with pytest.raises(NotFound, match="plan à l’échelle"):
        drawing_set_of(_card(build_content()))


@pytest.mark.parametrize(("family", "spec", "known"), SPECS)
def test_the_exploded_view_shows_every_mark_once(family: str, spec: Wish, known: float):
    drawings = FAMILIES[family].draw(spec, BASIS)
    apart = explode(drawings)
    marks = [label.mark for label in apart.views[0].marks]

    assert len(apart.solids) == len(drawings.solids)
    assert marks == sorted({solid.mark for solid in drawings.solids if solid.mark})
    assert apart.views[0].kind is ViewKind.ISOMETRIC


def test_students_find_plan_section_and_exploded_view_on_their_card():
    content = content_of("gate", build_gate_spec())

    assert [drawing.key for drawing in content.drawings] == [
        "elevation", "plan", "section a-a", "exploded view", "cuts",
    ]  # fmt: skip
    assert CardContent.from_data(content.to_data()) == content
    for mark in ("T1", "M1", "I1", "B1"):
        assert f">{mark}</text>" in content.drawings[3].svg


def test_the_sheet_is_plain_data():
    plan = plan_sheet(_card(content_of("gate", build_gate_spec())), TODAY)

    assert asdict(plan)["sheet"]["format"] == "a4"


def test_the_plan_says_the_throat_of_each_section():
    welds = plan_sheet(_card(content_of("gate", build_gate_spec())), TODAY).welds

    assert welds == ("Gorge des soudures de TUBE CARRE 50x50x3, CARRE 16 : 2,1 mm",)
