"""Every page about people opens for who may see it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope
from shop.kernel.actor import Role
from tests.builders.accounts import build_clearance, build_student
from tests.signing import sign_in_as

PUBLIC = [
    "/compte/connexion",
    "/compte/connexion/mot-de-passe",
    "/compte/lien/abc",
    "/ecole/connexion",
    "/ecole/connexion/oubli",
    "/ecole/invitation",
    "/ecole/invitation/K7M2-QXVB",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_signing_in_is_open_to_everybody(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.get(f"/en{path}").status_code == 200


def test_pages_of_people_open_for_the_director(app: Flask, scope: Scope) -> None:
    student = build_student(scope.session, pin="1379")
    build_clearance(scope.session, student_id=student.id)
    scope.session.commit()
    director = sign_in_as(app, Role.DIRECTOR)

    paths = [
        "/ecole/comptes",
        "/ecole/comptes/nouveau",
        "/ecole/groupes",
        f"/ecole/groupes/{student.group_id}",
        f"/ecole/eleves/{student.id}",
        "/ecole/comptes/journal",
        "/ecole/compte",
        "/ecole/atelier/tablettes",
    ]
    assert {path: director.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_the_account_opens_for_the_customer(app: Flask) -> None:
    customer = sign_in_as(app, Role.CUSTOMER)

    assert "Aucune commande avec cette adresse" in customer.get("/compte").text
    assert customer.get("/compte/mot-de-passe").status_code == 200
