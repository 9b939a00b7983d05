"""What is printed of a card, word for word, and its PDF."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from shop.curriculum.domain.operations import ReadingLevel
from shop.documents.qr import qr_svg
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.bench import BenchFacts
from shop.jobs.domain.content import BarPiece, CardCheck, CardContent, CardDrawing, Demander
from shop.jobs.domain.document import CardDocument, card_document, good_values, written_minutes
from shop.jobs.domain.metalwork import from_fabrication
from shop.jobs.domain.sawing import draw_card_bars
from shop.jobs.domain.state import CardState
from shop.jobs.domain.tyre_work import from_tyre_plan
from shop.jobs.domain.views import CardHead, CardView
from shop.jobs.services.printing import print_document
from shop.kernel.actor import Section
from tests.builders.fabrication import build_gate_spec, build_shelving_spec
from tests.builders.jobs import WEEK, build_content, build_tyre_plan
from tests.conftest import NOW

Golden = Callable[[str, str], None]


def _card(content: CardContent) -> CardView:
    head = CardHead(
        id=1,
        reference="FT-2026-0001",
        order_id=1,
        order_reference="CO-2026-0001",
        order_line_id=1,
        section=Section(content.section),
        family=content.family,
        title=content.title,
        state=CardState.PUBLISHED,
        group_id=1,
        week=WEEK,
        due_on=date(2026, 12, 18),
        revision=1,
        version=2,
    )
    facts = BenchFacts(
        content=content,
        state=CardState.PUBLISHED,
        last_acts={},
        signed_stops=frozenset(),
    )
    return CardView(
        head=head,
        content=content,
        draft=content,
        facts=facts,
        operations=(),
        checks=(),
        stops=(),
        revisions=(),
        opened_at=NOW,
    )


def _gate() -> CardContent:
    result = GateEngine().fabricate(build_gate_spec(), starting_basis())
    return from_fabrication(result, demander=Demander.CONSUMER)


def _shelving() -> CardContent:
    result = ShelvingEngine().fabricate(build_shelving_spec(), starting_basis())
    return from_fabrication(result, demander=Demander.PRO, quantity=2)


def _tyres() -> CardContent:
    return from_tyre_plan(
        build_tyre_plan(), title="Montage et équilibrage de 4 pneus", demander=Demander.CONSUMER
    )


def _document(content: CardContent, level: ReadingLevel = ReadingLevel.SENTENCES) -> CardDocument:
    return card_document(_card(content), level, "Métal 1")


def _written(document: CardDocument) -> str:
    """Write a card down as text, one value a line, drawings by their title."""
    lines: list[str] = []
    for field in fields(document):
        value = getattr(document, field.name)
        if isinstance(value, tuple):
            lines.append(f"{field.name}:")
            lines.extend(f"  {line}" for one in value for line in _lines(one))
        else:
            lines.append(f"{field.name}: {value}")
    return "\n".join(lines).replace("\u00a0", " ") + "\n"


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, CardDrawing):
        yield f"{value.title} | {value.note}"
    elif isinstance(value, tuple):
        yield " | ".join(str(part) for part in value)
    elif isinstance(value, str):
        yield value
    else:
        names = [field.name for field in fields(value)]  # type: ignore[arg-type] # printed parts
        yield " | ".join(_short(getattr(value, name)) for name in names)


def _short(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(getattr(part, "code", str(part)) for part in value)
    return str(value)


@pytest.mark.parametrize(
    ("name", "content"), [("gate", _gate()), ("shelving", _shelving()), ("tyres", _tyres())]
)
def test_the_printed_card_reads_word_for_word(
    golden: Golden, name: str, content: CardContent
) -> None:
    golden(f"jobs/card_{name}.txt", _written(_document(content)))


def test_the_first_of_a_month_is_printed_as_an_ordinal() -> None:
    card = _card(_gate())
    card = replace(card, head=replace(card.head, due_on=date(2026, 12, 1)))

    assert card_document(card, ReadingLevel.SENTENCES, "Métal 1").due_on == (
        "mardi 1er décembre 2026"
    )


def test_a_printed_card_names_neither_customer_nor_price() -> None:
    for content in (_gate(), _shelving(), _tyres()):
        text = _written(_document(content))
        assert not any(word in text for word in ("€", "CO-2026", "AB-123-CD", "HT", "TTC"))


def test_a_larger_gate_changes_drawing_cut_list_and_minutes_on_paper() -> None:
    result = GateEngine().fabricate(build_gate_spec(widths=(3900.0,)), starting_basis())
    small = _document(_gate())
    large = _document(from_fabrication(result, demander=Demander.CONSUMER))

    for part in ("drawings", "cut_rows", "bars", "time", "steps", "checks"):
        assert getattr(small, part) != getattr(large, part), part


def test_the_first_step_behind_the_stop_carries_it() -> None:
    steps = _document(_gate()).steps

    assert [step.number for step in steps if step.behind_stop] == [2]


def test_equal_pieces_of_a_bar_are_counted_on_paper_and_told_once() -> None:
    content = _gate()
    square, mitred = BarPiece(mark="B1", length_mm=700), BarPiece(mark="T1", length_mm=900)
    pieces = (*[square] * 8, mitred, replace(mitred, nests=True), replace(square, owner="FT-7"))
    bar = replace(content.bars[0], pieces=pieces)

    (written,) = _document(replace(content, bars=(bar,))).bars
    assert written.pieces == "8 × B1 700 + 2 × T1 900 ( / ) + FT-7 B1 700"
    assert "8 × B1 700, 2 × T1 900, B1 700 ; chute" in draw_card_bars([bar], key="x")


@pytest.mark.parametrize("level", list(ReadingLevel))
def test_every_level_has_the_same_steps(level: ReadingLevel) -> None:
    steps = _document(_gate(), level).steps

    assert [step.label for step in steps] == [op.label for op in _gate().operations]
    assert all(step.text for step in steps)


def test_a_composed_step_is_read_as_it_is_named() -> None:
    operation = replace(build_content().operations[0], code="FREE", label="Rincer", check="Sec ?")

    (step,) = _document(build_content(operations=(operation,))).steps

    assert (step.text, step.guide) == ("Rincer Sec ?", "")


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (CardCheck(key="a", label=""), "oui / non"),
        (CardCheck(key="a", label="", unit="mm"), "à lire dans la documentation"),
    ],
)
def test_good_values_are_said_in_words(check: CardCheck, words: str) -> None:
    assert good_values(check) == words


@pytest.mark.parametrize(("minutes", "words"), [(45, "45 min"), (125, "2 h 05"), (60, "1 h 00")])
def test_minutes_are_said_as_the_workshop_does(minutes: int, words: str) -> None:
    assert written_minutes(minutes) == words


@pytest.mark.parametrize("content", [_gate(), _tyres(), build_content()])
def test_the_pdf_carries_steps_checks_and_reference(content: CardContent) -> None:
    school = {"name": "École", "kind": "École de production", "address": [], "phone": ""}
    made = print_document(
        _document(content), qr_svg("http://localhost/x"), school=school, made_at=NOW
    )

    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    for words in ("FT-2026-0001", "Étapes", "STOP", "Feuille de contrôle", "Faire le point"):
        assert words in text, words
