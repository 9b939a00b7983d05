"""Staff, groups, PIN sheets and clearances by their pages."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from shop.accounts.models import Staff, Student
from shop.accounts.queries import (
    find_student_secret,
    get_staff,
    get_student_account,
    list_groups,
    list_student_accounts,
)
from shop.db import Scope, db
from shop.kernel.actor import Role, Section
from tests.builders.accounts import (
    build_clearance,
    build_staff,
    build_student,
    build_student_group,
)
from tests.signing import open_tablet, sign_in_as

TODAY = date(2026, 11, 20)


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """The browser of a workshop teacher."""
    return sign_in_as(app, Role.WORKSHOP_TEACHER)


@pytest.fixture
def student_id(scope: Scope) -> int:
    """A student with one clearance."""
    row = build_student(scope.session)
    build_clearance(scope.session, student_id=row.id, machine="saw")
    scope.session.commit()
    return row.id


def test_a_teacher_opens_a_group_fills_it_and_prints_its_codes(
    app: Flask, teacher: FlaskClient
) -> None:
    group = {"name": "Métallerie C", "section": "metalwork", "school_year": "2026-2027"}
    opened = teacher.post("/ecole/groupes", data=group)
    assert opened.status_code == 303

    assert "Aucun élève" in teacher.get(opened.location).text
    students = {"count": "3", "leaves_on": "2028-07-07"}
    assert teacher.post(opened.location, data=students).status_code == 303
    sheet = teacher.post(f"{opened.location}/codes").text

    pins = re.findall(r'class="code">(\d{4})<', sheet)
    assert len(pins) == 3
    assert all(pin not in teacher.get(opened.location).text for pin in pins)
    with app.app_context():
        (found,) = list_groups(db.session(), Section.METALWORK)
        accounts = list_student_accounts(db.session(), found.id, TODAY)
    assert [account.has_pin for account in accounts] == [True] * 3
    assert "déjà un code" in teacher.post(f"{opened.location}/codes").text


def test_a_printed_code_opens_the_tablet(app: Flask, teacher: FlaskClient, student_id: int) -> None:
    client = open_tablet(app)
    sheet = teacher.post(f"/ecole/eleves/{student_id}/code")
    pin = re.findall(r'class="code">(\d{4})<', sheet.text)[0]

    with app.app_context():
        group_id = list_groups(db.session())[0].id
    answer = client.post(f"/ecole/atelier/connexion/{group_id}/{student_id}", data={"pin": pin})

    assert answer.status_code == 303
    assert "no-store" in sheet.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"count": "99", "leaves_on": "2028-07-07"}, "entre 1 et 41"),
        ({"count": "deux", "leaves_on": "2028-07-07"}, "Écrivez un nombre"),
        ({"count": "2", "leaves_on": "2020-07-07"}, "dans le futur"),
        ({"count": "2", "leaves_on": ""}, "Remplissez ce champ"),
    ],
)
def test_students_that_cannot_be_added_are_refused_in_words(
    app: Flask, teacher: FlaskClient, scope: Scope, form: dict[str, str], sentence: str
) -> None:
    group = build_student_group(scope.session)
    scope.session.commit()

    page = teacher.post(f"/ecole/groupes/{group.id}", data=form).text

    assert sentence in page
    with app.app_context():
        assert db.session().scalars(select(Student)).all() == []


def test_how_a_student_reads_is_saved(app: Flask, teacher: FlaskClient, student_id: int) -> None:
    form = {"reading_level": "1", "simple_text": "y", "leaves_on": "2027-07-02"}

    assert teacher.post(f"/ecole/eleves/{student_id}", data=form).status_code == 303

    with app.app_context():
        found = get_student_account(db.session(), student_id, TODAY)
    assert (found.student.reading_level, found.student.simple_text) == (1, True)
    assert found.leaves_on == date(2027, 7, 2)


def test_a_teacher_clears_a_student_for_a_machine_and_takes_it_back(
    app: Flask, teacher: FlaskClient, student_id: int
) -> None:
    page = f"/ecole/eleves/{student_id}"
    form = {"machine": "mag_welder", "valid_until": "2027-07-02"}

    teacher.post(f"{page}/machines", data=form)
    assert _clearances(app, student_id) == {"saw", "mag_welder"}
    assert "Poste de soudage MAG" in teacher.get(page).text
    teacher.post(f"{page}/machines/saw/retirer")
    assert _clearances(app, student_id) == {"mag_welder"}


@pytest.mark.parametrize("machine", ["", "laser"])
def test_a_machine_that_is_none_is_refused(
    app: Flask, teacher: FlaskClient, student_id: int, machine: str
) -> None:
    form = {"machine": machine, "valid_until": "2027-07-02"}

    teacher.post(f"/ecole/eleves/{student_id}/machines", data=form)

    assert _clearances(app, student_id) == {"saw"}


def test_a_general_teacher_clears_nobody(app: Flask, student_id: int) -> None:
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)
    form = {"machine": "mag_welder", "valid_until": "2027-07-02"}

    assert teacher.get(f"/ecole/eleves/{student_id}").status_code == 200
    assert "Autoriser cette machine" not in teacher.get(f"/ecole/eleves/{student_id}").text
    assert teacher.post(f"/ecole/eleves/{student_id}/machines", data=form).status_code == 403
    assert _clearances(app, student_id) == {"saw"}


def test_a_student_sees_neither_the_groups_nor_a_fellow_student(
    app: Flask, student_id: int
) -> None:
    student = sign_in_as(app, f"student:{student_id}")

    for path in ("/ecole/groupes", f"/ecole/eleves/{student_id}", "/ecole/comptes"):
        assert student.get(path).status_code == 403
    assert student.post(f"/ecole/eleves/{student_id}/code").status_code == 403
    with app.app_context():
        assert find_student_secret(db.session(), student_id) is not None


def test_the_director_changes_closes_and_reopens_an_account(app: Flask, scope: Scope) -> None:
    row_id = build_staff(scope.session).id
    scope.session.commit()
    director, person = sign_in_as(app, Role.DIRECTOR), sign_in_as(app, f"staff:{row_id}")
    page = f"/ecole/comptes/{row_id}"

    form = {"name": "Camille Roux-Bey", "role": "general_teacher", "sections": "tyres"}
    assert director.post(page, data=form).status_code == 303
    with app.app_context():
        found = get_staff(db.session(), row_id)
    assert (found.name, found.role, found.sections) == (
        "Camille Roux-Bey",
        Role.GENERAL_TEACHER,
        frozenset({Section.TYRES}),
    )
    assert person.get("/ecole/compte").status_code == 200
    director.post(f"{page}/fermer")
    assert person.get("/ecole/compte").status_code == 302
    director.post(f"{page}/rouvrir")
    assert "Fermer ce compte" in director.get(page).text
    assert person.get("/ecole/compte").status_code == 302, "a closed sign-in stays closed"


def test_nobody_closes_their_own_account(app: Flask) -> None:
    director = sign_in_as(app, Role.DIRECTOR)
    with app.app_context():
        own = db.session().scalars(select(Staff.id)).one()

    director.post(f"/ecole/comptes/{own}/fermer")

    assert director.get("/ecole/compte").status_code == 200


def test_an_address_already_known_is_told_beside_its_field(app: Flask, scope: Scope) -> None:
    build_staff(scope.session)
    scope.session.commit()
    director = sign_in_as(app, Role.DIRECTOR)

    form = {"name": "Autre", "email": "Camille@example.org", "role": "office"}
    page = director.post("/ecole/comptes/nouveau", data=form).text

    assert "déjà cette adresse" in page
    assert 'id="email-error"' in page


def test_the_trail_shows_what_was_done(app: Flask, teacher: FlaskClient, student_id: int) -> None:
    teacher.post(f"/ecole/eleves/{student_id}/code")

    page = sign_in_as(app, Role.ADMIN).get("/ecole/comptes/journal").text

    assert "student.pin_given" in page
    assert f"student:{student_id}" in page


def _clearances(app: Flask, student_id: int) -> set[str]:
    with app.app_context():
        found = get_student_account(db.session(), student_id, TODAY)
    return {machine for machine, _ in found.clearances}
