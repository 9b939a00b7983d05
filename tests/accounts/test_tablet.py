"""The shared tablet: group, picture, PIN, and out again after ten idle minutes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from shop.accounts.models import WorkshopTablet
from shop.accounts.queries import find_tablet, list_tablets
from shop.accounts.tablets import enrol_tablet
from shop.db import Scope, db
from shop.kernel.actor import Role
from tests.builders.accounts import build_student, build_student_group
from tests.conftest import NOW
from tests.signing import open_tablet, sign_in_as

TOO_MANY = "Trop d’essais"
INSIDE = "/ecole/atelier"
Clock = time_machine.Traveller


@dataclass(frozen=True)
class Pupil:
    """Where a student of the tests signs in."""

    id: int
    door: str


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """The clock stands still at `NOW` until a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pupils(scope: Scope) -> list[Pupil]:
    """Three students of one group, all with the PIN 1379."""
    group = build_student_group(scope.session)
    rows = [
        build_student(scope.session, group_id=group.id, pseudonym=name, picture=picture, pin="1379")
        for name, picture in (("Chat", "cat"), ("Lune", "moon"), ("Étoile", "star"))
    ]
    scope.session.commit()
    return [Pupil(row.id, f"/ecole/atelier/connexion/{group.id}/{row.id}") for row in rows]


@pytest.fixture
def client(app: Flask, pupils: list[Pupil]) -> FlaskClient:
    """A tablet of the workshop."""
    return open_tablet(app)


def type_pin(tablet: FlaskClient, pupil: Pupil, pin: str = "1379") -> str:
    """Return where the tablet is led, or the text of the page it stays on."""
    answer = tablet.post(pupil.door, data={"pin": pin})
    return str(answer.location or answer.text)


def test_a_student_finds_the_group_the_picture_and_enters(
    client: FlaskClient, pupils: list[Pupil]
) -> None:
    door = pupils[0].door
    assert "Métallerie A" in client.get("/ecole/atelier/connexion").text
    group_page = client.get(door.rpartition("/")[0]).text
    assert "Chat" in group_page
    assert "pictures.svg" in group_page
    assert "Bonjour Chat" in client.get(door).text

    assert type_pin(client, pupils[0]) == INSIDE


def test_the_page_of_the_pin_works_without_a_script(
    client: FlaskClient, pupils: list[Pupil]
) -> None:
    page = client.get(pupils[0].door).text

    assert 'inputmode="numeric"' in page
    assert 'type="submit"' in page


def test_a_wrong_pin_is_told_simply_and_never_shown(
    client: FlaskClient, pupils: list[Pupil]
) -> None:
    page = type_pin(client, pupils[0], "2468")

    assert "pas le bon" in page
    assert "2468" not in page


def test_five_wrong_pins_make_this_student_wait_but_not_the_next(
    client: FlaskClient, pupils: list[Pupil], clock: Clock
) -> None:
    client.get(pupils[0].door)
    answers = [type_pin(client, pupils[0], f"000{turn}") for turn in range(6)]

    assert [TOO_MANY in text for text in answers] == [False] * 5 + [True]
    assert TOO_MANY in type_pin(client, pupils[0])
    assert TOO_MANY in type_pin(open_tablet(client.application, "second"), pupils[0])
    assert type_pin(open_tablet(client.application, "third"), pupils[1]) == INSIDE
    clock.shift(timedelta(seconds=31))
    assert type_pin(client, pupils[0]) == INSIDE


def test_a_tablet_that_tries_everybody_waits_too(client: FlaskClient, pupils: list[Pupil]) -> None:
    client.get(pupils[0].door)
    wrong = [pupils[turn % 3] for turn in range(10)]
    answers = [type_pin(client, pupil, "0000") for pupil in wrong]

    assert not any(TOO_MANY in text for text in answers)
    assert TOO_MANY in type_pin(client, pupils[1])
    assert type_pin(open_tablet(client.application, "second"), pupils[1]) == INSIDE


def test_an_idle_tablet_goes_back_to_the_door(
    app: Flask, client: FlaskClient, pupils: list[Pupil], clock: Clock
) -> None:
    browser = sign_in_as(app, f"student:{pupils[0].id}")

    for _ in range(3):
        clock.shift(timedelta(minutes=9))
        assert browser.get("/ecole/compte").status_code == 403, "still signed in, as a student"
    clock.shift(timedelta(minutes=11))
    assert browser.get("/ecole/compte").status_code == 302


