"""Pages where a teacher makes and prints exercises."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope
from shop.exercises import queries, services
from shop.kernel.actor import Role, Section
from tests.builders.jobs import as_teacher, build_job_card, publish
from tests.builders.planning import build_group_session
from tests.exercises.test_job_cards import gate_content, tyre_content
from tests.exercises.test_services import build_group
from tests.signing import sign_in_as


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    return sign_in_as(app, Role.GENERAL_TEACHER)


def prepared(scope: Scope, *, names: tuple[str, ...] = ("Aigle", "Renard")) -> tuple[int, int, int]:
    """Publish a gate for a group and prepare its exercises; return (group, card, set)."""
    group_id = build_group(scope, dict.fromkeys(names, 2))
    card_id = publish(scope, build_job_card(scope, gate_content()), group_id=group_id)
    set_id = services.prepare_set(as_teacher(scope), [card_id], seed=3, group_id=group_id)
    scope.session.commit()
    return group_id, card_id, set_id


def test_without_anything_the_page_says_what_to_do_first(teacher: FlaskClient):
    page = teacher.get("/ecole/exercices").text

    assert "Aucune séance cette semaine" in page
    assert "Choisissez une séance" in page


def test_an_hour_of_the_week_becomes_a_set_for_its_group(app: Flask, scope: Scope):
    group_id = build_group(scope, {"Aigle": 1, "Renard": 2})
    for weekday in range(5):
        build_group_session(
            scope.session,
            group_name="MET1",
            section=Section.METALWORK,
            weekday=weekday,
            starts=time(8),
            ends=time(10),
            group_id=group_id,
        )
    publish(scope, build_job_card(scope, gate_content()), group_id=group_id)
    scope.session.commit()
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)
    assert "1 fiche" in teacher.get("/ecole/exercices").text

    sent = teacher.post(
        f"/ecole/exercices/groupe/{group_id}", data={"title": "MET1, mardi 24 novembre"}
    )
    page = teacher.get(sent.headers["Location"]).text

    assert "MET1, mardi 24 novembre" in page
    assert "Aigle" in page and "Renard" in page


def test_a_card_of_a_group_becomes_a_set(app: Flask, scope: Scope):
    group_id, card_id, _ = prepared(scope)
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)
    page = teacher.get(f"/ecole/exercices/groupe/{group_id}").text
    sent = teacher.post(f"/ecole/exercices/fiche/{card_id}")

    assert "Préparer avec toutes les fiches" in page
    assert sent.status_code == 302
    assert "Les exercices choisis" in teacher.get(sent.headers["Location"]).text


def test_choices_and_helps_are_kept(app: Flask, scope: Scope):
    *_, set_id = prepared(scope)
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)
    sent = teacher.post(
        f"/ecole/exercices/{set_id}",
        data={
            "version": "1",
            "templates": ["P01", "P06", "P07"],
            "levels-0": "3",
            "levels-1": "1",
        },
    )
    found = queries.get_set(scope.session, set_id)

    assert sent.status_code == 302
    assert found.template_ids == {"P01", "P06", "P07"}
    assert [owner.level for owner in found.owners] == [3, 1]


def test_too_few_exercises_are_said_beside_the_boxes(app: Flask, scope: Scope):
    *_, set_id = prepared(scope)
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)
    page = teacher.post(
        f"/ecole/exercices/{set_id}", data={"version": "1", "templates": ["P01"]}
    ).text

    assert "Choisissez de 3 à 6 exercices." in page
    assert queries.get_set(scope.session, set_id).version == 1


def test_another_draw_changes_the_set(app: Flask, scope: Scope):
    *_, set_id = prepared(scope)
    before = queries.get_set(scope.session, set_id).exercises
    scope.session.commit()
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)
    teacher.post(f"/ecole/exercices/{set_id}/tirer", data={"version": "1"})
    scope.session.expire_all()

    assert queries.get_set(scope.session, set_id).exercises != before


def test_a_stale_tab_changes_nothing(app: Flask, scope: Scope):
    *_, set_id = prepared(scope)
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)
    page = teacher.post(
        f"/ecole/exercices/{set_id}",
        data={"version": "7", "templates": ["P01", "P06", "P07"]},
    ).text

    assert "ont changé entre-temps" in page


def test_the_pack_is_a_pdf(app: Flask, scope: Scope):
    *_, set_id = prepared(scope)
    teacher = sign_in_as(app, Role.WORKSHOP_TEACHER)
    sent = teacher.get(f"/ecole/exercices/{set_id}/imprimer")

    assert (sent.mimetype, sent.data[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize("role", [Role.STUDENT, Role.OFFICE, Role.CUSTOMER])
def test_answers_are_for_teachers_only(app: Flask, scope: Scope, role: Role):
    *_, set_id = prepared(scope)
    visitor = sign_in_as(app, role)

    paths = ["", f"/{set_id}", f"/{set_id}/imprimer"]
    codes = [visitor.get(f"/ecole/exercices{path}").status_code for path in paths]
    assert all(code in (302, 403) for code in codes)


def test_an_unknown_set_is_not_found(teacher: FlaskClient):
    assert teacher.get("/ecole/exercices/404").status_code == 404


def test_the_page_of_a_set_costs_as_many_queries_for_two_cards_as_for_one(
    app: Flask, scope: Scope, count_queries: Callable[[], Any]
):
    group_id, card_id, one_card = prepared(scope)
    tyres = build_job_card(scope, tyre_content(), reference="FT-2026-0009")
    two_cards = services.prepare_set(
        as_teacher(scope), [card_id, tyres.id], seed=3, group_id=group_id
    )
    scope.session.commit()
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)
    counts = []
    for set_id in (one_card, two_cards):
        with count_queries() as statements:
            teacher.get(f"/ecole/exercices/{set_id}")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 8
