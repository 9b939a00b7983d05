"""The customer's check sheet of the wheels: written once, in two languages, without a student."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import update

from shop.db import Scope
from shop.files.gateway import FolderStore
from shop.files.queries import get_file
from shop.jobs.domain.content import Demander
from shop.jobs.domain.measuring import CheckStatus, Decision
from shop.jobs.domain.state import StopKind
from shop.jobs.domain.tyre_work import from_tyre_plan
from shop.jobs.domain.views import CardView
from shop.jobs.queries.cards import get_card
from shop.jobs.services.checking import decide_non_conformity, enter_measure
from shop.jobs.services.making import tick_operation
from shop.jobs.services.signing import sign_stop
from shop.jobs.services.wheel_reports import (
    DOCUMENT_KIND,
    ISSUE_WHEEL_SHEET,
    issue_wheel_sheet_with,
)
from shop.kernel.actor import Section
from shop.orders.access import issue_link
from shop.orders.models import Order
from shop.orders.queries import list_documents
from shop.tasks.models import Task
from tests.builders.jobs import (
    as_student,
    as_teacher,
    build_job_card,
    build_tyre_plan,
    open_group,
    publish,
)
from tests.builders.school import build_identity
from tests.conftest import NOW

Golden = Callable[[str, str], None]

SECTIONS = frozenset({Section.TYRES})
READ = {
    "MARKING": "Michelin 205/55 R16 91V",
    "DOT": "2324",
    "TREAD": "6,2;6;6,1",
    "PRESSURE_BEFORE": "2,3",
    "PRESSURE_FRONT": "2,3",
    "PRESSURE_REAR": "2,1",
    "TORQUE": "110",
    "BALANCE": "0",
    "TREAD_AXLE": "0,2",
}
FOUND = {
    "TREAD.AVD": "2,4;4;4,1",
    "PRESSURE_BEFORE.AVD": "1,7",
    "DOT.ARG": "0219",
    "FLANK.ARG": "non",
    "BRAKES.ARD": "non",
    "MARKING.ARD": "Michelin 205/55 R16 94V XL",
    "TREAD.SEC": "7;7;7",
    "FLANK.SEC": "oui",
    "DOT.SEC": "illisible",
}


def finish(scope: Scope, card_id: int) -> CardView:
    """Read every wheel, do every step, decide on what is out and sign the work out."""
    teacher = as_teacher(scope, sections=SECTIONS)
    card = get_card(scope.session, card_id, NOW)
    student = as_student(scope, card.head.group_id or 0)
    sign_stop(teacher, card_id, StopKind.BEFORE_MAKING)
    for view in card.checks:
        code, _, place = view.key.partition(".")
        typed = FOUND.get(view.key) or (READ.get(code, "oui") if place != "SEC" else "")
        if not typed:
            continue
        hands = teacher if view.check.adult_only else student
        if enter_measure(hands, card_id, view.key, typed) is CheckStatus.OUT:
            decide_non_conformity(teacher, card_id, view.key, Decision.ACCEPT, "Dit au client")
    for operation in card.content.operations:
        tick_operation(teacher, card_id, operation.key)
    sign_stop(teacher, card_id, StopKind.BEFORE_DELIVERY)
    return get_card(scope.session, card_id, NOW)


@pytest.fixture
def card_id(scope: Scope) -> int:
    build_identity(scope.session)
    content = from_tyre_plan(
        build_tyre_plan(("CTRL", 1), ("DR4", 1)), title="4 roues", demander=Demander.CONSUMER
    )
    group = open_group(scope, "Pneus 1", Section.TYRES)
    return publish(scope, build_job_card(scope, content), group_id=group)


def written(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages) + "\n"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_customer_reads_what_was_found_on_each_wheel(
    scope: Scope, card_id: int, tmp_path: Path, golden: Golden, language: str
) -> None:
    card = finish(scope, card_id)
    scope.session.execute(update(Order).values(language=language))
    store = FolderStore(tmp_path)
    issue = issue_wheel_sheet_with(store)
    issue(scope, {"card_id": card_id})
    issue(scope, {"card_id": card_id})

    found = list_documents(scope.session, card.head.order_id)
    assert [(one.kind, one.label) for one in found] == [(DOCUMENT_KIND, card.head.reference)]
    text = written(store.get(get_file(scope.session, found[0].file_id).digest))
    golden(f"jobs/wheel_sheet.{language}.txt", text)


def test_no_student_is_named_on_the_sheet(scope: Scope, card_id: int, tmp_path: Path) -> None:
    card = finish(scope, card_id)
    students = {view.student.student_id for view in card.checks if view.student}
    store = FolderStore(tmp_path)
    issue_wheel_sheet_with(store)(scope, {"card_id": card_id})
    document = list_documents(scope.session, card.head.order_id)[0]
    text = written(store.get(get_file(scope.session, document.file_id).digest))

    assert len(students) == 1
    assert as_student(scope, card.head.group_id or 0).actor.name not in text
    assert "Mme Perrin" in text


def test_signing_the_work_out_asks_the_worker_for_the_sheet(scope: Scope, card_id: int) -> None:
    finish(scope, card_id)

    tasks = scope.session.query(Task).filter_by(kind=ISSUE_WHEEL_SHEET).all()
    assert [task.payload for task in tasks] == [{"card_id": card_id}]


def test_work_without_wheels_or_without_signature_gets_no_sheet(
    scope: Scope, card_id: int, tmp_path: Path
) -> None:
    unsigned = get_card(scope.session, card_id, NOW)
    other = build_job_card(scope, reference="FT-2026-0002")
    issue = issue_wheel_sheet_with(FolderStore(tmp_path))
    issue(scope, {"card_id": card_id})
    issue(scope, {"card_id": other.id})

    assert list_documents(scope.session, unsigned.head.order_id) == []
    assert list_documents(scope.session, other.order_id) == []


def test_the_page_of_the_order_gives_the_sheet_by_its_private_link(
    scope: Scope, client: FlaskClient, card_id: int
) -> None:
    card = finish(scope, card_id)
    store = client.application.extensions["file_store"]
    issue_wheel_sheet_with(store)(scope, {"card_id": card_id})
    token = issue_link(scope, card.head.order_id)
    scope.session.commit()

    page = client.get(f"/commande/{token}").text
    link = re.findall(r'href="([^"]+/documents/\d+)">Fiche de contrôle de vos roues', page)
    assert client.get(link[0]).data.startswith(b"%PDF")
