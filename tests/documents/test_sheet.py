"""The sheet every PDF is set on."""

import json
from functools import cache
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from tests.structure.sources import ROOT

SCHOOL = {
    "name": "Juralternance",
    "kind": "École de production",
    "address": ["12 rue de l’Exemple", "39100 Dole"],
    "phone": "03 84 79 00 00",
    "email": "atelier@example.org",
    "legal": "Juralternance, association, 39100 Dole",
}
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 160" stroke="currentColor">'
    '<path d="M10 10h280v140H10z" fill="none"/><text x="150" y="80">3 000</text></svg>'
)


@cache
def _sample(*, signs: str = "", standards: tuple[str, ...] = ()) -> bytes:
    source = (ROOT / "tests/documents/sample.typ").read_text(encoding="utf-8") + signs
    rendered = typst.compile(
        source.encode(),
        root=str(ROOT),
        font_paths=[str(ROOT / "shop/documents/fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({"school": SCHOOL, "drawing": DRAWING})},
        pdf_standards=list(standards),
        timestamp=0,
    )
    assert isinstance(rendered, bytes)
    return rendered


def _fonts(document: bytes) -> set[str]:
    page = PdfReader(BytesIO(document)).pages[0]
    fonts = page["/Resources"]["/Font"].values()
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts}


def test_sheet_is_accessible_and_fit_for_archives() -> None:
    document = PdfReader(BytesIO(_sample(standards=("a-3a", "ua-1"))))

    assert document.metadata is not None
    assert document.metadata.title == "Devis DE-2026-0042 – Portail battant, 3 000 × 1 600"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "fr"


def test_sheet_says_who_what_and_how_much() -> None:
    text = PdfReader(BytesIO(_sample())).pages[0].extract_text()

    for words in ("Juralternance", "DE-2026-0042", "Total TTC", "1 180,00 €", "Bon pour accord"):
        assert words in text


def test_sheet_is_set_in_the_font_of_the_shop() -> None:
    assert _fonts(_sample()) == {
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext-Bold",
    }


@pytest.mark.parametrize("sign", ["√", "⌈", "≤", "→", "☐", "⌀"])
def test_signs_the_font_lacks_come_from_the_fallback(sign: str) -> None:
    assert "DejaVuSans" in _fonts(_sample(signs=f"\n\nSigne : {sign}"))


def test_narrow_space_of_french_numbers_is_in_the_font() -> None:
    assert "DejaVuSans" not in _fonts(_sample(signs="\n\n1\u202f234,50\u202f€"))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    first = _sample()
    _sample.cache_clear()
    assert _sample() == first
