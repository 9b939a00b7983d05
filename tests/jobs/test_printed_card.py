"""The pages of a printed card: columns apart, drawings whole, nothing cut in two."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from shop.documents.qr import qr_svg
from shop.fabrication.domain.family import Wish
from shop.fabrication.gate.spec import GateType
from shop.fabrication.staircase.spec import Flights
from shop.jobs.domain.content import CardCheck, CardContent
from shop.jobs.services.printing import print_document
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_staircase_spec,
)
from tests.builders.jobs import build_content
from tests.conftest import NOW
from tests.jobs.test_document import _document, _tyres
from tests.jobs.test_plan_sheet import POINTS_PER_MM, content_of, segments

SCHOOL = {"name": "École", "kind": "École de production", "address": [], "phone": ""}
MARGIN, PAGE_WIDTH = 18.0, 210.0
FOOT = 26.0
TICK = 1.5  # the slanting strokes of the line under the title stand out
WIDE: list[tuple[str, Wish]] = [
    ("staircase", build_staircase_spec()),
    ("staircase", build_staircase_spec(flights=Flights.LANDING)),
    ("guardrail", build_guardrail_spec(lengths=(12000.0,))),
    ("gate", build_gate_spec(type=GateType.SLIDING_CANTILEVER, widths=(5500.0,))),
]

Placed = tuple[float, float, str]


def printed_card(content: CardContent) -> PdfReader:
    made = print_document(_document(content), qr_svg("http://x/"), school=SCHOOL, made_at=NOW)
    return PdfReader(BytesIO(made))


def placed_texts(reader: PdfReader) -> Iterator[tuple[int, Placed]]:
    """Yield every text with its page and where it begins, in millimetres from the lower left."""
    for number, page in enumerate(reader.pages):
        found: list[Placed] = []

        def keep(
            words: str,
            matrix: list[float],
            place: list[float],
            *_: object,
            found: list[Placed] = found,
        ) -> None:
            x, y = place[4], place[5]
            across = (matrix[0] * x + matrix[2] * y + matrix[4]) / POINTS_PER_MM
            up = (matrix[1] * x + matrix[3] * y + matrix[5]) / POINTS_PER_MM
            found.append((across, up, words.strip()))

        page.extract_text(visitor_text=keep)
        yield from ((number, one) for one in found if one[2])


@pytest.mark.parametrize(("family", "spec"), WIDE)
def test_the_columns_of_a_cut_list_keep_apart(family: str, spec: Wish) -> None:
    texts = list(placed_texts(printed_card(content_of(family, spec))))
    at = {words: x for _, (x, _, words) in texts if words in ("Pièce", "Section", "Coupes")}

    assert at["Section"] - at["Pièce"] > 25
    assert at["Coupes"] < PAGE_WIDTH - MARGIN - 25


@pytest.mark.parametrize(("family", "spec"), WIDE)
def test_drawings_stand_wholly_between_the_margins(family: str, spec: Wish) -> None:
    reader = printed_card(content_of(family, spec))

    for page in range(len(reader.pages)):
        for x1, _, x2, _ in segments(reader, page):
            assert min(x1, x2) > MARGIN - TICK, page
            assert max(x1, x2) < PAGE_WIDTH - MARGIN + TICK, page


@pytest.mark.parametrize("content", [_tyres(), *(content_of(*wide) for wide in WIDE)])
def test_no_page_has_but_a_line(content: CardContent) -> None:
    texts = list(placed_texts(printed_card(content)))

    for page in range(1 + max(number for number, _ in texts)):
        lines = {round(y) for number, (_, y, _) in texts if number == page and y > FOOT}
        assert len(lines) > 3, page


def test_the_figures_of_a_tyre_card_stand_on_its_first_page() -> None:
    content = _tyres()
    texts = placed_texts(printed_card(replace(content, quality=content.quality * 5)))

    assert {page for page, (_, _, words) in texts if words == "Couple de serrage"} == {0}


def test_a_row_of_checks_stays_on_one_page_and_has_room_for_its_words() -> None:
    checks = tuple(
        CardCheck(key=f"{n}", label=f"début{n} {'contrôler la pièce ' * 6}fin{n}", unit="mm")
        for n in range(40)
    )
    texts = list(placed_texts(printed_card(build_content(checks=checks))))
    pages = {word: page for page, (_, _, words) in texts for word in words.split()}
    at = {words: x for _, (x, _, words) in texts if words in ("Contrôle", "Bon si")}

    assert [n for n in range(40) if pages[f"début{n}"] != pages[f"fin{n}"]] == []
    assert at["Bon si"] - at["Contrôle"] > 35