def test_a_student_who_signs_out_leaves_the_tablet_to_the_next(
    client: FlaskClient, app: Flask, pupils: list[Pupil]
) -> None:
    browser = sign_in_as(app, f"student:{pupils[0].id}")

    answer = browser.post("/ecole/deconnexion")

    assert answer.location == "/ecole/atelier/connexion"
    assert browser.get("/ecole/compte").status_code == 302


def test_a_student_without_a_pin_cannot_enter(app: Flask, scope: Scope) -> None:
    row = build_student(scope.session)
    scope.session.commit()
    pupil = Pupil(row.id, f"/ecole/atelier/connexion/{row.group_id}/{row.id}")

    assert "pas le bon" in type_pin(open_tablet(app), pupil, "0000")


def test_a_student_who_is_none_is_not_found(client: FlaskClient, pupils: list[Pupil]) -> None:
    door = pupils[0].door.rpartition("/")[0]

    assert client.get(f"{door}/999999").status_code == 404
    assert client.get("/ecole/atelier/connexion/999999").status_code == 404


def test_a_strange_device_sees_no_group_and_no_picture(app: Flask, pupils: list[Pupil]) -> None:
    strange = app.test_client()
    group_page = pupils[0].door.rpartition("/")[0]

    for address in ("/ecole/atelier/connexion", group_page, pupils[0].door):
        answer = strange.get(address)
        assert answer.status_code == 403
        assert "Cette tablette n’est pas encore connue" in answer.text
        assert "Métallerie" not in answer.text
        assert "Chat" not in answer.text
    assert "pas encore connue" in type_pin(strange, pupils[0])
    strange.set_cookie("etabli_tablet", "forged")
    assert strange.get(group_page).status_code == 403


def test_a_teacher_makes_a_device_known_and_leaves_it_to_students(
    app: Flask, pupils: list[Pupil]
) -> None:
    device = sign_in_as(app, Role.WORKSHOP_TEACHER)

    answer = device.post("/ecole/atelier/tablettes", data={"name": "Poste à souder"})

    assert answer.location == "/ecole/atelier/connexion"
    assert device.get("/ecole/groupes").status_code == 302, "the teacher is signed out"
    assert type_pin(device, pupils[0]) == INSIDE
    cookie = device.get_cookie("etabli_tablet")
    assert cookie is not None
    assert cookie.http_only
    with app.app_context():
        known = db.session().scalars(select(WorkshopTablet)).one()
        assert (known.name, cookie.value in known.key_hash) == ("Poste à souder", False)


def test_a_device_made_known_by_a_double_click_is_one_tablet(scope: Scope) -> None:
    lost, kept = (enrol_tablet(scope, "Poste à souder") for _ in range(2))

    assert find_tablet(scope.session, lost) is None
    assert find_tablet(scope.session, kept)
    assert [one.name for one in list_tablets(scope.session)] == ["Poste à souder"]


def test_withdrawing_a_tablet_signs_its_students_out(
    app: Flask, client: FlaskClient, pupils: list[Pupil]
) -> None:
    teacher = sign_in_as(app, Role.WORKSHOP_TEACHER)
    assert type_pin(client, pupils[0]) == INSIDE
    assert client.get(INSIDE).status_code == 200

    listed = teacher.get("/ecole/atelier/tablettes").text
    found = re.search(r'action="(/ecole/atelier/tablettes/\d+/retirer)"', listed)
    assert found
    teacher.post(found[1])

    assert client.get(INSIDE).status_code == 302


def test_a_lost_tablet_is_withdrawn_and_shows_nothing_more(app: Flask, client: FlaskClient) -> None:
    teacher = sign_in_as(app, Role.WORKSHOP_TEACHER)
    listed = teacher.get("/ecole/atelier/tablettes").text
    found = re.search(r'action="(/ecole/atelier/tablettes/\d+/retirer)"', listed)
    assert found

    for _ in range(2):
        assert teacher.post(found[1]).location == "/ecole/atelier/tablettes"

    assert "Aucune tablette" in teacher.get("/ecole/atelier/tablettes").text
    assert client.get("/ecole/atelier/connexion").status_code == 403
    assert teacher.post("/ecole/atelier/tablettes/999999/retirer").status_code == 404


def test_the_last_day_of_use_is_kept_and_the_key_lives_on(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    assert "Set-Cookie" not in client.get("/ecole/atelier/connexion").headers
    clock.shift(timedelta(days=30))

    assert "etabli_tablet" in client.get("/ecole/atelier/connexion").headers["Set-Cookie"]

    with app.app_context():
        known = db.session().scalars(select(WorkshopTablet)).one()
        assert known.seen_on == (NOW + timedelta(days=30)).date()
