"""The wheel sheet of a tyre job: what students read, and the verdict adults see."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope
from shop.jobs.domain.content import Demander
from shop.jobs.domain.tyre_work import from_tyre_plan
from shop.jobs.domain.wheels import WheelSheet, read_wheel_sheet
from shop.jobs.queries.cards import get_card
from shop.jobs.services.checking import enter_measure
from shop.kernel.actor import Section
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.wheel_sheet import WheelDecision, WheelPosition
from tests.builders.jobs import (
    as_student,
    as_teacher,
    build_job_card,
    build_tyre_plan,
    open_group,
    publish,
)
from tests.conftest import NOW

LIMITS = limits_at(list_shipped_limits(), date(2026, 11, 20))


@pytest.fixture
def card_id(scope: Scope) -> int:
    plan = build_tyre_plan()
    content = from_tyre_plan(plan, title="Montage de 4 pneus", demander=Demander.CONSUMER)
    group = open_group(scope, "Pneus 1", Section.TYRES)
    return publish(scope, build_job_card(scope, content), group_id=group)


def read(scope: Scope, card_id: int, **typed: str) -> WheelSheet | None:
    """Enter what a student read, `tread_avg="3,2"`, and return the sheet."""
    card = get_card(scope.session, card_id, NOW)
    student = as_student(scope, card.head.group_id or 0)
    for name, value in typed.items():
        check, _, wheel = name.upper().partition("_")
        enter_measure(student, card_id, f"{check}.{wheel}", value)
    return read_wheel_sheet(get_card(scope.session, card_id, NOW), LIMITS)


@pytest.mark.parametrize(
    ("tread", "flank", "age", "decision"),
    [
        ("6,2", "oui", "2", WheelDecision.GREEN),
        ("2,9", "oui", "2", WheelDecision.ORANGE),
        ("6,2", "oui", "11", WheelDecision.ORANGE),
        ("1,5", "oui", "2", WheelDecision.RED),
        ("6,2", "non", "2", WheelDecision.RED),
    ],
)
def test_tread_flank_and_age_give_the_verdict_of_a_wheel(
    scope: Scope, card_id: int, tread: str, flank: str, age: str, decision: WheelDecision
) -> None:
    sheet = read(scope, card_id, tread_avg=tread, flank_avg=flank, age_avg=age)

    assert sheet is not None
    assert [row.decision for row in sheet.rows] == [decision, None, None, None]


def test_two_tyres_of_an_axle_that_differ_too_much_are_named(scope: Scope, card_id: int) -> None:
    sheet = read(scope, card_id, tread_arg="8", tread_ard="2,5")

    assert sheet is not None
    assert sheet.unequal == ((WheelPosition.ARG, WheelPosition.ARD),)


def test_other_work_has_no_wheel_sheet(scope: Scope) -> None:
    card = get_card(scope.session, build_job_card(scope).id, NOW)

    assert read_wheel_sheet(card, LIMITS) is None


def test_the_adult_reads_the_sheet_before_signing(
    app: Flask, scope: Scope, client: FlaskClient, card_id: int
) -> None:
    read(scope, card_id, tread_avg="1,2", flank_avg="oui", age_avg="1")
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES}))
    scope.session.commit()
    loader = app.extensions["actor_loader"]
    app.extensions["actor_loader"] = lambda: teacher.actor
    try:
        page = client.get(f"/ecole/atelier/controles/{card_id}").text
    finally:
        app.extensions["actor_loader"] = loader

    said = page[page.index("Feuille de roues") :]
    assert "À ne pas monter" in said
    assert said.count("À relever") == 3
    assert "1\u00a0an" in said or "1 an" in said
