"""The printed pack: a sheet for each student and the key."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest
from pypdf import PdfReader

from shop.documents.pdf import render_pdf
from shop.exercises.domain.composition import ExerciseSet, offers, pick
from shop.exercises.domain.pack import PackHeading, SheetOwner, pack_data
from tests.builders.exercises import GATE_CARD, TYRE_CARD

SIGNS = Path(__file__).parents[2] / "static" / "curriculum" / "signs"
DRAWINGS = {path.stem: path.read_text() for path in SIGNS.glob("*.svg")}
HEADING = PackHeading(
    title="Exercices", origin="Fiche FT-2026-0042", day="mardi 24 novembre", school="École"
)
NAMES = ["Aigle", "Loup", "Renard", "Hibou", "Lynx", "Castor", "Martre", "Merle", "Geai", "Pie"]
OWNERS = [SheetOwner(pseudonym=name, level=1 + place % 3) for place, name in enumerate(NAMES)]


@pytest.fixture(scope="module")
def gate_set() -> ExerciseSet:
    return pick(offers([GATE_CARD], seed=3), {"P01", "P05", "P06", "P07", "P16", "S05"})


def pages(found: ExerciseSet, owners: list[SheetOwner]) -> list[str]:
    pdf = render_pdf("exercise_pack", pack_data(found, owners, HEADING, DRAWINGS))
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(BytesIO(pdf)).pages]


def test_ten_students_are_printed_in_under_twenty_seconds(gate_set: ExerciseSet):
    began = perf_counter()
    found = pages(gate_set, OWNERS)

    assert perf_counter() - began < 20
    firsts = [text.split("\n")[0] for text in found if "page 1" in text]
    assert firsts == NAMES


def test_every_level_has_the_same_pages(gate_set: ExerciseSet):
    counts = [
        len(pages(gate_set, [SheetOwner(pseudonym="Loup", level=level)])) for level in (1, 2, 3)
    ]

    assert len(set(counts)) == 1


def test_no_sheet_shows_an_answer_and_the_key_shows_them_all(gate_set: ExerciseSet):
    found = pages(gate_set, OWNERS)
    place = next(n for n, text in enumerate(found) if text.startswith("Corrigé"))
    sheets, key = "\n".join(found[:place]), "\n".join(found[place:])

    assert "109,8 mm. Calcule" not in sheets
    for answer in ("3,5 m", "12 barreaux", "2 438,20 €"):
        assert answer not in sheets
        assert answer in key
    assert "Il y a n + 1 vides, pas n." in key
    assert "Solution à compléter" in key


def test_the_same_set_gives_the_same_bytes(gate_set: ExerciseSet):
    data = pack_data(gate_set, OWNERS, HEADING, DRAWINGS)
    made_at = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

    one, other = (render_pdf("exercise_pack", data, made_at=made_at) for _ in range(2))
    assert one == other


def test_every_kind_of_exercise_can_be_printed():
    found = pick(offers([GATE_CARD, TYRE_CARD], seed=3), {"T15", "T24", "S03", "S04", "F01", "F02"})
    text = "\n".join(pages(found, OWNERS[:1]))

    for part in ("Charge maxi", "Le pneu A", "Visière", "trait de scie"):
        assert part in text


def test_the_key_says_which_numbers_are_the_orders_own(gate_set: ExerciseSet):
    key = pack_data(gate_set, OWNERS, HEADING, {})["key"]

    assert [item["source"] for item in key][:2] == ["Nombres de la fiche FT-2026-0042"] * 2
