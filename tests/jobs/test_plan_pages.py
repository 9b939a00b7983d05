"""Drawings of a card in the browser: seen by all who work, downloaded by the staff, no price."""

from collections.abc import Iterator
from io import BytesIO, StringIO

import ezdxf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from shop.db import Scope
from shop.fabrication.registry import freeze
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.content import Demander
from shop.jobs.domain.metalwork import from_fabrication
from tests.builders.fabrication import build_gate_spec
from tests.builders.jobs import build_job_card
from tests.jobs.test_pages import School


class Drawn(School):
    """The school with one more card: the reference gate with its drawing set."""

    def __init__(self, app: Flask, scope: Scope, client: FlaskClient) -> None:
        super().__init__(app, scope, client)
        gate = freeze("gate", build_gate_spec(), starting_basis())
        content = from_fabrication(gate, demander=Demander.CONSUMER)
        self.gate_id = build_job_card(scope, content, reference="FT-2026-0003").id
        scope.session.commit()


@pytest.fixture
def school(app: Flask, scope: Scope, client: FlaskClient) -> Iterator[Drawn]:
    loader = app.extensions["actor_loader"]
    yield Drawn(app, scope, client)
    app.extensions["actor_loader"] = loader


def test_the_card_offers_its_drawing_in_two_formats_and_dxf(school: Drawn) -> None:
    school.sign_in(school.teacher.actor)
    page = school.get(f"/fiches/{school.gate_id}")

    for address in ("plan.pdf?feuille=a4", "plan.pdf?feuille=a3", "plan.dxf"):
        assert f"/ecole/fiches/{school.gate_id}/{address}" in page
    assert "Vue éclatée" in page


@pytest.mark.parametrize(("asked", "width"), [("a4", 297), ("a3", 420), ("", 297), ("A0", 297)])
def test_the_staff_downloads_the_drawing_on_the_sheet_asked_for(
    school: Drawn, asked: str, width: int
) -> None:
    school.sign_in(school.teacher.actor)
    answer = school.client.get(f"/ecole/fiches/{school.gate_id}/plan.pdf?feuille={asked}")
    page = PdfReader(BytesIO(answer.get_data())).pages[0]

    assert answer.mimetype == "application/pdf"
    assert "FT-2026-0003-plan.pdf" in answer.headers["Content-Disposition"]
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(width, abs=0.1)
    assert "€" not in page.extract_text()


def test_the_dxf_is_sound(school: Drawn) -> None:
    school.sign_in(school.teacher.actor)
    answer = school.client.get(f"/ecole/fiches/{school.gate_id}/plan.dxf")
    document = ezdxf.read(StringIO(answer.get_data(as_text=True)))

    assert "FT-2026-0003-plan.dxf" in answer.headers["Content-Disposition"]
    assert list(document.audit().errors) == []


def test_a_card_without_a_drawing_set_says_so(school: Drawn) -> None:
    school.sign_in(school.teacher.actor)
    for name in ("plan.pdf", "plan.dxf"):
        answer = school.client.get(f"/ecole/fiches/{school.id}/{name}")
        assert answer.status_code == 404
    assert "plan.dxf" not in school.get(f"/fiches/{school.id}")


def test_a_student_does_not_download_but_sees_views_on_the_printed_card(school: Drawn) -> None:
    school.sign_in(school.student.actor)
    for name in ("plan.pdf", "plan.dxf"):
        answer = school.client.get(f"/ecole/fiches/{school.gate_id}/{name}")
        assert answer.status_code in (302, 403, 404)
    school.sign_in(school.teacher.actor)
    printed = school.get(f"/fiches/{school.gate_id}/imprimer")

    assert "Coupe A-A" in printed and "Vue de dessus" in printed
    assert "€" not in printed
