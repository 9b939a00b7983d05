"""The document of a quote says what law asks for, and is always the same bytes."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from shop.db import Scope
from shop.fabrication.domain.family import Handover
from shop.files.gateway import FolderStore
from shop.files.queries import get_file
from shop.kernel.money import Money
from shop.orders.domain import CustomerKind
from shop.quotes.document import quote_data, render_quote, write_money
from shop.quotes.domain.readings import RequestView
from shop.quotes.models import QuoteVersion
from shop.quotes.queries import get_request
from tests.builders.quotes import build_customer
from tests.conftest import NOW
from tests.quotes.conftest import SentQuote, agree, ask_for_gate, send


def text_of(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def served(scope: Scope, store: FolderStore, quote: SentQuote) -> str:
    version = get_request(scope.session, quote.request_id).latest_sent
    assert version is not None
    assert version.pdf_file_id is not None
    return text_of(store.get(get_file(scope.session, version.pdf_file_id).digest))


def test_the_document_carries_the_mentions_of_a_quote(
    school: Scope, store: FolderStore, sent: SentQuote
) -> None:
    text = served(school, store, sent)

    for mention in (
        "Devis DE-2026-0001/1",
        "20/11/2026",
        "20/12/2026",
        "26/02/2027",
        "Association du test",
        "Nadia Perrin",
        "12 rue des Tanneurs",
        "Mont-sous-Vaudrey",
        "Portail battant, 2 vantaux, 3500 × 1600 mm",
        "Total HT",
        "Total TTC",
        "Acompte de 30 %",
        "d’acompte et non d’arrhes",
        "L221-28",
        "ISO 13920-BF",
        "Bon pour accord",
        "gratuit",
    ):
        assert mention in text, mention


def test_a_company_reads_the_late_fees_and_keeps_no_consumer_text(
    school: Scope, asked: RequestView
) -> None:
    version = asked.versions[0]
    company = replace(
        version, customer=build_customer(kind=CustomerKind.PRO, company="Garage du Doubs")
    )

    data = quote_data(asked, company, {})

    assert (data["is_business"], data["made_to_measure"]) == (True, "")


def test_fitted_works_say_insurance_and_waste(school: Scope, store: FolderStore) -> None:
    asked = ask_for_gate(school, store, handover=Handover.FITTING)
    agree(school, asked.id)

    text = served(school, store, send(school, store, asked.id))

    assert "D541-45-1" in text
    assert "Déplacement compris" in text or asked.handover.value == "pick_up"


def test_the_certified_rate_prints_its_certification(school: Scope, store: FolderStore) -> None:
    asked = ask_for_gate(school, store, handover=Handover.FITTING)
    agree(school, asked.id)
    view = get_request(school.session, asked.id)
    version = replace(view.versions[0], is_certified=True)

    data = quote_data(view, version, {})

    assert data["certification"].startswith("Je soussigné(e)")


def test_the_same_version_gives_the_same_bytes(school: Scope, sent: SentQuote) -> None:
    view = get_request(school.session, sent.request_id)
    row = school.session.query(QuoteVersion).one()
    assert row.seller is not None

    first, second = (
        render_quote(view, view.versions[0], row.seller, made_at=NOW) for _ in range(2)
    )

    assert first == second


def test_an_english_quote_keeps_the_french_words(school: Scope, asked: RequestView) -> None:
    version = replace(asked.versions[0], language="en", customer=build_customer(language="en"))
    seller = {
        "brand": "École", "legal_name": "Association", "legal_form": "", "street": "",
        "postcode": "", "city": "", "phone": "", "email": "", "siret": "", "rna": "",
        "vat_number": "", "mediator_name": "", "insurer": "",
    }  # fmt: skip

    text = text_of(render_quote(asked, version, seller, made_at=NOW))

    assert "Devis / Quote" in text
    assert "Swing gate, 2 leaves" in text
    assert "Portail battant, 2 vantaux" in text


@pytest.mark.parametrize(
    ("cents", "written"),
    [(0, "0,00 €"), (5, "0,05 €"), (123_456, "1\u202f234,56 €"), (-250, "−2,50 €")],
)
def test_amounts_are_written_the_french_way(cents: int, written: str) -> None:
    assert write_money(Money(cents)) == written
