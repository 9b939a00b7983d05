"""The pages of the rack."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope
from shop.kernel.actor import Role
from shop.stock.queries import get_offcut, list_offcuts
from tests.builders.stock import TUBE, build_offcut
from tests.conftest import NOW
from tests.signing import sign_in_as

RACK = "/ecole/chutes"


@pytest.fixture
def office(app: Flask, scope: Scope) -> Any:  # noqa: ANN401 - a browser while the clock stands still
    scope.session.commit()
    with time_machine.travel(NOW, tick=False):
        yield sign_in_as(app, Role.OFFICE)


def test_an_empty_rack_says_what_to_do_first(office: FlaskClient) -> None:
    page = office.get(RACK).text

    assert "Aucune chute ici" in page
    assert "Ajouter une chute" in page


def test_an_offcut_is_added_and_its_number_said(office: FlaskClient, scope: Scope) -> None:
    page = office.post(
        RACK,
        data={"designation": "tube carre 40x40x2", "length": "1,2 m", "place": "B3"},
        follow_redirects=True,
    ).text

    assert "CH-2026-0001 : écrivez ce numéro sur la chute." in page
    (added,) = list_offcuts(scope.session)
    assert (added.designation, added.length_mm, added.place) == (TUBE, 1200, "B3")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"designation": "OR 24", "length": "900"}, "n’est pas dans notre table"),
        ({"designation": TUBE, "length": "abc"}, "Écrivez un nombre"),
        ({"designation": TUBE, "length": "-3"}, "Une chute mesure"),
        ({"designation": TUBE, "length": "10 km"}, "Écrivez un nombre"),
        ({"designation": TUBE, "length": ""}, "Écrivez la longueur"),
        ({"designation": "", "length": "900"}, "Choisissez le profilé"),
    ],
)
def test_bad_input_is_said_by_the_field_and_kept(
    office: FlaskClient, scope: Scope, fields: dict[str, str], words: str
) -> None:
    page = office.post(RACK, data=fields).text

    assert words in page
    assert fields["length"] in page
    assert list_offcuts(scope.session) == []


def test_an_offcut_is_corrected_then_used(office: FlaskClient, scope: Scope) -> None:
    offcut_id = build_offcut(scope).id
    scope.session.commit()
    one = f"{RACK}/{offcut_id}"

    assert 'value="1500"' in office.get(one).text
    done = office.post(one, data={"length": "1480", "place": "C1", "version": "1"})
    assert done.headers["Location"] == RACK
    office.post(f"{one}/utiliser", data={"purpose": "essai", "version": "2"})

    scope.session.rollback()
    found = get_offcut(scope.session, offcut_id)
    assert (found.length_mm, found.place, found.used_for) == (1480, "C1", "essai")
    assert "n’est plus sur le râtelier" in office.get(one).text


def test_a_stale_page_is_told(office: FlaskClient, scope: Scope) -> None:
    offcut_id = build_offcut(scope).id
    scope.session.commit()

    page = office.post(f"{RACK}/{offcut_id}", data={"length": "900", "version": "9"}).text

    assert "entre-temps" in page


def test_a_held_offcut_says_for_what_and_offers_no_way_out(
    office: FlaskClient, scope: Scope
) -> None:
    offcut_id = build_offcut(scope, holder="card:1").id
    scope.session.commit()

    page = office.get(f"{RACK}/{offcut_id}").text

    assert "Débit FT-2026-0002" in page
    assert "Sortir du râtelier" not in page
    assert "Réservée" in office.get(RACK).text


def test_a_general_teacher_reads_and_changes_nothing(app: Flask, scope: Scope) -> None:
    offcut_id = build_offcut(scope).id
    scope.session.commit()
    teacher = sign_in_as(app, Role.GENERAL_TEACHER)

    page = teacher.get(RACK).text

    assert "CH-2026-0001" in page
    assert "Ajouter une chute" not in page
    assert teacher.post(RACK, data={"designation": TUBE, "length": "900"}).status_code == 403
    assert teacher.get(f"{RACK}/{offcut_id}").status_code == 403


def test_the_rack_costs_the_same_queries_for_three_and_for_thirty(
    app: Flask, scope: Scope, count_queries: Callable[[], Any]
) -> None:
    scope.session.commit()
    office = sign_in_as(app, Role.OFFICE)
    counts = []
    for first, last in ((1, 3), (4, 30)):
        for number in range(first, last + 1):
            build_offcut(scope, reference=f"CH-2026-{number:04d}")
        scope.session.commit()
        with count_queries() as statements:
            page = office.get(RACK).text
        counts.append(len(statements))
        assert "CH-2026-0003" in page or last == 30

    assert counts[0] == counts[1] <= 8
    assert "avant=" in page
